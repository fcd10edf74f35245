/** Semaphores: a count, and a limit that it never exceeds. */
import { structure } from '../../contract/structure.ts';
import { STATUS_SEMAPHORE_LIMIT_EXCEEDED } from '../../status/common.ts';
import type { Dispatcher } from './dispatcher.ts';
import { objectTypes } from './objects.ts';

const limitAt = ({ architecture }: Dispatcher, semaphore: number): number =>
  semaphore + structure(architecture, 'KSEMAPHORE').at.Limit;

/** The count that a semaphore never exceeds. */
export const semaphoreLimit = (dispatcher: Dispatcher, semaphore: number): number =>
  dispatcher.memory.readInt32(limitAt(dispatcher, semaphore));

/** Fills a semaphore in. */
export function initializeSemaphore(
  dispatcher: Dispatcher,
  semaphore: number,
  count: number,
  limit: number,
): void {
  const { headers, memory } = dispatcher;
  headers.initialize(semaphore, objectTypes.semaphore, headers.size('KSEMAPHORE'), count);
  memory.writeInt32(limitAt(dispatcher, semaphore), limit);
}

/**
 * Adds to the count and releases as many waiters. Raises when the count would exceed the limit, or would go down.
 * @returns the count before
 */
export function releaseSemaphore(
  dispatcher: Dispatcher,
  semaphore: number,
  adjustment: number,
  increment: number,
): number {
  const { headers } = dispatcher;
  const before = headers.state(semaphore);
  const after = before + adjustment;
  if (adjustment < 0 || after > semaphoreLimit(dispatcher, semaphore)) {
    limitExceeded(dispatcher);
    return before;
  }
  return dispatcher.signal(semaphore, after, increment);
}

/** Raises STATUS_SEMAPHORE_LIMIT_EXCEEDED. */
export const limitExceeded = (dispatcher: Dispatcher): void =>
  dispatcher.raise(STATUS_SEMAPHORE_LIMIT_EXCEEDED);
