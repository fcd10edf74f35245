/** Memory of a loaded program: its sections, its stacks, and what its C library keeps. */
import { PAGE_READONLY, PAGE_READWRITE } from '../../memory/constants.ts';
import { PAGE_BYTES, UNIT_BYTES } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';

/** A program that has more data, or uses more stacks, than its machine has memory: the option `physicalMemory`. */
export class ProgramTooLarge extends RangeError {}

const roundUp = (bytes: number, to: number): number => Math.ceil(bytes / to) * to;

/** State of an image, for snapshots. */
export interface ImageState {
  readonly reservations: readonly number[];
  readonly next: number;
  readonly end: number;
}

/** Memory of one program in one region. All of it is given back by `release`. */
export class Image {
  readonly #region: Region;
  readonly #reservations: number[] = [];
  /** Free part of the memory that `allocate` gives out. */
  #next = 0;
  #end = 0;

  constructor(region: Region) {
    this.#region = region;
  }

  /**
   * Committed memory of its own, zeroed.
   * @param paged true when it must not be touched at DISPATCH_LEVEL and above
   * @throws ProgramTooLarge when no memory is left
   */
  reserve(bytes: number, paged = false): number {
    const size = roundUp(Math.max(bytes, 1), PAGE_BYTES);
    const address = this.#region.reserve(size, PAGE_READWRITE, { paged });
    if (address === null || this.#region.commit(address, size, PAGE_READWRITE) !== 0)
      throw new ProgramTooLarge(`the program needs ${size} more bytes than its machine has free`);
    this.#reservations.push(address);
    return address;
  }

  /**
   * Addresses of its own without memory behind them.
   * @param paged false for the stack of kernel-mode code, which is used at every level
   */
  reserveOnly(bytes: number, paged: boolean): number {
    const address = this.#region.reserve(bytes, PAGE_READWRITE, { paged });
    if (address === null) throw new ProgramTooLarge(`the program needs ${bytes} more bytes of address space`);
    this.#reservations.push(address);
    return address;
  }

  /** Puts memory behind part of what `reserveOnly` gave. */
  commit(address: number, bytes: number): void {
    if (this.#region.commit(address, bytes, PAGE_READWRITE) !== 0)
      throw new ProgramTooLarge(`the program needs ${bytes} more bytes than its machine has free`);
  }

  /** Makes a reserved range read-only. */
  seal(address: number, bytes: number): void {
    this.#region.protect(address, roundUp(bytes, PAGE_BYTES), PAGE_READONLY);
  }

  /** Bytes with static storage, zeroed. */
  allocate(bytes: number, align: number): number {
    const at = roundUp(this.#next, Math.max(align, 1));
    if (at + bytes <= this.#end && this.#next !== 0) {
      this.#next = at + bytes;
      return at;
    }
    const chunk = roundUp(bytes, UNIT_BYTES);
    const first = this.reserve(chunk);
    this.#next = first + bytes;
    this.#end = first + chunk;
    return first;
  }

  /** State for snapshots: the memory itself is the region's. */
  save(): ImageState {
    return { reservations: [...this.#reservations], next: this.#next, end: this.#end };
  }

  /** Restores what `save` gave. */
  load({ reservations, next, end }: ImageState): void {
    this.#reservations.splice(0, Number.POSITIVE_INFINITY, ...reservations);
    this.#next = next;
    this.#end = end;
  }

  /** Gives all memory back. */
  release(): void {
    for (const address of this.#reservations.splice(0)) this.#region.release(address);
  }
}
