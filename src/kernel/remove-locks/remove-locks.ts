/**
 * Remove locks: a driver holds one while it uses its device; the removal of the
 * device waits until all are given back, and no new ones are given out.
 *
 *     Removed  TRUE from the wait on     IoCount  1 and the acquires that are held
 *     RemoveEvent  set when IoCount reaches 0
 *
 * Which tags are held, since when, and the limits of the lock are kept beside;
 * Windows does that in checked builds and for verified drivers.
 */
import type { Waiting, Waits } from '../../contract/blocking.ts';
import { structure } from '../../contract/structure.ts';
import type { Part } from '../../machine/snapshot.ts';
import { STATUS_DELETE_PENDING, STATUS_SUCCESS } from '../../status/common.ts';
import type { Clock } from '../clock/clock.ts';
import type { Dispatcher } from '../dispatcher/dispatcher.ts';
import { objectTypes } from '../dispatcher/objects.ts';
import type { KernelHost } from '../kernel-host.ts';
import { describeHold, type LockHold, newHold } from '../lock-waiters.ts';
import { LiveObjects } from '../pool/live-objects.ts';
import type { Pool } from '../pool/pool.ts';

/** What remove locks need from the machine. */
export type RemoveLocksHost = Pick<
  KernelHost,
  | 'architecture'
  | 'thread'
  | 'callStack'
  | 'codeAddress'
  | 'stackText'
  | 'kernelMemory'
  | 'violation'
  | 'notModelled'
>;

/** The rest of the kernel that they touch. */
export interface RemoveLocksParts {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly pool: Pool;
}

/** An acquire that is held. */
interface TaggedHold extends LockHold {
  readonly tag: number;
  /** Interrupt time of the acquire. */
  readonly since: bigint;
}

/** A lock in use. */
interface RemoveLock {
  /** Minutes that an acquire may be held; 0 for any time. */
  readonly maxMinutes: number;
  /** Acquires that may be held at a time; 0 for any number. */
  readonly highWater: number;
  readonly held: readonly TaggedHold[];
}

const UNITS_PER_MINUTE = 600_000_000n;

/** The remove locks of a machine. */
export class RemoveLocks implements Part, Waits {
  readonly name = 'remove locks';
  readonly #host: RemoveLocksHost;
  readonly #dispatcher: Dispatcher;
  readonly #clock: Clock;
  readonly #at;
  readonly #sizes: readonly number[];
  readonly #known: LiveObjects<RemoveLock>;

  constructor(host: RemoveLocksHost, { dispatcher, clock, pool }: RemoveLocksParts) {
    this.#host = host;
    this.#dispatcher = dispatcher;
    this.#clock = clock;
    const { at, bytes } = structure(host.architecture, 'IO_REMOVE_LOCK');
    this.#at = at;
    // Nothing ends a remove lock but the end of its memory; another may begin there.
    this.#known = new LiveObjects(
      pool,
      () => bytes,
      ({ object }) => this.#known.delete(object),
    );
    this.#sizes = [bytes, bytes + structure(host.architecture, 'IO_REMOVE_LOCK_DBG_BLOCK').bytes];
  }

  drive<R>(work: Waiting<R>): R {
    return this.#dispatcher.drive(work);
  }

  initialize(lock: number, limits: Pick<RemoveLock, 'maxMinutes' | 'highWater'>, routine: string): void {
    const { kernelMemory } = this.#host;
    kernelMemory.writeUint8(lock + this.#at['Common.Removed'], 0);
    kernelMemory.writeInt32(lock + this.#at['Common.IoCount'], 1);
    const { headers } = this.#dispatcher;
    headers.initialize(this.#eventOf(lock), objectTypes.synchronizationEvent, headers.size('KEVENT'), 0);
    if (this.#known.has(lock))
      this.#host.violation({ rule: 'remove-lock-initialised-twice', routine, values: [lock] });
    this.#known.set(lock, { ...limits, held: [] });
  }

  /** Acquires: STATUS_SUCCESS, or STATUS_DELETE_PENDING once the removal waits. */
  acquire(lock: number, tag: number, routine: string): number {
    const { kernelMemory } = this.#host;
    if (kernelMemory.readUint8(lock + this.#at['Common.Removed']) !== 0) return STATUS_DELETE_PENDING;
    const known = this.#find(lock, routine);
    this.#addToCount(lock, 1);
    const held = [...known.held, { ...newHold(this.#host, routine), tag, since: this.#clock.now }];
    this.#known.set(lock, { ...known, held });
    if (known.highWater !== 0 && held.length > known.highWater)
      this.#host.violation({
        rule: 'remove-lock-high-water',
        routine,
        values: [lock, held.length, known.highWater],
        details: held.map(describeHold),
      });
    return STATUS_SUCCESS;
  }

  /** Gives an acquire back; the last one lets the removal go on. */
  release(lock: number, tag: number, routine: string): void {
    this.#take('remove-lock-tag-mismatch', lock, tag, routine);
    if (this.#addToCount(lock, -1) === 0) this.#dispatcher.signal(this.#eventOf(lock), 1, 0);
    this.#dispatcher.finish(0);
  }

  /** Gives an acquire back, lets nobody acquire any more, and waits until none is held. */
  *releaseAndWait(lock: number, tag: number, routine: string): Waiting<void> {
    this.#take('remove-lock-wait-tag-mismatch', lock, tag, routine);
    this.#host.kernelMemory.writeUint8(lock + this.#at['Common.Removed'], 1);
    // Its own acquire, and the 1 that the lock begins with.
    if (this.#addToCount(lock, -2) === 0) return;
    yield* this.#dispatcher.wait({ routine, objects: [this.#eventOf(lock)], all: false, timeout: null });
  }

  /** Refuses a size that no build has. */
  checkSize(size: number, routine: string): void {
    if (!this.#sizes.includes(size)) this.#host.notModelled(`${routine} with a lock of ${size} bytes`);
  }

  #take(rule: string, lock: number, tag: number, routine: string): void {
    const known = this.#find(lock, routine);
    const mine = known.held.find((one) => one.tag === tag);
    if (mine === undefined) {
      this.#host.violation({ rule, routine, values: [lock, tag], details: known.held.map(describeHold) });
      return;
    }
    this.#known.set(lock, { ...known, held: known.held.filter((one) => one !== mine) });
    const { maxMinutes } = known;
    if (maxMinutes === 0 || this.#clock.now - mine.since <= BigInt(maxMinutes) * UNITS_PER_MINUTE) return;
    this.#host.violation({
      rule: 'remove-lock-held-too-long',
      routine,
      values: [lock, tag, maxMinutes],
      details: [describeHold(mine)],
    });
  }

  #addToCount(lock: number, change: number): number {
    const { kernelMemory } = this.#host;
    const at = lock + this.#at['Common.IoCount'];
    const count = kernelMemory.readInt32(at) + change;
    kernelMemory.writeInt32(at, count);
    return count;
  }

  #eventOf(lock: number): number {
    return lock + this.#at['Common.RemoveEvent'];
  }

  /** A lock that was never initialised has no limits where the call goes on (*ours*). */
  #find(lock: number, routine: string): RemoveLock {
    const known = this.#known.get(lock);
    if (known === undefined) this.#host.violation({ rule: 'lock-not-initialised', routine, values: [lock] });
    return known ?? { maxMinutes: 0, highWater: 0, held: [] };
  }

  save(): readonly (readonly [number, RemoveLock])[] {
    return [...this.#known];
  }

  load(saved: unknown): void {
    this.#known.clear();
    for (const [address, lock] of saved as ReturnType<RemoveLocks['save']>) this.#known.set(address, lock);
  }

  fingerprint(): string {
    const tags = ({ held }: RemoveLock) => held.map(({ tag, since }) => [tag, String(since)]);
    return JSON.stringify(this.save().map(([address, lock]) => [address, tags(lock)]));
  }
}
