/** The stack locations of an IRP: inline routines of the header, whose code is part of the driver. */
import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Io } from './io.ts';

/** Type of `IoGetCurrentIrpStackLocation`. */
export interface IoGetCurrentIrpStackLocation {
  /**
   * Gives the stack location of the driver that has an IRP. Callable at any level.
   * @param Irp IRP that the driver has
   * @returns address of the location
   */
  (Irp: PVOID): PVOID;
}

/** Declaration of `IoGetCurrentIrpStackLocation`. */
export const IoGetCurrentIrpStackLocation = routine<IoGetCurrentIrpStackLocation>()(
  {
    name: 'IoGetCurrentIrpStackLocation',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iogetcurrentirpstacklocation',
    summary: 'Gives the stack location of the driver that has an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'in' }],
    returns: 'PIO_STACK_LOCATION',
    inline: true,
    seeAlso: ['IoGetNextIrpStackLocation'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => io.irps.driver.current(Irp),
);

/** Type of `IoGetNextIrpStackLocation`. */
export interface IoGetNextIrpStackLocation {
  /**
   * Gives the stack location of the next lower driver. Callable at any level.
   * @param Irp IRP that the driver has or has allocated
   * @returns address of the location
   */
  (Irp: PVOID): PVOID;
}

/** Declaration of `IoGetNextIrpStackLocation`. */
export const IoGetNextIrpStackLocation = routine<IoGetNextIrpStackLocation>()(
  {
    name: 'IoGetNextIrpStackLocation',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iogetnextirpstacklocation',
    summary: 'Gives the stack location of the next lower driver.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'in' }],
    returns: 'PIO_STACK_LOCATION',
    inline: true,
    seeAlso: ['IoCallDriver', 'IoCopyCurrentIrpStackLocationToNext'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => io.irps.driver.next(Irp),
);

/** Type of `IoSetNextIrpStackLocation`. */
export interface IoSetNextIrpStackLocation {
  /**
   * Makes the next stack location the current one: for a driver that wants a location of its own in an IRP that it has allocated. Callable at any level.
   * @param Irp IRP that the driver has allocated
   */
  (Irp: PVOID): void;
}

/** Declaration of `IoSetNextIrpStackLocation`. */
export const IoSetNextIrpStackLocation = routine<IoSetNextIrpStackLocation>()(
  {
    name: 'IoSetNextIrpStackLocation',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iosetnextirpstacklocation',
    summary: 'Makes the next stack location the current one.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'inout' }],
    returns: 'void',
    inline: true,
    seeAlso: ['IoAllocateIrp'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => io.irps.driver.move(Irp, -1),
);

/** Type of `IoSkipCurrentIrpStackLocation`. */
export interface IoSkipCurrentIrpStackLocation {
  /**
   * Lets the next lower driver have the stack location of this one. Not together with a completion routine. Callable at any level.
   * @param Irp IRP that the driver has
   */
  (Irp: PVOID): void;
}

/** Declaration of `IoSkipCurrentIrpStackLocation`. */
export const IoSkipCurrentIrpStackLocation = routine<IoSkipCurrentIrpStackLocation>()(
  {
    name: 'IoSkipCurrentIrpStackLocation',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioskipcurrentirpstacklocation',
    summary: 'Lets the next lower driver have the stack location of this one.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'inout' }],
    returns: 'void',
    inline: true,
    seeAlso: ['IoCallDriver', 'IoCopyCurrentIrpStackLocationToNext'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => io.irps.driver.move(Irp, 1),
);

/** Type of `IoCopyCurrentIrpStackLocationToNext`. */
export interface IoCopyCurrentIrpStackLocationToNext {
  /**
   * Copies the current stack location for the next lower driver, without the completion routine. IRQL <= DISPATCH_LEVEL.
   * @param Irp IRP that the driver has
   */
  (Irp: PVOID): void;
}

/** Declaration of `IoCopyCurrentIrpStackLocationToNext`. */
export const IoCopyCurrentIrpStackLocationToNext = routine<IoCopyCurrentIrpStackLocationToNext>()(
  {
    name: 'IoCopyCurrentIrpStackLocationToNext',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iocopycurrentirpstacklocationtonext',
    summary: 'Copies the current stack location for the next lower driver.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'inout' }],
    returns: 'void',
    inline: true,
    seeAlso: ['IoSetCompletionRoutine', 'IoCallDriver'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => {
    const irps = io.irps.driver;
    const next = irps.next(Irp);
    irps.memory.copy(next, irps.current(Irp), irps.location.CompletionRoutine);
    irps.memory.writeUint8(next + irps.location.Control, 0);
  },
);
