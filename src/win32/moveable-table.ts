import { pointerBytes } from '../contract/c-types.ts';
import type { Part } from '../machine/snapshot.ts';
import type { AddressSpace } from '../memory/address-space.ts';
import { PAGE_READWRITE } from '../memory/constants.ts';
import type { Memory } from '../memory/memory.ts';
import { PAGE_BYTES } from '../memory/page-access.ts';
import { STATUS_SUCCESS } from '../status/common.ts';

/** A process has so many handles of moveable blocks at most (B-217). */
export const MOST_HANDLES = 0x1_0000;
/** Most locks that are counted (B-221). */
export const MOST_LOCKS = 0xff;

/** Entry flag: a block has the entry. */
const USED = 0x1;
/** Entry flag: the block may be discarded. */
export const ENTRY_DISCARDABLE = 0x2;
/** Entry flag: the block is for dynamic data exchange. */
export const ENTRY_DDESHARE = 0x4;

/** What the table knows of a moveable block. Never changed. */
export interface MoveableEntry {
  /** ENTRY_DISCARDABLE and ENTRY_DDESHARE. */
  readonly flags: number;
  /** Locks, 0 to MOST_LOCKS. */
  readonly locks: number;
  /** Address of the block; 0 when it was discarded. */
  readonly address: number;
}

/** What is not in simulated memory. Replaced as a whole. */
interface State {
  /** First address of the table; 0 until a process has its first moveable block. */
  readonly base: number;
  /** Entries that were ever used; those behind have no content. */
  readonly used: number;
  /** Handle of the first entry that was given back, or 0. */
  readonly free: number;
}

/**
 * The handles of the moveable blocks of a process: a table in its memory, so that a handle points at the pointer to
 * its block, and a stray write of the program does what it would. Layout and place are *ours*
 * (docs/decisions/0046-win32-memory.md); a handle has the bit that B-218 asks for.
 *
 *     member                       x86   x64
 *     flags, 1 byte                0     0
 *     locks, 1 byte                1     1
 *     address of the block         4     8     <- handle; in a free entry the next free handle
 *     (size)                       8     16
 *
 * The program can write to the table, so nothing in it is believed: a link that leads to no free entry ends the list.
 */
export class MoveableTable implements Part {
  readonly name: string;
  readonly #space: AddressSpace;
  readonly #memory: Memory;
  readonly #pointer: number;
  #state: State = { base: 0, used: 0, free: 0 };

  /** @param memory memory as the program sees it */
  constructor(name: string, space: AddressSpace, memory: Memory) {
    this.name = name;
    this.#space = space;
    this.#memory = memory;
    this.#pointer = pointerBytes(memory.architecture);
  }

  /** A new handle; 0 when there is none left, or no memory for it. */
  add(entry: MoveableEntry): number {
    const handle = this.#takeFree() || this.#takeNew();
    if (handle !== 0) this.write(handle, entry);
    return handle;
  }

  /** What a handle names, or null. */
  read(handle: number): MoveableEntry | null {
    if (!this.#isPlace(handle)) return null;
    const flags = this.#memory.readUint8(handle - this.#pointer);
    if ((flags & USED) === 0) return null;
    const locks = this.#memory.readUint8(handle - this.#pointer + 1);
    return { flags: flags & ~USED, locks, address: this.#memory.readPointer(handle) };
  }

  /** Changes what a handle names. */
  write(handle: number, { flags, locks, address }: MoveableEntry): void {
    this.#memory.writeUint8(handle - this.#pointer, flags | USED);
    this.#memory.writeUint8(handle - this.#pointer + 1, locks);
    this.#memory.writePointer(handle, address);
  }

  /** Gives a handle back. */
  remove(handle: number): void {
    this.#memory.writeUint8(handle - this.#pointer, 0);
    this.#memory.writePointer(handle, this.#state.free);
    this.#state = { ...this.#state, free: handle };
  }

  save(): State {
    return this.#state;
  }

  load(saved: unknown): void {
    this.#state = saved as State;
  }

  fingerprint(): string {
    const { base, used, free } = this.#state;
    return `${base} ${used} ${free}`;
  }

  /** True for a number that is the handle of an entry, used or free. */
  #isPlace(handle: number): boolean {
    const { base, used } = this.#state;
    const offset = handle - base - this.#pointer;
    return (
      base !== 0 && offset >= 0 && offset < used * 2 * this.#pointer && offset % (2 * this.#pointer) === 0
    );
  }

  #takeFree(): number {
    const { free } = this.#state;
    if (free === 0) return 0;
    const isFree = this.#isPlace(free) && this.read(free) === null;
    this.#state = { ...this.#state, free: isFree ? this.#memory.readPointer(free) : 0 };
    return isFree ? free : 0;
  }

  #takeNew(): number {
    const { user } = this.#space;
    const { used } = this.#state;
    if (user === null || used === MOST_HANDLES) return 0;
    const bytes = 2 * this.#pointer;
    if (this.#state.base === 0) {
      const base = user.reserve(MOST_HANDLES * bytes, PAGE_READWRITE) ?? 0;
      this.#state = { ...this.#state, base };
    }
    const { base } = this.#state;
    if (base === 0) return 0;
    const entry = base + used * bytes;
    const needsPage = entry % PAGE_BYTES === 0;
    if (needsPage && user.commit(entry, PAGE_BYTES, PAGE_READWRITE) !== STATUS_SUCCESS) return 0;
    this.#state = { ...this.#state, used: used + 1 };
    return entry + this.#pointer;
  }
}
