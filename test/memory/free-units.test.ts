import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FreeUnits } from '../../src/memory/free-units.ts';
import { same } from '../same.ts';

const UNITS = 23;

/** Lowest free run, the slow way. */
function lowest(free: readonly boolean[], count: number): number {
  for (let at = 0; at + count <= free.length; at++) {
    if (free.slice(at, at + count).every(Boolean)) return at;
  }
  return -1;
}

describe('FreeUnits', () => {
  it('begins with nothing free', () => {
    expect(new FreeUnits(UNITS).lowest(1)).toBe(-1);
  });

  it.each([0x8000, 0x8001, 0x1_0001])('finds a run of all %d units', (count) => {
    const units = new FreeUnits(count);
    units.mark(0, count, true);
    expect([units.lowest(count), units.lowest(count + 1)]).toEqual([0, -1]);
    units.mark(count - 1, count, false);
    expect([units.lowest(count - 1), units.lowest(count)]).toEqual([0, -1]);
  });

  it('finds the lowest free run of every length after any marks', () => {
    const mark = fc.record({ from: fc.nat(UNITS), to: fc.nat(UNITS), free: fc.boolean() });
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 40, size: 'max' }), (marks) => {
        const units = new FreeUnits(UNITS);
        const model = new Array<boolean>(UNITS).fill(false);
        for (const { from, to, free } of marks) {
          units.mark(from, to, free);
          if (from < to) model.fill(free, from, to);
          for (let count = 1; count <= UNITS; count++) same(units.lowest(count), lowest(model, count));
        }
      }),
      { numRuns: 300 },
    );
  });
});
