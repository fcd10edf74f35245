/**
 * The heaps of one process: which handle is which heap, and who holds their
 * locks. The routines themselves: allocate.ts, free.ts, reallocate.ts.
 */
import { reportCorruption } from './corruption.ts';
import { HEAP_NO_SERIALIZE, HEAP_SIGNATURE } from './flags.ts';
import type { Heap } from './heap.ts';
import type { HeapPlatform } from './heap-platform.ts';
import { HotTable } from './hot-table.ts';

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

  constructor(platform: HeapPlatform, shared: Heaps | null = null) {
    this.platform = platform;
    this.#shared = shared;
    this.hot = platform.mode === 'user' ? new HotTable() : null;
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
