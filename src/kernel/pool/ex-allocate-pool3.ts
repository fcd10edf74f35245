import type { PVOID, SIZE_T, ULONG } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER } from '../../status/common.ts';
import { readExtended } from './extended-parameters.ts';
import type { Pool } from './pool.ts';
import { allocateByFlags, fail } from './pool-calls.ts';
import { codesByFlags, failByFlags, flagLevels } from './pool-contract.ts';
import { isShort, specialOf } from './pool-priority.ts';
import { raisesByFlags, specialOfFlags } from './pool-requests.ts';

/** See the call signature. */
export interface ExAllocatePool3 {
  /**
   * Allocates a zeroed block of pool, with extended parameters. IRQL <= DISPATCH_LEVEL, for POOL_FLAG_PAGED <= APC_LEVEL.
   *
   * Cost: O(1) for a request that fits a page. Memory rules are those of ExAllocatePool2.
   *
   * @param Flags as for ExAllocatePool2
   * @param NumberOfBytes bytes wanted, 1 or more
   * @param Tag one to four characters in one number: 0x46726564 is the C constant 'Fred'
   * @param ExtendedParameters array of POOL_EXTENDED_PARAMETER: a priority, a preferred node
   * @param ExtendedParametersCount entries in the array
   * @returns address of the block, or NULL where POOL_FLAG_RAISE_ON_FAILURE is not set
   */
  (
    Flags: number | bigint,
    NumberOfBytes: SIZE_T | bigint,
    Tag: ULONG,
    ExtendedParameters: PVOID,
    ExtendedParametersCount: ULONG,
  ): PVOID;
}

/** Declaration of ExAllocatePool3. Source: ddi:ExAllocatePool3, F-008. */
export const ExAllocatePool3: Routine<Pool, ExAllocatePool3> = routine<ExAllocatePool3>()(
  {
    name: 'ExAllocatePool3',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 10, version 2004',
    page: 'wdm/nf-wdm-exallocatepool3',
    summary: 'Allocates pool by flags and extended parameters.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Flags', type: 'POOL_FLAGS', direction: 'in' },
      { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
      { name: 'Tag', type: 'ULONG', direction: 'in' },
      { name: 'ExtendedParameters', type: 'PCPOOL_EXTENDED_PARAMETER', direction: 'in', optional: true },
      { name: 'ExtendedParametersCount', type: 'ULONG', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    returnText:
      'Address of the new block. NULL when it cannot be had and POOL_FLAG_RAISE_ON_FAILURE is not set.',
    codes: codesByFlags,
    seeAlso: ['ExAllocatePool2', 'ExFreePool2'],
    remarks: [
      'Paged pool is allocated at IRQL <= APC_LEVEL only.',
      'Secure pool is not modelled. A preferred node changes nothing: the machine has one.',
      'A parameter that is not valid makes the call fail unless it is marked optional.',
    ],
    since: '0.1.0',
  },
  (pool: Pool) => {
    const caller = pool.callerOf('ExAllocatePool3');
    return (Flags, NumberOfBytes, Tag, ExtendedParameters, ExtendedParametersCount) => {
      if (ExtendedParametersCount === 0) return allocateByFlags(pool, caller, Flags, NumberOfBytes, Tag);
      const { valid, priority } = pool.inRoutine(caller, () =>
        readExtended(pool, caller, ExtendedParameters, ExtendedParametersCount),
      );
      if (!valid) return fail(pool, caller.routine, STATUS_INVALID_PARAMETER, raisesByFlags(Flags));
      if (isShort(pool, priority))
        return fail(pool, caller.routine, STATUS_INSUFFICIENT_RESOURCES, raisesByFlags(Flags));
      const asked = specialOf(priority);
      const special = asked === 'none' ? specialOfFlags(Flags) : asked;
      return allocateByFlags(pool, caller, Flags, NumberOfBytes, Tag, special);
    };
  },
  {
    conditions: flagLevels,
    failures: { STATUS_INSUFFICIENT_RESOURCES: failByFlags('ExAllocatePool3') },
  },
);
