/** Calls an exception handler or top-level filter that lies at a simulated address: it gets EXCEPTION_POINTERS in memory. */
import type { EXCEPTION_RECORD, PVOID } from '../contract/c-types.ts';
import { PAGE_READWRITE } from '../memory/constants.ts';
import { writeExceptionPointers } from '../seh/vectored-record.ts';
import type { Process } from './records.ts';

/** What the call needs from the machine. */
export interface CallbackHost {
  readonly process: Process;
  callAddress(address: number, args: readonly number[]): unknown;
}

/**
 * Calls a function with the address of an EXCEPTION_POINTERS, which is good until it returns. What it writes
 * into the record is not read back (*ours*).
 */
export function callExceptionHandler(
  machine: CallbackHost,
  handler: PVOID,
  record: EXCEPTION_RECORD,
): unknown {
  const { space, architecture, systemMemory } = machine.process;
  const region = space.user ?? space.kernel;
  const page = region.reserve(4096, PAGE_READWRITE);
  if (page === null || region.commit(page, 4096, PAGE_READWRITE) !== 0) {
    throw new RangeError('there is no page left for the arguments of an exception handler');
  }
  try {
    writeExceptionPointers(systemMemory, architecture, page, record);
    return machine.callAddress(handler, [page]);
  } finally {
    region.release(page);
  }
}
