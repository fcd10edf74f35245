/** What the routines about the process, the machine and its time need. */
import type { Waiting, Waits } from '../contract/blocking.ts';
import type { Architecture, NTSTATUS } from '../contract/c-types.ts';
import type { WaitRequest } from '../contract/wait-request.ts';
import type { BreakpointServices } from '../seh/dbg-break-point.ts';
import type { ConditionVariables } from './condition-variables.ts';
import type { ProcessSettings } from './process-settings.ts';
import type { ProgramModules } from './program-modules.ts';
import type { ProgramObjects } from './program-objects.ts';
import type { ProgramThreads } from './program-threads.ts';
import type { TlsSlots } from './tls-slots.ts';
import type { ProgramApcs } from './user-apcs.ts';

/** Facts and controls of the calling process. */
export interface SystemServices extends BreakpointServices, Waits {
  /** Identifier of the process. */
  readonly processId: number;
  /** Identifier of the thread that calls. */
  threadId(): number;
  /** Simulated milliseconds since the boot. */
  milliseconds(): bigint;
  /** 100 ns units since the boot. */
  interruptTime(): bigint;
  /** 100 ns units since 1601. */
  systemTime(): bigint;
  /** Architecture of the machine, which may run a program for another one. */
  readonly nativeArchitecture: Architecture;
  /** Number of processors. */
  readonly processorCount: number;
  /** Modules of the process. */
  readonly modules: ProgramModules;
  /** What the program set for its process. */
  readonly settings: ProcessSettings;
  /** Threads that the program starts. */
  readonly threads: ProgramThreads;
  /** Objects that the program makes and waits for. */
  readonly objects: ProgramObjects;
  /** Functions that its threads are to call in alertable waits. */
  readonly apcs: ProgramApcs;
  /** Threads that own slim locks alone, by address of the lock. For reports: no part of a snapshot. */
  readonly lockOwners: Map<number, number>;
  /** Condition variables. */
  readonly conditions: ConditionVariables;
  /** Threads that wait for a wake by address, kept in the same way. */
  readonly addressWaits: ConditionVariables;
  /** Calls a function of the program. */
  call(address: number, args: readonly number[]): Waiting<unknown>;
  /** Slots for each thread. */
  readonly slots: TlsSlots;
  /** Waits. */
  block(request: WaitRequest): Waiting<boolean>;
  /** True when another thread could run now. */
  othersAreReady(): boolean;
  /** Lets a thread run that was released and is to run first. */
  released(): void;
  /** Shows text to a debugger. */
  debugPrint(text: string): void;
  /**
   * Lets the calling thread sleep.
   * @param milliseconds INFINITE for no limit
   * @returns STATUS_SUCCESS, or STATUS_USER_APC
   */
  sleep(routine: string, milliseconds: number, alertable: boolean): Waiting<NTSTATUS>;
  /** Ends the process; nothing of it runs any more. */
  exit(code: number): never;
}
