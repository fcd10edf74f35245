/** IRPs with a request that a driver makes for another driver. */
import type { PVOID } from '../../contract/c-types.ts';
import {
  IRP_MJ_DEVICE_CONTROL,
  IRP_MJ_FLUSH_BUFFERS,
  IRP_MJ_INTERNAL_DEVICE_CONTROL,
  IRP_MJ_PNP,
  IRP_MJ_READ,
  IRP_MJ_SHUTDOWN,
  IRP_MJ_WRITE,
} from '../../contract/kernel-constants.generated.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_SUCCESS } from '../../status/common.ts';
import { readLargeInteger } from '../large-integer.ts';
import { endIrp } from './finish-irp.ts';
import type { Io } from './io.ts';
import { giveControlBuffers, giveTransferBuffer } from './request-buffers.ts';

/** What IoBuildDeviceIoControlRequest is asked for. */
export interface BuildControl {
  readonly code: number;
  readonly device: number;
  readonly input: PVOID;
  readonly inputBytes: number;
  readonly output: PVOID;
  readonly outputBytes: number;
  readonly internal: boolean;
  readonly event: PVOID;
  readonly block: PVOID;
}

/** IoBuildDeviceIoControlRequest: the IRP, or NULL. */
export function buildControl(io: Io, request: BuildControl): PVOID {
  const { code, device, inputBytes, outputBytes, internal, event, block } = request;
  const routine = 'IoBuildDeviceIoControlRequest';
  const irp = newIrp(io, 'threaded', device, routine);
  if (irp === 0) return 0;
  const { memory } = io.irps;
  const { location: at } = memory;
  const location = memory.next(irp);
  const major = internal ? IRP_MJ_INTERNAL_DEVICE_CONTROL : IRP_MJ_DEVICE_CONTROL;
  memory.memory.writeUint8(location + at.MajorFunction, major);
  memory.memory.writeUint32(location + at['Parameters.DeviceIoControl.IoControlCode'], code);
  memory.memory.writeUint32(location + at['Parameters.DeviceIoControl.InputBufferLength'], inputBytes);
  memory.memory.writeUint32(location + at['Parameters.DeviceIoControl.OutputBufferLength'], outputBytes);
  memory.writePointer(irp, 'UserEvent', event);
  memory.writePointer(irp, 'UserIosb', block);
  const status = giveControlBuffers(io, irp, { ...request, userMode: false }, routine);
  return status === STATUS_SUCCESS ? irp : fails(io, irp, status, routine);
}

/** What IoBuildSynchronousFsdRequest and IoBuildAsynchronousFsdRequest are asked for. */
export interface BuildTransfer {
  readonly kind: 'threaded' | 'asynchronous';
  readonly major: number;
  readonly device: number;
  readonly buffer: PVOID;
  readonly bytes: number;
  readonly offset: LargeIntegerIn;
  readonly event: PVOID;
  readonly block: PVOID;
}

const MODELLED: readonly number[] = [
  IRP_MJ_READ,
  IRP_MJ_WRITE,
  IRP_MJ_FLUSH_BUFFERS,
  IRP_MJ_SHUTDOWN,
  IRP_MJ_PNP,
];

/** Both routines: the IRP, or NULL. */
export function buildTransfer(io: Io, request: BuildTransfer): PVOID {
  const { kind, major, device, buffer, bytes, offset, event, block } = request;
  const routine = kind === 'threaded' ? 'IoBuildSynchronousFsdRequest' : 'IoBuildAsynchronousFsdRequest';
  if (!MODELLED.includes(major)) io.host.notModelled(`${routine} with major function code ${major}`);
  const irp = newIrp(io, kind, device, routine);
  if (irp === 0) return 0;
  const { memory } = io.irps;
  const { location: at } = memory;
  const location = memory.next(irp);
  memory.memory.writeUint8(location + at.MajorFunction, major);
  memory.writePointer(irp, 'UserEvent', event);
  memory.writePointer(irp, 'UserIosb', block);
  if (major !== IRP_MJ_READ && major !== IRP_MJ_WRITE) return irp;
  const isWrite = major === IRP_MJ_WRITE;
  memory.memory.writeUint32(
    location + at[isWrite ? 'Parameters.Write.Length' : 'Parameters.Read.Length'],
    bytes,
  );
  const position = offset === 0 ? 0n : readLargeInteger(io.host.kernelMemory, offset);
  const offsetAt = at[isWrite ? 'Parameters.Write.ByteOffset' : 'Parameters.Read.ByteOffset'];
  memory.memory.writeBigInt64(location + offsetAt, position);
  const deviceFlags = memory.memory.readUint32(device + io.deviceAt.Flags);
  const about = { address: buffer, bytes, isWrite, userMode: false };
  const status = giveTransferBuffer(io, irp, about, deviceFlags, routine);
  return status === STATUS_SUCCESS ? irp : fails(io, irp, status, routine);
}

function newIrp(io: Io, kind: 'threaded' | 'asynchronous', device: number, routine: string): number {
  if (io.deviceOf(device, routine) === undefined) return 0;
  const stackSize = io.host.kernelMemory.readUint8(device + io.deviceAt.StackSize);
  const irp = io.irps.make(kind, stackSize, routine);
  if (irp === 0) io.host.setLastStatus(STATUS_INSUFFICIENT_RESOURCES, routine);
  return irp;
}

/** A buffer that cannot be used: the exception goes to the driver, for the page of a locked buffer; else NULL. */
function fails(io: Io, irp: number, status: number, routine: string): PVOID {
  endIrp(io, irp);
  io.host.setLastStatus(status, routine);
  if (status !== STATUS_INSUFFICIENT_RESOURCES) io.host.raise({ code: status });
  return 0;
}
