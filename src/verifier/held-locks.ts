/**
 * Which thread holds which locks since where: what the recorders of lock orders and of unserialized heaps ask. Read
 * from the calls at the door (lock-calls.ts); mutexes from the dispatcher, which knows their owners.
 */
import { busyBlock, bytesOf } from '../heap/busy-block.ts';
import type { DoorCall, DoorObserver, RoutineWatcher } from '../kernel/door.ts';
import type { Machine } from '../kernel/machine.ts';
import type { FreeWatch } from '../kernel/pool/pool.ts';
import type { Process } from '../kernel/records.ts';
import type { UseWitness } from '../machine/ports.ts';
import type { Part } from '../machine/snapshot.ts';
import { DebugMemory } from '../memory/debug-memory.ts';
import { KnownStacks } from './known-stacks.ts';
import { type LockCall, type LockKind, lockCalls, movesMutexes, singleWaits } from './lock-calls.ts';

/** A lock, with a name that no other lock has while it lives. */
export interface NamedLock {
  readonly key: string;
  readonly kind: LockKind;
  /** Its address; 0 for the cancel spin lock. */
  readonly address: number;
  /** True when it lies in the memory of a program. */
  readonly isOfProgram: boolean;
}

/** A lock that a thread holds. */
export interface HeldLock extends NamedLock {
  /** Call stack of the acquire, innermost first. */
  readonly stack: readonly string[];
  /** How often: several kinds of locks can be acquired again by whoever holds them. */
  readonly count: number;
  /** True when others can hold it meanwhile. */
  readonly isShared: boolean;
  /** Address of the lock queue handle that it was acquired with, else 0. */
  readonly handle: number;
}

/** Who wants to know of locks. */
export interface LockListener {
  /** A thread that holds locks is about to wait for one more, if somebody else has it. */
  acquiring(lock: NamedLock, held: readonly HeldLock[], routine: string, stack: readonly string[]): void;
  /** Locks that `is` says yes to are no longer what they were: initialised anew, deleted, or their memory freed. */
  gone(is: (lock: NamedLock) => boolean): void;
}

type Held = readonly (readonly [thread: number, locks: readonly HeldLock[]])[];

const WAIT_TIMEOUT = 258;
/** MAXIMUM_WAIT_OBJECTS. */
const MOST_HANDLES = 64;
/** INFINITE of the waits of programs. */
const INFINITE = 0xffff_ffff;
const NOTHING: readonly HeldLock[] = [];
/** Dispatcher objects of this type are mutexes. */
const MUTANT = 2;

/** The locks that threads of one machine hold. */
export class HeldLocks implements RoutineWatcher, UseWitness, Part {
  readonly name = 'held locks';
  readonly listeners: LockListener[] = [];
  readonly stacks: KnownStacks;
  readonly #machine: Machine;
  readonly #byThread = new Map<number, readonly HeldLock[]>();
  readonly #poolFrees: FreeWatch;
  /** Sees heaps free blocks while somebody remembers locks. */
  readonly #heapFrees: DoorObserver = {
    before: (call) => {
      const { name } = call.contract;
      if (name === 'HeapFree' || name === 'RtlFreeHeap') this.#heapFreed(call);
    },
  };

  constructor(machine: Machine) {
    this.#machine = machine;
    this.stacks = new KnownStacks(machine);
    this.#poolFrees = machine.subsystems.pool.onFree((block, bytes) => {
      if (this.#poolFrees.active) this.#freed(null, block, bytes);
    });
    this.#poolFrees.active = false;
  }

  watches(routine: string): boolean {
    return (
      lockCalls.has(routine) || singleWaits.has(routine) || movesMutexes(routine) || /Wait/.test(routine)
    );
  }

  /**
   * Says whether listeners remember locks, and whether any of them lies in the memory of a program: then freed memory
   * matters to them. While none does, frees take their short way.
   */
  remembers(locks: boolean, ofPrograms: boolean): void {
    const { observers } = this.#machine;
    this.#poolFrees.active = locks;
    const at = observers.indexOf(this.#heapFrees);
    if (ofPrograms === at >= 0) return;
    if (ofPrograms) observers.push(this.#heapFrees);
    else observers.splice(at, 1);
    this.#machine.updateGates();
  }

  /** What a thread holds, oldest first. */
  of(thread: number): readonly HeldLock[] {
    return this.#byThread.get(thread) ?? NOTHING;
  }

  locksOf(thread: number): readonly string[] {
    return this.of(thread).flatMap(({ key, kind, isShared }) =>
      isShared || kind === 'heap lock' ? [] : [key],
    );
  }

  stack(): readonly string[] {
    return this.stacks.now();
  }

  before(call: DoorCall): void {
    const { name } = call.contract;
    const known = lockCalls.get(name);
    if (known !== undefined) {
      this.#beforeLock(call, known);
      return;
    }
    const timeout = singleWaits.get(name);
    if (timeout !== undefined) {
      const mutex = isEndless(call, timeout) ? this.#mutexOf(call) : null;
      if (mutex !== null) this.#acquiring(mutex, name);
    }
  }

  after(call: DoorCall, result: unknown): void {
    const known = lockCalls.get(call.contract.name);
    if (known === undefined) {
      if (movesMutexes(call.contract.name)) this.#syncMutexes();
      if (/Wait/.test(call.contract.name)) this.#waited(call, result);
      return;
    }
    if (known.action !== 'acquire' && known.action !== 'try') return;
    // Every routine that may fail to acquire says so with 0.
    if (call.contract.returns !== 'void' && TELLS_SUCCESS.has(call.contract.returns) && result === 0) return;
    const lock = lockOf(call, known);
    if (lock === null) return;
    const handle = known.handle === undefined ? 0 : asAddress(call.args[known.handle]);
    this.#add(lock, handle, /Shared/.test(call.contract.name));
  }

  #beforeLock(call: DoorCall, known: LockCall): void {
    const { action, wait } = known;
    if (action === 'release') {
      this.#release(call, known);
      return;
    }
    const lock = lockOf(call, known);
    if (lock === null) return;
    if (action === 'initialise') {
      for (const listener of this.listeners) listener.gone(({ key }) => key === lock.key);
      return;
    }
    const mayWait = action !== 'try' && (wait === undefined || call.args[wait] !== 0);
    if (mayWait) this.#acquiring(lock, call.contract.name);
  }

  #acquiring(lock: NamedLock, routine: string): void {
    const held = this.of(this.#machine.threadId());
    // Who holds a lock does not wait for it again, or waits for himself, which is another rule's.
    if (held.length === 0 || held.some(({ key }) => key === lock.key)) return;
    const stack = this.stacks.now();
    for (const listener of this.listeners) listener.acquiring(lock, held, routine, stack);
  }

  #add(lock: NamedLock, handle: number, isShared: boolean): void {
    const thread = this.#machine.threadId();
    const held = this.of(thread);
    const again = held.find(({ key }) => key === lock.key);
    const added: HeldLock =
      again === undefined
        ? { ...lock, handle, isShared, stack: this.stacks.now(), count: 1 }
        : { ...again, count: again.count + 1 };
    this.#byThread.set(thread, [...held.filter((one) => one !== again), added]);
  }

  #release(call: DoorCall, known: LockCall): void {
    const handle = known.handle === undefined ? 0 : asAddress(call.args[known.handle]);
    const lock = known.handle === undefined ? lockOf(call, known) : null;
    const isIt = (one: HeldLock): boolean =>
      lock === null ? handle !== 0 && one.handle === handle : one.key === lock.key;
    const mine = this.#machine.threadId();
    const owner = this.of(mine).some(isIt)
      ? mine
      : [...this.#byThread].find(([, locks]) => locks.some(isIt))?.[0];
    if (owner !== undefined) this.#takeOnce(owner, isIt);
  }

  #takeOnce(thread: number, isIt: (one: HeldLock) => boolean): void {
    const held = this.of(thread).flatMap((one) =>
      isIt(one) ? (one.count > 1 ? [{ ...one, count: one.count - 1 }] : []) : [one],
    );
    if (held.length === 0) this.#byThread.delete(thread);
    else this.#byThread.set(thread, held);
  }

  /** The mutexes that the current thread owns are those that the dispatcher says. */
  #syncMutexes(): void {
    const { mutants } = this.#machine.subsystems.dispatcher;
    const { thread } = this.#machine;
    const owned = mutants.ownedBy(thread);
    const held = this.of(thread.id);
    const kept = held.filter(({ kind, address }) => kind !== 'mutex' || owned.includes(address));
    const fresh = owned.filter(
      (mutex) => !held.some(({ kind, address }) => kind === 'mutex' && address === mutex),
    );
    if (kept.length === held.length && fresh.length === 0) return;
    const stack = this.stacks.now();
    const added = fresh.map((mutex) => ({ ...mutexAt(mutex), stack, count: 1, handle: 0, isShared: false }));
    this.#byThread.set(thread.id, [...kept, ...added]);
  }

  /** A wait is over: what ended threads did that it was for comes before whatever this one does now. */
  #waited({ contract, args, process }: DoorCall, result: unknown): void {
    if (process === null || result === WAIT_TIMEOUT) return;
    const count = contract.name.includes('Multiple') ? asAddress(args[0]) : 0;
    const handles = count === 0 ? [asAddress(args[0])] : this.#handlesAt(process, asAddress(args[1]), count);
    const { objects } = this.#machine.subsystems.threads;
    const ended = handles.map((handle) => objects.lookUp(handle, process.id)?.object);
    for (const { id, object, state } of process.threads)
      if (state === 'terminated' && object !== 0 && ended.includes(object))
        process.heaps.noteEnd(id, this.#machine.threadId());
  }

  #handlesAt({ programSpace }: Process, array: number, count: number): readonly number[] {
    const memory = new DebugMemory(programSpace, this.#machine.pointers);
    const width = programSpace.architecture === 'x64' ? 8 : 4;
    return Array.from({ length: Math.min(count, MOST_HANDLES) }, (_, index) =>
      asAddress(memory.readPointer(array + index * width)),
    );
  }

  /** The mutex that a call waits for, or null when it waits for something else. */
  #mutexOf({ contract, args }: DoorCall): NamedLock | null {
    const { dispatcher, threads } = this.#machine.subsystems;
    const value = asAddress(args[0]);
    if (contract.name.startsWith('Ke')) {
      const isMutex = value !== 0 && this.#isReadable(value) && dispatcher.headers.type(value) === MUTANT;
      return isMutex ? mutexAt(value) : null;
    }
    const open = threads.objects.lookUp(value, this.#machine.process.id);
    return open !== undefined && threads.objects.kindOf(open.object) === 'mutant'
      ? mutexAt(open.object)
      : null;
  }

  /** A bad address is the routine's own affair. */
  #isReadable(address: number): boolean {
    return this.#machine.kernelMemory.probe(address, 1, 'read') === null;
  }

  #heapFreed({ args, process }: DoorCall): void {
    const [heap, , address] = args.map(asAddress);
    if (process === null || heap === undefined || address === undefined) return;
    const known = process.heaps.find(heap);
    const block = known === undefined ? 'bad-address' : busyBlock(known, address);
    if (typeof block !== 'string') this.#freed(process, address, bytesOf(block));
  }

  /** Memory is about to be freed: the locks in it are gone. */
  #freed(process: Process | null, block: number, bytes: number): void {
    const isIn = ({ key, address }: NamedLock): boolean =>
      address >= block && address < block + bytes && (process === null || key.startsWith(`${process.id} `));
    for (const listener of this.listeners) listener.gone(isIn);
  }

  save(): Held {
    return [...this.#byThread];
  }

  load(saved: unknown): void {
    this.#byThread.clear();
    for (const [thread, locks] of saved as Held) this.#byThread.set(thread, locks);
  }

  fingerprint(): string {
    return JSON.stringify(
      this.save().map(([thread, locks]) => [thread, locks.map(({ key, count }) => [key, count])]),
    );
  }
}

/** Results that say whether a lock was acquired. A level or a handle that is 0 says nothing. */
const TELLS_SUCCESS: ReadonlySet<string> = new Set(['BOOLEAN', 'BOOL', 'LOGICAL']);

const asAddress = (value: unknown): number => (typeof value === 'number' ? value : 0);

const mutexAt = (address: number): NamedLock => ({
  key: `mutex ${address}`,
  kind: 'mutex',
  address,
  isOfProgram: false,
});

/** The lock that a call is about; null where its argument is no address. */
function lockOf({ args, process }: DoorCall, { kind, lock }: LockCall): NamedLock | null {
  if (lock === null) return { key: 'cancel', kind, address: 0, isOfProgram: false };
  const address = asAddress(args[lock]);
  // Each process has addresses of its own.
  return address === 0
    ? null
    : { key: `${process?.id ?? ''} ${kind} ${address}`, kind, address, isOfProgram: process !== null };
}

/** True for a wait that only the object can end. */
function isEndless({ args, process }: DoorCall, timeout: number): boolean {
  const value = args[timeout];
  return process === null || typeof value !== 'number' ? value === 0 : value >>> 0 === INFINITE;
}
