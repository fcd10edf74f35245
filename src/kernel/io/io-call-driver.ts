import { blockingRoutine } from '../../contract/blocking.ts';
import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';

import { callDriver } from './call-driver.ts';
import type { Io } from './io.ts';
import { levelCondition } from './level-condition.ts';

/** Type of `IofCallDriver`. */
export interface IofCallDriver {
  /**
   * Sends an IRP to the driver of a device: its dispatch routine is called with the next stack location. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject device that it goes to
   * @param Irp IRP whose next stack location is set
   * @returns what the dispatch routine returned
   */
  (DeviceObject: PVOID, Irp: PVOID): NTSTATUS;
}

/** Declaration of `IofCallDriver`. */
export const IofCallDriver = blockingRoutine<IofCallDriver>()(
  {
    name: 'IofCallDriver',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-iofcalldriver',
    summary: 'Sends an IRP to the driver of a device.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'Irp', type: 'PIRP', direction: 'inout' },
    ],
    returns: 'NTSTATUS',
    blocks: true,
    remarks: ['It waits where the dispatch routine that it calls does.'],
    seeAlso: [
      'IoSkipCurrentIrpStackLocation',
      'IoCopyCurrentIrpStackLocationToNext',
      'IoSetCompletionRoutine',
      'IoCompleteRequest',
    ],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject, Irp) => callDriver(io, DeviceObject, Irp, 'IofCallDriver'),
  { conditions: [levelCondition('call-driver-too-high')] },
);

/** Type of `IoCallDriver`. */
export interface IoCallDriver {
  /**
   * Sends an IRP to the driver of a device: its dispatch routine is called with the next stack location. IRQL <= DISPATCH_LEVEL.
   * @param a device object: the device that it goes to
   * @param b IRP whose next stack location is set
   * @returns what the dispatch routine returned
   */
  (a: PVOID, b: PVOID): NTSTATUS;
}

/** Declaration of `IoCallDriver`. */
export const IoCallDriver = blockingRoutine<IoCallDriver>()(
  {
    name: 'IoCallDriver',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-iocalldriver',
    summary: 'Sends an IRP to the driver of a device.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'a', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'b', type: 'PIRP', direction: 'inout' },
    ],
    returns: 'NTSTATUS',
    blocks: true,
    remarks: ['It waits where the dispatch routine that it calls does.'],
    seeAlso: [
      'IoSkipCurrentIrpStackLocation',
      'IoCopyCurrentIrpStackLocationToNext',
      'IoSetCompletionRoutine',
      'IoCompleteRequest',
    ],
    since: '0.1.0',
  },
  (io: Io) => (a, b) => callDriver(io, a, b, 'IoCallDriver'),
  { conditions: [levelCondition('call-driver-too-high')] },
);
