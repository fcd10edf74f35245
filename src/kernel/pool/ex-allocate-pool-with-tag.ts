import type { PVOID, SIZE_T, ULONG } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import type { POOL_TYPE } from '../../contract/kernel-types.ts';
import type { Pool } from './pool.ts';
import { allocateByType } from './pool-calls.ts';
import { codesByType, failByType, typeLevels } from './pool-contract.ts';
import { plainTypes } from './pool-requests.ts';
import type { Allocate } from './short-path.ts';

/** See the call signature. */
export interface ExAllocatePoolWithTag {
  /**
   * Allocates a block of pool and tags it. IRQL <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
   *
   * Cost: O(1) for a request that fits a page. A block is aligned to 16 bytes (x64) or 8 (x86), one of a page or
   * more to a page, and a smaller one never crosses a page boundary.
   *
   * @param PoolType NonPagedPoolNx, PagedPool, …, with option bits such as POOL_RAISE_IF_ALLOCATION_FAILURE
   * @param NumberOfBytes bytes wanted, 1 or more
   * @param Tag one to four characters in one number: 0x46726564 is the C constant 'Fred'
   * @returns address of the block, or NULL where an exception was not asked for
   */
  (PoolType: POOL_TYPE, NumberOfBytes: SIZE_T | bigint, Tag: ULONG): PVOID;
}

/** Declaration of ExAllocatePoolWithTag. Source: ddi:ExAllocatePoolWithTag, section F.2. */
export const ExAllocatePoolWithTag: Routine<Pool, ExAllocatePoolWithTag> = routine<ExAllocatePoolWithTag>()(
  {
    name: 'ExAllocatePoolWithTag',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-exallocatepoolwithtag',
    summary: 'Allocates pool of a type with a tag.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'IRQL <= DISPATCH_LEVEL (see Remarks section)',
      source: 'page',
    },
    parameters: [
      { name: 'PoolType', type: 'POOL_TYPE', direction: 'in' },
      { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
      { name: 'Tag', type: 'ULONG', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    returnText: 'Address of the new block. NULL when there is no memory and no exception was asked for.',
    codes: codesByType,
    seeAlso: ['ExAllocatePool2', 'ExFreePoolWithTag', 'ExAllocatePoolWithQuotaTag'],
    remarks: [
      'Paged pool is allocated at IRQL <= APC_LEVEL only.',
      'The memory is not cleared: it holds what was in it before.',
      'Deprecated since Windows 10, version 2004, in favour of ExAllocatePool2.',
      'A tag of 0, one without a letter or digit, and the tag BIG are bug checks, and so is a must-succeed type.',
      'With POOL_RAISE_IF_ALLOCATION_FAILURE a failure is an exception and no NULL.',
    ],
    since: '0.1.0',
  },
  (pool: Pool) => {
    const caller = pool.callerOf('ExAllocatePoolWithTag');
    return (PoolType, NumberOfBytes, Tag) => allocateByType(pool, caller, PoolType, NumberOfBytes, Tag);
  },
  {
    inFront: (pool, door) =>
      pool.short.allocate(pool.callerOf('ExAllocatePoolWithTag'), plainTypes, door as Allocate),
    conditions: typeLevels,
    failures: { STATUS_INSUFFICIENT_RESOURCES: failByType('ExAllocatePoolWithTag', false) },
  },
);
