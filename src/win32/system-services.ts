/** What the routines about the process, the machine and its time need. */
import type { BreakpointServices } from '../seh/dbg-break-point.ts';

/** Facts and controls of the calling process. */
export interface SystemServices extends BreakpointServices {
  /** Identifier of the process. */
  readonly processId: number;
  /** Identifier of the thread that calls. */
  threadId(): number;
  /** Simulated milliseconds since the boot. */
  milliseconds(): bigint;
  /** Ends the process; nothing of it runs any more. */
  exit(code: number): never;
}
