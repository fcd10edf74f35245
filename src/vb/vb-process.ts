/** What Visual Basic needs of a process. */
import type { Architecture } from '../contract/c-types.ts';
import type { ModuleExports } from '../contract/exports.ts';
import type { Memory } from '../memory/memory.ts';

/** A process of 32 bits, as nt.startProcess gives it. */
export interface VbProcess extends ModuleExports {
  /** Image name. */
  readonly name: string;
  /** Must be x86. */
  readonly arch: Architecture;
  /** Simulated memory as the program sees it. */
  readonly memory: Memory;
}
