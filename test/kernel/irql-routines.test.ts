import { describe, expect, it } from 'vitest';
import { APC_LEVEL, DISPATCH_LEVEL, highLevel, PASSIVE_LEVEL } from '../../src/contract/irql.ts';
import { out } from '../../src/machine/out.ts';
import { type FakeOptions, fakeProcessor, stopOf } from './irql-fake.ts';

const KIRQL = { name: 'KIRQL', initial: 0 };

describe('KeGetCurrentIrql', () => {
  it.each([
    [PASSIVE_LEVEL, 'a system thread'],
    [APC_LEVEL, 'after KeRaiseIrql(APC_LEVEL)'],
    [15, 'HIGH_LEVEL: any level, says the page'],
  ])('gives the level of the processor: %i (%s)', (irql) => {
    expect(fakeProcessor({ irql }).nt.KeGetCurrentIrql()).toBe(irql);
  });
});

describe('KeRaiseIrql', () => {
  it('D-010: OldIrql receives the level before, the new level is the current one', () => {
    const { nt, level } = fakeProcessor();
    const old = out(KIRQL, 99);
    nt.KeRaiseIrql(APC_LEVEL, old);
    expect([old.value, level()]).toEqual([PASSIVE_LEVEL, APC_LEVEL]);
    nt.KeRaiseIrql(DISPATCH_LEVEL, old);
    expect([old.value, level()]).toEqual([APC_LEVEL, DISPATCH_LEVEL]);
  });

  it('D-010: raising to the current level is allowed', () => {
    const { nt, level } = fakeProcessor({ irql: DISPATCH_LEVEL });
    const old = out(KIRQL);
    nt.KeRaiseIrql(DISPATCH_LEVEL, old);
    expect([old.value, level()]).toEqual([DISPATCH_LEVEL, DISPATCH_LEVEL]);
  });

  it('is a macro: the store to OldIrql happens at the new level', () => {
    const { nt, stores } = fakeProcessor();
    nt.KeRaiseIrql(DISPATCH_LEVEL, 0x1000);
    expect(stores).toEqual([{ target: 0x1000, value: PASSIVE_LEVEL, irql: DISPATCH_LEVEL }]);
  });

  it.each(['x64', 'x86'] as const)('D-014: climbs %s one number at a time to HIGH_LEVEL', (architecture) => {
    const { nt, level, saved } = fakeProcessor({ architecture, profile: 'observed', verifier: 'off' });
    const high = highLevel(architecture);
    for (let to = 0; to <= high; to += 1) {
      const before = level();
      const old = out(KIRQL, 99);
      nt.KeRaiseIrql(to, old);
      expect(old.value).toBe(before);
      expect(level()).toBeLessThanOrEqual(to);
    }
    expect(level()).toBe(high);
    for (const to of [...saved].reverse()) nt.KeLowerIrql(to);
    expect(level()).toBe(PASSIVE_LEVEL);
  });

  const below: [FakeOptions, number[] | 'level is set', string][] = [
    [{ verifier: 'on', profile: 'documented' }, [0xc4, 0x30, 15, 1, 0], 'D-026'],
    [
      { verifier: 'on', profile: 'observed' },
      [0xc4, 0x30, 15, 1, 0],
      'the verifier is the same in both profiles',
    ],
    [{ verifier: 'off', profile: 'documented' }, [0x9, 0, 0, 0, 0], 'D-021'],
    [{ verifier: 'off', profile: 'observed' }, 'level is set', 'D-015'],
  ];
  it.each(below)('HIGH_LEVEL to APC_LEVEL with %o: %o (%s)', (options, expected) => {
    const { nt, level } = fakeProcessor({ ...options, irql: 15 });
    const stop = stopOf(() => nt.KeRaiseIrql(APC_LEVEL, out(KIRQL)));
    if (expected === 'level is set') expect([stop, level()]).toEqual([undefined, APC_LEVEL]);
    else expect([stop?.code, ...(stop?.parameters ?? [])]).toEqual(expected);
  });
});

describe('KeLowerIrql', () => {
  it('restores the levels that raises saved, last first', () => {
    const { nt, level, saved } = fakeProcessor();
    const first = nt.KfRaiseIrql(APC_LEVEL);
    const second = nt.KfRaiseIrql(DISPATCH_LEVEL);
    expect(saved).toEqual([0, 1]);
    nt.KeLowerIrql(second);
    expect([level(), saved]).toEqual([APC_LEVEL, [0]]);
    nt.KeLowerIrql(first);
    expect([level(), saved]).toEqual([PASSIVE_LEVEL, []]);
  });

  const above: [FakeOptions, number[] | 'level is set', string][] = [
    [{ verifier: 'on', profile: 'documented' }, [0xc4, 0x31, 1, 15, 0], 'D-027'],
    [
      { verifier: 'on', profile: 'observed' },
      [0xc4, 0x31, 1, 15, 0],
      'the verifier is the same in both profiles',
    ],
    [{ verifier: 'off', profile: 'documented' }, [0xa, 0, 0, 0, 0], 'D-022'],
    [{ verifier: 'off', profile: 'observed' }, 'level is set', 'D-016'],
  ];
  it.each(above)('APC_LEVEL to HIGH_LEVEL with %o: %o (%s)', (options, expected) => {
    const { nt, level, saved } = fakeProcessor({ ...options, irql: APC_LEVEL, saved: [0] });
    const stop = stopOf(() => nt.KeLowerIrql(15));
    if (expected !== 'level is set') expect([stop?.code, ...(stop?.parameters ?? [])]).toEqual(expected);
    else expect([stop, level(), saved]).toEqual([undefined, 15, [0]]);
  });

  it.each([
    [PASSIVE_LEVEL, [0, 1], 'skips the inner raise'],
    [DISPATCH_LEVEL, [0, 1], 'the current level, which no raise saved'],
    [PASSIVE_LEVEL, [], 'nothing was saved'],
  ])('ours: at DISPATCH_LEVEL to %i with %j saved is 0xC4/0x31 under the verifier (%s)', (to, saved) => {
    const { nt } = fakeProcessor({ irql: DISPATCH_LEVEL, saved });
    expect(stopOf(() => nt.KeLowerIrql(to))).toMatchObject({
      code: 0xc4,
      parameters: [0x31, DISPATCH_LEVEL, to, 0],
      provenance: 'ours',
    });
  });

  it.each([
    [3, 0, [0, 1], [], 'both raises are undone'],
    [3, 1, [0, 2], [0], 'the level below stays saved'],
    [3, 2, [], [], 'nothing was saved'],
  ])('ours: without the verifier %i to %i with %j saved leaves %j (%s)', (irql, to, saved, left) => {
    const fake = fakeProcessor({ verifier: 'off', irql, saved });
    fake.nt.KeLowerIrql(to);
    expect([fake.level(), fake.saved, fake.findings]).toEqual([to, left, []]);
  });
});

describe('KfLowerIrql', () => {
  it.each(['x86', 'x64'] as const)('undoes KfRaiseIrql on %s', (architecture) => {
    const { nt, level } = fakeProcessor({ architecture });
    nt.KfLowerIrql(nt.KfRaiseIrql(DISPATCH_LEVEL));
    expect(level()).toBe(PASSIVE_LEVEL);
  });
});

describe('KeRaiseIrqlToDpcLevel', () => {
  it('D-018: at PASSIVE_LEVEL returns 0, called again returns 2; the level is 2', () => {
    const { nt, level } = fakeProcessor();
    expect([nt.KeRaiseIrqlToDpcLevel(), level()]).toEqual([0, 2]);
    expect([nt.KeRaiseIrqlToDpcLevel(), level()]).toEqual([2, 2]);
  });

  it('D-019: above DISPATCH_LEVEL is a bug check', () => {
    const { nt } = fakeProcessor({ irql: 5 });
    expect(stopOf(nt.KeRaiseIrqlToDpcLevel)).toMatchObject({ code: 0xc4, parameters: [0x30, 5, 2, 0] });
  });
});

describe('KeRaiseIrqlToSynchLevel', () => {
  it.each([
    ['x64', 12],
    ['x86', 27],
  ] as const)(
    'D-020: at PASSIVE_LEVEL of %s the level becomes %i and 0 is returned; again returns it',
    (architecture, synch) => {
      const { nt, level } = fakeProcessor({ architecture });
      expect([nt.KeRaiseIrqlToSynchLevel(), level()]).toEqual([0, synch]);
      expect([nt.KeRaiseIrqlToSynchLevel(), level()]).toEqual([synch, synch]);
    },
  );
});

describe('ours: numbers that are no level', () => {
  const stops: ['x64' | 'x86', 'on' | 'off', number, number[], string][] = [
    ['x64', 'on', 16, [0xc4, 0x30, 0, 16, 0], 'the subtype covers invalid levels'],
    ['x64', 'on', 0xff, [0xc4, 0x30, 0, 0xff, 0], 'the largest KIRQL'],
    ['x86', 'on', 32, [0xc4, 0x30, 0, 32, 0], 'x86 has 31'],
    ['x64', 'off', 16, [0x1e, 0xc000_0005 | 0, 0, 0, -1], 'CR8 refuses it: general protection fault'],
    ['x86', 'off', 32, [0x1e, 0xc000_0005, 0, 0, 0xffff_ffff], 'x86 does not extend the sign'],
  ];
  it.each(stops)('KfRaiseIrql on %s, verifier %s, to %i: %o (%s)', (architecture, verifier, to, expected) => {
    const stop = stopOf(() => fakeProcessor({ architecture, verifier }).nt.KfRaiseIrql(to));
    expect([stop?.code, ...(stop?.parameters ?? [])]).toEqual(expected);
  });

  it('KeLowerIrql to one: 0xC4/0x31', () => {
    const stop = stopOf(() => fakeProcessor({ irql: 2, saved: [0] }).nt.KeLowerIrql(0xcc));
    expect(stop).toMatchObject({ code: 0xc4, parameters: [0x31, 2, 0xcc, 0] });
  });

  it.each([
    [-1, RangeError, 'a KIRQL is unsigned'],
    [256, RangeError, 'a KIRQL has 8 bits'],
    [1.5, RangeError, 'C has no such KIRQL'],
    [Number.NaN, RangeError, 'an unset variable of the TypeScript program'],
    ['2' as unknown as number, TypeError, 'a string'],
  ])('%o is misuse of the TypeScript API, not a bug check (%#: %s)', (to, kind) => {
    const { nt, level, findings } = fakeProcessor();
    expect(() => nt.KfRaiseIrql(to)).toThrow(kind);
    expect(() => nt.KeLowerIrql(to)).toThrow(kind);
    expect([level(), findings]).toEqual([0, []]);
  });
});

describe('ours: a finding that is only reported goes on as a free build does', () => {
  const report = { onViolation: 'report' } as const;

  it('a raise below the current level sets it and saves the one before', () => {
    const { nt, level, saved, findings } = fakeProcessor({ ...report, irql: 15 });
    expect(nt.KfRaiseIrql(APC_LEVEL)).toBe(15);
    expect([level(), saved]).toEqual([APC_LEVEL, [15]]);
    expect(findings).toEqual([{ rule: 'irql-raise-below-current', routine: 'KfRaiseIrql', values: [15, 1] }]);
  });

  it('lowering back to a saved level above the current one sets it', () => {
    const { nt, level, saved, findings } = fakeProcessor({ ...report, irql: 1, saved: [15] });
    nt.KeLowerIrql(15);
    expect([level(), saved]).toEqual([15, []]);
    expect(findings).toMatchObject([{ rule: 'irql-lower-above-current' }]);
  });

  it('a lower to a level not saved sets it and drops what it passes', () => {
    const { nt, level, saved } = fakeProcessor({ ...report, irql: 5, saved: [0, 1, 2] });
    nt.KeLowerIrql(1);
    expect([level(), saved]).toEqual([1, [0]]);
  });

  it('D-014: a raise to a number the hardware does not have gives a lower level, here HIGH_LEVEL', () => {
    const { nt, level, saved } = fakeProcessor(report);
    expect(nt.KfRaiseIrql(40)).toBe(0);
    expect([level(), saved]).toEqual([15, [0]]);
  });

  it('a lower to such a number changes nothing', () => {
    const { nt, level, saved } = fakeProcessor({ ...report, irql: 2, saved: [0] });
    nt.KeLowerIrql(40);
    expect([level(), saved]).toEqual([2, [0]]);
  });
});
