import type { BOOLEAN, PointerTo, PVOID, SIZE_T } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import type { Pool } from './pool.ts';
import { queryBlock } from './query-block.ts';

/** See the call signature. */
export interface ExQueryPoolBlockSize {
  /**
   * Tells how many bytes a block of pool has room for. IRQL <= DISPATCH_LEVEL.
   *
   * Cost: O(1).
   *
   * @param PoolBlock live block of pool
   * @param QuotaCharged receives TRUE when a process is charged for the block
   * @returns bytes from PoolBlock to the end of the block: those asked for, or a few more
   */
  (PoolBlock: PVOID, QuotaCharged: PointerTo<BOOLEAN>): SIZE_T;
}

/** Declaration of ExQueryPoolBlockSize. Source: ddi:ExQueryPoolBlockSize, F-032. */
export const ExQueryPoolBlockSize: Routine<Pool, ExQueryPoolBlockSize> = routine<ExQueryPoolBlockSize>()(
  {
    name: 'ExQueryPoolBlockSize',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: null,
    dll: null,
    page: 'ntifs/nf-ntifs-exquerypoolblocksize',
    summary: 'Tells the size of a block of pool and whether it is charged to a process.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'header' },
    parameters: [
      { name: 'PoolBlock', type: 'PVOID', direction: 'in' },
      { name: 'QuotaCharged', type: 'PBOOLEAN', direction: 'out' },
    ],
    returns: 'SIZE_T',
    returnText: 'Bytes that the block has room for.',
    codes: [],
    seeAlso: ['ExAllocatePool2', 'ExFreePool'],
    remarks: [
      'The header of the block is read, so one of paged pool must not be asked about at DISPATCH_LEVEL.',
    ],
    since: '0.1.0',
  },
  (pool: Pool) => {
    const caller = pool.callerOf('ExQueryPoolBlockSize');
    return (PoolBlock, QuotaCharged) => queryBlock(pool, caller, PoolBlock, QuotaCharged);
  },
);
