/** What the routines of this folder need from the machine or process they are bound to. */
import type { Architecture } from '../contract/c-types.ts';
import type { Seh } from './seh.ts';

/** Reads of simulated memory that a record in it needs; a bad address raises, as in C. */
export interface RecordMemory {
  readUint32(address: number): number;
  readPointer(address: number): number;
}

/** Services of the raising routines. */
export interface SehServices {
  readonly seh: Seh;
  readonly memory: RecordMemory;
  /** Pointer width of the process: the layout of a record in memory. */
  readonly architecture: Architecture;
  /** Address the current call returns to: ExceptionAddress of what it raises (E-019, E-020). */
  callerAddress(): number;
}
