import type { NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_NAME_INVALID,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_PRIVILEGE_NOT_HELD,
} from '../../status/common.ts';
import { devicePointer } from './device-pointers.ts';
import type { Io } from './io.ts';

/** Type of `IoGetDeviceObjectPointer`. */
export interface IoGetDeviceObjectPointer {
  /**
   * Opens a device by name, for requests of another driver. IRQL = PASSIVE_LEVEL.
   * @param ObjectName address of a UNICODE_STRING with the name
   * @param DesiredAccess FILE_READ_DATA and others
   * @param FileObject receives the address of the FILE_OBJECT: its reference is what the caller releases with ObDereferenceObject
   * @param DeviceObject receives the address of the highest device of the stack
   * @returns STATUS_SUCCESS, or why not
   */
  (
    ObjectName: PVOID,
    DesiredAccess: number,
    FileObject: PointerTo<PVOID>,
    DeviceObject: PointerTo<PVOID>,
  ): NTSTATUS;
}

/** Declaration of `IoGetDeviceObjectPointer`. */
export const IoGetDeviceObjectPointer = routine<IoGetDeviceObjectPointer>()(
  {
    name: 'IoGetDeviceObjectPointer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iogetdeviceobjectpointer',
    summary: 'Opens a device by name, for requests of another driver.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'ObjectName', type: 'PUNICODE_STRING', direction: 'in' },
      { name: 'DesiredAccess', type: 'ACCESS_MASK', direction: 'in' },
      { name: 'FileObject', type: 'PFILE_OBJECT *', direction: 'out' },
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT *', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the device is open', modelled: 'produced' },
      { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'the name is not that of a device', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'a parameter is not valid', modelled: 'injectable' },
      { code: 'STATUS_PRIVILEGE_NOT_HELD', when: 'the caller may not', modelled: 'injectable' },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'there is no memory', modelled: 'produced' },
      { code: 'STATUS_OBJECT_NAME_INVALID', when: 'the name cannot be one', modelled: 'injectable' },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'nothing has the name', modelled: 'produced' },
    ],
    remarks: [
      'The driver gets IRP_MJ_CREATE and IRP_MJ_CLEANUP at once, and IRP_MJ_CLOSE when the file is released.',
    ],
    seeAlso: ['ObDereferenceObject', 'IoCallDriver'],
    since: '0.1.0',
  },
  (io: Io) => (ObjectName, DesiredAccess, FileObject, DeviceObject) =>
    devicePointer(io, { name: ObjectName, access: DesiredAccess }, FileObject, DeviceObject),
  {
    failures: {
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_PRIVILEGE_NOT_HELD: () => STATUS_PRIVILEGE_NOT_HELD,
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
      STATUS_OBJECT_NAME_INVALID: () => STATUS_OBJECT_NAME_INVALID,
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
    },
  },
);
