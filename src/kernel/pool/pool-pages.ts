/**
 * The pages of one pool. They come from the kernel region in reservations of
 * 1 MB (or as much as a larger request needs); the last page of each is never
 * used, so that what runs over the end of it faults.
 *
 * A page that becomes free is given back (F-039): paged pool loses its memory
 * at once, nonpaged pool keeps up to 256 KB of free pages (free-runs.ts). A
 * reservation without a page in use is given back too, but for one. *Ours*:
 * the sizes, and that the lowest free pages are taken first.
 */
import { FreeUnits } from '../../memory/free-units.ts';
import { PAGE_BYTES, UNIT_BYTES } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import type { FreeRuns } from './free-runs.ts';
import type { PoolKind } from './kinds.ts';
import { MAPPED, NO_POOL, pageCode, UNUSED } from './page-map.ts';

/** Pages of a usual reservation, and those of them that can be used. */
const CHUNK_PAGES = 256;
const CHUNK_USABLE = CHUNK_PAGES - 1;
/** Free pages that keep their memory, at most. */
const MOST_MAPPED = 64;

/** A reservation of a pool. */
export interface Chunk {
  readonly page: number;
  /** Pages that can be used; one more is reserved. */
  readonly pages: number;
  used: number;
}

/** State for snapshots. */
export interface PoolPagesImage {
  readonly chunks: readonly Chunk[];
  readonly codes: readonly Uint8Array[];
  readonly runs: readonly (readonly [number, number])[];
}

/** What the pages of a pool are made of. */
export interface PoolPagesOptions {
  readonly kind: PoolKind;
  readonly region: Region;
  /** PAGE_* value of the pages. */
  readonly protection: number;
  /** Use of each page of the region (page-map.ts), shared by all pools. */
  readonly codes: Uint8Array;
  /** Free pages with memory; null for paged pool, which has none. */
  readonly runs: FreeRuns | null;
}

/** The pages of one pool. */
export class PoolPages {
  readonly kind: PoolKind;
  /** True when the pages that `obtain` gave last were zero pages, false when they hold what was in them before. */
  fresh = false;
  readonly #region: Region;
  readonly #protection: number;
  readonly #codes: Uint8Array;
  readonly #runs: FreeRuns | null;
  /** Free pages without memory. */
  readonly #unused: FreeUnits;
  readonly #chunks = new Map<number, Chunk>();

  constructor({ kind, region, protection, codes, runs }: PoolPagesOptions) {
    this.kind = kind;
    this.#region = region;
    this.#protection = protection;
    this.#codes = codes;
    this.#runs = runs;
    this.#unused = new FreeUnits(region.protection.length);
  }

  /** The reservations in order of address. */
  chunks(): readonly Readonly<Chunk>[] {
    return [...this.#chunks.values()].sort((a, b) => a.page - b.page);
  }

  /** First page of the reservation that a page lies in. Cost O(log reservations of the region). */
  chunkStart(page: number): number {
    return this.#region.allocations.find(page)?.page ?? page;
  }

  /** Takes `count` neighbouring pages for a use; 0 when there is no memory or no room. */
  obtain(count: number, use: number): number {
    const mapped = this.#runs?.lowest(count) ?? -1;
    const page = mapped >= 0 ? this.#takeMapped(mapped, count) : this.#takeUnused(count);
    if (page === 0) return 0;
    this.#codes.fill(pageCode(use, this.kind), page, page + count);
    this.#chunkOf(page).used += count;
    return page;
  }

  /** Gives pages back that `obtain` gave. */
  release(page: number, count: number): void {
    const runs = this.#runs;
    if (runs !== null && runs.pages + count <= MOST_MAPPED) {
      this.#codes.fill(pageCode(MAPPED, this.kind), page, page + count);
      runs.give(page, count);
    } else this.#unmap(page, count);
    const chunk = this.#chunkOf(page);
    chunk.used -= count;
    if (chunk.used === 0) this.#empty(chunk);
  }

  /** Takes the memory of all free pages away. True when there were any. */
  trim(): boolean {
    const runs = this.#runs;
    if (runs === null || runs.pages === 0) return false;
    for (const chunk of this.chunks()) this.#unmapRuns(runs, chunk);
    return true;
  }

  save(): PoolPagesImage {
    const chunks = this.chunks().map((chunk) => ({ ...chunk }));
    return {
      chunks,
      codes: chunks.map(({ page, pages }) => this.#codes.slice(page, page + pages + 1)),
      runs: this.mappedRuns(),
    };
  }

  /** Forgets all reservations: the first half of loading. */
  forget(): void {
    this.#runs?.forget(this.mappedRuns());
    for (const { page, pages } of this.#chunks.values()) {
      this.#codes.fill(NO_POOL, page, page + pages + 1);
      this.#unused.mark(page, page + pages, false);
    }
    this.#chunks.clear();
  }

  /** Takes over what `save` gave, after `forget` of every pool. */
  load(image: PoolPagesImage): void {
    const free = pageCode(UNUSED, this.kind);
    image.chunks.forEach((chunk, at) => {
      const codes = image.codes[at]!;
      this.#chunks.set(chunk.page, { ...chunk });
      this.#codes.set(codes, chunk.page);
      for (let page = 0; page < chunk.pages; page++) {
        if (codes[page] === free) this.#unused.mark(chunk.page + page, chunk.page + page + 1, true);
      }
    });
    this.#runs?.load(image.runs);
  }

  /** Free runs that keep their memory: first page and length. */
  mappedRuns(): readonly (readonly [number, number])[] {
    const runs = this.#runs;
    if (runs === null) return [];
    return this.chunks().flatMap(({ page, pages }) => runs.within(page, page + pages));
  }

  #chunkOf(page: number): Chunk {
    const chunk = this.#chunks.get(this.chunkStart(page));
    if (chunk === undefined) throw new RangeError(`page ${page} belongs to no reservation of its pool`);
    return chunk;
  }

  #takeMapped(page: number, count: number): number {
    this.#runs?.take(page, count);
    this.fresh = false;
    return page;
  }

  #takeUnused(count: number): number {
    const page = this.#unused.lowest(count);
    if (page < 0) return this.#reserve(count) ? this.#takeUnused(count) : 0;
    const region = this.#region;
    if (region.commit(region.base + page * PAGE_BYTES, count * PAGE_BYTES, this.#protection) !== 0) {
      const chunk = this.#chunkOf(page);
      if (chunk.used === 0) this.#empty(chunk);
      return 0;
    }
    this.#unused.mark(page, page + count, false);
    this.fresh = true;
    return page;
  }

  /** Makes a reservation with room for `count` pages; false when the region has none left. */
  #reserve(count: number): boolean {
    const wanted = Math.max(count, CHUNK_USABLE);
    return this.#reserveExactly(wanted) || (wanted > count && this.#reserveExactly(count));
  }

  #reserveExactly(usable: number): boolean {
    const region = this.#region;
    const bytes = Math.ceil(((usable + 1) * PAGE_BYTES) / UNIT_BYTES) * UNIT_BYTES;
    const address = region.reserve(bytes, this.#protection, { paged: this.#runs === null });
    if (address === null) return false;
    const page = (address - region.base) / PAGE_BYTES;
    const pages = bytes / PAGE_BYTES - 1;
    this.#chunks.set(page, { page, pages, used: 0 });
    this.#codes.fill(pageCode(UNUSED, this.kind), page, page + pages + 1);
    this.#unused.mark(page, page + pages, true);
    return true;
  }

  #unmap(page: number, count: number): void {
    const region = this.#region;
    region.decommit(region.base + page * PAGE_BYTES, count * PAGE_BYTES);
    this.#codes.fill(pageCode(UNUSED, this.kind), page, page + count);
    this.#unused.mark(page, page + count, true);
  }

  #unmapRuns(runs: FreeRuns, { page, pages }: Chunk): void {
    for (const [first, length] of runs.within(page, page + pages)) {
      runs.take(first, length);
      this.#unmap(first, length);
    }
  }

  /** A reservation has no page in use: it goes, unless it is a usual one and the only empty one. */
  #empty(chunk: Chunk): void {
    const others = [...this.#chunks.values()].some((other) => other !== chunk && other.used === 0);
    if (chunk.pages === CHUNK_USABLE && !others) return;
    if (this.#runs !== null) this.#unmapRuns(this.#runs, chunk);
    const { page, pages } = chunk;
    this.#unused.mark(page, page + pages, false);
    this.#codes.fill(NO_POOL, page, page + pages + 1);
    this.#chunks.delete(page);
    this.#region.release(this.#region.base + page * PAGE_BYTES);
  }
}
