/** `toReturnStatus(status)`: what a routine, a request or a DriverEntry returned. */
import { formatNtStatus } from '../index.ts';
import { type StatusLike, showOutcome, statusValue } from './show.ts';
import { isOutcome, type Matching, outcomeFor, type RunOn, type Verdict, wrongSubject } from './subject.ts';

/**
 * The status was returned.
 * @param received a status; a function that returns one, which is run on the machine of the test or on `on`; an
 *   outcome; what has a `status`: a driver, an open device, the result of a request
 */
export function toReturnStatus(
  this: Matching,
  received: unknown,
  status: StatusLike,
  options: RunOn = {},
): Verdict {
  const wanted = statusValue('toReturnStatus', status);
  const { actual, text } = returned(this, received, options);
  const pass = actual === wanted;
  return {
    pass,
    message: () =>
      pass
        ? `expected a status other than ${formatNtStatus(wanted)}`
        : `expected ${formatNtStatus(wanted)} to be returned, but it ${text}`,
  };
}

/** The status that was returned, unsigned, or null when something else happened. */
function returned(
  matching: Matching,
  received: unknown,
  options: RunOn,
): { readonly actual: number | null; readonly text: string } {
  if (typeof received === 'number') return ofValue(received);
  if (typeof received !== 'function' && !isOutcome(received)) return ofValue(statusIn(received));
  const outcome = outcomeFor(matching, 'toReturnStatus', received, options);
  if (outcome.kind !== 'returned') return { actual: null, text: showOutcome(outcome) };
  const { value } = outcome;
  return ofValue(typeof value === 'number' ? value : statusIn(value));
}

function ofValue(value: number): { readonly actual: number; readonly text: string } {
  const actual = statusValue('toReturnStatus', value);
  return { actual, text: `returned ${formatNtStatus(actual)}` };
}

function statusIn(received: unknown): number {
  const status =
    typeof received === 'object' && received !== null
      ? (received as { readonly status?: unknown }).status
      : undefined;
  if (typeof status === 'number') return status;
  throw wrongSubject(
    'toReturnStatus',
    received,
    'a status, a function that returns one, an outcome, or what has a `status`: a driver, an open device, the result of a request',
  );
}
