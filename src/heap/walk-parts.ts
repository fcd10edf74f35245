/**
 * What RtlWalkHeap says of pieces of each kind. Sizes follow tests of the front
 * end and of fresh heaps: the data of a free block are what two pointers leave
 * (B-152, B-175), a busy block has the requested bytes (B-156), and DataSize plus
 * OverheadBytes are all bytes of a block, while 255 suffice.
 */
import type { RTL_HEAP_WALK_ENTRY } from '../contract/heap-types.ts';
import { additionTo, recordBytes, settableFlags, tagIn, traceIn, valueIn } from './extra-record.ts';
import { ENTRY_EXTRA_PRESENT } from './flags.ts';
import type { HeapHooks } from './heap-hooks.ts';
import type { Segment } from './heap-state.ts';
import { RTL_HEAP_BUSY, RTL_HEAP_SEGMENT, RTL_HEAP_SETTABLE_VALUE } from './walk-entry.ts';

/** `end`: there is no further piece. `lost`: the place is none of the heap, or what follows cannot be believed. */
export type WalkStep = RTL_HEAP_WALK_ENTRY | 'end' | 'lost';

type Parts = Omit<RTL_HEAP_WALK_ENTRY, 'DataAddress' | 'SegmentIndex'>;

/** What is known of a segment beside its place. Offsets and bytes. */
export interface SegmentSizes {
  /** Bytes of its uncommitted ranges. */
  readonly ranges: number;
  /** Bytes of its header. */
  readonly headerBytes: number;
  /** Where its first block is. */
  readonly first: number;
}

/** The entry of a segment. */
export function segmentParts(heap: HeapHooks, segment: Segment, sizes: SegmentSizes): RTL_HEAP_WALK_ENTRY {
  const { start, end, reservedBytes, index } = segment;
  const uncommitted = sizes.ranges + reservedBytes - (end - start);
  return {
    DataAddress: heap.base + start,
    DataSize: sizes.headerBytes,
    OverheadBytes: 0,
    SegmentIndex: index,
    Flags: RTL_HEAP_SEGMENT,
    Segment: {
      CommittedSize: reservedBytes - uncommitted,
      UnCommittedSize: uncommitted,
      FirstEntry: heap.base + sizes.first,
      LastEntry: heap.base + end,
    },
  };
}

/** What is said of a free block. */
export function freeParts(heap: HeapHooks, totalBytes: number): Parts {
  const overhead = recordBytes(heap); // two pointers
  return {
    DataSize: totalBytes - overhead,
    OverheadBytes: overhead,
    Flags: 0,
    Block: { Settable: 0, TagIndex: 0, AllocatorBackTraceIndex: 0 },
  };
}

/** OverheadBytes of a block that its caller asked `bytes` for: the field has one byte. */
export const overheadOf = (bytes: number, totalBytes: number): number =>
  Math.max(0, Math.min(0xff, totalBytes - bytes));

/** What is said of a busy block at a payload offset; `word0` has its entry flags. */
export function busyParts(
  heap: HeapHooks,
  p: number,
  word0: number,
  bytes: number,
  totalBytes: number,
): Parts {
  const addition = additionTo({ heap, p, word0 }, bytes);
  const hasRecord = ((word0 >>> 16) & ENTRY_EXTRA_PRESENT) !== 0;
  return {
    DataSize: bytes,
    OverheadBytes: overheadOf(bytes, totalBytes),
    Flags: RTL_HEAP_BUSY | settableFlags(word0) | (hasRecord ? RTL_HEAP_SETTABLE_VALUE : 0),
    Block: {
      Settable: valueIn(heap, addition),
      TagIndex: tagIn(addition),
      AllocatorBackTraceIndex: traceIn(addition),
    },
  };
}
