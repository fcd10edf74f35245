import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { allocateMdl } from './irp-mdls.ts';
import type { Mdls } from './mdls.ts';

/** Type of `IoAllocateMdl`. */
export interface IoAllocateMdl {
  /**
   * Allocates an MDL for a buffer. Its pages are neither locked nor mapped by that. IRQL <= DISPATCH_LEVEL.
   * @param VirtualAddress first byte of the buffer
   * @param Length bytes of the buffer
   * @param SecondaryBuffer TRUE to put the MDL at the end of the list of the IRP
   * @param ChargeQuota FALSE for a driver
   * @param Irp IRP that the MDL is to belong to, or NULL
   * @returns address of the MDL, or NULL
   */
  (VirtualAddress: PVOID, Length: ULONG, SecondaryBuffer: BOOLEAN, ChargeQuota: BOOLEAN, Irp: PVOID): PVOID;
}

/** Declaration of `IoAllocateMdl`. */
export const IoAllocateMdl = routine<IoAllocateMdl>()(
  {
    name: 'IoAllocateMdl',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioallocatemdl',
    summary: 'Allocates an MDL for a buffer.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'VirtualAddress', type: 'PVOID', direction: 'in', optional: true },
      { name: 'Length', type: 'ULONG', direction: 'in' },
      { name: 'SecondaryBuffer', type: 'BOOLEAN', direction: 'in' },
      { name: 'ChargeQuota', type: 'BOOLEAN', direction: 'in' },
      { name: 'Irp', type: 'PIRP', direction: 'inout', optional: true },
    ],
    returns: 'PMDL',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['IoFreeMdl', 'MmProbeAndLockPages', 'MmBuildMdlForNonPagedPool'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (VirtualAddress, Length, SecondaryBuffer, _ChargeQuota, Irp) =>
    allocateMdl(mdls, {
      address: VirtualAddress,
      length: Length,
      irp: Irp,
      secondary: SecondaryBuffer !== 0,
    }),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Type of `IoFreeMdl`. */
export interface IoFreeMdl {
  /**
   * Frees an MDL, whose pages must be unlocked. IRQL <= DISPATCH_LEVEL.
   * @param Mdl what IoAllocateMdl gave
   */
  (Mdl: PVOID): void;
}

/** Declaration of `IoFreeMdl`. */
export const IoFreeMdl = routine<IoFreeMdl>()(
  {
    name: 'IoFreeMdl',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iofreemdl',
    summary: 'Frees an MDL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Mdl', type: 'PMDL', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoAllocateMdl', 'MmUnlockPages'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (Mdl) => mdls.free(Mdl, 'IoFreeMdl'),
);

/** Type of `IoBuildPartialMdl`. */
export interface IoBuildPartialMdl {
  /**
   * Makes an MDL describe a part of the buffer of another. IRQL <= DISPATCH_LEVEL.
   * @param SourceMdl MDL of the whole buffer
   * @param TargetMdl MDL that is large enough for the part
   * @param VirtualAddress first byte of the part
   * @param Length bytes of the part; 0 for all that is left
   */
  (SourceMdl: PVOID, TargetMdl: PVOID, VirtualAddress: PVOID, Length: ULONG): void;
}

/** Declaration of `IoBuildPartialMdl`. */
export const IoBuildPartialMdl = routine<IoBuildPartialMdl>()(
  {
    name: 'IoBuildPartialMdl',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iobuildpartialmdl',
    summary: 'Makes an MDL describe a part of the buffer of another.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'SourceMdl', type: 'PMDL', direction: 'in' },
      { name: 'TargetMdl', type: 'PMDL', direction: 'inout' },
      { name: 'VirtualAddress', type: 'PVOID', direction: 'in' },
      { name: 'Length', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['MmPrepareMdlForReuse'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (SourceMdl, TargetMdl, VirtualAddress, Length) =>
    mdls.describePart(SourceMdl, TargetMdl, VirtualAddress, Length, 'IoBuildPartialMdl'),
);
