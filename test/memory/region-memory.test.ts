import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regionMemory } from '../../src/memory/region-memory.ts';
import { propertyRuns } from '../property-runs.ts';

const spareOf = () => {
  const { spare, buffer } = regionMemory(0x1_0000, 0x1_0000, true);
  if (spare === null) throw new Error('there is no WebAssembly');
  return { spare, buffer };
};

describe('spare bytes of a region', () => {
  it('begin behind the bytes of the region and the attribute bytes of its pages', () => {
    const { spare, buffer } = spareOf();
    expect(spare.take(100)).toBe(0x2_0000);
    expect(spare.pages * 0x1_0000).toBe(buffer.byteLength);
  });

  it('are given out once, zeroed, and in one piece again when all are back', () => {
    const { spare, buffer } = spareOf();
    const all = buffer.byteLength - 0x2_0000;
    const bytes = new Uint8Array(buffer);
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 5_000_000 }), fc.constant(0)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(sizes, (steps) => {
        const taken: { at: number; size: number }[] = [];
        for (const size of steps) {
          if (size === 0) {
            const one = taken.splice(taken.length >> 1, 1)[0];
            if (one !== undefined) spare.giveBack(one.at, one.size);
            continue;
          }
          const at = spare.take(size);
          if (at === null) continue;
          expect(at % 8).toBe(0);
          expect([bytes[at], bytes[at + size - 1]]).toEqual([0, 0]);
          expect(taken.every((other) => at + size <= other.at || other.at + other.size <= at)).toBe(true);
          bytes[at] = 1;
          bytes[at + size - 1] = 1;
          taken.push({ at, size });
        }
        for (const { at, size } of taken) spare.giveBack(at, size);
        expect(spare.take(all)).toBe(0x2_0000);
        spare.giveBack(0x2_0000, 8);
        spare.giveBack(0x2_0008, all - 8);
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('are none where programs cannot run, and for a region of 4 GiB', () => {
    expect(regionMemory(0x1_0000, 0x1_0000, false).spare).toBeNull();
    const large = regionMemory(2 ** 32, 2 ** 20, true);
    expect(large.spare).toBeNull();
    expect(large.buffer.byteLength).toBe(2 ** 32);
  });
});
