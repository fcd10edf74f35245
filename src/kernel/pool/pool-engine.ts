/**
 * The pools of one machine: memory, no rules. What a caller may ask for, and
 * what happens when a rule is broken, is pool.ts and the routines.
 */
import type { Architecture } from '../../contract/c-types.ts';
import type { PointerTable } from '../../machine/addresses.ts';
import type { EventStream } from '../../machine/events.ts';
import { PAGE_READWRITE } from '../../memory/constants.ts';
import { PAGE_BYTES, UNIT_BYTES } from '../../memory/page-access.ts';
import type { Region } from '../../memory/region.ts';
import { BigBlocks, type BigBlocksImage } from './big-blocks.ts';
import { BlockTable, type BlockTableImage, CHARGED, WHO_SHIFT } from './block-table.ts';
import type { ReportDamage } from './damage.ts';
import { FreeRuns } from './free-runs.ts';
import { BARRIER } from './hot-table.ts';
import { PAGED_POOL, type PoolKind, poolKinds, protectionOf } from './kinds.ts';
import { CACHE_BYTES, CACHE_TYPE, type PoolLayout, poolLayouts, QUOTA_TYPE } from './layout.ts';
import { LinkedEntries } from './linked-entries.ts';
import { PoolPages, type PoolPagesImage } from './pool-pages.ts';
import { SmallPool } from './small-pool.ts';

const SHORT_FILL_WORDS = 32;

/** What the pools need from the machine. */
export interface PoolMemory {
  readonly architecture: Architecture;
  readonly region: Region;
  readonly pointers: PointerTable;
  /** The numbers of the pools that the short way of calls needs (hot-table.ts). */
  readonly hot: Int32Array;
  readonly damaged: ReportDamage;
}

/** A request that was found right. */
export interface BlockRequest {
  readonly kind: PoolKind;
  /** Bytes asked for; not negative. */
  readonly bytes: number;
  readonly tag: number;
  /** Number of the stack that asks. */
  readonly who: number;
  /** Whether the block is to be zeroed. */
  readonly zero: boolean;
  /** Whether it is to begin at a cache line. */
  readonly aligned: boolean;
  /** Bytes to add at the end of a small block, for the process that it is charged to; -1 when it is charged to none. */
  readonly chargeBytes: number;
}

/** State for snapshots. */
export interface PoolEngineImage {
  readonly pages: readonly PoolPagesImage[];
  readonly table: BlockTableImage;
  readonly big: BigBlocksImage;
  readonly hot: Int32Array;
}

/** The pools of one machine, once the first block was asked for. */
export class PoolEngine {
  readonly layout: PoolLayout;
  readonly region: Region;
  readonly base: number;
  /** Largest request that is a small block. */
  readonly mostBytes: number;
  /** Address bits that are 0 in every block. */
  readonly granuleMask: number;
  readonly shift: number;
  /** Use of each page of the region (page-map.ts). */
  readonly codes: Uint8Array;
  readonly table: BlockTable;
  readonly big: BigBlocks;
  readonly pages: readonly [PoolPages, PoolPages, PoolPages];
  readonly small: readonly [SmallPool, SmallPool, SmallPool];
  readonly runs: readonly [FreeRuns | null, FreeRuns | null, FreeRuns | null];

  /** Where somebody may watch over blocks. */
  events: EventStream | null = null;
  readonly #pointers: PointerTable;

  readonly #hot: Int32Array;

  private constructor({ architecture, region, pointers, hot, damaged }: PoolMemory, heads: number) {
    const layout = poolLayouts[architecture];
    const count = region.protection.length;
    // One entry for each page that an offset can name: no index is ever out of range.
    const codes = new Uint8Array(region.access.length);
    const table = new BlockTable(count, layout.pageGranules);
    const links = new LinkedEntries(layout, region, pointers);
    const headOf = (kind: PoolKind): number => heads + kind * PAGE_BYTES;
    const runsOf = (kind: PoolKind): FreeRuns | null => {
      // A list of blocks of no granules does not exist: its head is that of the free pages.
      if (kind === PAGED_POOL) return null;
      return new FreeRuns(region, links, headOf(kind), 1 << layout.linkShift, damaged);
    };
    const pagesOf = (kind: PoolKind): PoolPages =>
      new PoolPages({
        kind,
        region,
        protection: protectionOf(architecture, kind),
        codes,
        runs: this.runs[kind],
      });
    const smallOf = (kind: PoolKind): SmallPool =>
      new SmallPool({
        layout,
        region,
        pages: this.pages[kind],
        codes,
        table,
        links,
        heads: headOf(kind),
        hot,
        damaged,
      });
    this.#pointers = pointers;
    this.#hot = hot;
    this.layout = layout;
    this.region = region;
    this.base = region.base;
    this.mostBytes = layout.mostBytes;
    this.granuleMask = layout.granule - 1;
    this.shift = layout.shift;
    this.codes = codes;
    this.table = table;
    this.big = new BigBlocks(region, codes, damaged);
    this.runs = [runsOf(0), runsOf(1), runsOf(2)];
    this.pages = [pagesOf(0), pagesOf(1), pagesOf(2)];
    this.small = [smallOf(0), smallOf(1), smallOf(2)];
  }

  /** Makes the pools: a page of list heads for each, in nonpaged memory. Null when there is no memory for them. */
  static open(memory: PoolMemory): PoolEngine | null {
    const { region } = memory;
    const address = region.reserve(UNIT_BYTES, PAGE_READWRITE, { paged: false });
    if (address === null) return null;
    if (region.commit(address, poolKinds.length * PAGE_BYTES, PAGE_READWRITE) !== 0) {
      region.release(address);
      return null;
    }
    const heads = address - region.base;
    for (const kind of poolKinds) region.prepareWrite(heads / PAGE_BYTES + kind);
    return new PoolEngine(memory, heads);
  }

  /** PoolTag of a small block, as memory has it. */
  tagAt(p: number): number {
    return this.region.u32[((p - this.layout.granule) >>> 2) + 1]!;
  }

  /** Granules of a small block for a request, header included. A request of no bytes gets one (F-016). */
  granulesFor(bytes: number): number {
    const { granule, shift } = this.layout;
    return ((bytes === 0 ? 1 : bytes) + 2 * granule - 1) >>> shift;
  }

  /** Takes a block; its offset, or 0 when there is no memory even after all free pages were given back. */
  allocate(request: BlockRequest): number {
    let p = this.#allocate(request);
    if (p === 0 && this.#trim()) p = this.#allocate(request);
    const watcher = this.events?.blocks ?? null;
    if (p !== 0 && watcher !== null) {
      const { bytes, zero, tag } = request;
      watcher.opened({ from: 'pool', address: this.base + p, bytes, zeroed: zero, tag });
    }
    return p;
  }

  /** Clears the payload of a small block of `n` granules. */
  zeroSmall(p: number, n: number): void {
    const { i32 } = this.region;
    const from = p >>> 2;
    const to = (p - this.granuleMask - 1 + (n << this.shift)) >>> 2;
    // A call of `fill` costs more than storing a few words.
    if (to - from > SHORT_FILL_WORDS) this.region.fillWords(0, from, to);
    else for (let at = from; at < to; at++) i32[at] = 0;
  }

  /** Stores the address of the process that a small block of `n` granules is charged to. */
  writeOwner(p: number, n: number, address: number): void {
    const { view } = this.region;
    if (this.layout.wide) view.setBigInt64(p - 8, BigInt(address), true);
    else view.setUint32(this.#ownerOffset(p, n), address, true);
  }

  /** The address that `writeOwner` stored, or whatever stands there now. */
  readOwner(p: number, n: number): number {
    const { view } = this.region;
    if (this.layout.wide) return this.#pointers.intern(view.getBigInt64(p - 8, true));
    return view.getUint32(this.#ownerOffset(p, n), true);
  }

  save(): PoolEngineImage {
    return {
      pages: this.pages.map((pages) => pages.save()),
      table: this.table.save(),
      big: this.big.save(),
      hot: this.#hot.slice(0, BARRIER),
    };
  }

  load(image: PoolEngineImage): void {
    // All are cleared before one is filled: a page may have changed its pool.
    for (const pages of this.pages) pages.forget();
    this.pages.forEach((pages, kind) => {
      pages.load(image.pages[kind]!);
    });
    this.table.load(image.table);
    this.big.load(image.big);
    this.#hot.set(image.hot);
    for (const { index } of this.small) index.refresh();
  }

  #allocate(request: BlockRequest): number {
    const { kind, bytes, tag, who, zero, aligned, chargeBytes } = request;
    const { layout } = this;
    const small = this.small[kind];
    const needed = bytes + Math.max(chargeBytes, 0);
    const n = needed <= layout.mostBytes ? this.granulesFor(needed) : 0;
    const fits = n !== 0 && (!aligned || n + CACHE_BYTES / layout.granule - 1 < layout.pageGranules);
    if (!fits) return this.big.take(this.pages[kind], bytes, tag, who, zero);
    const given = bytes | (who << WHO_SHIFT) | (chargeBytes < 0 ? 0 : CHARGED);
    const option = (aligned ? CACHE_TYPE : 0) | (chargeBytes < 0 ? 0 : QUOTA_TYPE);
    const p = aligned
      ? small.takeAligned(n, CACHE_BYTES, given, tag, option)
      : small.take(n, given, tag, option);
    if (p !== 0 && zero) this.zeroSmall(p, this.table.sizes[this.#placeOf(p)]!);
    return p;
  }

  /** x86: the last four bytes of the block. */
  #ownerOffset(p: number, n: number): number {
    const { granule, shift } = this.layout;
    return p - granule + (n << shift) - 4;
  }

  #placeOf(p: number): number {
    return this.table.rowOf[p >>> 12]! + ((p & (PAGE_BYTES - 1)) >>> this.layout.shift) - 1;
  }

  #trim(): boolean {
    const empty = this.small.map((small) => small.dropEmptyPage());
    const runs = this.pages.map((pages) => pages.trim());
    return empty.includes(true) || runs.includes(true);
  }
}
