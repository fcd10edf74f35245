/** Calls an exception handler or top-level filter that lies at a simulated address: it gets EXCEPTION_POINTERS in memory. */
import type { EXCEPTION_RECORD, PVOID } from '../contract/c-types.ts';
import { PAGE_READWRITE } from '../memory/constants.ts';
import { writeExceptionPointers } from '../seh/vectored-record.ts';
import type { Process } from './records.ts';

/** What the call needs from the machine. */
export interface CallbackHost {
  readonly process: Process;
  callAddress(address: number, args: readonly number[]): unknown;
  notModelled(what: string): never;
}

const NO_PAGE = 'an exception handler at an address, without memory for its EXCEPTION_POINTERS';

/**
 * Calls a function with the address of an EXCEPTION_POINTERS, which is good until it returns. What it writes
 * into the record is not read back (*ours*). Windows has it on the stack of the thread, which is committed already:
 * where no page is left for ours, it is not modelled what comes then.
 */
export function callExceptionHandler(
  machine: CallbackHost,
  handler: PVOID,
  record: EXCEPTION_RECORD,
): unknown {
  const { space, architecture, systemMemory } = machine.process;
  const region = space.user ?? space.kernel;
  const page = region.reserve(4096, PAGE_READWRITE);
  if (page === null) return machine.notModelled(NO_PAGE);
  if (region.commit(page, 4096, PAGE_READWRITE) !== 0) {
    region.release(page);
    return machine.notModelled(NO_PAGE);
  }
  try {
    writeExceptionPointers(systemMemory, architecture, page, record);
    return machine.callAddress(handler, [page]);
  } finally {
    region.release(page);
  }
}
