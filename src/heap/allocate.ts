/**
 * RtlAllocateHeap: is the handle a heap, do flags or size ask for anything
 * special, and then the engine (heap.ts). The first two are a handful of
 * compares when nothing special is asked for.
 */
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_ACCESS_VIOLATION } from '../status/common.ts';
import { type Addition, additionBytes, additionOf, tagIn, writeAddition } from './extra-record.ts';
import { fail, failDamaged, failNoMemory, failOverThreshold } from './failures.ts';
import {
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  HEAP_SIGNATURE,
  HEAP_ZERO_MEMORY,
} from './flags.ts';
import type { Heap } from './heap.ts';
import { type HeapCaller, ntdllCaller } from './heap-caller.ts';
import { enterBeside } from './heap-lock.ts';
import type { Heaps } from './heaps.ts';
import { allocateLarge } from './large-blocks.ts';
import { allocatesWithoutLock } from './lock-wait.ts';

const ntdll = ntdllCaller('RtlAllocateHeap');
/** Requests up to here, with these flags at most, take the short way. */
const SHORT_BYTES = 0x7_0000;
const SHORT_FLAGS = HEAP_GENERATE_EXCEPTIONS | HEAP_ZERO_MEMORY;

/** Largest request that may take the short way on a heap with this threshold. */
export const shortBytesFor = (thresholdBytes: number): number => Math.min(SHORT_BYTES, thresholdBytes);

/** Allocates a block; 0 on failure. */
export function allocate(
  heaps: Heaps,
  handle: number,
  flags: number,
  size: number | bigint,
  caller: HeapCaller = ntdll,
): number {
  const heap = heaps.find(handle);
  if (
    heap?.simple === true &&
    (flags & ~SHORT_FLAGS) === 0 &&
    typeof size === 'number' &&
    (size | 0) === size &&
    size >= 0 &&
    size <= heap.shortBytes &&
    heap.i32[heap.signatureWord] === HEAP_SIGNATURE
  ) {
    try {
      const p = heap.obtain(heap.granulesFor(size), size);
      if (p !== 0) {
        if (((flags | heap.flags) & HEAP_ZERO_MEMORY) !== 0) heap.zero(p, size);
        const { owners } = heaps.platform;
        if (owners.on) owners.opened(heap.region, p);
        return heap.base + p;
      }
    } catch (thrown) {
      return failDamaged(thrown, heap, flags, caller);
    }
  }
  return allocateAny(heaps, handle, flags, size, caller);
}

function allocateAny(
  heaps: Heaps,
  handle: number,
  flags: number,
  size: number | bigint,
  caller: HeapCaller,
): number {
  const { architecture, machine } = heaps.platform;
  const bytes = pointerSized(architecture, size, 'Size');
  const heap = heaps.require(handle);
  if (heap === undefined)
    return fail(heaps.platform, undefined, flags, STATUS_ACCESS_VIOLATION, caller.routine, []);
  const effective = flags | heap.settings.flags;
  const beside = heap.life.isHeldByOther(machine.threadId()) && allocatesWithoutLock(heap, flags, bytes);
  const entered = beside ? enterBeside(heap) : heaps.enter(heap, effective, caller.routine);
  try {
    heap.beforeChanges();
    heap.beforeCall();
    const address = allocateOn(heap, flags, bytes);
    if (address !== 0) return address;
    const isRefused = bytes < 0 || bytes > heap.settings.thresholdBytes;
    return isRefused && (effective & HEAP_GROWABLE) === 0
      ? failOverThreshold(heap, effective, bytes, caller)
      : failNoMemory(heap, effective, bytes, caller.routine);
  } catch (thrown) {
    return failDamaged(thrown, heap, flags, caller);
  } finally {
    heaps.leave(heap, entered);
  }
}

/** Allocates a block on a heap whose lock is held. Its address; 0, and nothing else, when there is no memory for it. */
export function allocateOn(heap: Heap, flags: number, bytes: number): number {
  const { machine, owners } = heap.platform;
  const effective = flags | heap.settings.flags;
  const overThreshold = bytes > heap.settings.thresholdBytes;
  if (bytes < 0 || bytes > heap.settings.maximumBytes) return 0;
  if (overThreshold && (effective & HEAP_GROWABLE) === 0) return 0;
  // What is added to the block is asked for by the call alone: these bits mean other things in the flags of a heap.
  const addition = additionOf(heap, heap.withKnownTag(flags));
  const p = overThreshold ? allocateLarge(heap, bytes) : takeFor(heap, effective, bytes, addition);
  if (p === 0) return 0;
  if ((effective & HEAP_ZERO_MEMORY) !== 0 && !overThreshold) heap.zero(p, bytes);
  if (addition !== null) add(heap, p, bytes, addition);
  const address = heap.base + p;
  if (owners.on) owners.opened(heap.region, p);
  if (machine.events.active) machine.events.emit({ kind: 'allocate', heap: heap.handle, address, bytes });
  const zeroed = (effective & HEAP_ZERO_MEMORY) !== 0;
  machine.events.blocks?.opened({ from: 'heap', address, bytes, zeroed, tag: 0 });
  return address;
}

/** A block for a request; unserialized calls, and blocks that something is added to, keep away from the front end. */
function takeFor(heap: Heap, effective: number, bytes: number, addition: Addition | null): number {
  const n = heap.granulesFor(bytes + additionBytes(addition));
  const plain = addition === null && (effective & HEAP_NO_SERIALIZE) === 0;
  return plain ? heap.obtain(n, bytes) : heap.take(n, bytes);
}

function add(heap: Heap, p: number, bytes: number, addition: Addition): void {
  writeAddition(heap, p, bytes, addition);
  heap.tags?.allocated(tagIn(addition), bytes);
}
