/**
 * One step of RtlWalkHeap: from a piece of a heap to the next.
 *
 *     segment 0, its blocks and uncommitted ranges in address order,
 *     segment 1, …,
 *     large blocks in the order of their allocation (B-155)
 *
 * A walk keeps nothing but what the caller's entry holds, and the caller may
 * have written anything there, changed the heap since, or damaged it. So the
 * place where a step begins must be that of a piece, with a header that can be
 * believed and that agrees with its neighbour; else the step is refused. It ends
 * behind where it began, so a walk ends. Refusing is all that happens: who looks
 * at a heap ends no process (*ours*, docs/decisions/0013-heap-routines.md).
 *
 * A heap with page heap is walked by a list of its pieces (walk-paged.ts).
 */
import { CUT_INTO_SLOTS, headerIntact } from './block-header.ts';
import { ENTRY_BUSY, ENTRY_LAST } from './flags.ts';
import type { Heap } from './heap.ts';
import { firstRangeFrom, type LargeBlock, type Segment, type UncommittedRange } from './heap-state.ts';
import { largeBytes, largeIntact } from './large-blocks.ts';
import { HEADER_BYTES, MAX_SEGMENTS, MIN_GRANULES } from './layout.ts';
import {
  RTL_HEAP_LARGE_ALLOC,
  RTL_HEAP_LFH_ALLOC,
  RTL_HEAP_SEGMENT,
  RTL_HEAP_UNCOMMITTED_RANGE,
  type WalkPlace,
} from './walk-entry.ts';
import { nextPagedPiece } from './walk-paged.ts';
import { busyParts, freeParts, segmentParts, type WalkStep } from './walk-parts.ts';

/** The piece behind the one that an entry names; the first one for an address of 0. */
export function nextPiece(heap: Heap, place: WalkPlace): WalkStep {
  if (heap.isPaged) return nextPagedPiece(heap, place);
  const { DataAddress, Flags } = place;
  if (DataAddress === 0) return segmentPiece(heap, 0);
  const offset = DataAddress - heap.base;
  if (!(offset > 0 && offset < heap.regionBytes) || !Number.isInteger(offset)) return 'lost';
  if ((Flags & RTL_HEAP_SEGMENT) !== 0) return behindSegmentEntry(heap, offset);
  if ((Flags & RTL_HEAP_UNCOMMITTED_RANGE) !== 0) return behindRange(heap, offset);
  return heap.large.has(offset) ? behindLarge(heap, offset) : behindBlock(heap, offset);
}

/** The entry of a segment; behind the last one the large blocks begin. */
function segmentPiece(heap: Heap, index: number): WalkStep {
  const segment = heap.segments[index];
  if (segment === undefined) return firstLarge(heap);
  const { start, firstBlock, uncommitted } = segment;
  const ranges = uncommitted.reduce((sum, range) => sum + range.end - range.start, 0);
  const headerBytes = firstBlock - heap.lead - HEADER_BYTES - start;
  return segmentParts(heap, segment, { ranges, headerBytes, first: firstBlock });
}

function behindSegmentEntry(heap: Heap, offset: number): WalkStep {
  const segment = heap.segments.find(({ start }) => start === offset);
  return segment === undefined ? 'lost' : pieceAt(heap, segment, segment.firstBlock - HEADER_BYTES, 0);
}

function behindRange(heap: Heap, offset: number): WalkStep {
  for (const segment of heap.segments) {
    const range = rangeAt(segment, offset);
    if (range !== null) return pieceAt(heap, segment, range.end + heap.lead, 0);
  }
  return 'lost';
}

function rangeAt({ uncommitted }: Segment, offset: number): UncommittedRange | null {
  const range = uncommitted[firstRangeFrom(uncommitted, offset)];
  return range?.start === offset ? range : null;
}

/**
 * The piece that begins at an offset behind a block or a range: a block, an
 * uncommitted range, or the next segment. `previous` is the size of the block in
 * front, 0 for the first one of a committed range.
 */
function pieceAt(heap: Heap, segment: Segment, at: number, previous: number): WalkStep {
  const range = rangeAt(segment, at + heap.slack);
  if (range !== null) {
    return {
      DataAddress: heap.base + range.start,
      DataSize: range.end - range.start,
      OverheadBytes: 0,
      SegmentIndex: segment.index,
      Flags: RTL_HEAP_UNCOMMITTED_RANGE,
    };
  }
  if (at + heap.slack >= segment.end) return segmentPiece(heap, segment.index + 1);
  const p = at + HEADER_BYTES;
  const block = blockIn(heap, segment, p);
  if (block === null || (block.word1 & 0xffff) !== previous) return 'lost';
  return isCut(block) ? firstSlot(heap, segment, p) : blockPiece(heap, segment, block);
}

interface Block {
  readonly p: number;
  readonly word0: number;
  readonly word1: number;
  /** Offset behind the block. */
  readonly end: number;
  /** True when no block follows before an uncommitted range or the end. */
  readonly last: boolean;
}

const isBusy = ({ word0 }: Pick<Block, 'word0'>): boolean => (word0 & (ENTRY_BUSY << 16)) !== 0;
const isCut = (block: Block): boolean => isBusy(block) && block.word1 >>> 24 === CUT_INTO_SLOTS;

/** The block at a payload offset of a segment, when its header can be believed. */
function blockIn(heap: Heap, segment: Segment, p: number): Block | null {
  if ((p & heap.alignMask) !== 0 || p < segment.firstBlock || !heap.readable(p - HEADER_BYTES)) return null;
  const word0 = heap.word0(p);
  const word1 = heap.word1(p);
  const end = p - HEADER_BYTES + ((word0 & 0xffff) << heap.shift);
  const range = segment.uncommitted[firstRangeFrom(segment.uncommitted, p)];
  const limit = (range?.start ?? segment.end) - heap.slack;
  const last = (word0 & (ENTRY_LAST << 16)) !== 0;
  const sound =
    headerIntact(word0) &&
    (word0 & 0xffff) >= MIN_GRANULES &&
    ((word1 >>> 16) & 0xff) === segment.index &&
    end <= limit &&
    last === (end === limit);
  return sound ? { p, word0, word1, end, last } : null;
}

function blockPiece(heap: Heap, segment: Segment, block: Block): WalkStep {
  const { p, word0, word1 } = block;
  const totalBytes = (word0 & 0xffff) << heap.shift;
  const place = { DataAddress: heap.base + p, SegmentIndex: segment.index };
  if (!isBusy(block)) return { ...place, ...freeParts(heap, totalBytes) };
  const bytes = heap.requestedBytes(word0, word1);
  return { ...place, ...busyParts(heap, p, word0, bytes, totalBytes) };
}

/** The piece behind a block or a slot that an entry names. */
function behindBlock(heap: Heap, p: number): WalkStep {
  const segment = heap.segments.find(({ firstBlock, end }) => p >= firstBlock && p < end);
  if (segment === undefined || !heap.readable(p - HEADER_BYTES) || (p & heap.alignMask) !== 0) return 'lost';
  if (heap.word1(p) < 0) return behindSlot(heap, segment, p);
  const block = blockIn(heap, segment, p);
  return block === null || isCut(block) ? 'lost' : behind(heap, segment, block);
}

const behind = (heap: Heap, segment: Segment, { word0, end }: Block): WalkStep =>
  pieceAt(heap, segment, end, word0 & 0xffff);

function firstSlot(heap: Heap, segment: Segment, block: number): WalkStep {
  const first = heap.front?.ofBlock(block)?.subsegment.first;
  return first === undefined ? 'lost' : slotPiece(heap, segment, first);
}

function slotPiece(heap: Heap, segment: Segment, p: number): WalkStep {
  if (!heap.readable(p - HEADER_BYTES)) return 'lost';
  const word0 = heap.word0(p);
  const word1 = heap.word1(p);
  const subsegment = heap.front?.ofSlot(p, word0, word1);
  if (subsegment === undefined || !headerIntact(word0)) return 'lost';
  const totalBytes = subsegment.granules << heap.shift;
  const place = { DataAddress: heap.base + p, SegmentIndex: segment.index };
  if (!isBusy({ word0 })) return { ...place, ...freeParts(heap, totalBytes) };
  const parts = busyParts(heap, p, word0, heap.requestedBytes(word0, word1), totalBytes);
  return { ...place, ...parts, Flags: parts.Flags | RTL_HEAP_LFH_ALLOC };
}

function behindSlot(heap: Heap, segment: Segment, p: number): WalkStep {
  const subsegment = heap.front?.ofSlot(p, heap.word0(p), heap.word1(p));
  if (subsegment === undefined) return 'lost';
  const { first, slots, granules } = subsegment;
  const next = p + (granules << heap.shift);
  if (next < first + slots * (granules << heap.shift)) return slotPiece(heap, segment, next);
  const block = blockIn(heap, segment, subsegment.block);
  return block === null ? 'lost' : behind(heap, segment, block);
}

function firstLarge(heap: Heap): WalkStep {
  const first = heap.large.entries().next();
  return first.done === true ? 'end' : largePiece(heap, first.value);
}

/** The large block behind another. Cost O(large blocks). */
function behindLarge(heap: Heap, p: number): WalkStep {
  const all = [...heap.large];
  const next = all[all.findIndex(([q]) => q === p) + 1];
  return next === undefined ? 'end' : largePiece(heap, next);
}

function largePiece(heap: Heap, [p, block]: readonly [number, LargeBlock]): WalkStep {
  if (!largeIntact(heap, p, block)) return 'lost';
  const bytes = largeBytes(heap, p, block);
  const parts = busyParts(heap, p, heap.word0(p), bytes, bytes + heap.layout.largeHeaderBytes);
  return {
    DataAddress: heap.base + p,
    SegmentIndex: MAX_SEGMENTS,
    ...parts,
    Flags: parts.Flags | RTL_HEAP_LARGE_ALLOC,
  };
}
