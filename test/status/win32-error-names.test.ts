import { describe, expect, test } from 'vitest';
import { win32ErrorName, win32ErrorNames, win32ErrorValue } from '../../src/status/win32-error-names.ts';
import { facts } from './facts.ts';

describe('Win32 error names', () => {
  test('win32errors.json has 2979 names, all different; one is an alias', () => {
    const names = win32ErrorNames();
    expect(new Set(names).size).toBe(2979);
    const aliases = names.filter((name) => win32ErrorName(win32ErrorValue(name) ?? -1) !== name);
    expect(aliases).toEqual(['NO_ERROR']);
  });

  test('every row of win32errors.json, where the facts are at hand', () => {
    for (const { name, value, aliasOf } of facts?.win32errors.errors ?? []) {
      expect(win32ErrorValue(name), name).toBe(value);
      expect(win32ErrorName(value), name).toBe(aliasOf ?? name);
    }
  });

  test.each([
    ['ERROR_SUCCESS', 0],
    ['ERROR_INVALID_PARAMETER', 87],
    ['ERROR_AUTODATASEG_EXCEEDS_64k', 199],
    ['WSAEFAULT', 10014],
    ['RPC_S_INTERNAL_ERROR', 1766],
  ])('%s is %i', (name, value) => {
    expect(win32ErrorValue(name)).toBe(value);
    expect(win32ErrorName(value)).toBe(name);
  });

  test('what the header does not have is undefined', () => {
    expect(win32ErrorName(0xffffffff)).toBeUndefined();
    expect(win32ErrorName(-1)).toBeUndefined();
    expect(win32ErrorValue('ERROR_NO_SUCH_NAME')).toBeUndefined();
  });
});
