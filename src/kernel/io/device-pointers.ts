/** Devices of other drivers: found by name, by file, by request. */
import type { NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import { FILE_OPEN } from '../../contract/kernel-constants.generated.ts';
import { STATUS_NO_SUCH_DEVICE, STATUS_OBJECT_TYPE_MISMATCH, STATUS_SUCCESS } from '../../status/common.ts';
import type { Process } from '../records.ts';
import { readUnicodeString } from '../unicode-string.ts';
import { driveHere } from './call-driver.ts';
import { attachDevice, topDevice } from './devices.ts';
import type { Io } from './io.ts';
import { openFile } from './requests.ts';

/** IoAttachDevice. The device is found by name alone; no driver is told (*ours*). */
export function attachByName(io: Io, source: PVOID, name: PVOID, target: PointerTo<PVOID>): NTSTATUS {
  const { kernelMemory, architecture } = io.host;
  const found = io.names.resolve(readUnicodeString(kernelMemory, architecture, name));
  if (found.status !== STATUS_SUCCESS) return found.status;
  if (!io.devices.has(found.object)) return STATUS_OBJECT_TYPE_MISMATCH;
  const below = attachDevice(io, source, found.object, 'IoAttachDevice');
  if (below === 0) return STATUS_NO_SUCH_DEVICE;
  io.store(target, below);
  return STATUS_SUCCESS;
}

/** IoGetRelatedDeviceObject. */
export const relatedDevice = (io: Io, file: PVOID): PVOID =>
  topDevice(io, io.readPointer(file + io.fileAt.DeviceObject));

/** What IoGetDeviceObjectPointer opens. */
export interface PointerRequest {
  /** Address of a UNICODE_STRING. */
  readonly name: PVOID;
  readonly access: number;
}

/** IoGetDeviceObjectPointer: opens the device, keeps a reference to the file and closes the handle. */
export function devicePointer(
  io: Io,
  { name, access }: PointerRequest,
  fileTarget: PointerTo<PVOID>,
  deviceTarget: PointerTo<PVOID>,
): NTSTATUS {
  const { kernelMemory, architecture } = io.host;
  const path = readUnicodeString(kernelMemory, architecture, name);
  const request = { path, access, share: 3, disposition: FILE_OPEN, options: 0, userMode: false };
  const { status, file } = driveHere(io, openFile(io, request));
  if (file === 0) return status;
  const { objects } = io.parts.threads;
  objects.close(objects.open(file, access));
  io.store(fileTarget, file);
  io.store(deviceTarget, relatedDevice(io, file));
  return status;
}

/** The process that made a request; undefined for an IRP of nobody. */
export function requestorOf(io: Io, irp: PVOID): Process | undefined {
  if (!io.requireIrp(irp, 'IoGetRequestorProcess')) return undefined;
  const thread = io.irps.memory.readPointer(irp, 'Tail.Overlay.Thread');
  if (thread === 0) return undefined;
  return io.host.processes.find(({ threads }) => threads.some(({ object }) => object === thread));
}
