import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { relatedDevice } from './device-pointers.ts';
import { lowerDevice, topDevice } from './devices.ts';
import type { Io } from './io.ts';

/** Type of `IoGetAttachedDevice`. */
export interface IoGetAttachedDevice {
  /**
   * Gives the highest device of the stack that a device is in. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject any device of the stack
   * @returns the highest one
   */
  (DeviceObject: PVOID): PVOID;
}

/** Declaration of `IoGetAttachedDevice`. */
export const IoGetAttachedDevice = routine<IoGetAttachedDevice>()(
  {
    name: 'IoGetAttachedDevice',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-iogetattacheddevice',
    summary: 'Gives the highest device of a stack.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' }],
    returns: 'PDEVICE_OBJECT',
    seeAlso: ['IoGetAttachedDeviceReference'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject) => topDevice(io, DeviceObject),
);

/** Type of `IoGetAttachedDeviceReference`. */
export interface IoGetAttachedDeviceReference {
  /**
   * Gives the highest device of a stack, and a reference to it. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject any device of the stack
   * @returns the highest one; release it with ObDereferenceObject
   */
  (DeviceObject: PVOID): PVOID;
}

/** Declaration of `IoGetAttachedDeviceReference`. */
export const IoGetAttachedDeviceReference = routine<IoGetAttachedDeviceReference>()(
  {
    name: 'IoGetAttachedDeviceReference',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iogetattacheddevicereference',
    summary: 'Gives the highest device of a stack, and a reference to it.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' }],
    returns: 'PDEVICE_OBJECT',
    seeAlso: ['ObDereferenceObject'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject) => {
    const top = topDevice(io, DeviceObject);
    io.parts.threads.objects.count(top, 1);
    return top;
  },
);

/** Type of `IoGetLowerDeviceObject`. */
export interface IoGetLowerDeviceObject {
  /**
   * Gives the device that a device lies on, and a reference to it. IRQL <= DISPATCH_LEVEL.
   * @param DeviceObject device of the stack
   * @returns the device below, to release with ObDereferenceObject; NULL for the lowest one
   */
  (DeviceObject: PVOID): PVOID;
}

/** Declaration of `IoGetLowerDeviceObject`. */
export const IoGetLowerDeviceObject = routine<IoGetLowerDeviceObject>()(
  {
    name: 'IoGetLowerDeviceObject',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000 SP4 Update Rollup; Windows XP',
    page: 'ntifs/nf-ntifs-iogetlowerdeviceobject',
    summary: 'Gives the device that a device lies on, and a reference to it.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' }],
    returns: 'PDEVICE_OBJECT',
    seeAlso: ['ObDereferenceObject', 'IoGetAttachedDeviceReference'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject) => lowerDevice(io, DeviceObject),
);

/** Type of `IoGetRelatedDeviceObject`. */
export interface IoGetRelatedDeviceObject {
  /**
   * Gives the device that requests of a file go to. IRQL <= DISPATCH_LEVEL.
   * @param FileObject address of a FILE_OBJECT
   * @returns the highest device of the stack of its device
   */
  (FileObject: PVOID): PVOID;
}

/** Declaration of `IoGetRelatedDeviceObject`. */
export const IoGetRelatedDeviceObject = routine<IoGetRelatedDeviceObject>()(
  {
    name: 'IoGetRelatedDeviceObject',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iogetrelateddeviceobject',
    summary: 'Gives the device that requests of a file go to.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [{ name: 'FileObject', type: 'PFILE_OBJECT', direction: 'in' }],
    returns: 'PDEVICE_OBJECT',
    seeAlso: ['IoGetDeviceObjectPointer'],
    since: '0.1.0',
  },
  (io: Io) => (FileObject) => relatedDevice(io, FileObject),
);
