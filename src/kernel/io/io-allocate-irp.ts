import type { BOOLEAN, NTSTATUS, PVOID, USHORT } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { allocateIrp, freeIrp, initializeIrp, reuseIrp } from './driver-irps.ts';
import type { Io } from './io.ts';

/** Type of `IoAllocateIrp`. */
export interface IoAllocateIrp {
  /**
   * Allocates an IRP. IRQL <= DISPATCH_LEVEL.
   * @param StackSize how many drivers it goes through: StackSize of the device that it is sent to
   * @param ChargeQuota FALSE for a driver
   * @returns address of the IRP, or NULL
   */
  (StackSize: number, ChargeQuota: BOOLEAN): PVOID;
}

/** Declaration of `IoAllocateIrp`. */
export const IoAllocateIrp = routine<IoAllocateIrp>()(
  {
    name: 'IoAllocateIrp',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioallocateirp',
    summary: 'Allocates an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'StackSize', type: 'CCHAR', direction: 'in' },
      { name: 'ChargeQuota', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'PIRP',
    mustCheck: true,
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    remarks: [
      'The driver that allocates it frees it: its completion routine calls IoFreeIrp and returns STATUS_MORE_PROCESSING_REQUIRED.',
    ],
    seeAlso: ['IoFreeIrp', 'IoReuseIrp', 'IoSetCompletionRoutine', 'IoCallDriver'],
    since: '0.1.0',
  },
  (io: Io) => (StackSize, _ChargeQuota) => allocateIrp(io, StackSize),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Type of `IoFreeIrp`. */
export interface IoFreeIrp {
  /**
   * Frees an IRP that no driver has. IRQL <= DISPATCH_LEVEL.
   * @param Irp what IoAllocateIrp or IoBuildAsynchronousFsdRequest gave
   */
  (Irp: PVOID): void;
}

/** Declaration of `IoFreeIrp`. */
export const IoFreeIrp = routine<IoFreeIrp>()(
  {
    name: 'IoFreeIrp',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iofreeirp',
    summary: 'Frees an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoAllocateIrp'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => freeIrp(io, Irp),
);

/** Type of `IoInitializeIrp`. */
export interface IoInitializeIrp {
  /**
   * Makes memory of the caller an IRP. IRQL <= DISPATCH_LEVEL.
   * @param Irp resident memory of PacketSize bytes
   * @param PacketSize IoSizeOfIrp(StackSize)
   * @param StackSize how many drivers it goes through
   */
  (Irp: PVOID, PacketSize: USHORT, StackSize: number): void;
}

/** Declaration of `IoInitializeIrp`. */
export const IoInitializeIrp = routine<IoInitializeIrp>()(
  {
    name: 'IoInitializeIrp',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioinitializeirp',
    summary: 'Makes memory of the caller an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Irp', type: 'PIRP', direction: 'inout' },
      { name: 'PacketSize', type: 'USHORT', direction: 'in' },
      { name: 'StackSize', type: 'CCHAR', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoSizeOfIrp', 'IoReuseIrp'],
    since: '0.1.0',
  },
  (io: Io) => (Irp, PacketSize, StackSize) => initializeIrp(io, Irp, PacketSize, StackSize),
);

/** Type of `IoReuseIrp`. */
export interface IoReuseIrp {
  /**
   * Makes an IRP of IoAllocateIrp as new, to send it again. IRQL <= DISPATCH_LEVEL.
   * @param Irp an IRP that no driver has
   * @param Iostatus what IoStatus.Status is to be
   */
  (Irp: PVOID, Iostatus: NTSTATUS): void;
}

/** Declaration of `IoReuseIrp`. */
export const IoReuseIrp = routine<IoReuseIrp>()(
  {
    name: 'IoReuseIrp',
    header: 'wdm.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioreuseirp',
    summary: 'Makes an IRP as new.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Irp', type: 'PIRP', direction: 'inout' },
      { name: 'Iostatus', type: 'NTSTATUS', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoAllocateIrp'],
    since: '0.1.0',
  },
  (io: Io) => (Irp, Iostatus) => reuseIrp(io, Irp, Iostatus),
);

/** Type of `IoSizeOfIrp`. */
export interface IoSizeOfIrp {
  /**
   * Gives the bytes of an IRP. Callable at any level.
   * @param StackSize how many drivers it goes through
   * @returns bytes of an IRP with so many stack locations
   */
  (StackSize: number): USHORT;
}

/** Declaration of `IoSizeOfIrp`. */
export const IoSizeOfIrp = routine<IoSizeOfIrp>()(
  {
    name: 'IoSizeOfIrp',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iosizeofirp',
    summary: 'Gives the bytes of an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'StackSize', type: 'CCHAR', direction: 'in' }],
    returns: 'USHORT',
    inline: true,
    seeAlso: ['IoInitializeIrp'],
    since: '0.1.0',
  },
  (io: Io) => (StackSize) => io.irps.memory.sizeOf(StackSize) & 0xffff,
);
