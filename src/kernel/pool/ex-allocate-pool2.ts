import type { PVOID, SIZE_T, ULONG } from '../../contract/c-types.ts';
import { type Routine, routine } from '../../contract/contract.ts';
import type { Pool } from './pool.ts';
import { allocateByFlags } from './pool-calls.ts';
import { codesByFlags, failByFlags, flagLevels } from './pool-contract.ts';
import { plainFlags } from './pool-requests.ts';

/** See the call signature. */
export interface ExAllocatePool2 {
  /**
   * Allocates a zeroed block of pool. IRQL <= DISPATCH_LEVEL, for POOL_FLAG_PAGED <= APC_LEVEL.
   *
   * Cost: O(1) for a request that fits a page. A block is aligned to 16 bytes (x64) or 8 (x86), one of a page or
   * more to a page, and a smaller one never crosses a page boundary.
   *
   * @param Flags one of POOL_FLAG_NON_PAGED, POOL_FLAG_NON_PAGED_EXECUTE and POOL_FLAG_PAGED, with others such as POOL_FLAG_UNINITIALIZED
   * @param NumberOfBytes bytes wanted, 1 or more
   * @param Tag one to four characters in one number: 0x46726564 is the C constant 'Fred'
   * @returns address of the block, or NULL where POOL_FLAG_RAISE_ON_FAILURE is not set
   */
  (Flags: number | bigint, NumberOfBytes: SIZE_T | bigint, Tag: ULONG): PVOID;
}

/** Declaration of ExAllocatePool2. Source: ddi:ExAllocatePool2, section F.1. */
export const ExAllocatePool2: Routine<Pool, ExAllocatePool2> = routine<ExAllocatePool2>()(
  {
    name: 'ExAllocatePool2',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 10, version 2004',
    page: 'wdm/nf-wdm-exallocatepool2',
    summary: 'Allocates pool by flags, zeroed unless told otherwise.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: 'IRQL <= DISPATCH_LEVEL (see Remarks section)',
      source: 'page',
    },
    parameters: [
      { name: 'Flags', type: 'POOL_FLAGS', direction: 'in' },
      { name: 'NumberOfBytes', type: 'SIZE_T', direction: 'in' },
      { name: 'Tag', type: 'ULONG', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    returnText:
      'Address of the new block. NULL when it cannot be had and POOL_FLAG_RAISE_ON_FAILURE is not set.',
    codes: codesByFlags,
    seeAlso: ['ExAllocatePool3', 'ExFreePool', 'ExFreePoolWithTag', 'ExFreePool2'],
    remarks: [
      'Paged pool is allocated at IRQL <= APC_LEVEL only.',
      'The memory is cleared unless POOL_FLAG_UNINITIALIZED is set.',
      'Exactly one pool must be named. An unknown bit among the low 32 makes the call fail; one above them may be passed over.',
      'The page calls the flag for executable memory POOL_FLAG_NON_PAGED_EXECUTABLE in one place; wdm.h, and irqlab, have POOL_FLAG_NON_PAGED_EXECUTE.',
    ],
    since: '0.1.0',
  },
  (pool: Pool) => {
    const caller = pool.callerOf('ExAllocatePool2');
    return (Flags, NumberOfBytes, Tag) => allocateByFlags(pool, caller, Flags, NumberOfBytes, Tag);
  },
  {
    inFront: (pool, door) => pool.short.allocate(pool.callerOf('ExAllocatePool2'), plainFlags, door),
    conditions: flagLevels,
    failures: { STATUS_INSUFFICIENT_RESOURCES: failByFlags('ExAllocatePool2') },
  },
);
