import type { PVOID, SIZE_T } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import type { POOL_TYPE } from '../../contract/kernel-types.ts';
import type { Pool } from './pool.ts';
import { allocateByType } from './pool-calls.ts';
import { codesByType, failByType, typeLevels } from './pool-contract.ts';
import { NO_TAG } from './pool-tags.ts';

/** See the call signature. */
export interface ExAllocatePool {
  /**
   * Allocates a block of pool; its tag is None. IRQL <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
   *
   * Cost: O(1) for a request that fits a page. A block is aligned to 16 bytes (x64) or 8 (x86), one of a page or
   * more to a page, and a smaller one never crosses a page boundary.
   *
   * @param PoolType NonPagedPoolNx, PagedPool, …, with option bits such as POOL_RAISE_IF_ALLOCATION_FAILURE
   * @param NumberOfBytes bytes wanted, 1 or more
   * @returns address of the block, or NULL where an exception was not asked for
   */
  (PoolType: POOL_TYPE, NumberOfBytes: SIZE_T | bigint): PVOID;
}

/** Declaration of ExAllocatePool. Source: ddi:ExAllocatePool, section F.2. */
export const ExAllocatePool: Routine<Pool, ExAllocatePool> = routine<ExAllocatePool>()(
  {
    name: 'ExAllocatePool',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Classpnp.h, Smcnt.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-exallocatepool',
    summary: 'Allocates pool of a type, without a tag of the caller.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'IRQL <= DISPATCH_LEVEL (see Remarks section)',
      source: 'page',
    },
    parameters: [
      { name: 'PoolType', type: 'POOL_TYPE', direction: 'in' },
      { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    returnText: 'Address of the new block. NULL when there is no memory and no exception was asked for.',
    codes: codesByType,
    seeAlso: ['ExAllocatePool2', 'ExFreePool'],
    remarks: [
      'Paged pool is allocated at IRQL <= APC_LEVEL only.',
      'The memory is not cleared: it holds what was in it before.',
      'Obsolete: the block cannot be told from those of other drivers.',
    ],
    since: '0.1.0',
  },
  (pool: Pool) => {
    const caller = pool.callerOf('ExAllocatePool');
    return (PoolType, NumberOfBytes) => allocateByType(pool, caller, PoolType, NumberOfBytes, NO_TAG);
  },
  {
    conditions: typeLevels,
    failures: { STATUS_INSUFFICIENT_RESOURCES: failByType('ExAllocatePool', false) },
  },
);
