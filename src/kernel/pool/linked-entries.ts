/**
 * Doubly linked lists of LIST_ENTRY in simulated memory, with safe unlinking:
 * an entry is only cut out when both neighbours point back at it. A guest that
 * writes to memory it freed damages such links; here that is noticed, and not a
 * single store is made through a link that was not checked.
 *
 * Entries and heads are offsets in the region.
 */
import type { PointerTable } from '../../machine/addresses.ts';
import { PAGE_BYTES, WRITABLE } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import type { PoolLayout } from './layout.ts';

/** What became of `remove`. */
export const REFUSED = 0;
/** The entry is out, others are left. */
const REMOVED = 1;
/** The entry is out and was the last one. */
export const REMOVED_LAST = 2;

/** Why a list could not be changed. */
export type LinkTrouble =
  /** A link points where no memory is: the address that would have been read. */
  | { readonly kind: 'fault'; readonly address: number }
  /** The neighbours do not point back: what they hold instead. */
  | { readonly kind: 'inconsistent'; readonly flinkBlink: number; readonly blinkFlink: number };

/** The lists of the pools of one machine. */
export class LinkedEntries {
  readonly #region: Region;
  readonly #i32: Int32Array;
  readonly #access: Uint8Array;
  readonly #pointers: PointerTable;
  readonly #wide: boolean;
  readonly #blinkWords: number;
  /** Halves of the region's base: a link is an address, an offset is `link - low`. */
  readonly #low: number;
  readonly #high: number;

  constructor(layout: PoolLayout, region: Region, pointers: PointerTable) {
    this.#region = region;
    this.#i32 = region.i32;
    this.#access = region.access;
    this.#pointers = pointers;
    this.#wide = layout.wide;
    this.#blinkWords = layout.blinkWords;
    this.#low = region.base | 0;
    this.#high = Math.floor(region.base / 2 ** 32) | 0;
  }

  /** Makes a head of an empty list: both links point at it. Its page must be ready for stores. */
  empty(head: number): void {
    this.#store(head, head);
    this.#store(head + this.#blinkWords * 4, head);
  }

  /** Offset of the first entry, the head's own when the list is empty. Not checked in any way. */
  first(head: number): number {
    return (this.#i32[head >>> 2]! - this.#low) >>> 0;
  }

  /** Offset that the Blink of an entry or head names. Not checked in any way. */
  before(entry: number): number {
    return (this.#i32[(entry >>> 2) + this.#blinkWords]! - this.#low) >>> 0;
  }

  /** Puts an entry at the front. False, with nothing stored, when the front of the list is damaged. The entry's page must be ready. */
  insert(head: number, entry: number): boolean {
    const i32 = this.#i32;
    const low = this.#low;
    const link = i32[head >>> 2]!;
    const first = (link - low) >>> 0;
    if (!this.#good(first) || (this.#wide && i32[(head >>> 2) + 1] !== this.#high)) return false;
    const back = (first >>> 2) + this.#blinkWords;
    if (i32[back] !== ((head + low) | 0)) return false;
    if ((this.#access[head >>> 12]! & WRITABLE) === 0) this.#region.prepareWrite(head >>> 12);
    const at = entry >>> 2;
    const self = (entry + low) | 0;
    i32[at] = link;
    i32[at + this.#blinkWords] = (head + low) | 0;
    if (this.#wide) {
      i32[at + 1] = this.#high;
      i32[at + 3] = this.#high;
    }
    i32[back] = self;
    i32[head >>> 2] = self;
    return true;
  }

  /** Cuts an entry out: REMOVED or REMOVED_LAST; REFUSED, with nothing stored, when its links are damaged. */
  remove(entry: number): number {
    const i32 = this.#i32;
    const low = this.#low;
    const at = entry >>> 2;
    const flink = i32[at]!;
    const blink = i32[at + this.#blinkWords]!;
    const next = (flink - low) >>> 0;
    const previous = (blink - low) >>> 0;
    if (this.#wide && (i32[at + 1] !== this.#high || i32[at + 3] !== this.#high)) return REFUSED;
    if (!this.#good(next) || !this.#good(previous)) return REFUSED;
    const self = (entry + low) | 0;
    const back = (next >>> 2) + this.#blinkWords;
    if (i32[back] !== self || i32[previous >>> 2] !== self) return REFUSED;
    if (this.#wide && (i32[back + 1] !== this.#high || i32[(previous >>> 2) + 1] !== this.#high))
      return REFUSED;
    i32[back] = blink;
    i32[previous >>> 2] = flink;
    return next === previous ? REMOVED_LAST : REMOVED;
  }

  /** What is wrong with the links of an entry or head that could not be changed. */
  explain(entry: number): LinkTrouble {
    const width = this.#blinkWords * 4;
    const flink = this.#load(entry);
    const blink = this.#load(entry + width);
    const back = this.#plus(flink, width);
    if (!this.#readable(back, width)) return { kind: 'fault', address: back };
    if (!this.#readable(blink, width)) return { kind: 'fault', address: blink };
    const { base } = this.#region;
    const flinkBlink = this.#load(back - base);
    return { kind: 'inconsistent', flinkBlink, blinkFlink: this.#load(blink - base) };
  }

  /** Makes the page of a link's target ready for stores; false when it cannot be, or when no entry can lie there. */
  #good(offset: number): boolean {
    if ((offset & 3) !== 0 || (offset & (PAGE_BYTES - 1)) > PAGE_BYTES - 8 * this.#blinkWords) return false;
    return (this.#access[offset >>> 12]! & WRITABLE) !== 0 || this.#region.prepareWrite(offset >>> 12);
  }

  #readable(address: number, bytes: number): boolean {
    const region = this.#region;
    if (!region.contains(address) || !region.contains(address + bytes - 1)) return false;
    const offset = address - region.base;
    const last = Math.floor((offset + bytes - 1) / PAGE_BYTES);
    return region.prepareRead(Math.floor(offset / PAGE_BYTES)) && region.prepareRead(last);
  }

  /** A pointer, for reports. */
  #load(offset: number): number {
    const { view } = this.#region;
    return this.#wide ? this.#pointers.intern(view.getBigInt64(offset, true)) : view.getUint32(offset, true);
  }

  /** An address and a number of bytes behind it, whatever the address is. */
  #plus(pointer: number, bytes: number): number {
    return this.#wide
      ? this.#pointers.intern(this.#pointers.exact(pointer) + BigInt(bytes))
      : (pointer + bytes) >>> 0;
  }

  #store(offset: number, target: number): void {
    this.#i32[offset >>> 2] = (target + this.#low) | 0;
    if (this.#wide) this.#i32[(offset >>> 2) + 1] = this.#high;
  }
}
