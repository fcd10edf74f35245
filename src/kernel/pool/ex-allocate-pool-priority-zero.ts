import type { PVOID, SIZE_T, ULONG } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import { POOL_ZERO_ALLOCATION } from '../../contract/kernel-constants.generated.ts';
import type { POOL_TYPE } from '../../contract/kernel-types.ts';
import type { Pool } from './pool.ts';
import { codesByType, failByType, typeLevels } from './pool-contract.ts';
import { allocateWithPriority } from './pool-priority.ts';

/** See the call signature. */
export interface ExAllocatePoolPriorityZero {
  /**
   * Allocates a cleared block of pool; a request of low priority fails while memory is short. IRQL <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
   *
   * Cost: O(1) for a request that fits a page. A block is aligned to 16 bytes (x64) or 8 (x86), one of a page or
   * more to a page, and a smaller one never crosses a page boundary.
   *
   * @param PoolType NonPagedPoolNx, PagedPool, …, with option bits such as POOL_RAISE_IF_ALLOCATION_FAILURE
   * @param NumberOfBytes bytes wanted, 1 or more
   * @param Tag one to four characters in one number: 0x46726564 is the C constant 'Fred'
   * @param Priority LowPoolPriority, NormalPoolPriority or HighPoolPriority: how short memory may be for the request to be refused
   * @returns address of the block, or NULL where an exception was not asked for
   */
  (PoolType: POOL_TYPE, NumberOfBytes: SIZE_T | bigint, Tag: ULONG, Priority: number): PVOID;
}

/** Declaration of ExAllocatePoolPriorityZero. Source: ddi:ExAllocatePoolPriorityZero. */
export const ExAllocatePoolPriorityZero: Routine<Pool, ExAllocatePoolPriorityZero> =
  routine<ExAllocatePoolPriorityZero>()(
    {
      name: 'ExAllocatePoolPriorityZero',
      header: 'wdm.h',
      includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      minClient: 'Windows 7',
      page: 'wdm/nf-wdm-exallocatepoolpriorityzero',
      summary: 'Allocates zeroed pool unless memory is short.',
      modes: ['kernel'],
      maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
      parameters: [
        { name: 'PoolType', type: 'POOL_TYPE', direction: 'in' },
        { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
        { name: 'Tag', type: 'ULONG', direction: 'in' },
        { name: 'Priority', type: 'EX_POOL_PRIORITY', direction: 'in' },
      ],
      returns: 'PVOID',
      mustCheck: true,
      returnText: 'Address of the new block. NULL when there is no memory and no exception was asked for.',
      codes: codesByType,
      seeAlso: ['ExAllocatePool3', 'ExAllocatePoolWithTagPriority'],
      remarks: [
        'Paged pool is allocated at IRQL <= APC_LEVEL only.',
        'LowPoolPriority is refused when less than a sixteenth of the memory is left, NormalPoolPriority when less than a sixty-fourth is (the fractions are irqlab’s own), HighPoolPriority when there is none.',
      ],
      since: '0.1.0',
    },
    (pool: Pool) => {
      const caller = pool.callerOf('ExAllocatePoolPriorityZero');
      return (PoolType, NumberOfBytes, Tag, Priority) =>
        allocateWithPriority(pool, caller, PoolType | POOL_ZERO_ALLOCATION, NumberOfBytes, Tag, Priority);
    },
    {
      conditions: typeLevels,
      failures: { STATUS_INSUFFICIENT_RESOURCES: failByType('ExAllocatePoolPriorityZero', false) },
    },
  );
