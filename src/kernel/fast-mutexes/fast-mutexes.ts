/**
 * Fast mutexes and guarded mutexes: one structure, two ways to keep APCs away.
 *
 *     Count 1 free (D-063), 0 held (D-064), below 0 as many waiters more
 *     Owner the KTHREAD of the owner (D-064)   Contention acquires that had to wait
 *     OldIrql level before an ExAcquireFastMutex (D-064)
 *
 * Count decides whether an acquire succeeds; who holds the mutex is kept
 * beside, by address. That waiters count below 0 is *ours*
 * (docs/decisions/0031-fast-mutexes.md). A release passes the mutex on to the
 * first waiter before it returns.
 */
import type { Waiting, Waits } from '../../contract/blocking.ts';
import { APC_LEVEL } from '../../contract/irql.ts';
import { structure } from '../../contract/structure.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { ApcRegions } from '../apc-regions/apc-regions.ts';
import type { Current } from '../current.ts';
import { ObjectHeaders, objectTypes } from '../dispatcher/objects.ts';
import { IrqlMoves } from '../irql-moves.ts';
import { irqlServices } from '../irql-services.ts';
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

/** What fast mutexes need from the machine. */
export type FastMutexesHost = Pick<
  KernelHost,
  | 'architecture'
  | 'profile'
  | 'verifier'
  | 'thread'
  | 'callStack'
  | 'codeAddress'
  | 'stackText'
  | 'kernelMemory'
  | 'driverMemory'
  | 'irql'
  | 'setIrql'
  | 'violation'
>;

/** How an acquire keeps APCs away: it raises the level, it enters a guarded region, or its caller did either. */
type Protection = 'raised' | 'guarded' | 'unsafe';

interface Hold extends LockHold {
  readonly protection: Protection;
}

const FREE = 1;

/** The fast mutexes and guarded mutexes of a machine. */
export class FastMutexes implements Part, Waits {
  readonly name = 'fast mutexes';
  readonly regions: ApcRegions;
  readonly #host: FastMutexesHost;
  readonly #scheduler: Scheduler;
  readonly #moves: IrqlMoves;
  readonly #headers: ObjectHeaders;
  readonly #waiters: LockWaiters<Hold>;
  readonly #at;
  readonly #held: LiveObjects<Hold>;

  constructor(host: FastMutexesHost, current: Current, { scheduler, pool, regions }: LockParts) {
    this.#host = host;
    this.#scheduler = scheduler;
    this.regions = regions;
    this.#moves = new IrqlMoves(irqlServices(host, current));
    this.#headers = new ObjectHeaders(host);
    this.#waiters = new LockWaiters(scheduler, 'a fast mutex');
    const { at, bytes } = structure(host.architecture, 'FAST_MUTEX');
    this.#at = at;
    const freed = reportFreed<Hold>(host, 'pool-free-with-held-lock', (hold) => [describeHold(hold)]);
    this.#held = new LiveObjects(pool, () => bytes, freed);
    scheduler.onEnding.push((thread) => this.#checkEnd(thread));
  }

  drive<R>(work: Waiting<R>): R {
    return this.#scheduler.drive(work);
  }

  /** Makes a mutex free. OldIrql stays what it was (D-063). */
  initialize(mutex: number): void {
    const { kernelMemory } = this.#host;
    kernelMemory.writeInt32(mutex + this.#at.Count, FREE);
    kernelMemory.writePointer(mutex + this.#at.Owner, 0);
    kernelMemory.writeUint32(mutex + this.#at.Contention, 0);
    const event = mutex + this.#at['Event.Header.Type'];
    this.#headers.initialize(event, objectTypes.synchronizationEvent, this.#headers.size('KEVENT'), 0);
    this.#held.delete(mutex);
  }

  /** Raises to APC_LEVEL, then acquires. Above APC_LEVEL the level goes down to it, as with D-033 (*ours*). */
  *acquireRaised(mutex: number, routine: string): Waiting<void> {
    const old = this.#raise(routine);
    yield* this.acquire(mutex, routine, 'raised');
    this.#host.kernelMemory.writeUint32(mutex + this.#at.OldIrql, old);
  }

  /** As `acquireRaised` without a wait: 1, or 0 at the level of before. */
  tryAcquireRaised(mutex: number, routine: string): 0 | 1 {
    const old = this.#raise(routine);
    const acquired = this.tryAcquire(mutex, routine, 'raised');
    if (acquired === 0) this.#moves.lower(old, routine);
    else this.#host.kernelMemory.writeUint32(mutex + this.#at.OldIrql, old);
    return acquired;
  }

  /** Releases what `acquireRaised` acquired, then lowers to the level that the mutex holds (D-064). */
  releaseLowered(mutex: number, routine: string): void {
    this.#requireApcLevel('fast-mutex-release-level', mutex, routine);
    const old = this.#host.kernelMemory.readUint32(mutex + this.#at.OldIrql);
    this.release(mutex, routine, 'raised');
    this.#moves.lower(old & 0xff, routine);
  }

  /** Acquires; neither level nor regions change (D-066). */
  *acquire(mutex: number, routine: string, protection: Protection): Waiting<void> {
    const hold = { ...newHold(this.#host, routine), protection };
    const count = this.#addToCount(mutex, -1);
    if (count >= FREE) {
      this.#hold(mutex, hold);
      return;
    }
    this.#checkContended(mutex, hold);
    const contention = mutex + this.#at.Contention;
    this.#host.kernelMemory.writeUint32(contention, this.#host.kernelMemory.readUint32(contention) + 1);
    yield* this.#waiters.wait(mutex, hold, () => this.#held.get(mutex)?.thread);
  }

  /** Acquires a mutex that is free: 1, else 0 and nothing changes. */
  tryAcquire(mutex: number, routine: string, protection: Protection): 0 | 1 {
    const count = this.#host.kernelMemory.readInt32(mutex + this.#at.Count);
    if (count < FREE) return 0;
    this.#addToCount(mutex, -1);
    this.#hold(mutex, { ...newHold(this.#host, routine), protection });
    return 1;
  }

  /** Releases, and passes the mutex on to who waits longest. Without an acquire before Count becomes 2 (D-067). */
  release(mutex: number, routine: string, protection: Protection): void {
    this.#checkRelease(mutex, routine, protection);
    this.#host.kernelMemory.writePointer(mutex + this.#at.Owner, 0);
    this.#addToCount(mutex, 1);
    this.#held.delete(mutex);
    const [next] = this.#waiters.of(mutex);
    if (next === undefined) return;
    this.#hold(mutex, next.hold);
    this.#waiters.grant(mutex, next);
  }

  /** The last act of every release: a waiter of a higher priority goes first. */
  finish(): void {
    this.#scheduler.preempt();
  }

  /** The unsafe forms rely on their caller: APC_LEVEL, or a region that disables APCs (*ours*; the page has APC_LEVEL). */
  requireNoApcs(rule: string, mutex: number, routine: string): void {
    if (this.regions.disabled === 0) this.#requireApcLevel(rule, mutex, routine);
  }

  #raise(routine: string): number {
    const { thread } = this.#host;
    const here = this.#host.irql();
    if (here <= APC_LEVEL) return this.#moves.raise(APC_LEVEL, routine);
    thread.savedLevels.push(here);
    this.#host.setIrql(APC_LEVEL);
    return here;
  }

  /** Reports a level below APC_LEVEL; above it the door has refused the call. */
  #requireApcLevel(rule: string, mutex: number, routine: string): void {
    const irql = this.#host.irql();
    if (irql >= APC_LEVEL) return;
    this.#host.violation({ rule, routine, values: [irql, APC_LEVEL], details: this.#history(mutex) });
  }

  #hold(mutex: number, hold: Hold): void {
    this.#held.set(mutex, hold);
    this.#host.kernelMemory.writePointer(mutex + this.#at.Owner, this.#scheduler.objectOf(hold.thread));
  }

  #addToCount(mutex: number, change: number): number {
    const { kernelMemory } = this.#host;
    const count = kernelMemory.readInt32(mutex + this.#at.Count);
    kernelMemory.writeInt32(mutex + this.#at.Count, count + change);
    return count;
  }

  /** A wait that nobody can end: for oneself, or for a mutex that nobody holds. */
  #checkContended(mutex: number, { thread, routine }: Hold): void {
    const holder = this.#held.get(mutex);
    if (holder !== undefined && holder.thread !== thread) return;
    const rule = holder === undefined ? 'lock-not-initialised' : 'mutex-already-owned';
    this.#host.violation({ rule, routine, values: [mutex], details: this.#history(mutex) });
  }

  #checkRelease(mutex: number, routine: string, protection: Protection): void {
    const { thread } = this.#host;
    const holder = this.#held.get(mutex);
    if (holder?.thread === thread && holder.protection === protection) return;
    const rule =
      holder === undefined
        ? 'lock-not-held'
        : holder.thread === thread
          ? 'lock-wrong-release'
          : 'lock-of-other-thread';
    const threads = holder === undefined || holder.thread === thread ? [] : [holder.thread, thread];
    const values = [mutex, ...threads.map((one) => this.#scheduler.objectOf(one))];
    this.#host.violation({ rule, routine, values, details: this.#history(mutex) });
  }

  /** What a thread may not leave behind. */
  #checkEnd(thread: Thread): void {
    for (const [mutex, hold] of this.#held) {
      if (hold.thread !== thread) continue;
      reportLeftBehind(this.#host, mutex, this.#scheduler.objectOf(thread), hold);
    }
  }

  #history(mutex: number): readonly string[] {
    const holder = this.#held.get(mutex);
    return holder === undefined ? [] : [describeHold(holder)];
  }

  /** Where a snapshot is legal nobody waits. */
  /** What a thread holds of them. */
  heldBy(thread: Thread): readonly LockHold[] {
    return [...this.#held.values()].filter((hold) => hold.thread === thread);
  }

  save(): readonly (readonly [number, Hold])[] {
    return [...this.#held];
  }

  load(saved: unknown): void {
    this.#waiters.clear();
    this.#held.clear();
    for (const [mutex, hold] of saved as ReturnType<FastMutexes['save']>) this.#held.set(mutex, hold);
  }

  fingerprint(): string {
    return JSON.stringify(
      this.save().map(([mutex, { thread, protection }]) => [mutex, thread.id, protection]),
    );
  }
}
