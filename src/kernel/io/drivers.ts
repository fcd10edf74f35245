/** Drivers: loaded, called first, unloaded, and what they may not leave behind. */
import type { NTSTATUS } from '../../contract/c-types.ts';
import { levelName, PASSIVE_LEVEL } from '../../contract/irql.ts';
import {
  DO_DEVICE_INITIALIZING,
  DRVO_INITIALIZED,
  DRVO_LEGACY_DRIVER,
  DRVO_UNLOAD_INVOKED,
  IO_TYPE_DRIVER,
} from '../../contract/kernel-constants.generated.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import { structure } from '../../contract/structure.ts';
import {
  STATUS_IMAGE_ALREADY_LOADED,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_DEVICE_REQUEST,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { NT_SUCCESS } from '../../status/nt-success.ts';
import { checkAttachments } from '../attachments.ts';
import { describeBlock } from '../pool/block-report.ts';
import { PoolDebug } from '../pool/pool-debug.ts';
import { isGenerator } from '../threads/thread-body.ts';
import { utf16Bytes, writeUnicodeHeader } from '../unicode-string.ts';
import { driveHere, inDriver, statusOf } from './call-driver.ts';
import { completeRequest } from './complete-request.ts';
import { deleteDevice } from './devices.ts';
import { checkThreads } from './driver-threads.ts';
import type { DriverRecord, Io } from './io.ts';
import { DRIVER_TAG, NAME_TAG } from './io-blocks.ts';
import { majorNames } from './major-functions.ts';
import { checkNotifications, tellOfDriver } from './notifications.ts';

/** What a driver is loaded from. */
export interface LoadRequest {
  /** Name of its service. */
  readonly name: string;
  /** DriverEntry. */
  readonly entry: Callback;
  /** Module that its code lies in; one is made when it is left out. */
  readonly module?: string;
}

/** A driver that was loaded, or that could not be. */
export interface LoadResult {
  readonly status: NTSTATUS;
  /** Address of the DRIVER_OBJECT; 0 when it could not be loaded. */
  readonly object: number;
}

/** Where the key of a service lies. */
export const servicePath = (name: string): string =>
  `\\REGISTRY\\MACHINE\\SYSTEM\\CurrentControlSet\\Services\\${name}`;

const HARDWARE_PATH = '\\REGISTRY\\MACHINE\\HARDWARE\\DESCRIPTION\\SYSTEM';
/** Bytes of address space of a module. *Ours*. */
const MODULE_BYTES = 0x10_0000;

/** Loads a driver and calls its DriverEntry, in the System process. */
export function loadDriver(io: Io, { name, entry, module }: LoadRequest): LoadResult {
  const path = `\\Driver\\${name}`;
  if (io.names.at(path) !== undefined) return { status: STATUS_IMAGE_ALREADY_LOADED, object: 0 };
  const object = makeDriver(io, name, entry, moduleFor(io, name, module));
  if (object === 0) return { status: STATUS_INSUFFICIENT_RESOURCES, object: 0 };
  io.names.add(path, { kind: 'object', object });
  const { driverSections, registry } = io.parts;
  registry.addService(name);
  const own = io.drivers.get(object)?.module ?? name;
  driverSections.setInitialized(own, false);
  const record = io.drivers.get(object);
  if (record !== undefined) tellOfDriver(io, record);
  const status = callEntry(io, object, name);
  driverSections.setInitialized(own, true);
  if (NT_SUCCESS(status)) {
    setState(io, object, 'loaded');
    setDriverFlags(io, object, DRVO_INITIALIZED);
    endInitializing(io, object);
    return { status, object };
  }
  endDriver(io, object, 'DriverEntry');
  return { status, object: 0 };
}

/** A module for the code of a driver: the one of that name, which is made when there is none. */
function moduleFor(io: Io, name: string, module: string | undefined): string {
  const chosen = module ?? name;
  if (io.host.symbols.baseOf(chosen) === undefined) addModule(io, chosen, chosen);
  return chosen;
}

/**
 * A module for code that is loaded now. Where another one has the name already, it has addresses of its own all the
 * same: a driver that is loaded again after an edit has other functions and lines.
 * @param shown its name in symbols
 * @returns its name in the symbol table
 */
export function newDriverModule(io: Io, shown: string): string {
  const { symbols } = io.host;
  let name = shown;
  for (let count = 2; symbols.baseOf(name) !== undefined; count++) name = `${shown} (${count})`;
  addModule(io, name, shown);
  return name;
}

function addModule(io: Io, name: string, shown: string): void {
  const { symbols } = io.host;
  io.moduleCount += 1;
  symbols.addModule(name, (symbols.baseOf('driver') ?? 0) + io.moduleCount * MODULE_BYTES, shown);
}

function makeDriver(io: Io, name: string, entry: Callback, module: string): number {
  const { architecture, kernelMemory: memory, symbols } = io.host;
  const { bytes } = structure(architecture, 'DRIVER_OBJECT');
  const { bytes: moreBytes, at: moreAt } = structure(architecture, 'DRIVER_EXTENSION');
  const object = io.blocks.allocate(bytes + moreBytes, DRIVER_TAG, 'IopLoadDriver');
  if (object === 0) return 0;
  const at = io.driverAt;
  const extension = object + bytes;
  memory.writeUint16(object + at.Type, IO_TYPE_DRIVER);
  memory.writeUint16(object + at.Size, bytes);
  memory.writeUint32(object + at.Flags, DRVO_LEGACY_DRIVER);
  memory.writePointer(object + at.DriverStart, symbols.baseOf(module) ?? 0);
  memory.writeUint32(object + at.DriverSize, MODULE_BYTES);
  memory.writePointer(object + at.DriverExtension, extension);
  memory.writePointer(extension + moreAt.DriverObject, object);
  newString(io, extension + moreAt.ServiceKeyName, name);
  newString(io, object + at.DriverName, `\\Driver\\${name}`);
  memory.writePointer(object + at.HardwareDatabase, hardwarePath(io));
  memory.writePointer(object + at.DriverInit, io.host.callbackAddress(entry));
  const refuse = invalidRequestRoutine(io);
  for (let major = 0; major < majorNames.length; major++)
    memory.writePointer(object + at.MajorFunction + major * io.pointerBytes, refuse);
  const before = new PoolDebug(io.parts.pool).blocks().map(({ address }) => address);
  io.drivers.set(object, {
    name,
    module,
    state: 'loading',
    before,
    notificationsBefore: io.notificationCount,
  });
  io.parts.threads.objects.add(object, 'driver');
  return object;
}

/** Writes a UNICODE_STRING with a buffer of its own. */
function newString(io: Io, target: number, text: string): void {
  const { kernelMemory: memory, architecture } = io.host;
  const bytes = utf16Bytes(`${text}\0`);
  const buffer = io.blocks.allocate(bytes.length, NAME_TAG, 'IopLoadDriver');
  if (buffer !== 0) memory.writeBytes(buffer, bytes);
  const maximumLength = buffer === 0 ? 0 : bytes.length;
  const length = buffer === 0 ? 0 : bytes.length - 2;
  writeUnicodeHeader(memory, architecture, target, { length, maximumLength, buffer });
}

function freeString(io: Io, target: number): void {
  const buffer = io.readPointer(target + io.pointerBytes);
  if (buffer !== 0) io.blocks.free(buffer, 'IopLoadDriver');
}

/** Address of the UNICODE_STRING that HardwareDatabase points at: one for all drivers. */
function hardwarePath(io: Io): number {
  if (io.hardwarePath !== 0) return io.hardwarePath;
  io.hardwarePath = io.parts.kernelData.variable('UNICODE_STRING');
  newString(io, io.hardwarePath, HARDWARE_PATH);
  return io.hardwarePath;
}

/** What a request meets that the driver has no routine for: it is completed with STATUS_INVALID_DEVICE_REQUEST. */
function invalidRequestRoutine(io: Io): number {
  const { symbols } = io.host;
  const known = symbols.addressOf('nt', 'IopInvalidDeviceRequest');
  if (known !== undefined) return known;
  return symbols.defineCallable('nt', 'IopInvalidDeviceRequest', (_device: number, irp: number) => {
    io.irps.memory.setStatus(irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    completeRequest(io, irp, 'IofCompleteRequest');
    return STATUS_INVALID_DEVICE_REQUEST;
  }).address;
}

/** Calls DriverEntry. The string of the registry path is gone when it returns: a driver that wants it copies it. */
function callEntry(io: Io, object: number, name: string): NTSTATUS {
  const { host } = io;
  const header = io.blocks.allocate(
    structure(host.architecture, 'UNICODE_STRING').bytes,
    NAME_TAG,
    'IopLoadDriver',
  );
  if (header === 0) return STATUS_INSUFFICIENT_RESOURCES;
  newString(io, header, servicePath(name));
  const entry = io.readPointer(object + io.driverAt.DriverInit);
  const result = inSystemThread(io, object, 'DriverEntry', () => host.callAddress(entry, [object, header]));
  freeString(io, header);
  io.blocks.free(header, 'IopLoadDriver');
  return statusOf(result, 'DriverEntry');
}

/** Runs a routine of a driver in the context of a system thread. */
function inSystemThread(io: Io, object: number, name: string, call: () => unknown): unknown {
  const { host, parts } = io;
  return host.runAs(host.system, () =>
    parts.contexts.run('system-thread', () =>
      inDriver(io, object, name, () => {
        const { attachments } = host.thread;
        const called = call();
        const result = isGenerator(called) ? driveHere(io, called) : called;
        checkAttachments(host, parts.threads.current, attachments, name);
        const level = host.irql();
        if (level !== PASSIVE_LEVEL)
          host.notModelled(
            `a ${name} that returns at ${levelName(host.architecture, level)} (it holds a spin lock, or raised the level and did not lower it)`,
          );
        return result;
      }),
    ),
  );
}

function setState(io: Io, object: number, state: DriverRecord['state']): void {
  const record = io.drivers.get(object);
  if (record !== undefined) io.drivers.set(object, { ...record, state });
}

function setDriverFlags(io: Io, object: number, flags: number): void {
  const { kernelMemory: memory } = io.host;
  const at = object + io.driverAt.Flags;
  memory.writeUint32(at, memory.readUint32(at) | flags);
}

/** Devices that DriverEntry made can be opened when it has returned; AddDevice has to say so itself. */
function endInitializing(io: Io, object: number): void {
  const { kernelMemory: memory } = io.host;
  for (const device of devicesOf(io, object)) {
    const at = device + io.deviceAt.Flags;
    memory.writeUint32(at, memory.readUint32(at) & ~DO_DEVICE_INITIALIZING);
  }
}

/** Devices of a driver that were not deleted. */
export const devicesOf = (io: Io, object: number): readonly number[] =>
  [...io.devices].filter(([, one]) => one.driver === object && !one.deletePending).map(([device]) => device);

/** Unloads a driver: at once, or when its last device is no longer used. A status. */
export function unloadDriver(io: Io, object: number): NTSTATUS {
  const record = io.drivers.get(object);
  if (record?.state !== 'loaded') return STATUS_INVALID_DEVICE_REQUEST;
  if (io.readPointer(object + io.driverAt.DriverUnload) === 0) return STATUS_INVALID_DEVICE_REQUEST;
  setDriverFlags(io, object, DRVO_UNLOAD_INVOKED);
  setState(io, object, 'unload-wanted');
  unloadWhenUnused(io, object);
  return STATUS_SUCCESS;
}

/** Calls DriverUnload of a driver that is to go, unless one of its devices is open or lies below another. */
export function unloadWhenUnused(io: Io, object: number): void {
  const { kernelMemory: memory } = io.host;
  if (io.drivers.get(object)?.state !== 'unload-wanted' || io.host.irql() !== PASSIVE_LEVEL) return;
  const used = devicesOf(io, object).some(
    (device) =>
      memory.readInt32(device + io.deviceAt.ReferenceCount) > 0 ||
      memory.readPointer(device + io.deviceAt.AttachedDevice) !== 0,
  );
  if (used) return;
  setState(io, object, 'unloading');
  const unload = io.readPointer(object + io.driverAt.DriverUnload);
  inSystemThread(io, object, 'DriverUnload', () => io.host.callAddress(unload, [object]));
  endDriver(io, object, 'DriverUnload');
}

/** The end of a driver's life: what it left is reported, then taken away. */
function endDriver(io: Io, object: number, routine: string): void {
  const record = io.drivers.get(object);
  if (record === undefined) return;
  checkThreads(io, record, routine);
  checkNotifications(io, record, routine);
  const left = devicesOf(io, object);
  if (left.length > 0) {
    const details = left.map(
      (device) => `device ${io.devices.get(device)?.name || 'without a name'} is left`,
    );
    io.host.violation({
      rule: 'driver-leaves-devices',
      routine,
      values: [object, left[0] ?? 0, left.length],
      details,
    });
  }
  checkPool(io, object, record, routine);
  for (const device of left) deleteDevice(io, device, routine);
  freeString(io, object + io.driverAt.DriverName);
  const { at } = structure(io.host.architecture, 'DRIVER_EXTENSION');
  freeString(io, io.readPointer(object + io.driverAt.DriverExtension) + at.ServiceKeyName);
  for (const [, extension] of io.driverExtensions.get(object) ?? [])
    io.blocks.free(extension, 'IopDeleteDriver');
  io.driverExtensions.delete(object);
  io.names.removeObject(object);
  io.drivers.delete(object);
  io.parts.threads.objects.count(object, -1);
}

/** Pool that a driver asked for and did not free (0xC4, 0x62). */
function checkPool(io: Io, object: number, { name, module, before }: DriverRecord, routine: string): void {
  const { symbols } = io.host;
  const shown = symbols.shownName(module);
  const known = new Set(before);
  const isAlone = io.drivers.size === 1;
  const hasTwin = [...io.drivers].some(
    ([other, record]) => other !== object && symbols.shownName(record.module) === shown,
  );
  const left = new PoolDebug(io.parts.pool).blocks().filter(({ address, driver }) => {
    // Blocks are kept with the shown name: what a driver of that name left before this one was loaded is not its own,
    // and while two of them are loaded nobody can tell whose a block is.
    if (driver === shown) return !hasTwin && (module === shown || !known.has(address));
    // Code that is called from elsewhere (a DPC, a timer) is shown as `driver`: whose it is, is plain with one driver only.
    return driver === 'driver' && isAlone && !known.has(address);
  });
  if (left.length === 0) return;
  const nameAt = io.readPointer(object + io.driverAt.DriverName + io.pointerBytes);
  io.host.violation({
    rule: 'driver-leaves-pool',
    routine: `${routine} of ${name}`,
    values: [nameAt, 0, left.length],
    details: left.map((block) => describeBlock(io.host.architecture, block)),
  });
}

/** The last reference to a DRIVER_OBJECT is gone. */
export function freeDriver(io: Io, object: number): void {
  io.blocks.free(object, 'IopLoadDriver');
}
