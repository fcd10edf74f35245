/**
 * Blocks of whole pages: requests that do not fit a page with a header. They
 * begin at a page boundary (F-006), have no header, and are tracked beside
 * memory, as Windows does in a table of its own. The first bytes behind what was
 * asked for hold a pattern, which is looked at when the block is freed: bug
 * check 0x19/0x21 (F-038). The pattern is *ours*.
 */
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import type { ReportDamage } from './damage.ts';
import type { PoolKind } from './kinds.ts';
import { FIRST, pageCode, REST } from './page-map.ts';
import type { PoolPages } from './pool-pages.ts';
import { FRESH_WORD } from './small-pool.ts';

/** A live block of whole pages. */
export interface BigBlock {
  readonly page: number;
  readonly pages: number;
  /** Bytes asked for. */
  readonly bytes: number;
  readonly tag: number;
  readonly kind: PoolKind;
  /** Number of the stack that asked. */
  readonly who: number;
}

/** One that was freed, and by whom. */
export interface FreedBlock extends BigBlock {
  readonly freedBy: number;
}

/** State for snapshots. */
export interface BigBlocksImage {
  readonly live: readonly BigBlock[];
  readonly freed: readonly FreedBlock[];
}

const GUARD_BYTES = 8;
const GUARD_BYTE = 0xbd;
/** Freed blocks that are remembered, for a second free. */
const MOST_FREED = 1024;
/** Bytes of a new block that are filled with what stands in unused pool; what is behind is zero (*ours*). */
const MOST_FILLED = 0x10_0000;

/** The blocks of whole pages of all pools. */
export class BigBlocks {
  readonly live = new Map<number, BigBlock>();
  readonly freed = new Map<number, FreedBlock>();
  readonly #region: Region;
  readonly #codes: Uint8Array;
  readonly #damaged: ReportDamage;

  constructor(region: Region, codes: Uint8Array, damaged: ReportDamage) {
    this.#region = region;
    this.#codes = codes;
    this.#damaged = damaged;
  }

  /** Takes a block from the pages of a pool; its offset, or 0 when there is no memory. */
  take(source: PoolPages, bytes: number, tag: number, who: number, zero: boolean): number {
    const pages = Math.ceil(bytes / PAGE_BYTES);
    if (pages > this.#codes.length) return 0;
    const page = source.obtain(pages, REST);
    if (page === 0) return 0;
    this.#codes[page] = pageCode(FIRST, source.kind);
    this.live.set(page, { page, pages, bytes, tag, kind: source.kind, who });
    this.freed.delete(page);
    const offset = page * PAGE_BYTES;
    if (!source.fresh) {
      if (zero) this.#fill(offset, bytes, 0);
    } else if (!zero) this.#fill(offset, Math.min(bytes, MOST_FILLED), FRESH_WORD & 0xff);
    source.fresh = false;
    this.#fill(offset + bytes, guardBytes(bytes), GUARD_BYTE);
    return offset;
  }

  /** Looks at the bytes behind a block; reports the first one that was overwritten. */
  check(block: BigBlock): void {
    const changed = this.#changed(block);
    if (changed < 0) return;
    const { page, bytes } = block;
    const found = this.#region.u8[page * PAGE_BYTES + bytes + changed]!;
    this.#damaged('behind-block', page * PAGE_BYTES, [this.#region.base + page * PAGE_BYTES, bytes, found]);
  }

  /** Whether bytes behind a block were overwritten. */
  isChanged(block: BigBlock): boolean {
    return this.#changed(block) >= 0;
  }

  /** Gives a block back. */
  give(source: PoolPages, block: BigBlock, freedBy: number): void {
    const { page, pages } = block;
    this.live.delete(page);
    this.freed.delete(page);
    this.freed.set(page, { ...block, freedBy });
    if (this.freed.size > MOST_FREED) {
      const oldest = this.freed.keys().next().value;
      if (oldest !== undefined) this.freed.delete(oldest);
    }
    source.release(page, pages);
  }

  /** The live block that a page belongs to; undefined when none does. Cost O(pages of the block). */
  holding(page: number): BigBlock | undefined {
    for (let at = page; at > 0; at--) {
      const block = this.live.get(at);
      if (block !== undefined) return page < at + block.pages ? block : undefined;
      if ((this.#codes[at]! & 0xf) !== REST) return undefined;
    }
    return undefined;
  }

  save(): BigBlocksImage {
    return { live: [...this.live.values()], freed: [...this.freed.values()] };
  }

  load({ live, freed }: BigBlocksImage): void {
    this.live.clear();
    this.freed.clear();
    for (const block of live) this.live.set(block.page, block);
    for (const block of freed) this.freed.set(block.page, block);
  }

  #changed({ page, bytes }: BigBlock): number {
    const end = page * PAGE_BYTES + bytes;
    return this.#region.u8.subarray(end, end + guardBytes(bytes)).findIndex((byte) => byte !== GUARD_BYTE);
  }

  #fill(offset: number, bytes: number, byte: number): void {
    if (bytes === 0) return;
    const end = offset + bytes;
    for (let page = Math.floor(offset / PAGE_BYTES); page * PAGE_BYTES < end; page++)
      this.#region.prepareWrite(page);
    this.#region.fill(byte, offset, end);
  }
}

/** Bytes behind a request that hold the pattern: what is left of its last page, at most eight. */
const guardBytes = (bytes: number): number => Math.min(GUARD_BYTES, -bytes & (PAGE_BYTES - 1));
