/** What a report says of blocks: which, who allocated, who freed. */
import type { Architecture } from '../../contract/c-types.ts';
import { formatAddress } from '../../machine/addresses.ts';
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { AllocationStacks } from './allocation-stacks.ts';
import { bytesOf, whoOf } from './block-table.ts';
import { offsetIn } from './find-block.ts';
import { kindOf, SMALL, useOf } from './page-map.ts';
import type { PoolEngine } from './pool-engine.ts';
import { bigBlock, type PoolBlock, smallBlock } from './pool-report.ts';

const by = (stacks: AllocationStacks, who: number): string =>
  stacks.at(who).frames.join(' < ') || 'nobody known';

/** A block in words. */
export function describeBlock(architecture: Architecture, block: PoolBlock): string {
  const { address, bytes, type, tagText, tag, stack } = block;
  const where = formatAddress(architecture, address);
  const label = `'${tagText}' (0x${tag.toString(16)})`;
  return `${where}: ${bytes} bytes of ${type}, tag ${label}, allocated by ${stack.join(' < ') || 'nobody known'}`;
}

const architectureOf = (engine: PoolEngine): Architecture => (engine.layout.wide ? 'x64' : 'x86');

const describe = (engine: PoolEngine, block: PoolBlock): string =>
  describeBlock(architectureOf(engine), block);

/** What is known of an address that was given out before and freed. */
export function describeFreed(stacks: AllocationStacks, engine: PoolEngine, address: number): string[] {
  const p = offsetIn(engine, address);
  if (p < 0) return [];
  const page = Math.floor(p / PAGE_BYTES);
  const big = engine.big.freed.get(page);
  const place = placeOf(engine, p);
  const given = engine.table.given[place]!;
  const freedBy = engine.table.freed[place]! - 1;
  const architecture = architectureOf(engine);
  if (p % PAGE_BYTES === 0)
    return big === undefined ? [] : describeHistory(stacks, architecture, address, big);
  const block = { bytes: bytesOf(given), who: whoOf(given), freedBy };
  return freedBy < 0 ? [] : describeHistory(stacks, architecture, address, block);
}

/** Who allocated and who freed a block that is gone. */
export function describeHistory(
  stacks: AllocationStacks,
  architecture: Architecture,
  address: number,
  { bytes, who, freedBy }: { readonly bytes: number; readonly who: number; readonly freedBy: number },
): string[] {
  const where = formatAddress(architecture, address);
  return [
    `${where}: ${bytes} bytes, allocated by ${by(stacks, who)}`,
    `freed before by ${by(stacks, freedBy)}`,
  ];
}

/** The live blocks at and around damage: the one that begins there, and the one in front, whose owner is the first suspect. */
export function describeDamage(stacks: AllocationStacks, engine: PoolEngine, p: number): string[] {
  const page = Math.floor(p / PAGE_BYTES);
  const big = engine.big.live.get(page);
  if (big !== undefined) return [describe(engine, bigBlock(engine, stacks, big))];
  const code = engine.codes[page] ?? 0;
  if (useOf(code) !== SMALL) return [];
  const pool = engine.small[kindOf(code)];
  const near: string[] = [];
  let front: string | null = null;
  pool.eachBlock(page, (at, g, row, n) => {
    const given = engine.table.given[row + g]!;
    const text =
      given < 0
        ? describe(engine, smallBlock(engine, pool, stacks, { p: at, given, n }))
        : `${formatAddress(architectureOf(engine), engine.base + at)}: free, ${n * engine.layout.granule} bytes`;
    if (at === p) near.push(...(front === null ? [] : [`in front: ${front}`]), `the block: ${text}`);
    else if (front !== null && near.length > 0 && !near.some((line) => line.startsWith('behind')))
      near.push(`behind: ${text}`);
    front = text;
  });
  return near;
}

const placeOf = (engine: PoolEngine, p: number): number =>
  engine.table.rowOf[Math.floor(p / PAGE_BYTES)]! +
  Math.max(((p & (PAGE_BYTES - 1)) >>> engine.layout.shift) - 1, 0);
