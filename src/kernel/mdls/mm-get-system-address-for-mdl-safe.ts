/** What the header has for MDLs: inline routines and macros, whose code is part of the driver. */
import type { PVOID, SIZE_T, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { DriverMdls } from './driver-mdls.ts';
import type { Mdls } from './mdls.ts';

/** Type of `MmGetSystemAddressForMdlSafe`. */
export interface MmGetSystemAddressForMdlSafe {
  /**
   * Gives a system address for the buffer of an MDL, and maps it if it is not mapped. IRQL <= DISPATCH_LEVEL.
   * @param Mdl MDL whose pages are locked, or one of nonpaged pool
   * @param Priority NormalPagePriority, with MdlMappingNoExecute
   * @returns address of the first byte, valid in every process; NULL when it cannot be mapped
   */
  (Mdl: PVOID, Priority: ULONG): PVOID;
}

/** Declaration of `MmGetSystemAddressForMdlSafe`. */
export const MmGetSystemAddressForMdlSafe = routine<MmGetSystemAddressForMdlSafe>()(
  {
    name: 'MmGetSystemAddressForMdlSafe',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmgetsystemaddressformdlsafe',
    summary: 'Gives a system address for the buffer of an MDL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Mdl', type: 'PMDL', direction: 'in' },
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
    inline: true,
    seeAlso: ['MmProbeAndLockPages', 'MmUnlockPages'],
    since: '0.1.0',
  },
  (mdls: Mdls) => {
    const driver = new DriverMdls(mdls);
    return (Mdl) => driver.systemAddress(Mdl);
  },
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Type of `MmGetMdlVirtualAddress`. */
export interface MmGetMdlVirtualAddress {
  /**
   * Gives the address of the buffer of an MDL, as its process sees it. Callable at any level.
   * @param Mdl an MDL
   * @returns address of the first byte
   */
  (Mdl: PVOID): PVOID;
}

/** Declaration of `MmGetMdlVirtualAddress`. */
export const MmGetMdlVirtualAddress = routine<MmGetMdlVirtualAddress>()(
  {
    name: 'MmGetMdlVirtualAddress',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmgetmdlvirtualaddress',
    summary: 'Gives the address of the buffer of an MDL.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks)', source: 'page' },
    parameters: [{ name: 'Mdl', type: 'PMDL', direction: 'in' }],
    returns: 'PVOID',
    inline: true,
    seeAlso: ['MmGetSystemAddressForMdlSafe'],
    since: '0.1.0',
  },
  (mdls: Mdls) => {
    const driver = new DriverMdls(mdls);
    return (Mdl) => driver.address(Mdl);
  },
);

/** Type of `MmGetMdlByteCount`. */
export interface MmGetMdlByteCount {
  /**
   * Gives the bytes of the buffer of an MDL. Callable at any level.
   * @param Mdl an MDL
   * @returns bytes
   */
  (Mdl: PVOID): ULONG;
}

/** Declaration of `MmGetMdlByteCount`. */
export const MmGetMdlByteCount = routine<MmGetMdlByteCount>()(
  {
    name: 'MmGetMdlByteCount',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-mmgetmdlbytecount',
    summary: 'Gives the bytes of the buffer of an MDL.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [{ name: 'Mdl', type: 'PMDL', direction: 'in' }],
    returns: 'ULONG',
    inline: true,
    seeAlso: ['MmGetMdlByteOffset'],
    since: '0.1.0',
  },
  (mdls: Mdls) => {
    const driver = new DriverMdls(mdls);
    return (Mdl) => driver.byteCount(Mdl);
  },
);

/** Type of `MmGetMdlByteOffset`. */
export interface MmGetMdlByteOffset {
  /**
   * Gives the offset of the buffer of an MDL in its first page. Callable at any level.
   * @param Mdl an MDL
   * @returns bytes
   */
  (Mdl: PVOID): ULONG;
}

/** Declaration of `MmGetMdlByteOffset`. */
export const MmGetMdlByteOffset = routine<MmGetMdlByteOffset>()(
  {
    name: 'MmGetMdlByteOffset',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmgetmdlbyteoffset',
    summary: 'Gives the offset of a buffer in its first page.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks)', source: 'page' },
    parameters: [{ name: 'Mdl', type: 'PMDL', direction: 'in' }],
    returns: 'ULONG',
    inline: true,
    seeAlso: ['MmGetMdlByteCount'],
    since: '0.1.0',
  },
  (mdls: Mdls) => {
    const driver = new DriverMdls(mdls);
    return (Mdl) => driver.byteOffset(Mdl);
  },
);

/** Type of `MmInitializeMdl`. */
export interface MmInitializeMdl {
  /**
   * Makes memory of the caller an MDL for a buffer. IRQL <= DISPATCH_LEVEL.
   * @param MemoryDescriptorList resident memory of MmSizeOfMdl(BaseVa, Length) bytes
   * @param BaseVa first byte of the buffer
   * @param Length bytes of the buffer
   */
  (MemoryDescriptorList: PVOID, BaseVa: PVOID, Length: SIZE_T | bigint): void;
}

/** Declaration of `MmInitializeMdl`. */
export const MmInitializeMdl = routine<MmInitializeMdl>()(
  {
    name: 'MmInitializeMdl',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mminitializemdl',
    summary: 'Makes memory of the caller an MDL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'MemoryDescriptorList', type: 'PMDL', direction: 'in' },
      { name: 'BaseVa', type: 'PVOID', direction: 'in' },
      { name: 'Length', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'void',
    inline: true,
    seeAlso: ['MmSizeOfMdl'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (MemoryDescriptorList, BaseVa, Length) =>
    mdls.describe(mdls.host.driverMemory, MemoryDescriptorList, BaseVa, Number(Length)),
);

/** Type of `MmPrepareMdlForReuse`. */
export interface MmPrepareMdlForReuse {
  /**
   * Makes a partial MDL ready for another part. IRQL <= DISPATCH_LEVEL.
   * @param MDL partial MDL
   */
  (MDL: PVOID): void;
}

/** Declaration of `MmPrepareMdlForReuse`. */
export const MmPrepareMdlForReuse = routine<MmPrepareMdlForReuse>()(
  {
    name: 'MmPrepareMdlForReuse',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-mmpreparemdlforreuse',
    summary: 'Makes a partial MDL ready for another part.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'MDL', type: 'PMDL', direction: 'in' }],
    returns: 'void',
    inline: true,
    seeAlso: ['IoBuildPartialMdl'],
    since: '0.1.0',
  },
  (mdls: Mdls) => (MDL) => mdls.reuse(MDL, 'MmPrepareMdlForReuse'),
);
