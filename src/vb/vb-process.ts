/** What Visual Basic needs of a process. */
import type { Architecture } from '../contract/c-types.ts';
import type { ModuleExports } from '../contract/exports.ts';
import type { Memory } from '../memory/memory.ts';

/** A process of 32 bits, as nt.startProcess gives it. */
export interface VbProcess extends ModuleExports {
  readonly name: string;
  readonly arch: Architecture;
  readonly memory: Memory;
}
