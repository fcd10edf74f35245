import { describe, expect, it } from 'vitest';
import type { Architecture, EXCEPTION_RECORD } from '../../src/contract/c-types.ts';
import { type UnhandledContext, unhandledBugCheck } from '../../src/kernel/bug-check-unhandled.ts';

const AT = -0x7ff_0000_0040;
const addresses = { record: -0x1000, context: -0x2000, trapFrame: -0x3000 };

const record = (ExceptionCode: number, ExceptionInformation: number[] = []): EXCEPTION_RECORD => ({
  ExceptionCode,
  ExceptionFlags: 0,
  ExceptionRecord: null,
  ExceptionAddress: AT,
  ExceptionInformation,
});

const AV = 0xc000_0005;
/** 0xFFFFFFFFC0000005 as a signed number. */
const AV_64 = 0xc000_0005 | 0;

const rows: [UnhandledContext, Architecture, number, number[], number[], string][] = [
  ['system-thread', 'x64', AV, [1, 16], [0x7e, AV_64, AT, -0x1000, -0x2000], 'D-095; sign-extended on x64'],
  ['system-thread', 'x86', AV, [1, 16], [0x7e, AV, AT, -0x1000, -0x2000], 'no extension on x86'],
  ['system-call', 'x64', AV, [1, 16], [0x3b, AV, AT, -0x2000, 0], '0x3B does not extend the sign'],
  ['system-call', 'x86', AV, [1, 16], [0x8e, AV, AT, -0x3000, 0], 'trap frame on x86'],
  ['dpc', 'x64', AV, [1, 16], [0x1e, AV_64, AT, 1, 16], 'D-093: information 0 and 1; extended'],
  ['dpc', 'x86', AV, [1, 16], [0x1e, AV, AT, 1, 16], 'D-093'],
  ['dpc', 'x64', 0xc000_0094, [], [0x1e, 0xc000_0094 | 0, AT, 0, 0], 'BEHAVIOUR 8: divide by zero, not 0x7F'],
  [
    'system-thread',
    'x64',
    0x8000_0003,
    [0],
    [0x7e, 0x8000_0003 | 0, AT, -0x1000, -0x2000],
    'a warning is negative too',
  ],
  [
    'system-thread',
    'x64',
    0x4000_0015,
    [],
    [0x7e, 0x4000_0015, AT, -0x1000, -0x2000],
    'a positive status stays',
  ],
];

describe('unhandledBugCheck', () => {
  it.each(rows)(
    '%s on %s, status %d with %j: %j (%s)',
    (context, architecture, code, information, expected) => {
      const { code: bugCheck, parameters } = unhandledBugCheck(
        context,
        architecture,
        record(code, information),
        addresses,
      );
      expect([bugCheck, ...parameters]).toEqual(expected);
    },
  );

  it('names the status and the page', () => {
    expect(unhandledBugCheck('system-call', 'x64', record(AV), addresses)).toMatchObject({
      rule: 'an exception raised in kernel mode is handled: STATUS_ACCESS_VIOLATION (0xC0000005)',
      page: 'debugger/bug-check-0x3b--system-service-exception',
    });
  });
});
