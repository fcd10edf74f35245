/**
 * The small blocks of one pool as bytes: headers and free lists in simulated
 * memory, and what the block table says of them (block-table.ts). Taking and
 * giving back is small-pool.ts.
 *
 * The bytes are hostile. Nothing is read from them that is not held against the
 * table first; what differs is reported as damage, and where the machine goes on
 * all the same, `mend` writes them anew from the table.
 *
 * `p` is the offset of a payload in the region, `g` the granule of its header in
 * the page, `row` the place of the page in the block table.
 */
import { APC_LEVEL, DISPATCH_LEVEL } from '../../contract/irql.ts';
import { PAGE_BYTES, WRITABLE } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import { type FreePhase, freeHeaderDamage, liveHeaderDamage } from './block-damage.ts';
import { type BlockTable, CHARGED } from './block-table.ts';
import type { DamageName, ReportDamage } from './damage.ts';
import {
  FREE_WORD,
  INDEX,
  INDEX_WORDS,
  LEVEL,
  LIVE_WORD,
  POOL_SHIFT,
  TOP,
  TOP_SIZE,
  TOP_WORD,
} from './hot-table.ts';
import { PAGED_POOL, type PoolKind, storedTypes } from './kinds.ts';
import { CACHE_TYPE, LISTED_GRANULES, type PoolLayout, QUOTA_TYPE, SIZE_SHIFT } from './layout.ts';
import { type LinkedEntries, REFUSED, REMOVED_LAST } from './linked-entries.ts';
import { pageCode, SMALL } from './page-map.ts';
import type { PoolPages } from './pool-pages.ts';
import { SizeIndex } from './size-index.ts';

/** What the small blocks of a pool are made of. */
export interface PoolBlocksOptions {
  readonly layout: PoolLayout;
  readonly region: Region;
  readonly pages: PoolPages;
  /** Use of each page of the region (page-map.ts), shared by all pools. */
  readonly codes: Uint8Array;
  readonly table: BlockTable;
  readonly links: LinkedEntries;
  /** Offset of the array of list heads, by size in granules. Its page is ready for stores. */
  readonly heads: number;
  /** Where the numbers go that the short way of calls needs. */
  readonly hot: Int32Array;
  readonly damaged: ReportDamage;
}

/** Headers and lists of one pool. */
export class PoolBlocks {
  readonly kind: PoolKind;
  readonly layout: PoolLayout;
  readonly region: Region;
  readonly table: BlockTable;
  readonly pages: PoolPages;
  readonly codes: Uint8Array;
  /** Code of a page that holds small blocks of this pool. */
  readonly code: number;
  readonly index: SizeIndex;
  /** Where the numbers of the pool stand, and from which place on (hot-table.ts). */
  protected readonly hot: Int32Array;
  protected readonly row: number;
  /** How often `mend` ran: the lists were made anew then. */
  protected mends = 0;
  protected readonly i32: Int32Array;
  protected readonly access: Uint8Array;
  protected readonly shift: number;
  protected readonly granule: number;
  protected readonly whole: number;
  protected readonly sizeMask: number;
  protected readonly typeShift: number;
  /** PoolIndex and PoolType of a live block, and PoolIndex of a free one, in their place in the header word. */
  protected readonly liveWord: number;
  protected readonly freeWord: number;
  /** Bits of the header word of a live block that are compared: all but PreviousSize and the cache-aligned bit. */
  readonly #compared: number;
  readonly #quotaWord: number;
  readonly #links: LinkedEntries;
  readonly #heads: number;
  readonly #damaged: ReportDamage;

  constructor({ layout, region, pages, codes, table, links, heads, hot, damaged }: PoolBlocksOptions) {
    this.kind = pages.kind;
    this.layout = layout;
    this.region = region;
    this.table = table;
    this.pages = pages;
    this.codes = codes;
    this.code = pageCode(SMALL, pages.kind);
    this.i32 = region.i32;
    this.access = region.access;
    this.shift = layout.shift;
    this.granule = layout.granule;
    this.whole = layout.pageGranules;
    this.sizeMask = layout.sizeMask;
    this.typeShift = layout.typeShift;
    this.freeWord = pages.kind << layout.indexShift;
    this.liveWord = this.freeWord | (storedTypes[pages.kind] << layout.typeShift);
    this.#compared = ~(layout.sizeMask | (CACHE_TYPE << layout.typeShift));
    this.#quotaWord = QUOTA_TYPE << layout.typeShift;
    this.#links = links;
    this.#heads = heads;
    this.#damaged = damaged;
    this.hot = hot;
    this.row = pages.kind << POOL_SHIFT;
    hot[this.row + LIVE_WORD] = this.liveWord;
    hot[this.row + FREE_WORD] = this.freeWord;
    hot[this.row + LEVEL] = pages.kind === PAGED_POOL ? APC_LEVEL : DISPATCH_LEVEL;
    this.index = new SizeIndex(hot.subarray(this.row + INDEX, this.row + INDEX + INDEX_WORDS));
    this.#emptyLists();
  }

  /** Payload of the free block that stands in no list (small-pool.ts), 0 when there is none. */
  get top(): number {
    const h = this.hot[this.row + TOP]!;
    return h === 0 ? 0 : h * 4 + this.granule;
  }

  /** Its granules. */
  get topSize(): number {
    return this.hot[this.row + TOP_SIZE]!;
  }

  /** Makes a page ready for stores. */
  ready(page: number): void {
    if ((this.access[page]! & WRITABLE) === 0) this.region.prepareWrite(page);
  }

  /** Page of a block. A block of one granule may end its page: its payload would lie in the next. */
  protected pageOf(p: number): number {
    return (p - this.granule) >>> 12;
  }

  /** Granule of the header of a block. */
  protected granuleOf(p: number): number {
    return ((p - this.granule) & (PAGE_BYTES - 1)) >>> this.shift;
  }

  /** First header word of a free block, without PreviousSize. The size of a whole page does not fit: it is 0 there. */
  protected wordOfFree(n: number): number {
    return this.freeWord | ((n & this.sizeMask) << SIZE_SHIFT);
  }

  /** Writes the first header word of a free block; PoolTag stays what it was. */
  protected writeFree(p: number, n: number, previous: number): void {
    this.i32[(p - this.granule) >>> 2] = previous | this.wordOfFree(n);
  }

  /** Makes a free block the top, and writes its header. */
  protected setTop(p: number, n: number, previous: number): void {
    const h = (p - this.granule) >>> 2;
    const word = previous | this.wordOfFree(n);
    this.hot[this.row + TOP] = h;
    this.hot[this.row + TOP_SIZE] = n;
    this.hot[this.row + TOP_WORD] = word;
    this.i32[h] = word;
  }

  /** There is no top any more. */
  protected clearTop(): void {
    this.hot[this.row + TOP] = 0;
    this.hot[this.row + TOP_SIZE] = 0;
  }

  /** Tells the block at `p` the size of the one in front of it. */
  protected writePrevious(p: number, previous: number): void {
    const h = (p - this.granule) >>> 2;
    this.i32[h] = (this.i32[h]! & ~this.sizeMask) | previous;
  }

  /** Lists a free block. Its page must be ready. */
  protected list(p: number, n: number): void {
    if (n < LISTED_GRANULES) return;
    const head = this.#headOf(n);
    if (this.#links.insert(head, p)) this.index.set(n);
    else {
      this.#reportLinks(head);
      this.mend(this.pageOf(p)); // lists this block with all others
    }
  }

  /** Takes a free block off its list, or makes it the top no longer. False when damage was reported and mended: the caller begins anew. */
  protected unlist(p: number, n: number): boolean {
    if (p === this.top) this.clearTop();
    else if (n >= LISTED_GRANULES) return this.#unlistFromList(p, n);
    return true;
  }

  #unlistFromList(p: number, n: number): boolean {
    const removed = this.#links.remove(p);
    if (removed === REFUSED) {
      this.#reportLinks(p);
      this.mend(this.pageOf(p));
      return false;
    }
    if (removed === REMOVED_LAST) this.index.clear(n);
    return true;
  }

  /** The first block of a list, checked and taken off it; 0 when damage was reported and mended. */
  protected unlistFirst(n: number): number {
    const p = this.#links.first(this.#headOf(n));
    if ((p & (this.granule - 1)) !== 0 || !this.#isListable(p, n)) {
      this.#reportLinks(this.#headOf(n));
      this.mend(0);
      return 0;
    }
    const row = this.table.rowOf[p >>> 12]!;
    return this.soundFree(p, this.granuleOf(p), row, n, 'allocate') && this.unlist(p, n) ? p : 0;
  }

  /** What is wrong with the header of a live block of `n` granules, or with PreviousSize of the one behind it; null when nothing is. */
  liveDamage(p: number, g: number, row: number, n: number): DamageName | null {
    const word = this.i32[(p - this.granule) >>> 2]!;
    const quota = (this.table.given[row + g]! & CHARGED) === 0 ? 0 : this.#quotaWord;
    const wanted = (n << SIZE_SHIFT) | this.liveWord | quota;
    const previousSound = this.#previousSound(word & this.sizeMask, g, row);
    if (!previousSound || ((word ^ wanted) & this.#compared) !== 0)
      return liveHeaderDamage(this.layout, word, wanted, g, previousSound);
    if (g + n === this.whole) return null;
    const behind = this.i32[(p - this.granule + (n << this.shift)) >>> 2]!;
    return (behind & this.sizeMask) === n ? null : 'next-entry';
  }

  /** Checks the header of a free block of `n` granules. False when damage was reported and mended. */
  protected soundFree(p: number, g: number, row: number, n: number, phase: FreePhase): boolean {
    const damage = this.freeDamage(p, g, row, n, phase);
    if (damage === null) return true;
    this.report(damage, p, n);
    this.mend(this.pageOf(p));
    return false;
  }

  /** What is wrong with the header of a free block, or with PreviousSize of the one behind it; null when nothing is. */
  freeDamage(p: number, g: number, row: number, n: number, phase: FreePhase): DamageName | null {
    const word = this.i32[(p - this.granule) >>> 2]!;
    const wanted = this.wordOfFree(n);
    const previousSound = this.#previousSound(word & this.sizeMask, g, row);
    if (!previousSound || ((word ^ wanted) & ~this.sizeMask) !== 0)
      return freeHeaderDamage(this.layout, word, wanted, previousSound, phase);
    if (g + n === this.whole) return null;
    const behind = this.i32[(p - this.granule + (n << this.shift)) >>> 2]!;
    return (behind & this.sizeMask) === n ? null : 'next-entry';
  }

  /** Reports damage of a block of `n` granules; returns when the machine goes on. */
  report(name: DamageName, p: number, n: number): void {
    const header = p - this.granule;
    const { base } = this.region;
    const next = header + (n << this.shift);
    const word = (at: number) => this.i32[at >>> 2]! >>> 0;
    if (name === 'next-entry') this.#damaged(name, p, [base + header, base + next, word(next)]);
    else this.#damaged(name, p, [base + header, word(header), 0]);
  }

  /** Writes all headers of a page and all lists of the pool anew from the table. Cost O(pages of the pool). */
  mend(page: number): void {
    this.mends += 1;
    if (page !== 0) this.#mendPage(page);
    this.#emptyLists();
    this.index.reset();
    this.#eachPage((at) => this.#listPage(at));
  }

  /** Calls back for every block of a page that holds small blocks, in order, from the table. */
  eachBlock(page: number, visit: (p: number, g: number, row: number, n: number) => void): void {
    const row = this.table.rowOf[page]!;
    const { sizes } = this.table;
    for (let g = 0; g < this.whole; ) {
      const n = sizes[row + g]!;
      if (n === 0) throw new RangeError(`the block table has no block at granule ${g} of page ${page}`);
      visit(page * PAGE_BYTES + ((g + 1) << this.shift), g, row, n);
      g += n;
    }
  }

  #mendPage(page: number): void {
    this.ready(page);
    let previous = 0;
    this.eachBlock(page, (p, g, row, n) => {
      const given = this.table.given[row + g]!;
      const quota = (given & CHARGED) === 0 ? 0 : this.#quotaWord;
      if (given >= 0) this.writeFree(p, n, previous);
      else this.i32[(p - this.granule) >>> 2] = previous | (n << SIZE_SHIFT) | this.liveWord | quota;
      previous = n;
    });
  }

  #listPage(page: number): void {
    this.ready(page);
    this.eachBlock(page, (p, g, row, n) => {
      if (this.table.given[row + g]! < 0 || n < LISTED_GRANULES || p === this.top) return;
      this.#links.insert(this.#headOf(n), p);
      this.index.set(n);
    });
  }

  #emptyLists(): void {
    this.ready(this.#heads >>> 12);
    for (let n = LISTED_GRANULES; n < this.whole; n++) this.#links.empty(this.#headOf(n));
  }

  #headOf(n: number): number {
    return this.#heads + (n << this.layout.linkShift);
  }

  #previousSound(previous: number, g: number, row: number): boolean {
    if (previous === 0) return g === 0;
    return previous <= g && this.table.sizes[row + g - previous] === previous;
  }

  #reportLinks(entry: number): void {
    const trouble = this.#links.explain(entry);
    if (trouble.kind === 'fault') this.#damaged('link-fault', entry, [trouble.address]);
    else
      this.#damaged('list-links', entry, [this.region.base + entry, trouble.flinkBlink, trouble.blinkFlink]);
  }

  /** Whether every free block is in its list, and nothing else is, with sound links: for walks. Offset of the trouble, or -1. */
  listTrouble(): number {
    let listed = 0;
    for (let n = LISTED_GRANULES; n < this.whole; n++) {
      const head = this.#headOf(n);
      let before = head;
      for (let p = this.#links.first(head); p !== head; p = this.#links.first(p)) {
        if (!this.#isListable(p, n) || this.#links.before(p) !== before) return p;
        before = p;
        listed += 1;
      }
      if (this.#links.before(head) !== before || (before !== head) !== this.index.has(n)) return head;
    }
    return listed === this.#listable() ? -1 : this.#heads;
  }

  /** Whether an offset is that of a free block of `n` granules that belongs in a list. */
  #isListable(p: number, n: number): boolean {
    if (this.codes[p >>> 12] !== this.code || p === this.top || (p & (PAGE_BYTES - 1)) === 0) return false;
    const at = this.table.rowOf[p >>> 12]! + this.granuleOf(p);
    return this.table.sizes[at] === n && this.table.given[at]! >= 0;
  }

  /** Number of free blocks that belong in a list. */
  #listable(): number {
    let count = 0;
    this.#eachPage((page) => {
      this.eachBlock(page, (p, _, __, n) => {
        if (n >= LISTED_GRANULES && this.#isListable(p, n)) count += 1;
      });
    });
    return count;
  }

  #eachPage(visit: (page: number) => void): void {
    for (const { page, pages } of this.pages.chunks()) {
      for (let at = page; at < page + pages; at++) if (this.codes[at] === this.code) visit(at);
    }
  }
}
