import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { removeDeviceQueue, removeEntryDeviceQueue } from './device-queue.ts';
import type { Io } from './io.ts';

/** Type of `KeRemoveDeviceQueue`. */
export interface KeRemoveDeviceQueue {
  /**
   * Takes the first entry out of a device queue; the device of an empty one is free then. IRQL = DISPATCH_LEVEL.
   * @param DeviceQueue address of the KDEVICE_QUEUE
   * @returns address of the entry, or NULL
   */
  (DeviceQueue: PVOID): PVOID;
}

/** Declaration of `KeRemoveDeviceQueue`. */
export const KeRemoveDeviceQueue = routine<KeRemoveDeviceQueue>()(
  {
    name: 'KeRemoveDeviceQueue',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keremovedevicequeue',
    summary: 'Takes the first entry out of a device queue.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceQueue', type: 'PKDEVICE_QUEUE', direction: 'inout' }],
    returns: 'PKDEVICE_QUEUE_ENTRY',
    seeAlso: ['KeInsertDeviceQueue', 'KeRemoveByKeyDeviceQueue', 'KeRemoveEntryDeviceQueue'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceQueue) => removeDeviceQueue(io, DeviceQueue, null),
);

/** Type of `KeRemoveByKeyDeviceQueue`. */
export interface KeRemoveByKeyDeviceQueue {
  /**
   * Takes the first entry with a key or a larger one out of a device queue, else the first of all. IRQL = DISPATCH_LEVEL.
   * @param DeviceQueue address of the KDEVICE_QUEUE
   * @param SortKey key that the queue is sorted by
   * @returns address of the entry, or NULL
   */
  (DeviceQueue: PVOID, SortKey: ULONG): PVOID;
}

/** Declaration of `KeRemoveByKeyDeviceQueue`. */
export const KeRemoveByKeyDeviceQueue = routine<KeRemoveByKeyDeviceQueue>()(
  {
    name: 'KeRemoveByKeyDeviceQueue',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keremovebykeydevicequeue',
    summary: 'Takes an entry out of a device queue by its key.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DeviceQueue', type: 'PKDEVICE_QUEUE', direction: 'inout' },
      { name: 'SortKey', type: 'ULONG', direction: 'in' },
    ],
    returns: 'PKDEVICE_QUEUE_ENTRY',
    seeAlso: ['KeInsertByKeyDeviceQueue', 'KeRemoveDeviceQueue'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceQueue, SortKey) => removeDeviceQueue(io, DeviceQueue, SortKey),
);

/** Type of `KeRemoveEntryDeviceQueue`. */
export interface KeRemoveEntryDeviceQueue {
  /**
   * Takes one entry out of a device queue. IRQL <= DISPATCH_LEVEL.
   * @param DeviceQueue address of the KDEVICE_QUEUE
   * @param DeviceQueueEntry address of the KDEVICE_QUEUE_ENTRY
   * @returns TRUE, or FALSE when the entry is in no queue
   */
  (DeviceQueue: PVOID, DeviceQueueEntry: PVOID): BOOLEAN;
}

/** Declaration of `KeRemoveEntryDeviceQueue`. */
export const KeRemoveEntryDeviceQueue = routine<KeRemoveEntryDeviceQueue>()(
  {
    name: 'KeRemoveEntryDeviceQueue',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keremoveentrydevicequeue',
    summary: 'Takes one entry out of a device queue.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DeviceQueue', type: 'PKDEVICE_QUEUE', direction: 'inout' },
      { name: 'DeviceQueueEntry', type: 'PKDEVICE_QUEUE_ENTRY', direction: 'inout' },
    ],
    returns: 'BOOLEAN',
    seeAlso: ['KeInsertDeviceQueue', 'KeRemoveDeviceQueue'],
    since: '0.1.0',
  },
  (io: Io) => (_DeviceQueue, DeviceQueueEntry) => Number(removeEntryDeviceQueue(io, DeviceQueueEntry)),
);
