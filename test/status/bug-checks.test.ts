import { describe, expect, test } from 'vitest';
import { bugCheckCode, bugCheckInfo, bugCheckName, bugCheckNames } from '../../src/status/bug-checks.ts';
import { facts } from './facts.ts';

describe('bug checks', () => {
  test('bugchecks.json has 485 names, each with one code and details', () => {
    expect(new Set(bugCheckNames()).size).toBe(485);
    for (const name of bugCheckNames()) {
      const code = bugCheckCode(name) ?? Number.NaN;
      expect(bugCheckName(code)).toBe(name);
      expect(bugCheckInfo(code)).toMatchObject({ code, name });
    }
  });

  test('every row of bugchecks.json, where the facts are at hand', () => {
    for (const { code, name, documented, docName, parameters = [], subtypes = [] } of facts?.bugchecks ??
      []) {
      expect(bugCheckInfo(code), name).toEqual({
        code,
        name,
        documented,
        ...(docName === undefined ? {} : { pageName: docName }),
        parameters,
        subtypes: subtypes.map(({ mask, parameter = 1, ...rest }) => ({
          ...rest,
          parameter,
          ...(mask === undefined ? {} : { mask: 0xff }),
        })),
      });
    }
  });

  test.each([
    ['IRQL_NOT_LESS_OR_EQUAL', 0xa],
    ['DRIVER_IRQL_NOT_LESS_OR_EQUAL', 0xd1],
    ['DRIVER_VERIFIER_DETECTED_VIOLATION', 0xc4],
    ['MANUALLY_INITIATED_CRASH1', 0xdeaddead],
  ])('%s is 0x%x', (name, code) => {
    expect(bugCheckCode(name)).toBe(code);
    expect(bugCheckName(code | 0)).toBe(name);
  });

  test('parameter labels and subtypes', () => {
    expect(bugCheckInfo(0xa)?.parameters[1]).toBe('IRQL when the fault hit');
    const fastFail = bugCheckInfo(0x139)?.subtypes.find(({ value }) => value === 3);
    expect(fastFail).toEqual({
      value: 3,
      label: 'doubly linked list links broken',
      parameter: 1,
      symbol: 'FAST_FAIL_CORRUPT_LIST_ENTRY',
      documentedForBugCheck: true,
    });
    const rule = bugCheckInfo(0xc4)?.subtypes.find(({ value }) => value === 0x20003);
    expect(rule).toMatchObject({ parameter: 1, rule: 'IrqlDispatch' });
    expect(bugCheckInfo(0x1)?.subtypes[0]).toEqual({ value: 0, label: 'system call', parameter: 4 });
    expect(bugCheckInfo(bugCheckCode('IRQL_UNEXPECTED_VALUE') ?? -1)?.subtypes[0]?.mask).toBe(0xff);
  });

  test('a code without page, labels or subtypes', () => {
    const info = { code: 0x83, name: 'OFS_FILE_SYSTEM', documented: false, parameters: [], subtypes: [] };
    expect(bugCheckInfo(0x83)).toEqual(info);
  });

  test('what bugcodes.h does not have is undefined', () => {
    expect(bugCheckName(0)).toBeUndefined();
    expect(bugCheckInfo(0)).toBeUndefined();
    expect(bugCheckCode('EM_INITIALIZATION_FAILURE')).toBeUndefined(); // the page's name of 0x11A
    expect(bugCheckInfo(0x11a)?.pageName).toBe('EM_INITIALIZATION_FAILURE');
  });

  test('what is handed out cannot change the table', () => {
    const info = bugCheckInfo(0x139);
    expect(Object.isFrozen(info?.parameters)).toBe(true);
    expect(Object.isFrozen(info?.subtypes)).toBe(true);
    expect(info?.subtypes.every(Object.isFrozen)).toBe(true);
    expect(bugCheckInfo(0x139)).not.toBe(info);
  });
});
