import type { Architecture } from '../contract/c-types.ts';
import {
  STATUS_FREE_VM_NOT_AT_BASE,
  STATUS_INVALID_PARAMETER_2,
  STATUS_INVALID_PARAMETER_3,
  STATUS_INVALID_PARAMETER_4,
  STATUS_MEMORY_NOT_ALLOCATED,
  STATUS_SUCCESS,
  STATUS_UNABLE_TO_FREE_VM,
} from '../status/common.ts';
import type { AddressSpace } from './address-space.ts';
import { MEM_DECOMMIT, MEM_RELEASE } from './constants.ts';
import { PAGE_BYTES } from './page-access.ts';
import { failed, isInUserRange, type RangeResult, unsignedSize, userEnd } from './virtual-memory-range.ts';

/** Arguments of NtFreeVirtualMemory. */
export interface FreeRequest {
  /** Address in the reservation. */
  readonly base: number;
  /** Bytes, as a signed canonical number; 0 for the whole reservation. */
  readonly size: number;
  /** MEM_DECOMMIT or MEM_RELEASE. */
  readonly type: number;
  /** Whether MEM_RELEASE takes a size. The page says it must be 0; Windows releases a part (profile `observed`). */
  readonly partialRelease: boolean;
}

/**
 * Decommits pages or releases a reservation (B-228). Size 0 means the whole
 * reservation, whose base the address must then be.
 * @param space address space of the process, or the status its handle gave
 */
export function freeVirtualMemory(
  architecture: Architecture,
  space: AddressSpace | number,
  request: FreeRequest,
): RangeResult {
  const asked = unsignedSize(architecture, request.size);
  if (request.type !== MEM_DECOMMIT && request.type !== MEM_RELEASE)
    return failed(STATUS_INVALID_PARAMETER_4);
  if (!isInUserRange(architecture, request.base)) return failed(STATUS_INVALID_PARAMETER_2);
  if (asked > userEnd(architecture) - request.base) return failed(STATUS_INVALID_PARAMETER_3);
  if (typeof space === 'number') return failed(space);

  const region = space.user;
  const page = region === null ? -1 : Math.floor((request.base - region.base) / PAGE_BYTES);
  const allocation = region?.contains(request.base) ? region.allocations.find(page) : null;
  if (region === null || allocation === null) return failed(STATUS_MEMORY_NOT_ALLOCATED);
  const releases = request.type === MEM_RELEASE;
  if (releases && asked !== 0 && !request.partialRelease) return failed(STATUS_INVALID_PARAMETER_3);
  if (asked === 0 && page !== allocation.page) return failed(STATUS_FREE_VM_NOT_AT_BASE);

  const base = region.base + page * PAGE_BYTES;
  const end = region.base + (allocation.page + allocation.pages) * PAGE_BYTES;
  const size = asked === 0 ? end - base : Math.ceil((request.base + asked) / PAGE_BYTES) * PAGE_BYTES - base;
  if (base + size > end) return failed(STATUS_UNABLE_TO_FREE_VM);
  const isWindow = space.windows?.holds(base) ?? false;
  // A window is released as a whole, and its pages have no memory of their own that could be taken.
  if (isWindow && (!releases || size !== allocation.pages * PAGE_BYTES))
    return failed(STATUS_UNABLE_TO_FREE_VM);
  if (isWindow) space.windows?.remove(base);
  if (releases) region.release(base, size);
  else region.decommit(base, size);
  return { status: STATUS_SUCCESS, base, size };
}
