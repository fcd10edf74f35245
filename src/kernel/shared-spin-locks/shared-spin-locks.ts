/**
 * Reader/writer spin locks: an EX_SPIN_LOCK is a LONG in the caller's memory.
 *
 *     0 free     n shared n times     bit 31 held exclusively
 *
 * The values besides 0 are *ours* (docs/decisions/0028-spin-locks.md). They
 * decide whether an acquire succeeds; who holds the lock is kept beside, by
 * address. As for ordinary spin locks no other processor runs while one spins,
 * so an acquire that cannot succeed is a deadlock.
 */
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import { formatAddress } from '../../machine/addresses.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { Current } from '../current.ts';
import { IrqlMoves } from '../irql-moves.ts';
import { type IrqlServices, irqlServices } from '../irql-services.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { FreeWatch, Pool } from '../pool/pool.ts';

/** What reader/writer spin locks need from the machine. */
export type SharedSpinLocksHost = Pick<
  KernelHost,
  | 'architecture'
  | 'profile'
  | 'verifier'
  | 'violation'
  | 'deadlock'
  | 'driverMemory'
  | 'kernelMemory'
  | 'pointers'
>;

/** A hold of a lock; a reader may have several. */
interface Held {
  readonly lock: number;
  readonly processor: number;
  readonly thread: number;
  readonly exclusive: boolean;
  /** Routine that took it. */
  readonly routine: string;
}

const EXCLUSIVE = -0x8000_0000;

/** The reader/writer spin locks of a machine. */
export class SharedSpinLocks implements Part {
  readonly name = 'shared spin locks';
  readonly #host: SharedSpinLocksHost;
  readonly #current: Current;
  readonly #irql: IrqlServices;
  readonly #moves: IrqlMoves;
  readonly #freed: FreeWatch;
  #held: readonly Held[] = [];

  constructor(host: SharedSpinLocksHost, current: Current, pool: Pool) {
    this.#host = host;
    this.#current = current;
    this.#irql = irqlServices(host, current);
    this.#moves = new IrqlMoves(this.#irql);
    this.#freed = pool.onFree((block, bytes, routine) => this.#checkFree(block, bytes, routine));
    this.#freed.active = false;
  }

  #setHeld(held: readonly Held[]): void {
    this.#current.spinLocksHeld += held.length - this.#held.length;
    this.#held = held;
    this.#freed.active = held.length > 0;
  }

  /** Every hold. */
  get all(): readonly Held[] {
    return this.#held;
  }

  /** Number of holds that code of the current processor has. */
  get heldHere(): number {
    const { number } = this.#current.processor;
    return this.#held.filter(({ processor }) => processor === number).length;
  }

  /** Raises, then takes the lock; returns the level before. Above DISPATCH_LEVEL the level goes down to it, as with D-033 (*ours*). */
  acquireRaised(lock: number, exclusive: boolean, routine: string): number {
    const here = this.#irql.irql();
    if (here <= DISPATCH_LEVEL) this.#moves.raise(DISPATCH_LEVEL, routine);
    else {
      this.#irql.savedLevels().push(here);
      this.#irql.setIrql(DISPATCH_LEVEL);
    }
    this.acquire(lock, exclusive, routine);
    return here;
  }

  /** Takes a lock, at a level that is DISPATCH_LEVEL or above by now. */
  acquire(lock: number, exclusive: boolean, routine: string): void {
    const value = this.#host.kernelMemory.readInt32(lock);
    if (!mayHave(value, exclusive)) this.#cannotAcquire(lock, value, routine);
    this.#take(lock, exclusive ? EXCLUSIVE : value + 1, exclusive, routine);
  }

  /** Takes a lock if that is possible at once: 1 or 0. */
  tryAcquire(lock: number, exclusive: boolean, routine: string): 0 | 1 {
    const value = this.#host.kernelMemory.readInt32(lock);
    if (!mayHave(value, exclusive)) return 0;
    this.#take(lock, exclusive ? EXCLUSIVE : value + 1, exclusive, routine);
    return 1;
  }

  /** Makes the only reader the writer: 1, else 0 and it stays a reader. */
  tryConvert(lock: number, routine: string): 0 | 1 {
    const value = this.#host.kernelMemory.readInt32(lock);
    const mine = this.#mine(lock, false);
    if (mine === undefined) this.#reportRelease(lock, routine, false);
    if (value !== 1) return 0;
    this.#forget(mine);
    this.#take(lock, EXCLUSIVE, true, routine);
    return 1;
  }

  /** Gives a lock back. The level stays. */
  release(lock: number, exclusive: boolean, routine: string): void {
    const { kernelMemory } = this.#host;
    const value = kernelMemory.readInt32(lock);
    const mine = this.#mine(lock, exclusive);
    if (mine === undefined) this.#reportRelease(lock, routine, exclusive);
    kernelMemory.writeInt32(lock, exclusive ? 0 : value - 1);
    this.#forget(mine);
  }

  /** Gives the lock back, then lowers. */
  releaseLowered(lock: number, exclusive: boolean, level: number, routine: string): void {
    this.requireDispatch('spin-lock-release-low', lock, routine);
    this.release(lock, exclusive, routine);
    this.#moves.lower(level, routine);
  }

  /** Reports a level below DISPATCH_LEVEL at a routine that needs it. */
  requireDispatch(rule: string, lock: number, routine: string): void {
    const irql = this.#irql.irql();
    if (irql < DISPATCH_LEVEL) this.#host.violation({ rule, routine, values: [irql, lock] });
  }

  #take(lock: number, value: number, exclusive: boolean, routine: string): void {
    const { number, thread } = this.#current.processor;
    this.#host.kernelMemory.writeInt32(lock, value);
    this.#setHeld([...this.#held, { lock, processor: number, thread: thread.id, exclusive, routine }]);
  }

  /** A hold of that kind of the current processor. */
  #mine(lock: number, exclusive: boolean): Held | undefined {
    const { number } = this.#current.processor;
    return this.#held.find(
      (one) => one.lock === lock && one.processor === number && one.exclusive === exclusive,
    );
  }

  #forget(hold: Held | undefined): void {
    if (hold !== undefined) this.#setHeld(this.#held.filter((one) => one !== hold));
  }

  /** Nothing runs that could release the lock: the processor spins for ever. */
  #cannotAcquire(lock: number, value: number, routine: string): void {
    const holders = this.#held.filter((one) => one.lock === lock);
    const here = holders.find(({ processor }) => processor === this.#current.processor.number);
    const details = holders.map(describe);
    if (here !== undefined)
      this.#host.violation({ rule: 'spin-lock-already-owned', routine, values: [lock], details });
    const who =
      holders.length > 0 ? details : [`its value is ${value}, and nobody took it: it was overwritten`];
    this.#host.deadlock(
      `${routine} spins on ${formatAddress(this.#host.architecture, lock, this.#host.pointers)}`,
      who,
    );
  }

  /** Memory of pool is about to be freed: a lock in it must have been released. */
  #checkFree(block: number, bytes: number, routine: string): void {
    for (const hold of this.#held) {
      if (hold.lock < block || hold.lock >= block + bytes) continue;
      const values = [hold.lock, block, bytes];
      this.#host.violation({ rule: 'pool-free-with-held-lock', routine, values, details: [describe(hold)] });
    }
  }

  /** A release or conversion of what the processor does not hold in that way. */
  #reportRelease(lock: number, routine: string, exclusive: boolean): void {
    const rule = this.#mine(lock, !exclusive) === undefined ? 'spin-lock-not-owned' : 'lock-wrong-release';
    const details = this.#held.filter((one) => one.lock === lock).map(describe);
    this.#host.violation({ rule, routine, values: [lock], details });
  }

  save(): readonly Held[] {
    return this.#held;
  }

  load(saved: unknown): void {
    this.#setHeld(saved as readonly Held[]);
  }

  fingerprint(): string {
    return JSON.stringify(this.#held);
  }
}

const mayHave = (value: number, exclusive: boolean): boolean => (exclusive ? value === 0 : value >= 0);

const describe = ({ routine, thread, processor }: Held): string =>
  `acquired by ${routine} on thread ${thread}, processor ${processor}`;
