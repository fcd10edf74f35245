/**
 * Where one heap is in its life (heap-life-machine.ts): who holds its lock,
 * whose call runs guest code, what damage was found.
 *
 * These numbers are the state; every change but one asks the table first. The
 * one is the call that meets nobody: it takes a lock that is free or its own,
 * millions of times a second. test/heap/heap-life.test.ts drives heaps and the
 * machine side by side.
 */
import type { Finding } from './corruption.ts';
import type { HeapAnswer, HeapEventName } from './heap-life-machine.ts';
import { DAMAGED, DESTROYED, HELD, heapLifeStep, INSIDE } from './heap-life-table.ts';
import type { HeapUsers } from './heap-users.ts';

/** Damage that was found and that stopped nothing. */
export interface HeapDamage {
  readonly finding: Finding;
  readonly address: number;
}

/** What a snapshot keeps. No call is in progress then. */
export type HeapLifeImage = Pick<HeapLife, 'owner' | 'count' | 'damage'>;

/** The life of one heap. */
export class HeapLife {
  /** Thread that holds the lock, 0 when nobody does; and how often. */
  owner = 0;
  count = 0;
  /** Thread whose call runs guest code now, the innermost one; 0 when none does. */
  guest = 0;
  /** Calls in progress; those that came the short way do not count. */
  calls = 0;
  /** How often guest code ran inside of a call. What the engine knew before may be wrong when it has changed. */
  callOuts = 0;
  /** The damage that was found first. */
  damage: HeapDamage | null = null;
  /** Notes which threads use the heap; null while its process has one thread. */
  users: HeapUsers | null = null;
  destroyed = false;

  /** The number of the state (heap-life-table.ts). */
  get state(): number {
    if (this.destroyed) return DESTROYED;
    return (
      (this.owner === 0 ? 0 : HELD) | (this.guest === 0 ? 0 : INSIDE) | (this.damage === null ? 0 : DAMAGED)
    );
  }

  /** Whether neither a lock nor a call asks others to be careful. */
  get isQuiet(): boolean {
    return this.owner === 0 && this.guest === 0 && !this.destroyed;
  }

  /** Whether an unserialized call needs not know which thread makes it. */
  get isAlone(): boolean {
    return this.guest === 0 && this.users === null;
  }

  /**
   * What a routine does when an event happens now. The caller changes the numbers.
   * @throws RangeError when the event cannot happen in this state: a bug of ours
   */
  answer(event: HeapEventName): HeapAnswer {
    const step = heapLifeStep(event, this.state);
    if (step === undefined) throw new RangeError(`heap life: ${event} in state ${this.state}`);
    return step.answer;
  }

  /** Remembers what was found: of damage the first, of misuse nothing. */
  note(what: 'DAMAGE' | 'MISUSE', finding: Finding, address: number): void {
    this.answer(what);
    if (what === 'DAMAGE') this.damage ??= { finding, address };
  }

  /** True when another thread than this one holds the lock. */
  isHeldByOther(thread: number): boolean {
    return this.owner !== 0 && this.owner !== thread;
  }

  /** State for snapshots. */
  save(): HeapLifeImage {
    const { owner, count, damage } = this;
    return { owner, count, damage };
  }

  /** Restores what `save` gave; the heap is alive again. */
  load({ owner, count, damage }: HeapLifeImage): void {
    Object.assign(this, { owner, count, damage, guest: 0, destroyed: false });
  }
}
