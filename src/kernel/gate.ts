/**
 * The one number that the door compares at each call.
 *
 * It is the level of the current processor while nothing else matters, and
 * ATTENTION when anything does: the machine has halted, the process has ended
 * or is not the current one, somebody listens to events or injects faults. So
 * the normal case of a call costs one compare.
 */

import type { Contract } from '../contract/contract.ts';

/** Above every level: the call takes the long way. */
export const ATTENTION = 255;

/** Gate of kernel-mode code or of one process. */
export class Gate {
  /** The routine that was entered last: what the kernel accesses now, it accesses for this one. */
  routine: Contract | null = null;
  /** Called when the gate leaves level 0: what stands in front of doors (`Routine.inFront`) must ask again. */
  onClose: (() => void) | null = null;
  #level: number;

  constructor(level: number) {
    this.#level = level;
  }

  get level(): number {
    return this.#level;
  }

  set level(level: number) {
    this.#level = level;
    if (level !== 0 && this.onClose !== null) this.onClose();
  }
}
