import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../../src/memory/page-access.ts';
import { PhysicalMemory } from '../../../src/memory/physical-memory.ts';
import { Region } from '../../../src/memory/region.ts';
import { BESIDE_BLOCK, FREED, ShadowMemory, UNDEFINED } from '../../../src/verifier/shadow-memory.ts';
import { propertyRuns } from '../../property-runs.ts';

/** Three pages, around the borders of which ranges lie. */
const BYTES = 3 * PAGE_BYTES;
const newShadow = (): ShadowMemory =>
  new ShadowMemory(
    new Region({ space: 'kernel', base: 0, bytes: 0x1_0000, physical: new PhysicalMemory(0x1_0000) }),
  );

interface Range {
  readonly offset: number;
  readonly bytes: number;
}

const ranges: fc.Arbitrary<Range> = fc
  .tuple(
    fc.constantFrom(0, PAGE_BYTES, 2 * PAGE_BYTES),
    fc.integer({ min: -20, max: 20 }),
    fc.integer({ min: 0, max: 40 }),
  )
  .map(([page, near, bytes]) => ({ offset: Math.max(page + near, 0), bytes }));

/** The same with one plain number for each byte. */
class PlainShadow {
  readonly states = new Array<number>(BYTES + 64).fill(0);

  each({ offset, bytes }: Range, change: (state: number, index: number) => number): void {
    for (let at = 0; at < bytes; at++) this.states[offset + at] = change(this.states[offset + at] ?? 0, at);
  }

  first({ offset, bytes }: Range, is: (state: number) => boolean): number {
    const found = this.states.slice(offset, offset + bytes).findIndex(is);
    return found < 0 ? -1 : offset + found;
  }
}

type Step = (shadow: ShadowMemory, plain: PlainShadow) => void;

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(ranges, fc.constantFrom(0, UNDEFINED, BESIDE_BLOCK)).map(
    ([range, state]): Step =>
      (shadow, plain) => {
        shadow.fill(range.offset, range.bytes, state);
        plain.each(range, () => state);
      },
  ),
  ranges.map(
    (range): Step =>
      (shadow, plain) => {
        shadow.define(range.offset, range.bytes);
        plain.each(range, (state) => state - (state % 2));
      },
  ),
  ranges.map(
    (range): Step =>
      (shadow, plain) => {
        shadow.close(range.offset, range.bytes, FREED);
        plain.each(range, (state) => FREED + (state % 2));
      },
  ),
  fc.tuple(ranges, ranges).map(
    ([from, to]): Step =>
      (shadow, plain) => {
        shadow.putUndefined(to.offset, from.bytes, shadow.undefinedIn(from.offset, from.bytes));
        const bits = plain.states.slice(from.offset, from.offset + from.bytes).map((state) => state % 2);
        plain.each({ ...to, bytes: from.bytes }, (state, index) => state - (state % 2) + (bits[index] ?? 0));
      },
  ),
  fc.integer({ min: 0, max: 2 }).map(
    (page): Step =>
      (shadow, plain) => {
        shadow.dropped(page, page + 1);
        plain.each({ offset: page * PAGE_BYTES, bytes: PAGE_BYTES }, () => 0);
      },
  ),
  fc.integer({ min: 0, max: 2 }).map(
    (page): Step =>
      (shadow, plain) => {
        shadow.shared(page);
        plain.each({ offset: page * PAGE_BYTES, bytes: PAGE_BYTES }, (state) => state - (state % 2));
      },
  ),
  fc.constant<Step>((shadow) => shadow.load(shadow.save())),
);

describe('ShadowMemory', () => {
  it('knows of each byte what a list of numbers would', () => {
    fc.assert(
      fc.property(fc.array(steps, { size: 'large' }), ranges, (list, asked) => {
        const shadow = newShadow();
        const plain = new PlainShadow();
        for (const step of list) step(shadow, plain);
        const { offset, bytes } = asked;
        expect(Array.from({ length: BYTES }, (_, at) => shadow.at(at))).toEqual(plain.states.slice(0, BYTES));
        expect(shadow.firstClosed(offset, bytes)).toBe(plain.first(asked, (state) => state > 1));
        expect(shadow.firstUndefined(offset, bytes)).toBe(plain.first(asked, (state) => state % 2 === 1));
        expect(shadow.isPlain(offset, bytes)).toBe(plain.first(asked, (state) => state !== 0) < 0);
      }),
      { numRuns: propertyRuns(40) },
    );
  });

  it('a snapshot is not changed by what comes after it', () => {
    const shadow = newShadow();
    shadow.fill(10, 4, UNDEFINED);
    const saved = shadow.save();
    shadow.fill(8, 8, FREED);
    shadow.load(saved);
    shadow.define(10, 1);
    shadow.load(saved);
    expect([9, 10, 13, 14].map((at) => shadow.at(at))).toEqual([0, UNDEFINED, UNDEFINED, 0]);
  });

  it('what lies beyond the region is nobody’s', () => {
    const shadow = newShadow();
    shadow.fill(0x1_0000 - 4, 16, FREED);
    expect(shadow.firstClosed(0x1_0000 - 8, 100)).toBe(0x1_0000 - 4);
    expect(shadow.at(0x1_0000)).toBe(0);
  });
});
