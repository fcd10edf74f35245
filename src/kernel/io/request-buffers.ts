/**
 * How the buffers of a request reach the driver: the four methods of a control
 * code, and the three of a device for reads and writes.
 *
 *     buffered    a buffer of the system, in nonpaged pool; the bytes are copied
 *     direct      the pages of the caller's buffer are locked, and an MDL names them
 *     neither     the address of the caller's buffer, as it was given
 *
 * Copying and locking happen in the context of the caller, before the first
 * driver sees the request; what fails there is the status of the request.
 */
import {
  DO_BUFFERED_IO,
  DO_DIRECT_IO,
  IoReadAccess,
  IoWriteAccess,
  IRP_BUFFERED_IO,
  IRP_DEALLOCATE_BUFFER,
  IRP_INPUT_OPERATION,
  METHOD_BUFFERED,
  METHOD_IN_DIRECT,
  METHOD_NEITHER,
} from '../../contract/kernel-constants.generated.ts';
import { HIGHEST_USER_ADDRESS } from '../../memory/address-space.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import type { Io } from './io.ts';
import { BUFFER_TAG } from './io-blocks.ts';

/** Buffers of a control request. */
export interface ControlBuffers {
  readonly code: number;
  readonly input: number;
  readonly inputBytes: number;
  readonly output: number;
  readonly outputBytes: number;
  /** Whether the addresses come from a program: then they are checked. */
  readonly userMode: boolean;
}

/** The buffer of a read or a write. */
export interface TransferBuffer {
  readonly address: number;
  readonly bytes: number;
  /** True for a write: the driver reads the buffer. */
  readonly isWrite: boolean;
  readonly userMode: boolean;
}

/** Gives an IRP the buffers of a control request; a status. The IRP is ended by the caller, whatever the status. */
export function giveControlBuffers(io: Io, irp: number, request: ControlBuffers, routine: string): number {
  const { code, input, output, outputBytes, userMode } = request;
  const method = code & 3;
  const { memory } = io.irps;
  const location = memory.next(irp);
  if (method === METHOD_NEITHER) {
    memory.memory.writePointer(
      location + memory.location['Parameters.DeviceIoControl.Type3InputBuffer'],
      input,
    );
    memory.writePointer(irp, 'UserBuffer', output);
    return STATUS_SUCCESS;
  }
  if (method === METHOD_BUFFERED) return giveBuffered(io, irp, request, routine);
  const status = giveInput(io, irp, request, request.inputBytes, routine);
  if (status !== STATUS_SUCCESS || outputBytes === 0) return status;
  const operation = method === METHOD_IN_DIRECT ? IoReadAccess : IoWriteAccess;
  return giveMdl(io, irp, { address: output, bytes: outputBytes, operation, userMode });
}

function giveBuffered(io: Io, irp: number, request: ControlBuffers, routine: string): number {
  const { inputBytes, output, outputBytes, userMode } = request;
  if (userMode && outputBytes > 0 && !isWritable(io, output, outputBytes)) return STATUS_ACCESS_VIOLATION;
  const status = giveInput(io, irp, request, Math.max(inputBytes, outputBytes), routine);
  if (status !== STATUS_SUCCESS) return status;
  const { memory } = io.irps;
  memory.writePointer(irp, 'UserBuffer', output);
  if (output !== 0) memory.setFlags(irp, memory.flags(irp) | IRP_INPUT_OPERATION);
  return status;
}

/** A buffer of the system that begins with a copy of the input. The rest holds what was there before. */
function giveInput(
  io: Io,
  irp: number,
  { input, inputBytes, userMode }: ControlBuffers,
  bytes: number,
  routine: string,
): number {
  const { memory } = io.irps;
  if (bytes === 0) return STATUS_SUCCESS;
  if (userMode && inputBytes > 0 && !isUserRange(io, input, inputBytes)) return STATUS_ACCESS_VIOLATION;
  const buffer = takeBuffer(io, irp, bytes, routine);
  if (buffer === 0) return STATUS_INSUFFICIENT_RESOURCES;
  if (inputBytes === 0) return STATUS_SUCCESS;
  if (input === 0) {
    // The driver sees a length and cannot know that nothing was copied: it is not to blame for what stands there.
    io.host.events.blocks?.handedIn(buffer, inputBytes);
    return STATUS_SUCCESS;
  }
  return guarded(io, () => memory.memory.copy(buffer, input, inputBytes));
}

/**
 * Gives an IRP the buffer of a read or a write; a status.
 * @param deviceFlags DO_* flags of the device
 */
export function giveTransferBuffer(
  io: Io,
  irp: number,
  request: TransferBuffer,
  deviceFlags: number,
  routine: string,
): number {
  const { address, bytes, isWrite, userMode } = request;
  const { memory } = io.irps;
  memory.writePointer(irp, 'UserBuffer', address);
  if (userMode && bytes > 0) {
    if (isWrite ? !isUserRange(io, address, bytes) : !isWritable(io, address, bytes))
      return STATUS_ACCESS_VIOLATION;
  }
  if ((deviceFlags & DO_BUFFERED_IO) !== 0) {
    if (bytes === 0) return STATUS_SUCCESS;
    const buffer = takeBuffer(io, irp, bytes, routine);
    if (buffer === 0) return STATUS_INSUFFICIENT_RESOURCES;
    if (isWrite) return guarded(io, () => memory.memory.copy(buffer, address, bytes));
    memory.setFlags(irp, memory.flags(irp) | IRP_INPUT_OPERATION);
    return STATUS_SUCCESS;
  }
  if ((deviceFlags & DO_DIRECT_IO) === 0 || bytes === 0) return STATUS_SUCCESS;
  const operation = isWrite ? IoReadAccess : IoWriteAccess;
  return giveMdl(io, irp, { address, bytes, operation, userMode });
}

/** A buffer of the system, which goes with the IRP. */
function takeBuffer(io: Io, irp: number, bytes: number, routine: string): number {
  const { memory } = io.irps;
  const buffer = io.blocks.allocateStale(bytes, BUFFER_TAG, routine);
  if (buffer === 0) return 0;
  memory.writePointer(irp, 'AssociatedIrp.SystemBuffer', buffer);
  memory.setFlags(irp, memory.flags(irp) | IRP_BUFFERED_IO | IRP_DEALLOCATE_BUFFER);
  return buffer;
}

interface LockRequest {
  readonly address: number;
  readonly bytes: number;
  readonly operation: number;
  readonly userMode: boolean;
}

function giveMdl(io: Io, irp: number, { address, bytes, operation, userMode }: LockRequest): number {
  const mdl = io.mdls.make(address, bytes, 'IoAllocateMdl');
  if (mdl === 0) return STATUS_INSUFFICIENT_RESOURCES;
  io.irps.memory.writePointer(irp, 'MdlAddress', mdl);
  return guarded(io, () => io.mdls.lock(mdl, userMode, operation, 'MmProbeAndLockPages'));
}

/** Runs what touches memory of the caller; an exception is the status of the request. */
export function guarded(io: Io, block: () => void): number {
  const outcome = io.host.seh.catchAll(block);
  return 'record' in outcome ? outcome.record.ExceptionCode >>> 0 : STATUS_SUCCESS;
}

/** Whether a buffer lies in the user range, as ProbeForRead looks at it. */
function isUserRange(io: Io, address: number, bytes: number): boolean {
  return address >= 0 && address + bytes - 1 <= HIGHEST_USER_ADDRESS[io.host.architecture];
}

/** Whether a buffer of a program can be written, as ProbeForWrite finds out. */
function isWritable(io: Io, address: number, bytes: number): boolean {
  return isUserRange(io, address, bytes) && io.host.kernelMemory.probe(address, bytes, 'write') === null;
}
