import { MEM_COMMIT, MEM_FREE, MEM_PRIVATE, MEM_RESERVE, PAGE_NOACCESS } from './constants.ts';
import { PAGE_BYTES } from './page-access.ts';
import type { Region } from './region.ts';

/** Pages of equal state and protection: the members of MEMORY_BASIC_INFORMATION. */
export interface MemoryRange {
  /** First address: that of the page that was asked about. */
  readonly BaseAddress: number;
  /** First address of the reservation; 0 for free pages. */
  readonly AllocationBase: number;
  /** PAGE_* value the reservation was made with; 0 for free pages. */
  readonly AllocationProtect: number;
  /** Bytes from BaseAddress on that have the same state and protection. */
  readonly RegionSize: number;
  /** MEM_COMMIT, MEM_RESERVE or MEM_FREE. */
  readonly State: number;
  /** PAGE_* value now; 0 for reserved pages, PAGE_NOACCESS for free ones. */
  readonly Protect: number;
  /** MEM_PRIVATE; 0 for free pages. */
  readonly Type: number;
}

/** A free range. */
export const freeRange = (from: number, end: number): MemoryRange => ({
  BaseAddress: from,
  AllocationBase: 0,
  AllocationProtect: 0,
  RegionSize: end - from,
  State: MEM_FREE,
  Protect: PAGE_NOACCESS,
  Type: 0,
});

/** The pages from the one that holds an address on that are like it. The address must lie in the region. */
export function queryRegion(region: Region, address: number): MemoryRange {
  const page = Math.floor((address - region.base) / PAGE_BYTES);
  const BaseAddress = region.base + page * PAGE_BYTES;
  const allocation = region.allocations.find(page);
  if (allocation === null) {
    const next = region.allocations.next(page);
    return freeRange(BaseAddress, region.base + (next === null ? region.bytes : next.page * PAGE_BYTES));
  }
  const protection = region.protection[page]!;
  const endOfAllocation = allocation.page + allocation.pages;
  let end = page + 1;
  while (end < endOfAllocation && region.protection[end] === protection) end += 1;
  return {
    BaseAddress,
    AllocationBase: region.base + allocation.page * PAGE_BYTES,
    AllocationProtect: allocation.protection,
    RegionSize: (end - page) * PAGE_BYTES,
    State: protection === 0 ? MEM_RESERVE : MEM_COMMIT,
    Protect: protection,
    Type: MEM_PRIVATE,
  };
}
