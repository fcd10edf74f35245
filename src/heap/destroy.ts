/** RtlDestroyHeap: whether a heap may be destroyed, and then create.ts gives its memory back. */
import { CorruptionFound } from './corruption.ts';
import { destroyHeap } from './create.ts';
import { mayDestroy } from './heap-lock.ts';
import type { Heaps } from './heaps.ts';

/** Destroys a heap. False for what is none, for the heap of the process (B-141) and for a debug heap found damaged. */
export function destroy(heaps: Heaps, handle: number): boolean {
  const heap = heaps.require(handle);
  if (heap === undefined || handle === heaps.processHeap || !mayDestroy(heap)) return false;
  try {
    heap.beforeDestroy();
  } catch (thrown) {
    if (!(thrown instanceof CorruptionFound)) throw thrown;
    return false;
  }
  destroyHeap(heaps, heap);
  return true;
}
