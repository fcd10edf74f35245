/** MmIsAddressValid: whether a read would fault. */
import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { DriverSections } from './driver-sections.ts';

/** Tells whether a read of an address would fault. */
export interface MmIsAddressValid {
  /**
   * Tells whether a read of a byte would fault now. IRQL <= DISPATCH_LEVEL.
   * @param VirtualAddress any number
   * @returns 1 (TRUE) when it would not; another thread may change that at any moment
   */
  (VirtualAddress: PVOID): BOOLEAN;
}

/** D-082. *Ours*: paged memory that is committed is valid below DISPATCH_LEVEL and not valid there. */
export const MmIsAddressValid = routine<MmIsAddressValid>()(
  {
    name: 'MmIsAddressValid',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-mmisaddressvalid',
    summary: 'Tells whether a read of an address would fault.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'VirtualAddress', type: 'PVOID', direction: 'in' }],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when a read would not fault now.',
    remarks: ['The result may be out of date as soon as it is there: guard the access instead.'],
    seeAlso: ['ProbeForRead'],
    since: '0.1.0',
  },
  (sections: DriverSections) => (VirtualAddress) => (sections.isValid(VirtualAddress) ? 1 : 0),
);
