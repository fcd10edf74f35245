/** Threads that a program starts, as the routines of the Windows API see them. */
export interface ProgramThreads {
  /** Starts one at an address; suspended, it runs when `resume` says so. Null when there is no memory. */
  create(
    start: number,
    parameter: number,
    suspended: boolean,
  ): { readonly handle: number; readonly id: number } | null;
  /** Lets a suspended one run: 1 if it was suspended, else 0; null for what is no handle of a thread. */
  resume(handle: number): number | null;
  /** Ends the calling one; the first one of a process ends with the last of them. */
  exit(code: number): never;
  /** Exit code, or STILL_ACTIVE; null for what is no handle of a thread. */
  exitCode(handle: number): number | null;
}
