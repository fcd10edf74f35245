import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { buildControl, buildTransfer } from './build-requests.ts';
import type { Io } from './io.ts';

/** Type of `IoBuildDeviceIoControlRequest`. */
export interface IoBuildDeviceIoControlRequest {
  /**
   * Makes an IRP with a control request, which the I/O manager ends. IRQL <= APC_LEVEL.
   * @param IoControlCode control code, whose two lowest bits say how the buffers get there
   * @param DeviceObject device that it will be sent to
   * @param InputBuffer bytes for the driver, or NULL
   * @param InputBufferLength how many
   * @param OutputBuffer receives bytes of the driver, or NULL
   * @param OutputBufferLength room for so many
   * @param InternalDeviceIoControl TRUE for IRP_MJ_INTERNAL_DEVICE_CONTROL
   * @param Event address of a KEVENT, or NULL; set when the request is done
   * @param IoStatusBlock address of an IO_STATUS_BLOCK, which receives status and Information
   * @returns address of the IRP, or NULL
   */
  (
    IoControlCode: ULONG,
    DeviceObject: PVOID,
    InputBuffer: PVOID,
    InputBufferLength: ULONG,
    OutputBuffer: PVOID,
    OutputBufferLength: ULONG,
    InternalDeviceIoControl: BOOLEAN,
    Event: PVOID,
    IoStatusBlock: PVOID,
  ): PVOID;
}

/** Declaration of `IoBuildDeviceIoControlRequest`. */
export const IoBuildDeviceIoControlRequest = routine<IoBuildDeviceIoControlRequest>()(
  {
    name: 'IoBuildDeviceIoControlRequest',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iobuilddeviceiocontrolrequest',
    summary: 'Makes an IRP with a control request.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'IoControlCode', type: 'ULONG', direction: 'in' },
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'InputBuffer', type: 'PVOID', direction: 'in', optional: true },
      { name: 'InputBufferLength', type: 'ULONG', direction: 'in' },
      { name: 'OutputBuffer', type: 'PVOID', direction: 'out', optional: true },
      { name: 'OutputBufferLength', type: 'ULONG', direction: 'in' },
      { name: 'InternalDeviceIoControl', type: 'BOOLEAN', direction: 'in' },
      { name: 'Event', type: 'PKEVENT', direction: 'in', optional: true },
      { name: 'IoStatusBlock', type: 'PIO_STATUS_BLOCK', direction: 'out' },
    ],
    returns: 'PIRP',
    mustCheck: true,
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    remarks: [
      'The IRP belongs to the current thread: its results arrive there by an APC. It is not freed by the driver.',
    ],
    seeAlso: ['IoCallDriver', 'IoBuildSynchronousFsdRequest'],
    since: '0.1.0',
  },
  (io: Io) =>
    (
      IoControlCode,
      DeviceObject,
      InputBuffer,
      InputBufferLength,
      OutputBuffer,
      OutputBufferLength,
      InternalDeviceIoControl,
      Event,
      IoStatusBlock,
    ) =>
      buildControl(io, {
        code: IoControlCode,
        device: DeviceObject,
        input: InputBuffer,
        inputBytes: InputBufferLength,
        output: OutputBuffer,
        outputBytes: OutputBufferLength,
        internal: InternalDeviceIoControl !== 0,
        event: Event,
        block: IoStatusBlock,
      }),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Type of `IoBuildSynchronousFsdRequest`. */
export interface IoBuildSynchronousFsdRequest {
  /**
   * Makes an IRP with a read, write, flush, shutdown or PnP request, which the I/O manager ends. IRQL <= APC_LEVEL.
   * @param MajorFunction IRP_MJ_READ, IRP_MJ_WRITE, IRP_MJ_FLUSH_BUFFERS, IRP_MJ_SHUTDOWN or IRP_MJ_PNP
   * @param DeviceObject device that it will be sent to
   * @param Buffer the bytes, or NULL
   * @param Length how many
   * @param StartingOffset address of a LARGE_INTEGER, the value, or NULL
   * @param Event address of a KEVENT, set when the request is done
   * @param IoStatusBlock address of an IO_STATUS_BLOCK, which receives status and Information
   * @returns address of the IRP, or NULL
   */
  (
    MajorFunction: ULONG,
    DeviceObject: PVOID,
    Buffer: PVOID,
    Length: ULONG,
    StartingOffset: LargeIntegerIn,
    Event: PVOID,
    IoStatusBlock: PVOID,
  ): PVOID;
}

/** Declaration of `IoBuildSynchronousFsdRequest`. */
export const IoBuildSynchronousFsdRequest = routine<IoBuildSynchronousFsdRequest>()(
  {
    name: 'IoBuildSynchronousFsdRequest',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iobuildsynchronousfsdrequest',
    summary: 'Makes an IRP with a read, write, flush or shutdown.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'MajorFunction', type: 'ULONG', direction: 'in' },
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'inout' },
      { name: 'Length', type: 'ULONG', direction: 'in', optional: true },
      { name: 'StartingOffset', type: 'PLARGE_INTEGER', direction: 'in', optional: true },
      { name: 'Event', type: 'PKEVENT', direction: 'in' },
      { name: 'IoStatusBlock', type: 'PIO_STATUS_BLOCK', direction: 'out' },
    ],
    returns: 'PIRP',
    mustCheck: true,
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    seeAlso: ['IoCallDriver', 'IoBuildAsynchronousFsdRequest'],
    since: '0.1.0',
  },
  (io: Io) => (MajorFunction, DeviceObject, Buffer, Length, StartingOffset, Event, IoStatusBlock) =>
    buildTransfer(io, {
      kind: 'threaded',
      major: MajorFunction,
      device: DeviceObject,
      buffer: Buffer,
      bytes: Length,
      offset: StartingOffset,
      event: Event,
      block: IoStatusBlock,
    }),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);

/** Type of `IoBuildAsynchronousFsdRequest`. */
export interface IoBuildAsynchronousFsdRequest {
  /**
   * Makes an IRP with a read, write, flush or shutdown request, which the driver frees. IRQL <= APC_LEVEL.
   * @param MajorFunction IRP_MJ_READ, IRP_MJ_WRITE, IRP_MJ_FLUSH_BUFFERS or IRP_MJ_SHUTDOWN
   * @param DeviceObject device that it will be sent to
   * @param Buffer the bytes, or NULL
   * @param Length how many
   * @param StartingOffset address of a LARGE_INTEGER, the value, or NULL
   * @param IoStatusBlock address of an IO_STATUS_BLOCK, or NULL
   * @returns address of the IRP, or NULL
   */
  (
    MajorFunction: ULONG,
    DeviceObject: PVOID,
    Buffer: PVOID,
    Length: ULONG,
    StartingOffset: LargeIntegerIn,
    IoStatusBlock: PVOID,
  ): PVOID;
}

/** Declaration of `IoBuildAsynchronousFsdRequest`. */
export const IoBuildAsynchronousFsdRequest = routine<IoBuildAsynchronousFsdRequest>()(
  {
    name: 'IoBuildAsynchronousFsdRequest',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-iobuildasynchronousfsdrequest',
    summary: 'Makes an IRP with a read, write, flush or shutdown, which the driver frees.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: 'IRQL <= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'MajorFunction', type: 'ULONG', direction: 'in' },
      { name: 'DeviceObject', type: 'PDEVICE_OBJECT', direction: 'in' },
      { name: 'Buffer', type: 'PVOID', direction: 'inout' },
      { name: 'Length', type: 'ULONG', direction: 'in', optional: true },
      { name: 'StartingOffset', type: 'PLARGE_INTEGER', direction: 'in', optional: true },
      { name: 'IoStatusBlock', type: 'PIO_STATUS_BLOCK', direction: 'in', optional: true },
    ],
    returns: 'PIRP',
    mustCheck: true,
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    remarks: ['A completion routine frees it and returns STATUS_MORE_PROCESSING_REQUIRED.'],
    seeAlso: ['IoSetCompletionRoutine', 'IoFreeIrp'],
    since: '0.1.0',
  },
  (io: Io) => (MajorFunction, DeviceObject, Buffer, Length, StartingOffset, IoStatusBlock) =>
    buildTransfer(io, {
      kind: 'asynchronous',
      major: MajorFunction,
      device: DeviceObject,
      buffer: Buffer,
      bytes: Length,
      offset: StartingOffset,
      event: 0,
      block: IoStatusBlock,
    }),
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);
