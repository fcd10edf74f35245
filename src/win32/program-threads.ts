/** Threads that a program starts, as the routines of the Windows API see them. */
export interface ProgramThreads {
  /** Starts one at an address. */
  create(start: number, parameter: number): { readonly handle: number; readonly id: number };
  /** Ends the calling one. */
  exit(code: number): never;
  /** Exit code, or STILL_ACTIVE; null for what is no handle of a thread. */
  exitCode(handle: number): number | null;
}
