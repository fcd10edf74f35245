import { describe, expect, it } from 'vitest';
import { expected, MACHINES, runPair, source } from './harness.ts';

/** The drivers of this folder. */
const drivers = ['echo', 'ring', 'cache', 'filter', 'careful', 'overlapped'] as const;

describe.each(drivers)('the driver %s', (driver) => {
  it.each(MACHINES)('serves its client on $arch, verifier $verifier', ({ arch, verifier }) => {
    const result = runPair(driver, { arch, verifier });
    expect(result.stdout).toBe(expected(driver));
    expect(result).toMatchObject({ status: 0, exitCode: 0, unloaded: 0, outcome: { kind: 'returned' } });
    expect(result.nt.findings).toEqual([]);
    expect(result.nt.debug.pool.blocks().filter(({ driver: owner }) => owner === driver)).toEqual([]);
  });

  it('is of 100 to 400 lines', () => {
    const lines = source(driver).split('\n').length;
    expect(lines).toBeGreaterThanOrEqual(100);
    expect(lines).toBeLessThanOrEqual(400);
  });
});
