import { blockingRoutine } from '../../contract/blocking.ts';
import type { HANDLE, NTSTATUS, PointerTo, PVOID, ULONG } from '../../contract/c-types.ts';
import type { Callback, LargeIntegerIn } from '../../contract/kernel-types.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../../status/common.ts';
import type { Io } from './io.ts';
import { offsetOf, requestOfKernel } from './kernel-files.ts';
import { transferFile } from './requests.ts';

/** Type of `ZwReadFile`. */
export interface ZwReadFile {
  /**
   * Reads from a device: IRP_MJ_READ. The request is over when the call returns. IRQL = PASSIVE_LEVEL.
   * @param FileHandle handle of ZwCreateFile
   * @param Event event that is set at the end, or NULL
   * @param ApcRoutine NULL
   * @param ApcContext NULL
   * @param IoStatusBlock receives status and number of bytes
   * @param Buffer the bytes
   * @param Length how many
   * @param ByteOffset where: an address, a cell, the value; NULL for the position of the file
   * @param Key NULL
   * @returns what the driver answered, or an error
   */
  (
    FileHandle: HANDLE | bigint,
    Event: HANDLE | bigint,
    ApcRoutine: Callback,
    ApcContext: PVOID,
    IoStatusBlock: PVOID,
    Buffer: PVOID,
    Length: ULONG,
    ByteOffset: LargeIntegerIn,
    Key: PointerTo<ULONG>,
  ): NTSTATUS;
}

/** Declaration of `ZwReadFile`. */
export const ZwReadFile = blockingRoutine<ZwReadFile>()(
  {
    name: 'ZwReadFile',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwreadfile',
    summary: 'Reads from a device.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'FileHandle', type: 'HANDLE', direction: 'in' },
      { name: 'Event', type: 'HANDLE', direction: 'in', optional: true },
      { name: 'ApcRoutine', type: 'PIO_APC_ROUTINE', direction: 'in', optional: true },
      { name: 'ApcContext', type: 'PVOID', direction: 'in', optional: true },
      { name: 'IoStatusBlock', type: 'PIO_STATUS_BLOCK', direction: 'out' },
      { name: 'Buffer', type: 'PVOID', direction: 'out' },
      { name: 'Length', type: 'ULONG', direction: 'in' },
      { name: 'ByteOffset', type: 'PLARGE_INTEGER', direction: 'in', optional: true },
      { name: 'Key', type: 'PULONG', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_INVALID_HANDLE', when: 'FileHandle or Event is not open', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'FileHandle is that of another object',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without that access',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['ZwCreateFile', 'ZwWriteFile'],
    since: '0.1.0',
  },
  (io: Io) => (FileHandle, Event, ApcRoutine, _ApcContext, IoStatusBlock, Buffer, Length, ByteOffset) =>
    requestOfKernel(
      io,
      {
        routine: 'ZwReadFile',
        handle: FileHandle,
        event: Event,
        apc: ApcRoutine,
        statusBlock: IoStatusBlock,
      },
      (file) =>
        transferFile(io, {
          ...file,
          isWrite: false,
          address: Buffer,
          bytes: Length,
          offset: offsetOf(io, ByteOffset),
          userMode: false,
        }),
    ),
  {
    failures: {
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_ACCESS_DENIED: () => STATUS_ACCESS_DENIED,
    },
  },
);

/** Type of `ZwWriteFile`. */
export interface ZwWriteFile {
  /**
   * Writes to a device: IRP_MJ_WRITE. The request is over when the call returns. IRQL = PASSIVE_LEVEL.
   * @param FileHandle handle of ZwCreateFile
   * @param Event event that is set at the end, or NULL
   * @param ApcRoutine NULL
   * @param ApcContext NULL
   * @param IoStatusBlock receives status and number of bytes
   * @param Buffer the bytes
   * @param Length how many
   * @param ByteOffset where: an address, a cell, the value; NULL for the position of the file
   * @param Key NULL
   * @returns what the driver answered, or an error
   */
  (
    FileHandle: HANDLE | bigint,
    Event: HANDLE | bigint,
    ApcRoutine: Callback,
    ApcContext: PVOID,
    IoStatusBlock: PVOID,
    Buffer: PVOID,
    Length: ULONG,
    ByteOffset: LargeIntegerIn,
    Key: PointerTo<ULONG>,
  ): NTSTATUS;
}

/** Declaration of `ZwWriteFile`. */
export const ZwWriteFile = blockingRoutine<ZwWriteFile>()(
  {
    name: 'ZwWriteFile',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-zwwritefile',
    summary: 'Writes to a device.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'FileHandle', type: 'HANDLE', direction: 'in' },
      { name: 'Event', type: 'HANDLE', direction: 'in', optional: true },
      { name: 'ApcRoutine', type: 'PIO_APC_ROUTINE', direction: 'in', optional: true },
      { name: 'ApcContext', type: 'PVOID', direction: 'in', optional: true },
      { name: 'IoStatusBlock', type: 'PIO_STATUS_BLOCK', direction: 'out' },
      { name: 'Buffer', type: 'PVOID', direction: 'in' },
      { name: 'Length', type: 'ULONG', direction: 'in' },
      { name: 'ByteOffset', type: 'PLARGE_INTEGER', direction: 'in', optional: true },
      { name: 'Key', type: 'PULONG', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_INVALID_HANDLE', when: 'FileHandle or Event is not open', modelled: 'produced' },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'FileHandle is that of another object',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without that access',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['ZwCreateFile', 'ZwReadFile'],
    since: '0.1.0',
  },
  (io: Io) => (FileHandle, Event, ApcRoutine, _ApcContext, IoStatusBlock, Buffer, Length, ByteOffset) =>
    requestOfKernel(
      io,
      {
        routine: 'ZwWriteFile',
        handle: FileHandle,
        event: Event,
        apc: ApcRoutine,
        statusBlock: IoStatusBlock,
      },
      (file) =>
        transferFile(io, {
          ...file,
          isWrite: true,
          address: Buffer,
          bytes: Length,
          offset: offsetOf(io, ByteOffset),
          userMode: false,
        }),
    ),
  {
    failures: {
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
      STATUS_ACCESS_DENIED: () => STATUS_ACCESS_DENIED,
    },
  },
);
