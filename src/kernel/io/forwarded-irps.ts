/** IRPs that the I/O manager passes on or divides for a driver: forwarded ones, and those of a master. */
import type { Waiting } from '../../contract/blocking.ts';
import type { PVOID } from '../../contract/c-types.ts';
import {
  IRP_ASSOCIATED_IRP,
  SL_INVOKE_ON_CANCEL,
  SL_INVOKE_ON_ERROR,
  SL_INVOKE_ON_SUCCESS,
} from '../../contract/kernel-constants.generated.ts';
import { STATUS_MORE_PROCESSING_REQUIRED, STATUS_PENDING } from '../../status/common.ts';
import { callDriver } from './call-driver.ts';
import type { Io } from './io.ts';
import { MOST_LOCATIONS } from './irp-memory.ts';

/** Whatever becomes of the IRP. */
const ALWAYS = SL_INVOKE_ON_SUCCESS | SL_INVOKE_ON_ERROR | SL_INVOKE_ON_CANCEL;

/**
 * IoForwardIrpSynchronously: sends a copy of the current location down and waits until the drivers below are done.
 * The completion stops there, so the IRP is the caller's again. False when it has no location left for another driver.
 */
export function* forwardIrp(io: Io, device: PVOID, irp: PVOID): Waiting<boolean> {
  const routine = 'IoForwardIrpSynchronously';
  if (!io.requireIrp(irp, routine)) return false;
  const { memory } = io.irps;
  const record = io.irps.live.get(irp);
  if (record === undefined || memory.currentNumber(irp) <= 1) return false;
  const next = memory.next(irp);
  memory.memory.copy(next, memory.current(irp), memory.location.CompletionRoutine);
  memory.memory.writePointer(next + memory.location.CompletionRoutine, forwardedRoutine(io));
  memory.memory.writePointer(next + memory.location.Context, 0);
  memory.memory.writeUint8(next + memory.location.Control, ALWAYS);
  record.isBack = false;
  const status = yield* callDriver(io, device, irp, routine);
  if (status === STATUS_PENDING)
    yield* io.parts.threads.scheduler.block({
      routine,
      object: irp,
      what: 'the completion of an IRP',
      owner: () => null,
      ready: () => record.isBack,
    });
  return true;
}

/** Address of the completion routine that keeps the IRP for whoever waits. */
function forwardedRoutine(io: Io): number {
  const { symbols } = io.host;
  const known = symbols.addressOf('nt', 'IopForwardedIrpCompleted');
  if (known !== undefined) return known;
  return symbols.defineCallable('nt', 'IopForwardedIrpCompleted', (_device: number, irp: number) => {
    const record = io.irps.live.get(irp);
    if (record !== undefined) record.isBack = true;
    return STATUS_MORE_PROCESSING_REQUIRED;
  }).address;
}

/** IoMakeAssociatedIrp: the address, or 0. The driver counts the IRPs that it makes in IrpCount of the master. */
export function makeAssociatedIrp(io: Io, master: PVOID, stackSize: number): PVOID {
  const routine = 'IoMakeAssociatedIrp';
  if (!io.requireIrp(master, routine)) return 0;
  const size = (stackSize << 24) >> 24;
  if (size < 0 || size > MOST_LOCATIONS) return 0;
  const irp = io.irps.make('associated', size, routine);
  if (irp === 0) return 0;
  const { memory } = io.irps;
  memory.setFlags(irp, IRP_ASSOCIATED_IRP);
  memory.writePointer(irp, 'AssociatedIrp.MasterIrp', master);
  // It belongs to the thread of the master, whoever makes it.
  memory.writePointer(irp, 'Tail.Overlay.Thread', memory.readPointer(master, 'Tail.Overlay.Thread'));
  return irp;
}
