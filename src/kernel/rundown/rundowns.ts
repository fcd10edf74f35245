/**
 * Run-down protection: an object may be used while a reference to its
 * EX_RUNDOWN_REF is held; whoever wants to delete it waits until all are given
 * back, and no new ones are given out meanwhile.
 *
 *     Count: bit 0 (EX_RUNDOWN_ACTIVE) run-down has begun; the rest, in units of
 *     EX_RUNDOWN_COUNT_INC (2), references that are held
 *
 * Windows keeps a pointer there while somebody waits; the count stays here
 * (*ours*, docs/decisions/0036-push-locks-rundown.md). References belong to no
 * thread.
 */
import type { Waiting, Waits } from '../../contract/blocking.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { KernelHost } from '../kernel-host.ts';
import { type LockHold, LockWaiters, newHold } from '../lock-waiters.ts';
import type { Scheduler } from '../threads/scheduler.ts';

/** What run-down protection needs from the machine. */
export type RundownsHost = Pick<
  KernelHost,
  'thread' | 'callStack' | 'codeAddress' | 'stackText' | 'kernelMemory' | 'violation'
>;

const ACTIVE = 1;
const UNIT = 2;

/** Run-down references of a machine. */
export class Rundowns implements Part, Waits {
  readonly name = 'run-down protection';
  readonly #host: RundownsHost;
  readonly #scheduler: Scheduler;
  readonly #waiters: LockWaiters<LockHold>;

  constructor(host: RundownsHost, scheduler: Scheduler) {
    this.#host = host;
    this.#scheduler = scheduler;
    this.#waiters = new LockWaiters(scheduler, 'the end of a run-down');
  }

  drive<R>(work: Waiting<R>): R {
    return this.#scheduler.drive(work);
  }

  /** Begins with no reference held. */
  initialize(reference: number): void {
    this.#host.kernelMemory.writePointer(reference, 0);
  }

  /** Makes a reference usable again after its run-down. */
  reinitialize(reference: number, routine: string): void {
    if (this.#host.kernelMemory.readPointer(reference) !== ACTIVE)
      this.#host.violation({ rule: 'rundown-not-complete', routine, values: [reference] });
    this.#host.kernelMemory.writePointer(reference, 0);
  }

  /** Takes references: 1, or 0 when run-down has begun. */
  acquire(reference: number, count: number): 0 | 1 {
    const value = this.#host.kernelMemory.readPointer(reference);
    if ((value & ACTIVE) !== 0) return 0;
    this.#add(reference, value, count);
    return 1;
  }

  /** Gives references back; with the last one who waits goes on. */
  release(reference: number, count: number, routine: string): void {
    const value = this.#host.kernelMemory.readPointer(reference);
    const held = Math.floor(value / UNIT);
    if (held < count) this.#host.violation({ rule: 'lock-not-held', routine, values: [reference] });
    if (this.#add(reference, value, -count) !== ACTIVE) return;
    for (const waiter of this.#waiters.of(reference)) this.#waiters.grant(reference, waiter);
    this.#scheduler.preempt();
  }

  /** Adds references to a value, which may be garbage. */
  #add(reference: number, value: number, count: number): number {
    const { kernelMemory: memory } = this.#host;
    const sum = memory.displaced(value, BigInt(UNIT) * BigInt(count));
    memory.writePointer(reference, sum);
    return sum;
  }

  /** Lets nobody take a reference any more, and waits until none is held. */
  *wait(reference: number, routine: string): Waiting<void> {
    const value = this.#host.kernelMemory.readPointer(reference);
    const active = (value & ACTIVE) === 0 ? value + ACTIVE : value;
    this.#host.kernelMemory.writePointer(reference, active);
    if (active === ACTIVE) return;
    yield* this.#waiters.wait(reference, newHold(this.#host, routine), () => undefined);
  }

  /** Marks a reference as run down, without a look at who holds one. */
  complete(reference: number): void {
    this.#host.kernelMemory.writePointer(reference, ACTIVE);
  }

  /** The state is in the bytes, and where a snapshot is legal nobody waits. */
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
