/** IoCompleteRequest: an IRP goes back up through the drivers that it came through. */
import type { NTSTATUS } from '../../contract/c-types.ts';
import {
  SL_INVOKE_ON_CANCEL,
  SL_INVOKE_ON_ERROR,
  SL_INVOKE_ON_SUCCESS,
  SL_PENDING_RETURNED,
} from '../../contract/kernel-constants.generated.ts';
import { STATUS_MORE_PROCESSING_REQUIRED, STATUS_PENDING } from '../../status/common.ts';
import { NT_SUCCESS } from '../../status/nt-success.ts';
import { isGenerator } from '../threads/thread-body.ts';
import { inDriver, statusOf } from './call-driver.ts';
import { finishIrp } from './finish-irp.ts';
import type { Io } from './io.ts';
import type { IrpRecord } from './irps.ts';

const ILLEGAL_STATUS = 0xffff_ffff;

/** Completes an IRP. */
export function completeRequest(io: Io, irp: number, routine: string): void {
  const { host, irps } = io;
  const { memory } = irps;
  const record = irps.live.get(irp);
  if (record === undefined || !irps.isLive(irp) || !memory.isSent(irp)) {
    if (record === undefined && irps.howGone(irp) === undefined) host.kernelMemory.readUint8(irp);
    host.violation({ rule: 'irp-completed-twice', routine, values: [irp] });
    return;
  }
  const status = memory.status(irp);
  if (status === STATUS_PENDING || status === ILLEGAL_STATUS)
    host.violation({ rule: 'complete-with-bad-status', routine, values: [status, irp] });
  const cancel = memory.readPointer(irp, 'CancelRoutine');
  if (cancel !== 0) host.violation({ rule: 'complete-with-cancel-routine', routine, values: [cancel, irp] });
  record.status = status;
  goUp(io, irp, record, routine);
}

/** Calls the completion routines on the way up, until one keeps the IRP or the way is at its end. */
function goUp(io: Io, irp: number, record: IrpRecord, routine: string): void {
  const { irps } = io;
  const { memory } = irps;
  while (memory.isSent(irp)) {
    const location = memory.current(irp);
    const number = memory.currentNumber(irp);
    const control = memory.memory.readUint8(location + memory.location.Control);
    const pending = (control & SL_PENDING_RETURNED) !== 0;
    const completion = memory.memory.readPointer(location + memory.location.CompletionRoutine);
    const context = memory.memory.readPointer(location + memory.location.Context);
    record.passed[number] = pending;
    memory.memory.writeUint8(irp + memory.irp.PendingReturned, Number(pending));
    memory.move(irp, 1);
    clearLocation(io, location);
    if (!isWanted(io, irp, control)) {
      if (pending && memory.isSent(irp)) markPending(io, irp);
      continue;
    }
    const device = memory.isSent(irp)
      ? memory.memory.readPointer(memory.current(irp) + memory.location.DeviceObject)
      : 0;
    const result = callCompletion(io, { irp, device, completion, context });
    if (result === STATUS_MORE_PROCESSING_REQUIRED) return;
    if (irps.live.get(irp) !== record) {
      io.host.violation({ rule: 'irp-completed-twice', routine, values: [irp] });
      return;
    }
    checkMarked(io, irp, pending);
  }
  const master = finishIrp(io, irp, record);
  if (master !== 0) completeRequest(io, master, routine);
}

/** What IoMarkIrpPending does to the current location. */
function markPending(io: Io, irp: number): void {
  const { memory } = io.irps;
  const control = memory.current(irp) + memory.location.Control;
  memory.memory.writeUint8(control, memory.memory.readUint8(control) | SL_PENDING_RETURNED);
}

/** A completion routine that lets the IRP go on passes on that it is pending, unless its own location says so already. */
function checkMarked(io: Io, irp: number, pending: boolean): void {
  const { memory } = io.irps;
  if (!pending || !memory.isSent(irp)) return;
  const control = memory.memory.readUint8(memory.current(irp) + memory.location.Control);
  if ((control & SL_PENDING_RETURNED) !== 0) return;
  io.host.violation({
    rule: 'completion-pending-not-marked',
    routine: 'a completion routine',
    values: [irp],
  });
}

/** Whether the completion routine of a location asked for what became of the IRP. */
function isWanted(io: Io, irp: number, control: number): boolean {
  const { memory } = io.irps;
  if (memory.memory.readUint8(irp + memory.irp.Cancel) !== 0 && (control & SL_INVOKE_ON_CANCEL) !== 0)
    return true;
  const wanted = NT_SUCCESS(memory.status(irp)) ? SL_INVOKE_ON_SUCCESS : SL_INVOKE_ON_ERROR;
  return (control & wanted) !== 0;
}

/** A location that completion has passed says nothing any more; the next driver that gets it starts afresh. */
function clearLocation(io: Io, location: number): void {
  const { memory, location: at } = io.irps.memory;
  for (const member of ['MinorFunction', 'Flags', 'Control'] as const)
    memory.writeUint8(location + at[member], 0);
  memory.fill(location + at.Parameters, at.DeviceObject - at.Parameters, 0);
  memory.writePointer(location + at.FileObject, 0);
}

interface Completion {
  readonly irp: number;
  readonly device: number;
  readonly completion: number;
  readonly context: number;
}

function callCompletion(io: Io, { irp, device, completion, context }: Completion): NTSTATUS {
  const { host } = io;
  const level = host.irql();
  const driver = io.devices.get(device)?.driver ?? 0;
  const result = inDriver(io, driver, 'completion routine', () =>
    host.callAddress(completion, [device, irp, context]),
  );
  if (isGenerator(result))
    throw new TypeError('a completion routine cannot wait: write it as a plain function, not as function*');
  const now = host.irql();
  if (now !== level) {
    const values = [device, level, now];
    host.violation({ rule: 'dispatch-returns-at-other-irql', routine: 'a completion routine', values });
    if (host.settings.onViolation === 'report' && host.verifier === 'on') host.setIrql(level);
  }
  return statusOf(result, 'a completion routine');
}
