import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { Io } from './io.ts';

/** Type of `IoSetCancelRoutine`. */
export interface IoSetCancelRoutine {
  /**
   * Sets or clears the cancel routine of an IRP, as one interlocked exchange. IRQL <= DISPATCH_LEVEL.
   * @param Irp IRP that the driver has
   * @param CancelRoutine routine that IoCancelIrp calls with (DeviceObject, Irp), or NULL
   * @returns the routine that was set before, or NULL
   */
  (Irp: PVOID, CancelRoutine: Callback): PVOID;
}

/** Declaration of `IoSetCancelRoutine`. */
export const IoSetCancelRoutine = routine<IoSetCancelRoutine>()(
  {
    name: 'IoSetCancelRoutine',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-iosetcancelroutine',
    summary: 'Sets or clears the cancel routine of an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Irp', type: 'PIRP', direction: 'in' },
      { name: 'CancelRoutine', type: 'PDRIVER_CANCEL', direction: 'in' },
    ],
    returns: 'PDRIVER_CANCEL',
    inline: true,
    seeAlso: ['IoCancelIrp', 'IoAcquireCancelSpinLock'],
    since: '0.1.0',
  },
  (io: Io) => (Irp, CancelRoutine) => {
    const before = io.irps.driver.readPointer(Irp, 'CancelRoutine');
    io.irps.driver.writePointer(Irp, 'CancelRoutine', io.host.callbackAddress(CancelRoutine));
    return before;
  },
);
