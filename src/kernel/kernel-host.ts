/**
 * The machine as the parts of the kernel see it. machine.ts imports every
 * part, so no part can import the machine: each says with
 * `Pick<KernelHost, …>` what it takes from there.
 */
import type { Contract } from '../contract/contract.ts';
import type { Callback } from '../contract/kernel-types.ts';
import type { BlockOwners, CodeStackNumbers } from '../heap/block-owners.ts';
import type { Fault, MachinePorts, Violation } from '../machine/ports.ts';
import type { Stop } from '../machine/stop.ts';
import type { Memory } from '../memory/memory.ts';
import type { Region } from '../memory/region.ts';
import type { Seh } from '../seh/seh.ts';
import type { ExceptionHandlers } from '../seh/vectored.ts';
import type { CodeEntry } from './code-entry.ts';
import type { DoorHost } from './door.ts';
import type { Settings } from './options.ts';
import type { Process, Processor, Thread } from './records.ts';

/** Why the last call failed, for tests (*ours*, BEHAVIOUR-DECISIONS 5). */
export interface Failure {
  /** Documented status. */
  readonly status: number;
  /** Routine that failed. */
  readonly routine: string;
}

/** What the report of a bug check says beside its code and parameters. */
export interface BugCheckReason {
  /** The rule that was broken. */
  readonly rule: string;
  /** Page on which it stands; left out: that of the bug check. */
  readonly page?: string | null;
  /** How to mend it, in one sentence. */
  readonly fix: string;
  /** Further lines. */
  readonly details?: readonly string[];
  /** Where code and parameters come from; documented when left out. */
  readonly provenance?: Contract['maxIrql']['source'] | 'documented' | 'observed' | 'reimplemented' | 'ours';
}

/** What the parts of the kernel may use of the machine. */
export interface KernelHost extends MachinePorts, DoorHost {
  readonly architecture: MachinePorts['architecture'];
  readonly settings: Settings;
  readonly seh: Seh;
  readonly processors: readonly Processor[];
  /** The live list: `ProcessTable` adds to it. */
  readonly processes: Process[];
  /** The System process: kernel-mode code runs in it unless another is current. */
  readonly system: Process;
  /** Processor whose code runs now. */
  readonly processor: Processor;
  /** Thread that runs on it. */
  readonly thread: Thread;
  /** Process of that thread, or the one it is attached to. */
  readonly process: Process;
  /** True while the current thread runs kernel-mode code. */
  readonly inKernelMode: boolean;
  /** Memory as driver code sees it. */
  readonly driverMemory: Memory;
  /** Memory as the kernel sees it for its caller. */
  readonly kernelMemory: Memory;
  /** Where kernel-range memory lies. */
  readonly memory: { readonly kernelRegion: Region };
  /** Global flags of the machine. */
  readonly globalFlags: number;
  /** How the machine halted, or null while it runs. */
  readonly stop: Stop | null;
  irql(): number;
  /** Sets the level of the current processor and what depends on it. The move was allowed before. */
  setIrql(level: number): void;
  /** Makes another thread the one that runs on the current processor. */
  switchTo(thread: Thread): void;
  /** Recomputes every gate: after a halt, a switch, a listener or an observer. */
  updateGates(): void;
  /** A fresh identifier: a multiple of 4. */
  newId(): number;
  /** True for an identifier that `newId` gave. */
  wasId(id: number): boolean;
  /** Adds a thread to a process. */
  newThread(process: Process, name?: string): Thread;
  /** Vectored handlers and top-level filter of a process. */
  handlersOf(process: Process): ExceptionHandlers;
  /** Decides about a fault: an exception that a filter may answer, or a bug check. */
  fault(fault: Fault): void;
  /** Stops the machine with a bug check. */
  bugCheck(code: number, parameters: readonly number[], about: BugCheckReason): never;
  /** Stops the machine: an instruction fails again each time a filter continues it. */
  tooManyFaults(what: string): never;
  /** What becomes of something that leaves the code of a thread. */
  leavingThread(thrown: unknown): unknown;
  /** Stops the machine: something goes on without end. */
  stepLimit(what: string, message: string): never;
  violation(violation: Violation, contract?: Contract): void;
  /** Address of the routine that runs, or of the TypeScript program when none does. */
  callerAddress(except?: ReadonlySet<string>): number;
  /** Address of the C code that runs; 0 when none does. */
  codeAddress(): number;
  /** C code that runs on the current thread, innermost last. */
  readonly codeStack: CodeEntry[];
  /** Call stacks of C code by number. */
  readonly codeStacks: CodeStackNumbers;
  /** Who allocated the blocks of heaps of kernel-mode code. */
  readonly kernelBlockOwners: BlockOwners;
  /** The call stack as reports show it, innermost first. */
  stackText(): readonly string[];
  /** Number of the call stack of C code that calls a routine: the same for the same stack. 0 when no C code runs. */
  codePath(routine: string): number;
  /** Address of a callback: the address itself, or the one that a TypeScript function gets and keeps. */
  callbackAddress(callback: Callback): number;
  /** Calls the function at an address. An address that is none faults as executing it would. */
  callAddress(address: number, args: readonly unknown[]): unknown;
  /** The same for a caller that runs generators: gives one where the code has that form. */
  callSteps(address: number, args: readonly unknown[]): unknown;
  /** Address of the routine that was entered last: the kernel's accesses are made there. */
  kernelAddress(): number;
  /** Runs guest code that a routine calls: no snapshot is legal in it. */
  asCallback<T>(block: () => T): T;
}
