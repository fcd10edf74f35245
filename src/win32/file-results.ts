/** What the file routines make of the result of a request. */
import type { Waiting } from '../contract/blocking.ts';
import type { Out } from '../contract/c-types.ts';
import { STATUS_END_OF_FILE, STATUS_PENDING } from '../status/common.ts';
import { NT_SUCCESS } from '../status/nt-success.ts';
import type { FileResult } from './file-services.ts';
import { failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** Where the number of bytes goes. */
export type CountTarget = number | Out<number>;

/** Whether a request is over, and nothing of it is left to wait for. */
export const isResult = (sent: FileResult | Waiting<FileResult>): sent is FileResult => 'status' in sent;

/** A read or a write: TRUE, or FALSE with a last error. The end of a file is a read of no bytes. */
export function transferred(
  services: Win32Services,
  target: CountTarget,
  { status, information }: FileResult,
  overlapped: number,
): 0 | 1 {
  if (overlapped !== 0) return begun(services, target, { status, information });
  const atEnd = status === STATUS_END_OF_FILE;
  services.files.store(target, atEnd || !NT_SUCCESS(status) ? 0 : information);
  return atEnd || NT_SUCCESS(status) ? 1 : failWith(services, status);
}

/** A control request: the number of bytes is there after a warning too, as with ERROR_MORE_DATA. */
export function controlled(
  services: Win32Services,
  target: CountTarget,
  { status, information }: FileResult,
  overlapped: number,
): 0 | 1 {
  if (overlapped !== 0) return begun(services, target, { status, information });
  const isError = status >>> 30 === 3;
  services.files.store(target, isError ? 0 : information);
  return NT_SUCCESS(status) ? 1 : failWith(services, status);
}

/** A request with an OVERLAPPED: FALSE with ERROR_IO_PENDING when its results come later. NULL takes no number. */
function begun(services: Win32Services, target: CountTarget, { status, information }: FileResult): 0 | 1 {
  const isOver = status !== STATUS_PENDING && status >>> 30 !== 3;
  if (target !== 0) services.files.store(target, isOver ? information : 0);
  return status !== STATUS_PENDING && NT_SUCCESS(status) ? 1 : failWith(services, status);
}
