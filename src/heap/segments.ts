/**
 * Segments: reservations in which a heap commits and decommits pages.
 *
 * A segment is a row of committed ranges, each tiled with blocks, and of
 * uncommitted ranges between and behind them. The last block of a committed
 * range carries ENTRY_LAST. On x64 a range begins with 8 bytes and ends with 8
 * bytes that belong to no block (layout.ts). The list of uncommitted ranges is
 * kept outside simulated memory (*ours*; Windows keeps descriptors in the heap).
 *
 * The header of a segment, in front of its first block. The first segment has none of its own: the heap's header
 * stands there (layout.ts); a debug heap on x86 has both (B-067).
 *
 *     field              x86    x64    source
 *     SegmentSignature   0x08   0x10   0xFFEEFFEE; place *ours* (NT 6 order)
 *     end                0x40   0x70   *ours*; all other bytes are 0
 *
 * The last page of a segment of a growable heap is never committed, unless it
 * was when the segment was made: a walk sees that the uncommitted range is a
 * page shorter than what is not committed (B-153).
 *
 * How much is committed and reserved at a time: SegmentCommit or what the
 * request needs; each further segment is twice as large as the one before, up
 * to 64 MB (*ours*, docs/decisions/0010-heap.md).
 */

import { asObserved } from '../machine/profile-differences.ts';
import { headerIntact, headerWord } from './block-header.ts';
import { corrupt } from './corruption.ts';
import { ENTRY_BUSY, ENTRY_LAST, SEGMENT_SIGNATURE } from './flags.ts';
import type { HeapBlocks } from './heap-blocks.ts';
import { callOut } from './heap-lock.ts';
import { firstRangeFrom, type Segment, type UncommittedRange } from './heap-state.ts';
import { HEADER_BYTES, MAX_SEGMENTS, MIN_GRANULES, PAGE_BYTES } from './layout.ts';

const LAST_BIT = ENTRY_LAST << 16;
/** Bytes of a free block that `giveBackFor` takes (*ours*). */
const LONG_BYTES = 0x4000;
const GREATEST_SEGMENT_BYTES = 64 * 1024 * 1024;
const pagesUp = (bytes: number): number => Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;

/** Tiles `[from, to)` (block starts, not payloads) with free blocks no larger than allowed and lists them. */
function fillWithFree(
  heap: HeapBlocks,
  from: number,
  to: number,
  previous: number,
  last: number,
  segment: number,
): void {
  const most = heap.layout.maxGranules & ~heap.evenMask;
  let at = from;
  let before = previous;
  while (at < to) {
    let n = (to - at) >>> heap.shift;
    if (n > most) n = n - most < MIN_GRANULES ? n - MIN_GRANULES : most;
    const end = at + (n << heap.shift);
    const p = at + HEADER_BYTES;
    heap.freeGranules += n;
    if (end < to) {
      // The next piece is written after this one: give it a header that can be told its previous size.
      heap.ready(end + HEADER_BYTES);
      heap.writeHeader(end + HEADER_BYTES, MIN_GRANULES, 0, n, segment, 0);
    }
    heap.putFree(p, n, end < to ? 0 : last, before, segment);
    before = n;
    at = end;
  }
}

/** Adds a segment whose first `committed` bytes are committed and whose header takes `headerBytes`. */
export function addSegment(
  heap: HeapBlocks,
  start: number,
  reserved: number,
  committed: number,
  headerBytes: number,
  callerMemory: boolean,
): Segment {
  const firstStart = start + headerBytes + heap.lead;
  const guarded = growable(heap) && !callerMemory && committed < reserved;
  const end = start + reserved - (guarded ? PAGE_BYTES : 0);
  const segment: Segment = {
    index: heap.segments.length,
    start,
    end,
    reservedBytes: reserved,
    firstBlock: firstStart + HEADER_BYTES,
    callerMemory,
    uncommitted: start + committed < end ? [{ start: start + committed, end }] : [],
    lastInFront: new Int32Array(Math.ceil(reserved / PAGE_BYTES) + 1),
  };
  heap.segments.push(segment);
  heap.committedBytes += committed;
  heap.reservedBytes += reserved;
  fillWithFree(heap, firstStart, start + committed - heap.slack, 0, LAST_BIT, segment.index);
  return segment;
}

/** Makes a free block of at least `n` granules: commits more of a segment, or adds one. False when it cannot. */
export function growFor(heap: HeapBlocks, n: number): boolean {
  const wanted = n << heap.shift;
  const grows = heap.committedBytes + wanted > heap.mostCommitted;
  if (grows && !heap.settings.decommitExactly && !rangesStandAlone(heap)) {
    giveBackFor(heap, wanted);
    if (heap.index.atLeast(n) !== 0) return true;
  }
  const grown = commitMore(heap, n);
  heap.mostCommitted = Math.max(heap.mostCommitted, heap.committedBytes);
  return grown;
}

/**
 * Commits pages behind a block, the last one in front of uncommitted pages, so that a free block of `n` granules
 * begins there; with a free block as the last, that is where it begins. False when they are too few, or guest
 * code would have to commit them (it could free the block meanwhile).
 */
export function commitBehind(heap: HeapBlocks, segmentIndex: number, last: number, n: number): boolean {
  const segment = heap.segments[segmentIndex];
  if (segment === undefined || heap.settings.commitRoutine !== null) return false;
  const range = segment.uncommitted[firstRangeFrom(segment.uncommitted, last)];
  if (
    range === undefined ||
    lastInFrontOf(segment, range) !== last ||
    !rangeHolds(heap, segment, range, n) ||
    !commitIn(heap, segment, range, n)
  )
    return false;
  heap.mostCommitted = Math.max(heap.mostCommitted, heap.committedBytes);
  return true;
}

/**
 * The heap is about to have more memory than ever, and its peak is to follow what is in use: gives back what it keeps
 * for later, each time it has grown by a 32nd, and the pages of long free blocks, about as many bytes as it is going
 * to take. No more, because a busy heap would soon commit them again (*ours*, decision 0010).
 */
function giveBackFor(heap: HeapBlocks, wanted: number): void {
  if (heap.committedBytes >= heap.committedAtGiveBack * (33 / 32)) {
    heap.committedAtGiveBack = heap.committedBytes;
    heap.giveBackSpare();
  }
  const enough = heap.committedBytes - wanted;
  while (heap.committedBytes > enough && heap.freeGranules << heap.shift >= heap.committedBytes / 32) {
    const n = heap.index.largest();
    if (n << heap.shift < LONG_BYTES || !giveBackPages(heap, heap.index.first[n]!, n)) return;
  }
}

/** Gives the pages inside a listed free block back. False, having done nothing, when there are none. */
function giveBackPages(heap: HeapBlocks, p: number, n: number): boolean {
  heap.ready(p);
  const word0 = heap.word0(p);
  const word1 = heap.word1(p);
  if (!headerIntact(word0) || (word0 & (0xffff | (ENTRY_BUSY << 16))) !== n)
    corrupt(heap, 'free-block-header', p);
  if (!heap.unlink(p, n)) corrupt(heap, 'free-list', p);
  if (decommitFree(heap, p, n, word0 & LAST_BIT, word1 & 0xffff, (word1 >>> 16) & 0xff)) return true;
  heap.link(p, n);
  return false;
}

function commitMore(heap: HeapBlocks, n: number): boolean {
  // No block in front of a range is longer than the longest free one: most ranges are passed without a look at theirs.
  const least = (n - heap.index.largest()) << heap.shift;
  for (let i = heap.segments.length - 1; i >= 0; i--) {
    const segment = heap.segments[i]!;
    for (const range of segment.uncommitted) {
      if (range.end - range.start < least) continue;
      if (rangeHolds(heap, segment, range, n) && commitIn(heap, segment, range, n)) return true;
    }
  }
  return growable(heap) && newSegment(heap, n);
}

const growable = (heap: HeapBlocks): boolean => (heap.settings.flags & 2) !== 0;

const pageOf = (segment: Segment, offset: number): number => (offset - segment.start) >>> 12;

/** Payload offset of the last block in front of an uncommitted range, 0 when none. */
const lastInFrontOf = (segment: Segment, range: UncommittedRange): number =>
  segment.lastInFront[pageOf(segment, range.start)]!;

/** Granules of the free block directly in front of an uncommitted range, 0 when it is busy or there is none. */
function freeInFront(heap: HeapBlocks, segment: Segment, range: UncommittedRange): number {
  const last = lastInFrontOf(segment, range);
  if (last === 0) return 0;
  const word = heap.word0(last);
  return (word & (ENTRY_BUSY << 16)) === 0 ? word & 0xffff : 0;
}

/**
 * On a heap with a maximum size tests see that a free block in front of an uncommitted range does not help: the range
 * alone has to be long enough (B-043). Nor do pages of that block go back to make the range longer.
 */
const rangesStandAlone = ({ settings, platform }: HeapBlocks): boolean =>
  settings.hasMaximum && asObserved(platform.machine.profile, 'heap-ranges-stand-alone');

/** Whether the pages of a range, with the free block in front of it, make a block of `n` granules. */
function rangeHolds(heap: HeapBlocks, segment: Segment, range: UncommittedRange, n: number): boolean {
  const inFront = rangesStandAlone(heap) ? 0 : freeInFront(heap, segment, range) << heap.shift;
  return range.end - range.start + inFront >= (n << heap.shift) + heap.lead + heap.slack;
}

function commitIn(heap: HeapBlocks, segment: Segment, range: UncommittedRange, n: number): boolean {
  const merged = freeInFront(heap, segment, range);
  const need = pagesUp(((n - merged) << heap.shift) + heap.lead + heap.slack);
  const { start } = range;
  const room = range.end - start;
  const step = Math.min(room, Math.max(need, commitStep(heap)));
  const least = Math.min(room, need);
  let got = commitPages(heap, start, step);
  if (got === 0 && least < step) got = commitPages(heap, range.start, least);
  if (got === 0) return false;
  // The commit routine allocated from the heap itself and these pages are already taken: look again.
  if (range.start !== start) return heap.index.atLeast(n) !== 0 || commitMore(heap, n);
  takeFromRange(heap, segment, range, Math.min(got, room));
  return heap.index.atLeast(n) !== 0;
}

/** Bytes committed at a time: SegmentCommit, and on a large heap a 64th of what it has, so that commits stay rare (*ours*). */
function commitStep(heap: HeapBlocks): number {
  const { segmentCommitBytes, decommitExactly, commitRoutine } = heap.settings;
  if (decommitExactly || commitRoutine !== null) return segmentCommitBytes;
  return Math.max(segmentCommitBytes, Math.min(0x2_0000, pagesUp(heap.committedBytes / 64)));
}

/** Commits pages through the commit routine of the heap or the memory manager. Bytes committed, 0 on failure. */
function commitPages(heap: HeapBlocks, offset: number, bytes: number): number {
  const { commitRoutine, flags, callerMemory } = heap.settings;
  const { pages } = heap.platform;
  if (commitRoutine === null || !callerMemory)
    return pages.commit(heap.region, offset, bytes, (flags & 0x4_0000) !== 0) ? bytes : 0;
  const got = callOut(heap, () => commitRoutine(heap.region.base + offset, bytes));
  if (got === null || got.address !== heap.region.base + offset) return 0;
  // Guest code answers: only whole pages that really have memory now count (*ours*).
  const whole = Math.floor(got.bytes / PAGE_BYTES) * PAGE_BYTES;
  return whole > 0 ? Math.min(whole, pages.committedFrom(heap.region, offset)) : 0;
}

/** The first `bytes` of an uncommitted range are committed now: they become a free block, merged with the one in front. */
function takeFromRange(heap: HeapBlocks, segment: Segment, range: UncommittedRange, bytes: number): void {
  const { start } = range;
  const last = lastInFrontOf(segment, range);
  const size = freeInFront(heap, segment, range);
  heap.committedBytes += bytes;
  range.start += bytes;
  const gone = range.start >= range.end;
  if (gone) segment.uncommitted = segment.uncommitted.filter((other) => other !== range);
  const joins = gone && range.end < segment.end;
  let to = joins ? range.end + heap.lead : range.start - heap.slack;
  let ends = joins ? 0 : LAST_BIT;
  let from = start + heap.lead;
  let previous = 0;
  if (last !== 0) {
    if (size !== 0 && heap.unlink(last, size)) {
      from = last - HEADER_BYTES;
      previous = heap.word1(last) & 0xffff;
      heap.freeGranules -= size;
    } else {
      from = start - heap.slack;
      previous = heap.word0(last) & 0xffff;
      setLast(heap, last, false);
    }
  }
  if (joins) {
    const behind = freeBehind(heap, to + HEADER_BYTES);
    to += (behind & 0xffff) << heap.shift;
    if (behind !== 0) ends = behind & LAST_BIT;
  }
  segment.lastInFront[pageOf(segment, range.start)] = 0;
  fillWithFree(heap, from, to, previous, ends, segment.index);
}

/** Takes the block that a gap ended at off its list when it is free. Its size and LAST_BIT, 0 when it is busy. */
function freeBehind(heap: HeapBlocks, p: number): number {
  heap.ready(p);
  const word = heap.word0(p);
  const size = word & 0xffff;
  if (!headerIntact(word) || (word & (ENTRY_BUSY << 16)) !== 0 || !heap.unlink(p, size)) return 0;
  heap.freeGranules -= size;
  return size | (word & LAST_BIT);
}

function setLast(heap: HeapBlocks, p: number, last: boolean): void {
  heap.ready(p);
  const word = heap.word0(p);
  const flags = ((word >>> 16) & 0xff & ~ENTRY_LAST) | (last ? ENTRY_LAST : 0);
  heap.i32[(p - HEADER_BYTES) >>> 2] = headerWord(word & 0xffff, flags) ^ heap.key0;
}

function newSegment(heap: HeapBlocks, n: number): boolean {
  if (heap.segments.length >= MAX_SEGMENTS) return false;
  const { pages } = heap.platform;
  const executable = (heap.settings.flags & 0x4_0000) !== 0;
  const header = heap.layout.segmentHeaderBytes;
  const least = pagesUp((n << heap.shift) + header + heap.lead + heap.slack);
  let bytes = Math.max(heap.nextSegmentBytes, Math.ceil(least / 0x1_0000) * 0x1_0000);
  let reserved = pages.reserve(bytes, executable);
  if (reserved === null || reserved.region !== heap.region) {
    if (reserved !== null) pages.release(reserved.region, reserved.offset);
    bytes = Math.ceil(least / 0x1_0000) * 0x1_0000;
    reserved = pages.reserve(bytes, executable);
  }
  if (reserved === null || reserved.region !== heap.region) return false;
  const commit = Math.min(bytes, Math.max(least, pagesUp(heap.settings.segmentCommitBytes)));
  if (!pages.commit(heap.region, reserved.offset, commit, executable)) {
    pages.release(reserved.region, reserved.offset);
    return false;
  }
  heap.nextSegmentBytes = Math.min(GREATEST_SEGMENT_BYTES, heap.nextSegmentBytes * 2);
  writeSegmentHeader(heap, reserved.offset);
  addSegment(heap, reserved.offset, bytes, commit, header, false);
  return heap.index.atLeast(n) !== 0;
}

/** Writes the header of a further segment. */
export function writeSegmentHeader(heap: HeapBlocks, offset: number): void {
  heap.zero(offset, heap.layout.segmentHeaderBytes);
  heap.i32[(offset + heap.layout.segmentSignature) >>> 2] = SEGMENT_SIGNATURE;
}

/**
 * Gives the whole pages inside a free block back (B-021: thresholds). The block
 * is off its list. Returns false, having done nothing, when no whole page fits.
 *
 * What is left in front stays a free block, or the block in front becomes the
 * last of its range; what is left behind becomes the first of a new range.
 */
export function decommitFree(
  heap: HeapBlocks,
  p: number,
  n: number,
  last: number,
  previous: number,
  segmentIndex: number,
): boolean {
  const segment = heap.segments[segmentIndex];
  if (segment === undefined || segment.callerMemory) return false;
  const { lead, slack, shift } = heap;
  const least = MIN_GRANULES << shift;
  const start = p - HEADER_BYTES;
  const end = start + (n << shift);
  const afterGap = previous === 0 && p !== segment.firstBlock && (start - lead) % PAGE_BYTES === 0;
  let first = afterGap ? start - lead : pagesUp(start + slack);
  if (!afterGap && unusable(first - slack - start, least, previous === 0)) first += PAGE_BYTES;
  let beyond = last !== 0 ? end + slack : Math.floor((end - lead) / PAGE_BYTES) * PAGE_BYTES;
  if (last === 0 && unusable(end - beyond - lead, least, false)) beyond -= PAGE_BYTES;
  if (beyond - first < PAGE_BYTES) return false;

  heap.freeGranules -= n;
  cutRange(segment, first, beyond);
  if (!afterGap) {
    const front = first - slack - start;
    if (front > 0) {
      fillWithFree(heap, start, start + front, previous, LAST_BIT, segment.index);
    } else {
      const q = p - (previous << shift);
      setLast(heap, q, true);
      segment.lastInFront[pageOf(segment, first)] = q;
    }
  }
  if (last === 0) {
    const behind = beyond + lead;
    if (behind < end) fillWithFree(heap, behind, end, 0, 0, segment.index);
    else heap.writePrevious(p, n, 0);
  }
  heap.platform.pages.decommit(heap.region, first, beyond - first);
  heap.committedBytes -= beyond - first;
  return true;
}

const unusable = (bytes: number, least: number, mustExist: boolean): boolean =>
  (bytes > 0 && bytes < least) || (bytes === 0 && mustExist);

/** Adds `[start, end)` to the uncommitted ranges, joined with those it touches. Cost O(log ranges) and a move of what is behind. */
function cutRange(segment: Segment, start: number, end: number): void {
  const { uncommitted } = segment;
  const at = firstRangeFrom(uncommitted, start);
  const before = uncommitted[at - 1];
  const after = uncommitted[at];
  const joinsBefore = before !== undefined && before.end === start;
  const joinsAfter = after !== undefined && after.start === end;
  const range = {
    start: joinsBefore ? before.start : start,
    end: joinsAfter ? after.end : end,
  };
  uncommitted.splice(joinsBefore ? at - 1 : at, (joinsBefore ? 1 : 0) + (joinsAfter ? 1 : 0), range);
}
