/** Locks pageable sections of the driver in memory, so that their code and data can be used at DISPATCH_LEVEL. */
import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { DriverSections } from './driver-sections.ts';

/** Makes a pageable data section of the driver resident. */
export interface MmLockPagableDataSection {
  /**
   * Makes the section that holds an address resident until it is unlocked as often as it was locked. IRQL <= APC_LEVEL.
   * @param AddressWithinSection address of a variable in the section
   * @returns handle of the section for MmLockPagableSectionByHandle and MmUnlockPagableImageSection
   */
  (AddressWithinSection: PVOID): PVOID;
}

/** Declaration of `MmLockPagableDataSection`. */
export const MmLockPagableDataSection = routine<MmLockPagableDataSection>()(
  {
    name: 'MmLockPagableDataSection',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmlockpagabledatasection',
    summary: 'Makes a pageable data section of the driver resident.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'AddressWithinSection', type: 'PVOID', direction: 'in' }],
    returns: 'PVOID',
    mustCheck: true,
    returnText: 'Handle of the section.',
    seeAlso: ['MmUnlockPagableImageSection', 'MmLockPagableSectionByHandle'],
    since: '0.1.0',
  },
  (sections: DriverSections) => (AddressWithinSection) =>
    sections.lockAt(AddressWithinSection, 'MmLockPagableDataSection'),
);

/** Makes a pageable code section of the driver resident. */
export interface MmLockPagableCodeSection {
  /**
   * Makes the section that holds a function resident until it is unlocked as often as it was locked. IRQL <= APC_LEVEL.
   * @param Address address of a function in the section: `nt.functionAddress` of what `nt.pagedFunction` gave
   * @returns handle of the section for MmLockPagableSectionByHandle and MmUnlockPagableImageSection
   */
  (Address: PVOID): PVOID;
}

/** A macro for MmLockPagableDataSection. */
export const MmLockPagableCodeSection = routine<MmLockPagableCodeSection>()(
  {
    name: 'MmLockPagableCodeSection',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-mmlockpagablecodesection',
    summary: 'Makes a pageable code section of the driver resident.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Address', type: 'PVOID', direction: 'in' }],
    returns: 'PVOID',
    returnText: 'Handle of the section.',
    seeAlso: ['MmUnlockPagableImageSection', 'MmLockPagableDataSection'],
    since: '0.1.0',
  },
  (sections: DriverSections) => (Address) => sections.lockAt(Address, 'MmLockPagableCodeSection'),
);

/** Makes a section resident that was locked before. */
export interface MmLockPagableSectionByHandle {
  /**
   * Makes a section resident whose handle is known; cheaper than by address. IRQL <= APC_LEVEL.
   * @param ImageSectionHandle handle that MmLockPagableDataSection or MmLockPagableCodeSection gave
   */
  (ImageSectionHandle: PVOID): void;
}

/** Declaration of `MmLockPagableSectionByHandle`. */
export const MmLockPagableSectionByHandle = routine<MmLockPagableSectionByHandle>()(
  {
    name: 'MmLockPagableSectionByHandle',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-mmlockpagablesectionbyhandle',
    summary: 'Makes a section resident that was locked before.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'ImageSectionHandle', type: 'PVOID', direction: 'in' }],
    returns: 'void',
    seeAlso: ['MmLockPagableDataSection', 'MmUnlockPagableImageSection'],
    since: '0.1.0',
  },
  (sections: DriverSections) => (ImageSectionHandle) =>
    sections.lock(ImageSectionHandle, 'MmLockPagableSectionByHandle'),
);

/** Lets a section of the driver be paged again. */
export interface MmUnlockPagableImageSection {
  /**
   * Takes a lock of a section back; after the last one it is pageable again. IRQL <= APC_LEVEL.
   * @param ImageSectionHandle handle that MmLockPagableDataSection or MmLockPagableCodeSection gave
   */
  (ImageSectionHandle: PVOID): void;
}

/** Declaration of `MmUnlockPagableImageSection`. */
export const MmUnlockPagableImageSection = routine<MmUnlockPagableImageSection>()(
  {
    name: 'MmUnlockPagableImageSection',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmunlockpagableimagesection',
    summary: 'Lets a section of the driver be paged again.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<=APC_LEVEL', source: 'page' },
    parameters: [{ name: 'ImageSectionHandle', type: 'PVOID', direction: 'in' }],
    returns: 'void',
    seeAlso: ['MmLockPagableDataSection'],
    since: '0.1.0',
  },
  (sections: DriverSections) => (ImageSectionHandle) =>
    sections.unlock(ImageSectionHandle, 'MmUnlockPagableImageSection'),
);
