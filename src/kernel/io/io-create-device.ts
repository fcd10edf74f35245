import type { BOOLEAN, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_OBJECT_NAME_COLLISION } from '../../status/common.ts';
import { createDevice, deleteDevice } from './devices.ts';
import type { Io } from './io.ts';

/** Type of `IoCreateDevice`. */
export interface IoCreateDevice {
  /**
   * Makes a device object. IRQL <= APC_LEVEL.
   * @param DriverObject driver object that DriverEntry or AddDevice got
   * @param DeviceExtensionSize bytes of the device extension, which is zeroed
   * @param DeviceName address of a UNICODE_STRING such as \\Device\\Echo, or NULL for a device without a name
   * @param DeviceType FILE_DEVICE_UNKNOWN or another FILE_DEVICE_ value
   * @param DeviceCharacteristics FILE_DEVICE_SECURE_OPEN and others
   * @param Exclusive TRUE when only one handle may be open at a time
   * @param DeviceObject receives the address of the device object: a cell from `out()`, or a simulated address
   * @returns STATUS_SUCCESS, or why not
   */
  (
    DriverObject: PVOID,
    DeviceExtensionSize: ULONG,
    DeviceName: PVOID,
    DeviceType: ULONG,
    DeviceCharacteristics: ULONG,
    Exclusive: BOOLEAN,
    DeviceObject: PointerTo<PVOID>,
  ): NTSTATUS;
}

/** Declaration of `IoCreateDevice`. */
export const IoCreateDevice = routine<IoCreateDevice>()(
  {
    name: 'IoCreateDevice',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-iocreatedevice',
    summary: 'Makes a device object.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'IRQL <= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'DriverObject', type: 'PDRIVER_OBJECT', direction: 'in' },
      { name: 'DeviceExtensionSize', type: 'ULONG', direction: 'in' },
      { name: 'DeviceName', type: 'PUNICODE_STRING', direction: 'in', optional: true },
      { name: 'DeviceType', type: 'ULONG', direction: 'in' },
      { name: 'DeviceCharacteristics', type: 'ULONG', direction: 'in' },
      { name: 'Exclusive', type: 'BOOLEAN', direction: 'in' },
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT *', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the device is there', modelled: 'produced' },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'produced' },
      { code: 'STATUS_OBJECT_NAME_COLLISION', when: 'an object has the name already', modelled: 'produced' },
    ],
    remarks: [
      'Devices that DriverEntry makes can be opened when it has returned; a device that AddDevice makes when it has cleared DO_DEVICE_INITIALIZING.',
    ],
    seeAlso: ['IoDeleteDevice', 'IoCreateSymbolicLink', 'IoAttachDeviceToDeviceStack'],
    since: '0.1.0',
  },
  (io: Io) =>
    (
      DriverObject,
      DeviceExtensionSize,
      DeviceName,
      DeviceType,
      DeviceCharacteristics,
      Exclusive,
      DeviceObject,
    ) =>
      createDevice(
        io,
        {
          driver: DriverObject,
          extensionBytes: DeviceExtensionSize,
          name: DeviceName,
          type: DeviceType,
          characteristics: DeviceCharacteristics,
          exclusive: Exclusive !== 0,
        },
        DeviceObject,
      ),
  {
    possible: (_, [, , name], failure) => failure !== 'STATUS_OBJECT_NAME_COLLISION' || name !== 0,
    failures: {
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
      STATUS_OBJECT_NAME_COLLISION: () => STATUS_OBJECT_NAME_COLLISION,
    },
  },
);

/** Type of `IoDeleteDevice`. */
export interface IoDeleteDevice {
  /**
   * Deletes a device object. Its memory goes with the last reference. IRQL <= APC_LEVEL.
   * @param DeviceObject device object that lies on no other
   */
  (DeviceObject: PVOID): void;
}

/** Declaration of `IoDeleteDevice`. */
export const IoDeleteDevice = routine<IoDeleteDevice>()(
  {
    name: 'IoDeleteDevice',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iodeletedevice',
    summary: 'Deletes a device object.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' }],
    returns: 'void',
    seeAlso: ['IoCreateDevice', 'IoDetachDevice'],
    since: '0.1.0',
  },
  (io: Io) => (DeviceObject) => deleteDevice(io, DeviceObject, 'IoDeleteDevice'),
);
