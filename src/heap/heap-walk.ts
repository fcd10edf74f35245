/**
 * Walking a heap: every block in address order, and the checks of
 * RtlValidateHeap. A walk moves forward by a checked size at each step, so it
 * ends after at most one step per granule of committed memory; the first
 * header that cannot be believed ends it.
 */

import { CUT_INTO_SLOTS, headerIntact, headerWord } from './block-header.ts';
import { type BusyBlock, bytesOf } from './busy-block.ts';
import { settableFlags } from './extra-record.ts';
import { ENTRY_BUSY, ENTRY_LAST } from './flags.ts';
import type { Heap } from './heap.ts';
import type { HeapPiece, WalkFinding } from './heap-piece.ts';
import type { Segment } from './heap-state.ts';
import { largeBytes, largeIntact } from './large-blocks.ts';
import { FREE_LISTS, HEADER_BYTES, MIN_GRANULES } from './layout.ts';

/** Visits every block and uncommitted range. Returns what stopped the walk, or null when it reached the end. */
export function walkHeap(heap: Heap, visit: (piece: HeapPiece) => void): WalkFinding | null {
  if (!heap.isPaged) return walkEngine(heap, visit);
  const stopped = walkEngine(heap, (piece) => visit(heap.asSeen(piece)));
  heap.walkPaged(visit);
  return stopped;
}

/** The blocks that the engine knows. */
function walkEngine(heap: Heap, visit: (piece: HeapPiece) => void): WalkFinding | null {
  for (const segment of heap.segments) {
    const stopped = walkSegment(heap, segment, visit);
    if (stopped !== null) return stopped;
  }
  for (const [p, block] of heap.large) {
    if (!largeIntact(heap, p, block)) return { finding: 'large-block-header', at: p };
    const bytes = largeBytes(heap, p, block);
    visit({
      address: heap.region.base + p,
      bytes,
      totalBytes: block.committedBytes,
      state: 'large',
      segment: -1,
    });
  }
  return null;
}

function walkSegment(heap: Heap, segment: Segment, visit: (piece: HeapPiece) => void): WalkFinding | null {
  let from = segment.firstBlock - HEADER_BYTES;
  for (const range of segment.uncommitted) {
    const stopped = walkRange(heap, segment, from, range.start - heap.slack, visit);
    if (stopped !== null) return stopped;
    const bytes = range.end - range.start;
    visit({
      address: heap.region.base + range.start,
      bytes,
      totalBytes: bytes,
      state: 'uncommitted',
      segment: segment.index,
    });
    from = range.end + heap.lead;
  }
  return from < segment.end ? walkRange(heap, segment, from, segment.end - heap.slack, visit) : null;
}

function walkRange(
  heap: Heap,
  segment: Segment,
  from: number,
  to: number,
  visit: (piece: HeapPiece) => void,
): WalkFinding | null {
  let at = from;
  let previous = 0;
  while (at < to) {
    const p = at + HEADER_BYTES;
    if (!heap.readable(at)) return { finding: 'bad-link', at: p };
    const word0 = heap.word0(p);
    const word1 = heap.word1(p);
    const n = word0 & 0xffff;
    const end = at + (n << heap.shift);
    const isLast = (word0 & (ENTRY_LAST << 16)) !== 0;
    const inUse = (word0 & (ENTRY_BUSY << 16)) !== 0;
    if (!headerIntact(word0) || n < MIN_GRANULES || end > to || isLast !== (end === to)) {
      return { finding: inUse ? 'block-header' : 'free-block-header', at: p };
    }
    if ((word1 & 0xffff) !== previous || ((word1 >>> 16) & 0xff) !== segment.index) {
      return { finding: 'previous-block-header', at: p };
    }
    if (inUse && word1 >>> 24 === CUT_INTO_SLOTS) {
      const stopped = walkSlots(heap, segment, p, visit);
      if (stopped !== null) return stopped;
      previous = n;
      at = end;
      continue;
    }
    const totalBytes = n << heap.shift;
    const bytes = inUse ? totalBytes - (word1 >>> 24) : totalBytes - HEADER_BYTES;
    visit({
      address: heap.region.base + p,
      bytes,
      totalBytes,
      state: inUse ? 'busy' : 'free',
      segment: segment.index,
    });
    previous = n;
    at = end;
  }
  return null;
}

/** Visits the slots of a block of the front end. */
function walkSlots(
  heap: Heap,
  segment: Segment,
  block: number,
  visit: (piece: HeapPiece) => void,
): WalkFinding | null {
  const found = heap.front?.ofBlock(block);
  if (found === undefined) return { finding: 'block-header', at: block };
  const { subsegment } = found;
  const totalBytes = subsegment.granules << heap.shift;
  let freeSlots = 0;
  for (let i = 0; i < subsegment.slots; i++) {
    const p = subsegment.first + i * totalBytes;
    if (!heap.readable(p - HEADER_BYTES)) return { finding: 'bad-link', at: p };
    const word0 = heap.word0(p);
    const word1 = heap.word1(p);
    const inUse = (word0 & (ENTRY_BUSY << 16)) !== 0;
    const flags = inUse ? ENTRY_BUSY | settableFlags(word0) : 0;
    const expected = headerWord(subsegment.granules, flags);
    if (word0 !== expected || (word1 & 0xffff) !== subsegment.number || word1 >>> 31 === 0)
      return { finding: 'block-header', at: p };
    if (!inUse) {
      if (!heap.readable(p)) return { finding: 'bad-link', at: p };
      if (heap.front?.isFreeSlot(p, subsegment.granules, subsegment.number) !== true)
        return { finding: 'free-list', at: p };
      freeSlots += 1;
    }
    const bytes = inUse ? heap.requestedBytes(word0, word1) : totalBytes - HEADER_BYTES;
    visit({
      address: heap.region.base + p,
      bytes,
      totalBytes,
      state: inUse ? 'busy' : 'free',
      segment: segment.index,
      slot: true,
    });
  }
  return freeSlots === found.freeSlots ? null : { finding: 'free-list', at: block };
}

/** Checks every header and every free list (RtlValidateHeap without a block). Null when the heap is sound. */
export function validateHeap(heap: Heap): WalkFinding | null {
  let freeBlocks = 0;
  let freeGranules = 0;
  let damage: WalkFinding | null = null;
  const stopped = walkHeap(heap, (piece) => {
    damage ??= heap.damageIn(piece);
    if (piece.state !== 'free' || piece.slot === true || piece.delayed === true) return;
    freeBlocks += 1;
    freeGranules += piece.totalBytes >>> heap.shift;
  });
  if (damage !== null || stopped !== null) return damage ?? stopped;
  if (freeGranules !== heap.freeGranules) return { finding: 'free-list', at: heap.origin };
  let listed = 0;
  for (let list = 0; list < FREE_LISTS; list++) {
    const inList = validateList(heap, list, freeBlocks - listed);
    if (typeof inList !== 'number') return inList;
    listed += inList;
  }
  return listed === freeBlocks ? null : { finding: 'free-list', at: heap.origin };
}

/** Checks one busy block whose pointer named it: the header of a large one, the patterns of another (B-137). */
export function validateBlock(block: BusyBlock): boolean {
  const { heap, p, word0 } = block;
  const large = heap.large.get(p);
  if (large !== undefined) return largeIntact(heap, p, large);
  const totalBytes = (word0 & 0xffff) << heap.shift;
  const piece = {
    address: heap.base + p,
    bytes: bytesOf(block),
    totalBytes,
    state: 'busy',
    segment: 0,
  } as const;
  return heap.damageIn(piece) === null;
}

function validateList(heap: Heap, list: number, atMost: number): number | WalkFinding {
  const head = heap.heads + (list << heap.headShift);
  let count = 0;
  let before = head;
  let least = list;
  for (let at = link(heap, head, 0); at !== head; at = link(heap, at, 0)) {
    if (count >= atMost || !heap.readable(at - HEADER_BYTES)) return { finding: 'free-list', at: before };
    const word = heap.word0(at);
    const n = word & 0xffff;
    const fits = list === 0 ? n >= Math.max(least, FREE_LISTS) : n === list;
    if (
      !headerIntact(word) ||
      (word & (ENTRY_BUSY << 16)) !== 0 ||
      !fits ||
      link(heap, at, heap.blinkWords) !== before
    ) {
      return { finding: 'free-list', at };
    }
    least = n;
    before = at;
    count += 1;
  }
  return count;
}

const link = (heap: Heap, at: number, words: number): number =>
  ((heap.i32[(at >>> 2) + words] ?? 0) - heap.low) | 0;
