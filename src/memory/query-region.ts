import type { MEMORY_BASIC_INFORMATION } from '../contract/win32-types.ts';
import { MEM_COMMIT, MEM_FREE, MEM_PRIVATE, MEM_RESERVE, PAGE_NOACCESS } from './constants.ts';
import { PAGE_BYTES } from './page-access.ts';
import type { Region } from './region.ts';

/** A free range. */
export const freeRange = (from: number, end: number): MEMORY_BASIC_INFORMATION => ({
  BaseAddress: from,
  AllocationBase: 0,
  AllocationProtect: 0,
  RegionSize: end - from,
  State: MEM_FREE,
  Protect: PAGE_NOACCESS,
  Type: 0,
});

/** The pages from the one that holds an address on that are like it. The address must lie in the region. */
export function queryRegion(region: Region, address: number): MEMORY_BASIC_INFORMATION {
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
