import type { Architecture } from '../contract/c-types.ts';
import {
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INVALID_PAGE_PROTECTION,
  STATUS_INVALID_PARAMETER_2,
  STATUS_INVALID_PARAMETER_3,
  STATUS_INVALID_PARAMETER_4,
  STATUS_INVALID_PARAMETER_5,
  STATUS_NO_MEMORY,
  STATUS_NOT_COMMITTED,
  STATUS_SUCCESS,
} from '../status/common.ts';
import type { AddressSpace } from './address-space.ts';
import {
  MEM_COMMIT,
  MEM_LARGE_PAGES,
  MEM_PHYSICAL,
  MEM_RESERVE,
  MEM_RESET,
  MEM_RESET_UNDO,
  MEM_TOP_DOWN,
  MEM_WRITE_WATCH,
  PAGE_READWRITE,
} from './constants.ts';
import { PAGE_BYTES, UNIT_BYTES } from './page-access.ts';
import { isPrivateProtection } from './protection.ts';
import type { Region } from './region.ts';
import {
  failed,
  isInUserRange,
  type NotModelledRequest,
  outsideRegion,
  type RangeResult,
  unsignedSize,
  userEnd,
} from './virtual-memory-range.ts';
import { zeroBitsLimit } from './zero-bits.ts';

/** Arguments of NtAllocateVirtualMemory. */
export interface AllocateRequest {
  /** Wanted address, or 0 for anywhere. */
  readonly base: number;
  /** ZeroBits. */
  readonly zeroBits: number;
  /** Bytes, as a signed canonical number. */
  readonly size: number;
  /** MEM_* flags. */
  readonly type: number;
  /** PAGE_* value. */
  readonly protect: number;
}

const RESETS = MEM_RESET | MEM_RESET_UNDO;
const NEEDS_RESERVE = MEM_WRITE_WATCH | MEM_PHYSICAL;
const NOT_MODELLED = MEM_WRITE_WATCH | MEM_LARGE_PAGES;
const KNOWN = MEM_COMMIT | MEM_RESERVE | RESETS | MEM_TOP_DOWN | MEM_PHYSICAL | NOT_MODELLED;

/**
 * Reserves, commits, or both. Order of checks: ZeroBits, type, protection,
 * address, size, process, then the range itself (B-226, B-227; the order among
 * them is *ours*, docs/decisions/0004-memory.md).
 * @param space address space of the process, or the status its handle gave
 */
export function allocateVirtualMemory(
  architecture: Architecture,
  space: AddressSpace | number,
  request: AllocateRequest,
): RangeResult | NotModelledRequest {
  const { base, type, protect } = request;
  const size = unsignedSize(architecture, request.size);
  const limit = zeroBitsLimit(architecture, request.zeroBits);
  if (limit === null) return failed(STATUS_INVALID_PARAMETER_3);
  if (!isAllocationType(type)) return failed(STATUS_INVALID_PARAMETER_5);
  if (!isPrivateProtection(protect)) return failed(STATUS_INVALID_PAGE_PROTECTION);
  const isWindow = (type & MEM_PHYSICAL) !== 0;
  if (isWindow && protect !== PAGE_READWRITE) return failed(STATUS_INVALID_PAGE_PROTECTION);
  if (!isInUserRange(architecture, base)) return failed(STATUS_INVALID_PARAMETER_2);
  if (size === 0 || size > userEnd(architecture) - base) return failed(STATUS_INVALID_PARAMETER_4);
  if (typeof space === 'number') return failed(space);
  if ((type & NOT_MODELLED) !== 0) return { notModelled: 'MEM_WRITE_WATCH and MEM_LARGE_PAGES' };
  const region = space.user;
  if (region === null) return failed(STATUS_NO_MEMORY);
  if ((type & RESETS) !== 0) return reset(region, base, size);
  if (base !== 0 && (type & MEM_RESERVE) === 0) return commitAt(space, region, request, size);
  if (isWindow && space.windows === null) return { notModelled: 'MEM_PHYSICAL in this process' };
  const result =
    base === 0 ? allocateAnywhere(region, request, size, limit) : reserveAt(region, request, size);
  if (isWindow && 'base' in result && result.status === STATUS_SUCCESS)
    space.windows?.add(result.base, result.size);
  return result;
}

/** True for a combination of flags that means something, whether or not it is modelled. */
function isAllocationType(type: number): boolean {
  if ((type & ~KNOWN) !== 0) return false;
  if ((type & (MEM_COMMIT | MEM_RESERVE | RESETS)) === 0) return false;
  if ((type & RESETS) !== 0) return type === MEM_RESET || type === MEM_RESET_UNDO;
  if ((type & NEEDS_RESERVE) !== 0 && (type & MEM_RESERVE) === 0) return false;
  if ((type & MEM_PHYSICAL) !== 0 && (type & ~(MEM_PHYSICAL | MEM_RESERVE | MEM_TOP_DOWN)) !== 0)
    return false;
  return (type & MEM_LARGE_PAGES) === 0 || (type & MEM_COMMIT) !== 0;
}

/** Without an address MEM_COMMIT alone reserves too. */
function allocateAnywhere(
  region: Region,
  request: AllocateRequest,
  asked: number,
  limit: number,
): RangeResult {
  const size = Math.ceil(asked / PAGE_BYTES) * PAGE_BYTES;
  const below = Math.min(limit, region.base + region.bytes);
  const topDown = (request.type & MEM_TOP_DOWN) !== 0;
  const base = region.reserve(size, request.protect, { topDown, below });
  if (base === null) return failed(STATUS_NO_MEMORY);
  return commitNew(region, request, base, size);
}

/** A given address is rounded down to 64 KB, the end up to a page (B-223). */
function reserveAt(
  region: Region,
  request: AllocateRequest,
  asked: number,
): RangeResult | NotModelledRequest {
  const base = Math.floor(request.base / UNIT_BYTES) * UNIT_BYTES;
  // The first 64 KB of the address space are never given out.
  if (base === 0) return failed(STATUS_INVALID_PARAMETER_2);
  const size = Math.ceil((request.base + asked) / PAGE_BYTES) * PAGE_BYTES - base;
  const first = region.base + UNIT_BYTES;
  if (base < first || base + size > region.base + region.bytes) {
    return { notModelled: outsideRegion(base, region) };
  }
  if (region.reserve(size, request.protect, { at: base }) === null)
    return failed(STATUS_CONFLICTING_ADDRESSES);
  return commitNew(region, request, base, size);
}

/** Commits a fresh reservation if that was asked for; without memory the reservation is undone. */
function commitNew(region: Region, request: AllocateRequest, base: number, size: number): RangeResult {
  if ((request.type & MEM_COMMIT) !== 0) {
    const status = region.commit(base, size, request.protect);
    if (status !== STATUS_SUCCESS) {
      region.release(base);
      return failed(status);
    }
  }
  return { status: STATUS_SUCCESS, base, size };
}

/** The whole pages that hold a byte of a range. */
function pagesOf(address: number, asked: number): { readonly base: number; readonly size: number } {
  const base = Math.floor(address / PAGE_BYTES) * PAGE_BYTES;
  return { base, size: Math.ceil((address + asked) / PAGE_BYTES) * PAGE_BYTES - base };
}

/**
 * MEM_RESET and MEM_RESET_UNDO on committed pages. The system may drop the content of pages that were reset when it
 * needs their memory; without a paging file it never gets any that way, so they keep it and undoing always works
 * (*ours*, docs/decisions/0004-memory.md).
 */
function reset(region: Region, address: number, asked: number): RangeResult {
  const { base, size } = pagesOf(address, asked);
  if (!region.contains(base)) return failed(STATUS_CONFLICTING_ADDRESSES);
  const page = (base - region.base) / PAGE_BYTES;
  const end = page + size / PAGE_BYTES;
  const allocation = region.allocations.find(page);
  if (allocation === null || end > allocation.page + allocation.pages)
    return failed(STATUS_CONFLICTING_ADDRESSES);
  const committed = region.protection.subarray(page, end).every((protection) => protection !== 0);
  return committed ? { status: STATUS_SUCCESS, base, size } : failed(STATUS_NOT_COMMITTED);
}

/** MEM_COMMIT at an address works on whole pages of one reservation. */
function commitAt(space: AddressSpace, region: Region, request: AllocateRequest, asked: number): RangeResult {
  const { base, size } = pagesOf(request.base, asked);
  // The pages of a window get their memory by mapping.
  if (!region.contains(base) || space.windows?.holds(base)) return failed(STATUS_CONFLICTING_ADDRESSES);
  const status = region.commit(base, size, request.protect);
  return status === STATUS_SUCCESS ? { status, base, size } : failed(status);
}
