/**
 * The heaps of one process: handles, flags per call, failures, serialization.
 *
 * A request goes through three stages: is the handle a heap (its signature is
 * read from simulated memory at every call), do flags or size ask for anything
 * special, and then the engine (heap.ts). The first two are a handful of
 * compares when nothing special is asked for.
 */
import { pointerSized } from '../machine/addresses.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MEMORY,
} from '../status/common.ts';
import { headerIntact } from './block-header.ts';
import { CorruptionFound, type Finding, findings, reportCorruption } from './corruption.ts';
import {
  ENTRY_BUSY,
  ENTRY_VIRTUAL_ALLOC,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  HEAP_SIGNATURE,
  HEAP_ZERO_MEMORY,
} from './flags.ts';
import { CUT_INTO_SLOTS, slotInverses } from './front-end.ts';
import type { Heap } from './heap.ts';
import type { HeapPlatform } from './heap-platform.ts';
import { HotTable } from './hot-table.ts';
import { allocateLarge, findLarge, freeLarge, largeBytes } from './large-blocks.ts';
import { HEADER_BYTES, layouts, MIN_GRANULES } from './layout.ts';
import { type ShortPath, shortPath } from './short-path.ts';

const BUSY_BIT = ENTRY_BUSY << 16;
const LARGE_BITS = (ENTRY_BUSY | ENTRY_VIRTUAL_ALLOC) << 16;
/** Requests up to here, with these flags at most, take the short way. */
const SHORT_BYTES = 0x7_0000;
const SHORT_FLAGS = HEAP_GENERATE_EXCEPTIONS | HEAP_ZERO_MEMORY;

/** A busy block that a pointer names. */
export interface BusyBlock {
  readonly heap: Heap;
  /** Payload offset. */
  readonly p: number;
  readonly word0: number;
  readonly word1: number;
}

/** The heaps of one process, or those that kernel-mode code made. */
export class Heaps {
  readonly platform: HeapPlatform;
  /** Heap that the process started with; it cannot be destroyed (B-141). */
  processHeap = 0;
  #quiet = true;
  readonly #byHandle = new Map<number, Heap>();
  #lastHandle = Number.NaN;
  #last: Heap | undefined;
  /** Heaps in kernel-range memory, which every process sees; null for user mode and for the shared ones themselves. */
  readonly #shared: Heaps | null;

  /** Numbers of heaps with a front end; null in kernel mode, which has none. */
  readonly hot: HotTable | null;
  /** By size in granules: one divided by the bytes of a slot. */
  readonly inverse: Float64Array;

  constructor(platform: HeapPlatform, shared: Heaps | null = null) {
    this.platform = platform;
    this.#shared = shared;
    this.hot = platform.mode === 'user' ? new HotTable() : null;
    this.inverse = slotInverses(layouts[platform.architecture]);
  }

  /** RtlAllocateHeap and RtlFreeHeap for the door: the short way in front of the long one where there is one. */
  calls(): ShortPath {
    const long: ShortPath = {
      allocate: (handle, flags, size) => this.allocate(handle, flags, size),
      free: (handle, flags, address) => this.free(handle, flags, address),
    };
    const region = this.platform.pages.userRegion;
    if (this.hot === null || region === null) return long;
    const layout = layouts[this.platform.architecture];
    return shortPath({ region, table: this.hot.ints, layout, inverse: this.inverse, long });
  }

  /** False while a listener wants allocate and free events: every call then takes the long way. */
  get quiet(): boolean {
    return this.#quiet;
  }

  set quiet(quiet: boolean) {
    if (quiet === this.#quiet) return;
    this.#quiet = quiet;
    for (const heap of this.#byHandle.values()) heap.allowSimple(quiet);
  }

  /** All heaps in order of creation. */
  all(): readonly Heap[] {
    return [...this.#byHandle.values()];
  }

  /** Makes a heap known by its handle. */
  add(heap: Heap): void {
    if (this.#shared !== null && heap.region.space === 'kernel') {
      this.#shared.add(heap);
      return;
    }
    this.#byHandle.set(heap.handle, heap);
    heap.allowSimple(this.#quiet);
    this.forgetLast();
  }

  /** Forgets a heap. */
  remove(heap: Heap): void {
    if (!this.#byHandle.has(heap.handle)) this.#shared?.remove(heap);
    this.#byHandle.delete(heap.handle);
    this.forgetLast();
  }

  /** Replaces all heaps; for snapshots. */
  replaceAll(heaps: readonly Heap[]): void {
    this.#byHandle.clear();
    for (const heap of heaps) {
      this.#byHandle.set(heap.handle, heap);
      heap.allowSimple(this.#quiet);
    }
    this.forgetLast();
  }

  /** Drops the one-entry cache of `find`. */
  forgetLast(): void {
    this.#lastHandle = Number.NaN;
    this.#last = undefined;
  }

  /** The heap of a handle whose signature is intact, or undefined. */
  find(handle: number): Heap | undefined {
    const last = this.#last;
    if (handle === this.#lastHandle && last !== undefined && last.i32[last.signatureWord] === HEAP_SIGNATURE)
      return last;
    const heap = this.#byHandle.get(handle) ?? this.#shared?.find(handle);
    if (heap === undefined || heap.i32[heap.signatureWord] !== HEAP_SIGNATURE) return undefined;
    this.#lastHandle = handle;
    this.#last = heap;
    return heap;
  }

  /**
   * The heap of a handle for a routine that must have one. A handle that points
   * at no memory faults as reading its header would; NULL in kernel mode is bug
   * check 0x13A type 0x13 (D-109). Undefined for memory that is no heap.
   */
  require(handle: number): Heap | undefined {
    const heap = this.find(handle);
    if (heap !== undefined) return heap;
    if (handle === 0 && this.platform.mode === 'kernel') reportCorruption(this.platform, 'null-handle', 0, 0);
    this.platform.touch(handle);
    return undefined;
  }

  /** RtlAllocateHeap. */
  allocate(handle: number, flags: number, size: number | bigint): number {
    const heap = handle === this.#lastHandle ? this.#last : this.find(handle);
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
          return heap.base + p;
        }
      } catch (thrown) {
        return this.#allocationFound(thrown, heap, flags);
      }
    }
    return this.#allocateAny(handle, flags, size);
  }

  #allocateAny(handle: number, flags: number, size: number | bigint): number {
    const { machine, architecture } = this.platform;
    const bytes = pointerSized(architecture, size, 'Size');
    const heap = this.require(handle);
    if (heap === undefined)
      return this.fail(undefined, flags, STATUS_ACCESS_VIOLATION, 'RtlAllocateHeap', []);
    const effective = flags | heap.settings.flags;
    const entered = this.enter(heap, effective);
    try {
      const tooLarge = bytes < 0 || bytes > heap.settings.maximumBytes;
      const overThreshold = bytes < 0 || bytes > heap.settings.thresholdBytes;
      if (overThreshold && (effective & HEAP_GROWABLE) === 0)
        return this.failOverThreshold(heap, effective, bytes);
      if (tooLarge) return this.failNoMemory(heap, effective, bytes, 'RtlAllocateHeap');
      const p = overThreshold ? allocateLarge(heap, bytes) : takeFor(heap, effective, bytes);
      if (p === 0) return this.failNoMemory(heap, effective, bytes, 'RtlAllocateHeap');
      if ((effective & HEAP_ZERO_MEMORY) !== 0 && !overThreshold) heap.zero(p, bytes);
      const address = heap.region.base + p;
      if (machine.events.active) machine.events.emit({ kind: 'allocate', heap: handle, address, bytes });
      return address;
    } catch (thrown) {
      return this.#allocationFound(thrown, heap, flags);
    } finally {
      this.leave(heap, entered);
    }
  }

  #allocationFound(thrown: unknown, heap: Heap, flags: number): number {
    if (!(thrown instanceof CorruptionFound)) throw thrown;
    return this.fail(heap, flags | heap.settings.flags, STATUS_ACCESS_VIOLATION, 'RtlAllocateHeap', []);
  }

  /**
   * A nongrowable heap was asked for more than its threshold (S4-013, S4-017).
   * The page's status is raised; re-implementations raise STATUS_NO_MEMORY
   * (B-087, the observed profile), and both leave the page's last status (B-086).
   */
  failOverThreshold(heap: Heap, effective: number, bytes: number): number {
    const { machine } = this.platform;
    const raised = machine.profile === 'observed' ? STATUS_NO_MEMORY : STATUS_BUFFER_TOO_SMALL;
    if (this.#isSignBitQuirk(bytes)) return this.failNoMemory(heap, effective, bytes, 'RtlAllocateHeap');
    machine.setLastStatus(STATUS_BUFFER_TOO_SMALL, 'RtlAllocateHeap');
    if ((effective & HEAP_GENERATE_EXCEPTIONS) !== 0)
      machine.raise({ code: raised, information: [this.roundedBytes(heap, bytes)] });
    return 0;
  }

  /** There is no memory for a request (S4-018): NULL, or STATUS_NO_MEMORY raised with the rounded size (B-088). */
  failNoMemory(heap: Heap, effective: number, bytes: number, routine: string): number {
    if (this.#isSignBitQuirk(bytes)) {
      this.platform.machine.setLastStatus(STATUS_NO_MEMORY, routine);
      return 0;
    }
    return this.fail(heap, effective, STATUS_NO_MEMORY, routine, [this.roundedBytes(heap, bytes)]);
  }

  /** B-085: sizes with the sign bit set never raise. Seen in a re-implementation only: observed profile. */
  #isSignBitQuirk(bytes: number): boolean {
    return this.platform.machine.profile === 'observed' && bytes < 0;
  }

  /** Leaves a last status, raises when asked to, and gives NULL: also what the call gives when a filter continues (B-089). */
  fail(
    heap: Heap | undefined,
    flags: number,
    status: number,
    routine: string,
    information: readonly number[],
  ): number {
    const { machine } = this.platform;
    const effective = flags | (heap?.settings.flags ?? 0);
    machine.setLastStatus(status, routine);
    if ((effective & HEAP_GENERATE_EXCEPTIONS) !== 0) machine.raise({ code: status, information });
    return 0;
  }

  /** Bytes that a request would take, rounded to granules; the request itself when it is beyond all bounds. */
  roundedBytes(heap: Heap, bytes: number): number {
    return bytes >= 0 && bytes < 2 ** 31 - 64 ? heap.granulesFor(bytes) * heap.layout.granule : bytes;
  }

  /** RtlFreeHeap: 1 (TRUE) or 0 (FALSE). */
  free(handle: number, flags: number, address: number): number {
    const heap = handle === this.#lastHandle ? this.#last : this.find(handle);
    if (heap?.simple === true && heap.i32[heap.signatureWord] === HEAP_SIGNATURE) {
      const distance = address - heap.base;
      const p = distance | 0;
      if (
        p === distance &&
        p > 0 &&
        p < heap.regionBytes &&
        (p & heap.alignMask) === 0 &&
        (heap.access[(p - HEADER_BYTES) >>> 12]! & 3) === 3
      ) {
        const word0 = heap.word0(p);
        const word1 = heap.word1(p);
        if ((word0 & LARGE_BITS) === BUSY_BIT && headerIntact(word0)) {
          try {
            if (word1 < 0 && heap.front !== null) {
              heap.front.give(p, word0, word1);
              return 1;
            }
            if (isBlock(word0, word1) && heap.segmentOf(p, word1) !== undefined) {
              heap.give(p, word0, word1);
              return 1;
            }
          } catch (thrown) {
            return this.#freeFound(thrown);
          }
        }
      }
    }
    return this.#freeAny(handle, flags, address);
  }

  #freeAny(handle: number, flags: number, address: number): number {
    const { machine } = this.platform;
    if (address === 0) return 1; // B-097
    const heap = this.require(handle);
    if (heap === undefined) return this.#invalid('RtlFreeHeap');
    const entered = this.enter(heap, flags | heap.settings.flags);
    try {
      const block = this.busyBlock(heap, address);
      if (typeof block === 'string') return this.misuse(heap, block, address, 'RtlFreeHeap');
      const large = findLarge(heap, block.p);
      if (large !== undefined) freeLarge(heap, block.p, large);
      else heap.giveBack(block.p, block.word0, block.word1);
      if (machine.events.active) machine.events.emit({ kind: 'free', heap: handle, address });
      return 1;
    } catch (thrown) {
      return this.#freeFound(thrown);
    } finally {
      this.leave(heap, entered);
    }
  }

  #freeFound(thrown: unknown): number {
    if (!(thrown instanceof CorruptionFound)) throw thrown;
    return this.#invalid('RtlFreeHeap');
  }

  #invalid(routine: string): number {
    this.platform.machine.setLastStatus(STATUS_INVALID_PARAMETER, routine);
    return 0;
  }

  /** A pointer was given that is no busy block: stops where corruption stops, else FALSE with STATUS_INVALID_PARAMETER (B-098…B-100). */
  misuse(heap: Heap, finding: Finding, address: number, routine: string): number {
    const elsewhere =
      finding === 'bad-address' &&
      this.all().some((other) => typeof this.busyBlock(other, address) !== 'string');
    reportCorruption(this.platform, elsewhere ? 'wrong-heap' : finding, heap.handle, address);
    return this.#invalid(routine);
  }

  /** The busy block that an address names, its header checked; else what is wrong with it. Touches nothing. */
  busyBlock(heap: Heap, address: number): BusyBlock | Finding {
    const p = address - heap.region.base;
    if (!(p > HEADER_BYTES && p < heap.region.bytes) || p !== Math.floor(p) || (p & heap.alignMask) !== 0)
      return 'bad-address';
    if (!heap.readable(p - HEADER_BYTES)) return 'bad-address';
    const word0 = heap.word0(p);
    const word1 = heap.word1(p);
    if (heap.large.has(p)) return { heap, p, word0, word1 };
    if (!heap.segments.some((segment) => p >= segment.firstBlock && p < segment.end)) return 'bad-address';
    if (!headerIntact(word0) || (word0 & 0xffff) < MIN_GRANULES) return 'block-header';
    if ((word0 & BUSY_BIT) === 0) return 'double-free';
    if (!isBlock(word0, word1)) return 'bad-address';
    const sound =
      word1 < 0
        ? heap.front?.isSlot(p, word0 & 0xffff, word1 & 0xffff) === true
        : heap.segmentOf(p, word1) !== undefined;
    if (!sound) return 'block-header';
    return { heap, p, word0, word1 };
  }

  /** Requested bytes of a busy block. */
  bytesOf(block: BusyBlock): number {
    const large = findLarge(block.heap, block.p);
    return large === undefined
      ? block.heap.requestedBytes(block.word0, block.word1)
      : largeBytes(block.heap, block.p, large);
  }

  /**
   * Takes the heap's lock for one call; true when `leave` must give it back. A
   * heap that another thread holds would make this one wait; with nobody to run
   * meanwhile that is a deadlock. The short way stays open: nothing runs on
   * another thread before the call ends.
   */
  enter(heap: Heap, effective: number): boolean {
    if ((effective & HEAP_NO_SERIALIZE) !== 0) return false;
    this.#own(heap);
    return true;
  }

  /** Gives back what `enter` took. */
  leave(heap: Heap, entered: boolean): void {
    if (!entered) return;
    heap.lockCount -= 1;
    if (heap.lockCount === 0) heap.lockOwner = 0;
  }

  /** Takes the lock until `unlock`; recursive for its owner (B-166). */
  lock(heap: Heap): void {
    this.#own(heap);
    heap.setSimple(false);
  }

  #own(heap: Heap): void {
    const thread = this.platform.machine.threadId();
    if (heap.lockOwner !== 0 && heap.lockOwner !== thread) {
      this.platform.machine.deadlock(`thread ${thread} waits for the lock of a heap`, [
        `the lock is held by thread ${heap.lockOwner}, ${heap.lockCount} deep, which cannot run`,
      ]);
    }
    heap.lockOwner = thread;
    heap.lockCount += 1;
  }

  /** Gives the lock back. False when the calling thread does not hold it. */
  unlock(heap: Heap): boolean {
    if (heap.lockOwner !== this.platform.machine.threadId() || heap.lockCount === 0) return false;
    heap.lockCount -= 1;
    if (heap.lockCount === 0) {
      heap.lockOwner = 0;
      heap.allowSimple(this.#quiet);
    }
    return true;
  }
}

/** A back-end block or a slot: not a block that is cut into slots, which no pointer of a guest names. */
const isBlock = (word0: number, word1: number): boolean =>
  (word0 & 0xffff) >= MIN_GRANULES && word1 >>> 24 !== CUT_INTO_SLOTS;

/** A block for a request; unserialized calls keep away from the front end. */
export const takeFor = (heap: Heap, effective: number, bytes: number): number => {
  const n = heap.granulesFor(bytes);
  return (effective & HEAP_NO_SERIALIZE) === 0 ? heap.obtain(n, bytes) : heap.take(n, bytes);
};

/** Words for a finding. */
export const wordsOf = (finding: Finding): string => findings[finding].words;

/** Largest request that may take the short way on a heap with this threshold. */
export const shortBytesFor = (thresholdBytes: number): number => Math.min(SHORT_BYTES, thresholdBytes);
