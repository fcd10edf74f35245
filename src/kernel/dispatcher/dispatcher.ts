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
import type { Part } from '../../machine/snapshot.ts';
import { STATUS_SUCCESS, STATUS_TIMEOUT } from '../../status/common.ts';
import type { Clock } from '../clock/clock.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Thread } from '../records.ts';
import type { Scheduler } from '../threads/scheduler.ts';
import type { ThreadObjects } from '../threads/thread-objects.ts';
import { ObjectHeaders, objectTypes, typeName } from './objects.ts';

/** What waits need from the machine. */
export type DispatcherHost = Pick<
  KernelHost,
  'architecture' | 'kernelMemory' | 'thread' | 'irql' | 'violation'
>;

/** A wait to begin. */
export interface ObjectWait {
  readonly routine: string;
  readonly objects: readonly number[];
  /** True to wait until all are signalled at once; false for any one. */
  readonly all: boolean;
  /** Timeout in Windows' form, or null to wait without one. */
  readonly timeout: bigint | null;
}

/** A thread that waits. */
interface Waiter {
  readonly thread: Thread;
  readonly objects: readonly number[];
  readonly all: boolean;
  /** Status that the wait ended with, or null while it lasts. */
  result: NTSTATUS | null;
}

const THREAD_SIZE = 0;

/** Waits and signals of one machine. */
export class Dispatcher implements Part, Waits {
  readonly name = 'dispatcher';
  readonly architecture: Architecture;
  readonly memory: KernelHost['kernelMemory'];
  readonly headers: ObjectHeaders;
  readonly #host: DispatcherHost;
  readonly #scheduler: Scheduler;
  readonly #clock: Clock;
  /** Who waits, by address of the object, first come first. */
  readonly #waiters = new Map<number, Waiter[]>();

  constructor(host: DispatcherHost, scheduler: Scheduler, clock: Clock, threads: ThreadObjects) {
    this.#host = host;
    this.architecture = host.architecture;
    this.memory = host.kernelMemory;
    this.headers = new ObjectHeaders(host);
    this.#scheduler = scheduler;
    this.#clock = clock;
    threads.onMade = (thread) =>
      this.headers.initialize(
        thread.object,
        objectTypes.thread,
        THREAD_SIZE,
        thread.state === 'terminated' ? 1 : 0,
      );
    scheduler.onEnd.push((thread) => {
      if (thread.object !== 0) this.signal(thread.object, 1, 0);
    });
  }

  /** Level of the current processor. */
  irql(): number {
    return this.#host.irql();
  }

  drive<R>(work: Waiting<R>): R {
    return this.#scheduler.drive(work);
  }

  /** Lets threads of a higher priority run: the end of every routine that may have released one. */
  preempt(): void {
    this.#scheduler.preempt();
  }

  /** Waits for objects. */
  *wait({ routine, objects, all, timeout }: ObjectWait): Waiting<NTSTATUS> {
    const { thread } = this.#host;
    const waiter: Waiter = { thread, objects, all, result: null };
    for (const object of objects) this.#assertObject(object, routine);
    if (this.#satisfy(waiter)) return waiter.result ?? STATUS_SUCCESS;
    const due = timeout === null ? null : this.#clock.dueOf(timeout);
    if (due !== null && due <= this.#clock.now) return STATUS_TIMEOUT;
    this.#enqueue(waiter);
    try {
      yield* this.#scheduler.block({
        routine,
        object: objects[0] ?? 0,
        what: objects.length === 1 ? this.#describe(objects[0] ?? 0) : `${objects.length} objects`,
        owner: () => null,
        ready: () => waiter.result !== null,
        ...(due === null ? {} : { due }),
      });
      return waiter.result ?? STATUS_TIMEOUT;
    } finally {
      this.#dequeue(waiter);
    }
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
      if (waiter.result === null && this.#satisfy(waiter)) this.#scheduler.wake(waiter.thread, increment);
    }
  }

  /** True while somebody waits for an object. */
  hasWaiters(object: number): boolean {
    return (this.#waiters.get(object) ?? []).some(({ result }) => result === null);
  }

  /** Ends a wait if its objects are signalled, and does to them what the end of a wait does. */
  #satisfy(waiter: Waiter): boolean {
    const { objects, all, thread } = waiter;
    const signalled = objects.map((object) => this.#isSignalled(object, thread));
    const first = signalled.indexOf(true);
    if (all ? signalled.includes(false) : first < 0) return false;
    if (all) {
      for (const object of objects) this.#consume(object);
      waiter.result = STATUS_SUCCESS;
    } else {
      this.#consume(objects[first] ?? 0);
      waiter.result = first;
    }
    return true;
  }

  #isSignalled(object: number, _thread: Thread): boolean {
    return this.headers.state(object) > 0;
  }

  #consume(object: number): void {
    const type = this.headers.type(object);
    if (type === objectTypes.synchronizationEvent || type === objectTypes.synchronizationTimer)
      this.headers.setState(object, 0);
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

  /** Where a snapshot is legal nobody waits: the state is in the bytes. */
  save(): null {
    return null;
  }

  load(): void {
    this.#waiters.clear();
  }

  fingerprint(): string {
    return '';
  }
}
