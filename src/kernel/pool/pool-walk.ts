/**
 * A walk over all memory of the pools: every header, list and free run against
 * what the pool knows beside memory. For tests and the debugger; it never stops
 * anything and ends whatever a guest wrote. Cost: O(pages of the pools).
 */
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { DamageName } from './damage.ts';
import { FIRST, MAPPED, pageCode, REST, SMALL, UNUSED, useOf } from './page-map.ts';
import type { PoolEngine } from './pool-engine.ts';
import type { Chunk, PoolPages } from './pool-pages.ts';
import type { SmallPool } from './small-pool.ts';

/** The first thing that is wrong with the pools. */
export interface PoolFinding {
  /** What is wrong: damage by name, or `bookkeeping` for a bug of irqlab. */
  readonly finding: DamageName | 'bookkeeping';
  /** Address of the block, entry or page. */
  readonly address: number;
}

/** The first thing that is wrong with the pools; null when all is sound. */
export function poolFinding(engine: PoolEngine): PoolFinding | null {
  for (const pages of engine.pages) {
    const found =
      chunkFinding(engine, pages) ??
      smallFinding(engine, engine.small[pages.kind]) ??
      runFinding(engine, pages);
    if (found !== null) return { ...found, address: engine.base + found.address };
  }
  return null;
}

/** The pages of a reservation: counted as used are those in use, and only those have memory. */
function chunkFinding(engine: PoolEngine, pages: PoolPages): PoolFinding | null {
  for (const chunk of pages.chunks()) {
    const { page, pages: count } = chunk;
    const uses = Array.from({ length: count }, (_, at) => useOf(engine.codes[page + at] ?? 0));
    const used = uses.filter((use) => use !== UNUSED && use !== MAPPED).length;
    const odd = uses.findIndex((use, at) => (use !== UNUSED) !== isCommitted(engine, page + at));
    if (used !== chunk.used || odd >= 0 || isCommitted(engine, page + count))
      return { finding: 'bookkeeping', address: (page + Math.max(odd, 0)) * PAGE_BYTES };
    const lost = bigFinding(engine, chunk, uses);
    if (lost !== null) return lost;
  }
  return null;
}

const isCommitted = (engine: PoolEngine, page: number): boolean => engine.region.protection[page] !== 0;

/** Each block of whole pages begins at a page that says so, and its further pages follow. */
function bigFinding(engine: PoolEngine, { page }: Chunk, uses: readonly number[]): PoolFinding | null {
  for (let at = 0; at < uses.length; at++) {
    if (uses[at] === REST) return { finding: 'bookkeeping', address: (page + at) * PAGE_BYTES };
    if (uses[at] !== FIRST) continue;
    const block = engine.big.live.get(page + at);
    const rest = uses.slice(at + 1, at + (block?.pages ?? 1));
    if (block === undefined || rest.some((use) => use !== REST))
      return { finding: 'bookkeeping', address: (page + at) * PAGE_BYTES };
    if (engine.big.isChanged(block)) return { finding: 'behind-block', address: (page + at) * PAGE_BYTES };
    at += rest.length;
  }
  return null;
}

function smallFinding(engine: PoolEngine, pool: SmallPool): PoolFinding | null {
  for (const { page, pages } of pool.pages.chunks()) {
    for (let at = page; at < page + pages; at++) {
      const code = engine.codes[at]!;
      if (code !== pageCode(SMALL, pool.kind)) continue;
      const found = pageFinding(engine, pool, at);
      if (found !== null) return found;
    }
  }
  const trouble = pool.listTrouble();
  return trouble < 0 ? null : { finding: 'list-links', address: trouble };
}

/** Headers of a page; no two free neighbours, no page without a live block (F-039). */
function pageFinding(engine: PoolEngine, pool: SmallPool, page: number): PoolFinding | null {
  let found: PoolFinding | null = null;
  let freeBefore = false;
  let live = 0;
  pool.eachBlock(page, (p, g, row, n) => {
    const isFree = engine.table.given[row + g]! >= 0;
    if (!isFree) live += 1;
    const damage = isFree ? pool.freeDamage(p, g, row, n, 'allocate') : pool.liveDamage(p, g, row, n);
    if (damage !== null) found ??= { finding: damage, address: p };
    else if (isFree && freeBefore) found ??= { finding: 'bookkeeping', address: p };
    freeBefore = isFree;
  });
  return (
    found ??
    (live === 0 && !pool.isEmpty(page) ? { finding: 'bookkeeping', address: page * PAGE_BYTES } : null)
  );
}

function runFinding(engine: PoolEngine, pages: PoolPages): PoolFinding | null {
  const runs = pages.mappedRuns();
  const covered = runs.reduce((sum, [, length]) => sum + length, 0);
  const mapped = pages.chunks().flatMap(({ page, pages: count }) => {
    const code = pageCode(MAPPED, pages.kind);
    return Array.from({ length: count }, (_, at) => page + at).filter((at) => engine.codes[at] === code);
  });
  if (mapped.length !== covered || (engine.runs[pages.kind]?.pages ?? 0) !== covered)
    return { finding: 'bookkeeping', address: (mapped[0] ?? 0) * PAGE_BYTES };
  const damaged = engine.runs[pages.kind]?.finding(runs) ?? null;
  return damaged === null ? null : { finding: 'list-links', address: damaged };
}
