import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { insertDeviceQueue } from './device-queue.ts';
import type { Io } from './io.ts';

/** Type of `KeInsertDeviceQueue`. */
export interface KeInsertDeviceQueue {
  /**
   * Puts an entry at the end of a device queue, unless its device is free: that is busy then. IRQL = DISPATCH_LEVEL.
   * @param DeviceQueue address of the KDEVICE_QUEUE
   * @param DeviceQueueEntry address of the KDEVICE_QUEUE_ENTRY
   * @returns TRUE when the entry is in the queue, FALSE when the device was free and works on it
   */
  (DeviceQueue: PVOID, DeviceQueueEntry: PVOID): BOOLEAN;
}

/** Declaration of `KeInsertDeviceQueue`. */
export const KeInsertDeviceQueue = routine<KeInsertDeviceQueue>()(
  {
    name: 'KeInsertDeviceQueue',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinsertdevicequeue',
    summary: 'Puts an entry into a device queue.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DeviceQueue', type: 'PKDEVICE_QUEUE', direction: 'inout' },
      { name: 'DeviceQueueEntry', type: 'PKDEVICE_QUEUE_ENTRY', direction: 'inout' },
    ],
    returns: 'BOOLEAN',
    seeAlso: ['KeInsertByKeyDeviceQueue', 'KeRemoveDeviceQueue'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceQueue, DeviceQueueEntry) =>
    Number(insertDeviceQueue(io, DeviceQueue, DeviceQueueEntry, null)),
);

/** Type of `KeInsertByKeyDeviceQueue`. */
export interface KeInsertByKeyDeviceQueue {
  /**
   * Puts an entry into a device queue behind those with smaller keys, unless its device is free. IRQL = DISPATCH_LEVEL.
   * @param DeviceQueue address of the KDEVICE_QUEUE
   * @param DeviceQueueEntry address of the KDEVICE_QUEUE_ENTRY
   * @param SortKey key that the queue is sorted by
   * @returns TRUE when the entry is in the queue, FALSE when the device was free and works on it
   */
  (DeviceQueue: PVOID, DeviceQueueEntry: PVOID, SortKey: ULONG): BOOLEAN;
}

/** Declaration of `KeInsertByKeyDeviceQueue`. */
export const KeInsertByKeyDeviceQueue = routine<KeInsertByKeyDeviceQueue>()(
  {
    name: 'KeInsertByKeyDeviceQueue',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinsertbykeydevicequeue',
    summary: 'Puts an entry into a device queue by its key.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DeviceQueue', type: 'PKDEVICE_QUEUE', direction: 'inout' },
      { name: 'DeviceQueueEntry', type: 'PKDEVICE_QUEUE_ENTRY', direction: 'inout' },
      { name: 'SortKey', type: 'ULONG', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    seeAlso: ['KeInsertDeviceQueue', 'KeRemoveByKeyDeviceQueue'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceQueue, DeviceQueueEntry, SortKey) =>
    Number(insertDeviceQueue(io, DeviceQueue, DeviceQueueEntry, SortKey)),
);
