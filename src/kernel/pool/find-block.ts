/** The live block at an address, and what an address is that has none. */
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { BigBlock } from './big-blocks.ts';
import type { PoolKind } from './kinds.ts';
import { FIRST, kindOf, NO_POOL, SMALL, useOf } from './page-map.ts';
import type { PoolEngine } from './pool-engine.ts';
import type { SmallPool } from './small-pool.ts';

/** A live small block. */
export interface SmallBlock {
  readonly size: 'small';
  readonly pool: SmallPool;
  /** Offset of its payload. */
  readonly p: number;
  /** Granule of its header in the page. */
  readonly g: number;
  /** Place of its page in the block table. */
  readonly row: number;
  /** Granules, header included. */
  readonly n: number;
}

/** A live block. */
export type FoundBlock = SmallBlock | { readonly size: 'big'; readonly p: number; readonly block: BigBlock };

/** Offset of an address in the region of the pools, or -1. */
export function offsetIn(engine: PoolEngine, address: number): number {
  return engine.region.contains(address) ? address - engine.base : -1;
}

/** Finds the live block that begins at an address; null when none does. */
export function findBlock(engine: PoolEngine, address: number): FoundBlock | null {
  const p = offsetIn(engine, address);
  if (p < 0) return null;
  const page = Math.floor(p / PAGE_BYTES);
  const code = engine.codes[page]!;
  if (useOf(code) === FIRST && p % PAGE_BYTES === 0) {
    const block = engine.big.live.get(page);
    return block === undefined ? null : { size: 'big', p, block };
  }
  const { granule, shift } = engine.layout;
  if (useOf(code) !== SMALL || p % granule !== 0 || p % PAGE_BYTES === 0) return null;
  const row = engine.table.rowOf[page]!;
  const g = ((p & (PAGE_BYTES - 1)) >>> shift) - 1;
  if (engine.table.given[row + g]! >= 0) return null;
  return { size: 'small', pool: engine.small[kindOf(code)], p, g, row, n: engine.table.sizes[row + g]! };
}

/** Pool that an address lies in, whatever is there; undefined outside of all. */
export function kindAt(engine: PoolEngine, address: number): PoolKind | undefined {
  const p = offsetIn(engine, address);
  if (p < 0) return undefined;
  const code = engine.codes[Math.floor(p / PAGE_BYTES)]!;
  return useOf(code) === NO_POOL ? undefined : kindOf(code);
}
