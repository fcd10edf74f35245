/** Files that drivers open by name, and their requests: Zw routines over the request engine. There are no disks. */
import type { Waiting } from '../../contract/blocking.ts';
import type { HANDLE, NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import type { Callback, LargeIntegerIn } from '../../contract/kernel-types.ts';
import {
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_PATH_SYNTAX_BAD,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { readLargeInteger } from '../large-integer.ts';
import type { Io } from './io.ts';
import { readAttributes } from './object-attributes.ts';
import { signalCompletion } from './overlapped-results.ts';
import { fileOfHandle, type HandleOfFile, openFile, type RequestResult, type Steps } from './requests.ts';

/** Paths of files on disks. */
const DISK = /^\\((\?\?|DosDevices|GLOBAL\?\?)\\[a-z]:|SystemRoot(\\|$))/i;
/** Generic rights and the rights of files that they stand for. */
const GENERIC: readonly (readonly [number, number])[] = [
  [0x8000_0000, 0x12_0089],
  [0x4000_0000, 0x12_0116],
  [0x2000_0000, 0x12_00a0],
  [0x1000_0000, 0x1f_01ff],
];
/** FILE_USE_FILE_POINTER_POSITION: the position of the file. */
const AT_POSITION = -2n;

/** What a driver asks for. */
export interface KernelOpen {
  readonly routine: string;
  readonly target: PointerTo<HANDLE>;
  readonly access: number;
  readonly attributes: PVOID;
  readonly statusBlock: PVOID;
  readonly share: number;
  readonly disposition: number;
  readonly options: number;
}

/** Opens a device and stores the handle. */
export function* openKernelFile(io: Io, request: KernelOpen): Waiting<NTSTATUS> {
  const { routine, target, access, attributes: address, statusBlock, ...about } = request;
  const attributes = readAttributes(io, address, routine);
  if (attributes === null) return STATUS_INVALID_PARAMETER;
  const { path, process } = attributes;
  if (path === null) return STATUS_OBJECT_PATH_SYNTAX_BAD;
  if (DISK.test(path)) io.host.notModelled(`${routine} of ${path}: there are no disks`);
  const granted = GENERIC.reduce(
    (rights, [bit, meant]) => ((rights & bit) === 0 ? rights : (rights & ~bit) | meant),
    access,
  );
  const opened = yield* openFile(io, { ...about, path, access: granted, userMode: false }) as Waiting<
    RequestResult & { readonly file: number }
  >;
  writeStatusBlock(io, statusBlock, opened);
  if (opened.file === 0) return opened.status;
  const { objects } = io.parts.threads;
  io.store(target, objects.open(opened.file, granted, process));
  objects.count(opened.file, -1);
  return opened.status;
}

/** How the results of a request come. */
export interface KernelCompletion {
  readonly routine: string;
  readonly handle: HANDLE | bigint;
  readonly event: HANDLE | bigint;
  readonly apc: Callback;
  readonly statusBlock: PVOID;
}

/** Sends a request for a handle and waits for it. */
export function* requestOfKernel(
  io: Io,
  { routine, handle, event, apc, statusBlock }: KernelCompletion,
  send: (file: HandleOfFile) => Steps<RequestResult>,
): Waiting<NTSTATUS> {
  const { threads } = io.parts;
  if (apc !== 0) io.host.notModelled(`${routine} with an APC routine`);
  const file = fileOfHandle(io, threads.handle(handle));
  if (file.status !== STATUS_SUCCESS) return file.status;
  const signalled = event === 0 || event === 0n ? 0 : eventOf(io, event);
  if (signalled === null) return STATUS_INVALID_HANDLE;
  const result = yield* send(file) as Waiting<RequestResult>;
  writeStatusBlock(io, statusBlock, result);
  if (signalled !== 0) signalCompletion(io, file.file, signalled);
  return result.status;
}

function eventOf(io: Io, handle: HANDLE | bigint): number | null {
  const { threads } = io.parts;
  const object = threads.objects.lookUp(threads.handle(handle), io.host.process.id)?.object ?? 0;
  return threads.objects.kindOf(object) === 'event' ? object : null;
}

/** Where a transfer begins: null for the position of the file. */
export function offsetOf(io: Io, offset: LargeIntegerIn): bigint | null {
  if (offset === 0) return null;
  const value = readLargeInteger(io.host.kernelMemory, offset);
  return value === AT_POSITION ? null : value;
}

function writeStatusBlock(io: Io, address: PVOID, { status, information }: RequestResult): void {
  const { kernelMemory: memory } = io.host;
  memory.writeUint32(address, status);
  memory.writePointer(address + io.pointerBytes, information);
}
