/**
 * Slim reader/writer locks: everything is in the pointer that one is, as *ours* has it
 * (docs/decisions/0082-synchronisation-of-programs.md):
 *
 *     0 free · 1 owned by one thread · 16 n + 1 shared by n threads
 *
 * Who owns one alone is kept beside, for reports only: a thread that takes one twice waits for itself.
 */
import type { Waiting } from '../contract/blocking.ts';
import { EXCEPTION_NONCONTINUABLE } from '../seh/exception-constants.ts';
import { softwareException } from '../seh/exception-record.ts';
import { STATUS_RESOURCE_NOT_OWNED } from '../status/common.ts';
import type { Win32Services } from './win32-services.ts';

const FREE = 0;
const EXCLUSIVE = 1;
/** What one more thread that shares a lock adds. */
const SHARE = 16;

/** How a lock is taken. */
export type LockMode = 'exclusive' | 'shared';

const isShared = (state: number): boolean => state > EXCLUSIVE && state % SHARE === 1;

/** True when a lock in a state can be taken now. */
const isFree = (state: number, mode: LockMode): boolean =>
  state === FREE || (mode === 'shared' && isShared(state));

/** Takes a lock; false when another thread is in the way. */
export function tryAcquire(
  { heap, lockOwners, threadId }: Win32Services,
  lock: number,
  mode: LockMode,
): boolean {
  const { memory } = heap;
  const state = memory.readPointer(lock);
  if (!isFree(state, mode)) return false;
  if (mode === 'exclusive') {
    memory.writePointer(lock, EXCLUSIVE);
    lockOwners.set(lock, threadId());
  } else memory.writePointer(lock, state === FREE ? SHARE + 1 : state + SHARE);
  return true;
}

/** Takes a lock, and waits for it before. */
export function* acquire(
  services: Win32Services,
  routine: string,
  lock: number,
  mode: LockMode,
): Waiting<void> {
  const { lockOwners, heap } = services;
  const { memory } = heap;
  while (!tryAcquire(services, lock, mode)) {
    yield* services.block({
      routine,
      object: lock,
      what: 'a slim reader/writer lock',
      owner: () => lockOwners.get(lock) ?? null,
      // Memory that is gone ends the wait: the next look at it faults.
      ready: () => memory.probe(lock, 1, 'read') !== null || isFree(memory.readPointer(lock), mode),
    });
  }
}

/** Gives a lock back; raises where it is not held so. */
export function release(services: Win32Services, lock: number, mode: LockMode): void {
  const { memory } = services.heap;
  const state = memory.readPointer(lock);
  if (mode === 'exclusive' ? state !== EXCLUSIVE : !isShared(state)) {
    services.seh.raise(
      softwareException(STATUS_RESOURCE_NOT_OWNED, services.callerAddress(), EXCEPTION_NONCONTINUABLE),
    );
    return;
  }
  const rest = state - SHARE;
  services.lockOwners.delete(lock);
  memory.writePointer(lock, mode === 'exclusive' || rest === EXCLUSIVE ? FREE : rest);
  services.released();
}
