/**
 * The timer of a device: a routine of its driver that is called once a second, at DISPATCH_LEVEL. IO_TIMER is opaque to
 * drivers; ours is a KTIMER, a KDPC, and the routine with its context.
 */
import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { structure } from '../../contract/structure.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER,
  STATUS_SUCCESS,
} from '../../status/common.ts';
import { objectTypes } from '../dispatcher/objects.ts';
import { DPC_TYPES } from '../dpcs/dpcs.ts';
import { inDriver } from './call-driver.ts';
import type { Io } from './io.ts';
import { TIMER_TAG } from './io-blocks.ts';

/** Milliseconds between two calls. */
const PERIOD = 1000;

/** The first call comes after a second too (*ours*), in the form of a due time. */
const FIRST = -10_000_000n;

/** Where the parts of an IO_TIMER lie. */
function layout(io: Io) {
  const dpc = structure(io.host.architecture, 'KTIMER').bytes;
  const routine = dpc + structure(io.host.architecture, 'KDPC').bytes;
  return { dpc, routine, context: routine + io.pointerBytes, bytes: routine + 2 * io.pointerBytes };
}

/** IoInitializeTimer. A device has one timer: a second call gives it another routine (*ours*). */
export function initializeDeviceTimer(io: Io, device: PVOID, routine: PVOID, context: PVOID): NTSTATUS {
  const caller = 'IoInitializeTimer';
  if (io.deviceOf(device, caller) === undefined) return STATUS_INVALID_PARAMETER;
  const at = layout(io);
  let timer = io.readPointer(device + io.deviceAt.Timer);
  if (timer === 0) {
    timer = io.blocks.allocate(at.bytes, TIMER_TAG, caller);
    if (timer === 0) return STATUS_INSUFFICIENT_RESOURCES;
    io.parts.timers.initialize(timer, objectTypes.notificationTimer, caller);
    io.parts.dpcs.initialize(timer + at.dpc, DPC_TYPES.ordinary, timerDispatch(io), device, caller);
    io.writePointer(device + io.deviceAt.Timer, timer);
  }
  io.writePointer(timer + at.routine, routine);
  io.writePointer(timer + at.context, context);
  return STATUS_SUCCESS;
}

/** Address of the DPC routine that calls the driver's. */
function timerDispatch(io: Io): number {
  const { symbols } = io.host;
  const known = symbols.addressOf('nt', 'IopTimerDispatch');
  if (known !== undefined) return known;
  return symbols.defineCallable('nt', 'IopTimerDispatch', (_dpc: number, device: number) => {
    const at = layout(io);
    const timer = io.readPointer(device + io.deviceAt.Timer);
    const routine = io.readPointer(timer + at.routine);
    const args = [device, io.readPointer(timer + at.context)];
    const driver = io.devices.get(device)?.driver ?? 0;
    return inDriver(io, driver, 'IoTimer routine', () => io.host.callAddress(routine, args));
  }).address;
}

/** IoStartTimer. One that runs goes on as it is. */
export function startDeviceTimer(io: Io, device: PVOID): void {
  const routine = 'IoStartTimer';
  if (io.deviceOf(device, routine) === undefined) return;
  const timer = io.readPointer(device + io.deviceAt.Timer);
  if (io.parts.timers.isSet(timer)) return;
  const dpc = timer + layout(io).dpc;
  io.parts.timers.set({ routine, timer, dueTime: FIRST, period: PERIOD, dpc });
}

/** IoStopTimer: no call begins after it, unless the device is started again. */
export function stopDeviceTimer(io: Io, device: PVOID): void {
  const routine = 'IoStopTimer';
  if (io.deviceOf(device, routine) === undefined) return;
  const timer = io.readPointer(device + io.deviceAt.Timer);
  io.parts.timers.cancel(timer, routine);
  io.parts.dpcs.remove(timer + layout(io).dpc);
}

/** The device is deleted, and its timer with it. */
export function endDeviceTimer(io: Io, device: number): void {
  const timer = io.readPointer(device + io.deviceAt.Timer);
  if (timer === 0) return;
  io.parts.timers.forget(timer);
  io.parts.dpcs.remove(timer + layout(io).dpc);
  io.writePointer(device + io.deviceAt.Timer, 0);
  io.blocks.free(timer, 'IoDeleteDevice');
}
