import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { mapPages } from './map-pages.ts';
import type { Mdls } from './mdls.ts';

/** Type of `MmMapLockedPagesSpecifyCache`. */
export interface MmMapLockedPagesSpecifyCache {
  /**
   * Maps the locked pages of an MDL in the system range. IRQL <= DISPATCH_LEVEL.
   * @param MemoryDescriptorList MDL whose pages are locked
   * @param AccessMode KernelMode, or UserMode for a mapping in the process of the caller; its failure raises an exception
   * @param CacheType MmCached; not looked at
   * @param RequestedAddress NULL
   * @param BugCheckOnFailure FALSE
   * @param Priority NormalPagePriority and MdlMappingNoExecute; not looked at
   * @returns address of the first byte, or NULL
   */
  (
    MemoryDescriptorList: PVOID,
    AccessMode: number,
    CacheType: number,
    RequestedAddress: PVOID,
    BugCheckOnFailure: ULONG,
    Priority: ULONG,
  ): PVOID;
}

/** Declaration of `MmMapLockedPagesSpecifyCache`. */
export const MmMapLockedPagesSpecifyCache = routine<MmMapLockedPagesSpecifyCache>()(
  {
    name: 'MmMapLockedPagesSpecifyCache',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-mmmaplockedpagesspecifycache',
    summary: 'Maps the pages of an MDL.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '<= DISPATCH_LEVEL; for UserMode <= APC_LEVEL',
      source: 'header',
    },
    parameters: [
      { name: 'MemoryDescriptorList', type: 'PMDL', direction: 'in' },
      { name: 'AccessMode', type: 'KPROCESSOR_MODE', direction: 'in' },
      { name: 'CacheType', type: 'MEMORY_CACHING_TYPE', direction: 'in' },
      { name: 'RequestedAddress', type: 'PVOID', direction: 'in', optional: true },
      { name: 'BugCheckOnFailure', type: 'ULONG', direction: 'in' },
      { name: 'Priority', type: 'ULONG', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no room: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['MmGetSystemAddressForMdlSafe', 'MmUnmapLockedPages'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (MemoryDescriptorList, AccessMode) =>
    mapPages(mdls, MemoryDescriptorList, AccessMode, 'MmMapLockedPagesSpecifyCache'),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Type of `MmMapLockedPages`. */
export interface MmMapLockedPages {
  /**
   * Maps the locked pages of an MDL in the system range. Obsolete: MmGetSystemAddressForMdlSafe has taken its place. IRQL <= DISPATCH_LEVEL.
   * @param MemoryDescriptorList MDL whose pages are locked
   * @param AccessMode KernelMode, or UserMode for a mapping in the process of the caller; its failure raises an exception
   * @returns address of the first byte
   */
  (MemoryDescriptorList: PVOID, AccessMode: number): PVOID;
}

/** Declaration of `MmMapLockedPages`. */
export const MmMapLockedPages = routine<MmMapLockedPages>()(
  {
    name: 'MmMapLockedPages',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-mmmaplockedpages',
    summary: 'Maps the pages of an MDL. Obsolete.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '<= DISPATCH_LEVEL; for UserMode <= APC_LEVEL',
      source: 'header',
    },
    parameters: [
      { name: 'MemoryDescriptorList', type: 'PMDL', direction: 'in' },
      { name: 'AccessMode', type: 'KPROCESSOR_MODE', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    seeAlso: ['MmGetSystemAddressForMdlSafe'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (MemoryDescriptorList, AccessMode) => {
    mdls.host.violation({
      rule: 'mdl-map-obsolete',
      routine: 'MmMapLockedPages',
      values: [MemoryDescriptorList, mdls.flags(MemoryDescriptorList)],
    });
    return mapPages(mdls, MemoryDescriptorList, AccessMode, 'MmMapLockedPages');
  },
);

/** Type of `MmUnmapLockedPages`. */
export interface MmUnmapLockedPages {
  /**
   * Ends the mapping of an MDL. IRQL <= DISPATCH_LEVEL.
   * @param BaseAddress what the mapping gave
   * @param MemoryDescriptorList MDL that is mapped
   */
  (BaseAddress: PVOID, MemoryDescriptorList: PVOID): void;
}

/** Declaration of `MmUnmapLockedPages`. */
export const MmUnmapLockedPages = routine<MmUnmapLockedPages>()(
  {
    name: 'MmUnmapLockedPages',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmunmaplockedpages',
    summary: 'Ends the mapping of an MDL.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '<= DISPATCH_LEVEL; for UserMode <= APC_LEVEL',
      source: 'header',
    },
    parameters: [
      { name: 'BaseAddress', type: 'PVOID', direction: 'in' },
      { name: 'MemoryDescriptorList', type: 'PMDL', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['MmMapLockedPagesSpecifyCache', 'MmUnlockPages'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (BaseAddress, MemoryDescriptorList) =>
    mdls.unmap(MemoryDescriptorList, BaseAddress, 'MmUnmapLockedPages'),
);
