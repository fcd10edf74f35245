/** What a program gets of a request that it did not wait for: overlapped.ts. */
import { IO_NO_INCREMENT } from '../../contract/kernel-constants.generated.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import type { Io } from './io.ts';
import { copyOut, giveBack } from './irp-buffers.ts';
import type { Owed } from './irps.ts';
import { guarded } from './request-buffers.ts';

/** Where the results of a request go. */
export interface Completion {
  /** Address of a KEVENT that the caller holds a handle of; 0 for that of the file. */
  readonly event: number;
  /** Address of an IO_STATUS_BLOCK of the program. */
  readonly block: number;
}

/** True at the end of a completion whose results are the affair of the call that sent the IRP. */
export const endsAtOnce = (io: Io, irp: number): boolean =>
  io.irps.memory.memory.readUint8(irp + io.irps.memory.irp.PendingReturned) === 0;

/** The APC in the thread that asked, or, when that is gone, the rest without results. */
export function finishOverlapped(io: Io, irp: number, owed: Owed, hasThread: boolean): void {
  const { memory } = io.irps;
  const file = memory.readPointer(irp, 'Tail.Overlay.OriginalFileObject');
  const event = memory.readPointer(irp, 'UserEvent');
  const block = memory.readPointer(irp, 'UserIosb');
  io.irps.end(irp, 'completed', 'IofCompleteRequest');
  if (hasThread) deliver(io, file, { event, block }, owed);
  else giveBack(io, owed);
  countUses(io, file, event, -1);
}

/** Copies what was read, stores status and number of bytes, sets the event. A status: the buffers may be gone. */
export function deliver(io: Io, file: number, { event, block }: Completion, owed: Owed): number {
  const { memory } = io.irps.memory;
  const copied = guarded(io, () => copyOut(io, owed));
  const status = copied === STATUS_SUCCESS ? owed.status : copied;
  giveBack(io, owed);
  guarded(io, () => {
    memory.writePointer(block + io.pointerBytes, owed.information);
    memory.writeUint32(block, status);
  });
  signalCompletion(io, file, event);
  return copied;
}

/** Sets the event of a request. */
export function signalCompletion(io: Io, file: number, event: number): void {
  io.parts.dispatcher.signal(eventOf(io, file, event), 1, IO_NO_INCREMENT);
  io.parts.dispatcher.finish(0);
}

/** Event that a request sets. */
export const eventOf = (io: Io, file: number, event: number): number =>
  event === 0 ? file + io.fileAt.Event : event;

/** A request counts as a reference to its file and to its event. */
export function countUses(io: Io, file: number, event: number, change: 1 | -1): void {
  const { objects } = io.parts.threads;
  objects.count(file, change);
  if (event !== 0) objects.count(event, change);
}
