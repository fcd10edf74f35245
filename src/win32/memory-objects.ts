/**
 * The blocks of GlobalAlloc and LocalAlloc: one family with two names. A fixed block is a block of the process heap
 * and its handle is its address (B-218). A moveable one has an entry of the table besides (moveable-table.ts), and
 * its block remembers the handle as its user value.
 *
 * Nothing is ever discarded but by the program, and a block that is not locked moves only when it is resized. Which
 * results no fact tells is settled in docs/decisions/0046-win32-memory.md.
 */
import { pointerBytes, type SIZE_T } from '../contract/c-types.ts';
import type { HGLOBAL } from '../contract/win32-types.ts';
import { allocate } from '../heap/allocate.ts';
import {
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_SETTABLE_USER_FLAG1,
  HEAP_SETTABLE_USER_VALUE,
  HEAP_ZERO_MEMORY,
} from '../heap/flags.ts';
import { free } from '../heap/free.ts';
import { reallocate } from '../heap/reallocate.ts';
import { RtlGetUserInfoHeap } from '../heap/rtl-get-user-info-heap.ts';
import { RtlSetUserValueHeap } from '../heap/rtl-set-user-value-heap.ts';
import { RtlSizeHeap } from '../heap/rtl-size-heap.ts';
import { pointerSized } from '../machine/addresses.ts';
import {
  ERROR_DISCARDED,
  ERROR_INVALID_HANDLE,
  ERROR_INVALID_PARAMETER,
  ERROR_NOT_ENOUGH_MEMORY,
  ERROR_NOT_LOCKED,
  ERROR_SUCCESS,
} from '../status/common.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import {
  GMEM_DDESHARE,
  GMEM_DISCARDABLE,
  GMEM_DISCARDED,
  GMEM_INVALID_HANDLE,
  GMEM_MODIFY,
  GMEM_MOVEABLE,
  GMEM_VALID_FLAGS,
  GMEM_ZEROINIT,
  LMEM_DISCARDABLE,
  LMEM_VALID_FLAGS,
} from './memory-object-flags.ts';
import { ENTRY_DDESHARE, ENTRY_DISCARDABLE, MOST_LOCKS, type MoveableEntry } from './moveable-table.ts';
import type { Win32Services } from './win32-services.ts';

/** What differs between the two names of the family. */
export interface Family {
  /** Flags that a call may have. */
  readonly validFlags: number;
  /** Bits that mean "discardable". */
  readonly discardable: number;
  /** What unlocking a fixed block gives. */
  readonly unlocksFixed: boolean;
}

/** GlobalAlloc and its kin. */
export const globalFamily: Family = {
  validFlags: GMEM_VALID_FLAGS,
  discardable: GMEM_DISCARDABLE,
  unlocksFixed: true,
};
/** LocalAlloc and its kin. */
export const localFamily: Family = {
  validFlags: LMEM_VALID_FLAGS,
  discardable: LMEM_DISCARDABLE,
  unlocksFixed: false,
};

/** User flag of the blocks that belong to a handle. */
const MOVEABLE_BLOCK = HEAP_SETTABLE_USER_FLAG1;

/** The operations of the family in one process. */
export class MemoryObjects {
  readonly #services: Win32Services;
  readonly #family: Family;
  readonly #pointer: number;
  readonly #size: RtlSizeHeap;
  readonly #setUserValue: RtlSetUserValueHeap;
  readonly #getUserInfo: RtlGetUserInfoHeap;

  constructor(services: Win32Services, family: Family) {
    this.#services = services;
    this.#family = family;
    this.#pointer = pointerBytes(services.architecture);
    this.#size = RtlSizeHeap.bind(services.heap);
    this.#setUserValue = RtlSetUserValueHeap.bind(services.heap);
    this.#getUserInfo = RtlGetUserInfoHeap.bind(services.heap);
  }

  /** A new object: its handle, or 0. */
  alloc(uFlags: number, size: SIZE_T | bigint): HGLOBAL {
    const flags = unsigned32(uFlags, 'uFlags');
    const bytes = pointerSized(this.#services.architecture, size, 'bytes');
    if ((flags & ~this.#family.validFlags) !== 0) return this.#fail(ERROR_INVALID_PARAMETER);
    if ((flags & GMEM_MOVEABLE) !== 0) return this.#allocMoveable(flags, bytes);
    return this.#allocate(zeroing(flags), bytes) || this.#fail(ERROR_NOT_ENOUGH_MEMORY);
  }

  /** Resizes, discards or changes an object: its handle, or 0 with the object as it was. */
  reAlloc(hMem: HGLOBAL | bigint, size: SIZE_T | bigint, uFlags: number): HGLOBAL {
    const handle = this.#handle(hMem);
    const flags = unsigned32(uFlags, 'uFlags');
    const bytes = pointerSized(this.#services.architecture, size, 'bytes');
    if ((flags & ~(this.#family.validFlags | GMEM_MODIFY)) !== 0) return this.#fail(ERROR_INVALID_PARAMETER);
    const entry = this.#moveable(handle);
    if (entry === null && !this.#isFixed(handle)) return this.#fail(ERROR_INVALID_HANDLE);
    if ((flags & GMEM_MODIFY) !== 0) return this.#modify(handle, entry, flags);
    if (entry !== null) return this.#resizeMoveable(handle, entry, bytes, flags);
    const inPlace = (flags & GMEM_MOVEABLE) === 0;
    return this.#reallocate(handle, bytes, zeroing(flags), inPlace) || this.#fail(ERROR_NOT_ENOUGH_MEMORY);
  }

  /** Frees an object: 0, or the handle when it names none (B-220). */
  free(hMem: HGLOBAL | bigint): HGLOBAL {
    const handle = this.#handle(hMem);
    if (handle === 0) return 0;
    const entry = this.#moveable(handle);
    if (entry === null && !this.#isFixed(handle)) {
      this.#fail(ERROR_INVALID_HANDLE);
      return handle;
    }
    this.#release(entry === null ? handle : entry.address);
    if (entry !== null) this.#services.moveable.remove(handle);
    return 0;
  }

  /** The address of an object, which stays there until the lock is taken back; 0 when there is none. */
  lock(hMem: HGLOBAL | bigint): number {
    const handle = this.#handle(hMem);
    const entry = this.#moveable(handle);
    if (entry === null) return this.#isFixed(handle) ? handle : this.#fail(ERROR_INVALID_HANDLE);
    if (entry.address === 0) return this.#fail(ERROR_DISCARDED); // B-221
    if (entry.locks < MOST_LOCKS) this.#services.moveable.write(handle, { ...entry, locks: entry.locks + 1 });
    return entry.address;
  }

  /** Takes a lock back: 1 while there are more, 0 with a last error that says why (B-221). */
  unlock(hMem: HGLOBAL | bigint): 0 | 1 {
    const handle = this.#handle(hMem);
    const entry = this.#moveable(handle);
    if (entry === null) {
      if (!this.#isFixed(handle)) return this.#fail(ERROR_INVALID_HANDLE);
      return this.#family.unlocksFixed ? 1 : this.#fail(ERROR_NOT_LOCKED);
    }
    if (entry.locks === 0) return this.#fail(ERROR_NOT_LOCKED);
    this.#services.moveable.write(handle, { ...entry, locks: entry.locks - 1 });
    return entry.locks > 1 ? 1 : this.#fail(ERROR_SUCCESS);
  }

  /** Requested bytes of an object; 0 for one that was discarded. */
  size(hMem: HGLOBAL | bigint): SIZE_T {
    const handle = this.#handle(hMem);
    const entry = this.#moveable(handle);
    if (entry === null && !this.#isFixed(handle)) return this.#fail(ERROR_INVALID_HANDLE);
    const address = entry === null ? handle : entry.address;
    return address === 0 ? 0 : this.#size(this.#processHeap, 0, address);
  }

  /** Lock count and kind of an object. */
  flags(hMem: HGLOBAL | bigint): number {
    const handle = this.#handle(hMem);
    const entry = this.#moveable(handle);
    if (entry === null) {
      if (this.#isFixed(handle)) return 0;
      this.#fail(ERROR_INVALID_HANDLE);
      return GMEM_INVALID_HANDLE;
    }
    const discarded = entry.address === 0 ? GMEM_DISCARDED : 0;
    const discardable = (entry.flags & ENTRY_DISCARDABLE) === 0 ? 0 : this.#family.discardable;
    const shared = (entry.flags & ENTRY_DDESHARE) === 0 ? 0 : GMEM_DDESHARE & this.#family.validFlags;
    return entry.locks | discarded | discardable | shared;
  }

  /** The handle of the object that begins at an address, or 0. */
  handleOf(address: number): HGLOBAL {
    if (address === 0) return this.#fail(ERROR_INVALID_PARAMETER);
    const owner = this.#ownerOf(address);
    if (owner === null) return this.#fail(ERROR_INVALID_HANDLE);
    if (owner === 0) return address;
    return this.#moveable(owner)?.address === address ? owner : this.#fail(ERROR_INVALID_HANDLE);
  }

  #allocMoveable(flags: number, bytes: number): HGLOBAL {
    const { moveable } = this.#services;
    const entry = { flags: this.#entryFlags(flags), locks: 0, address: 0 };
    const handle = moveable.add(entry);
    if (handle === 0) return this.#fail(ERROR_NOT_ENOUGH_MEMORY);
    if (bytes === 0) return handle;
    const address = this.#allocateFor(handle, flags, bytes);
    if (address === 0) {
      moveable.remove(handle);
      return this.#fail(ERROR_NOT_ENOUGH_MEMORY);
    }
    moveable.write(handle, { ...entry, address });
    return handle;
  }

  #resizeMoveable(handle: number, entry: MoveableEntry, bytes: number, flags: number): HGLOBAL {
    const { moveable } = this.#services;
    if (bytes === 0) {
      if (entry.locks > 0) return this.#fail(ERROR_INVALID_PARAMETER);
      this.#release(entry.address);
      moveable.write(handle, { ...entry, address: 0 });
      return handle;
    }
    const inPlace = entry.locks > 0 && (flags & GMEM_MOVEABLE) === 0;
    const address =
      entry.address === 0
        ? this.#allocateFor(handle, flags, bytes)
        : this.#reallocate(entry.address, bytes, zeroing(flags), inPlace);
    if (address === 0) return this.#fail(ERROR_NOT_ENOUGH_MEMORY);
    moveable.write(handle, { ...entry, address });
    return handle;
  }

  #modify(handle: number, entry: MoveableEntry | null, flags: number): HGLOBAL {
    if (entry !== null) {
      this.#services.moveable.write(handle, { ...entry, flags: entry.flags | this.#entryFlags(flags) });
      return handle;
    }
    return (flags & GMEM_MOVEABLE) === 0 ? handle : this.#makeMoveable(handle, flags);
  }

  /** A fixed block has no room for a handle: a moveable one gets its content. */
  #makeMoveable(fixed: number, flags: number): HGLOBAL {
    const bytes = this.#size(this.#processHeap, 0, fixed);
    const handle = this.#allocMoveable(flags & ~GMEM_ZEROINIT, bytes);
    if (handle === 0) return 0;
    const entry = this.#services.moveable.read(handle);
    if (entry !== null && entry.address !== 0) this.#services.heap.memory.copy(entry.address, fixed, bytes);
    this.#release(fixed);
    return handle;
  }

  #entryFlags(flags: number): number {
    const discardable = (flags & this.#family.discardable) === 0 ? 0 : ENTRY_DISCARDABLE;
    return discardable | ((flags & GMEM_DDESHARE) === 0 ? 0 : ENTRY_DDESHARE);
  }

  get #processHeap(): number {
    return this.#services.heap.heaps.processHeap;
  }

  #handle(hMem: HGLOBAL | bigint): number {
    return pointerSized(this.#services.architecture, hMem, 'hMem');
  }

  /** The entry of a handle; null when there is none, or when the block it names is not the handle's any more. */
  #moveable(handle: number): MoveableEntry | null {
    if ((handle & this.#pointer) === 0) return null; // B-218
    const entry = this.#services.moveable.read(handle);
    if (entry === null || entry.address === 0) return entry;
    return this.#ownerOf(entry.address) === handle ? entry : null;
  }

  #isFixed(handle: number): boolean {
    return this.#ownerOf(handle) === 0;
  }

  /** Handle of the block at an address; 0 for a fixed block, null where no block of the process heap begins. */
  #ownerOf(address: number): number | null {
    const value = { type: 'PVOID', value: 0 };
    const flags = { type: 'ULONG', value: 0 };
    if (this.#getUserInfo(this.#processHeap, 0, address, value, flags) === 0) return null;
    return (flags.value & MOVEABLE_BLOCK) === 0 ? 0 : value.value;
  }

  #allocateFor(handle: number, flags: number, bytes: number): number {
    const address = this.#allocate(zeroing(flags) | HEAP_SETTABLE_USER_VALUE | MOVEABLE_BLOCK, bytes);
    if (address !== 0) this.#setUserValue(this.#processHeap, 0, address, handle);
    return address;
  }

  #allocate(flags: number, bytes: number): number {
    return allocate(this.#services.heap.heaps, this.#processHeap, flags, bytes);
  }

  #reallocate(address: number, bytes: number, flags: number, inPlace: boolean): number {
    const all = flags | (inPlace ? HEAP_REALLOC_IN_PLACE_ONLY : 0);
    return reallocate(this.#services.heap.heaps, this.#processHeap, all, address, bytes);
  }

  #release(address: number): void {
    if (address !== 0) free(this.#services.heap.heaps, this.#processHeap, 0, address);
  }

  #fail(error: number): 0 {
    this.#services.thread.lastError = error;
    return 0;
  }
}

const zeroing = (flags: number): number => ((flags & GMEM_ZEROINIT) === 0 ? 0 : HEAP_ZERO_MEMORY);
