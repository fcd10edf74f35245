/**
 * Requests: what a program's CreateFile, ReadFile, WriteFile, DeviceIoControl
 * and CloseHandle become. Each is an IRP that goes to the top of the device's
 * stack in the context of the thread that asked, and the thread waits for it.
 */
import type { NTSTATUS } from '../../contract/c-types.ts';
import {
  DO_DEVICE_INITIALIZING,
  DO_EXCLUSIVE,
  FILE_READ_DATA,
  FILE_SYNCHRONOUS_IO_ALERT,
  FILE_SYNCHRONOUS_IO_NONALERT,
  FILE_WRITE_DATA,
  IRP_CLOSE_OPERATION,
  IRP_CREATE_OPERATION,
  IRP_MJ_CLEANUP,
  IRP_MJ_CLOSE,
  IRP_MJ_CREATE,
  IRP_MJ_DEVICE_CONTROL,
  IRP_MJ_READ,
  IRP_MJ_WRITE,
  IRP_READ_OPERATION,
  IRP_SYNCHRONOUS_API,
  IRP_WRITE_OPERATION,
} from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_HANDLE,
  STATUS_NO_SUCH_DEVICE,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_PENDING,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { NT_SUCCESS } from '../../status/nt-success.ts';
import { type DriverResult, sendIrp } from './call-driver.ts';
import { topDevice } from './devices.ts';
import { endFile, makeFile, noteCleanup } from './files.ts';
import { endIrp } from './finish-irp.ts';
import type { Io } from './io.ts';
import { BUFFER_TAG } from './io-blocks.ts';
import { copyOut, giveBack } from './irp-buffers.ts';
import type { IrpRecord } from './irps.ts';
import { performOverlapped } from './overlapped.ts';
import type { Completion } from './overlapped-results.ts';
import { giveControlBuffers, giveTransferBuffer, guarded } from './request-buffers.ts';

/** What became of a request. */
export interface RequestResult {
  readonly status: NTSTATUS;
  /** IoStatus.Information. */
  readonly information: number;
}

/** Steps of a request: the thread waits where they yield. */
export type Steps<R> = Generator<unknown, R, void>;

/**
 * What became of a request, or the steps that are left of it. Most requests are over when their driver returns, and
 * a generator for each function on their way takes a third of the time of one.
 */
export type Sent = RequestResult | Steps<RequestResult>;

/** Whether a request is over. */
export const isResult = (sent: Sent): sent is RequestResult => 'status' in sent;

/** What is to be opened. */
export interface OpenRequest {
  /** NT path: `\??\Echo`, `\Device\Echo`. */
  readonly path: string;
  readonly access: number;
  readonly share: number;
  readonly disposition: number;
  readonly options: number;
  readonly userMode: boolean;
}

/** What became of it. */
export interface OpenResult extends RequestResult {
  /** Address of the FILE_OBJECT; 0 when it failed. It has one reference, which the caller gives back. */
  readonly file: number;
}

/** A request to an open file. */
export interface FileOperation {
  readonly file: number;
  readonly userMode: boolean;
  /** Where the results go of a request that nobody waits for; left out, the caller waits. */
  readonly completion?: Completion | undefined;
}

/** Options of a file whose requests wait. */
const SYNCHRONOUS = FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT;

const failed = (status: NTSTATUS): RequestResult => ({ status, information: 0 });

/** Opens a device: IRP_MJ_CREATE. */
export function* openFile(io: Io, request: OpenRequest): Steps<OpenResult> {
  const { path, access, share } = request;
  const found = io.names.resolve(path);
  if (found.status !== STATUS_SUCCESS) return { ...failed(found.status), file: 0 };
  const device = found.object;
  if (!io.devices.has(device)) return { ...failed(STATUS_OBJECT_TYPE_MISMATCH), file: 0 };
  const refused = refusal(io, device);
  if (refused !== STATUS_SUCCESS) return { ...failed(refused), file: 0 };
  const overlapped = request.userMode && (request.options & SYNCHRONOUS) === 0;
  const file = makeFile(io, { device, rest: found.rest, access, share, overlapped });
  if (file === 0) return { ...failed(STATUS_INSUFFICIENT_RESOURCES), file: 0 };
  const result = yield* create(io, file, device, request);
  if (!NT_SUCCESS(result.status)) {
    // A file that was never open gets neither cleanup nor close.
    io.parts.threads.objects.count(file, -1);
    return { ...result, file: 0 };
  }
  io.files.set(file, { device, access, isOpen: true, isClean: false });
  return { ...result, file };
}

/** Why a device cannot be opened now. */
function refusal(io: Io, device: number): NTSTATUS {
  const { kernelMemory: memory } = io.host;
  const flags = memory.readUint32(device + io.deviceAt.Flags);
  if ((flags & DO_DEVICE_INITIALIZING) !== 0 || io.devices.get(device)?.deletePending === true)
    return STATUS_NO_SUCH_DEVICE;
  const isOpen = memory.readInt32(device + io.deviceAt.ReferenceCount) > 0;
  return (flags & DO_EXCLUSIVE) !== 0 && isOpen ? STATUS_ACCESS_DENIED : STATUS_SUCCESS;
}

function* create(io: Io, file: number, device: number, request: OpenRequest): Steps<RequestResult> {
  const { access, share, disposition, options, userMode } = request;
  const irp = newIrp(io, device, IRP_MJ_CREATE, { file, userMode });
  if (irp === 0) return failed(STATUS_INSUFFICIENT_RESOURCES);
  const { memory } = io.irps;
  const { location: at } = memory;
  const location = memory.next(irp);
  memory.setFlags(irp, IRP_CREATE_OPERATION | IRP_SYNCHRONOUS_API);
  const { bytes, at: securityAt } = structure(io.host.architecture, 'IO_SECURITY_CONTEXT');
  const security = io.blocks.allocate(bytes, BUFFER_TAG, 'IopParseDevice');
  if (security !== 0) memory.memory.writeUint32(security + securityAt.DesiredAccess, access);
  memory.memory.writePointer(location + at['Parameters.Create.SecurityContext'], security);
  memory.memory.writeUint32(
    location + at['Parameters.Create.Options'],
    (disposition << 24) | (options & 0xff_ffff),
  );
  memory.memory.writeUint16(location + at['Parameters.Create.ShareAccess'], share);
  const sent = perform(io, device, irp);
  const result = isResult(sent) ? sent : yield* sent;
  if (security !== 0) io.blocks.free(security, 'IopParseDevice');
  return result;
}

/** An IRP for the top of a device's stack; 0 when there is no memory. */
function newIrp(
  io: Io,
  device: number,
  major: number,
  { file, userMode, completion }: FileOperation,
): number {
  const { memory } = io.irps;
  const top = topDevice(io, device);
  const kind = completion === undefined ? 'request' : 'overlapped';
  const irp = io.irps.make(kind, memory.memory.readUint8(top + io.deviceAt.StackSize), 'IoAllocateIrp');
  if (irp === 0) return 0;
  const location = memory.next(irp);
  memory.memory.writeUint8(irp + memory.irp.RequestorMode, Number(userMode));
  memory.writePointer(irp, 'Tail.Overlay.OriginalFileObject', file);
  memory.memory.writeUint8(location + memory.location.MajorFunction, major);
  memory.memory.writePointer(location + memory.location.FileObject, file);
  return irp;
}

/** Sends the IRP of a request, waits for its completion and gives its results to the caller. */
function perform(io: Io, device: number, irp: number, completion?: Completion): Sent {
  if (completion !== undefined) return performOverlapped(io, device, irp, completion);
  const record = io.irps.live.get(irp);
  if (record === undefined) throw new TypeError('the IRP of a request is gone before it was sent');
  const sent = sendIrp(io, topDevice(io, device), irp, 'IofCallDriver');
  return typeof sent === 'number' && sent !== STATUS_PENDING
    ? resultOf(io, record, sent)
    : awaitResult(io, irp, record, sent);
}

/** Waits for the driver, and where that one says that the IRP is pending, for its completion. */
function* awaitResult(io: Io, irp: number, record: IrpRecord, sent: DriverResult): Steps<RequestResult> {
  const returned = typeof sent === 'number' ? sent : yield* sent;
  if (returned === STATUS_PENDING) {
    yield* io.parts.threads.scheduler.block({
      routine: 'the I/O manager',
      object: irp,
      what: 'the completion of an IRP',
      owner: () => null,
      ready: () => record.completed,
    });
  }
  return resultOf(io, record, returned);
}

/** Gives the results of a request to the caller once its IRP has ended. */
function resultOf(io: Io, record: IrpRecord, returned: NTSTATUS): RequestResult {
  // A driver that neither completed the IRP nor said so: the caller gets what it returned, and the IRP stays.
  const { owed } = record;
  if (owed === null) return failed(returned);
  const { information } = owed;
  const finalStatus = returned === STATUS_PENDING ? owed.status : returned;
  const copied = guarded(io, () => copyOut(io, owed));
  giveBack(io, owed);
  return { status: copied === STATUS_SUCCESS ? finalStatus : copied, information };
}

/** What the handle of a request stands for. */
export interface HandleOfFile {
  /** STATUS_SUCCESS, or why it is none of a file. */
  readonly status: NTSTATUS;
  /** Address of the FILE_OBJECT; 0 for none. */
  readonly file: number;
  /** Access of the handle. */
  readonly access: number;
}

/** Finds what the handle of a request stands for. */
export function fileOfHandle(io: Io, handle: number): HandleOfFile {
  const { objects } = io.parts.threads;
  const open = objects.lookUp(handle, io.host.process.id);
  if (open === undefined) return { status: STATUS_INVALID_HANDLE, file: 0, access: 0 };
  if (!io.files.has(open.object)) return { status: STATUS_OBJECT_TYPE_MISMATCH, file: 0, access: 0 };
  return { status: STATUS_SUCCESS, file: open.object, access: open.access };
}

/** A control request. */
export interface ControlRequest extends FileOperation {
  readonly code: number;
  readonly input: number;
  readonly inputBytes: number;
  readonly output: number;
  readonly outputBytes: number;
  /** Access of the handle. */
  readonly access: number;
}

/** As `sendControl`, step by step. */
export function* controlFile(io: Io, request: ControlRequest): Steps<RequestResult> {
  const sent = sendControl(io, request);
  return isResult(sent) ? sent : yield* sent;
}

/** IRP_MJ_DEVICE_CONTROL. */
export function sendControl(io: Io, request: ControlRequest): Sent {
  const { file, code, inputBytes, outputBytes, access, completion } = request;
  // The two access bits of a control code are the rights that the handle must have been opened with.
  const needed = (code >> 14) & (FILE_READ_DATA | FILE_WRITE_DATA);
  if ((access & needed) !== needed) return failed(STATUS_ACCESS_DENIED);
  const device = io.files.get(file)?.device ?? 0;
  const irp = newIrp(io, device, IRP_MJ_DEVICE_CONTROL, request);
  if (irp === 0) return failed(STATUS_INSUFFICIENT_RESOURCES);
  const { memory } = io.irps;
  const { location: at } = memory;
  const location = memory.next(irp);
  memory.memory.writeUint32(location + at['Parameters.DeviceIoControl.IoControlCode'], code);
  memory.memory.writeUint32(location + at['Parameters.DeviceIoControl.InputBufferLength'], inputBytes);
  memory.memory.writeUint32(location + at['Parameters.DeviceIoControl.OutputBufferLength'], outputBytes);
  const status = giveControlBuffers(io, irp, request, 'NtDeviceIoControlFile');
  if (status !== STATUS_SUCCESS) {
    endIrp(io, irp);
    return failed(status);
  }
  return perform(io, device, irp, completion);
}

/** A read or a write. */
export interface TransferRequest extends FileOperation {
  readonly isWrite: boolean;
  readonly address: number;
  readonly bytes: number;
  /** Where in the file; null for the position of the file. */
  readonly offset: bigint | null;
  readonly access: number;
}

/** As `sendTransfer`, step by step. */
export function* transferFile(io: Io, request: TransferRequest): Steps<RequestResult> {
  const sent = sendTransfer(io, request);
  return isResult(sent) ? sent : yield* sent;
}

/** IRP_MJ_READ and IRP_MJ_WRITE. */
export function sendTransfer(io: Io, request: TransferRequest): Sent {
  const { file, isWrite, bytes, offset, access, completion } = request;
  if ((access & (isWrite ? FILE_WRITE_DATA : FILE_READ_DATA)) === 0) return failed(STATUS_ACCESS_DENIED);
  const device = io.files.get(file)?.device ?? 0;
  const major = isWrite ? IRP_MJ_WRITE : IRP_MJ_READ;
  const irp = newIrp(io, device, major, request);
  if (irp === 0) return failed(STATUS_INSUFFICIENT_RESOURCES);
  const { memory } = io.irps;
  memory.setFlags(irp, isWrite ? IRP_WRITE_OPERATION : IRP_READ_OPERATION);
  const { location: at } = memory;
  const location = memory.next(irp);
  const position = offset ?? memory.memory.readBigInt64(file + io.fileAt.CurrentByteOffset);
  memory.memory.writeUint32(
    location + at[isWrite ? 'Parameters.Write.Length' : 'Parameters.Read.Length'],
    bytes,
  );
  const offsetAt = at[isWrite ? 'Parameters.Write.ByteOffset' : 'Parameters.Read.ByteOffset'];
  memory.memory.writeBigInt64(location + offsetAt, position);
  const deviceFlags = memory.memory.readUint32(device + io.deviceAt.Flags);
  const status = giveTransferBuffer(io, irp, request, deviceFlags, isWrite ? 'NtWriteFile' : 'NtReadFile');
  if (status !== STATUS_SUCCESS) {
    endIrp(io, irp);
    return failed(status);
  }
  return perform(io, device, irp, completion);
}

/** The last handle of a file was closed: IRP_MJ_CLEANUP. */
export function* cleanupFile(io: Io, file: number): Steps<void> {
  if (io.files.get(file)?.isClean !== false) return;
  noteCleanup(io, file);
  yield* tell(io, file, IRP_MJ_CLEANUP);
}

/** The last reference to a file is gone: IRP_MJ_CLOSE. Then the FILE_OBJECT goes. */
export function* closeFile(io: Io, file: number): Steps<void> {
  const record = io.files.get(file);
  if (record === undefined) return;
  if (record.isOpen) yield* tell(io, file, IRP_MJ_CLOSE);
  endFile(io, file);
}

function* tell(io: Io, file: number, major: number): Steps<void> {
  const device = io.files.get(file)?.device ?? 0;
  if (!io.devices.has(device)) return;
  const irp = newIrp(io, device, major, { file, userMode: false });
  if (irp === 0) return;
  io.irps.memory.setFlags(irp, IRP_CLOSE_OPERATION | IRP_SYNCHRONOUS_API);
  const sent = perform(io, device, irp);
  if (!isResult(sent)) yield* sent;
}
