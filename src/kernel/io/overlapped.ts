/**
 * Requests that nobody waits for: a program goes on, and the results come later,
 * as an APC in the thread that asked. While such an IRP is on its way it counts
 * as a reference to its file and to its event.
 *
 * The event of the request is the program's, else that of the FILE_OBJECT.
 */
import { FO_SYNCHRONOUS_IO } from '../../contract/kernel-constants.generated.ts';
import { STATUS_NOT_FOUND, STATUS_PENDING, STATUS_SUCCESS } from '../../status/common.ts';
import { NT_ERROR } from '../../status/nt-success.ts';
import { sendIrp } from './call-driver.ts';
import { cancelIrp } from './cancel.ts';
import { topDevice } from './devices.ts';
import type { Io } from './io.ts';
import { giveBack } from './irp-buffers.ts';
import { type Completion, countUses, deliver, eventOf } from './overlapped-results.ts';

interface Results {
  readonly status: number;
  readonly information: number;
}

/** True for a file whose requests wait. */
export const isSynchronous = (io: Io, file: number): boolean =>
  (io.host.kernelMemory.readUint32(file + io.fileAt.Flags) & FO_SYNCHRONOUS_IO) !== 0;

/** Sends the IRP of a request. STATUS_PENDING when its results come later. */
export function* performOverlapped(
  io: Io,
  device: number,
  irp: number,
  { event, block }: Completion,
): Generator<unknown, Results, void> {
  const record = io.irps.live.get(irp);
  if (record === undefined) throw new TypeError('the IRP of a request is gone before it was sent');
  const { memory } = io.irps;
  const file = memory.readPointer(irp, 'Tail.Overlay.OriginalFileObject');
  memory.writePointer(irp, 'UserEvent', event);
  memory.writePointer(irp, 'UserIosb', block);
  countUses(io, file, event, 1);
  io.parts.dispatcher.headers.setState(eventOf(io, file, event), 0);
  const sent = sendIrp(io, topDevice(io, device), irp, 'IofCallDriver');
  const returned = typeof sent === 'number' ? sent : yield* sent;
  const { owed } = record;
  // What was marked pending ends by an APC, whatever the driver returned; what nobody completed stays.
  if (returned === STATUS_PENDING || owed === null || io.irps.live.get(irp) === record)
    return { status: returned, information: 0 };
  let status = returned;
  // The caller of a request that failed at once learns it from the call: block and event stay as they are.
  if (NT_ERROR(returned)) giveBack(io, owed);
  else {
    const copied = deliver(io, file, { event, block }, owed);
    if (copied !== STATUS_SUCCESS) status = copied;
  }
  countUses(io, file, event, -1);
  return { status, information: owed.information };
}

/** Which requests are to be cancelled. */
export interface CancelRequest {
  readonly file: number;
  /** Address of the status block of one of them; null for all. */
  readonly block: number | null;
  /** Identifier of the thread that made them; null for any. */
  readonly thread: number | null;
}

/** Cancels requests of a file that are on their way. STATUS_NOT_FOUND when there is none. */
export function cancelRequests(io: Io, { file, block, thread }: CancelRequest): number {
  const { memory, live } = io.irps;
  const meant = [...live]
    .filter(([, record]) => record.kind === 'overlapped' && (thread === null || record.thread === thread))
    .map(([irp]) => irp)
    .filter((irp) => memory.readPointer(irp, 'Tail.Overlay.OriginalFileObject') === file)
    .filter((irp) => block === null || memory.readPointer(irp, 'UserIosb') === block);
  // The routine of one may complete another.
  for (const irp of meant) if (live.has(irp)) cancelIrp(io, irp, 'NtCancelIoFile');
  return meant.length > 0 ? STATUS_SUCCESS : STATUS_NOT_FOUND;
}
