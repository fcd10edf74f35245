/**
 * Waits for dispatcher objects: who waits for which, and what a signal does.
 *
 * A signal satisfies waits at once, first come first served, before the call
 * that signals returns: a synchronization event that releases a waiter is
 * never seen set. The object's state is the one in its bytes; who waits is
 * kept here, by address.
 */
import type { Waiting, Waits } from '../../contract/blocking.ts';
import type { Architecture, NTSTATUS } from '../../contract/c-types.ts';
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import { structure } from '../../contract/structure.ts';
import type { Violation } from '../../machine/ports.ts';
import type { Part } from '../../machine/snapshot.ts';
import { EXCEPTION_NONCONTINUABLE } from '../../seh/exception-constants.ts';
import { STATUS_ABANDONED, STATUS_SUCCESS, STATUS_TIMEOUT } from '../../status/common.ts';
import type { Clock } from '../clock/clock.ts';
import type { KernelHost } from '../kernel-host.ts';
import { LiveObjects, reportFreed } from '../pool/live-objects.ts';
import type { Pool } from '../pool/pool.ts';
import type { Thread } from '../records.ts';
import type { Scheduler } from '../threads/scheduler.ts';
import type { ThreadObjects } from '../threads/thread-objects.ts';
import { type Alertability, type AlertableWait, Alerts, type AlertsImage } from './alerts.ts';
import { Mutants, type MutantsHost, type MutantsImage } from './mutants.ts';
import { ObjectHeaders, objectTypes, typeName } from './objects.ts';

/** What waits need from the machine. */
export type DispatcherHost = MutantsHost & Pick<KernelHost, 'irql' | 'setIrql' | 'processes'>;

/** A wait to begin. */
export interface ObjectWait extends Partial<Alertability> {
  readonly routine: string;
  readonly objects: readonly number[];
  /** True to wait until all are signalled at once; false for any one. */
  readonly all: boolean;
  /** Timeout in Windows' form, or null to wait without one. */
  readonly timeout: bigint | null;
}

/** A thread that waits. */
interface Waiter extends AlertableWait {
  readonly objects: readonly number[];
  readonly all: boolean;
}

/** What the dispatcher keeps outside of simulated memory. */
interface Image {
  readonly mutants: MutantsImage;
  readonly alerts: AlertsImage;
}

const THREAD_SIZE = 0;

/** Waits and signals of one machine. */
export class Dispatcher implements Part, Waits {
  readonly name = 'dispatcher';
  readonly architecture: Architecture;
  readonly memory: KernelHost['kernelMemory'];
  readonly headers: ObjectHeaders;
  readonly mutants: Mutants;
  readonly alerts: Alerts = new Alerts();
  readonly #host: DispatcherHost;
  readonly #scheduler: Scheduler;
  readonly #clock: Clock;
  /** Who waits, by address of the object, first come first. */
  readonly #waiters: LiveObjects<Waiter[]>;

  constructor(host: DispatcherHost, scheduler: Scheduler, clock: Clock, threads: ThreadObjects, pool: Pool) {
    this.#host = host;
    const { bytes } = structure(host.architecture, 'DISPATCHER_HEADER');
    const freed = reportFreed<Waiter[]>(host, 'pool-free-with-waiters', (waiters) =>
      waiters.map(({ thread }) => `thread ${thread.id} waits for it`),
    );
    this.#waiters = new LiveObjects(pool, () => bytes, freed);
    this.architecture = host.architecture;
    this.memory = host.kernelMemory;
    this.headers = new ObjectHeaders(host);
    this.mutants = new Mutants(host, this.headers, (thread) => threads.of(thread));
    this.#scheduler = scheduler;
    this.#clock = clock;
    threads.onMade = (thread) =>
      this.headers.initialize(
        thread.object,
        objectTypes.thread,
        THREAD_SIZE,
        thread.state === 'terminated' ? 1 : 0,
      );
    scheduler.onEnding.push((thread) => this.#abandonMutexes(thread));
    scheduler.onEnd.push((thread) => {
      if (thread.object !== 0) this.signal(thread.object, 1, 0);
    });
  }

  /** The current thread. */
  get thread(): Thread {
    return this.#host.thread;
  }

  /** Address of the current thread's KTHREAD. */
  objectOfCurrent(): number {
    return this.#scheduler.objectOf();
  }

  /** Level that a wait would begin at: after a call with Wait TRUE the one before that call. */
  irql(): number {
    return this.#host.thread.waitIrql ?? this.#host.irql();
  }

  /** Raises an exception in the caller. */
  raise(code: number): void {
    this.#host.raise({ code, flags: EXCEPTION_NONCONTINUABLE });
  }

  /** Reports a broken rule. */
  violation(violation: Violation): void {
    this.#host.violation(violation);
  }

  drive<R>(work: Waiting<R>): R {
    return this.#scheduler.drive(work);
  }

  /**
   * The end of every routine that may have released somebody. With Wait FALSE threads of a higher priority run now;
   * with TRUE the level stays at DISPATCH_LEVEL, so that nobody runs before the wait that the caller announced.
   */
  finish(wait: number): void {
    const host = this.#host;
    if (wait === 0) this.#scheduler.preempt();
    else if (host.thread.waitIrql === null) {
      host.thread.waitIrql = host.irql();
      host.setIrql(DISPATCH_LEVEL);
    }
  }

  /** Waits for objects. */
  *wait(request: ObjectWait): Waiting<NTSTATUS> {
    const { routine, objects, all, timeout, alertable = false, userMode = false } = request;
    const { thread } = this.#host;
    const waiter: Waiter = { thread, objects, all, alertable, userMode, result: null };
    for (const object of objects) this.#assertObject(object, routine);
    const due = timeout === null ? null : this.#clock.dueOf(timeout);
    const isOver = this.#satisfy(waiter) || (due !== null && due <= this.#clock.now);
    if (!isOver) this.alerts.begin(waiter);
    if (isOver || waiter.result !== null) {
      this.alerts.end(waiter);
      this.#restoreLevel();
      return waiter.result ?? STATUS_TIMEOUT;
    }
    this.#enqueue(waiter);
    try {
      this.#restoreLevel();
      yield* this.#scheduler.block({
        routine,
        object: objects[0] ?? 0,
        what: objects.length === 1 ? this.#describe(objects[0] ?? 0) : `${objects.length} objects`,
        owner: () => this.#ownerOf(waiter),
        ready: () => waiter.result !== null,
        ...(due === null ? {} : { due }),
      });
      return waiter.result ?? STATUS_TIMEOUT;
    } finally {
      this.#dequeue(waiter);
      this.alerts.end(waiter);
    }
  }

  /** Waits until a time; with null, which only programs can ask for, until something alerts the thread. */
  *delay(routine: string, timeout: bigint | null, how: Alertability): Waiting<NTSTATUS> {
    const due = timeout === null ? null : this.#clock.dueOf(timeout);
    if (due !== null && due <= this.#clock.now) return STATUS_SUCCESS;
    const wait: AlertableWait = { thread: this.#host.thread, ...how, result: null };
    this.alerts.begin(wait);
    try {
      yield* this.#scheduler.block({
        routine,
        object: 0,
        what: 'a time',
        owner: () => null,
        ready: () => wait.result !== null,
        ...(due === null ? {} : { due }),
      });
    } finally {
      this.alerts.end(wait);
    }
    return wait.result ?? STATUS_SUCCESS;
  }

  /** Alerts a thread, or gives it a user APC; a wait that this ends ends now. */
  alert(thread: Thread, what: 'alert' | 'user-apc'): void {
    if (this.alerts.post(thread, what)) this.#scheduler.wake(thread);
    this.#scheduler.preempt();
  }

  /** A wait takes back the level that a call with Wait TRUE left. */
  #restoreLevel(): void {
    const host = this.#host;
    const level = host.thread.waitIrql;
    if (level === null) return;
    host.thread.waitIrql = null;
    host.setIrql(level);
  }

  /**
   * Sets the state of an object and releases those whose wait it ends.
   * @param increment added to the priority of each until it waits again
   * @returns the state before
   */
  signal(object: number, state: number, increment: number): number {
    const before = this.headers.state(object);
    this.headers.setState(object, state);
    this.release(object, increment);
    return before;
  }

  /** Releases waiters of an object, first come first, while it is signalled. */
  release(object: number, increment: number): void {
    for (const waiter of [...(this.#waiters.get(object) ?? [])]) {
      if (waiter.result !== null || waiter.thread.process.exit !== null) continue;
      if (this.#satisfy(waiter)) this.#scheduler.wake(waiter.thread, increment);
    }
  }

  /** True while somebody waits for an object. */
  hasWaiters(object: number): boolean {
    return (this.#waiters.get(object) ?? []).some(({ result }) => result === null);
  }

  /** Ends a wait if its objects are signalled, and does to them what the end of a wait does. */
  #satisfy(waiter: Waiter): boolean {
    const { objects, all, thread } = waiter;
    if (all) {
      if (!objects.every((object) => this.#isSignalled(object, thread))) return false;
      const abandoned = objects.filter((object) => this.#consume(object, thread));
      waiter.result = abandoned.length > 0 ? STATUS_ABANDONED : STATUS_SUCCESS;
      return true;
    }
    const first = objects.findIndex((object) => this.#isSignalled(object, thread));
    const object = objects[first];
    if (object === undefined) return false;
    waiter.result = (this.#consume(object, thread) ? STATUS_ABANDONED : STATUS_SUCCESS) + first;
    return true;
  }

  #isSignalled(object: number, thread: Thread): boolean {
    return this.headers.type(object) === objectTypes.mutant
      ? this.mutants.isFreeFor(object, thread)
      : this.headers.state(object) > 0;
  }

  /** What the end of a wait does to an object. True for a mutex that had been abandoned. */
  #consume(object: number, thread: Thread): boolean {
    switch (this.headers.type(object)) {
      case objectTypes.synchronizationEvent:
      case objectTypes.synchronizationTimer:
        this.headers.setState(object, 0);
        return false;
      case objectTypes.semaphore:
        this.headers.setState(object, this.headers.state(object) - 1);
        return false;
      case objectTypes.mutant:
        return this.mutants.acquire(object, thread);
      default:
        return false;
    }
  }

  /** The thread that a wait depends on: the owner of a mutex, or the thread whose end is waited for. */
  #ownerOf({ objects, all, thread }: Waiter): number | null {
    const missing = all ? objects.find((object) => !this.#isSignalled(object, thread)) : objects[0];
    if (missing === undefined || (!all && objects.length > 1)) return null;
    const owner = this.mutants.ownerOf(missing) ?? this.#threadAt(missing);
    return owner?.id ?? null;
  }

  #threadAt(object: number): Thread | undefined {
    const threads = this.#host.processes.flatMap((process) => process.threads);
    return threads.find((thread) => thread.object === object);
  }

  /** A thread ends: mutexes that it owns are abandoned. */
  #abandonMutexes(thread: Thread): void {
    for (const mutex of this.mutants.ownedBy(thread)) this.abandon(mutex);
  }

  /** The owner of a mutex ends without a release. */
  abandon(mutex: number): void {
    this.mutants.abandon(mutex);
    this.release(mutex, 0);
  }

  /** Waiting for what is no dispatcher object. */
  #assertObject(object: number, routine: string): void {
    const type = this.headers.type(object);
    if (typeName(type) !== undefined) return;
    this.#host.violation({ rule: 'wait-for-no-object', routine, values: [object, type] });
  }

  #describe(object: number): string {
    return typeName(this.headers.type(object)) ?? 'an unknown object';
  }

  #enqueue(waiter: Waiter): void {
    for (const object of new Set(waiter.objects))
      this.#waiters.set(object, [...(this.#waiters.get(object) ?? []), waiter]);
  }

  #dequeue(waiter: Waiter): void {
    for (const object of waiter.objects) {
      const rest = (this.#waiters.get(object) ?? []).filter((other) => other !== waiter);
      if (rest.length > 0) this.#waiters.set(object, rest);
      else this.#waiters.delete(object);
    }
  }

  /** Where a snapshot is legal nobody waits: states are in the bytes, owners here. */
  save(): Image {
    return { mutants: this.mutants.save(), alerts: this.alerts.save() };
  }

  load(saved: unknown): void {
    this.#waiters.clear();
    const { mutants, alerts } = saved as Image;
    this.mutants.load(mutants);
    this.alerts.load(alerts);
  }

  fingerprint(): string {
    const { mutants, alerts } = this.save();
    const pending = [alerts.alerted, alerts.userApcs].map((threads) => threads.map(({ id }) => id));
    return JSON.stringify([mutants.map(([mutex, { thread }]) => [mutex, thread.id]), pending]);
  }
}
