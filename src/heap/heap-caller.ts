/**
 * On whose behalf the engine allocates: the routines of ntdll and of the
 * Windows API do the same work, but their pages name different statuses for a
 * failure.
 */
import { STATUS_ACCESS_VIOLATION, STATUS_BUFFER_TOO_SMALL, STATUS_NO_MEMORY } from '../status/common.ts';
import type { Finding } from './corruption.ts';

/** What a routine calls itself, and how it fails. */
export interface HeapCaller {
  /** Its name, for reports. */
  readonly routine: string;
  /** Status for a request above the limit of a heap that cannot grow. */
  readonly overThreshold: number;
  /** Status when the heap is found damaged and that ends nothing. */
  readonly damaged: (finding: Finding) => number;
  /** Whether a pointer that names no block is an exception where the call asks for exceptions. */
  readonly raisesMisuse: boolean;
}

/** A routine of ntdll: three statuses (S4-016 to S4-018), and nothing is raised for a wrong pointer (B-125). */
export const ntdllCaller = (routine: string): HeapCaller => ({
  routine,
  overThreshold: STATUS_BUFFER_TOO_SMALL,
  damaged: () => STATUS_ACCESS_VIOLATION,
  raisesMisuse: false,
});

/**
 * A routine of the Windows API: its page has two statuses and no third (S2-022),
 * and says that the nature of the damage decides which (S2-023). A free list
 * that leads nowhere is memory that is lost; any other damage is a header that
 * cannot be believed (*ours*, docs/decisions/0045-win32-heaps.md).
 */
export const win32Caller = (routine: string): HeapCaller => ({
  routine,
  overThreshold: STATUS_NO_MEMORY,
  damaged: (finding) =>
    finding === 'free-list' || finding === 'bad-link' ? STATUS_NO_MEMORY : STATUS_ACCESS_VIOLATION,
  raisesMisuse: true,
});
