/** RtlExtendHeap: memory of the caller becomes a further segment of a heap. What is refused, and how, is *ours*. */
import {
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MEMORY,
  STATUS_SUCCESS,
} from '../status/common.ts';
import type { Heap } from './heap.ts';
import type { Heaps } from './heaps.ts';
import { MAX_SEGMENTS, PAGE_BYTES } from './layout.ts';
import { addSegment, writeSegmentHeader } from './segments.ts';

/** Adds a segment. What is committed from its start on is used; with nothing committed one page is (as B-053). */
export function extendHeap(heaps: Heaps, heap: Heap, address: number, size: number): number {
  const { pages, machine } = heaps.platform;
  if (heap.isPaged) return machine.notModelled('RtlExtendHeap of a heap with page heap');
  const place = pages.find(address);
  if (place === null || place.region !== heap.region || place.offset % PAGE_BYTES !== 0)
    return STATUS_INVALID_PARAMETER;
  const { region, offset } = place;
  const reserved = Math.floor(size / PAGE_BYTES) * PAGE_BYTES;
  if (!(reserved >= PAGE_BYTES) || reserved > pages.reservedFrom(region, offset))
    return STATUS_INVALID_PARAMETER;
  if (heaps.all().some((other) => uses(other, offset, offset + reserved)))
    return STATUS_CONFLICTING_ADDRESSES;
  if (heap.segments.length >= MAX_SEGMENTS) return STATUS_INSUFFICIENT_RESOURCES;
  const found = Math.min(reserved, pages.committedFrom(region, offset));
  const executable = (heap.settings.flags & 0x4_0000) !== 0;
  if (found === 0 && !pages.commit(region, offset, PAGE_BYTES, executable)) return STATUS_NO_MEMORY;
  writeSegmentHeader(heap, offset);
  addSegment(heap, offset, reserved, Math.max(found, PAGE_BYTES), heap.layout.segmentHeaderBytes, true);
  return STATUS_SUCCESS;
}

/** Whether a heap has a segment or a large block in a range of offsets. */
const uses = (heap: Heap, from: number, to: number): boolean =>
  [...heap.segments, ...heap.large.values()].some(
    ({ start, reservedBytes }) => start < to && from < start + reservedBytes,
  );
