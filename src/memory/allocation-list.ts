import { FreeUnits } from './free-units.ts';
import { UNIT_PAGES } from './page-access.ts';

/** A reserved range of pages (a VAD). Never changed: a partial release replaces it. */
export interface Allocation {
  /** First page, counted from the region's base. */
  readonly page: number;
  /** Number of pages. */
  readonly pages: number;
  /** PAGE_* value given when it was reserved. */
  readonly protection: number;
  /** True for memory that must not be touched at DISPATCH_LEVEL or above. */
  readonly paged: boolean;
}

const endOf = (allocation: Allocation): number => allocation.page + allocation.pages;

/**
 * The reservations of a region in order of address. Look-up is a binary search;
 * the lowest free place comes from `FreeUnits`. A unit of 64 KB that is in part
 * reserved counts as used (*ours*; only a partial release makes one).
 */
export class AllocationList {
  readonly #free: FreeUnits;
  readonly #firstUnit: number;
  readonly #endUnit: number;
  #list: readonly Allocation[] = [];
  /** `#list` while it may be changed; null when a snapshot holds it. */
  #mine: Allocation[] | null = null;

  /** Only the units `firstUnit` (included) to `endUnit` (excluded) are given out. */
  constructor(firstUnit: number, endUnit: number) {
    this.#firstUnit = firstUnit;
    this.#endUnit = endUnit;
    this.#free = new FreeUnits(Math.max(endUnit, 1));
    this.#free.mark(firstUnit, endUnit, true);
  }

  /** All reservations in order of address. Not to be kept across a change. */
  get all(): readonly Allocation[] {
    return this.#list;
  }

  /** The reservation that holds a page, or null. */
  find(page: number): Allocation | null {
    const below = this.#list[this.#above(page) - 1];
    return below !== undefined && page < endOf(below) ? below : null;
  }

  /** The first reservation that begins above a page, or null. */
  next(page: number): Allocation | null {
    return this.#list[this.#above(page)] ?? null;
  }

  /** True when no reservation holds any of the pages. */
  isFree(page: number, pages: number): boolean {
    const last = this.#list[this.#above(page + pages - 1) - 1];
    return last === undefined || endOf(last) <= page;
  }

  /** True when a reservation of `pages` pages may begin at a unit and end at or below page `endPage`. */
  fits(unit: number, pages: number, endPage: number): boolean {
    const page = unit * UNIT_PAGES;
    const end = Math.min(endPage, this.#endUnit * UNIT_PAGES);
    return unit >= this.#firstUnit && page + pages <= end && this.isFree(page, pages);
  }

  /** Lowest unit at which `pages` pages fit below page `endPage`, or -1. */
  lowest(pages: number, endPage: number): number {
    const unit = this.#free.lowest(Math.ceil(pages / UNIT_PAGES));
    return unit >= 0 && unit * UNIT_PAGES + pages <= endPage ? unit : -1;
  }

  /** Highest unit at which `pages` pages fit below page `endPage`, or -1. Cost O(reservations). */
  highest(pages: number, endPage: number): number {
    let above = Math.min(endPage, this.#endUnit * UNIT_PAGES);
    for (let index = this.#list.length; index >= 0; index--) {
      const below = this.#list[index - 1];
      const unit = Math.floor((above - pages) / UNIT_PAGES);
      const lowest = below === undefined ? this.#firstUnit : Math.ceil(endOf(below) / UNIT_PAGES);
      if (unit >= lowest) return unit;
      if (below !== undefined) above = Math.min(above, below.page);
    }
    return -1;
  }

  /** Adds a reservation. Its pages must be free. */
  add(allocation: Allocation): void {
    this.#own().splice(this.#above(allocation.page), 0, allocation);
    this.#free.mark(allocation.page >>> 4, Math.ceil(endOf(allocation) / UNIT_PAGES), false);
  }

  /** Takes a reservation out and puts what a partial release leaves of it in. */
  replace(allocation: Allocation, rest: readonly Allocation[]): void {
    this.#own().splice(this.#above(allocation.page) - 1, 1, ...rest);
    this.#release(allocation);
    for (const left of rest) this.#free.mark(left.page >>> 4, Math.ceil(endOf(left) / UNIT_PAGES), false);
  }

  /** The list as a snapshot keeps it. */
  save(): readonly Allocation[] {
    this.#mine = null;
    return this.#list;
  }

  /** Restores what `save` gave. Cost: one pass over both lists, plus the tree for what differs. */
  load(saved: readonly Allocation[]): void {
    if (saved === this.#list) return;
    const before = this.#list;
    this.#list = saved;
    this.#mine = null;
    const kept = new Set(saved);
    const known = new Set(before);
    for (const gone of before) if (!kept.has(gone)) this.#release(gone);
    for (const came of saved) {
      if (!known.has(came)) this.#free.mark(came.page >>> 4, Math.ceil(endOf(came) / UNIT_PAGES), false);
    }
  }

  /** Frees the units of a reservation that is no longer in the list, but for those it shares with a neighbour. */
  #release(allocation: Allocation): void {
    let from = allocation.page >>> 4;
    let to = Math.ceil(endOf(allocation) / UNIT_PAGES);
    if (!this.isFree(from * UNIT_PAGES, UNIT_PAGES)) from += 1;
    if (to > from && !this.isFree((to - 1) * UNIT_PAGES, UNIT_PAGES)) to -= 1;
    this.#free.mark(from, to, true);
  }

  #own(): Allocation[] {
    if (this.#mine === null) {
      this.#mine = [...this.#list];
      this.#list = this.#mine;
    }
    return this.#mine;
  }

  /** Index of the first reservation that begins above a page. */
  #above(page: number): number {
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#list[middle]!.page <= page) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
