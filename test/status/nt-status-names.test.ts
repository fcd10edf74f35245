import { describe, expect, test } from 'vitest';
import { ntStatusName, ntStatusNames, ntStatusValue } from '../../src/status/nt-status-names.ts';
import { facts } from './facts.ts';

describe('NTSTATUS names', () => {
  test('ntstatus.json has 2972 names, all different', () => {
    expect(ntStatusNames()).toHaveLength(2972);
    expect(new Set(ntStatusNames()).size).toBe(2972);
  });

  test('every name has a value and every value leads back to it or to the name it is an alias of', () => {
    const aliases = ntStatusNames().filter((name) => {
      const value = ntStatusValue(name);
      const canonical = value === undefined ? undefined : ntStatusName(value);
      expect(canonical, name).toBeDefined();
      return canonical !== name;
    });
    expect(aliases).toEqual(['STATUS_WAIT_0', 'STATUS_ABANDONED_WAIT_0', 'STATUS_FLT_DISALLOW_FSFILTER_IO']);
  });

  test('every row of ntstatus.json, where the facts are at hand', () => {
    for (const { name, value, aliasOf } of facts?.ntstatus ?? []) {
      expect(ntStatusValue(name), name).toBe(value);
      expect(ntStatusName(value), name).toBe(aliasOf ?? name);
      expect(ntStatusName(value | 0), name).toBe(aliasOf ?? name);
    }
  });

  test.each([
    ['STATUS_WAIT_0', 0, 'STATUS_SUCCESS', 'alias of zero'],
    ['STATUS_ABANDONED_WAIT_0', 0x80, 'STATUS_ABANDONED', 'alias'],
    [
      'STATUS_FLT_DISALLOW_FSFILTER_IO',
      0xc01c0004,
      'STATUS_FLT_DISALLOW_FAST_IO',
      'alias, not first by letters',
    ],
    ['STATUS_IN_PAGE_ERROR', 0xc0000006, 'STATUS_IN_PAGE_ERROR', 'behaviour.md E-007'],
    ['DBG_CONTINUE', 0x00010002, 'DBG_CONTINUE', 'another prefix'],
    ['RPC_NT_INTERNAL_ERROR', 0xc0020043, 'RPC_NT_INTERNAL_ERROR', 'another prefix'],
  ])('%s is 0x%x and canonically %s (%s)', (name, value, canonical) => {
    expect(ntStatusValue(name)).toBe(value);
    expect(ntStatusName(value)).toBe(canonical);
  });

  test('the list is by unsigned value, a canonical name before its aliases, and frozen', () => {
    const values = ntStatusNames().map((name) => ntStatusValue(name) ?? Number.NaN);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(ntStatusNames().slice(0, 2)).toEqual(['STATUS_SUCCESS', 'STATUS_WAIT_0']);
    expect(Object.isFrozen(ntStatusNames())).toBe(true);
  });

  test('what the header does not have is undefined', () => {
    expect(ntStatusName(0xe0001234)).toBeUndefined();
    expect(ntStatusValue('STATUS_INVALID_PARAMETERS')).toBeUndefined(); // facts README: a page's misspelling
    expect(ntStatusValue('status_success')).toBeUndefined();
    expect(ntStatusValue('SUCCESS')).toBeUndefined();
    expect(ntStatusValue('toString')).toBeUndefined();
    expect(ntStatusValue('')).toBeUndefined();
  });
});
