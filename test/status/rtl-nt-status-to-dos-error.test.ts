import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ntStatusToDosTable } from '../../src/status/nt-status-to-dos-table.ts';
import { rtlNtStatusToDosError } from '../../src/status/rtl-nt-status-to-dos-error.ts';
import { facts } from './facts.ts';

describe('win32errors.json rules', () => {
  test.each([
    [0, 0, 'rule 1: status 0'],
    [0xe0001234, 0xe0001234, 'rule 2: customer bit, unchanged'],
    [0x20000000, 0x20000000, 'rule 2: customer bit alone'],
    [-536866252, 0xe0001234, 'rule 2: result is unsigned'],
    [0xf0000005, 0xf0000005, 'rule 2 before 3: bit 29 wins over the top nibble'],
    [0xd0000005, 998, 'rule 3: 0xD… as 0xC…, STATUS_ACCESS_VIOLATION'],
    [0xd0010057, 87, 'rules 3 and 5: 0xD001… as 0xC001…'],
    [0xc0000023, 122, 'rule 4: STATUS_BUFFER_TOO_SMALL, ERROR_INSUFFICIENT_BUFFER'],
    [-1073741789, 122, 'rule 4: signed'],
    [0x80000003, 0x80000003, 'rule 4: STATUS_BREAKPOINT maps to itself'],
    [0x103, 997, 'rule 4: STATUS_PENDING, ERROR_IO_PENDING'],
    [0xc0010057, 87, 'rule 5: packed Win32 error in an NTSTATUS'],
    [0x80070057, 87, 'rule 5: packed Win32 error in an HRESULT'],
    [0x80070000, 0, 'rule 5: low word 0'],
    [0xc000ffff, 317, 'rule 6: ERROR_MR_MID_NOT_FOUND'],
    [0x10000005, 317, 'rule 6: only top nibble 0xD is changed'],
    [0x90070057, 317, 'rule 6: 0x9007 is not 0x8007'],
  ])('%i gives %i (%s)', (status, error) => expect(rtlNtStatusToDosError(status)).toBe(error));
});

describe('win32errors.json table', () => {
  test('has 995 rows with a mapping and 58 without', () => {
    const results = [...ntStatusToDosTable().values()];
    expect(results).toHaveLength(995 + 58);
    expect(results.filter((error) => error === 317).length).toBeGreaterThanOrEqual(58);
  });

  test('every row, where the facts are at hand; 0xD… instead of 0xC… too', () => {
    const { ntstatusToDos = [], ntstatusUnmapped = [] } = facts?.win32errors ?? {};
    for (const { status, statusValue, errorValue } of [...ntstatusToDos, ...ntstatusUnmapped]) {
      expect(rtlNtStatusToDosError(statusValue), status).toBe(errorValue);
      if (statusValue >>> 28 !== 0xc) continue;
      expect(rtlNtStatusToDosError(statusValue + 0x10000000), status).toBe(errorValue);
    }
  });

  test('the result is an unsigned 32-bit number, the same for signed and unsigned', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (status) => {
        const error = rtlNtStatusToDosError(status);
        expect(error).toBe(error >>> 0);
        expect(rtlNtStatusToDosError(status | 0)).toBe(error);
      }),
    );
  });
});
