/** The pool as a debugger shows it: live blocks, totals by tag. Looks without side effects. */
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { AllocationStacks } from './allocation-stacks.ts';
import type { BigBlock } from './big-blocks.ts';
import { bytesOf, CHARGED, whoOf } from './block-table.ts';
import { kindNames } from './kinds.ts';
import type { PoolEngine } from './pool-engine.ts';
import { tagText } from './pool-tags.ts';
import type { SmallPool } from './small-pool.ts';

/** A live block of pool. */
export interface PoolBlock {
  /** Address that the caller was given. */
  readonly address: number;
  /** Bytes asked for. */
  readonly bytes: number;
  /** Bytes that it takes, its header included. */
  readonly totalBytes: number;
  /** Tag as a number; as it stands in memory now. */
  readonly tag: number;
  /** Tag as pool dumps show it: `derF` for the C constant 'Fred'. */
  readonly tagText: string;
  /** Pool that it lies in. */
  readonly type: 'NonPagedPool' | 'PagedPool' | 'NonPagedPoolNx';
  /** Whether a process is charged for it. */
  readonly quota: boolean;
  /** Module that allocated it: `driver`, or `nt` for a block of the kernel itself. */
  readonly driver: string;
  /** Who allocated it: the pool routine first, as `module!Function`. */
  readonly stack: readonly string[];
}

/** What the blocks of one tag in one pool come to. */
export interface PoolTagTotals {
  /** Tag as a number. */
  readonly tag: number;
  /** Tag as pool dumps show it. */
  readonly tagText: string;
  /** Pool that the blocks lie in. */
  readonly type: PoolBlock['type'];
  /** How many blocks. */
  readonly blocks: number;
  /** Bytes asked for. */
  readonly bytes: number;
}

/** The live blocks of all pools, in order of address. Cost O(pages of the pools). */
export function liveBlocks(engine: PoolEngine, stacks: AllocationStacks): PoolBlock[] {
  const big = [...engine.big.live.values()].map((block) => bigBlock(engine, stacks, block));
  const small = engine.small.flatMap((pool) => smallBlocks(engine, pool, stacks));
  return [...big, ...small].sort((a, b) => a.address - b.address);
}

/** Totals by tag and pool, largest first. */
export function tagTotals(blocks: readonly PoolBlock[]): PoolTagTotals[] {
  const totals = new Map<string, PoolTagTotals>();
  for (const { tag, tagText: text, type, bytes } of blocks) {
    const key = `${tag} ${type}`;
    const before = totals.get(key) ?? { tag, tagText: text, type, blocks: 0, bytes: 0 };
    totals.set(key, { ...before, blocks: before.blocks + 1, bytes: before.bytes + bytes });
  }
  return [...totals.values()].sort((a, b) => b.bytes - a.bytes || a.tag - b.tag);
}

function smallBlocks(engine: PoolEngine, pool: SmallPool, stacks: AllocationStacks): PoolBlock[] {
  const blocks: PoolBlock[] = [];
  for (const { page, pages } of pool.pages.chunks()) {
    for (let at = page; at < page + pages; at++) {
      if (engine.codes[at] !== pool.code) continue;
      pool.eachBlock(at, (p, g, row, n) => {
        const given = engine.table.given[row + g]!;
        if (given < 0) blocks.push(smallBlock(engine, pool, stacks, { p, given, n }));
      });
    }
  }
  return blocks;
}

/** A live small block as data. */
export function smallBlock(
  engine: PoolEngine,
  pool: SmallPool,
  stacks: AllocationStacks,
  { p, given, n }: { readonly p: number; readonly given: number; readonly n: number },
): PoolBlock {
  const { layout, base } = engine;
  const tag = engine.tagAt(p);
  const { driver, frames } = stacks.at(whoOf(given));
  return {
    address: base + p,
    bytes: bytesOf(given),
    totalBytes: n * layout.granule,
    tag,
    tagText: tagText(tag),
    type: kindNames[pool.kind],
    quota: (given & CHARGED) !== 0,
    driver,
    stack: frames,
  };
}

/** A live block of whole pages as data. */
export function bigBlock(engine: PoolEngine, stacks: AllocationStacks, block: BigBlock): PoolBlock {
  const { page, pages, bytes, tag, kind, who } = block;
  const { driver, frames } = stacks.at(who);
  return {
    address: engine.base + page * PAGE_BYTES,
    bytes,
    totalBytes: pages * PAGE_BYTES,
    tag,
    tagText: tagText(tag),
    type: kindNames[kind],
    quota: false,
    driver,
    stack: frames,
  };
}
