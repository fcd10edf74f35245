/** Services of the memory routines: those that are part of their caller, and the exported ones. */
import type { Memory } from '../../memory/memory.ts';
import type { CallerCode } from '../caller-code.ts';

/** What they need. */
export interface RtlMemoryServices extends CallerCode {
  /** Memory as the exported routines see it: the kernel for a driver, ntdll for a program. */
  readonly kernelMemory: Memory;
}
