/**
 * What is known of each byte of a region beside its value: whether an object
 * owns it, and whether somebody has stored anything there.
 *
 *     0            an object owns it, or nobody watches over it; it has a value
 *     UNDEFINED    an object owns it; nobody has stored anything there yet
 *     above        nobody may touch it, and the number says why
 *
 * A page of which nothing is known has no shadow, so memory that nobody watches
 * over costs nothing. What is closed keeps its bit UNDEFINED: a block that
 * moves when it is resized takes that along.
 */
import { PAGE_BYTES } from '../memory/page-access.ts';
import type { PageWatcher } from '../memory/page-watcher.ts';
import type { Region } from '../memory/region.ts';

/** Bit of a byte that nobody has stored anything in. */
export const UNDEFINED = 1;
/** Beside a block of a heap or pool: its header, or what rounding added to it. */
export const BESIDE_BLOCK = 2;
/** In a block that was freed. */
export const FREED = 4;
/** Beside a variable in the frame of a function. */
export const BESIDE_LOCAL = 6;
/** In the frame of a function that has returned. */
export const LEFT = 8;
/** Beside a variable with static storage or a string literal. */
export const BESIDE_STATIC = 10;

const OFFSET_MASK = PAGE_BYTES - 1;

/** State of a region for snapshots: its pages that have a shadow. */
export type ShadowImage = ReadonlyMap<number, Uint8Array>;

/** The shadow of one region. Offsets count from the beginning of the region. */
export class ShadowMemory implements PageWatcher {
  readonly region: Region;
  /** By page, the state of each of its bytes; null for a page whose bytes are all 0. */
  readonly pages: (Uint8Array | null)[];

  constructor(region: Region) {
    this.region = region;
    this.pages = new Array<Uint8Array | null>(region.bytes / PAGE_BYTES).fill(null);
  }

  /** State of one byte. */
  at(offset: number): number {
    return this.pages[Math.floor(offset / PAGE_BYTES)]?.[offset & OFFSET_MASK] ?? 0;
  }

  /** Gives bytes one state. */
  fill(offset: number, bytes: number, state: number): void {
    const from = offset & OFFSET_MASK;
    const states = this.pages[Math.floor(offset / PAGE_BYTES)];
    if (states && from + bytes <= PAGE_BYTES) {
      states.fill(state, from, from + bytes);
      return;
    }
    this.#pieces(offset, bytes, (page, from, to) => {
      if (state !== 0 || this.pages[page] !== null) this.#make(page).fill(state, from, to);
    });
  }

  /** True when all bytes are owned and have values. */
  isPlain(offset: number, bytes: number): boolean {
    return this.#find(offset, bytes, (state) => state !== 0) < 0;
  }

  /** Offset of the first byte that nobody may touch; -1 for none. */
  firstClosed(offset: number, bytes: number): number {
    return this.#find(offset, bytes, (state) => state > UNDEFINED);
  }

  /** Offset of the first byte that nobody has stored anything in; -1 for none. */
  firstUndefined(offset: number, bytes: number): number {
    return this.#find(offset, bytes, (state) => (state & UNDEFINED) !== 0);
  }

  /** Somebody stores something in bytes. */
  define(offset: number, bytes: number): void {
    this.#pieces(offset, bytes, (page, from, to) => {
      const states = this.pages[page];
      if (states) for (let at = from; at < to; at++) states[at]! &= ~UNDEFINED;
    });
  }

  /** Nothing is known of the value of bytes any more. */
  undefine(offset: number, bytes: number): void {
    this.fill(offset, bytes, UNDEFINED);
  }

  /** Nobody may touch bytes any more. */
  close(offset: number, bytes: number, why: number): void {
    this.#pieces(offset, bytes, (page, from, to) => {
      const states = this.#make(page);
      for (let at = from; at < to; at++) states[at] = why | (states[at]! & UNDEFINED);
    });
  }

  /** Which bytes nobody has stored anything in: 1 for such a byte. Null for none. */
  undefinedIn(offset: number, bytes: number): Uint8Array | null {
    if (this.firstUndefined(offset, bytes) < 0) return null;
    const found = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at++) found[at] = this.at(offset + at) & UNDEFINED;
    return found;
  }

  /** Bytes get what `undefinedIn` gave for others; null when all of those had values. */
  putUndefined(offset: number, bytes: number, states: Uint8Array | null): void {
    this.define(offset, bytes);
    if (states === null) return;
    this.#pieces(offset, bytes, (page, from, to) => {
      const first = page * PAGE_BYTES - offset;
      const target = this.#make(page);
      for (let at = from; at < to; at++) target[at]! |= states[first + at]!;
    });
  }

  dropped(first: number, end: number): void {
    this.pages.fill(null, first, end);
  }

  shared(page: number): void {
    this.define(page * PAGE_BYTES, PAGE_BYTES);
  }

  restored(): void {
    this.pages.fill(null);
  }

  /** What a snapshot keeps. */
  save(): ShadowImage {
    const image = new Map<number, Uint8Array>();
    this.pages.forEach((states, page) => {
      if (states !== null) image.set(page, states.slice());
    });
    return image;
  }

  /** Restores what `save` gave. */
  load(image: ShadowImage): void {
    this.pages.fill(null);
    for (const [page, states] of image) this.pages[page] = states.slice();
  }

  #make(page: number): Uint8Array {
    const known = this.pages[page];
    if (known) return known;
    const made = new Uint8Array(PAGE_BYTES);
    this.pages[page] = made;
    return made;
  }

  /** Visits a range page by page: index of the page, and offsets in it. What lies outside of the region is left out. */
  #pieces(offset: number, bytes: number, visit: (page: number, from: number, to: number) => void): void {
    const end = Math.min(offset + bytes, this.region.bytes);
    for (let at = Math.max(offset, 0); at < end; ) {
      const page = Math.floor(at / PAGE_BYTES);
      const next = Math.min((page + 1) * PAGE_BYTES, end);
      visit(page, at - page * PAGE_BYTES, next - page * PAGE_BYTES);
      at = next;
    }
  }

  #find(offset: number, bytes: number, is: (state: number) => boolean): number {
    const end = Math.min(offset + bytes, this.region.bytes);
    for (let at = Math.max(offset, 0); at < end; ) {
      const page = Math.floor(at / PAGE_BYTES);
      const next = Math.min((page + 1) * PAGE_BYTES, end);
      const states = this.pages[page];
      if (states) for (; at < next; at++) if (is(states[at & OFFSET_MASK]!)) return at;
      at = next;
    }
    return -1;
  }
}
