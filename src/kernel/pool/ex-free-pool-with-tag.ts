import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import type { Pool } from './pool.ts';
import { free } from './pool-calls.ts';
import { freeLevels } from './pool-contract.ts';

/** See the call signature. */
export interface ExFreePoolWithTag {
  /**
   * Frees a block of pool and compares its tag. IRQL <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
   *
   * Cost: O(1). The block is merged with free neighbours in its page.
   *
   * @param P block from a routine that allocates pool
   * @param Tag tag that the block was allocated with; 0 is not compared
   */
  (P: PVOID, Tag: ULONG): void;
}

/** Declaration of ExFreePoolWithTag. Source: ddi:ExFreePoolWithTag, section F.3. */
export const ExFreePoolWithTag: Routine<Pool, ExFreePoolWithTag> = routine<ExFreePoolWithTag>()(
  {
    name: 'ExFreePoolWithTag',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exfreepoolwithtag',
    summary: 'Frees pool and checks its tag.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'P', type: 'PVOID', direction: 'in' },
      { name: 'Tag', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    codes: [],
    seeAlso: ['ExFreePool', 'ExAllocatePool2', 'ExAllocatePoolWithTag'],
    remarks: [
      'Paged pool is freed at IRQL <= APC_LEVEL only.',
      'The block must not hold a lock or a timer that is still in use.',
    ],
    since: '0.1.0',
  },
  (pool: Pool) => {
    const caller = pool.callerOf('ExFreePoolWithTag');
    return (P, Tag) => free(pool, caller, P, Tag);
  },
  {
    conditions: freeLevels,
    inFront: (pool, door) => pool.short.free(pool.callerOf('ExFreePoolWithTag'), door),
  },
);
