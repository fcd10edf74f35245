/**
 * The heaps of one process: which handle is which heap, and who holds their
 * locks. The routines themselves: allocate.ts, free.ts, reallocate.ts.
 */
import { reportCorruption } from './corruption.ts';
import { HEAP_SIGNATURE } from './flags.ts';
import type { Heap } from './heap.ts';
import { enter, leave } from './heap-lock.ts';
import type { HeapPlatform } from './heap-platform.ts';
import { HeapUsers } from './heap-users.ts';
import { HotTable } from './hot-table.ts';

/** The heaps of one process, or those that kernel-mode code made. */
export class Heaps {
  readonly platform: HeapPlatform;
  /** Heap that the process started with; it cannot be destroyed (B-141). */
  processHeap = 0;
  #quiet = true;
  /** Notes which threads use the heaps; null while the process has one thread. */
  #users: HeapUsers | null = null;
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
    this.hot = platform.mode === 'user' ? new HotTable(platform.pages.userRegion?.spare ?? null) : null;
  }

  /** True when heaps in kernel-range memory are those of others too. */
  get isShared(): boolean {
    return this.#shared !== null;
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
    heap.life.users = this.#users;
    heap.allowSimple(this.#quiet);
    this.forgetLast();
  }

  /** Forgets a heap. */
  remove(heap: Heap): void {
    if (!this.#byHandle.has(heap.handle)) this.#shared?.remove(heap);
    this.#byHandle.delete(heap.handle);
    this.forgetLast();
  }

  /** True once the process has started a thread. */
  get hasSeveralThreads(): boolean {
    return this.#users !== null;
  }

  /** Replaces all heaps; for snapshots. What threads did before does not matter: nothing is in progress then. */
  replaceAll(heaps: readonly Heap[], hasSeveralThreads: boolean): void {
    this.#byHandle.clear();
    for (const heap of heaps) {
      this.#byHandle.set(heap.handle, heap);
      heap.allowSimple(this.#quiet);
    }
    this.#noteUsers(hasSeveralThreads ? this.#newUsers() : null);
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
   * Begins a call on a heap; what it gives is for `leave`. See heap-lock.ts. The
   * short way stays open: nothing runs on another thread before the call ends.
   */
  enter(heap: Heap, effective: number, routine: string): number {
    return enter(heap, effective, routine);
  }

  /** Ends a call. */
  leave(heap: Heap, entered: number): void {
    leave(heap, entered);
  }

  /** A thread of the process starts another one: from now on is noted who uses a heap without serialization. */
  noteStart(starter: number, thread: number): void {
    if (this.#users === null) this.#noteUsers(this.#newUsers());
    this.#users?.order(starter, thread);
  }

  /** A thread has ended; `next` goes on afterwards: the first thread of the process, or one that waited for that end. */
  noteEnd(thread: number, next: number): void {
    this.#users?.order(thread, next);
  }

  #newUsers(): HeapUsers {
    return new HeapUsers(() => this.platform.machine.useWitness);
  }

  #noteUsers(users: HeapUsers | null): void {
    this.#users = users;
    for (const heap of this.#byHandle.values()) {
      heap.life.users = users;
      heap.reconsider();
    }
  }
}
