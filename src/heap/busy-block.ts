/** The busy block that a guest's pointer names. */
import { headerIntact, isBlock, isPlainBusy } from './block-header.ts';
import type { Finding } from './corruption.ts';
import { ENTRY_BUSY } from './flags.ts';
import type { Heap } from './heap.ts';
import { largeBytes, largeIntact } from './large-blocks.ts';
import { HEADER_BYTES, MIN_GRANULES } from './layout.ts';

const BUSY_BIT = ENTRY_BUSY << 16;

/** A busy block that a pointer names. */
export interface BusyBlock {
  readonly heap: Heap;
  /** Payload offset. */
  readonly p: number;
  /** Header words, decoded; for a block of page heap its entry flags and nothing else. */
  readonly word0: number;
  readonly word1: number;
}

/**
 * Payload offset of the busy block or slot whose header stands in front of an
 * address; 0 when the page or the header is not as it must be, or when it is a
 * large block or one with user flags or an extra record. Whether a block begins there is for the caller to check.
 */
export function busyOffset(heap: Heap, address: number): number {
  const distance = address - heap.base;
  const p = distance | 0;
  if (p !== distance || p <= 0 || p >= heap.regionBytes || (p & heap.alignMask) !== 0) return 0;
  if ((heap.access[(p - HEADER_BYTES) >>> 12]! & 3) !== 3) return 0;
  return isPlainBusy(heap.word0(p)) ? p : 0;
}

/** The busy block that an address names, its header checked; else what is wrong with it. Touches nothing. */
export function busyBlock(heap: Heap, address: number): BusyBlock | Finding {
  const p = address - heap.region.base;
  if (!(p > HEADER_BYTES && p < heap.region.bytes) || p !== Math.floor(p) || (p & heap.alignMask) !== 0)
    return 'bad-address';
  if (heap.isPaged) return heap.paged(p) ?? { heap, p, word0: heap.pagedFlags(p) << 16, word1: 0 };
  return engineBlock(heap, p);
}

/** The same for an offset in a heap whose blocks the engine knows. */
export function engineBlock(heap: Heap, p: number): BusyBlock | Finding {
  if (!heap.readable(p - HEADER_BYTES)) return 'bad-address';
  const word0 = heap.word0(p);
  const word1 = heap.word1(p);
  const large = heap.large.get(p);
  if (large !== undefined)
    return largeIntact(heap, p, large) ? { heap, p, word0, word1 } : 'large-block-header';
  if (!heap.segments.some((segment) => p >= segment.firstBlock && p < segment.end)) return 'bad-address';
  if (heap.isFreed(p)) return 'double-free';
  if (!headerIntact(word0) || (word0 & 0xffff) < MIN_GRANULES) return 'block-header';
  if ((word0 & BUSY_BIT) === 0) return 'double-free';
  if (!isBlock(word0, word1)) return 'bad-address';
  const sound =
    word1 < 0
      ? heap.front?.isSlot(p, word0 & 0xffff, word1 & 0xffff) === true
      : heap.segmentOf(p, word1) !== undefined;
  if (!sound) return 'block-header';
  return { heap, p, word0, word1 };
}

/** Requested bytes of a busy block. */
export function bytesOf({ heap, p, word0, word1 }: BusyBlock): number {
  if (heap.isPaged) return heap.pagedBytes(p);
  const large = heap.large.get(p);
  return large === undefined ? heap.requestedBytes(word0, word1) : largeBytes(heap, p, large);
}
