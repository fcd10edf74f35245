/** IoCallDriver: an IRP goes to the next driver, and what Driver Verifier looks at when that one returns. */

import type { Waiting } from '../../contract/blocking.ts';
import type { NTSTATUS } from '../../contract/c-types.ts';
import { SL_PENDING_RETURNED } from '../../contract/kernel-constants.generated.ts';
import { STATUS_INVALID_DEVICE_REQUEST, STATUS_PENDING } from '../../status/common.ts';
import { checkAttachments } from '../attachments.ts';
import { describeHold } from '../lock-waiters.ts';
import type { Attachment } from '../records.ts';
import { isGenerator, type ThreadWork } from '../threads/thread-body.ts';
import type { Io } from './io.ts';
import type { DriverCall, IrpRecord } from './irps.ts';
import { majorNames } from './major-functions.ts';

/** A call of a dispatch routine: a status, or, where the routine is a generator function, its steps. */
export type DriverResult = NTSTATUS | Generator<unknown, NTSTATUS, void>;

/** Status that no driver returns: all bits set. */
const ILLEGAL_STATUS = 0xffff_ffff;

/** Sends an IRP to a device, and waits where its dispatch routine does. */
export function* callDriver(io: Io, device: number, irp: number, routine: string): Waiting<NTSTATUS> {
  const result = sendIrp(io, device, irp, routine);
  // What else a dispatch routine yields gives the processor away, and the scheduler takes it.
  return typeof result === 'number' ? result : yield* result as Waiting<NTSTATUS>;
}

/** Drives the steps of a generator function while other threads may run where it waits. */
export function driveHere<R>(io: Io, steps: Generator<unknown, R, void>): R {
  const { scheduler } = io.parts.threads;
  return scheduler.drive(steps as Parameters<typeof scheduler.drive>[0]) as R;
}

/** Sends an IRP to a device. */
export function sendIrp(io: Io, device: number, irp: number, routine: string): DriverResult {
  const { host } = io;
  const { memory } = io.irps;
  if (!io.irps.isLive(irp)) {
    if (io.irps.howGone(irp) === undefined) host.kernelMemory.readUint8(irp);
    host.violation({ rule: 'call-driver-no-irp', routine, values: [irp, device] });
    if (!io.irps.live.has(irp)) return STATUS_INVALID_DEVICE_REQUEST;
  }
  if (!io.devices.has(device)) {
    if (device !== 0 || host.verifier === 'off') host.kernelMemory.readUint8(device);
    const rule = device === 0 ? 'call-driver-null-device' : 'call-driver-no-device';
    host.violation({ rule, routine, values: [device, irp] });
    return STATUS_INVALID_DEVICE_REQUEST;
  }
  const cancel = memory.readPointer(irp, 'CancelRoutine');
  if (cancel !== 0)
    host.violation({ rule: 'call-driver-with-cancel-routine', routine, values: [irp, cancel] });
  if (memory.currentNumber(irp) <= 1)
    host.violation({ rule: 'no-more-stack-locations', routine, values: [irp] });
  if (memory.currentNumber(irp) <= 1) return STATUS_INVALID_DEVICE_REQUEST;
  memory.move(irp, -1);
  memory.memory.writePointer(memory.current(irp) + memory.location.DeviceObject, device);
  return dispatch(io, device, irp);
}

/** Calls the dispatch routine of the current location. */
function dispatch(io: Io, device: number, irp: number): DriverResult {
  const { host } = io;
  const { memory } = io.irps;
  const record = io.irps.live.get(irp);
  if (record === undefined) throw new TypeError('an IRP that is not live was to be dispatched');
  const location = memory.current(irp);
  const major = memory.memory.readUint8(location + memory.location.MajorFunction);
  const driver = io.readPointer(device + io.deviceAt.DriverObject);
  const routine = io.readPointer(driver + io.driverAt.MajorFunction + major * io.pointerBytes);
  for (const outer of record.calls) outer.forwarded = true;
  const call: DriverCall = { location: memory.currentNumber(irp), forwarded: false };
  record.calls.push(call);
  const sent: Sent = {
    device,
    irp,
    record,
    call,
    level: host.irql(),
    attachments: host.thread.attachments,
    name: majorNames[major] ?? `IRP_MJ ${major}`,
  };
  const canStop = io.parts.threads.scheduler.canStop(host.thread);
  const result = inDriver(io, driver, sent.name, () =>
    canStop ? host.callSteps(routine, [device, irp]) : host.callAddress(routine, [device, irp]),
  );
  if (isGenerator(result)) return steps(io, sent, result);
  return returned(io, sent, result);
}

/** A call of a dispatch routine, for the checks at its end. */
interface Sent {
  readonly device: number;
  readonly irp: number;
  readonly record: IrpRecord;
  readonly call: DriverCall;
  /** Level at which it was called. */
  readonly level: number;
  /** Processes that the thread was attached to then. */
  readonly attachments: readonly Attachment[];
  readonly name: string;
}

function* steps(io: Io, sent: Sent, work: ThreadWork): Generator<unknown, NTSTATUS, void> {
  return returned(io, sent, yield* work);
}

/** Runs code of a driver, with a frame of its module on the stack. */
export function inDriver<T>(io: Io, driver: number, name: string, block: () => T): T {
  const module = io.drivers.get(driver)?.module ?? 'driver';
  const { callStack } = io.host;
  callStack.push(io.frameOf(module, name));
  try {
    return block();
  } finally {
    callStack.pop();
  }
}

/** What a dispatch routine returned, as an NTSTATUS. */
export function statusOf(result: unknown, what: string): NTSTATUS {
  if (typeof result === 'number' || typeof result === 'bigint')
    return Number(BigInt.asUintN(32, BigInt(result)));
  throw new TypeError(`${what} returned ${String(result)}: it returns an NTSTATUS`);
}

function returned(io: Io, sent: Sent, result: unknown): NTSTATUS {
  const { host } = io;
  const { record, call, device, level, name } = sent;
  record.calls.splice(record.calls.indexOf(call), 1);
  const routine = `the dispatch routine of ${name}`;
  const status = statusOf(result, routine);
  const now = host.irql();
  if (now !== level) {
    const { spinLocks, fastMutexes } = io.parts;
    const details = spinLocks.held.map(({ routine, caller }) => {
      const where = caller === 0 ? undefined : io.host.symbols.describe(caller);
      return `a spin lock is held that ${routine} acquired${where === undefined ? '' : ` at ${where}`}`;
    });
    for (const hold of fastMutexes.heldBy(host.thread))
      details.push(`a fast mutex is held, ${describeHold(hold)}`);
    host.violation({
      rule: 'dispatch-returns-at-other-irql',
      routine,
      values: [device, level, now],
      details,
    });
    // Without Driver Verifier nobody looks before the system call ends.
    if (host.settings.onViolation === 'report' && host.verifier === 'on') host.setIrql(level);
  }
  if (host.verifier === 'on') {
    checkAttachments(host, io.parts.threads.current, sent.attachments, routine);
    checkReturn(io, sent, status, routine);
  }
  return status;
}

/**
 * Whether what a driver returned agrees with what it did. A driver that sent the IRP on is not looked at: what
 * becomes of the IRP is the affair of the one below.
 */
function checkReturn(io: Io, { irp, record, call }: Sent, status: NTSTATUS, routine: string): void {
  const { host, irps } = io;
  const values = [irp, status];
  if (status === ILLEGAL_STATUS) host.violation({ rule: 'dispatch-illegal-status', routine, values });
  if (call.forwarded) return;
  const passed = record.passed[call.location];
  const isHeld = passed === undefined && irps.live.get(irp) === record;
  const pending = isHeld ? isMarked(io, irp, call.location) : (passed ?? false);
  if (status === STATUS_PENDING && !pending) {
    // A thread that already works on it may mark it first and complete it before the routine returns.
    host.violation({ rule: 'dispatch-pending-not-marked', routine, values });
  } else if (status !== STATUS_PENDING && pending) {
    host.violation({ rule: 'dispatch-marked-not-pending', routine, values });
  } else if (status !== STATUS_PENDING && isHeld && irps.memory.isSent(irp)) {
    host.violation({ rule: 'irp-not-completed', routine, values });
  } else if (status !== STATUS_PENDING && passed !== undefined && status !== record.status) {
    host.violation({ rule: 'dispatch-status-differs', routine, values: [irp, status, record.status] });
  }
}

/** Whether a driver has marked its location pending. */
function isMarked(io: Io, irp: number, number: number): boolean {
  const { memory } = io.irps;
  const location = irp + memory.headerBytes + (number - 1) * memory.locationBytes;
  return (memory.memory.readUint8(location + memory.location.Control) & SL_PENDING_RETURNED) !== 0;
}
