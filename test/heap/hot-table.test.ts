/** Heaps are told apart by the low half of their keys in the short way: two heaps of a process must never share it. */
import { describe, expect, test } from 'vitest';
import { HotTable } from '../../src/heap/hot-table.ts';
import { regionMemory } from '../../src/memory/region-memory.ts';

describe('keys of heaps in the table of a process', () => {
  test('a key with the low half of another one is refused until the other heap is gone', () => {
    const hot = new HotTable(null);
    const [one, other] = [hot.takeHeap(), hot.takeHeap()];
    expect(hot.takeKey(one, 0x1234_5678)).toBe(true);
    expect(hot.takeKey(other, 0x0000_5678)).toBe(false);
    hot.giveHeap(one);
    expect(hot.takeKey(other, 0x0000_5678)).toBe(true);
    expect(hot.takeKey(hot.takeHeap(), 0x0000_5679)).toBe(true);
  });
});

describe('where the table lies', () => {
  test('behind the memory of the process, each row of a subsegment in one cache line, and nothing else there', () => {
    const { spare, buffer } = regionMemory(0x1_0000, 0x1_0000, true);
    if (spare === null) throw new Error('the region has no spare bytes');
    spare.take(8);
    const { heaps, subsegments } = new HotTable(spare);
    expect([heaps.buffer === buffer, subsegments.buffer === buffer]).toEqual([true, true]);
    expect(subsegments.byteOffset % 64).toBe(0);
    const next = spare.take(8) ?? 0;
    const ends = [heaps, subsegments].map(({ byteOffset, byteLength }) => byteOffset + byteLength);
    expect(Math.max(...ends)).toBeLessThanOrEqual(next);
    expect(heaps.byteOffset >= (ends[1] ?? 0) || subsegments.byteOffset >= (ends[0] ?? 0)).toBe(true);
  });

  test('in arrays of its own where there is no such memory, or no room in it', () => {
    const { spare, buffer } = regionMemory(0x1_0000, 0x1_0000, true);
    while (spare?.take(0x1_0000) != null);
    for (const where of [null, spare]) {
      const { heaps, subsegments } = new HotTable(where);
      expect(heaps.buffer).not.toBe(buffer);
      expect(subsegments.buffer).not.toBe(buffer);
      expect([heaps.length, subsegments.length]).toEqual([
        new HotTable(null).heaps.length,
        new HotTable(null).subsegments.length,
      ]);
    }
  });
});
