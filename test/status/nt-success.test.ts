import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ntStatusSeverity } from '../../src/status/nt-status-parts.ts';
import { NT_ERROR, NT_INFORMATION, NT_SUCCESS, NT_WARNING } from '../../src/status/nt-success.ts';

const answers = (status: number) =>
  [NT_SUCCESS, NT_INFORMATION, NT_WARNING, NT_ERROR].map((macro) => macro(status));

describe('constants.json formulas NT_SUCCESS, NT_INFORMATION, NT_WARNING and NT_ERROR', () => {
  test.each([
    [0x00000000, [true, false, false, false], 'first success'],
    [0x3fffffff, [true, false, false, false], 'last success'],
    [0x40000000, [true, true, false, false], 'first informational: also NT_SUCCESS'],
    [0x7fffffff, [true, true, false, false], 'last informational'],
    [0x80000000, [false, false, true, false], 'first warning: neither success nor error'],
    [0xbfffffff, [false, false, true, false], 'last warning'],
    [0xc0000000, [false, false, false, true], 'first error'],
    [0xffffffff, [false, false, false, true], 'last error'],
    [-1, [false, false, false, true], 'last error, signed'],
    [-2147483648, [false, false, true, false], 'first warning, signed'],
  ])('0x%x gives %j: %s', (status, expected) => expect(answers(status)).toEqual(expected));

  test('they agree with the severity for any 32-bit number, signed or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (status) => {
        const severity = ntStatusSeverity(status);
        const expected = [
          severity === 'SUCCESS' || severity === 'INFORMATIONAL',
          severity === 'INFORMATIONAL',
          severity === 'WARNING',
          severity === 'ERROR',
        ];
        expect(answers(status)).toEqual(expected);
        expect(answers(status | 0)).toEqual(expected);
      }),
    );
  });
});
