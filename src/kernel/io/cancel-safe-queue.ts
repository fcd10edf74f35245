/**
 * Cancel-safe queues: the driver keeps the list and the lock, these routines do
 * what is hard to do right, which is who owns an IRP that is cancelled while it
 * is queued. The fourth DriverContext of a queued IRP leads back to the queue.
 */
import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { IO_TYPE_CSQ_IRP_CONTEXT, SL_PENDING_RETURNED } from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import { NT_SUCCESS } from '../../status/nt-success.ts';
import { isGenerator } from '../threads/thread-body.ts';
import { statusOf } from './call-driver.ts';
import { releaseCancelLock } from './cancel.ts';
import type { Io } from './io.ts';

/** Routines of the driver in the order of IoCsqInitialize, as members of an IO_CSQ. */
export const CSQ_ROUTINES = [
  'CsqInsertIrp',
  'CsqRemoveIrp',
  'CsqPeekNextIrp',
  'CsqAcquireLock',
  'CsqReleaseLock',
  'CsqCompleteCanceledIrp',
] as const;

type CsqRoutine = (typeof CSQ_ROUTINES)[number];

/** IoCsqInitialize and IoCsqInitializeEx. */
export function initializeQueue(io: Io, queue: PVOID, type: number, routines: readonly number[]): NTSTATUS {
  const { at, bytes } = structure(io.host.architecture, 'IO_CSQ');
  const { kernelMemory: memory } = io.host;
  memory.fill(queue, bytes, 0);
  memory.writeUint32(queue + at.Type, type);
  for (const [index, name] of CSQ_ROUTINES.entries())
    memory.writePointer(queue + at[name], routines[index] ?? 0);
  return STATUS_SUCCESS;
}

/** Calls a routine of the driver. */
function call(io: Io, queue: PVOID, name: CsqRoutine, args: readonly number[]): unknown {
  const { at } = structure(io.host.architecture, 'IO_CSQ');
  const result = io.host.callAddress(io.readPointer(queue + at[name]), [queue, ...args]);
  if (isGenerator(result))
    throw new TypeError(`${name} cannot wait: write it as a plain function, not as function*`);
  return result;
}

/** Takes the driver's lock; the level that its release gets. */
function lock(io: Io, queue: PVOID): number {
  if (io.csqLevel === 0) io.csqLevel = io.parts.kernelData.variable('KIRQL');
  call(io, queue, 'CsqAcquireLock', [io.csqLevel]);
  return io.host.kernelMemory.readUint8(io.csqLevel);
}

const unlock = (io: Io, queue: PVOID, level: number): void => {
  call(io, queue, 'CsqReleaseLock', [level]);
};

/** Address of the fourth DriverContext of an IRP. */
const linkOf = (io: Io, irp: PVOID): number =>
  irp + io.irps.memory.irp['Tail.Overlay.DriverContext'] + 3 * io.pointerBytes;

/** Takes the cancel routine away: 0 when IoCancelIrp has done that already, and so owns the IRP. */
function takeCancelRoutine(io: Io, irp: PVOID): number {
  const { memory } = io.irps;
  const before = memory.readPointer(irp, 'CancelRoutine');
  memory.writePointer(irp, 'CancelRoutine', 0);
  return before;
}

/** IoCsqInsertIrp and IoCsqInsertIrpEx. */
export function insertIrp(
  io: Io,
  queue: PVOID,
  irp: PVOID,
  context: PVOID,
  extra: readonly number[],
): NTSTATUS {
  const { memory } = io.irps;
  const level = lock(io, queue);
  writeContext(io, queue, irp, context);
  const inserted = call(io, queue, 'CsqInsertIrp', [irp, ...extra]);
  // The routine of IoCsqInitialize returns nothing, that of IoCsqInitializeEx a status.
  const status = extra.length === 0 ? STATUS_SUCCESS : statusOf(inserted, 'CsqInsertIrp');
  if (!NT_SUCCESS(status)) {
    unlock(io, queue, level);
    return status;
  }
  const control = memory.current(irp) + memory.location.Control;
  memory.memory.writeUint8(control, memory.memory.readUint8(control) | SL_PENDING_RETURNED);
  memory.writePointer(irp, 'CancelRoutine', cancelRoutine(io));
  const isCancelled = memory.memory.readUint8(irp + memory.irp.Cancel) !== 0;
  if (isCancelled && takeCancelRoutine(io, irp) !== 0) {
    call(io, queue, 'CsqRemoveIrp', [irp]);
    clearContext(io, irp);
    unlock(io, queue, level);
    call(io, queue, 'CsqCompleteCanceledIrp', [irp]);
  } else unlock(io, queue, level);
  return status;
}

function writeContext(io: Io, queue: PVOID, irp: PVOID, context: PVOID): void {
  io.writePointer(linkOf(io, irp), context === 0 ? queue : context);
  if (context === 0) return;
  const { at } = structure(io.host.architecture, 'IO_CSQ_IRP_CONTEXT');
  io.host.kernelMemory.writeUint32(context + at.Type, IO_TYPE_CSQ_IRP_CONTEXT);
  io.writePointer(context + at.Irp, irp);
  io.writePointer(context + at.Csq, queue);
}

/** Forgets the IRP in its context, if it has one; gives the queue. */
function clearContext(io: Io, irp: PVOID): PVOID {
  const link = io.readPointer(linkOf(io, irp));
  io.writePointer(linkOf(io, irp), 0);
  const { at } = structure(io.host.architecture, 'IO_CSQ_IRP_CONTEXT');
  if (link === 0 || io.host.kernelMemory.readUint32(link + at.Type) !== IO_TYPE_CSQ_IRP_CONTEXT) return link;
  io.writePointer(link + at.Irp, 0);
  return io.readPointer(link + at.Csq);
}

/** Address of the cancel routine of queued IRPs. */
function cancelRoutine(io: Io): number {
  const { symbols } = io.host;
  const known = symbols.addressOf('nt', 'IopCsqCancelRoutine');
  if (known !== undefined) return known;
  return symbols.defineCallable('nt', 'IopCsqCancelRoutine', (_device: number, irp: number) => {
    const { memory } = io.irps;
    releaseCancelLock(io, memory.memory.readUint8(irp + memory.irp.CancelIrql), 'IoReleaseCancelSpinLock');
    const queue = queueOf(io, irp);
    const level = lock(io, queue);
    call(io, queue, 'CsqRemoveIrp', [irp]);
    clearContext(io, irp);
    unlock(io, queue, level);
    call(io, queue, 'CsqCompleteCanceledIrp', [irp]);
  }).address;
}

function queueOf(io: Io, irp: PVOID): PVOID {
  const link = io.readPointer(linkOf(io, irp));
  const { at } = structure(io.host.architecture, 'IO_CSQ_IRP_CONTEXT');
  const isContext = io.host.kernelMemory.readUint32(link + at.Type) === IO_TYPE_CSQ_IRP_CONTEXT;
  return isContext ? io.readPointer(link + at.Csq) : link;
}

/** IoCsqRemoveNextIrp: the next IRP that nobody cancels, or NULL. */
export function removeNextIrp(io: Io, queue: PVOID, peek: PVOID): PVOID {
  const level = lock(io, queue);
  let irp = Number(call(io, queue, 'CsqPeekNextIrp', [0, peek]) ?? 0);
  while (irp !== 0 && takeCancelRoutine(io, irp) === 0)
    irp = Number(call(io, queue, 'CsqPeekNextIrp', [irp, peek]) ?? 0);
  if (irp !== 0) {
    call(io, queue, 'CsqRemoveIrp', [irp]);
    clearContext(io, irp);
  }
  unlock(io, queue, level);
  return irp;
}

/** IoCsqRemoveIrp: the IRP of a context, or NULL when it is gone or is being cancelled. */
export function removeIrp(io: Io, queue: PVOID, context: PVOID): PVOID {
  const { at } = structure(io.host.architecture, 'IO_CSQ_IRP_CONTEXT');
  const level = lock(io, queue);
  const irp = io.readPointer(context + at.Irp);
  const isOurs = irp !== 0 && takeCancelRoutine(io, irp) !== 0;
  if (isOurs) {
    call(io, queue, 'CsqRemoveIrp', [irp]);
    clearContext(io, irp);
  }
  unlock(io, queue, level);
  return isOurs ? irp : 0;
}
