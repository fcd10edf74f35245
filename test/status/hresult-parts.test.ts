import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  hresultCode,
  hresultCustomer,
  hresultFacility,
  hresultFailed,
  hresultSeverity,
  hresultSucceeded,
} from '../../src/status/hresult-parts.ts';
import { facts } from './facts.ts';

describe('constants.json formula "HRESULT layout"', () => {
  test('facility and code of every row of wws.json, where the facts are at hand', () => {
    for (const { name, value, facility, code } of facts?.wws.hresults ?? []) {
      expect([hresultFacility(value), hresultCode(value)], name).toEqual([facility, code]);
    }
  });

  test.each([
    [0x803d0008, 'ERROR', 0x3d, 8, false, 'WS_E_QUOTA_EXCEEDED'],
    [0x003d0001, 'SUCCESS', 0x3d, 1, false, 'WS_S_END'],
    [0xffffffff, 'ERROR', 0x7ff, 0xffff, true, 'all bits: facility is 11 bits, 26..16'],
    [0x18000000, 'SUCCESS', 0, 0, false, 'bits 28 and 27 belong to no part'],
    [0x20000000, 'SUCCESS', 0, 0, true, 'customer bit alone'],
  ])('0x%x is %s, facility %i, code %i, customer %s: %s', (value, severity, facility, code, customer) => {
    expect(hresultSeverity(value)).toBe(severity);
    expect(hresultFailed(value)).toBe(severity === 'ERROR');
    expect(hresultSucceeded(value)).toBe(severity === 'SUCCESS');
    expect(hresultFacility(value)).toBe(facility);
    expect(hresultCode(value)).toBe(code);
    expect(hresultCustomer(value)).toBe(customer);
  });

  test('the parts of any 32-bit number recombine, bits 30, 28 and 27 aside; signed and unsigned agree', () => {
    const rebuild = (v: number) =>
      Number(hresultFailed(v)) * 2 ** 31 +
      Number(hresultCustomer(v)) * 2 ** 29 +
      hresultFacility(v) * 2 ** 16 +
      hresultCode(v);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
        expect(rebuild(value)).toBe((value & ~0x58000000) >>> 0);
        expect(rebuild(value | 0)).toBe(rebuild(value));
        expect(hresultSucceeded(value)).toBe(!hresultFailed(value | 0));
        expect(hresultSeverity(value | 0)).toBe(hresultSeverity(value));
      }),
    );
  });
});
