/** `nt.debug.pool`: the pool as a debugger sees it, without side effects. */
import { PAGE_BYTES } from '../../memory/page-access.ts';
import { kindNames } from './kinds.ts';
import { MAPPED, UNUSED, useOf } from './page-map.ts';
import type { Pool } from './pool.ts';
import type { PoolCharge } from './pool-charges.ts';
import { liveBlocks, type PoolBlock, type PoolTagTotals, tagTotals } from './pool-report.ts';
import { type PoolFinding, poolFinding } from './pool-walk.ts';

/** Memory of the pools in bytes. */
export interface PoolSizes {
  /** Pages that hold blocks, by pool. */
  readonly usedBytes: Readonly<Record<PoolBlock['type'], number>>;
  /** Free pages that keep their memory. */
  readonly freeBytes: number;
}

/** Looks into the pools of one machine. */
export class PoolDebug {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Every live block, in order of address. Cost O(pages of the pools). */
  blocks(): readonly PoolBlock[] {
    const { engine, stacks, front } = this.#pool;
    const own = engine === null ? [] : liveBlocks(engine, stacks);
    const special = front?.blocks() ?? [];
    return special.length === 0 ? own : [...own, ...special].sort((a, b) => a.address - b.address);
  }

  /** The live block that begins at an address, or null. */
  block(address: number): PoolBlock | null {
    return this.blocks().find((block) => block.address === address) ?? null;
  }

  /** What the blocks of each tag come to, largest first. */
  tags(): readonly PoolTagTotals[] {
    return tagTotals(this.blocks());
  }

  /** The first thing that is wrong with headers, lists or free pages; null when all is sound. Never stops anything. */
  finding(): PoolFinding | null {
    const { engine } = this.#pool;
    return engine === null ? null : poolFinding(engine);
  }

  /** What a process is charged: what `startProcess` gave, or anything with its identifier. */
  charge(process: { readonly id: number }): PoolCharge {
    return this.#pool.charges.of(process.id);
  }

  /** Memory of the pools. */
  sizes(): PoolSizes {
    const usedBytes = { NonPagedPool: 0, PagedPool: 0, NonPagedPoolNx: 0 };
    const { engine } = this.#pool;
    let freeBytes = 0;
    engine?.pages.forEach((pages, kind) => {
      const name = kindNames[kind]!;
      for (const { page, pages: count } of pages.chunks()) {
        for (let at = page; at < page + count; at++) {
          const use = useOf(engine.codes[at]!);
          if (use === MAPPED || engine.small[pages.kind].isEmpty(at)) freeBytes += PAGE_BYTES;
          else if (use !== UNUSED) usedBytes[name] += PAGE_BYTES;
        }
      }
    });
    return { usedBytes, freeBytes };
  }
}
