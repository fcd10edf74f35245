/** Pages under several addresses, held against one array: docs/decisions/0071-mdls.md. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAGE_READWRITE } from '../../src/memory/constants.ts';
import { PAGE_BYTES } from '../../src/memory/page-access.ts';
import { PageAliases } from '../../src/memory/page-aliases.ts';
import { PhysicalMemory } from '../../src/memory/physical-memory.ts';
import { Region } from '../../src/memory/region.ts';
import { same } from '../same.ts';

const UNIT = 0x1_0000;

function regions() {
  const physical = new PhysicalMemory(64 * UNIT);
  const aliases = new PageAliases();
  const made = [0, 1].map((index) => {
    const region = new Region({ space: 'kernel', base: index * 2 ** 32, bytes: 8 * UNIT, physical });
    region.reserve(4 * UNIT, PAGE_READWRITE);
    region.commit(region.base + UNIT, 4 * UNIT, PAGE_READWRITE);
    region.aliases = aliases;
    return region;
  });
  return { aliases, one: made[0] as Region, other: made[1] as Region, physical };
}

const pageOf = (place: number): number => UNIT / PAGE_BYTES + place;

function write(region: Region, place: number, at: number, value: number): void {
  same(region.prepareWrite(pageOf(place)), true);
  region.u8[pageOf(place) * PAGE_BYTES + at] = value;
}

function read(region: Region, place: number, at: number): number | undefined {
  same(region.prepareRead(pageOf(place)), true);
  return region.u8[pageOf(place) * PAGE_BYTES + at];
}

describe('page aliases', () => {
  it('every address sees the last store to any of them', () => {
    const address = fc.tuple(fc.nat(2), fc.nat(3), fc.nat(255));
    fc.assert(
      fc.property(fc.array(address, { minLength: 1, maxLength: 60, size: 'max' }), (steps) => {
        const { aliases, one, other } = regions();
        // Place 0 of the first region is place 0 and place 1 of the second; two mappings of one page.
        for (const place of [0, 1])
          aliases.add({ region: one, page: pageOf(0) }, { region: other, page: pageOf(place) });
        const ways = [
          [one, 0],
          [other, 0],
          [other, 1],
        ] as const;
        const model = new Uint8Array(4);
        for (const [way, at, value] of steps) {
          const [region, place] = ways[way] ?? ways[0];
          write(region, place, at, value);
          model[at] = value;
          const [reader, readerPlace] = ways[(way + value) % 3] ?? ways[0];
          for (let byte = 0; byte < 4; byte++) same(read(reader, readerPlace, byte), model[byte]);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it.each(['one', 'other'] as const)(
    'the bytes stay where an address is left (the last store was through %s)',
    (last) => {
      const { aliases, one, other } = regions();
      aliases.add({ region: one, page: pageOf(0) }, { region: other, page: pageOf(0) });
      write(last === 'one' ? one : other, 0, 5, 77);
      one.decommit(one.base + UNIT, PAGE_BYTES);
      expect(read(other, 0, 5)).toBe(77);
      expect(aliases.has(other)).toBe(false);
      one.commit(one.base + UNIT, PAGE_BYTES, PAGE_READWRITE);
      expect(read(one, 0, 5)).toBe(0);
      expect(read(other, 0, 5)).toBe(77);
    },
  );

  it('come back with a snapshot', () => {
    const { aliases, one, other } = regions();
    aliases.add({ region: one, page: pageOf(0) }, { region: other, page: pageOf(0) });
    write(other, 0, 0, 1);
    const saved = [one.save(), other.save(), aliases.save()] as const;
    write(one, 0, 0, 2);
    other.release(other.base + UNIT);
    one.load(saved[0]);
    other.load(saved[1]);
    aliases.load(saved[2]);
    expect(read(one, 0, 0)).toBe(1);
    write(one, 0, 0, 3);
    expect(read(other, 0, 0)).toBe(3);
  });
});
