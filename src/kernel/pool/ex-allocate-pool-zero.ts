import type { PVOID, SIZE_T, ULONG } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import { POOL_ZERO_ALLOCATION } from '../../contract/kernel-constants.generated.ts';
import type { POOL_TYPE } from '../../contract/kernel-types.ts';
import type { Pool } from './pool.ts';
import { allocateByType } from './pool-calls.ts';
import { codesByType, failByType, typeLevels } from './pool-contract.ts';

/** See the call signature. */
export interface ExAllocatePoolZero {
  /**
   * Allocates a block of pool and clears it. IRQL <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
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

/** Declaration of ExAllocatePoolZero. Source: ddi:ExAllocatePoolZero. */
export const ExAllocatePoolZero: Routine<Pool, ExAllocatePoolZero> = routine<ExAllocatePoolZero>()(
  {
    name: 'ExAllocatePoolZero',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: null,
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-exallocatepoolzero',
    summary: 'Allocates zeroed pool of a type.',
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
    seeAlso: ['ExAllocatePool2', 'ExAllocatePoolUninitialized', 'ExFreePoolWithTag'],
    remarks: [
      'Paged pool is allocated at IRQL <= APC_LEVEL only.',
      'An inline routine for drivers that also run on versions of Windows without ExAllocatePool2.',
    ],
    since: '0.1.0',
  },
  (pool: Pool) => {
    const caller = pool.callerOf('ExAllocatePoolZero');
    return (PoolType, NumberOfBytes, Tag) =>
      allocateByType(pool, caller, PoolType | POOL_ZERO_ALLOCATION, NumberOfBytes, Tag);
  },
  {
    conditions: typeLevels,
    failures: { STATUS_INSUFFICIENT_RESOURCES: failByType('ExAllocatePoolZero', false) },
  },
);
