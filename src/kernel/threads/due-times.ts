/** Times at which something is due: a timer of the clock, or the timeout of a thread that waits. */
import type { Clock } from '../clock/clock.ts';
import type { Thread } from '../records.ts';

/** The next of them; null when nothing ever is. */
export function nextDue(clock: Clock, threads: Iterable<Thread>): bigint | null {
  const due = [clock.next() ?? undefined, ...timeoutsOf(threads)].filter((time) => time !== undefined);
  return due.length === 0 ? null : due.reduce(earlier);
}

/** The next of them that is still to come, `target` when there is none before it. */
export function nextDueBefore(clock: Clock, threads: Iterable<Thread>, target: bigint): bigint {
  const due = [clock.next() ?? target, ...timeoutsOf(threads)].filter((time) => time !== undefined);
  return due.filter((time) => time > clock.now && time < target).reduce(earlier, target);
}

/** The timeout of a suspended thread lets nobody go on. */
const timeoutsOf = (threads: Iterable<Thread>): (bigint | undefined)[] =>
  [...threads].map(({ wait, suspendCount }) => (suspendCount > 0 ? undefined : wait?.due));

const earlier = (a: bigint, b: bigint): bigint => (b < a ? b : a);
