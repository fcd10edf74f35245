/** The outcomes of a block of guest code, as data (DESIGN idea 3). */
import type { EXCEPTION_RECORD } from './contract/c-types.ts';
import {
  BugCheck,
  type BugCheckData,
  isStop,
  type Stopped,
  type StopReason,
  type WaitingThread,
} from './machine/stop.ts';
import type { Seh } from './seh/seh.ts';

/** The block returned. */
export interface ReturnedOutcome<T> {
  readonly kind: 'returned';
  /** What it returned. */
  readonly value: T;
}
/** An exception left the block: nobody inside handled it. */
export interface RaisedOutcome {
  readonly kind: 'raised';
  /** The exception. */
  readonly record: EXCEPTION_RECORD;
}
/** The machine halted with a bug check. */
export interface BugCheckOutcome extends BugCheckData {
  readonly kind: 'bugcheck';
  /** The report as it is printed. */
  readonly report: string;
}
/** The machine stopped without a bug check, or the process ended. */
export interface StoppedOutcome {
  readonly kind: 'stopped';
  /** Why. */
  readonly reason: StopReason;
  /** The routine or feature, process or wait concerned. */
  readonly what: string;
  /** Text for people; it may change. */
  readonly message: string;
  /** Exit code of the process for `process-exit`, else null. */
  readonly exitCode: number | null;
  /** The unhandled exception that ended the process, else null. */
  readonly record: EXCEPTION_RECORD | null;
  /** For `deadlock`: the threads that wait for each other, each for the next. */
  readonly cycle: readonly WaitingThread[];
  /** What the system found when it ended a process (damage of a heap); none when the program ended itself. */
  readonly details: readonly string[];
}

/** What became of a block. A JavaScript error is not among them: it is thrown on. */
export type Outcome<T> = ReturnedOutcome<T> | RaisedOutcome | BugCheckOutcome | StoppedOutcome;

/** Runs a block and turns the first four outcomes into data. */
export function outcomeOf<T>(seh: Seh, block: () => T): Outcome<T> {
  try {
    const result = seh.catchAll(block);
    return 'record' in result
      ? { kind: 'raised', record: result.record }
      : { kind: 'returned', value: result.value };
  } catch (thrown) {
    return outcomeOfStop(thrown);
  }
}

/** What a bug check or a stop that was thrown comes to; throws on whatever else it is. */
export function outcomeOfStop(thrown: unknown): BugCheckOutcome | StoppedOutcome {
  if (!isStop(thrown)) throw thrown;
  if (thrown instanceof BugCheck) return { kind: 'bugcheck', ...thrown.data, report: thrown.message };
  return stoppedOutcome(thrown);
}

const stoppedOutcome = (stop: Stopped): StoppedOutcome => ({
  kind: 'stopped',
  reason: stop.reason,
  what: stop.what,
  message: stop.message,
  exitCode: stop.exitCode,
  record: stop.record,
  cycle: stop.cycle,
  details: stop.details,
});
