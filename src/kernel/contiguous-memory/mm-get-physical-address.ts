/** MmGetPhysicalAddress: where memory is for devices. */
import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { PHYSICAL_ADDRESS } from '../../contract/kernel-types.ts';
import type { ContiguousMemory } from './contiguous-memory.ts';

/** Gives the physical address of memory. */
export interface MmGetPhysicalAddress {
  /**
   * Gives the physical address of a byte of contiguous memory. Any IRQL.
   * @param BaseAddress address in contiguous memory
   * @returns the physical address; 0n where no memory is
   */
  (BaseAddress: PVOID): PHYSICAL_ADDRESS;
}

/** Declaration of `MmGetPhysicalAddress`. What is *ours*: docs/decisions/0043-contiguous-memory.md. */
export const MmGetPhysicalAddress = routine<MmGetPhysicalAddress>()(
  {
    name: 'MmGetPhysicalAddress',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-mmgetphysicaladdress',
    summary: 'Gives the physical address of memory.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [{ name: 'BaseAddress', type: 'PVOID', direction: 'in' }],
    returns: 'PHYSICAL_ADDRESS',
    remarks: ['Only contiguous memory has physical addresses: of any other memory the call is NotModelled.'],
    seeAlso: ['MmAllocateContiguousMemory'],
    since: '0.1.0',
  },
  (memory: ContiguousMemory) => (BaseAddress) => memory.physicalOf(BaseAddress),
);
