import { brokenRules, routineContracts, routineRules } from 'irqlab';
import { bugCheckName } from 'irqlab/status';
import { describe, expect, it } from 'vitest';
import { violationKeys } from '../../src/kernel/violations.ts';

const rules = brokenRules();
const named = (key: string) => rules.find((rule) => rule.key === key);

describe('brokenRules', () => {
  it('has every rule of violations.ts once, with a name for its bug check', () => {
    expect(rules.map(({ key }) => key)).toEqual([...violationKeys].sort());
    const checks = rules.flatMap(({ verifier, free }) => [verifier, ...(free === null ? [] : [free])]);
    expect(checks.filter(({ code, name }) => name !== bugCheckName(code))).toEqual([]);
    expect(checks.filter(({ parameters }) => parameters.length !== 4)).toEqual([]);
  });

  it('D-021 D-026: tells a subtype from values of the call', () => {
    expect(named('irql-raise-below-current')).toMatchObject({
      rule: 'the routine: the new IRQL is at or above the current one',
      verifier: {
        code: 0xc4,
        from: 'documented',
        parameters: [
          { fixed: 0x30 },
          { fixed: null, meaning: 'current IRQL' },
          { fixed: null, meaning: 'requested IRQL' },
          { meaning: '' },
        ],
      },
      free: { code: 9 },
    });
  });

  it('says where nothing notices without the verifier', () =>
    expect(named('irql-lower-not-saved')).toMatchObject({ free: null }));
});

describe('routineRules', () => {
  it('names routines and rules that there are', () => {
    const names = new Set(routineContracts.map(({ name }) => name));
    expect(routineRules.size).toBeGreaterThan(20);
    expect([...routineRules.keys()].filter((name) => !names.has(name))).toEqual([]);
    const keys = [...routineRules.values()].flat().map(({ violation }) => violation);
    expect(keys.filter((key) => key !== null && named(key) === undefined)).toEqual([]);
  });
});
