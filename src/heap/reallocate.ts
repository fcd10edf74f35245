/** RtlReAllocateHeap: the size of a block changes, in place when it can, else by moving (B-110…B-127). */
import { pointerSized } from '../machine/addresses.ts';
import { asObserved } from '../machine/profile-differences.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_SUCCESS } from '../status/common.ts';
import { isBlock } from './block-header.ts';
import { type BusyBlock, busyBlock, busyOffset, bytesOf } from './busy-block.ts';
import { corrupt } from './corruption.ts';
import { type Addition, additionBytes, additionTo, tagIn, withCall, writeAddition } from './extra-record.ts';
import { fail, failDamaged, failMisused, failNoMemory } from './failures.ts';
import {
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_ZERO_MEMORY,
} from './flags.ts';
import { bucketOf, MOST_BYTES } from './front-end.ts';
import type { Heap } from './heap.ts';
import { type HeapCaller, ntdllCaller } from './heap-caller.ts';
import type { Heaps } from './heaps.ts';
import { allocateLarge, freeLarge, resizeLarge } from './large-blocks.ts';
import { reportMisuse } from './misuse.ts';
import { growInPlace, shrink } from './resize.ts';

const ntdll = ntdllCaller('RtlReAllocateHeap');

/** Resizes a block. The address of the block, maybe another one; 0 on failure, with the old block as it was (B-120). */
export function reallocate(
  heaps: Heaps,
  handle: number,
  flags: number,
  address: number,
  size: number | bigint,
  caller: HeapCaller = ntdll,
): number {
  const heap = heaps.find(handle);
  if (
    heap?.simple === true &&
    (flags & ~HEAP_GENERATE_EXCEPTIONS) === 0 &&
    typeof size === 'number' &&
    (size | 0) === size &&
    size >= 0 &&
    size <= heap.shortBytes &&
    (heap.flags & HEAP_ZERO_MEMORY) === 0
  ) {
    try {
      const q = reallocatePlain(heap, address, size);
      if (q !== 0) {
        const { owners } = heaps.platform;
        const p = address - heap.base;
        if (owners.on && q !== p) owners.moved(heap.region, p, q);
        return heap.base + q;
      }
    } catch (thrown) {
      return failDamaged(thrown, heap, flags, caller);
    }
  }
  return reallocateAny(heaps, handle, flags, address, size, caller);
}

/** A busy block or slot that asks for nothing special; 0 when anything about it is unusual, with nothing changed. */
function reallocatePlain(heap: Heap, address: number, bytes: number): number {
  const p = busyOffset(heap, address);
  if (p === 0) return 0;
  const word0 = heap.word0(p);
  const word1 = heap.word1(p);
  const size = word0 & 0xffff;
  const n = heap.granulesFor(bytes);
  const { front } = heap;
  if (word1 < 0 && front !== null) {
    if (!front.isSlot(p, size, word1 & 0xffff)) return 0;
    if (bytes < MOST_BYTES && bucketOf(n) === size) {
      front.resize(p, word0, word1, bytes);
      return p;
    }
  } else {
    if (!isBlock(word0, word1) || heap.segmentOf(p, word1) === undefined) return 0;
    if (n <= size) {
      shrink(heap, p, word0, word1, n, bytes);
      return p;
    }
    if (growInPlace(heap, p, word0, word1, n, bytes)) return p;
  }
  const { callOuts } = heap.life;
  const q = heap.obtain(n, bytes);
  if (q === 0) return 0;
  heap.copy(q, p, Math.min(heap.requestedBytes(word0, word1), bytes));
  checkAgain(heap, p, callOuts);
  heap.giveBack(p, heap.word0(p), heap.word1(p)); // read again: the block behind `p` may be another one now
  return q;
}

function reallocateAny(
  heaps: Heaps,
  handle: number,
  flags: number,
  address: number,
  size: number | bigint,
  caller: HeapCaller,
): number {
  const { machine, architecture } = heaps.platform;
  const bytes = pointerSized(architecture, size, 'Size');
  const heap = heaps.require(handle);
  if (heap === undefined)
    return fail(heaps.platform, undefined, flags, STATUS_ACCESS_VIOLATION, caller.routine, []);
  if (address === 0) {
    machine.setLastStatus(STATUS_SUCCESS, caller.routine); // B-110
    return 0;
  }
  const effective = flags | heap.settings.flags;
  const entered = heaps.enter(heap, effective, caller.routine);
  try {
    heap.beforeChanges();
    heap.beforeCall();
    const block = busyBlock(heap, address);
    if (typeof block === 'string') {
      reportMisuse(heaps, heap, block, address);
      const failed = failMisused(heap, effective, caller);
      return asObserved(machine.profile, 'heap-resize-of-freed') && block === 'double-free'
        ? address
        : failed; // B-125
    }
    return resize(block, flags, bytes, caller);
  } catch (thrown) {
    return failDamaged(thrown, heap, effective, caller);
  } finally {
    heaps.leave(heap, entered);
  }
}

/** What a block is to become. */
interface Wish {
  readonly block: BusyBlock;
  readonly bytes: number;
  readonly overThreshold: boolean;
  readonly onlyInPlace: boolean;
  /** What the block has beside its data, afterwards. */
  readonly addition: Addition | null;
}

function resize(block: BusyBlock, flags: number, bytes: number, { routine }: HeapCaller): number {
  const { heap, p } = block;
  const effective = flags | heap.settings.flags;
  const old = bytesOf(block);
  heap.beforeChange(p, old);
  const overThreshold = bytes < 0 || bytes > heap.settings.thresholdBytes;
  const impossible =
    bytes < 0 || bytes > heap.settings.maximumBytes || (overThreshold && (effective & HEAP_GROWABLE) === 0);
  if (impossible) return failNoMemory(heap, effective, bytes, routine);
  const before = additionTo(block, old);
  const tag = tagIn(before);
  // A call that makes the block larger may change what was added to it, one that does not may not (B-127).
  const addition = bytes > old ? withCall(heap, before, heap.withKnownTag(flags)) : before;
  const onlyInPlace = (effective & HEAP_REALLOC_IN_PLACE_ONLY) !== 0;
  const wish = { block, bytes, overThreshold, onlyInPlace, addition };
  const inPlace = resizeInPlace(wish);
  if (!inPlace && onlyInPlace) return failNoMemory(heap, effective, bytes, routine);
  const q = inPlace ? p : move(wish, old);
  if (q === 0) return failNoMemory(heap, effective, bytes, routine);
  if ((effective & HEAP_ZERO_MEMORY) !== 0 && bytes > old) heap.zero(q + old, bytes - old);
  if (addition !== null) writeAddition(heap, q, bytes, addition);
  noteTags(heap, { tag, bytes: old }, { tag: tagIn(addition), bytes });
  const { owners, machine } = heap.platform;
  const { events } = machine;
  if (owners.on && q !== p) owners.moved(heap.region, p, q);
  if (events.active) {
    if (q !== p) events.emit({ kind: 'free', heap: heap.handle, address: heap.region.base + p });
    events.emit({ kind: 'allocate', heap: heap.handle, address: heap.region.base + q, bytes });
  }
  const zeroed = (effective & HEAP_ZERO_MEMORY) !== 0;
  events.blocks?.resized(heap.base + p, { from: 'heap', address: heap.base + q, bytes, zeroed, tag: 0 });
  return heap.region.base + q;
}

interface Tagged {
  readonly tag: number;
  readonly bytes: number;
}

function noteTags({ tags }: Heap, before: Tagged, after: Tagged): void {
  if (before.tag === after.tag) {
    tags?.resized(after.tag, after.bytes - before.bytes);
    return;
  }
  tags?.freed(before.tag, before.bytes);
  tags?.allocated(after.tag, after.bytes);
}

function resizeInPlace({ block, bytes, overThreshold, onlyInPlace, addition }: Wish): boolean {
  const { heap, p } = block;
  if (heap.isPaged) return heap.resizePaged(p, bytes);
  const large = heap.large.get(p);
  // A large block that becomes small moves into a segment, unless it must stay (B-118).
  if (large !== undefined) return (overThreshold || onlyInPlace) && resizeLarge(heap, p, large, bytes);
  if (overThreshold) return false;
  const n = heap.granulesFor(bytes + additionBytes(addition));
  const { word0, word1 } = block;
  if (word1 >>> 31 !== 0 && heap.front !== null) {
    const fits = bytes < MOST_BYTES && bucketOf(n) === (word0 & 0xffff);
    const stays = fits || (onlyInPlace && n <= (word0 & 0xffff));
    if (!stays || additionBytes(addition) > 0) return false; // slots have no extra record
    heap.front.resize(p, word0, word1, bytes);
    return true;
  }
  const old = heap.requestedBytes(word0, word1);
  if (n <= (word0 & 0xffff)) shrink(heap, p, word0, word1, n, bytes);
  else if (!growInPlace(heap, p, word0, word1, n, bytes)) return false;
  heap.resized(p, old, bytes);
  return true;
}

/** A commit routine or a filter that ran meanwhile may have freed the block or damaged its header. */
function checkAgain(heap: Heap, p: number, callOuts: number): void {
  if (heap.life.callOuts === callOuts) return;
  const found = busyBlock(heap, heap.base + p);
  if (typeof found === 'string') corrupt(heap, found, p);
}

/** Moves a block to another place. Payload offset there; 0, with the block as it was, when there is no memory. */
function move({ block, bytes, overThreshold, addition }: Wish, old: number): number {
  const { heap, p } = block;
  const { callOuts } = heap.life;
  const q = overThreshold ? allocateLarge(heap, bytes) : takeFor(heap, bytes, addition);
  if (q === 0) return 0;
  checkAgain(heap, p, callOuts);
  heap.copy(q, p, Math.min(old, bytes));
  checkAgain(heap, p, callOuts);
  const large = heap.large.get(p);
  if (large !== undefined) freeLarge(heap, p, large);
  else heap.giveBack(p, heap.word0(p), heap.word1(p));
  return q;
}

/** A block in a segment; one that something is added to keeps away from the front end. */
function takeFor(heap: Heap, bytes: number, addition: Addition | null): number {
  const n = heap.granulesFor(bytes + additionBytes(addition));
  return addition === null ? heap.obtain(n, bytes) : heap.take(n, bytes);
}
