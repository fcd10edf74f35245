/**
 * The end of an IRP whose completion has reached the last driver: what the I/O
 * manager owes to whoever asked. Results go to the thread that made the IRP, in
 * its own process, so a thread that is not there gets an APC.
 */
import type { Io } from './io.ts';
import { copyOut, giveBack, tellHandedOut } from './irp-buffers.ts';
import type { IrpRecord, Owed } from './irps.ts';
import { endsAtOnce, finishOverlapped } from './overlapped-results.ts';

/** Ends an IRP. Gives the master that is to be completed now, or NULL. */
export function finishIrp(io: Io, irp: number, record: IrpRecord): number {
  record.completed = true;
  record.owed = owedBy(io, irp);
  tellHandedOut(io, record.owed);
  if (record.kind === 'request' || (record.kind === 'overlapped' && endsAtOnce(io, irp))) {
    // The thread that made the request waits for it, or has not returned, and does the rest (requests.ts, overlapped.ts).
    io.irps.end(irp, 'completed', 'IofCompleteRequest');
    return 0;
  }
  if (record.kind === 'associated') return countOff(io, irp);
  if (record.kind !== 'threaded' && record.kind !== 'overlapped') {
    const values = [irp, record.owed.status];
    io.host.violation({ rule: 'irp-completed-to-nobody', routine: 'IoCompleteRequest', values });
    endIrp(io, irp);
    return 0;
  }
  const routine = finishRoutine(io);
  const queued = io.parts.apcs.queue(record.thread, { kind: 'special', routine, context: irp });
  if (queued) return 0;
  if (record.kind === 'overlapped') finishOverlapped(io, irp, record.owed, false);
  else endIrp(io, irp);
  return 0;
}

/** Ends an associated IRP. Its master, when that was the last one, else NULL. */
function countOff(io: Io, irp: number): number {
  const { memory } = io.irps;
  const master = memory.readPointer(irp, 'AssociatedIrp.MasterIrp');
  endIrp(io, irp);
  if (!io.requireIrp(master, 'IofCompleteRequest')) return 0;
  const count = master + memory.irp['AssociatedIrp.IrpCount'];
  memory.memory.writeUint32(count, (memory.memory.readInt32(count) - 1) >>> 0);
  return memory.memory.readInt32(count) === 0 ? master : 0;
}

/** Address of what the APC runs. */
function finishRoutine(io: Io): number {
  const { symbols } = io.host;
  const known = symbols.addressOf('nt', 'IopCompleteRequest');
  if (known !== undefined) return known;
  return symbols.defineCallable('nt', 'IopCompleteRequest', (irp: number) => {
    const record = io.irps.live.get(irp);
    if (record === undefined) return;
    if (record.kind === 'overlapped' && record.owed !== null) finishOverlapped(io, irp, record.owed, true);
    else {
      giveResults(io, irp);
      endIrp(io, irp);
    }
  }).address;
}

/** What an IRP says of buffers and results. */
function owedBy(io: Io, irp: number): Owed {
  const { memory } = io.irps;
  return {
    flags: memory.flags(irp),
    status: memory.status(irp),
    information: memory.information(irp),
    systemBuffer: memory.readPointer(irp, 'AssociatedIrp.SystemBuffer'),
    userBuffer: memory.readPointer(irp, 'UserBuffer'),
    mdl: memory.readPointer(irp, 'MdlAddress'),
  };
}

/** Copies what was read to whoever asked, stores the status and sets the event. */
function giveResults(io: Io, irp: number): void {
  const { memory } = io.irps;
  const owed = owedBy(io, irp);
  copyOut(io, owed);
  const block = memory.readPointer(irp, 'UserIosb');
  if (block !== 0) {
    memory.memory.writeUint32(block, owed.status);
    memory.memory.writePointer(block + io.pointerBytes, owed.information);
  }
  const event = memory.readPointer(irp, 'UserEvent');
  if (event !== 0) {
    io.parts.dispatcher.signal(event, 1, 0);
    io.parts.dispatcher.finish(0);
  }
}

/** Gives everything back that belongs to an IRP, and the IRP. */
export function endIrp(io: Io, irp: number): void {
  giveBack(io, owedBy(io, irp));
  io.irps.end(irp, 'completed', 'IofCompleteRequest');
}
