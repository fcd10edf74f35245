/** Buffers of an IRP at its end: what was read goes to the caller, what the system had goes back. */
import {
  IRP_BUFFERED_IO,
  IRP_DEALLOCATE_BUFFER,
  IRP_INPUT_OPERATION,
} from '../../contract/kernel-constants.generated.ts';
import { NT_ERROR } from '../../status/nt-success.ts';
import type { Io } from './io.ts';
import type { Owed } from './irps.ts';

/**
 * Buffered I/O: the bytes that IoStatus.Information counts go from the system's buffer to the caller's. Not after
 * an error: severity 3. As many as the driver says, whether or not there are so many.
 */
export function copyOut(io: Io, owed: Owed): void {
  const { information, systemBuffer, userBuffer } = owed;
  if (isCopiedOut(owed)) io.irps.memory.memory.copy(userBuffer, systemBuffer, information);
}

/** Whoever watches over blocks hears what the driver hands out, while the driver is still to blame. */
export function tellHandedOut(io: Io, owed: Owed): void {
  if (isCopiedOut(owed)) io.host.events.blocks?.handedOut(owed.systemBuffer, owed.information);
}

/** Whether bytes of the system's buffer go to the caller. */
function isCopiedOut({ flags, status, information }: Owed): boolean {
  const wanted = IRP_BUFFERED_IO | IRP_INPUT_OPERATION;
  return (flags & wanted) === wanted && !NT_ERROR(status) && information > 0;
}

/** Gives the buffer of the system and the MDLs back. */
export function giveBack(io: Io, { flags, systemBuffer, mdl }: Owed): void {
  if ((flags & IRP_DEALLOCATE_BUFFER) !== 0 && systemBuffer !== 0)
    io.blocks.free(systemBuffer, 'IofCompleteRequest');
  io.mdls.endChain(mdl);
}
