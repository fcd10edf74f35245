import type { Architecture } from '../contract/c-types.ts';
import {
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INVALID_PAGE_PROTECTION,
  STATUS_INVALID_PARAMETER_2,
  STATUS_INVALID_PARAMETER_3,
  STATUS_NOT_COMMITTED,
  STATUS_SUCCESS,
} from '../status/common.ts';
import type { AddressSpace } from './address-space.ts';
import { PAGE_BYTES } from './page-access.ts';
import { isPrivateProtection } from './protection.ts';
import { failed, isInUserRange, type RangeResult, unsignedSize, userEnd } from './virtual-memory-range.ts';

/** Arguments of NtProtectVirtualMemory. */
export interface ProtectRequest {
  /** Address in the first page. */
  readonly base: number;
  /** Bytes, as a signed canonical number. */
  readonly size: number;
  /** New PAGE_* value. */
  readonly protect: number;
}

/** What protecting gives: as for the others, and the former protection of the first page (0 after a failure). */
export interface ProtectResult extends RangeResult {
  readonly old: number;
}

const refused = (status: number): ProtectResult => ({ ...failed(status), old: 0 });

/**
 * Changes the protection of committed pages of one reservation.
 * @param space address space of the process, or the status its handle gave
 */
export function protectVirtualMemory(
  architecture: Architecture,
  space: AddressSpace | number,
  request: ProtectRequest,
): ProtectResult {
  const asked = unsignedSize(architecture, request.size);
  if (!isPrivateProtection(request.protect)) return refused(STATUS_INVALID_PAGE_PROTECTION);
  if (!isInUserRange(architecture, request.base)) return refused(STATUS_INVALID_PARAMETER_2);
  if (asked === 0 || asked > userEnd(architecture) - request.base) return refused(STATUS_INVALID_PARAMETER_3);
  if (typeof space === 'number') return refused(space);

  const region = space.user;
  if (!region?.contains(request.base)) return refused(STATUS_CONFLICTING_ADDRESSES);
  const page = Math.floor((request.base - region.base) / PAGE_BYTES);
  const base = region.base + page * PAGE_BYTES;
  const size = Math.ceil((request.base + asked) / PAGE_BYTES) * PAGE_BYTES - base;
  const allocation = region.allocations.find(page);
  if (allocation === null || page + size / PAGE_BYTES > allocation.page + allocation.pages) {
    return refused(STATUS_CONFLICTING_ADDRESSES);
  }
  if (space.windows?.holds(base)) return refused(STATUS_INVALID_PAGE_PROTECTION);
  const old = region.protect(base, size, request.protect);
  return old === null ? refused(STATUS_NOT_COMMITTED) : { status: STATUS_SUCCESS, base, size, old };
}
