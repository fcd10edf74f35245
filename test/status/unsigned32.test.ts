import { describe, expect, test } from 'vitest';
import * as status from '../../src/status/index.ts';
import { unsigned32 } from '../../src/status/unsigned32.ts';

test.each([
  [0, 0],
  [-0, 0],
  [-1, 0xffffffff],
  [-0x80000000, 0x80000000],
  [0x7fffffff, 0x7fffffff],
  [0xffffffff, 0xffffffff],
])('unsigned32(%i) is %i', (value, expected) => expect(unsigned32(value, 'test')).toBe(expected));

const takeValue = {
  ntStatusName: status.ntStatusName,
  ntStatusSeverity: status.ntStatusSeverity,
  ntStatusFacility: status.ntStatusFacility,
  ntStatusCode: status.ntStatusCode,
  ntStatusCustomer: status.ntStatusCustomer,
  NT_SUCCESS: status.NT_SUCCESS,
  NT_INFORMATION: status.NT_INFORMATION,
  NT_WARNING: status.NT_WARNING,
  NT_ERROR: status.NT_ERROR,
  formatNtStatus: status.formatNtStatus,
  rtlNtStatusToDosError: status.rtlNtStatusToDosError,
  win32ErrorName: status.win32ErrorName,
  hresultName: status.hresultName,
  hresultFailed: status.hresultFailed,
  hresultSucceeded: status.hresultSucceeded,
  hresultSeverity: status.hresultSeverity,
  hresultFacility: status.hresultFacility,
  hresultCode: status.hresultCode,
  hresultCustomer: status.hresultCustomer,
  HRESULT_FROM_WIN32: status.HRESULT_FROM_WIN32,
  bugCheckName: status.bugCheckName,
  bugCheckInfo: status.bugCheckInfo,
};

describe.each(Object.entries(takeValue))('%s refuses what is not a 32-bit whole number', (name, call) => {
  test.each([Number.NaN, 1.5, Infinity, -Infinity, 0x1_0000_0000, -0x8000_0001])('%d', (value) => {
    expect(() => call(value)).toThrow(RangeError);
    // The text is for people: it names the function and the value.
    expect(() => call(value)).toThrow(`${name}: ${value} is not a 32-bit value. Pass `);
  });
});

test('a value of another type is refused too', () => {
  expect(() => status.ntStatusName('0xC0000005' as unknown as number)).toThrow(RangeError);
  expect(() => status.ntStatusName(5n as unknown as number)).toThrow(RangeError);
});
