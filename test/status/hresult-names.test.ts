import { describe, expect, test } from 'vitest';
import { HRESULT_FROM_WIN32 } from '../../src/status/hresult-from-win32.ts';
import { hresultName, hresultNames, hresultValue } from '../../src/status/hresult-names.ts';
import { win32ErrorNames, win32ErrorValue } from '../../src/status/win32-error-names.ts';
import { facts } from './facts.ts';

describe('HRESULT names', () => {
  test('51 of wws.json and 40 that RtlNtStatusToDosError returns, all different', () => {
    expect(hresultNames()).toHaveLength(91);
    expect(new Set(hresultNames()).size).toBe(91);
  });

  test('every row of wws.json, where the facts are at hand', () => {
    for (const { name, value } of facts?.wws.hresults ?? []) {
      expect(hresultValue(name), name).toBe(value);
      expect(hresultName(value), name).toBe(value === 0 ? 'S_OK' : name);
    }
  });

  test('every HRESULT of the status map has its name, where the facts are at hand', () => {
    for (const { error, errorValue } of facts?.win32errors.ntstatusToDos ?? []) {
      if (errorValue > 0xffff && !error?.startsWith('STATUS_')) expect(hresultName(errorValue)).toBe(error);
    }
  });

  test.each([
    [0, 'S_OK'],
    [1, 'S_FALSE'],
    [0x80070057, 'E_INVALIDARG'],
    [0x8007000e, 'E_OUTOFMEMORY'],
    [0x803d0008, 'WS_E_QUOTA_EXCEEDED'],
    [-2147024809, 'E_INVALIDARG'],
    [0x80070002, 'HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)'],
    [0x8007013d, 'HRESULT_FROM_WIN32(ERROR_MR_MID_NOT_FOUND)'],
  ])('%i is %s, and back', (value, name) => {
    expect(hresultName(value)).toBe(name);
    expect(hresultValue(name)).toBe(value >>> 0);
  });

  test.each([
    [0x80070000, 'HRESULT_FROM_WIN32(ERROR_SUCCESS) is 0'],
    [0x00070002, 'not a failure'],
    [0x80080002, 'another facility'],
    [0xa0070002, 'customer bit'],
    [0x8007fffe, 'no such Win32 error'],
    [2, 'plain success value'],
  ])('0x%x has no name: %s', (value) => expect(hresultName(value)).toBeUndefined());

  test('every Win32 error up to 0xFFFF can be read back from its HRESULT', () => {
    for (const name of win32ErrorNames()) {
      const value = HRESULT_FROM_WIN32(win32ErrorValue(name) ?? Number.NaN);
      expect(hresultValue(hresultName(value) ?? ''), name).toBe(value);
      expect(hresultValue(`HRESULT_FROM_WIN32(${name})`), name).toBe(value);
    }
  });

  test('unknown names are undefined', () => {
    expect(hresultValue('E_NOPE')).toBeUndefined();
    expect(hresultValue('HRESULT_FROM_WIN32(E_NOPE)')).toBeUndefined();
    expect(hresultValue('HRESULT_FROM_WIN32(ERROR_SUCCESS')).toBeUndefined();
  });
});
