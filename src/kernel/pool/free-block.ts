/**
 * ExFreePool and kin, the long way: which block is it, may it be freed, is it
 * sound, does the tag match; then it goes back. Every address that is no live
 * block ends here too (F-035, F-037).
 */
import { formatAddress, isUserAddress } from '../../machine/addresses.ts';
import { PAGE_BYTES } from '../../memory/page-access.ts';
import type { PoolCaller } from './allocation-stacks.ts';
import { describeDamage, describeFreed } from './block-report.ts';
import { bytesOf, CHARGED } from './block-table.ts';
import { type FoundBlock, findBlock, offsetIn, type SmallBlock } from './find-block.ts';
import { PAGED_POOL } from './kinds.ts';
import { kindOf, MAPPED, NO_POOL, REST, SMALL, UNUSED, useOf } from './page-map.ts';
import type { Pool } from './pool.ts';
import type { PoolEngine } from './pool-engine.ts';
import { tagText } from './pool-tags.ts';

/** Frees a block, or reports why the address cannot be freed. */
export function freeBlock(pool: Pool, caller: PoolCaller, address: number, tag: number): void {
  pool.caller = caller;
  const who = pool.whoCalls(caller);
  if (pool.front?.free(address, tag, who, caller.routine) === true) return;
  const { engine } = pool;
  const found = engine === null ? null : findBlock(engine, address);
  if (engine === null || found === null) {
    refuse(pool, engine, caller, address);
    return;
  }
  const bytes = found.size === 'big' ? found.block.bytes : bytesOf(engine.table.given[found.row + found.g]!);
  pool.tellFree(address, bytes, caller.routine);
  if (found.size === 'big') {
    engine.big.check(found.block);
    checkTag(pool, engine, caller, found, tag, found.block.tag);
    engine.big.give(engine.pages[found.block.kind], found.block, who);
  } else freeSmall(pool, engine, caller, found, tag, who);
  const { events } = pool.host;
  if (events.active) events.emit({ kind: 'free', heap: 0, address });
  events.blocks?.closed(address);
}

function freeSmall(
  pool: Pool,
  engine: PoolEngine,
  caller: PoolCaller,
  found: SmallBlock,
  tag: number,
  who: number,
): void {
  const { p, g, row, n, pool: blocks } = found;
  for (
    let damage = blocks.liveDamage(p, g, row, n);
    damage !== null;
    damage = blocks.liveDamage(p, g, row, n)
  ) {
    blocks.report(damage, p, n);
    blocks.mend(p >>> 12);
  }
  checkTag(pool, engine, caller, found, tag, engine.tagAt(p));
  if ((engine.table.given[row + g]! & CHARGED) !== 0) returnCharge(pool, engine, caller, found);
  blocks.give(p, g, row, n, who);
}

/** F-034: a tag that is given must be the one of the block; 0 asks for no check. */
function checkTag(
  pool: Pool,
  engine: PoolEngine,
  { routine }: PoolCaller,
  found: FoundBlock,
  given: number,
  allocated: number,
): void {
  const tag = given >>> 0;
  if (tag === 0 || tag === allocated) return;
  pool.host.violation({
    rule: 'pool-wrong-tag',
    routine,
    values: [engine.base + found.p, allocated, tag],
    details: [
      `the block has tag '${tagText(allocated)}', the call says '${tagText(tag)}'`,
      ...describeDamage(pool.stacks, engine, found.p),
    ],
  });
}

/** Why a pointer to a process is no such pointer: subtype of 0xC2. Which is which is *ours*. */
const NO_ADDRESS = 0xb;
const NO_MEMORY = 0xc;
const NO_PROCESS = 0xd;

/** Takes the charge of a block back (F-029), after a look at the process pointer in memory. */
function returnCharge(pool: Pool, engine: PoolEngine, { routine }: PoolCaller, { p, n }: SmallBlock): void {
  const { host, charges } = pool;
  const process = charges.processOf(p);
  const wanted = process === undefined ? undefined : charges.pointerOf(process);
  const pointer = engine.readOwner(p, n);
  if (pointer !== wanted) {
    const isKernel = engine.region.contains(pointer);
    const hasMemory =
      isKernel && engine.region.protection[Math.floor((pointer - engine.base) / PAGE_BYTES)] !== 0;
    const subtype = !isKernel ? NO_ADDRESS : hasMemory ? NO_PROCESS : NO_MEMORY;
    const tag = engine.tagAt(p);
    host.violation({
      rule: 'pool-quota-process',
      routine,
      values: [subtype, engine.base + p, tag, pointer],
      details: describeDamage(pool.stacks, engine, p),
    });
  }
  charges.remove(p);
}

/** The address is no live block: says so as the memory manager would. */
function refuse(pool: Pool, engine: PoolEngine | null, { routine }: PoolCaller, address: number): void {
  const { host } = pool;
  const p = engine === null ? -1 : offsetIn(engine, address);
  if (engine !== null && p >= 0) {
    const freed = describeFreed(pool.stacks, engine, address);
    if (freed.length > 0) {
      host.violation({ rule: 'pool-double-free', routine, values: [address], details: freed });
      return;
    }
    if (isFreeHeader(engine, p)) {
      const header = address - engine.layout.granule;
      host.violation({
        rule: 'pool-free-of-free-block',
        routine,
        values: [header],
        details: describeDamage(pool.stacks, engine, p),
      });
      return;
    }
  }
  const subtype = badAddress(host.architecture, engine, p, address);
  const inPool = engine !== null && p >= 0 && useOf(engine.codes[Math.floor(p / PAGE_BYTES)]!) !== NO_POOL;
  host.violation({
    rule: inPool ? 'pool-free-bad-address' : 'pool-free-outside',
    routine,
    values: [subtype, address, ...offsetInPagedPool(engine, p, subtype)],
    details: [
      `${formatAddress(host.architecture, address, host.pointers)} was not given out by a pool routine`,
      ...holder(pool, engine, p),
    ],
  });
}

/** Whether a header of a free block stands in front of an address. */
function isFreeHeader(engine: PoolEngine, p: number): boolean {
  const page = Math.floor(p / PAGE_BYTES);
  const inPage = p % PAGE_BYTES;
  if (useOf(engine.codes[page]!) !== SMALL || inPage === 0 || p % engine.layout.granule !== 0) return false;
  return engine.table.sizes[engine.table.rowOf[page]! + (inPage >>> engine.layout.shift) - 1] !== 0;
}

/** The block that holds an address in its middle. */
function holder(pool: Pool, engine: PoolEngine | null, p: number): string[] {
  if (engine === null || p < 0) return [];
  const page = Math.floor(p / PAGE_BYTES);
  const big = engine.big.holding(page);
  if (big !== undefined) return describeDamage(pool.stacks, engine, big.page * PAGE_BYTES);
  if (useOf(engine.codes[page]!) !== SMALL) return [];
  const row = engine.table.rowOf[page]!;
  const start = engine.table.startOf(row, (p % PAGE_BYTES) >>> engine.layout.shift);
  if (start < 0) return [];
  return describeDamage(pool.stacks, engine, page * PAGE_BYTES + ((start + 1) << engine.layout.shift));
}

/** Forms of a bad address: subtypes of 0xC2 (F-037). The labels are the page's, which case each one names is *ours*. */
const badAddresses = {
  /** NULL, or the first byte of a page of small blocks, where no block begins. */
  invalid: 0x46,
  user: 0x40,
  /** Nonpaged pool without memory. */
  nonpagedNoMemory: 0x41,
  /** No memory of the system at all. */
  nowhere: 0x42,
  /** Memory of the system that is not pool. */
  otherMemory: 0x43,
  /** Inside a block of whole pages of nonpaged pool. */
  nonpagedInside: 0x44,
  /** Free pages of nonpaged pool. */
  nonpagedFree: 0x47,
  /** Paged pool without memory, at a page boundary. */
  pagedFree: 0x48,
  /** Paged pool without memory, elsewhere. */
  pagedUnaligned: 0x50,
  /** In a page of small blocks, but no block begins there. */
  noBlock: 0x99,
  /** Inside a block of whole pages of paged pool. */
  pagedInside: 0x4_1286,
} as const;

function badAddress(
  architecture: 'x64' | 'x86',
  engine: PoolEngine | null,
  p: number,
  address: number,
): number {
  if (address === 0) return badAddresses.invalid;
  if (isUserAddress(architecture, address)) return badAddresses.user;
  if (engine === null || p < 0) return badAddresses.nowhere;
  const page = Math.floor(p / PAGE_BYTES);
  const code = engine.codes[page]!;
  const use = useOf(code);
  if (use === NO_POOL) {
    return engine.region.protection[page] === 0 ? badAddresses.nowhere : badAddresses.otherMemory;
  }
  if (use === SMALL) return p % PAGE_BYTES === 0 ? badAddresses.invalid : badAddresses.noBlock;
  const paged = kindOf(code) === PAGED_POOL;
  if (use === UNUSED && !paged) return badAddresses.nonpagedNoMemory;
  if (use === UNUSED) return p % PAGE_BYTES === 0 ? badAddresses.pagedFree : badAddresses.pagedUnaligned;
  if (use === MAPPED) return badAddresses.nonpagedFree;
  if (use === REST || engine.big.live.has(page))
    return paged ? badAddresses.pagedInside : badAddresses.nonpagedInside;
  return badAddresses.noBlock;
}

/** For 0x50: the offset in pages from the reservation's start, and its size in bytes. */
function offsetInPagedPool(engine: PoolEngine | null, p: number, subtype: number): number[] {
  if (engine === null || subtype !== badAddresses.pagedUnaligned) return [];
  const page = Math.floor(p / PAGE_BYTES);
  const start = engine.pages[PAGED_POOL].chunkStart(page);
  return [page - start];
}
