/** The whole driver pageable, and as it was linked again. */
import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { DriverSections } from './driver-sections.ts';

/** Makes all code and data of the driver pageable. */
export interface MmPageEntireDriver {
  /**
   * Makes every section of the driver pageable that is not locked. IRQL <= APC_LEVEL.
   * @param AddressWithinSection address in any section of the driver
   * @returns base address of the driver image
   */
  (AddressWithinSection: PVOID): PVOID;
}

/** Declaration of `MmPageEntireDriver`. */
export const MmPageEntireDriver = routine<MmPageEntireDriver>()(
  {
    name: 'MmPageEntireDriver',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmpageentiredriver',
    summary: 'Makes all code and data of the driver pageable.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'AddressWithinSection', type: 'PVOID', direction: 'in' }],
    returns: 'PVOID',
    returnText: 'Base address of the driver image.',
    remarks: ['Functions that were not made with `nt.pagedFunction` stay resident.'],
    seeAlso: ['MmResetDriverPaging'],
    since: '0.1.0',
  },
  (sections: DriverSections) => (AddressWithinSection) =>
    sections.pageEntirely(AddressWithinSection, true, 'MmPageEntireDriver'),
);

/** Makes the sections of the driver pageable or resident as they were linked. */
export interface MmResetDriverPaging {
  /**
   * Makes the sections of the driver pageable or resident as they were linked. IRQL <= APC_LEVEL.
   * @param AddressWithinSection address in any section of the driver
   */
  (AddressWithinSection: PVOID): void;
}

/** Declaration of `MmResetDriverPaging`. */
export const MmResetDriverPaging = routine<MmResetDriverPaging>()(
  {
    name: 'MmResetDriverPaging',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmresetdriverpaging',
    summary: 'Makes the sections of the driver pageable or resident as they were linked.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'AddressWithinSection', type: 'PVOID', direction: 'in' }],
    returns: 'void',
    seeAlso: ['MmPageEntireDriver'],
    since: '0.1.0',
  },
  (sections: DriverSections) => (AddressWithinSection) => {
    sections.pageEntirely(AddressWithinSection, false, 'MmResetDriverPaging');
  },
);
