/**
 * The outcomes that halt: a bug check, or a stop of the simulation.
 *
 * Both are typed data first. They extend Error because they end a program and
 * their message is for people; what unwinds a guest exception never does
 * (src/seh/unwind.ts).
 */
import type { EXCEPTION_RECORD } from '../contract/c-types.ts';
import type { Provenance } from '../contract/contract.ts';

/** Four parameters of a bug check. */
export type BugCheckParameters = readonly [number, number, number, number];

/** Everything known about a bug check. */
export interface BugCheckData {
  /** Code, for example 0xC4. */
  readonly code: number;
  /** Name, for example DRIVER_VERIFIER_DETECTED_VIOLATION. */
  readonly name: string;
  /** The four parameters, as signed canonical numbers. */
  readonly parameters: BugCheckParameters;
  /** Meaning of each parameter, in order. */
  readonly meanings: readonly [string, string, string, string];
  /** The rule that was broken, for example `RtlAllocateHeap: IRQL < DISPATCH_LEVEL`. */
  readonly rule: string;
  /** Page on which the rule stands, or null when it is *ours*. */
  readonly page: string | null;
  /** Where code and parameters come from. */
  readonly provenance: Provenance;
  /** How to mend it, in one sentence. */
  readonly fix: string;
  /** Level of the processor at the stop. */
  readonly irql: number;
  /** Number of the processor. */
  readonly processor: number;
  /** Identifier of the current thread. */
  readonly thread: number;
  /** Identifier and name of the current process. */
  readonly process: { readonly id: number; readonly name: string };
  /** Call stack, innermost first, as `module!Function+0x1c`. */
  readonly callStack: readonly string[];
  /** Further lines of the report: who allocated the block, what was found. */
  readonly details: readonly string[];
}

/** The machine halted with a bug check. No guest code ran afterwards. */
export class BugCheck extends Error {
  readonly kind = 'bugcheck';
  /** Everything known about it. */
  readonly data: BugCheckData;
  constructor(data: BugCheckData, report: string) {
    super(report);
    this.name = 'BugCheck';
    this.data = data;
  }
}

/** Why a simulation stopped without a bug check. */
export type StopReason = 'not-modelled' | 'step-limit' | 'deadlock' | 'process-exit' | 'fault-limit';

/** A thread that waits, as a deadlock names it. */
export interface WaitingThread {
  /** Identifier of the thread. */
  readonly thread: number;
  /** Routine that it waits in. */
  readonly routine: string;
  /** What it waits for, in words. */
  readonly what: string;
  /** Address of that; 0 when it has none. */
  readonly object: number;
  /** Identifier of the thread that would have to give it up; null when any thread may end the wait. */
  readonly owner: number | null;
  /** Where its C code stands, as `driver!Work+0x1c [driver.c @ 42]`; null for a thread that is not in C code. */
  readonly at: string | null;
}

/** The machine (or, for `process-exit`, one process) stopped without a bug check. */
export class Stopped extends Error {
  readonly kind = 'stopped';
  /** Why. */
  readonly reason: StopReason;
  /** The routine or feature, the process, or the wait concerned. */
  readonly what: string;
  /** Exit code of the process for `process-exit`, else null. */
  readonly exitCode: number | null;
  /** The unhandled exception that ended a process, else null. */
  readonly record: EXCEPTION_RECORD | null;
  /**
   * For a deadlock: the threads that wait for each other in a cycle, each for the next. Without a cycle, those on the
   * way from the thread that waits to the one whose wait nobody can end.
   */
  readonly cycle: readonly WaitingThread[];
  /** What the system found when it ended a process (damage of a heap); none when the program ended itself. */
  readonly details: readonly string[];
  constructor(
    reason: StopReason,
    what: string,
    message: string,
    more: {
      exitCode?: number;
      record?: EXCEPTION_RECORD;
      cycle?: readonly WaitingThread[];
      details?: readonly string[];
    } = {},
  ) {
    super(message);
    this.name = 'Stopped';
    this.reason = reason;
    this.what = what;
    this.exitCode = more.exitCode ?? null;
    this.record = more.record ?? null;
    this.cycle = more.cycle ?? [];
    this.details = more.details ?? [];
  }
}

/** Something was used that irqlab does not model. Never a quiet success. */
export class NotModelled extends Stopped {
  /** Page that describes it, or null. */
  readonly page: string | null;
  constructor(what: string, page: string | null = null) {
    super(
      'not-modelled',
      what,
      `${what} is not modelled by irqlab${page === null ? '' : ` (page: ${page})`}. docs/limits.md lists what is not.`,
    );
    this.name = 'NotModelled';
    this.page = page;
  }
}

/** What halts. */
export type Stop = BugCheck | Stopped;

/** True for a bug check or a stop, false for anything else that was thrown. */
export const isStop = (thrown: unknown): thrown is Stop =>
  thrown instanceof BugCheck || thrown instanceof Stopped;

/**
 * The end of the thread that runs (PsTerminateSystemThread), on its way out of the thread's code. No Error and no
 * exception: no filter, handler or finally block of the guest meets it.
 */
export class ThreadExit {
  /** Status that the thread ends with. */
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

/** True for what ends code without running its finally blocks: a stop, or the end of a thread. */
export const endsCode = (thrown: unknown): thrown is Stop | ThreadExit =>
  isStop(thrown) || thrown instanceof ThreadExit;
