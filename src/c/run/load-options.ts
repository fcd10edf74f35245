/** What a program is loaded with. */
import type { Contract } from '../../contract/contract.ts';
import type { Machine } from '../../kernel/machine.ts';
import type { Trap } from '../../kernel/processor-trap.ts';
import type { Process } from '../../kernel/records.ts';
import type { AccessRules } from '../../verifier/access-rules.ts';
import type { RuntimeFunction } from '../runtime/runtime-function.ts';

/** What a program is loaded with. */
export interface LoadOptions {
  readonly machine: Machine;
  /** Process that it is the program of; null for a driver. */
  readonly process: Process | null;
  /** Module name of its code. */
  readonly module: string;
  /** A declared routine that code of this mode may call, by name. */
  routine(name: string): ((...args: never[]) => unknown) | undefined;
  /** Its generator form, for one that may wait. */
  waiting(name: string): ((...args: never[]) => unknown) | undefined;
  /** Its declaration. */
  contract(name: string): Contract | undefined;
  /** A function of the C library. */
  runtime(name: string): RuntimeFunction | undefined;
  /** All functions of the C library that a program may have. */
  readonly library: readonly RuntimeFunction[];
  /** Address of a variable that the system exports, by name. */
  variable(name: string): number | undefined;
  readonly trap: Trap;
  /** Shadow memory of the machine, for a program whose accesses are checked; made when it is asked for. */
  rules(): AccessRules;
  /** What the program prints. */
  write(stream: 'stdout' | 'stderr', bytes: Uint8Array): void;
  /** Next line of its standard input, or null. */
  readLine(): Uint8Array | null;
  /** Turns of loops that it may take in all. */
  readonly maxSteps: number;
  /** False for a program that runs as JavaScript alone. */
  readonly webAssembly: boolean;
  /** True once it has run for too long; asked from time to time. */
  timeIsUp?(): boolean;
}
