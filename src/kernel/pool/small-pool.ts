/**
 * Taking small blocks from a pool and giving them back. Free neighbours in a
 * page are merged, and a page without a block is given back (F-039). Cost: O(1)
 * for both.
 *
 * Which free block a request gets is *ours*: one of exactly its size, the one
 * freed last; else the beginning of the *top*; else the smallest that fits. The
 * top is one free block that stands in no list, usually what is left of the last
 * new page. Most requests are cut from it and most frees fall back to it, so they
 * touch no list. An empty page is kept as the top, one for each pool.
 */
import { PAGE_BYTES } from '../../memory/page-access.ts';
import { BUSY } from './block-table.ts';
import { LISTED_GRANULES, SIZE_SHIFT } from './layout.ts';
import { SMALL } from './page-map.ts';
import { PoolBlocks } from './pool-blocks.ts';

/** What stands in a page that was never used, where a caller did not ask for zeroes. *Ours*: Windows has what others left. */
export const FRESH_WORD: number = 0xcdcd_cdcd | 0;

/** The small blocks of one pool. */
export class SmallPool extends PoolBlocks {
  /** Granules of the free block that `#find` found, and whether it was the top. */
  #found = 0;
  #foundTop = false;

  /**
   * Takes a block.
   *
   * @param n its granules, header included
   * @param given its word for the block table, without BUSY: bytes, who, CHARGED
   * @param option bits of PoolType beside the base type
   * @returns offset of its payload; 0 when there is no memory
   */
  take(n: number, given: number, tag: number, option: number): number {
    const p = this.#find(n);
    return p === 0 ? 0 : this.#carve(p, this.#found, n, given, tag, option);
  }

  /** As `take`, with the payload at a multiple of `alignment` bytes: what lies in front becomes a free block. */
  takeAligned(n: number, alignment: number, given: number, tag: number, option: number): number {
    const most = n + alignment / this.granule - 1;
    const p = most < this.whole ? this.#find(most) : 0;
    if (p === 0) return 0;
    const size = this.#found;
    const skip = (-p & (alignment - 1)) >>> this.shift;
    if (skip === 0) return this.#carve(p, size, n, given, tag, option);
    const page = this.pageOf(p);
    this.ready(page);
    const row = this.table.rowOf[page]!;
    const g = this.granuleOf(p);
    const q = p + (skip << this.shift);
    this.writeFree(p, skip, this.i32[(p - this.granule) >>> 2]! & this.sizeMask);
    this.table.sizes[row + g] = skip;
    this.writeFree(q, size - skip, skip);
    this.table.sizes[row + g + skip] = size - skip;
    if (g + size < this.whole) this.writePrevious(p + (size << this.shift), size - skip);
    const { mends } = this;
    const made = this.#carve(q, size - skip, n, given, tag, option);
    if (this.mends === mends) this.list(p, skip);
    return made;
  }

  /**
   * Gives back a live block that `liveDamage` found sound.
   *
   * @param n its granules
   * @param who number of the stack that frees it
   */
  give(p: number, g: number, row: number, n: number, who: number): void {
    this.ready(p >>> 12);
    const { sizes, given, freed } = this.table;
    const q = p + (n << this.shift);
    for (;;) {
      const behind = this.#freeBehind(q, g + n, row);
      const front = behind < 0 ? -1 : this.#freeInFront(p, g, row);
      if (front < 0) continue; // damage was mended: nothing has changed yet
      const before = p - (front << this.shift);
      const joinsTop = (behind > 0 && q === this.top) || (front > 0 && before === this.top);
      if (behind > 0 && !this.unlist(q, behind)) continue;
      if (front > 0 && !this.unlist(before, front)) continue;
      if (behind > 0) sizes[row + g + n] = 0;
      if (front > 0) sizes[row + g] = 0;
      given[row + g]! &= ~BUSY;
      freed[row + g] = who + 1;
      // Its own header says free too, even where it vanishes in the block in front: a second free is then seen in memory.
      this.writeFree(p, n, this.i32[(p - this.granule) >>> 2]! & this.sizeMask);
      this.#putFree(before, g - front, row, front + n + behind, joinsTop);
      return;
    }
  }

  /** Whether a page is the one that is kept empty. */
  isEmpty(page: number): boolean {
    return this.topSize === this.whole && this.pageOf(this.top) === page;
  }

  /** Gives the empty page back that is kept as the top. True when there was one. */
  dropEmptyPage(): boolean {
    if (this.topSize !== this.whole) return false;
    const page = this.pageOf(this.top);
    this.table.sizes[this.table.rowOf[page]!] = 0;
    this.clearTop();
    this.pages.release(page, 1);
    return true;
  }

  /** A free block of `n` granules or more that is in no list any more; its size is in `#found`. 0 when there is no memory. */
  #find(n: number): number {
    for (;;) {
      const listed = this.index.has(n) ? n : this.topSize >= n ? 0 : this.index.atLeast(n);
      this.#foundTop = listed === 0;
      if (listed === 0 && this.topSize < n && !this.#addPage()) return 0;
      this.#found = listed === 0 ? this.topSize : listed;
      const p = listed === 0 ? this.#takeTop() : this.unlistFirst(listed);
      if (p !== 0) return p;
    }
  }

  /** The top, checked, which then is no longer the top; 0 when damage was reported and mended. */
  #takeTop(): number {
    const p = this.top;
    const row = this.table.rowOf[this.pageOf(p)]!;
    if (!this.soundFree(p, this.granuleOf(p), row, this.topSize, 'allocate')) return 0;
    this.clearTop();
    return p;
  }

  /** Makes a new page the top; false when there is none. The old top is listed. */
  #addPage(): boolean {
    const page = this.pages.obtain(1, SMALL);
    if (page === 0) return false;
    this.ready(page);
    if (this.pages.fresh) this.region.fillWords(FRESH_WORD, page << 10, (page + 1) << 10);
    this.pages.fresh = false;
    this.#makeTop(page, this.table.open(page));
    return true;
  }

  /** Makes an empty page the top. */
  #makeTop(page: number, row: number): void {
    const { top, topSize } = this;
    this.table.sizes[row] = this.whole;
    this.clearTop();
    if (top !== 0) this.list(top, topSize);
    this.setTop(page * PAGE_BYTES + this.granule, this.whole, 0);
  }

  /** Makes the first `n` granules of a free block of `size`, which is in no list, a live one. */
  #carve(p: number, size: number, n: number, given: number, tag: number, option: number): number {
    const { i32, table } = this;
    const page = this.pageOf(p);
    this.ready(page);
    const g = this.granuleOf(p);
    const at = table.rowOf[page]! + g;
    const h = (p - this.granule) >>> 2;
    i32[h] = (i32[h]! & this.sizeMask) | this.liveWord | (n << SIZE_SHIFT) | (option << this.typeShift);
    i32[h + 1] = tag;
    table.sizes[at] = n;
    table.given[at] = given | BUSY;
    const rest = size - n;
    if (rest > 0) {
      const q = p + (n << this.shift);
      table.sizes[at + n] = rest;
      this.writeFree(q, rest, n);
      if (g + size < this.whole) this.writePrevious(p + (size << this.shift), rest);
      if (this.#foundTop && rest >= LISTED_GRANULES) this.setTop(q, rest, n);
      else this.list(q, rest);
    }
    return p;
  }

  /** Writes a free block that was merged with all neighbours, and lists it or makes it the top. */
  #putFree(p: number, g: number, row: number, n: number, asTop: boolean): void {
    if (n === this.whole) {
      this.#emptyPage(this.pageOf(p), row);
      return;
    }
    const previous = this.i32[(p - this.granule) >>> 2]! & this.sizeMask;
    this.table.sizes[row + g] = n;
    this.writeFree(p, n, previous);
    if (g + n < this.whole) this.writePrevious(p + (n << this.shift), n);
    if (asTop) this.setTop(p, n, previous);
    else this.list(p, n);
  }

  /** A page holds no block any more: it is kept as the top, unless one is kept already. */
  #emptyPage(page: number, row: number): void {
    if (this.topSize !== this.whole) {
      this.#makeTop(page, row);
      return;
    }
    this.table.sizes[row] = 0;
    this.pages.release(page, 1);
  }

  /** Granules of the free block at `q`, 0 when it is live or the page ends, -1 when damage was mended. */
  #freeBehind(q: number, g: number, row: number): number {
    if (g === this.whole || this.table.given[row + g]! < 0) return 0;
    const size = this.table.sizes[row + g]!;
    return this.soundFree(q, g, row, size, 'merge') ? size : -1;
  }

  /** Granules of the free block in front, 0 when it is live or the page begins, -1 when damage was mended. PreviousSize was found sound. */
  #freeInFront(p: number, g: number, row: number): number {
    const previous = this.i32[(p - this.granule) >>> 2]! & this.sizeMask;
    if (previous === 0 || this.table.given[row + g - previous]! < 0) return 0;
    const q = p - (previous << this.shift);
    return this.soundFree(q, g - previous, row, previous, 'merge') ? previous : -1;
  }
}
