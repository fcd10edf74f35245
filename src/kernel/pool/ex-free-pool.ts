import type { PVOID } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import type { Pool } from './pool.ts';
import { free } from './pool-calls.ts';
import { freeLevels } from './pool-contract.ts';

/** See the call signature. */
export interface ExFreePool {
  /**
   * Frees a block of pool. IRQL <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
   *
   * Cost: O(1). The block is merged with free neighbours in its page.
   *
   * @param P block from a routine that allocates pool
   */
  (P: PVOID): void;
}

/** Declaration of ExFreePool. Source: ddi:ExFreePool, section F.3. */
export const ExFreePool: Routine<Pool, ExFreePool> = routine<ExFreePool>()(
  {
    name: 'ExFreePool',
    header: 'ntddk.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-exfreepool',
    summary: 'Frees a block of pool.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [{ name: 'P', type: 'PVOID', direction: 'in' }],
    returns: 'void',
    codes: [],
    seeAlso: ['ExFreePoolWithTag', 'ExAllocatePool2'],
    remarks: [
      'Paged pool is freed at IRQL <= APC_LEVEL only.',
      'The block must not hold a lock or a timer that is still in use.',
    ],
    since: '0.1.0',
  },
  (pool: Pool) => {
    const caller = pool.callerOf('ExFreePool');
    return (P) => free(pool, caller, P, 0);
  },
  {
    conditions: freeLevels,
    inFront: (pool, door) => {
      const short = pool.short.free(pool.callerOf('ExFreePool'), door);
      return (P) => short(P, 0);
    },
  },
);
