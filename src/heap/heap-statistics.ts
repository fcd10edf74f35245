/** Sizes and counts of one heap. */
import type { Heap } from './heap.ts';
import { walkHeap } from './heap-walk.ts';

/** What a look at a whole heap tells. Bytes are bytes of simulated memory. */
export interface HeapStatistics {
  /** Segments, the first included. */
  readonly segments: number;
  /** Blocks above the threshold, each a reservation of its own. */
  readonly largeBlocks: number;
  /** Bytes with memory behind them, large blocks included. */
  readonly committedBytes: number;
  /** Bytes of address space, large blocks included. */
  readonly reservedBytes: number;
  /** Blocks given out and not freed, large blocks included. */
  readonly liveBlocks: number;
  /** Requested bytes of all live blocks. */
  readonly liveBytes: number;
  /** Free blocks and free slots of the front end. */
  readonly freeBlocks: number;
  /** Bytes of the free blocks, headers included. */
  readonly freeBytes: number;
  /** Bytes of the largest free block, header included. */
  readonly largestFreeBytes: number;
  /** False when the walk met a header it could not believe: the other numbers then cover what came before. */
  readonly complete: boolean;
}

/** Walks a heap and counts. Cost O(blocks); the sizes alone are O(1) in `HeapSizes`. */
export function heapStatistics(heap: Heap): HeapStatistics {
  const count = { liveBlocks: 0, liveBytes: 0, freeBlocks: 0, freeBytes: 0, largestFreeBytes: 0 };
  const stopped = walkHeap(heap, (piece) => {
    if (piece.state === 'busy' || piece.state === 'large') {
      count.liveBlocks += 1;
      count.liveBytes += piece.bytes;
    } else if (piece.state === 'free') {
      count.freeBlocks += 1;
      count.freeBytes += piece.totalBytes;
      count.largestFreeBytes = Math.max(count.largestFreeBytes, piece.totalBytes);
    }
  });
  return { ...heapSizes(heap), ...count, complete: stopped === null };
}

/** The numbers that need no walk. */
export type HeapSizes = Pick<HeapStatistics, 'segments' | 'largeBlocks' | 'committedBytes' | 'reservedBytes'>;

/** Sizes without a walk. Cost O(1). */
export const heapSizes = (heap: Heap): HeapSizes => ({
  segments: heap.segments.length,
  largeBlocks: heap.large.size,
  committedBytes: heap.committedBytes,
  reservedBytes: heap.reservedBytes,
});
