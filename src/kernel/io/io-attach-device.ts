import type { NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_SUCH_DEVICE,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../../status/common.ts';
import { attachByName } from './device-pointers.ts';
import { attachDevice, attachDeviceSafely, detachDevice } from './devices.ts';
import type { Io } from './io.ts';

/** Type of `IoAttachDeviceToDeviceStack`. */
export interface IoAttachDeviceToDeviceStack {
  /**
   * Puts a device on top of the stack that another device is in. IRQL <= DISPATCH_LEVEL.
   * @param SourceDevice device of the caller
   * @param TargetDevice any device of the stack
   * @returns the device that SourceDevice lies on now: IRPs are passed on to it; NULL when there is none
   */
  (SourceDevice: PVOID, TargetDevice: PVOID): PVOID;
}

/** Declaration of `IoAttachDeviceToDeviceStack`. */
export const IoAttachDeviceToDeviceStack = routine<IoAttachDeviceToDeviceStack>()(
  {
    name: 'IoAttachDeviceToDeviceStack',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-ioattachdevicetodevicestack',
    summary: 'Puts a device on top of a stack of devices.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'SourceDevice', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'TargetDevice', type: 'PDEVICE_OBJECT', direction: 'in' },
    ],
    returns: 'PDEVICE_OBJECT',
    mustCheck: true,
    seeAlso: ['IoDetachDevice', 'IoCallDriver', 'IoSkipCurrentIrpStackLocation'],
    since: '0.1.0',
  },
  (io: Io) => (SourceDevice, TargetDevice) =>
    attachDevice(io, SourceDevice, TargetDevice, 'IoAttachDeviceToDeviceStack'),
);

/** Type of `IoAttachDeviceToDeviceStackSafe`. */
export interface IoAttachDeviceToDeviceStackSafe {
  /**
   * Puts a device on top of a stack, and stores where it lies before it gets an IRP. IRQL <= DISPATCH_LEVEL.
   * @param SourceDevice device of the caller
   * @param TargetDevice any device of the stack
   * @param AttachedToDeviceObject variable that holds NULL; receives the device that SourceDevice lies on now
   * @returns STATUS_SUCCESS, or STATUS_NO_SUCH_DEVICE
   */
  (SourceDevice: PVOID, TargetDevice: PVOID, AttachedToDeviceObject: PointerTo<PVOID>): NTSTATUS;
}

/** Declaration of `IoAttachDeviceToDeviceStackSafe`. */
export const IoAttachDeviceToDeviceStackSafe = routine<IoAttachDeviceToDeviceStackSafe>()(
  {
    name: 'IoAttachDeviceToDeviceStackSafe',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000 SP4 Update Rollup; Windows XP',
    page: 'ntddk/nf-ntddk-ioattachdevicetodevicestacksafe',
    summary: 'Puts a device on top of a stack and stores where it lies.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'SourceDevice', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'TargetDevice', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'AttachedToDeviceObject', type: 'PDEVICE_OBJECT *', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the device is attached', modelled: 'produced' },
      {
        code: 'STATUS_NO_SUCH_DEVICE',
        when: 'the device on top is not ready yet, or is being deleted',
        modelled: 'produced',
      },
    ],
    seeAlso: ['IoAttachDeviceToDeviceStack', 'IoDetachDevice'],
    since: '0.1.0',
  },
  (io: Io) => (SourceDevice, TargetDevice, AttachedToDeviceObject) =>
    attachDeviceSafely(io, SourceDevice, TargetDevice, AttachedToDeviceObject),
  { failures: { STATUS_NO_SUCH_DEVICE: () => STATUS_NO_SUCH_DEVICE } },
);

/** Type of `IoAttachDevice`. */
export interface IoAttachDevice {
  /**
   * Puts a device on top of the stack of a device with a name. IRQL = PASSIVE_LEVEL.
   * @param SourceDevice device of the caller
   * @param TargetDevice address of a UNICODE_STRING with the name
   * @param AttachedDevice receives the address of the device that SourceDevice lies on now
   * @returns STATUS_SUCCESS, or why not
   */
  (SourceDevice: PVOID, TargetDevice: PVOID, AttachedDevice: PointerTo<PVOID>): NTSTATUS;
}

/** Declaration of `IoAttachDevice`. */
export const IoAttachDevice = routine<IoAttachDevice>()(
  {
    name: 'IoAttachDevice',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-ioattachdevice',
    summary: 'Puts a device on top of the stack of a device with a name.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'SourceDevice', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'TargetDevice', type: 'PUNICODE_STRING', direction: 'in' },
      { name: 'AttachedDevice', type: 'PDEVICE_OBJECT *', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the device is attached', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_NAME_INVALID',
        when: 'the name cannot be one',
        modelled: 'never',
        why: 'a name that is none gives the status of the name that was not found',
      },
      { code: 'STATUS_INVALID_PARAMETER', when: 'a parameter is not valid', modelled: 'injectable' },
      { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'the name is not that of a device', modelled: 'produced' },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'injectable' },
    ],
    remarks: ['The device is not opened: no driver gets an IRP.'],
    seeAlso: ['IoAttachDeviceToDeviceStack', 'IoDetachDevice'],
    since: '0.1.0',
  },
  (io: Io) => (SourceDevice, TargetDevice, AttachedDevice) =>
    attachByName(io, SourceDevice, TargetDevice, AttachedDevice),
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
    },
  },
);

/** Type of `IoDetachDevice`. */
export interface IoDetachDevice {
  /**
   * Takes the device that lies on another off it. IRQL = PASSIVE_LEVEL.
   * @param TargetDevice the device below: what IoAttachDeviceToDeviceStack gave
   */
  (TargetDevice: PVOID): void;
}

/** Declaration of `IoDetachDevice`. */
export const IoDetachDevice = routine<IoDetachDevice>()(
  {
    name: 'IoDetachDevice',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iodetachdevice',
    summary: 'Takes a device off the one below.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'TargetDevice', type: 'PDEVICE_OBJECT', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['IoAttachDeviceToDeviceStack', 'IoDeleteDevice'],
    since: '0.1.0',
  },
  (io: Io) => (TargetDevice) => detachDevice(io, TargetDevice, 'IoDetachDevice'),
);
