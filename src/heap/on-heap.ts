/** What the routines that look at a heap, or at a block of it, have in common: its lock, and what they do when it is damaged. */
import { type BusyBlock, busyBlock } from './busy-block.ts';
import { CorruptionFound } from './corruption.ts';
import { failInvalid } from './failures.ts';
import type { Heap } from './heap.ts';
import type { Heaps } from './heaps.ts';

/** A call of a routine: its flags, and its name for reports. */
export interface HeapCall {
  readonly flags: number;
  readonly routine: string;
}

/** Runs a piece of work under the lock of a heap; gives what `damaged` gives when the work found damage. */
export function onHeap<T>(
  heaps: Heaps,
  heap: Heap,
  { flags, routine }: HeapCall,
  work: () => T,
  damaged: () => T,
): T {
  const entered = heaps.enter(heap, flags | heap.settings.flags, routine);
  try {
    heap.beforeCall();
    return work();
  } catch (thrown) {
    if (!(thrown instanceof CorruptionFound)) throw thrown;
    return damaged();
  } finally {
    heaps.leave(heap, entered);
  }
}

/** The same for work that changes the heap: it faults first while the heap is read-only (RtlProtectHeap). */
export const changingHeap: typeof onHeap = (heaps, heap, call, work, damaged) =>
  onHeap(
    heaps,
    heap,
    call,
    () => {
      heap.beforeChanges();
      return work();
    },
    damaged,
  );

/**
 * Runs a piece of work on the busy block that an address names. Where there is
 * none the result is 0 (FALSE) with STATUS_INVALID_PARAMETER (B-190): looking at
 * a block ends no process (*ours*, as for RtlSizeHeap).
 */
export function onBlock(
  heaps: Heaps,
  routine: string,
  [handle, flags, address]: readonly [handle: number, flags: number, address: number],
  work: (block: BusyBlock) => number,
): number {
  const invalid = (): number => failInvalid(heaps.platform, routine);
  const heap = heaps.require(handle);
  if (heap === undefined) return invalid();
  const look = (): number => {
    const block = busyBlock(heap, address);
    return typeof block === 'string' ? invalid() : work(block);
  };
  return onHeap(heaps, heap, { flags, routine }, look, invalid);
}
