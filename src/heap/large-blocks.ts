/**
 * Blocks above the virtual memory threshold of a growable heap: each is a
 * reservation of its own (B-013), with a header in front (B-066):
 *
 *                x86    x64
 *     list links 0x00   0x00   all large blocks of the heap
 *     extra      0x08   0x10   user value and tag (extra-record.ts)
 *     commit     0x10   0x20   bytes committed
 *     reserve    0x14   0x28   bytes reserved
 *     entry      0x18   0x30   Size holds committed minus requested bytes
 *     payload    0x20   0x40   8P behind the page start (B-075)
 *
 * The places are also kept outside simulated memory, so that a damaged header
 * is recognised and never followed. The list links are not modelled: they are 0.
 */

import { headerIntact } from './block-header.ts';
import { ENTRY_BUSY, ENTRY_USER, ENTRY_VIRTUAL_ALLOC, HEAP_CREATE_ENABLE_EXECUTE } from './flags.ts';
import type { HeapBlocks } from './heap-blocks.ts';
import type { LargeBlock } from './heap-state.ts';
import { HEADER_BYTES, PAGE_BYTES } from './layout.ts';

const LARGE_FLAGS = ENTRY_BUSY | ENTRY_VIRTUAL_ALLOC;
const pagesUp = (bytes: number): number => Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
const isExecutable = (heap: HeapBlocks): boolean => (heap.settings.flags & HEAP_CREATE_ENABLE_EXECUTE) !== 0;

/** Allocates a large block. Returns its payload offset, 0 when address space or memory is exhausted. */
export function allocateLarge(heap: HeapBlocks, bytes: number): number {
  const { pages } = heap.platform;
  const committed = pagesUp(bytes + heap.layout.largeHeaderBytes);
  const place = pages.reserve(committed, isExecutable(heap));
  if (place === null) return 0;
  if (
    place.region !== heap.region ||
    !pages.commit(place.region, place.offset, committed, isExecutable(heap))
  ) {
    pages.release(place.region, place.offset);
    return 0;
  }
  const p = place.offset + heap.layout.largeHeaderBytes;
  heap.large.set(p, { start: place.offset, reservedBytes: committed, committedBytes: committed });
  heap.committedBytes += committed;
  heap.reservedBytes += committed;
  writeLargeHeader(heap, p, committed, bytes);
  return p;
}

function writeLargeHeader(heap: HeapBlocks, p: number, committed: number, bytes: number): void {
  const { i32, wide } = heap;
  heap.ready(p);
  const start = (p - heap.layout.largeHeaderBytes) >>> 2;
  i32[start + (wide ? 8 : 4)] = committed;
  i32[start + (wide ? 10 : 5)] = committed;
  heap.writeHeader(p, committed - bytes, LARGE_FLAGS, 0, 0, 0);
}

/** Whether the header of a large block is what the engine wrote. Touches nothing. */
export function largeIntact(heap: HeapBlocks, p: number, block: LargeBlock): boolean {
  if (!heap.readable(p - HEADER_BYTES)) return false;
  const word = heap.word0(p);
  const isLarge = ((word >>> 16) & 0xff & ~ENTRY_USER) === LARGE_FLAGS;
  return headerIntact(word) && isLarge && (word & 0xffff) <= block.committedBytes;
}

/** Requested bytes of a large block whose header is intact. */
export const largeBytes = (heap: HeapBlocks, p: number, block: LargeBlock): number =>
  block.committedBytes - (heap.word0(p) & 0xffff);

/** Gives a large block back to the system. */
export function freeLarge(heap: HeapBlocks, p: number, block: LargeBlock): void {
  heap.large.delete(p);
  heap.committedBytes -= block.committedBytes;
  heap.reservedBytes -= block.reservedBytes;
  heap.platform.pages.release(heap.region, block.start);
}

/**
 * Resizes a large block where it stands. Shrinking gives whole pages back;
 * growing is possible only inside the last committed page, because what was
 * given back is not taken again (B-118).
 */
export function resizeLarge(heap: HeapBlocks, p: number, block: LargeBlock, bytes: number): boolean {
  const committed = pagesUp(bytes + heap.layout.largeHeaderBytes);
  if (committed > block.committedBytes) return false;
  if (committed < block.committedBytes) {
    heap.platform.pages.decommit(heap.region, block.start + committed, block.committedBytes - committed);
    heap.committedBytes -= block.committedBytes - committed;
    heap.large.set(p, { ...block, committedBytes: committed });
  }
  writeLargeHeader(heap, p, committed, bytes);
  return true;
}
