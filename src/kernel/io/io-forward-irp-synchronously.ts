import { blockingRoutine } from '../../contract/blocking.ts';
import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { forwardIrp } from './forwarded-irps.ts';
import type { Io } from './io.ts';

/** Type of `IoForwardIrpSynchronously`. */
export interface IoForwardIrpSynchronously {
  /**
   * Sends an IRP to the next lower driver and waits until the drivers below have completed it. IRQL <= APC_LEVEL.
   * @param DeviceObject device that it goes to
   * @param Irp IRP that the driver has; it has it again afterwards
   * @returns TRUE, or FALSE when the IRP has no stack location for another driver
   */
  (DeviceObject: PVOID, Irp: PVOID): BOOLEAN;
}

/** Declaration of `IoForwardIrpSynchronously`. */
export const IoForwardIrpSynchronously = blockingRoutine<IoForwardIrpSynchronously>()(
  {
    name: 'IoForwardIrpSynchronously',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-ioforwardirpsynchronously',
    summary: 'Sends an IRP to the next lower driver and waits for its completion.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'Irp', type: 'PIRP', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    blocks: true,
    remarks: ['The status is in IoStatus of the IRP. The caller completes the IRP.'],
    seeAlso: ['IoCallDriver', 'IoCopyCurrentIrpStackLocationToNext', 'IoSetCompletionRoutine'],
    since: '0.1.0',
  },
  (io: Io) =>
    function* (DeviceObject, Irp) {
      return Number(yield* forwardIrp(io, DeviceObject, Irp));
    },
);
