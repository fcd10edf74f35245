import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { initializeDeviceQueue } from './device-queue.ts';
import type { Io } from './io.ts';

/** Type of `KeInitializeDeviceQueue`. */
export interface KeInitializeDeviceQueue {
  /**
   * Makes an empty device queue, whose device is not busy. IRQL <= DISPATCH_LEVEL.
   * @param DeviceQueue address of the KDEVICE_QUEUE
   */
  (DeviceQueue: PVOID): void;
}

/** Declaration of `KeInitializeDeviceQueue`. */
export const KeInitializeDeviceQueue = routine<KeInitializeDeviceQueue>()(
  {
    name: 'KeInitializeDeviceQueue',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinitializedevicequeue',
    summary: 'Makes an empty device queue.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceQueue', type: 'PKDEVICE_QUEUE', direction: 'out' }],
    returns: 'void',
    seeAlso: ['KeInsertDeviceQueue', 'KeRemoveDeviceQueue'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceQueue) => initializeDeviceQueue(io, DeviceQueue),
);
