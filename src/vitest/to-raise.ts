/** `toRaise(status)`: an exception left the code. */
import { formatNtStatus, type Outcome } from '../index.ts';
import { type StatusLike, showOutcome, showRecord, statusValue } from './show.ts';
import { type Matching, outcomeFor, type RunOn, type Verdict } from './subject.ts';

/**
 * An exception with the status left the code, or ended the process that it ran in.
 * @param received a function that is run on the machine of the test or on `on`, an outcome, the result of a program
 * @param status left out: any exception
 */
export function toRaise(
  this: Matching,
  received: unknown,
  status?: StatusLike,
  options: RunOn = {},
): Verdict {
  const wanted = status === undefined ? null : statusValue('toRaise', status);
  const outcome = outcomeFor(this, 'toRaise', received, options);
  const record = raisedIn(outcome);
  const pass = record !== null && (wanted === null || record.ExceptionCode >>> 0 === wanted);
  const what = wanted === null ? 'an exception' : formatNtStatus(wanted);
  return {
    pass,
    message: () =>
      pass
        ? `expected ${what} not to leave the code, but it raised ${showRecord(record)}`
        : `expected ${what} to leave the code, but it ${showOutcome(outcome)}`,
  };
}

type Raised = Extract<Outcome<unknown>, { kind: 'raised' }>;

/** The exception that nobody inside handled, or null. */
function raisedIn(outcome: Outcome<unknown>): Raised['record'] | null {
  if (outcome.kind === 'raised') return outcome.record;
  return outcome.kind === 'stopped' && outcome.reason === 'process-exit' ? outcome.record : null;
}
