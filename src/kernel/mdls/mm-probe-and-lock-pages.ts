import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { KernelMode } from '../../contract/kernel-constants.generated.ts';
import { STATUS_ACCESS_VIOLATION } from '../../status/common.ts';
import type { Mdls } from './mdls.ts';

/** Type of `MmProbeAndLockPages`. */
export interface MmProbeAndLockPages {
  /**
   * Locks the pages of a buffer in memory, or raises when one cannot be accessed. IRQL <= APC_LEVEL for memory that can be paged, else <= DISPATCH_LEVEL. Call it under `__try`.
   * @param MemoryDescriptorList MDL of the buffer
   * @param AccessMode UserMode when the address came from a program, else KernelMode
   * @param Operation IoReadAccess, IoWriteAccess or IoModifyAccess: what will be done to the buffer
   */
  (MemoryDescriptorList: PVOID, AccessMode: number, Operation: number): void;
}

/** Declaration of `MmProbeAndLockPages`. */
export const MmProbeAndLockPages = routine<MmProbeAndLockPages>()(
  {
    name: 'MmProbeAndLockPages',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmprobeandlockpages',
    summary: 'Locks the pages of a buffer in memory.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'header' },
    parameters: [
      { name: 'MemoryDescriptorList', type: 'PMDL', direction: 'inout' },
      { name: 'AccessMode', type: 'KPROCESSOR_MODE', direction: 'in' },
      { name: 'Operation', type: 'LOCK_OPERATION', direction: 'in' },
    ],
    returns: 'void',
    codes: [
      {
        code: 'STATUS_ACCESS_VIOLATION',
        when: 'Raised when a page cannot be accessed.',
        modelled: 'produced',
      },
    ],
    seeAlso: ['MmUnlockPages', 'MmGetSystemAddressForMdlSafe'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (MemoryDescriptorList, AccessMode, Operation) =>
    mdls.lock(MemoryDescriptorList, AccessMode !== 0, Operation, 'MmProbeAndLockPages'),
  {
    possible: (_, [, mode]) => mode !== KernelMode,
    failures: { STATUS_ACCESS_VIOLATION: ({ host }) => host.raise({ code: STATUS_ACCESS_VIOLATION }) },
  },
);

/** Type of `MmUnlockPages`. */
export interface MmUnlockPages {
  /**
   * Unlocks the pages of a buffer, after its mapping is gone. IRQL <= DISPATCH_LEVEL.
   * @param MemoryDescriptorList MDL that MmProbeAndLockPages has locked
   */
  (MemoryDescriptorList: PVOID): void;
}

/** Declaration of `MmUnlockPages`. */
export const MmUnlockPages = routine<MmUnlockPages>()(
  {
    name: 'MmUnlockPages',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmunlockpages',
    summary: 'Unlocks the pages of a buffer.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'MemoryDescriptorList', type: 'PMDL', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['MmProbeAndLockPages'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (MemoryDescriptorList) => mdls.unlock(MemoryDescriptorList, 'MmUnlockPages'),
);

/** Type of `MmBuildMdlForNonPagedPool`. */
export interface MmBuildMdlForNonPagedPool {
  /**
   * Makes an MDL describe nonpaged memory: its pages need no lock and no mapping. IRQL <= DISPATCH_LEVEL.
   * @param MemoryDescriptorList MDL of a buffer in nonpaged pool
   */
  (MemoryDescriptorList: PVOID): void;
}

/** Declaration of `MmBuildMdlForNonPagedPool`. */
export const MmBuildMdlForNonPagedPool = routine<MmBuildMdlForNonPagedPool>()(
  {
    name: 'MmBuildMdlForNonPagedPool',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmbuildmdlfornonpagedpool',
    summary: 'Makes an MDL describe nonpaged memory.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'MemoryDescriptorList', type: 'PMDL', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['IoAllocateMdl'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (MemoryDescriptorList) =>
    mdls.describeNonPaged(MemoryDescriptorList, 'MmBuildMdlForNonPagedPool'),
);
