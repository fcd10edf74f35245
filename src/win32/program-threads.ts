import type { Waiting } from '../contract/blocking.ts';

/** Threads that a program starts, as the routines of the Windows API see them. */
export interface ProgramThreads {
  /** Starts one at an address; suspended, it runs when `resume` says so. Null when there is no memory. */
  create(
    start: number,
    parameter: number,
    suspended: boolean,
  ): { readonly handle: number; readonly id: number } | null;
  /** Suspends one once more: how often it was before; null for what is no handle of a thread. At `most` nothing changes. */
  suspend(handle: number, most: number): number | null;
  /** Waits while the calling one is suspended. */
  whileSuspended(): Waiting<void>;
  /** Identifier; null for what is no handle of a thread. */
  id(handle: number): number | null;
  /** Base priority; null for what is no handle of a thread. */
  priority(handle: number): number | null;
  /** Sets it; false for what is no handle of a thread. */
  setPriority(handle: number, priority: number): boolean;
  /** Takes one suspension back: how many there were; null for what is no handle of a thread. */
  resume(handle: number): number | null;
  /** Ends the calling one; the first one of a process ends with the last of them. */
  exit(code: number): never;
  /** Exit code, or STILL_ACTIVE; null for what is no handle of a thread. */
  exitCode(handle: number): number | null;
}
