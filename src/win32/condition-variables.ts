/**
 * Condition variables: who waits for which is kept here, by address, and nothing is in their bytes (*ours*,
 * docs/decisions/0081-synchronisation-of-programs.md). Who came first is woken first.
 */
import type { Waiting } from '../contract/blocking.ts';
import { ERROR_TIMEOUT } from '../status/common.ts';
import { relativeTime } from './milliseconds.ts';
import type { Win32Services } from './win32-services.ts';

/** A thread that sleeps on one. */
interface Sleeper {
  isWoken: boolean;
}

/** The condition variables of a process. Where a snapshot is legal nobody waits, so they are no part of one. */
export class ConditionVariables {
  readonly #sleepers = new Map<number, readonly Sleeper[]>();

  /** Lets the calling thread wait for a wake. */
  begin(variable: number): Sleeper {
    const sleeper = { isWoken: false };
    this.#sleepers.set(variable, [...(this.#sleepers.get(variable) ?? []), sleeper]);
    return sleeper;
  }

  /** A wait is over, woken or not. */
  end(variable: number, sleeper: Sleeper): void {
    const rest = (this.#sleepers.get(variable) ?? []).filter((one) => one !== sleeper);
    if (rest.length > 0) this.#sleepers.set(variable, rest);
    else this.#sleepers.delete(variable);
  }

  /** Wakes those who came first. */
  wake(variable: number, most: number): void {
    for (const sleeper of (this.#sleepers.get(variable) ?? []).slice(0, most)) {
      sleeper.isWoken = true;
      this.end(variable, sleeper);
    }
  }
}

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
