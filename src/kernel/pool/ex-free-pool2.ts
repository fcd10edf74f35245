import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import { readExtended } from './extended-parameters.ts';
import type { Pool } from './pool.ts';
import { free } from './pool-calls.ts';
import { freeLevels } from './pool-contract.ts';

/** See the call signature. */
export interface ExFreePool2 {
  /**
   * Frees a block of pool and compares its tag. IRQL <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
   *
   * Cost: O(1). The block is merged with free neighbours in its page.
   *
   * @param P block from a routine that allocates pool
   * @param Tag tag that the block was allocated with; 0 is not compared
   * @param ExtendedParameters array of POOL_EXTENDED_PARAMETER; only secure pool needs one
   * @param ExtendedParametersCount entries in the array
   */
  (P: PVOID, Tag: ULONG, ExtendedParameters: PVOID, ExtendedParametersCount: ULONG): void;
}

/** Declaration of ExFreePool2. Source: ddi:ExFreePool2. */
export const ExFreePool2: Routine<Pool, ExFreePool2> = routine<ExFreePool2>()(
  {
    name: 'ExFreePool2',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-exfreepool2',
    summary: 'Frees pool with extended parameters.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'header' },
    parameters: [
      { name: 'P', type: 'PVOID', direction: 'in' },
      { name: 'Tag', type: 'ULONG', direction: 'in' },
      { name: 'ExtendedParameters', type: 'PCPOOL_EXTENDED_PARAMETER', direction: 'in', optional: true },
      { name: 'ExtendedParametersCount', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    codes: [],
    seeAlso: ['ExFreePoolWithTag', 'ExAllocatePool3'],
    remarks: [
      'Paged pool is freed at IRQL <= APC_LEVEL only.',
      'Secure pool is not modelled; other extended parameters change nothing.',
    ],
    since: '0.1.0',
  },
  (pool: Pool) => {
    const caller = pool.callerOf('ExFreePool2');
    return (P, Tag, ExtendedParameters, ExtendedParametersCount) => {
      if (ExtendedParametersCount > 0) {
        pool.inRoutine(caller, () => readExtended(pool, caller, ExtendedParameters, ExtendedParametersCount));
      }
      free(pool, caller, P, Tag);
    };
  },
  { conditions: freeLevels },
);
