/**
 * The end of an IRP whose completion has reached the last driver: what the I/O
 * manager owes to whoever asked. Results go to the thread that made the IRP, in
 * its own process, so a thread that is not there gets an APC.
 */
import {
  IRP_BUFFERED_IO,
  IRP_DEALLOCATE_BUFFER,
  IRP_INPUT_OPERATION,
} from '../../contract/kernel-constants.generated.ts';
import { NT_ERROR } from '../../status/nt-success.ts';
import type { Io } from './io.ts';
import type { IrpRecord, Owed } from './irps.ts';

/** Ends an IRP. */
export function finishIrp(io: Io, irp: number, record: IrpRecord): void {
  record.completed = true;
  record.owed = owedBy(io, irp);
  if (record.kind === 'request') {
    // The thread that made the request waits for it, and does the rest itself (requests.ts).
    io.irps.end(irp, 'completed', 'IofCompleteRequest');
    return;
  }
  if (record.kind !== 'threaded') {
    const values = [irp, record.owed.status];
    io.host.violation({ rule: 'irp-completed-to-nobody', routine: 'IoCompleteRequest', values });
    endIrp(io, irp);
    return;
  }
  const routine = finishRoutine(io);
  const queued = io.parts.apcs.queue(record.thread, { kind: 'special', routine, context: irp });
  if (!queued) endIrp(io, irp);
}

/** Address of what the APC runs. */
function finishRoutine(io: Io): number {
  const { symbols } = io.host;
  const known = symbols.addressOf('nt', 'IopCompleteRequest');
  if (known !== undefined) return known;
  return symbols.defineCallable('nt', 'IopCompleteRequest', (irp: number) => {
    if (!io.irps.live.has(irp)) return;
    giveResults(io, irp);
    endIrp(io, irp);
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

/**
 * Buffered I/O: the bytes that IoStatus.Information counts go from the system's buffer to the caller's. Not after
 * an error: severity 3. As many as the driver says, whether or not there are so many.
 */
export function copyOut(io: Io, { flags, status, information, systemBuffer, userBuffer }: Owed): void {
  const wanted = IRP_BUFFERED_IO | IRP_INPUT_OPERATION;
  if ((flags & wanted) !== wanted || NT_ERROR(status) || information <= 0) return;
  io.irps.memory.memory.copy(userBuffer, systemBuffer, information);
}

/** Gives the buffer of the system and the MDLs back. */
export function giveBack(io: Io, { flags, systemBuffer, mdl }: Owed): void {
  if ((flags & IRP_DEALLOCATE_BUFFER) !== 0 && systemBuffer !== 0)
    io.blocks.free(systemBuffer, 'IofCompleteRequest');
  io.mdls.endChain(mdl);
}

/** Gives everything back that belongs to an IRP, and the IRP. */
export function endIrp(io: Io, irp: number): void {
  giveBack(io, owedBy(io, irp));
  io.irps.end(irp, 'completed', 'IofCompleteRequest');
}
