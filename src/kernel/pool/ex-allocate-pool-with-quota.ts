import type { PVOID, SIZE_T } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import type { POOL_TYPE } from '../../contract/kernel-types.ts';
import type { Pool } from './pool.ts';
import { allocateWithQuota } from './pool-calls.ts';
import { codesByType, failByType, typeLevels } from './pool-contract.ts';
import { NO_TAG } from './pool-tags.ts';

/** See the call signature. */
export interface ExAllocatePoolWithQuota {
  /**
   * Allocates a block of pool, tagged None, and charges the current process. IRQL <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
   *
   * Cost: O(1) for a request that fits a page. A block is aligned to 16 bytes (x64) or 8 (x86), one of a page or
   * more to a page, and a smaller one never crosses a page boundary.
   *
   * @param PoolType NonPagedPoolNx, PagedPool, …, with option bits such as POOL_QUOTA_FAIL_INSTEAD_OF_RAISE
   * @param NumberOfBytes bytes wanted, 1 or more
   * @returns address of the block; NULL with POOL_QUOTA_FAIL_INSTEAD_OF_RAISE when it fails
   */
  (PoolType: POOL_TYPE, NumberOfBytes: SIZE_T | bigint): PVOID;
}

/** Declaration of ExAllocatePoolWithQuota. Source: ddi:ExAllocatePoolWithQuota, section F.2. */
export const ExAllocatePoolWithQuota: Routine<Pool, ExAllocatePoolWithQuota> =
  routine<ExAllocatePoolWithQuota>()(
    {
      name: 'ExAllocatePoolWithQuota',
      header: 'wdm.h',
      includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h, Classpnp.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      page: 'wdm/nf-wdm-exallocatepoolwithquota',
      summary: 'Allocates pool without a tag of the caller and charges the current process.',
      modes: ['kernel'],
      maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
      parameters: [
        { name: 'PoolType', type: 'POOL_TYPE', direction: 'in' },
        { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
      ],
      returns: 'PVOID',
      mustCheck: true,
      returnText:
        'Address of the new block. NULL when it cannot be had and PoolType has POOL_QUOTA_FAIL_INSTEAD_OF_RAISE.',
      codes: codesByType,
      seeAlso: ['ExAllocatePool2', 'ExAllocatePoolWithQuotaTag'],
      remarks: [
        'Paged pool is allocated at IRQL <= APC_LEVEL only.',
        'The current process is charged; a driver that runs in the System process is not. A block of whole pages is not charged.',
        'A failure raises STATUS_INSUFFICIENT_RESOURCES unless PoolType has POOL_QUOTA_FAIL_INSTEAD_OF_RAISE.',
        'The memory is not cleared: it holds what was in it before.',
        'Obsolete: the block cannot be told from those of other drivers.',
      ],
      since: '0.1.0',
    },
    (pool: Pool) => {
      const caller = pool.callerOf('ExAllocatePoolWithQuota');
      return (PoolType, NumberOfBytes) => allocateWithQuota(pool, caller, PoolType, NumberOfBytes, NO_TAG);
    },
    {
      conditions: typeLevels,
      failures: { STATUS_INSUFFICIENT_RESOURCES: failByType('ExAllocatePoolWithQuota', true) },
    },
  );
