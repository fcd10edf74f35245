/** The wait for a condition variable (condition-variables.ts) by a thread that holds a lock. */
import type { Waiting } from '../contract/blocking.ts';
import { ERROR_TIMEOUT } from '../status/common.ts';
import { relativeTime } from './milliseconds.ts';
import type { Win32Services } from './win32-services.ts';

/** A lock that a thread gives back while it sleeps. */
export interface SleepersLock {
  release(): void;
  acquire(): Waiting<void>;
}

/** Gives a lock back, waits for a wake, and takes the lock again. False, with ERROR_TIMEOUT, when the time was up. */
export function* sleepOn(
  services: Win32Services,
  routine: string,
  variable: number,
  milliseconds: number,
  lock: SleepersLock,
): Waiting<0 | 1> {
  const { conditions } = services;
  const timeout = relativeTime(milliseconds);
  const sleeper = conditions.begin(variable);
  try {
    lock.release();
    yield* services.block({
      routine,
      object: variable,
      what: 'a condition variable',
      owner: () => null,
      ready: () => sleeper.isWoken,
      ...(timeout === null ? {} : { due: services.interruptTime() - timeout }),
    });
  } finally {
    conditions.end(variable, sleeper);
  }
  yield* lock.acquire();
  if (sleeper.isWoken) return 1;
  services.thread.lastError = ERROR_TIMEOUT;
  return 0;
}
