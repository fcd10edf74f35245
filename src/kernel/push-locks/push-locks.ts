/**
 * Push locks: a pointer-sized lock that one thread holds exclusively or
 * several share. Who would have to wait for one that he holds himself waits for
 * ever.
 *
 *     0 free     1 held exclusively     16 × n + 1 shared by n
 *
 * The value is opaque to drivers: free is 0, as a variable with static storage
 * begins, the others are *ours* (docs/decisions/0036-push-locks-rundown.md). It
 * decides whether an acquire succeeds; who holds the lock is kept beside.
 */
import type { Waiting, Waits } from '../../contract/blocking.ts';
import { pointerBytes } from '../../contract/c-types.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { ApcRegions } from '../apc-regions/apc-regions.ts';
import type { KernelHost } from '../kernel-host.ts';
import {
  describeHold,
  type LockHold,
  type LockParts,
  LockWaiters,
  newHold,
  reportLeftBehind,
} from '../lock-waiters.ts';
import { LiveObjects, reportFreed } from '../pool/live-objects.ts';
import type { Thread } from '../records.ts';
import type { Scheduler } from '../threads/scheduler.ts';

/** What push locks need from the machine. */
export type PushLocksHost = Pick<
  KernelHost,
  'thread' | 'callStack' | 'codeAddress' | 'stackText' | 'kernelMemory' | 'irql' | 'violation' | 'notModelled'
>;

interface PushHold extends LockHold {
  readonly exclusive: boolean;
}

const LOCKED = 1;
const SHARED_UNIT = 16;

/** The push locks of a machine. */
export class PushLocks implements Part, Waits {
  readonly name = 'push locks';
  readonly #host: PushLocksHost;
  readonly #scheduler: Scheduler;
  readonly #regions: ApcRegions;
  readonly #waiters: LockWaiters<PushHold>;
  /** Owners by address of the lock; all exclusive (then there is one), or all shared. */
  readonly #held: LiveObjects<readonly PushHold[]>;

  constructor(host: PushLocksHost, { scheduler, pool, regions }: LockParts) {
    this.#host = host;
    this.#scheduler = scheduler;
    this.#regions = regions;
    this.#waiters = new LockWaiters(scheduler, 'a push lock');
    const freed = reportFreed<readonly PushHold[]>(host, 'pool-free-with-held-lock', (owners) =>
      owners.map(describeHold),
    );
    this.#held = new LiveObjects(pool, () => pointerBytes(pool.host.architecture), freed);
    scheduler.onEnding.push((thread) => this.#checkEnd(thread));
  }

  drive<R>(work: Waiting<R>): R {
    return this.#scheduler.drive(work);
  }

  /** Makes a lock free, whatever it was. */
  initialize(lock: number): void {
    this.#host.kernelMemory.writePointer(lock, 0);
    this.#held.delete(lock);
  }

  *acquire(lock: number, exclusive: boolean, flags: number, routine: string): Waiting<void> {
    this.#checkFlags(flags, routine);
    this.#checkApcs('push-lock-acquire-apcs-enabled', lock, routine);
    const hold = { ...newHold(this.#host, routine), exclusive };
    const value = this.#host.kernelMemory.readPointer(lock);
    const shareable = !exclusive && value > LOCKED && this.#waiters.of(lock).length === 0;
    if (value === 0 || shareable) {
      this.#add(lock, hold);
      return;
    }
    this.#checkContended(lock, hold);
    yield* this.#waiters.wait(lock, hold, () => this.#blockerOf(lock, hold.thread));
  }

  /** Releases what the current thread holds; the last release passes the lock on. */
  release(lock: number, exclusive: boolean, flags: number, routine: string): void {
    this.#checkFlags(flags, routine);
    this.#checkApcs('push-lock-release-apcs-enabled', lock, routine);
    const owners = this.#held.get(lock) ?? [];
    const mine = owners.find(({ thread }) => thread === this.#host.thread);
    this.#checkRelease(lock, owners, mine, exclusive, routine);
    // Without the verifier a release by anybody takes an owner away, as it would.
    const rest = owners.filter((owner) => owner !== (mine ?? owners[0]));
    this.#set(lock, rest);
    if (rest.length === 0) this.#passOn(lock);
    this.#scheduler.preempt();
  }

  /** To the first who waits, with those who share and stand right behind him (*ours*). */
  #passOn(lock: number): void {
    const waiters = this.#waiters.of(lock);
    const shared = waiters.findIndex(({ hold }) => hold.exclusive);
    const next = shared === 0 ? waiters.slice(0, 1) : waiters.slice(0, shared < 0 ? undefined : shared);
    for (const waiter of next) {
      this.#add(lock, waiter.hold);
      this.#waiters.grant(lock, waiter);
    }
  }

  #add(lock: number, hold: PushHold): void {
    this.#set(lock, [...(this.#held.get(lock) ?? []), hold]);
  }

  #set(lock: number, owners: readonly PushHold[]): void {
    const shared = owners.filter(({ exclusive }) => !exclusive).length;
    this.#host.kernelMemory.writePointer(lock, owners.length === 0 ? 0 : LOCKED + SHARED_UNIT * shared);
    if (owners.length === 0) this.#held.delete(lock);
    else this.#held.set(lock, owners);
  }

  /** The thread that a wait depends on: an owner, the waiting thread itself first. */
  #blockerOf(lock: number, thread: Thread): Thread | undefined {
    const threads = (this.#held.get(lock) ?? []).map((owner) => owner.thread);
    return threads.includes(thread) ? thread : threads[0];
  }

  #checkFlags(flags: number, routine: string): void {
    if (flags !== 0) this.#host.notModelled(`${routine} with flags ${flags}`);
  }

  /** An APC that interrupted an owner could wait for the lock itself. */
  #checkApcs(rule: string, lock: number, routine: string): void {
    if (this.#regions.disabled !== 0 || this.#regions.allDisabled !== 0) return;
    this.#host.violation({ rule, routine, values: [this.#host.irql(), lock] });
  }

  /** A wait that nobody can end: for oneself, or for a lock that nobody holds. */
  #checkContended(lock: number, { thread, routine }: PushHold): void {
    const owners = this.#held.get(lock) ?? [];
    const mine = owners.find((owner) => owner.thread === thread);
    if (owners.length > 0 && mine === undefined) return;
    const rule = mine === undefined ? 'lock-not-initialised' : 'lock-self-deadlock';
    const values = mine === undefined ? [lock] : [lock, this.#scheduler.objectOf(thread)];
    this.#host.violation({ rule, routine, values, details: mine === undefined ? [] : [describeHold(mine)] });
  }

  #checkRelease(
    lock: number,
    owners: readonly PushHold[],
    mine: PushHold | undefined,
    exclusive: boolean,
    routine: string,
  ): void {
    if (mine?.exclusive === exclusive) return;
    const details = owners.map(describeHold);
    const [owner] = owners;
    if (mine !== undefined)
      this.#host.violation({ rule: 'lock-wrong-release', routine, values: [lock], details });
    else if (owner === undefined) this.#host.violation({ rule: 'lock-not-held', routine, values: [lock] });
    else {
      const threads = [owner.thread, this.#host.thread].map((thread) => this.#scheduler.objectOf(thread));
      this.#host.violation({ rule: 'lock-of-other-thread', routine, values: [lock, ...threads], details });
    }
  }

  /** What a thread may not leave behind. */
  #checkEnd(thread: Thread): void {
    for (const [lock, owners] of this.#held)
      for (const owner of owners)
        if (owner.thread === thread)
          reportLeftBehind(this.#host, lock, this.#scheduler.objectOf(thread), owner);
  }

  /** Where a snapshot is legal nobody waits. */
  save(): readonly (readonly [number, readonly PushHold[]])[] {
    return [...this.#held];
  }

  load(saved: unknown): void {
    this.#waiters.clear();
    this.#held.clear();
    for (const [lock, owners] of saved as ReturnType<PushLocks['save']>) this.#held.set(lock, owners);
  }

  fingerprint(): string {
    return JSON.stringify(this.save().map(([lock, owners]) => [lock, owners.map(({ thread }) => thread.id)]));
  }
}
