import { blockingRoutine } from '../../contract/blocking.ts';
import type { HANDLE, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import { FILE_OPEN } from '../../contract/kernel-constants.generated.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import {
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_NOT_FOUND,
  STATUS_OBJECT_PATH_SYNTAX_BAD,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../../status/common.ts';
import type { Io } from './io.ts';
import { openKernelFile } from './kernel-files.ts';

/** Type of `ZwCreateFile`. */
export interface ZwCreateFile {
  /**
   * Opens a device: its driver gets IRP_MJ_CREATE. IRQL = PASSIVE_LEVEL.
   * @param FileHandle receives a handle: a cell from `out()`, or a simulated address
   * @param DesiredAccess GENERIC_READ, FILE_READ_DATA and others
   * @param ObjectAttributes address of OBJECT_ATTRIBUTES with a name such as \\Device\\Echo or \\??\\Echo
   * @param IoStatusBlock receives the status, and FILE_OPENED
   * @param AllocationSize NULL
   * @param FileAttributes FILE_ATTRIBUTE_NORMAL
   * @param ShareAccess FILE_SHARE_READ and others
   * @param CreateDisposition FILE_OPEN and others
   * @param CreateOptions FILE_SYNCHRONOUS_IO_NONALERT and others; requests wait always
   * @param EaBuffer NULL
   * @param EaLength 0
   * @returns what the driver answered, or an error
   */
  (
    FileHandle: PointerTo<HANDLE>,
    DesiredAccess: number,
    ObjectAttributes: PVOID,
    IoStatusBlock: PVOID,
    AllocationSize: LargeIntegerIn,
    FileAttributes: ULONG,
    ShareAccess: ULONG,
    CreateDisposition: ULONG,
    CreateOptions: ULONG,
    EaBuffer: PVOID,
    EaLength: ULONG,
  ): NTSTATUS;
}

/** A name of a disk is NotModelled: there are none (*ours*, docs/decisions/0070-io-manager.md). */
export const ZwCreateFile = blockingRoutine<ZwCreateFile>()(
  {
    name: 'ZwCreateFile',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwcreatefile',
    summary: 'Opens a device.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'FileHandle', type: 'PHANDLE', direction: 'out' },
      { name: 'DesiredAccess', type: 'ACCESS_MASK', direction: 'in' },
      { name: 'ObjectAttributes', type: 'POBJECT_ATTRIBUTES', direction: 'in' },
      { name: 'IoStatusBlock', type: 'PIO_STATUS_BLOCK', direction: 'out' },
      { name: 'AllocationSize', type: 'PLARGE_INTEGER', direction: 'in', optional: true },
      { name: 'FileAttributes', type: 'ULONG', direction: 'in' },
      { name: 'ShareAccess', type: 'ULONG', direction: 'in' },
      { name: 'CreateDisposition', type: 'ULONG', direction: 'in' },
      { name: 'CreateOptions', type: 'ULONG', direction: 'in' },
      { name: 'EaBuffer', type: 'PVOID', direction: 'in', optional: true },
      { name: 'EaLength', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the driver has opened the file', modelled: 'produced' },
      {
        code: 'STATUS_FILE_LOCK_CONFLICT',
        when: 'a part of the file is locked',
        modelled: 'never',
        why: 'no file has locks',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the Length of the attributes is not that of the structure',
        modelled: 'produced',
      },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'nothing has the name', modelled: 'produced' },
      { code: 'STATUS_OBJECT_PATH_NOT_FOUND', when: 'there is no such directory', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_PATH_SYNTAX_BAD',
        when: 'the name does not begin with a backslash, or is empty',
        modelled: 'produced',
      },
      { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'what has the name is no device', modelled: 'produced' },
    ],
    blocks: true,
    seeAlso: ['ZwOpenFile', 'ZwReadFile', 'ZwDeviceIoControlFile', 'ZwClose', 'IoGetDeviceObjectPointer'],
    since: '0.1.0',
  },
  (io: Io) =>
    (
      FileHandle,
      DesiredAccess,
      ObjectAttributes,
      IoStatusBlock,
      _AllocationSize,
      _FileAttributes,
      ShareAccess,
      CreateDisposition,
      CreateOptions,
    ) =>
      openKernelFile(io, {
        routine: 'ZwCreateFile',
        target: FileHandle,
        access: DesiredAccess,
        attributes: ObjectAttributes,
        statusBlock: IoStatusBlock,
        share: ShareAccess,
        disposition: CreateDisposition,
        options: CreateOptions,
      }),
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_OBJECT_PATH_NOT_FOUND: () => STATUS_OBJECT_PATH_NOT_FOUND,
      STATUS_OBJECT_PATH_SYNTAX_BAD: () => STATUS_OBJECT_PATH_SYNTAX_BAD,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
    },
  },
);

/** Type of `ZwOpenFile`. */
export interface ZwOpenFile {
  /**
   * Opens a device, as ZwCreateFile does with FILE_OPEN. IRQL = PASSIVE_LEVEL.
   * @param FileHandle receives a handle: a cell from `out()`, or a simulated address
   * @param DesiredAccess GENERIC_READ, FILE_READ_DATA and others
   * @param ObjectAttributes address of OBJECT_ATTRIBUTES with a name such as \\Device\\Echo or \\??\\Echo
   * @param IoStatusBlock receives the status, and FILE_OPENED
   * @param ShareAccess FILE_SHARE_READ and others
   * @param OpenOptions FILE_SYNCHRONOUS_IO_NONALERT and others
   * @returns what the driver answered, or an error
   */
  (
    FileHandle: PointerTo<HANDLE>,
    DesiredAccess: number,
    ObjectAttributes: PVOID,
    IoStatusBlock: PVOID,
    ShareAccess: ULONG,
    OpenOptions: ULONG,
  ): NTSTATUS;
}

/** Declaration of `ZwOpenFile`. */
export const ZwOpenFile = blockingRoutine<ZwOpenFile>()(
  {
    name: 'ZwOpenFile',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwopenfile',
    summary: 'Opens a device.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'FileHandle', type: 'PHANDLE', direction: 'out' },
      { name: 'DesiredAccess', type: 'ACCESS_MASK', direction: 'in' },
      { name: 'ObjectAttributes', type: 'POBJECT_ATTRIBUTES', direction: 'in' },
      { name: 'IoStatusBlock', type: 'PIO_STATUS_BLOCK', direction: 'out' },
      { name: 'ShareAccess', type: 'ULONG', direction: 'in' },
      { name: 'OpenOptions', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the Length of the attributes is not that of the structure',
        modelled: 'produced',
      },
      { code: 'STATUS_OBJECT_NAME_NOT_FOUND', when: 'nothing has the name', modelled: 'produced' },
      { code: 'STATUS_OBJECT_PATH_NOT_FOUND', when: 'there is no such directory', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_PATH_SYNTAX_BAD',
        when: 'the name does not begin with a backslash, or is empty',
        modelled: 'produced',
      },
      { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'what has the name is no device', modelled: 'produced' },
    ],
    blocks: true,
    seeAlso: ['ZwCreateFile', 'ZwClose'],
    since: '0.1.0',
  },
  (io: Io) => (FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, ShareAccess, OpenOptions) =>
    openKernelFile(io, {
      routine: 'ZwOpenFile',
      target: FileHandle,
      access: DesiredAccess,
      attributes: ObjectAttributes,
      statusBlock: IoStatusBlock,
      share: ShareAccess,
      disposition: FILE_OPEN,
      options: OpenOptions,
    }),
  {
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_OBJECT_NAME_NOT_FOUND: () => STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_OBJECT_PATH_NOT_FOUND: () => STATUS_OBJECT_PATH_NOT_FOUND,
      STATUS_OBJECT_PATH_SYNTAX_BAD: () => STATUS_OBJECT_PATH_SYNTAX_BAD,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
    },
  },
);
