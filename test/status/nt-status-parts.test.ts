import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ntStatusNames, ntStatusValue } from '../../src/status/nt-status-names.ts';
import {
  type NtStatusSeverity,
  ntStatusCode,
  ntStatusCustomer,
  ntStatusFacility,
  ntStatusSeverity,
} from '../../src/status/nt-status-parts.ts';
import { facts } from './facts.ts';

const severities: readonly NtStatusSeverity[] = ['SUCCESS', 'INFORMATIONAL', 'WARNING', 'ERROR'];

describe('constants.json formula "NTSTATUS layout"', () => {
  test('severity in every row of ntstatus.json, where the facts are at hand', () => {
    for (const { name, value, severity } of facts?.ntstatus ?? []) {
      expect(ntStatusSeverity(value), name).toBe(severity);
    }
  });

  test('ntstatus.json has 74 success, 99 informational, 83 warning and 2716 error names', () => {
    const counts = severities.map(
      (severity) =>
        ntStatusNames().filter((name) => ntStatusSeverity(ntStatusValue(name) ?? -1) === severity).length,
    );
    expect(counts).toEqual([74, 99, 83, 2716]);
  });

  test.each([
    [0xc0000005, 'ERROR', false, 0, 5, 'STATUS_ACCESS_VIOLATION'],
    [0xc01c0004, 'ERROR', false, 0x1c, 4, 'STATUS_FLT_DISALLOW_FAST_IO'],
    [0xffffffff, 'ERROR', true, 0xfff, 0xffff, 'all bits: facility is 12 bits, 27..16'],
    [0x10000000, 'SUCCESS', false, 0, 0, 'the reserved bit belongs to no part'],
    [0xe06d7363, 'ERROR', true, 0x6d, 0x7363, 'a C++ exception'],
    [0x40000000, 'INFORMATIONAL', false, 0, 0, 'severity 1'],
    [0x80000000, 'WARNING', false, 0, 0, 'severity 2'],
  ])('0x%x is %s, customer %s, facility %i, code %i: %s', (value, severity, customer, facility, code) => {
    expect(ntStatusSeverity(value)).toBe(severity);
    expect(ntStatusCustomer(value)).toBe(customer);
    expect(ntStatusFacility(value)).toBe(facility);
    expect(ntStatusCode(value)).toBe(code);
  });

  test('the parts of any 32-bit number recombine, reserved bit 28 aside; signed and unsigned agree', () => {
    const rebuild = (v: number) =>
      severities.indexOf(ntStatusSeverity(v)) * 2 ** 30 +
      Number(ntStatusCustomer(v)) * 2 ** 29 +
      ntStatusFacility(v) * 2 ** 16 +
      ntStatusCode(v);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (value) => {
        expect(rebuild(value)).toBe((value & ~0x10000000) >>> 0);
        expect(rebuild(value | 0)).toBe(rebuild(value));
      }),
    );
  });
});
