/** Structures of the Windows API at run time, for `out()`. Each is a value and, under the same name, a type. */
import type * as w from '../contract/win32-types.ts';
import type { CType } from '../machine/out.ts';

/** One piece of a heap: `out(PROCESS_HEAP_ENTRY)`, which starts a walk. */
export const PROCESS_HEAP_ENTRY: CType<w.PROCESS_HEAP_ENTRY> = {
  name: 'PROCESS_HEAP_ENTRY',
  initial: { lpData: 0, cbData: 0, cbOverhead: 0, iRegionIndex: 0, wFlags: 0 },
};
/** One piece of a heap. */
export type PROCESS_HEAP_ENTRY = w.PROCESS_HEAP_ENTRY;

/** Sizes of a heap: `out(HEAP_SUMMARY, { ...HEAP_SUMMARY.initial, cb })`. */
export const HEAP_SUMMARY: CType<w.HEAP_SUMMARY> = {
  name: 'HEAP_SUMMARY',
  initial: { cb: 0, cbAllocated: 0, cbCommitted: 0, cbReserved: 0, cbMaxReserve: 0 },
};
/** Sizes of a heap. */
export type HEAP_SUMMARY = w.HEAP_SUMMARY;
