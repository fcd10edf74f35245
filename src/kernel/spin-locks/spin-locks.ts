/**
 * Spin locks: who holds which, and what becomes of a call that cannot be right.
 *
 * A KSPIN_LOCK is a pointer-sized integer in the caller's memory: 0 is free
 * (D-031), 1 is held (the value is *ours*). Who holds it stands here, keyed by
 * its address; a lock whose bytes say "held" though nobody acquired it was
 * overwritten or never initialised, and whoever acquires it spins for ever.
 *
 * Locks are few and short-lived, so the list of held locks is searched from its
 * end. Cost of a pair: O(locks held at the time); nothing is allocated, because
 * the record of a lock that is released serves the next one.
 */
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import { structure } from '../../contract/structure.ts';
import { formatAddress } from '../../machine/addresses.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { Current } from '../current.ts';
import { IrqlMoves } from '../irql-moves.ts';
import { type IrqlServices, irqlServices } from '../irql-services.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Pool } from '../pool/pool.ts';
import { makeSpinLockShortPath, type SpinLockShortPath } from './short-path.ts';
import { SPIN_LOCK_EVENTS, type SpinLockOutcome, spinLockTable } from './spin-lock-machine.ts';

/** What spin locks need from the machine. */
export type SpinLocksHost = Pick<
  KernelHost,
  | 'architecture'
  | 'profile'
  | 'verifier'
  | 'violation'
  | 'deadlock'
  | 'driverMemory'
  | 'kernelMemory'
  | 'pointers'
  | 'codeAddress'
  | 'memory'
  | 'gate'
>;

/** A lock that is held. */
interface Held {
  lock: number;
  processor: number;
  thread: number;
  /** Address of the lock queue handle, 0 for an ordinary acquire. */
  handle: number;
  /** Routine that acquired it. */
  routine: string;
  /** Address of the C code that called it; 0 when that was TypeScript. */
  caller: number;
}

/** Value of a lock that is held (*ours*; the facts say that 0 is free). */
const HELD = 1;
const EVENTS = SPIN_LOCK_EVENTS.length;
const [FREE, HERE, ELSEWHERE] = [0, 1, 2];
const [ACQUIRE, TRY, RELEASE, ACQUIRE_FOREIGN, RELEASE_FOREIGN] = SPIN_LOCK_EVENTS.keys();

/** The spin locks of a machine. */
export class SpinLocks implements Part {
  readonly name = 'spin locks';
  readonly irql: IrqlServices;
  /** The short way of the ordinary pair. */
  readonly short: SpinLockShortPath;
  readonly moves: IrqlMoves;
  readonly #host: SpinLocksHost;
  readonly #current: Current;
  readonly #memory: SpinLocksHost['kernelMemory'];
  readonly #wide: boolean;
  readonly #handle;
  /** What leads from the index of a lock's first word to its upper half, if it has one. */
  readonly #upper: 0 | 1;
  #table: readonly SpinLockOutcome[] | undefined;
  /** Held locks, oldest first. */
  readonly held: Held[] = [];
  /** Record of the lock that was released last: it serves the next one. */
  #spare: Held | null = null;

  constructor(host: SpinLocksHost, current: Current, pool: Pool) {
    this.#host = host;
    this.#memory = host.kernelMemory;
    pool.heldSpinLocks = this.held;
    pool.onFree((block, bytes, routine) => this.#checkFree(block, bytes, routine)).active = false;
    this.#current = current;
    this.irql = irqlServices(host, current);
    this.moves = new IrqlMoves(this.irql);
    this.#wide = host.architecture === 'x64';
    this.#upper = this.#wide ? 1 : 0;
    this.short = makeSpinLockShortPath({
      region: host.memory.kernelRegion,
      wide: this.#wide,
      heldValue: HELD,
      gate: host.gate,
      current,
      holders: this,
    });
    this.#handle = structure(host.architecture, 'KLOCK_QUEUE_HANDLE').at;
  }

  /** Number of spin locks that code of the current processor holds. */
  get heldHere(): number {
    const { number } = this.#current.processor;
    return this.held.filter(({ processor }) => processor === number).length;
  }

  /** Held locks, oldest first, for reports and recorders. */
  get all(): readonly Readonly<Held>[] {
    return this.held;
  }

  /** Makes a lock free, whatever it was. */
  initialize(lock: number): void {
    this.#write(lock, 0);
    this.#forget(lock);
  }

  /** True when the value of a lock is 0 (D-031). */
  isFree(lock: number): boolean {
    return this.#read(lock) === 0;
  }

  /** Takes a lock, at a level that is DISPATCH_LEVEL or above by now. */
  acquire(lock: number, routine: string, handle = 0): void {
    const region = this.#memory.plainRegion(lock);
    const at = region === null ? 0 : (lock - region.base) >>> 2;
    const words = region?.i32;
    if (words !== undefined && words[at] === 0 && words[at | this.#upper] === 0) words[at] = HELD;
    else this.#acquireSlowly(lock, routine, handle);
    this.note(lock, routine, handle);
  }

  #acquireSlowly(lock: number, routine: string, handle: number): void {
    const value = this.#read(lock);
    if (value !== 0) this.#acquireHeld(lock, value, routine, handle);
    this.#write(lock, HELD);
  }

  /** A lock that is not free: returns only when the call goes on all the same. */
  #acquireHeld(lock: number, value: number, routine: string, handle: number): void {
    const holder = this.#holder(lock);
    const event =
      holder !== undefined && (holder.handle === 0) !== (handle === 0) ? ACQUIRE_FOREIGN : ACQUIRE;
    const outcome = this.#outcome(value, holder, event as number);
    if (outcome !== 'heldHere') this.#cannotAcquire(outcome, lock, value, holder, routine);
  }

  /** Takes a lock if nobody has it (D-038, D-039): 1 or 0. */
  tryAcquire(lock: number, routine: string): 0 | 1 {
    const value = this.#read(lock);
    if (this.#outcome(value, this.#holder(lock), TRY as number) !== 'heldHere' || value !== 0) return 0;
    this.#write(lock, HELD);
    this.note(lock, routine, 0);
    return 1;
  }

  /** Gives a lock back. The level stays. */
  release(lock: number, routine: string, handle = 0): void {
    const region = this.#memory.plainRegion(lock);
    const at = region === null ? 0 : (lock - region.base) >>> 2;
    if (region !== null && region.i32[at] !== 0 && this.#isLast(lock, handle)) {
      region.i32[at] = 0;
      region.i32[at | this.#upper] = 0;
      this.forgetLast();
      return;
    }
    this.#releaseOther(lock, routine, handle);
    this.#write(lock, 0);
    this.#forget(lock);
  }

  /** True for the lock that was acquired last, by the current processor. */
  #isLast(lock: number, handle: number): boolean {
    const held = this.held;
    const last = held.length === 0 ? undefined : held[held.length - 1];
    return (
      last !== undefined &&
      last.lock === lock &&
      last.handle === handle &&
      last.processor === this.#current.processor.number
    );
  }

  /** Not the lock that was acquired last. Returns when it may be released, or the call goes on all the same. */
  #releaseOther(lock: number, routine: string, handle: number): void {
    const value = this.#read(lock);
    const holder = value === 0 ? undefined : this.#holder(lock);
    const event = holder !== undefined && holder.handle !== handle ? RELEASE_FOREIGN : RELEASE;
    const outcome = this.#outcome(value, holder, event as number);
    if (outcome !== 'free') this.#report(outcome, lock, holder, routine);
  }

  /** Raises, then takes the lock; returns the level before. Above DISPATCH_LEVEL the level goes down to it (D-033). */
  acquireRaised(lock: number, level: number, routine: string): number {
    const here = this.irql.irql();
    if (here <= level) this.moves.raise(level, routine);
    else this.#lowerToLock(here, level);
    this.acquire(lock, routine);
    return here;
  }

  /** An acquire above its level. */
  #lowerToLock(here: number, level: number): void {
    this.irql.savedLevels().push(here);
    this.irql.setIrql(level);
  }

  /** Gives the lock back, then lowers. */
  releaseLowered(lock: number, level: number, routine: string, handle = 0): void {
    this.release(lock, routine, handle);
    this.moves.lower(level, routine);
  }

  /** Reports a level below DISPATCH_LEVEL at a routine that needs it. */
  requireDispatch(rule: string, lock: number, routine: string): void {
    const irql = this.irql.irql();
    if (irql < DISPATCH_LEVEL) this.#host.violation({ rule, routine, values: [irql, lock] });
  }

  /** Notes lock and level in a lock queue handle, which is the caller's memory. */
  writeHandle(handle: number, lock: number, oldIrql: number): void {
    const { kernelMemory } = this.#host;
    kernelMemory.writePointer(handle + this.#handle['LockQueue.Next'], 0);
    kernelMemory.writePointer(handle + this.#handle['LockQueue.Lock'], lock);
    kernelMemory.writeUint8(handle + this.#handle.OldIrql, oldIrql);
  }

  /** Lock and level that a handle holds. */
  readHandle(handle: number): { readonly lock: number; readonly oldIrql: number } {
    const { kernelMemory } = this.#host;
    return {
      lock: kernelMemory.readPointer(handle + this.#handle['LockQueue.Lock']),
      oldIrql: kernelMemory.readUint8(handle + this.#handle.OldIrql),
    };
  }

  #outcome(value: number, holder: Held | undefined, event: number): SpinLockOutcome {
    const here = holder?.processor === this.#current.processor.number;
    const state = (value === 0 ? FREE : here ? HERE : ELSEWHERE) as number;
    this.#table ??= spinLockTable();
    return this.#table[state * EVENTS + event] as SpinLockOutcome;
  }

  /** Notes that the current processor holds a lock. */
  note(lock: number, routine: string, handle: number): void {
    const { number, thread } = this.#current.processor;
    this.#current.spinLocksHeld += 1;
    const spare = this.#spare;
    if (spare === null) {
      const caller = this.#host.codeAddress();
      this.held.push({ lock, processor: number, thread: thread.id, handle, routine, caller });
      return;
    }
    this.#spare = null;
    spare.lock = lock;
    spare.processor = number;
    spare.thread = thread.id;
    spare.handle = handle;
    spare.routine = routine;
    spare.caller = this.#host.codeAddress();
    this.held.push(spare);
  }

  /** Forgets the lock that was acquired last. */
  forgetLast(): void {
    this.#spare = this.held.pop() as Held;
    this.#current.spinLocksHeld -= 1;
  }

  #holder(lock: number): Held | undefined {
    const held = this.held;
    for (let index = held.length - 1; index >= 0; index--) {
      const found = held[index] as Held;
      if (found.lock === lock) return found;
    }
    return undefined;
  }

  #forget(lock: number): void {
    const held = this.held;
    for (let index = held.length - 1; index >= 0; index--) {
      const found = held[index] as Held;
      if (found.lock !== lock) continue;
      this.#current.spinLocksHeld -= 1;
      this.#spare = found;
      if (index === held.length - 1) held.pop();
      else held.splice(index, 1);
      return;
    }
  }

  /** Memory of pool is about to be freed: a lock in it must have been released. */
  #checkFree(block: number, bytes: number, routine: string): void {
    for (const { lock, routine: by, thread } of [...this.held]) {
      if (lock < block || lock >= block + bytes) continue;
      const details = [`acquired by ${by} on thread ${thread}`];
      this.#host.violation({
        rule: 'pool-free-with-held-lock',
        routine,
        values: [lock, block, bytes],
        details,
      });
    }
  }

  /** Nothing runs that could release the lock: the processor spins for ever, unless a rule says more. */
  #cannotAcquire(
    outcome: SpinLockOutcome,
    lock: number,
    value: number,
    holder: Held | undefined,
    routine: string,
  ): void {
    if (outcome !== 'spinning') this.#report(outcome, lock, holder, routine);
    const who =
      holder === undefined
        ? `its value is ${value}, and nobody acquired it: it was overwritten, or KeInitializeSpinLock was not called`
        : `processor ${holder.processor} holds it since ${holder.routine} on thread ${holder.thread}`;
    this.#host.deadlock(`${routine} spins on ${this.#show(lock)}`, [who]);
  }

  #report(outcome: SpinLockOutcome, lock: number, holder: Held | undefined, routine: string): void {
    const details = holder === undefined ? [] : [`acquired by ${holder.routine} on thread ${holder.thread}`];
    this.#host.violation({ rule: outcome, routine, values: [lock], details });
  }

  #read(lock: number): number {
    const { kernelMemory } = this.#host;
    return this.#wide
      ? kernelMemory.readInt32(lock) | kernelMemory.readInt32(lock + 4)
      : kernelMemory.readInt32(lock);
  }

  #write(lock: number, value: number): void {
    const { kernelMemory } = this.#host;
    kernelMemory.writeInt32(lock, value);
    if (this.#wide) kernelMemory.writeInt32(lock + 4, 0);
  }

  #show(address: number): string {
    return formatAddress(this.#host.architecture, address, this.#host.pointers);
  }

  save(): unknown {
    return this.held.map((held) => ({ ...held }));
  }

  load(saved: unknown): void {
    const held = saved as readonly Held[];
    this.#current.spinLocksHeld += held.length - this.held.length;
    this.held.splice(0, this.held.length, ...held.map((one) => ({ ...one })));
  }

  fingerprint(): string {
    return JSON.stringify(this.held);
  }
}
