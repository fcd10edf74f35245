import type { BOOLEAN, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { isOut } from '../../machine/out.ts';
import type { Io } from './io.ts';
import { setStartIoAttributes, startPacket } from './start-packets.ts';

/** Type of `IoStartPacket`. */
export interface IoStartPacket {
  /**
   * Gives an IRP to the StartIo routine of its driver, or queues it while the device is busy. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject device of the IRP
   * @param Irp IRP that is marked pending
   * @param Key address of the key that the queue is sorted by; NULL for its end
   * @param CancelFunction cancel routine for as long as the IRP is queued, or NULL
   */
  (DeviceObject: PVOID, Irp: PVOID, Key: PointerTo<ULONG>, CancelFunction: Callback): void;
}

/** StartIo runs at DISPATCH_LEVEL, also where the device was free. */
export const IoStartPacket = routine<IoStartPacket>()(
  {
    name: 'IoStartPacket',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iostartpacket',
    summary: 'Gives an IRP to StartIo, or queues it.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'Irp', type: 'PIRP', direction: 'in' },
      { name: 'Key', type: 'PULONG', direction: 'in', optional: true },
      { name: 'CancelFunction', type: 'PDRIVER_CANCEL', direction: 'in', optional: true },
    ],
    returns: 'void',
    seeAlso: ['IoStartNextPacket', 'IoSetStartIoAttributes'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject, Irp, Key, CancelFunction) => {
    const memory = io.host.kernelMemory;
    const key = isOut(Key) ? Key.value : Key === 0 ? null : memory.readUint32(Key);
    startPacket(io, DeviceObject, Irp, { key, cancel: io.host.callbackAddress(CancelFunction) });
  },
);

/** Type of `IoSetStartIoAttributes`. */
export interface IoSetStartIoAttributes {
  /**
   * Says how StartIo of a device is called. IRQL any level.
   * @param DeviceObject device
   * @param DeferredStartIo TRUE: StartIo is not called while it runs
   * @param NonCancelable TRUE: the cancel routine of an IRP goes when StartIo gets it
   */
  (DeviceObject: PVOID, DeferredStartIo: BOOLEAN, NonCancelable: BOOLEAN): void;
}

/** Declaration of `IoSetStartIoAttributes`. */
export const IoSetStartIoAttributes = routine<IoSetStartIoAttributes>()(
  {
    name: 'IoSetStartIoAttributes',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-iosetstartioattributes',
    summary: 'Says how StartIo of a device is called.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'DeferredStartIo', type: 'BOOLEAN', direction: 'in' },
      { name: 'NonCancelable', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoStartPacket', 'IoStartNextPacket'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject, DeferredStartIo, NonCancelable) =>
    setStartIoAttributes(io, DeviceObject, DeferredStartIo !== 0, NonCancelable !== 0),
);
