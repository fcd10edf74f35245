/** Heaps are told apart by the low half of their keys in the short way: two heaps of a process must never share it. */
import { describe, expect, test } from 'vitest';
import { HotTable } from '../../src/heap/hot-table.ts';

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
