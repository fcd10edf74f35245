/** Cancelling IRPs, under the one cancel spin lock of the system. */
import type { BOOLEAN, KIRQL } from '../../contract/c-types.ts';
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import { isGenerator } from '../threads/thread-body.ts';
import { inDriver } from './call-driver.ts';
import type { Io } from './io.ts';

/** Address of the cancel spin lock. */
function cancelLock(io: Io): number {
  if (io.cancelLock === 0) io.cancelLock = io.parts.kernelData.variable('KSPIN_LOCK');
  return io.cancelLock;
}

/** Takes the cancel spin lock; the level before. */
export const acquireCancelLock = (io: Io, routine: string): KIRQL =>
  io.parts.spinLocks.acquireRaised(cancelLock(io), DISPATCH_LEVEL, routine);

/** Gives it back and lowers to a level. */
export const releaseCancelLock = (io: Io, level: KIRQL, routine: string): void =>
  io.parts.spinLocks.releaseLowered(cancelLock(io), level, routine);

/** IoCancelIrp: TRUE when the driver had a cancel routine set, which was called. */
export function cancelIrp(io: Io, irp: number, routine: string): BOOLEAN {
  if (!io.requireIrp(irp, routine)) return 0;
  const { host } = io;
  const { memory } = io.irps;
  const before = acquireCancelLock(io, routine);
  memory.memory.writeUint8(irp + memory.irp.Cancel, 1);
  const cancel = memory.readPointer(irp, 'CancelRoutine');
  memory.writePointer(irp, 'CancelRoutine', 0);
  if (cancel === 0) {
    releaseCancelLock(io, before, routine);
    return 0;
  }
  if (!memory.isSent(irp))
    host.violation({ rule: 'cancel-state-in-completed-irp', routine, values: [irp, cancel] });
  memory.memory.writeUint8(irp + memory.irp.CancelIrql, before);
  const location = memory.current(irp) + memory.location.DeviceObject;
  const device = memory.isSent(irp) ? memory.memory.readPointer(location) : 0;
  const driver = io.devices.get(device)?.driver ?? 0;
  const result = inDriver(io, driver, 'cancel routine', () => host.callAddress(cancel, [device, irp]));
  if (isGenerator(result))
    throw new TypeError('a cancel routine cannot wait: write it as a plain function, not as function*');
  const now = host.irql();
  // The routine gives the lock back: the level is then the one before.
  if (now !== before)
    host.violation({
      rule: 'dispatch-returns-at-other-irql',
      routine: 'a cancel routine',
      values: [device, before, now],
    });
  return 1;
}
