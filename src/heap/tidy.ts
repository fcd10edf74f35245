/** Work on all free blocks of a heap: RtlCompactHeap merges them, RtlZeroHeap clears them. */
import { corrupt } from './corruption.ts';
import { recordBytes } from './extra-record.ts';
import { ENTRY_LAST, HEAP_FREE_CHECKING_ENABLED } from './flags.ts';
import type { Heap } from './heap.ts';
import type { HeapPiece } from './heap-piece.ts';
import { walkHeap } from './heap-walk.ts';
import { HEADER_BYTES } from './layout.ts';

const LAST_BIT = ENTRY_LAST << 16;

/** Every free block, in order of address within a segment; slots of the front end too, what page heap keeps not. */
function freePieces(heap: Heap): HeapPiece[] {
  const found: HeapPiece[] = [];
  const stopped = walkHeap(heap, (piece) => {
    if (piece.state === 'free' && piece.delayed !== true) found.push(piece);
  });
  if (stopped !== null) corrupt(heap, stopped.finding, stopped.at);
  return found;
}

/**
 * Merges free blocks that touch, as far as the largest block allows (B-103).
 * Gives the bytes that the largest free block of the back end can hold, 0 when
 * there is none; slots serve their own size only and do not count (*ours*).
 */
export function compact(heap: Heap): number {
  let largest = 0;
  let open = { p: 0, n: 0, end: 0 };
  for (const { address, totalBytes, slot } of freePieces(heap)) {
    if (slot === true) continue;
    const p = address - heap.base;
    const n = totalBytes >>> heap.shift;
    const end = p + totalBytes;
    const joins = open.end === p && open.n + n <= heap.layout.maxGranules;
    open = joins ? { p: open.p, n: merge(heap, open.p, open.n, n), end } : { p, n, end };
    largest = Math.max(largest, open.n);
  }
  return largest === 0 ? 0 : (largest << heap.shift) - HEADER_BYTES;
}

/** Makes one block of two that touch. Its size in granules. */
function merge(heap: Heap, p: number, first: number, second: number): number {
  const q = p + (first << heap.shift);
  const last = heap.word0(q) & LAST_BIT;
  const word1 = heap.word1(p);
  if (!heap.unlink(p, first) || !heap.unlink(q, second)) corrupt(heap, 'free-list', p);
  heap.putFree(p, first + second, last, word1 & 0xffff, (word1 >>> 16) & 0xff);
  return first + second;
}

/** Clears what free blocks hold behind their links. */
export function zeroFreeBlocks(heap: Heap): void {
  if ((heap.flags & HEAP_FREE_CHECKING_ENABLED) !== 0) return;
  const links = recordBytes(heap); // two pointers
  for (const { address, totalBytes } of freePieces(heap)) {
    const from = address - heap.base + links;
    const end = address - heap.base - HEADER_BYTES + totalBytes;
    if (end > from) heap.zero(from, end - from);
  }
}
