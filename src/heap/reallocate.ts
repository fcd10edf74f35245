/** RtlReAllocateHeap: the size of a block changes, in place when it can, else by moving (B-110…B-127). */
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../status/common.ts';
import { type BusyBlock, busyBlock, bytesOf } from './busy-block.ts';
import { fail, failDamaged, failNoMemory } from './failures.ts';
import { HEAP_GROWABLE, HEAP_REALLOC_IN_PLACE_ONLY, HEAP_ZERO_MEMORY } from './flags.ts';
import { bucketOf, MOST_BYTES } from './front-end.ts';
import type { Heap } from './heap.ts';
import type { Heaps } from './heaps.ts';
import { allocateLarge, freeLarge, resizeLarge } from './large-blocks.ts';
import { reportMisuse } from './misuse.ts';
import { growInPlace, shrink } from './resize.ts';

const ROUTINE = 'RtlReAllocateHeap';

/** Resizes a block. The address of the block, maybe another one; 0 on failure, with the old block as it was (B-120). */
export function reallocate(
  heaps: Heaps,
  handle: number,
  flags: number,
  address: number,
  size: number | bigint,
): number {
  const { machine, architecture } = heaps.platform;
  const bytes = pointerSized(architecture, size, 'Size');
  const heap = heaps.require(handle);
  if (heap === undefined) return fail(heaps.platform, undefined, flags, STATUS_ACCESS_VIOLATION, ROUTINE, []);
  if (address === 0) {
    machine.setLastStatus(STATUS_SUCCESS, ROUTINE); // B-110
    return 0;
  }
  const effective = flags | heap.settings.flags;
  const entered = heaps.enter(heap, effective);
  try {
    heap.beforeCall();
    const block = busyBlock(heap, address);
    if (typeof block === 'string') {
      reportMisuse(heaps, heap, block, address);
      machine.setLastStatus(STATUS_INVALID_PARAMETER, ROUTINE);
      return machine.profile === 'observed' && block === 'double-free' ? address : 0; // B-125
    }
    return resize(heaps, block, effective, bytes);
  } catch (thrown) {
    return failDamaged(thrown, heap, effective, ROUTINE);
  } finally {
    heaps.leave(heap, entered);
  }
}

function resize(heaps: Heaps, block: BusyBlock, effective: number, bytes: number): number {
  const { heap, p } = block;
  const old = bytesOf(block);
  heap.beforeChange(p, old);
  const overThreshold = bytes < 0 || bytes > heap.settings.thresholdBytes;
  const impossible =
    bytes < 0 || bytes > heap.settings.maximumBytes || (overThreshold && (effective & HEAP_GROWABLE) === 0);
  if (impossible) return failNoMemory(heap, effective, bytes, ROUTINE);
  const inPlace = resizeInPlace(
    heap,
    block,
    bytes,
    overThreshold,
    (effective & HEAP_REALLOC_IN_PLACE_ONLY) !== 0,
  );
  if (!inPlace && (effective & HEAP_REALLOC_IN_PLACE_ONLY) !== 0)
    return failNoMemory(heap, effective, bytes, ROUTINE);
  const q = inPlace ? p : move(heap, block, old, bytes, overThreshold);
  if (q === 0) return failNoMemory(heap, effective, bytes, ROUTINE);
  if ((effective & HEAP_ZERO_MEMORY) !== 0 && bytes > old) heap.zero(q + old, bytes - old);
  const { events } = heaps.platform.machine;
  if (events.active) {
    if (q !== p) events.emit({ kind: 'free', heap: heap.handle, address: heap.region.base + p });
    events.emit({ kind: 'allocate', heap: heap.handle, address: heap.region.base + q, bytes });
  }
  return heap.region.base + q;
}

function resizeInPlace(
  heap: Heap,
  block: BusyBlock,
  bytes: number,
  overThreshold: boolean,
  onlyInPlace: boolean,
): boolean {
  const { p } = block;
  const large = heap.large.get(p);
  // A large block that becomes small moves into a segment, unless it must stay (B-118).
  if (large !== undefined) return (overThreshold || onlyInPlace) && resizeLarge(heap, p, large, bytes);
  if (overThreshold) return false;
  const n = heap.granulesFor(bytes);
  const { word0, word1 } = block;
  if (word1 >>> 31 !== 0 && heap.front !== null) {
    const fits = bytes < MOST_BYTES && bucketOf(n) === (word0 & 0xffff);
    if (!fits && !(onlyInPlace && n <= (word0 & 0xffff))) return false;
    heap.front.resize(p, word0, word1, bytes);
    return true;
  }
  const old = heap.requestedBytes(word0, word1);
  if (n <= (word0 & 0xffff)) shrink(heap, p, word0, word1, n, bytes);
  else if (!growInPlace(heap, p, word0, word1, n, bytes)) return false;
  heap.resized(p, old, bytes);
  return true;
}

function move(heap: Heap, block: BusyBlock, old: number, bytes: number, overThreshold: boolean): number {
  const { p } = block;
  const q = overThreshold ? allocateLarge(heap, bytes) : heap.obtain(heap.granulesFor(bytes), bytes);
  if (q === 0) return 0;
  heap.copy(q, p, Math.min(old, bytes));
  const large = heap.large.get(p);
  if (large !== undefined) freeLarge(heap, p, large);
  else heap.giveBack(p, heap.word0(p), heap.word1(p));
  return q;
}
