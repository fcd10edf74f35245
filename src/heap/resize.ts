/** Changing the size of a block where it stands. */
import { headerIntact, headerWord } from './block-header.ts';
import { corrupt } from './corruption.ts';
import { ENTRY_BUSY, ENTRY_LAST } from './flags.ts';
import type { Heap } from './heap.ts';
import { HEADER_BYTES, MIN_GRANULES } from './layout.ts';
import { commitBehind } from './segments.ts';

const BUSY_BIT = ENTRY_BUSY << 16;
const LAST_BIT = ENTRY_LAST << 16;

/** Makes a busy block smaller or keeps its size; what is left over becomes free (B-091). */
export function shrink(heap: Heap, p: number, word0: number, word1: number, n: number, bytes: number): void {
  const size = word0 & 0xffff;
  const rest = size - n;
  const segment = (word1 >>> 16) & 0xff;
  const previous = word1 & 0xffff;
  const last = (word0 & LAST_BIT) !== 0 ? ENTRY_LAST : 0;
  heap.ready(p);
  if (rest < MIN_GRANULES) {
    heap.writeHeader(p, size, ENTRY_BUSY | last, previous, segment, (size << heap.shift) - bytes);
    return;
  }
  const q = p + (n << heap.shift);
  heap.ready(q);
  heap.writeHeader(p, n, ENTRY_BUSY, previous, segment, (n << heap.shift) - bytes);
  heap.writeHeader(q, rest, ENTRY_BUSY | last, n, segment, 0);
  if (last === 0) heap.writePrevious(q, rest, rest);
  else heap.noteLast(q, rest, segment);
  heap.give(q, heap.word0(q), heap.word1(q));
}

/**
 * Makes a busy block larger at the cost of the free block behind it, or of
 * uncommitted pages behind that. False when they do not suffice.
 */
export function growInPlace(
  heap: Heap,
  p: number,
  word0: number,
  word1: number,
  n: number,
  bytes: number,
): boolean {
  const size = word0 & 0xffff;
  const segment = (word1 >>> 16) & 0xff;
  const q = p + (size << heap.shift);
  let free = freeBehind(heap, p, word0);
  if (size + (free & 0xffff) < n) {
    const last = (word0 & LAST_BIT) !== 0 ? p : (free & LAST_BIT) !== 0 ? q : 0;
    if (last === 0 || !commitBehind(heap, segment, last, n - size)) return false;
    free = freeBehind(heap, p, heap.word0(p));
    if (size + (free & 0xffff) < n) return false;
  }
  const m = free & 0xffff;
  if (!heap.unlink(q, m)) corrupt(heap, 'free-list', q);
  const whole = size + m;
  const rest = whole - n;
  const last = free & LAST_BIT;
  const taken = rest < MIN_GRANULES ? whole : n;
  heap.ready(p);
  heap.i32[(p - HEADER_BYTES) >>> 2] =
    headerWord(taken, ENTRY_BUSY | (taken === whole ? last >>> 16 : 0)) ^ heap.key0;
  heap.i32[(p - 4) >>> 2] = ((word1 & 0xff_ffff) | (((taken << heap.shift) - bytes) << 24)) ^ heap.key1;
  heap.freeGranules -= taken - size;
  if (taken < whole) heap.putFree(p + (taken << heap.shift), rest, last, taken, segment);
  else if (last === 0) heap.writePrevious(p, whole, whole);
  else heap.noteLast(p, whole, segment);
  return true;
}

/** Size and LAST_BIT of the free block behind; 0 when there is none. */
function freeBehind(heap: Heap, p: number, word0: number): number {
  if ((word0 & LAST_BIT) !== 0) return 0;
  const size = word0 & 0xffff;
  const q = p + (size << heap.shift);
  heap.ready(q);
  const next = heap.word0(q);
  if (!headerIntact(next) || (heap.word1(q) & 0xffff) !== size) corrupt(heap, 'next-block-header', q);
  return (next & BUSY_BIT) !== 0 ? 0 : next & (0xffff | LAST_BIT);
}
