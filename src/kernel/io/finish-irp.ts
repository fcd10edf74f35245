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
import type { IrpRecord } from './irps.ts';

/** Ends an IRP. */
export function finishIrp(io: Io, irp: number, record: IrpRecord): void {
  record.completed = true;
  // The thread that made the request waits for it, and does the rest itself (requests.ts).
  if (record.kind === 'request') return;
  if (record.kind !== 'threaded') {
    const values = [irp, io.irps.memory.status(irp)];
    io.host.violation({ rule: 'irp-completed-to-nobody', routine: 'IoCompleteRequest', values });
    io.irps.end(irp, 'completed', 'IoCompleteRequest');
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
    giveResults(io, irp);
    endIrp(io, irp);
  }).address;
}

/** Copies what was read to whoever asked, stores the status and sets the event. */
export function giveResults(io: Io, irp: number): void {
  const { memory } = io.irps;
  copyOut(io, irp);
  const block = memory.readPointer(irp, 'UserIosb');
  const status = memory.status(irp);
  if (block !== 0) {
    memory.memory.writeUint32(block, status);
    memory.memory.writePointer(block + io.pointerBytes, memory.information(irp));
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
export function copyOut(io: Io, irp: number): void {
  const { memory } = io.irps;
  const wanted = IRP_BUFFERED_IO | IRP_INPUT_OPERATION;
  if ((memory.flags(irp) & wanted) !== wanted || NT_ERROR(memory.status(irp))) return;
  const bytes = memory.information(irp);
  if (bytes <= 0) return;
  const from = memory.readPointer(irp, 'AssociatedIrp.SystemBuffer');
  memory.memory.copy(memory.readPointer(irp, 'UserBuffer'), from, bytes);
}

/** Gives everything back that belongs to an IRP, and the IRP. */
export function endIrp(io: Io, irp: number): void {
  const { memory } = io.irps;
  const buffer = memory.readPointer(irp, 'AssociatedIrp.SystemBuffer');
  if ((memory.flags(irp) & IRP_DEALLOCATE_BUFFER) !== 0 && buffer !== 0)
    io.blocks.free(buffer, 'IofCompleteRequest');
  io.mdls.endChain(memory.readPointer(irp, 'MdlAddress'));
  io.irps.end(irp, 'completed', 'IofCompleteRequest');
}
