/**
 * The pages of special pool. Each block has a page of its own, with a page
 * without memory in front of it and one behind it:
 *
 *     page    0      1      2      3      4   …  (of a reservation of 1 MB)
 *             none | block | none | block | none
 *
 * A page whose block was freed loses its memory, so every later access to it
 * faults. It is used again when 1,024 blocks of its pool were freed after it,
 * or when no other page is left (*ours*: the longer, the more uses after a free
 * are seen).
 */
import type { Architecture } from '../../contract/c-types.ts';
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import { PAGED_POOL, type PoolKind, poolKinds, protectionOf } from '../pool/kinds.ts';

const CHUNK_BYTES = 0x10_0000;
const CHUNK_PAGES = CHUNK_BYTES / PAGE_BYTES;
/** Freed pages that wait before the one freed first is used again. */
const MOST_WAITING = 1024;

/** Pages of one pool. */
interface Pages {
  /** Next page that was never used, 0 when there is none; behind `last` its reservation holds no block. */
  next: number;
  last: number;
  /** Pages of freed blocks, the one freed first in front. */
  waiting: number[];
}

/** State for snapshots. */
export interface SpecialPagesImage {
  /** First page of each reservation. */
  readonly chunks: readonly number[];
  readonly pools: readonly Readonly<Pages>[];
}

const copyOf = (pages: readonly Readonly<Pages>[]): Pages[] =>
  pages.map(({ next, last, waiting }) => ({ next, last, waiting: [...waiting] }));

/** Gives out pages and takes them back. */
export class SpecialPages {
  readonly #architecture: Architecture;
  readonly #region: Region;
  #chunks: number[] = [];
  #pools: Pages[] = poolKinds.map(() => ({ next: 0, last: 0, waiting: [] }));

  constructor(architecture: Architecture, region: Region) {
    this.#architecture = architecture;
    this.#region = region;
  }

  /** Whether a page lies in a reservation of special pool. */
  holds(page: number): boolean {
    for (const chunk of this.#chunks) if (page >= chunk && page < chunk + CHUNK_PAGES) return true;
    return false;
  }

  /** Takes a page with memory; 0 when there is none, or no memory for it. */
  take(kind: PoolKind): number {
    const region = this.#region;
    const { totalBytes, usedBytes } = region.physical;
    if (totalBytes - usedBytes < PAGE_BYTES) return 0;
    const page = this.#choose(kind);
    if (page !== 0)
      region.commit(region.base + page * PAGE_BYTES, PAGE_BYTES, protectionOf(this.#architecture, kind));
    return page;
  }

  /** Takes the memory of a page away. */
  give(kind: PoolKind, page: number): void {
    this.#region.decommit(this.#region.base + page * PAGE_BYTES, PAGE_BYTES);
    this.#pools[kind]?.waiting.push(page);
  }

  save(): SpecialPagesImage {
    return { chunks: [...this.#chunks], pools: copyOf(this.#pools) };
  }

  load({ chunks, pools }: SpecialPagesImage): void {
    this.#chunks = [...chunks];
    this.#pools = copyOf(pools);
  }

  #choose(kind: PoolKind): number {
    const pool = this.#pools[kind];
    if (pool === undefined) return 0;
    if (pool.waiting.length < MOST_WAITING && (pool.next !== 0 || this.#reserve(kind, pool))) {
      const page = pool.next;
      pool.next = page + 2 <= pool.last ? page + 2 : 0;
      return page;
    }
    return pool.waiting.shift() ?? 0;
  }

  /** Adds a reservation; false when there is no room for one. */
  #reserve(kind: PoolKind, pool: Pages): boolean {
    const region = this.#region;
    const protection = protectionOf(this.#architecture, kind);
    const address = region.reserve(CHUNK_BYTES, protection, { paged: kind === PAGED_POOL });
    if (address === null) return false;
    const chunk = (address - region.base) / PAGE_BYTES;
    this.#chunks.push(chunk);
    pool.next = chunk + 1;
    pool.last = chunk + CHUNK_PAGES - 2;
    return true;
  }
}
