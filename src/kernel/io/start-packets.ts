/** IRPs one after the other: IoStartPacket queues them for a device, and its driver's StartIo routine gets one at a time. */
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import { isGenerator } from '../threads/thread-body.ts';
import { inDriver } from './call-driver.ts';
import { acquireCancelLock, releaseCancelLock } from './cancel.ts';
import { insertDeviceQueue, removeDeviceQueue } from './device-queue.ts';
import type { Io } from './io.ts';
import type { StartIoState } from './start-io-state.ts';

const ATTRIBUTES: StartIoState = { isDeferred: false, isNonCancelable: false, isRunning: false, next: null };

const stateOf = (io: Io, device: number): StartIoState => io.startIo.get(device) ?? ATTRIBUTES;

function change(io: Io, device: number, state: Partial<StartIoState>): void {
  io.startIo.set(device, { ...stateOf(io, device), ...state });
}

/** IoSetStartIoAttributes. */
export const setStartIoAttributes = (
  io: Io,
  device: number,
  isDeferred: boolean,
  isNonCancelable: boolean,
): void => change(io, device, { isDeferred, isNonCancelable });

/** IoStartPacket: the IRP goes to StartIo, or waits in the queue of the device. */
export function startPacket(
  io: Io,
  device: number,
  irp: number,
  { key, cancel }: { readonly key: number | null; readonly cancel: number },
): void {
  const routine = 'IoStartPacket';
  if (io.deviceOf(device, routine) === undefined || !io.requireIrp(irp, routine)) return;
  const { memory } = io.irps;
  atDispatchLevel(io, () => {
    const level = cancel === 0 ? null : acquireCancelLock(io, routine);
    if (cancel !== 0) memory.writePointer(irp, 'CancelRoutine', cancel);
    const entry = irp + memory.irp['Tail.Overlay.DeviceQueueEntry'];
    if (!insertDeviceQueue(io, device + io.deviceAt.DeviceQueue, entry, key)) {
      giveToStartIo(io, device, irp, level, routine);
      return;
    }
    if (level === null) return;
    const isCancelled = memory.memory.readUint8(irp + memory.irp.Cancel) !== 0;
    if (!isCancelled) {
      releaseCancelLock(io, level, routine);
      return;
    }
    // Cancelled before it was queued: the routine gives the lock back, as IoCancelIrp has it.
    memory.memory.writeUint8(irp + memory.irp.CancelIrql, level);
    memory.writePointer(irp, 'CancelRoutine', 0);
    call(io, device, 'cancel routine', cancel, irp);
  });
}

/** IoStartNextPacket and IoStartNextPacketByKey: the device is done with an IRP, and gets the next one. */
export function startNextPacket(
  io: Io,
  device: number,
  next: { readonly cancelable: boolean; readonly key: number | null },
): void {
  const routine = 'IoStartNextPacket';
  if (io.deviceOf(device, routine) === undefined) return;
  const { isDeferred, isRunning } = stateOf(io, device);
  if (isDeferred && isRunning) {
    change(io, device, { next });
    return;
  }
  const { memory } = io.irps;
  atDispatchLevel(io, () => {
    const level = next.cancelable ? acquireCancelLock(io, routine) : null;
    io.writePointer(device + io.deviceAt.CurrentIrp, 0);
    const entry = removeDeviceQueue(io, device + io.deviceAt.DeviceQueue, next.key);
    if (entry !== 0)
      giveToStartIo(io, device, entry - memory.irp['Tail.Overlay.DeviceQueueEntry'], level, routine);
    else if (level !== null) releaseCancelLock(io, level, routine);
  });
}

/** @param level that from before the cancel spin lock was taken; null where it was not */
function giveToStartIo(io: Io, device: number, irp: number, level: number | null, routine: string): void {
  io.writePointer(device + io.deviceAt.CurrentIrp, irp);
  if (level !== null) {
    if (stateOf(io, device).isNonCancelable) io.irps.memory.writePointer(irp, 'CancelRoutine', 0);
    releaseCancelLock(io, level, routine);
  }
  const driver = io.devices.get(device)?.driver ?? 0;
  change(io, device, { isRunning: true, next: null });
  call(io, device, 'StartIo', io.readPointer(driver + io.driverAt.DriverStartIo), irp);
  const { next } = stateOf(io, device);
  change(io, device, { isRunning: false, next: null });
  if (next !== null && io.devices.has(device)) startNextPacket(io, device, next);
}

function call(io: Io, device: number, name: string, address: number, irp: number): void {
  const driver = io.devices.get(device)?.driver ?? 0;
  const result = inDriver(io, driver, name, () => io.host.callAddress(address, [device, irp]));
  if (isGenerator(result))
    throw new TypeError(`a ${name} cannot wait: write it as a plain function, not as function*`);
}

/** Runs a block at DISPATCH_LEVEL. */
function atDispatchLevel(io: Io, block: () => void): void {
  const { host } = io;
  const before = host.irql();
  if (before < DISPATCH_LEVEL) host.setIrql(DISPATCH_LEVEL);
  block();
  if (before < DISPATCH_LEVEL) host.setIrql(before);
}
