import { blockingRoutine } from '../../contract/blocking.ts';
import type { HANDLE, NTSTATUS, PVOID, ULONG } from '../../contract/c-types.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../../status/common.ts';
import type { Io } from './io.ts';
import { requestOfKernel } from './kernel-files.ts';
import { controlFile } from './requests.ts';

/** Type of `ZwDeviceIoControlFile`. */
export interface ZwDeviceIoControlFile {
  /**
   * Sends a control code to a device: IRP_MJ_DEVICE_CONTROL. The request is over when the call returns. IRQL = PASSIVE_LEVEL.
   * @param FileHandle handle of ZwCreateFile
   * @param Event event that is set at the end, or NULL
   * @param ApcRoutine NULL
   * @param ApcContext NULL
   * @param IoStatusBlock receives status and number of bytes
   * @param IoControlCode CTL_CODE value
   * @param InputBuffer what the driver gets, or NULL
   * @param InputBufferLength bytes of it
   * @param OutputBuffer receives what it answers, or NULL
   * @param OutputBufferLength bytes of it
   * @returns what the driver answered, or an error
   */
  (
    FileHandle: HANDLE | bigint,
    Event: HANDLE | bigint,
    ApcRoutine: Callback,
    ApcContext: PVOID,
    IoStatusBlock: PVOID,
    IoControlCode: ULONG,
    InputBuffer: PVOID,
    InputBufferLength: ULONG,
    OutputBuffer: PVOID,
    OutputBufferLength: ULONG,
  ): NTSTATUS;
}

/** Declaration of `ZwDeviceIoControlFile`. */
export const ZwDeviceIoControlFile = blockingRoutine<ZwDeviceIoControlFile>()(
  {
    name: 'ZwDeviceIoControlFile',
    header: 'ntddk.h',
    includeHeader: 'Ntifs.h, Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntddk/nf-ntddk-zwdeviceiocontrolfile',
    summary: 'Sends a control code to a device.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'FileHandle', type: 'HANDLE', direction: 'in' },
      { name: 'Event', type: 'HANDLE', direction: 'in', optional: true },
      { name: 'ApcRoutine', type: 'PIO_APC_ROUTINE', direction: 'in', optional: true },
      { name: 'ApcContext', type: 'PVOID', direction: 'in', optional: true },
      { name: 'IoStatusBlock', type: 'PIO_STATUS_BLOCK', direction: 'out' },
      { name: 'IoControlCode', type: 'ULONG', direction: 'in' },
      { name: 'InputBuffer', type: 'PVOID', direction: 'in', optional: true },
      { name: 'InputBufferLength', type: 'ULONG', direction: 'in' },
      { name: 'OutputBuffer', type: 'PVOID', direction: 'out', optional: true },
      { name: 'OutputBufferLength', type: 'ULONG', direction: 'in' },
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
    seeAlso: ['ZwCreateFile', 'IoBuildDeviceIoControlRequest'],
    since: '0.1.0',
  },
  (io: Io) =>
    (
      FileHandle,
      Event,
      ApcRoutine,
      _ApcContext,
      IoStatusBlock,
      IoControlCode,
      InputBuffer,
      InputBufferLength,
      OutputBuffer,
      OutputBufferLength,
    ) =>
      requestOfKernel(
        io,
        {
          routine: 'ZwDeviceIoControlFile',
          handle: FileHandle,
          event: Event,
          apc: ApcRoutine,
          statusBlock: IoStatusBlock,
        },
        (file) =>
          controlFile(io, {
            ...file,
            code: IoControlCode,
            input: InputBuffer,
            inputBytes: InputBufferLength,
            output: OutputBuffer,
            outputBytes: OutputBufferLength,
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
