/** What a matcher is given: a function that it runs, an outcome, a machine or what stands on one. */
import type { MatcherState } from 'vitest';
import { BugCheck, isStop, type Nt, type Outcome, type Stop, type Stopped } from '../index.ts';
import { machineOfTest } from './machine-of-test.ts';

/** A function that a matcher runs. */
export type Block = () => unknown;

/** Where a matcher runs a function. */
export interface RunOn {
  /** Machine, or process, on which the function runs; that of the test's fixture when left out. */
  readonly on?: Pick<Nt, 'outcome'>;
}

/** The same, where the machine is looked at before and afterwards. */
export interface RunOnMachine {
  /** Machine on which the function runs; that of the test's fixture when left out. */
  readonly on?: Nt;
}

/** What a matcher says. */
export interface Verdict {
  /** Whether the subject is as the matcher's name says. */
  readonly pass: boolean;
  /** Why it failed: for the matcher as written, with `.not` when it passed. */
  message(): string;
}

/** What a matcher is told about the test by vitest. */
export type Matching = Pick<MatcherState, 'task' | 'isNot'>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** True for what `boot()` returns. */
export const isMachine = (value: unknown): value is Nt =>
  isObject(value) && typeof value['inventory'] === 'function' && typeof value['outcome'] === 'function';

/** True for what `nt.outcome` returns. */
export const isOutcome = (value: unknown): value is Outcome<unknown> => {
  if (!isObject(value)) return false;
  const { kind } = value;
  return (
    (kind === 'returned' && 'value' in value) ||
    (kind === 'raised' && 'record' in value) ||
    (kind === 'bugcheck' && 'parameters' in value) ||
    (kind === 'stopped' && 'reason' in value)
  );
};

/** The machine that is given, or on which what is given stands: a machine, a driver, a loaded program. */
export function machineIn(value: unknown): Nt | null {
  if (isMachine(value)) return value;
  return isObject(value) && isMachine(value['nt']) ? value['nt'] : null;
}

/** The machine for a function. Throws TypeError when nobody says which. */
export function machineFor(matching: Matching, matcher: string, on: Nt | undefined): Nt {
  const nt = on ?? machineOfTest(matching.task)?.nt;
  if (nt === undefined) throw new TypeError(noMachine(matcher));
  return nt;
}

const noMachine = (matcher: string): string =>
  `${matcher}: nobody says on which machine the function runs. Take \`nt\` from the test of irqlab/vitest, or pass the machine: ${matcher}(…, { on: nt })`;

/** What became of a function on a machine, of a program, or of what was recorded. Throws TypeError for anything else. */
export function outcomeFor(
  matching: Matching,
  matcher: string,
  subject: unknown,
  { on }: RunOn,
): Outcome<unknown> {
  const given = isObject(subject) && isOutcome(subject['outcome']) ? subject['outcome'] : subject;
  if (isOutcome(given)) return noted(matching, given);
  if (typeof given !== 'function') throw wrongSubject(matcher, subject, OUTCOME_SUBJECTS);
  const machine = on ?? machineOfTest(matching.task)?.nt;
  if (machine === undefined) throw new TypeError(noMachine(matcher));
  return noted(
    matching,
    machine.outcome(() => refusePromise(matcher, (given as Block)())),
  );
}

/** As `outcomeFor`, with nothing around the function: an exception that it lets out becomes the bug check that it is. */
export function outcomeAlone(matching: Matching, matcher: string, subject: unknown): Outcome<unknown> {
  if (typeof subject !== 'function') return outcomeFor(matching, matcher, subject, {});
  try {
    return { kind: 'returned', value: refusePromise(matcher, (subject as Block)()) };
  } catch (thrown) {
    if (!isStop(thrown)) throw thrown;
    return noted(matching, outcomeOfStop(thrown));
  }
}

const OUTCOME_SUBJECTS = 'a function that it runs, an outcome (`nt.outcome(…)`), or the result of a program';

/** What to say of a subject that a matcher cannot take. */
export function wrongSubject(matcher: string, subject: unknown, wanted: string): TypeError {
  const given =
    subject === null
      ? 'null'
      : isObject(subject)
        ? (subject.constructor?.name ?? 'an object')
        : typeof subject;
  return new TypeError(`${matcher}: expect() was given ${given}; give it ${wanted}`);
}

/** A function that is asynchronous has not run when it returns. */
export function refusePromise<T>(matcher: string, value: T): T {
  if (isObject(value) && typeof value['then'] === 'function')
    throw new TypeError(`${matcher}: the function returned a promise; simulated code runs at once`);
  return value;
}

function outcomeOfStop(stop: Stop): Outcome<unknown> {
  if (stop instanceof BugCheck) return { kind: 'bugcheck', ...stop.data, report: stop.message };
  const { reason, what, message, exitCode, record, cycle, details } = stop as Stopped;
  return { kind: 'stopped', reason, what, message, exitCode, record, cycle, details };
}

/** A halt that a matcher looked at is no surprise at the end of the test. */
function noted(matching: Matching, outcome: Outcome<unknown>): Outcome<unknown> {
  const text = haltOf(outcome);
  if (text !== null) machineOfTest(matching.task)?.seen.add(text);
  return outcome;
}

/** The report of a bug check or a stop, null for what halts nothing. */
export function haltOf(outcome: Outcome<unknown>): string | null {
  if (outcome.kind === 'bugcheck') return outcome.report;
  return outcome.kind === 'stopped' && outcome.reason !== 'process-exit' ? outcome.message : null;
}
