/** `toHoldNoLocks()`: every lock was released. */
import { LOCKS, leftBy, showAll } from './left.ts';
import type { Matching, RunOnMachine, Verdict } from './subject.ts';

/**
 * No spin lock, mutex, resource, push lock or remove lock is held.
 * @param received a function that is run on the machine of the test or on `on`: the locks that it leaves held count; a
 *   machine, or a driver that stands on one: all count
 */
export function toHoldNoLocks(this: Matching, received: unknown, options: RunOnMachine = {}): Verdict {
  const held = leftBy(this, 'toHoldNoLocks', received, options).filter(({ kind }) => LOCKS.has(kind));
  return {
    pass: held.length === 0,
    message: () =>
      held.length === 0
        ? 'expected a lock to be held, but none is'
        : `expected no lock to be held:${showAll(held)}`,
  };
}
