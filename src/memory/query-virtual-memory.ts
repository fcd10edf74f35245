import type { Architecture } from '../contract/c-types.ts';
import type { MEMORY_BASIC_INFORMATION } from '../contract/win32-types.ts';
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../status/common.ts';
import type { AddressSpace } from './address-space.ts';
import { MEM_FREE } from './constants.ts';
import { PAGE_BYTES } from './page-access.ts';
import { freeRange, queryRegion } from './query-region.ts';
import { isInUserRange, userEnd } from './virtual-memory-range.ts';

/** An NTSTATUS and, after success, what was found. */
export interface QueryResult {
  readonly status: number;
  readonly range: MEMORY_BASIC_INFORMATION | null;
}

/**
 * Looks at a page of the user range and those behind it that are like it. What
 * lies outside the region of the process is free: nothing can be reserved there.
 * @param space address space of the process, or the status its handle gave
 */
export function queryVirtualMemory(
  architecture: Architecture,
  space: AddressSpace | number,
  address: number,
): QueryResult {
  if (!isInUserRange(architecture, address)) return { status: STATUS_INVALID_PARAMETER, range: null };
  if (typeof space === 'number') return { status: space, range: null };
  const base = Math.floor(address / PAGE_BYTES) * PAGE_BYTES;
  const end = userEnd(architecture);
  const region = space.user;
  if (region === null || base >= region.base + region.bytes) {
    return { status: STATUS_SUCCESS, range: freeRange(base, end) };
  }
  // The first 64 KB of a region are never reserved, so a free range below it goes on into it.
  const found = queryRegion(region, Math.max(base, region.base));
  if (found.State !== MEM_FREE) return { status: STATUS_SUCCESS, range: found };
  return { status: STATUS_SUCCESS, range: freeRange(base, freeEnd(found, region.base + region.bytes, end)) };
}

/** End of a free range: one that reaches the end of the region goes on to the end of the user range. */
function freeEnd(found: MEMORY_BASIC_INFORMATION, regionEnd: number, end: number): number {
  const foundEnd = found.BaseAddress + found.RegionSize;
  return foundEnd === regionEnd ? end : foundEnd;
}
