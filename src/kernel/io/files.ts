/** FILE_OBJECTs: made when a device is opened, told of the last handle, gone with the last reference. */
import {
  FILE_READ_DATA,
  FILE_WRITE_DATA,
  FO_CLEANUP_COMPLETE,
  FO_SYNCHRONOUS_IO,
  IO_TYPE_FILE,
} from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import { objectTypes } from '../dispatcher/objects.ts';
import { utf16Bytes, writeUnicodeHeader } from '../unicode-string.ts';
import type { Io } from './io.ts';
import { FILE_TAG, NAME_TAG } from './io-blocks.ts';

/** What a file is opened with. */
export interface FileRequest {
  readonly device: number;
  /** What stands behind the name of the device. */
  readonly rest: string;
  readonly access: number;
  readonly share: number;
  /** True when the caller's requests do not wait. */
  readonly overlapped: boolean;
}

/** Makes a FILE_OBJECT, which counts as a reference to its device; 0 when there is no memory. */
export function makeFile(io: Io, { device, rest, access, share, overlapped }: FileRequest): number {
  const { bytes } = structure(io.host.architecture, 'FILE_OBJECT');
  const file = io.blocks.allocate(bytes, FILE_TAG, 'ObCreateObject');
  if (file === 0) return 0;
  const { kernelMemory: memory } = io.host;
  const at = io.fileAt;
  memory.writeUint16(file + at.Type, IO_TYPE_FILE);
  memory.writeUint16(file + at.Size, bytes);
  memory.writePointer(file + at.DeviceObject, device);
  memory.writeUint32(file + at.Flags, overlapped ? 0 : FO_SYNCHRONOUS_IO);
  const { headers } = io.parts.dispatcher;
  headers.initialize(file + at.Event, objectTypes.notificationEvent, headers.size('KEVENT'), 0);
  memory.writeUint8(file + at.ReadAccess, Number((access & FILE_READ_DATA) !== 0));
  memory.writeUint8(file + at.WriteAccess, Number((access & FILE_WRITE_DATA) !== 0));
  memory.writeUint8(file + at.SharedRead, share & 1);
  memory.writeUint8(file + at.SharedWrite, (share >> 1) & 1);
  memory.writeUint8(file + at.SharedDelete, (share >> 2) & 1);
  writeName(io, file + at.FileName, rest);
  io.files.set(file, { device, access, isOpen: false, isClean: false });
  io.parts.threads.objects.add(file, 'file');
  countOpens(io, device, 1);
  return file;
}

function writeName(io: Io, target: number, name: string): void {
  const { kernelMemory: memory, architecture } = io.host;
  const bytes = utf16Bytes(name);
  const buffer = bytes.length === 0 ? 0 : io.blocks.allocate(bytes.length, NAME_TAG, 'IopParseDevice');
  if (buffer !== 0) memory.writeBytes(buffer, bytes);
  const length = buffer === 0 ? 0 : bytes.length;
  writeUnicodeHeader(memory, architecture, target, { length, maximumLength: length, buffer });
}

/** Opens of a device are references to it, and stand in its ReferenceCount. */
function countOpens(io: Io, device: number, change: 1 | -1): void {
  const { kernelMemory: memory } = io.host;
  if (!io.devices.has(device)) return;
  const at = device + io.deviceAt.ReferenceCount;
  memory.writeInt32(at, memory.readInt32(at) + change);
  io.parts.threads.objects.count(device, change);
}

/** Notes that the last handle was closed. */
export function noteCleanup(io: Io, file: number): void {
  const record = io.files.get(file);
  if (record === undefined) return;
  const { kernelMemory: memory } = io.host;
  const at = file + io.fileAt.Flags;
  memory.writeUint32(at, memory.readUint32(at) | FO_CLEANUP_COMPLETE);
  io.files.set(file, { ...record, isClean: true });
}

/** Takes a FILE_OBJECT away. */
export function endFile(io: Io, file: number): void {
  const record = io.files.get(file);
  if (record === undefined) return;
  const name = io.readPointer(file + io.fileAt.FileName + io.pointerBytes);
  if (name !== 0) io.blocks.free(name, 'ObDereferenceObject');
  io.files.delete(file);
  io.blocks.free(file, 'ObDereferenceObject');
  countOpens(io, record.device, -1);
}
