/**
 * RtlWalkHeap on a heap with page heap, whose blocks no header in front of them
 * describes: the heap lists its pieces, and a step looks its place up there.
 * Cost of a step: O(blocks). Freed blocks that still hold their place are free.
 */
import type { RTL_HEAP_WALK_ENTRY } from '../contract/heap-types.ts';
import type { Heap } from './heap.ts';
import type { HeapPiece } from './heap-piece.ts';
import type { Segment } from './heap-state.ts';
import { walkHeap } from './heap-walk.ts';
import { HEADER_BYTES, MAX_SEGMENTS } from './layout.ts';
import {
  RTL_HEAP_LARGE_ALLOC,
  RTL_HEAP_SEGMENT,
  RTL_HEAP_UNCOMMITTED_RANGE,
  type WalkPlace,
} from './walk-entry.ts';
import { busyParts, freeParts, overheadOf, segmentParts, type WalkStep } from './walk-parts.ts';

const KINDS = RTL_HEAP_SEGMENT | RTL_HEAP_UNCOMMITTED_RANGE;

/** The piece behind the one that an entry names; the first one for an address of 0. */
export function nextPagedPiece(heap: Heap, { DataAddress, Flags }: WalkPlace): WalkStep {
  const pieces: HeapPiece[] = [];
  const stopped = walkHeap(heap, (piece) => pieces.push(piece));
  const entries = entriesOf(heap, pieces);
  const at =
    DataAddress === 0
      ? -1
      : entries.findIndex(
          (entry) => entry.DataAddress === DataAddress && ((entry.Flags ^ Flags) & KINDS) === 0,
        );
  if (at < 0 && DataAddress !== 0) return 'lost';
  return entries[at + 1] ?? (stopped === null ? 'end' : 'lost');
}

/** The pieces as entries, with a segment in front of its own. */
function entriesOf(heap: Heap, pieces: readonly HeapPiece[]): RTL_HEAP_WALK_ENTRY[] {
  const bySegment = new Map<number, HeapPiece[]>();
  for (const piece of pieces) {
    const own = bySegment.get(piece.segment) ?? [];
    bySegment.set(piece.segment, own);
    own.push(piece);
  }
  const inSegments = heap.segments.flatMap((segment) => {
    const own = bySegment.get(segment.index) ?? [];
    return [segmentEntry(heap, segment, own), ...own.map((piece) => entryOf(heap, piece))];
  });
  return [...inSegments, ...(bySegment.get(-1) ?? []).map((piece) => entryOf(heap, piece))];
}

function segmentEntry(heap: Heap, segment: Segment, own: readonly HeapPiece[]): RTL_HEAP_WALK_ENTRY {
  const ranges = own.reduce((sum, { state, bytes }) => sum + (state === 'uncommitted' ? bytes : 0), 0);
  const { start, end, firstBlock } = segment;
  const first = own.find(({ state }) => state !== 'uncommitted');
  return segmentParts(heap, segment, {
    ranges,
    // A segment of full page heap has no block that the engine could begin with.
    headerBytes: firstBlock > end ? 0 : firstBlock - heap.lead - HEADER_BYTES - start,
    first: first === undefined ? end : first.address - heap.base,
  });
}

function entryOf(heap: Heap, piece: HeapPiece): RTL_HEAP_WALK_ENTRY {
  const { address, bytes, totalBytes, state, segment } = piece;
  const place = { DataAddress: address, SegmentIndex: segment < 0 ? MAX_SEGMENTS : segment };
  if (state === 'uncommitted')
    return { ...place, DataSize: bytes, OverheadBytes: 0, Flags: RTL_HEAP_UNCOMMITTED_RANGE };
  // What the caller had of it: the two pointers of a listed block do not stand in front of these bytes.
  if (piece.delayed === true)
    return {
      ...place,
      ...freeParts(heap, totalBytes),
      DataSize: bytes,
      OverheadBytes: overheadOf(bytes, totalBytes),
    };
  if (state === 'free') return { ...place, ...freeParts(heap, totalBytes) };
  const p = address - heap.base;
  const parts = busyParts(heap, p, heap.pagedFlags(p) << 16, bytes, totalBytes);
  return state === 'large'
    ? { ...place, ...parts, Flags: parts.Flags | RTL_HEAP_LARGE_ALLOC }
    : { ...place, ...parts };
}
