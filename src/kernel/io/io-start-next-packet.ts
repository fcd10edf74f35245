import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Io } from './io.ts';
import { startNextPacket } from './start-packets.ts';

/** Type of `IoStartNextPacket`. */
export interface IoStartNextPacket {
  /**
   * Gives the next IRP of a device to StartIo. Called when it is done with one. IRQL = DISPATCH_LEVEL.
   * @param DeviceObject device
   * @param Cancelable TRUE when IoStartPacket got a cancel routine
   */
  (DeviceObject: PVOID, Cancelable: BOOLEAN): void;
}

/** Declaration of `IoStartNextPacket`. */
export const IoStartNextPacket = routine<IoStartNextPacket>()(
  {
    name: 'IoStartNextPacket',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iostartnextpacket',
    summary: 'Gives the next IRP of a device to StartIo.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'Cancelable', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoStartPacket', 'IoStartNextPacketByKey'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject, Cancelable) =>
    startNextPacket(io, DeviceObject, { cancelable: Cancelable !== 0, key: null }),
);

/** Type of `IoStartNextPacketByKey`. */
export interface IoStartNextPacketByKey {
  /**
   * Gives the next IRP of a device to StartIo, by its key. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject device
   * @param Cancelable TRUE when IoStartPacket got a cancel routine
   * @param Key key of IoStartPacket
   */
  (DeviceObject: PVOID, Cancelable: BOOLEAN, Key: ULONG): void;
}

/** Declaration of `IoStartNextPacketByKey`. */
export const IoStartNextPacketByKey = routine<IoStartNextPacketByKey>()(
  {
    name: 'IoStartNextPacketByKey',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iostartnextpacketbykey',
    summary: 'Gives the next IRP of a device to StartIo, by its key.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'Cancelable', type: 'BOOLEAN', direction: 'in' },
      { name: 'Key', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoStartPacket', 'IoStartNextPacket'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject, Cancelable, Key) =>
    startNextPacket(io, DeviceObject, { cancelable: Cancelable !== 0, key: Key }),
);
