/**
 * What every lock that threads wait for has in common: who holds it since
 * when, and who waits, first come first. The state of a lock is in its bytes;
 * this is kept beside, by address, where no driver can overwrite it.
 */
import type { Waiting } from '../contract/blocking.ts';
import type { ApcRegions } from './apc-regions/apc-regions.ts';
import type { KernelHost } from './kernel-host.ts';
import type { Pool } from './pool/pool.ts';
import type { Thread } from './records.ts';
import type { Scheduler } from './threads/scheduler.ts';

/** The rest of the kernel that such locks touch. */
export interface LockParts {
  readonly scheduler: Scheduler;
  readonly pool: Pool;
  readonly regions: ApcRegions;
}

/** A lock that is held, or will be when the wait for it ends. */
export interface LockHold {
  readonly thread: Thread;
  /** Routine that acquired it. */
  readonly routine: string;
  /** Where that was, innermost last. */
  readonly callStack: readonly string[];
}

/** A thread that waits for a lock. */
export interface LockWaiter<Hold extends LockHold> {
  /** How it will hold the lock. */
  readonly hold: Hold;
  /** True once the lock is its. */
  granted: boolean;
}

/** What a hold is noted from: the thread and its calls. */
export type HoldHost = Pick<KernelHost, 'thread' | 'callStack' | 'codeAddress' | 'stackText'>;

/** Notes that the current thread acquires a lock now. Code in C has frames of its own, which the call stack lacks. */
export const newHold = (host: HoldHost, routine: string): LockHold => ({
  thread: host.thread,
  routine,
  callStack: host.codeAddress() === 0 ? [...host.callStack] : [...host.stackText()].reverse(),
});

/** A line of a report. */
export function describeHold({ thread, routine, callStack }: LockHold): string {
  const where = callStack.length === 0 ? '' : ` in ${[...callStack].reverse().join(', ')}`;
  return `acquired by ${routine} on thread ${thread.id}${thread.name === '' ? '' : ` ${thread.name}`}${where}`;
}

/** Reports a lock that a thread leaves behind when it ends: it stays held for ever. */
export function reportLeftBehind(
  host: Pick<KernelHost, 'violation'>,
  lock: number,
  thread: number,
  hold: LockHold,
): void {
  const values = [lock, thread];
  const details = [describeHold(hold)];
  host.violation({ rule: 'thread-ends-with-lock', routine: 'a system thread', values, details });
}

/** Who waits for the locks of one family. */
export class LockWaiters<Hold extends LockHold> {
  readonly #scheduler: Scheduler;
  /** What such a lock is called. */
  readonly #what: string;
  readonly #queues = new Map<number, LockWaiter<Hold>[]>();

  constructor(scheduler: Scheduler, what: string) {
    this.#scheduler = scheduler;
    this.#what = what;
  }

  /** Those who wait for a lock, first come first. */
  of(lock: number): readonly LockWaiter<Hold>[] {
    return this.#queues.get(lock) ?? [];
  }

  /**
   * Waits at the end of the line until somebody grants the lock.
   * @param owner the thread that the wait depends on, as of now
   * @param queued called when it stands in the line
   */
  *wait(
    lock: number,
    hold: Hold,
    owner: () => Thread | undefined,
    queued: () => void = () => {},
  ): Waiting<void> {
    const waiter: LockWaiter<Hold> = { hold, granted: false };
    this.#queues.set(lock, [...this.of(lock), waiter]);
    try {
      queued();
      yield* this.#scheduler.block({
        routine: hold.routine,
        object: lock,
        what: this.#what,
        owner: () => owner()?.id ?? null,
        ready: () => waiter.granted,
      });
    } finally {
      this.#remove(lock, waiter);
    }
  }

  /** Gives a lock to somebody who waits for it. He goes on when he is chosen. */
  grant(lock: number, waiter: LockWaiter<Hold>): void {
    waiter.granted = true;
    this.#remove(lock, waiter);
    this.#scheduler.wake(waiter.hold.thread);
  }

  /** Forgets everybody: where a snapshot is legal nobody waits. */
  clear(): void {
    this.#queues.clear();
  }

  #remove(lock: number, waiter: LockWaiter<Hold>): void {
    const rest = this.of(lock).filter((other) => other !== waiter);
    if (rest.length > 0) this.#queues.set(lock, rest);
    else this.#queues.delete(lock);
  }
}
