/** Shapes of what a heap keeps outside simulated memory. Types only. */

/** Pages without memory. Offsets in the region. */
export interface UncommittedRange {
  start: number;
  end: number;
}

/** One reservation of a heap. */
export interface Segment {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** Bytes reserved from `start` on: to `end`, or a page further (segments.ts, B-153). */
  readonly reservedBytes: number;
  /** Payload offset of the first block. */
  readonly firstBlock: number;
  /** True when the caller supplied the memory: it is never decommitted or released (B-054). */
  readonly callerMemory: boolean;
  uncommitted: UncommittedRange[];
  /** By page of the segment: payload offset of the last block in front of the uncommitted range that begins there, 0 when none. */
  readonly lastInFront: Int32Array;
}

/** A block that is a reservation of its own. */
export interface LargeBlock {
  /** Offset of the reservation. */
  readonly start: number;
  readonly reservedBytes: number;
  readonly committedBytes: number;
}

/** What creation decides about a heap. */
export interface HeapSettings {
  /** Flags given to RtlCreateHeap that have an effect. */
  readonly flags: number;
  /** Bytes; larger requests become reservations of their own, or fail when not growable. */
  readonly thresholdBytes: number;
  /** Bytes of the largest request. */
  readonly maximumBytes: number;
  /** Bytes of the next further segment. */
  readonly segmentReserveBytes: number;
  /** Bytes committed at a time. */
  readonly segmentCommitBytes: number;
  /** Granules of one free block from which its pages may be decommitted. */
  readonly decommitBlockGranules: number;
  /** Granules of all free blocks from which pages are decommitted. */
  readonly decommitTotalGranules: number;
  /** True when the creator gave thresholds: they then decide alone. */
  readonly decommitExactly: boolean;
  /** True when the caller supplied the memory. */
  readonly callerMemory: boolean;
  /** True for a heap that HeapCreate made with a maximum size. */
  readonly hasMaximum: boolean;
  /** ERESOURCE that serializes the heap of a driver beside its own lock; 0 for none (B-016). */
  readonly lock: number;
  /** Commits caller memory on demand, or null. */
  readonly commitRoutine:
    | ((address: number, bytes: number) => { address: number; bytes: number } | null)
    | null;
}

/** Index of the first of some uncommitted ranges, in order of address, that begins at an offset or behind it. */
export function firstRangeFrom(ranges: readonly UncommittedRange[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
