/**
 * Executive resources: locks that one thread holds exclusively or several
 * share, each as often as it likes. Who holds one and who waits is kept beside,
 * by address; the bytes show it (resource-bytes.ts).
 *
 * Who gets a resource that somebody holds (docs/decisions/0035-resources.md):
 *
 * | asks for | held exclusively by another | shared, nobody waits exclusively | shared, somebody does |
 * | --- | --- | --- | --- |
 * | exclusive | waits | waits | waits |
 * | shared | waits | gets it | gets it again when it has it, else waits |
 * | shared, starve exclusive | waits | gets it | gets it |
 * | shared, wait for exclusive | waits | gets it | waits, even when it has it |
 */
import type { Waiting, Waits } from '../../contract/blocking.ts';
import { structure } from '../../contract/structure.ts';
import type { WaitRequest } from '../../contract/wait-request.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { ApcRegions } from '../apc-regions/apc-regions.ts';
import type { KernelHost } from '../kernel-host.ts';
import { type LockParts, LockWaiters, newHold, reportLeftBehind } from '../lock-waiters.ts';
import { LiveObjects, reportFreed } from '../pool/live-objects.ts';
import type { Thread } from '../records.ts';
import type { Scheduler } from '../threads/scheduler.ts';
import { ResourceBytes } from './resource-bytes.ts';
import { ResourceChecks, type ResourceHold, type ResourceOwner } from './resource-checks.ts';

/** What resources need from the machine. */
export type ResourcesHost = Pick<
  KernelHost,
  | 'architecture'
  | 'thread'
  | 'callStack'
  | 'codeAddress'
  | 'stackText'
  | 'kernelMemory'
  | 'irql'
  | 'violation'
  | 'notModelled'
>;

/** How a thread asks for a resource. */
export type ResourceAccess = 'exclusive' | 'shared' | 'starve-exclusive' | 'wait-for-exclusive';

/** A resource in use. */
interface Resource {
  readonly exclusive: boolean;
  /** By KTHREAD, or by owner pointer. */
  readonly owners: ReadonlyMap<number, ResourceOwner>;
}

const FREE: Resource = { exclusive: false, owners: new Map() };

/** The two lowest bits of an owner pointer are set: so it is never taken for the address of a thread. */
const OWNER_POINTER_BITS = 3;

/** The resources of a machine. */
export class Resources implements Part, Waits {
  readonly name = 'resources';
  readonly regions: ApcRegions;
  readonly architecture: ResourcesHost['architecture'];
  readonly #host: ResourcesHost;
  readonly #scheduler: Scheduler;
  readonly #bytes: ResourceBytes;
  readonly #checks: ResourceChecks;
  readonly #waiters: LockWaiters<ResourceHold>;
  readonly #known: LiveObjects<Resource>;

  constructor(host: ResourcesHost, { scheduler, pool, regions }: LockParts) {
    this.#host = host;
    this.architecture = host.architecture;
    this.#scheduler = scheduler;
    this.regions = regions;
    this.#bytes = new ResourceBytes(host);
    this.#checks = new ResourceChecks(host, this.regions);
    this.#waiters = new LockWaiters(scheduler, 'a resource');
    scheduler.onEnding.push((thread) => this.#checkEnd(thread));
    const { bytes } = structure(host.architecture, 'ERESOURCE');
    const report = reportFreed<Resource>(host, 'pool-free-with-resource', () => []);
    this.#known = new LiveObjects(
      pool,
      () => bytes,
      (freed) => {
        report(freed);
        // Where the call goes on, what is made there next is another one.
        this.#known.delete(freed.object);
      },
    );
  }

  drive<R>(work: Waiting<R>): R {
    return this.#scheduler.drive(work);
  }

  /** What identifies the current thread as an owner: the address of its KTHREAD. */
  get currentOwner(): number {
    return this.#scheduler.objectOf();
  }

  // --- life --------------------------------------------------------------------

  initialize(resource: number, routine: string): void {
    this.#bytes.initialize(resource);
    if (this.#known.has(resource))
      this.#host.violation({ rule: 'resource-initialised-twice', routine, values: [resource] });
    this.#known.set(resource, FREE);
  }

  /** Makes a resource that is initialised already a free one. */
  reinitialize(resource: number, routine: string): void {
    this.#find(resource, routine);
    this.#checkUnused(resource, routine);
    this.#bytes.initialize(resource);
    this.#known.set(resource, FREE);
  }

  delete(resource: number, routine: string): void {
    this.#bytes.delete(resource);
    if (!this.#known.has(resource))
      this.#host.violation({ rule: 'resource-deleted-uninitialised', routine, values: [resource] });
    this.#checkUnused(resource, routine);
    this.#known.delete(resource);
  }

  // --- acquiring -----------------------------------------------------------------

  /**
   * Acquires, or says at once that it is not possible.
   * @param wait false to be refused where the thread would have to wait
   * @returns 1 when the caller holds the resource now, else 0
   */
  *acquire(resource: number, access: ResourceAccess, wait: boolean, routine: string): Waiting<0 | 1> {
    this.#checks.apcs('resource-acquire-apcs-enabled', resource, routine);
    const exclusive = access === 'exclusive';
    if (exclusive && !this.#bytes.isAligned(resource))
      this.#host.violation({ rule: 'resource-unaligned', routine, values: [resource] });
    const me = this.currentOwner;
    const hold: ResourceHold = { ...newHold(this.#host, routine), exclusive };
    const state = this.#find(resource, routine);
    if (this.#mayHave(resource, state, access, me)) {
      this.#add(resource, me, hold);
      return 1;
    }
    if (!wait) return 0;
    this.#checks.self(resource, state.owners, me, routine);
    this.#bytes.countContention(resource);
    const blocker = () => this.#blockerOf(resource, hold);
    yield* this.#waiters.wait(resource, hold, blocker, () => this.#show(resource));
    return 1;
  }

  /** For the kernel itself, in synchronous code: acquires exclusively, in a critical region. */
  enterAndAcquire(resource: number, routine: string): void {
    this.regions.enterCritical();
    this.drive(this.acquire(resource, 'exclusive', true, routine));
  }

  /** Gives that back. */
  releaseAndLeave(resource: number, routine: string): void {
    this.release(resource, this.currentOwner, routine);
    this.regions.leaveCritical(routine);
    this.finish();
  }

  /** What an exclusive acquire would have to wait for now, or null. Whoever gets it takes no place in the line. */
  waitFor(resource: number, routine: string): WaitRequest | null {
    const me = this.currentOwner;
    const hold: ResourceHold = { ...newHold(this.#host, routine), exclusive: true };
    const ready = () => this.#mayHave(resource, this.#known.get(resource) ?? FREE, 'exclusive', me);
    if (ready()) return null;
    const owner = () => this.#blockerOf(resource, hold)?.id ?? null;
    return { routine, object: resource, what: 'a resource', owner, ready };
  }

  #mayHave(resource: number, { exclusive, owners }: Resource, access: ResourceAccess, me: number): boolean {
    if (owners.size === 0) return true;
    if (exclusive) return owners.has(me);
    if (access === 'exclusive') return false;
    if (access === 'starve-exclusive' || this.#waiting(resource, true) === 0) return true;
    return access === 'shared' && owners.has(me);
  }

  /** The thread that a wait depends on, the waiting one first: it is the shortest way to a cycle. */
  #blockerOf(resource: number, { exclusive, thread }: ResourceHold): Thread | undefined {
    const state = this.#known.get(resource) ?? FREE;
    if (!exclusive && !state.exclusive)
      return this.#waiters.of(resource).find(({ hold }) => hold.exclusive)?.hold.thread;
    const threads = [...state.owners.values()].flatMap((owner) =>
      owner.byPointer ? [] : [owner.hold.thread],
    );
    return threads.includes(thread) ? thread : threads[0];
  }

  // --- releasing -----------------------------------------------------------------

  /** Gives back one acquire of an owner; the last one passes the resource on. */
  release(resource: number, owner: number, routine: string): void {
    this.#checks.apcs('resource-release-apcs-enabled', resource, routine);
    const state = this.#find(resource, routine);
    const owned = state.owners.get(owner);
    if (owned === undefined) {
      this.#checks.notOwned(resource, state.owners, owner, routine);
      return;
    }
    const owners = new Map(state.owners);
    if (owned.count > 1) owners.set(owner, { ...owned, count: owned.count - 1 });
    else owners.delete(owner);
    this.#known.set(resource, { exclusive: state.exclusive && owners.size > 0, owners });
    if (owners.size === 0) this.#passOn(resource, state.exclusive);
    this.#show(resource);
  }

  /** The last act of every release: a waiter of a higher priority goes first. */
  finish(): void {
    this.#scheduler.preempt();
  }

  /** The exclusive owner goes on as one that shares, with those who wait to share (*ours* as far as the order goes). */
  convertToShared(resource: number, routine: string): void {
    const state = this.#find(resource, routine);
    if (!state.exclusive || !state.owners.has(this.currentOwner)) {
      this.#host.violation({ rule: 'resource-not-exclusive', routine, values: [resource] });
      return;
    }
    this.#known.set(resource, { ...state, exclusive: false });
    this.#grantShared(resource);
    this.#show(resource);
  }

  /** After an exclusive owner those who share come first, after shared ones an exclusive one: so neither kind starves. */
  #passOn(resource: number, wasExclusive: boolean): void {
    const waiters = this.#waiters.of(resource);
    const next = waiters.find(({ hold }) => hold.exclusive);
    if (next !== undefined && !(wasExclusive && waiters.some(({ hold }) => !hold.exclusive))) {
      this.#add(resource, this.#scheduler.objectOf(next.hold.thread), next.hold);
      this.#waiters.grant(resource, next);
    } else this.#grantShared(resource);
  }

  #grantShared(resource: number): void {
    for (const waiter of this.#waiters.of(resource).filter(({ hold }) => !hold.exclusive)) {
      this.#add(resource, this.#scheduler.objectOf(waiter.hold.thread), waiter.hold);
      this.#waiters.grant(resource, waiter);
    }
  }

  // --- owners --------------------------------------------------------------------

  /** Makes a pointer the owner instead of the current thread; ExReleaseResourceForThreadLite releases with it. */
  setOwner(resource: number, pointer: number, isThread: boolean, routine: string): void {
    if (!isThread && (pointer & OWNER_POINTER_BITS) !== OWNER_POINTER_BITS)
      this.#host.violation({ rule: 'resource-owner-pointer', routine, values: [resource, pointer] });
    const state = this.#find(resource, routine);
    const me = this.currentOwner;
    const mine = state.owners.get(me);
    if (mine === undefined) {
      this.#checks.notOwned(resource, state.owners, me, routine);
      return;
    }
    const owners = new Map(state.owners);
    owners.delete(me);
    const count = mine.count + (owners.get(pointer)?.count ?? 0);
    owners.set(pointer, { ...mine, count, byPointer: true });
    this.#known.set(resource, { ...state, owners });
    this.#show(resource);
  }

  /** FLAG_OWNER_POINTER_IS_THREAD (1): the pointer is that of a thread object. */
  isThreadFlag(flags: number): boolean {
    if (flags > 1) this.#host.notModelled(`ExSetResourceOwnerPointerEx with flags ${flags}`);
    return flags === 1;
  }

  /** Touches a resource as a routine does that changes nothing which is modelled. */
  touch(resource: number, routine: string): void {
    this.#find(resource, routine);
  }

  isExclusive(resource: number, routine: string): 0 | 1 {
    const { exclusive, owners } = this.#find(resource, routine);
    return exclusive && owners.has(this.currentOwner) ? 1 : 0;
  }

  /** How often the current thread holds a resource, in either way. */
  countOf(resource: number, routine: string): number {
    return this.#find(resource, routine).owners.get(this.currentOwner)?.count ?? 0;
  }

  waiterCount(resource: number, exclusive: boolean, routine: string): number {
    this.#find(resource, routine);
    return this.#waiting(resource, exclusive);
  }

  #waiting(resource: number, exclusive: boolean): number {
    return this.#waiters.of(resource).filter(({ hold }) => hold.exclusive === exclusive).length;
  }

  #add(resource: number, owner: number, hold: ResourceHold): void {
    const state = this.#known.get(resource) ?? FREE;
    const before = state.owners.get(owner);
    const entry =
      before === undefined ? { hold, count: 1, byPointer: false } : { ...before, count: before.count + 1 };
    const exclusive = state.owners.size === 0 ? hold.exclusive : state.exclusive;
    this.#known.set(resource, { exclusive, owners: new Map(state.owners).set(owner, entry) });
    this.#show(resource);
  }

  /** Writes what a debugger would see. */
  #show(resource: number): void {
    const { exclusive, owners } = this.#known.get(resource) ?? FREE;
    const [first] = exclusive ? owners : [];
    this.#bytes.write(resource, {
      exclusive,
      owners: owners.size,
      owner: first?.[0] ?? 0,
      count: first?.[1].count ?? 0,
      sharedWaiters: this.#waiting(resource, false),
      exclusiveWaiters: this.#waiting(resource, true),
    });
  }

  // --- checks ----------------------------------------------------------------------

  /** The state of a resource. One that was never initialised counts as free where the call goes on (*ours*). */
  #find(resource: number, routine: string): Resource {
    const active = this.#bytes.isActive(resource);
    const known = this.#known.get(resource);
    if (known === undefined || active !== known.owners.size > 0)
      this.#host.violation({ rule: 'lock-not-initialised', routine, values: [resource] });
    return known ?? FREE;
  }

  #checkUnused(resource: number, routine: string): void {
    const { owners } = this.#known.get(resource) ?? FREE;
    this.#checks.unused(resource, owners, this.#waiters.of(resource).length, routine);
  }

  /** What a thread may not leave behind. */
  #checkEnd(thread: Thread): void {
    for (const [resource, { owners }] of this.#known)
      for (const [owner, { hold, byPointer }] of owners)
        if (hold.thread === thread && !byPointer) reportLeftBehind(this.#host, resource, owner, hold);
  }

  /** Where a snapshot is legal nobody waits. */
  save(): readonly (readonly [number, Resource])[] {
    return [...this.#known];
  }

  load(saved: unknown): void {
    this.#waiters.clear();
    this.#known.clear();
    for (const [address, resource] of saved as ReturnType<Resources['save']>)
      this.#known.set(address, resource);
  }

  fingerprint(): string {
    const owners = ({ owners }: Resource) => [...owners].map(([owner, { count }]) => [owner, count]);
    return JSON.stringify(this.save().map(([address, one]) => [address, one.exclusive, owners(one)]));
  }
}
