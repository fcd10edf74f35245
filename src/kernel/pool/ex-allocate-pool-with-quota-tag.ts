import type { PVOID, SIZE_T, ULONG } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import type { POOL_TYPE } from '../../contract/kernel-types.ts';
import type { Pool } from './pool.ts';
import { allocateWithQuota } from './pool-calls.ts';
import { codesByType, failByType, typeLevels } from './pool-contract.ts';

/** See the call signature. */
export interface ExAllocatePoolWithQuotaTag {
  /**
   * Allocates a block of pool, tags it and charges the current process. IRQL <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
   *
   * Cost: O(1) for a request that fits a page. A block is aligned to 16 bytes (x64) or 8 (x86), one of a page or
   * more to a page, and a smaller one never crosses a page boundary.
   *
   * @param PoolType NonPagedPoolNx, PagedPool, …, with option bits such as POOL_QUOTA_FAIL_INSTEAD_OF_RAISE
   * @param NumberOfBytes bytes wanted, 1 or more
   * @param Tag one to four characters in one number: 0x46726564 is the C constant 'Fred'
   * @returns address of the block; NULL with POOL_QUOTA_FAIL_INSTEAD_OF_RAISE when it fails
   */
  (PoolType: POOL_TYPE, NumberOfBytes: SIZE_T | bigint, Tag: ULONG): PVOID;
}

/** Declaration of ExAllocatePoolWithQuotaTag. Source: ddi:ExAllocatePoolWithQuotaTag, section F.2. */
export const ExAllocatePoolWithQuotaTag: Routine<Pool, ExAllocatePoolWithQuotaTag> =
  routine<ExAllocatePoolWithQuotaTag>()(
    {
      name: 'ExAllocatePoolWithQuotaTag',
      header: 'wdm.h',
      includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      page: 'wdm/nf-wdm-exallocatepoolwithquotatag',
      summary: 'Allocates tagged pool and charges the current process.',
      modes: ['kernel'],
      maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
      parameters: [
        { name: 'PoolType', type: 'POOL_TYPE', direction: 'in' },
        { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
        { name: 'Tag', type: 'ULONG', direction: 'in' },
      ],
      returns: 'PVOID',
      mustCheck: true,
      returnText:
        'Address of the new block. NULL when it cannot be had and PoolType has POOL_QUOTA_FAIL_INSTEAD_OF_RAISE.',
      codes: codesByType,
      seeAlso: ['ExAllocatePool2', 'ExFreePoolWithTag'],
      remarks: [
        'Paged pool is allocated at IRQL <= APC_LEVEL only.',
        'The current process is charged; a driver that runs in the System process is not. A block of whole pages is not charged.',
        'A failure raises STATUS_INSUFFICIENT_RESOURCES unless PoolType has POOL_QUOTA_FAIL_INSTEAD_OF_RAISE.',
        'The memory is not cleared: it holds what was in it before.',
        'ExAllocatePool2 with POOL_FLAG_USE_QUOTA replaces it; that one gives NULL unless it is told to raise.',
      ],
      since: '0.1.0',
    },
    (pool: Pool) => {
      const caller = pool.callerOf('ExAllocatePoolWithQuotaTag');
      return (PoolType, NumberOfBytes, Tag) => allocateWithQuota(pool, caller, PoolType, NumberOfBytes, Tag);
    },
    {
      conditions: typeLevels,
      failures: { STATUS_INSUFFICIENT_RESOURCES: failByType('ExAllocatePoolWithQuotaTag', true) },
    },
  );
