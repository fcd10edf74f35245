/**
 * Mutexes: who owns which. The state is in the bytes of the KMUTANT; the owner
 * is there too, but what counts is kept here, by address, so that a driver that
 * overwrites the structure does not become its owner.
 *
 *     SignalState 1 free · 0 owned · -1, -2 … owned and acquired again
 */
import { structure } from '../../contract/structure.ts';
import { EXCEPTION_NONCONTINUABLE } from '../../seh/exception-constants.ts';
import {
  STATUS_ABANDONED,
  STATUS_MUTANT_LIMIT_EXCEEDED,
  STATUS_MUTANT_NOT_OWNED,
} from '../../status/common.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Thread } from '../records.ts';
import { type ObjectHeaders, objectTypes } from './objects.ts';

/** What mutexes need from the machine. */
export type MutantsHost = Pick<
  KernelHost,
  'architecture' | 'kernelMemory' | 'callStack' | 'raise' | 'violation' | 'thread'
>;

/** Recursion that STATUS_MUTANT_LIMIT_EXCEEDED ends: the state has no smaller value. */
const MINLONG = -0x8000_0000;
/** Bit of MutantFlags: the owner ended without a release. *Ours*: no page names the bits. */
const ABANDONED = 1;

interface Ownership {
  readonly thread: Thread;
  /** Routines that were running when it was acquired, innermost last. */
  readonly callStack: readonly string[];
}

/** State of ownership, for snapshots. */
export type MutantsImage = readonly (readonly [number, Ownership])[];

/** The mutexes of one machine. */
export class Mutants {
  readonly #host: MutantsHost;
  readonly #headers: ObjectHeaders;
  readonly #objectOf: (thread: Thread) => number;
  readonly #at;
  readonly #owners = new Map<number, Ownership>();

  constructor(host: MutantsHost, headers: ObjectHeaders, objectOf: (thread: Thread) => number) {
    this.#host = host;
    this.#headers = headers;
    this.#objectOf = objectOf;
    this.#at = structure(host.architecture, 'KMUTANT').at;
  }

  /**
   * Fills a mutex in.
   * @param owner thread that owns it from the start, or null
   * @param apcDisable true for a KMUTEX: its owner gets no normal kernel APCs
   */
  initialize(mutex: number, owner: Thread | null, apcDisable: boolean): void {
    const { kernelMemory: memory } = this.#host;
    const list = mutex + this.#at['MutantListEntry.Flink'];
    this.#headers.initialize(
      mutex,
      objectTypes.mutant,
      this.#headers.size('KMUTANT'),
      owner === null ? 1 : 0,
    );
    memory.writePointer(list, list);
    memory.writePointer(mutex + this.#at['MutantListEntry.Blink'], list);
    memory.writePointer(mutex + this.#at.OwnerThread, owner === null ? 0 : this.#objectOf(owner));
    memory.writeUint8(mutex + this.#at.MutantFlags, 0);
    memory.writeUint8(mutex + this.#at.ApcDisable, apcDisable ? 1 : 0);
    this.#owners.delete(mutex);
    if (owner !== null) this.#owners.set(mutex, { thread: owner, callStack: [...this.#host.callStack] });
  }

  /** Owner of a mutex, or null. */
  ownerOf(mutex: number): Thread | null {
    return this.#owners.get(mutex)?.thread ?? null;
  }

  /** True when a thread could acquire it now. */
  isFreeFor(mutex: number, thread: Thread): boolean {
    return this.#headers.state(mutex) > 0 || this.ownerOf(mutex) === thread;
  }

  /** Acquires a mutex that is free for the thread. True when its last owner had abandoned it. */
  acquire(mutex: number, thread: Thread): boolean {
    const { kernelMemory: memory } = this.#host;
    const state = this.#headers.state(mutex);
    if (state === MINLONG) this.#raise(STATUS_MUTANT_LIMIT_EXCEEDED);
    this.#headers.setState(mutex, state - 1);
    if (state !== 1) return false;
    const callStack = thread === this.#host.thread ? this.#host.callStack : thread.callStack;
    this.#owners.set(mutex, { thread, callStack: [...callStack] });
    memory.writePointer(mutex + this.#at.OwnerThread, this.#objectOf(thread));
    thread.kernelApcDisable -= memory.readUint8(mutex + this.#at.ApcDisable);
    const flags = memory.readUint8(mutex + this.#at.MutantFlags);
    memory.writeUint8(mutex + this.#at.MutantFlags, flags & ~ABANDONED);
    return (flags & ABANDONED) !== 0;
  }

  /**
   * Gives a mutex back once. Raises when the current thread does not own it.
   * @returns its state before; 0 when it is free now
   */
  release(mutex: number): number {
    const { thread } = this.#host;
    if (this.ownerOf(mutex) !== thread) {
      this.#raise(this.#isAbandoned(mutex) ? STATUS_ABANDONED : STATUS_MUTANT_NOT_OWNED);
    }
    const state = this.#headers.state(mutex);
    this.#headers.setState(mutex, state + 1);
    if (state === 0) this.#disown(mutex, thread);
    return state;
  }

  /** The mutexes that a thread owns. */
  ownedBy(thread: Thread): readonly number[] {
    return [...this.#owners].filter(([, owner]) => owner.thread === thread).map(([mutex]) => mutex);
  }

  /** A mutex is gone, whoever owns it. */
  forget(mutex: number): void {
    this.#owners.delete(mutex);
  }

  /** A thread has ended and owns a mutex: it becomes free, and who acquires it next learns of it. */
  abandon(mutex: number): void {
    const owner = this.#owners.get(mutex);
    if (owner === undefined) return;
    const { kernelMemory: memory } = this.#host;
    if (memory.readUint8(mutex + this.#at.ApcDisable) !== 0) this.#reportHeld(mutex, owner);
    const flags = memory.readUint8(mutex + this.#at.MutantFlags);
    memory.writeUint8(mutex + this.#at.MutantFlags, flags | ABANDONED);
    this.#headers.setState(mutex, 1);
    this.#disown(mutex, owner.thread);
  }

  save(): MutantsImage {
    return [...this.#owners];
  }

  load(image: MutantsImage): void {
    this.#owners.clear();
    for (const [mutex, owner] of image) this.#owners.set(mutex, owner);
  }

  /** Raises an exception that cannot be continued. */
  #raise(code: number): never {
    this.#host.raise({ code, flags: EXCEPTION_NONCONTINUABLE });
    throw new TypeError('a noncontinuable exception was continued');
  }

  #isAbandoned(mutex: number): boolean {
    return (this.#host.kernelMemory.readUint8(mutex + this.#at.MutantFlags) & ABANDONED) !== 0;
  }

  #disown(mutex: number, thread: Thread): void {
    const { kernelMemory: memory } = this.#host;
    this.#owners.delete(mutex);
    memory.writePointer(mutex + this.#at.OwnerThread, 0);
    thread.kernelApcDisable += memory.readUint8(mutex + this.#at.ApcDisable);
  }

  #reportHeld(mutex: number, { thread, callStack }: Ownership): void {
    this.#host.violation({
      rule: 'thread-ends-with-mutex',
      routine: 'a system thread',
      values: [this.#objectOf(thread), mutex],
      details: [`the mutex was acquired in ${[...callStack].reverse().join(', ') || 'the thread itself'}`],
    });
  }
}
