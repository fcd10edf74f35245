/** Heaps whose blocks take the long way alone (src/heap/heap.ts), to compare the short one with it. */
import { vi } from 'vitest';
import { Heap } from '../../src/heap/heap.ts';

/** Runs a block in which each heap that is made has no short way for its blocks. */
export function theLongWay<T>(block: () => T): T {
  const original = Heap.prototype.allowSimple;
  const spy = vi.spyOn(Heap.prototype, 'allowSimple').mockImplementation(function (this: Heap, quiet) {
    this.short = null;
    original.call(this, quiet);
  });
  try {
    return block();
  } finally {
    spy.mockRestore();
  }
}
