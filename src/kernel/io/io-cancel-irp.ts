import type { BOOLEAN, KIRQL, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { isOut } from '../../machine/out.ts';
import { acquireCancelLock, cancelIrp, releaseCancelLock } from './cancel.ts';
import type { Io } from './io.ts';

/** Type of `IoCancelIrp`. */
export interface IoCancelIrp {
  /**
   * Sets the cancel bit of an IRP and calls its cancel routine. IRQL <= DISPATCH_LEVEL.
   * @param Irp IRP that is to be cancelled
   * @returns TRUE when there was a cancel routine
   */
  (Irp: PVOID): BOOLEAN;
}

/** Declaration of `IoCancelIrp`. */
export const IoCancelIrp = routine<IoCancelIrp>()(
  {
    name: 'IoCancelIrp',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iocancelirp',
    summary: 'Cancels an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'in' }],
    returns: 'BOOLEAN',
    seeAlso: ['IoSetCancelRoutine'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => cancelIrp(io, Irp, 'IoCancelIrp'),
);

/** Type of `IoAcquireCancelSpinLock`. */
export interface IoAcquireCancelSpinLock {
  /**
   * Takes the cancel spin lock, and raises to DISPATCH_LEVEL. IRQL <= DISPATCH_LEVEL.
   * @param Irql receives the level before: a cell from `out()`, or a simulated address
   */
  (Irql: PointerTo<KIRQL>): void;
}

/** Declaration of `IoAcquireCancelSpinLock`. */
export const IoAcquireCancelSpinLock = routine<IoAcquireCancelSpinLock>()(
  {
    name: 'IoAcquireCancelSpinLock',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioacquirecancelspinlock',
    summary: 'Takes the cancel spin lock.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Irql', type: 'PKIRQL', direction: 'out' }],
    returns: 'void',
    seeAlso: ['IoReleaseCancelSpinLock', 'IoSetCancelRoutine'],
    since: '0.1.0',
  },
  (io: Io) => (Irql) => {
    const before = acquireCancelLock(io, 'IoAcquireCancelSpinLock');
    if (isOut(Irql)) Irql.value = before;
    else io.host.kernelMemory.writeUint8(Irql, before);
  },
);

/** Type of `IoReleaseCancelSpinLock`. */
export interface IoReleaseCancelSpinLock {
  /**
   * Gives the cancel spin lock back, and lowers. IRQL = DISPATCH_LEVEL.
   * @param Irql level before: what IoAcquireCancelSpinLock stored, or CancelIrql of the IRP in a cancel routine
   */
  (Irql: KIRQL): void;
}

/** Declaration of `IoReleaseCancelSpinLock`. */
export const IoReleaseCancelSpinLock = routine<IoReleaseCancelSpinLock>()(
  {
    name: 'IoReleaseCancelSpinLock',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioreleasecancelspinlock',
    summary: 'Gives the cancel spin lock back.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Irql', type: 'KIRQL', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoAcquireCancelSpinLock'],
    since: '0.1.0',
  },
  (io: Io) => (Irql) => releaseCancelLock(io, Irql, 'IoReleaseCancelSpinLock'),
);
