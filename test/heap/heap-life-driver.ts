/**
 * Drives a heap and the machine of src/heap/heap-life-machine.ts through the same random program of two threads, and
 * compares after every call, and inside of calls wherever guest code runs: the state, and what each call did.
 */
import {
  EXCEPTION_CONTINUE_EXECUTION,
  EXCEPTION_EXECUTE_HANDLER,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_NO_SERIALIZE,
  MEM_DECOMMIT,
  NtCurrentProcess,
  type Outcome,
  out,
  PVOID,
  SIZE_T,
} from 'irqlab';
import { expect } from 'vitest';
import { type SnapshotFrom, transition } from 'xstate';
import { type HeapAnswer, type HeapEventName, heapLifeMachine } from '../../src/heap/heap-life-machine.ts';
import type { Snapshot } from '../../src/machine/snapshot.ts';
import { same } from '../same.ts';
import { commitFor, reserveFor } from './fixture.ts';
import type { TwoThreads } from './two-threads.ts';

type State = SnapshotFrom<typeof heapLifeMachine>;

const RESERVE = 0x40000;
/** Moves of the machine that were made before: each takes it some 50 microseconds. */
const moves = new Map<string, State>();
const newLife = (): State =>
  heapLifeMachine.resolveState({
    value: { alive: { lock: 'free', calls: 'outside', bytes: 'sound' } },
    context: { answer: null },
  });

/** The heap's flags, and what damage leads to. */
export interface Settings {
  readonly flags: number;
  /** How the process or the machine ends over damage; null when it goes on, and then which rule is reported. */
  readonly ending: object | null;
  readonly reported: string | null;
}

interface Saved {
  readonly snapshot: Snapshot;
  readonly state: State;
  readonly holders: Holders;
  readonly blocks: readonly number[];
  readonly foreseen: readonly string[];
}

/** What the machine leaves to the heap: who holds the lock and how often, whose calls run guest code. */
interface Holders {
  readonly owner: number;
  readonly count: number;
  readonly guests: readonly number[];
}

/** One program on one heap. */
export class HeapLifeDriver {
  /** Every event in every state that was compared, as `EVENT state`. */
  readonly visited = new Set<string>();
  readonly #site: TwoThreads;
  readonly #settings: Settings;
  readonly #base: number;
  /** Nothing has happened. */
  readonly #fresh: Snapshot;
  /** Rules of findings that were foreseen. */
  #foreseen: string[] = [];
  #choices: readonly number[] = [];
  #next = 0;
  #heap = 0;
  #state = newLife();
  #holders: Holders = { owner: 0, count: 0, guests: [] };
  /** Counts heaps: a filter can destroy the heap of a call that is over for others, and make another one there. */
  #made = 0;
  #thread = 0;
  #blocks: number[] = [];
  /** How the process or the machine was foreseen to end. */
  #ending: object | null = null;

  constructor(site: TwoThreads, settings: Settings) {
    this.#site = site;
    this.#settings = settings;
    this.#base = reserveFor(site.caller, RESERVE, 0x1000);
    this.#fresh = site.snapshot();
  }

  /** Runs a program: acts until the choices are used up. */
  drive(choices: readonly number[]): void {
    this.#choices = choices;
    this.#next = 0;
    this.#site.restore(this.#fresh);
    this.#foreseen = [];
    this.#create();
    let saved = this.#save();
    while (this.#next < choices.length) {
      const choice = this.#choose(10);
      if (choice === 0 && this.#state.value !== 'ended') saved = this.#save();
      else if (choice <= 1 || this.#state.value === 'ended') this.#restore(saved);
      else this.#actOutside();
    }
  }

  /** One choice below `count`; 0, the end of what is open, when they are used up. */
  #choose(count: number): number {
    const choice = this.#choices[this.#next] ?? 0;
    this.#next += 1;
    return choice % count;
  }

  // --- the machine beside the heap ------------------------------------------

  #create(): void {
    const { caller } = this.#site;
    this.#heap = caller.RtlCreateHeap(this.#settings.flags, this.#base, RESERVE, 0x1000, 0, {
      CommitRoutine: (_base, address, bytes) => {
        this.#guestCode();
        return commitFor(caller, address.value, bytes.value);
      },
    });
    same(this.#heap, this.#base);
    this.#made += 1;
    this.#state = newLife();
    this.#holders = { owner: 0, count: 0, guests: [] };
    this.#blocks = [];
    this.#compare();
  }

  #save(): Saved {
    const [blocks, foreseen] = [[...this.#blocks], [...this.#foreseen]];
    return { snapshot: this.#site.snapshot(), state: this.#state, holders: this.#holders, blocks, foreseen };
  }

  #restore({ snapshot, state, holders, blocks, foreseen }: Saved): void {
    this.#site.restore(snapshot);
    this.#state = state;
    this.#holders = holders;
    this.#blocks = [...blocks];
    this.#foreseen = [...foreseen];
    this.#compare();
  }

  /** Sends an event and gives the machine's answer. */
  #send(type: HeapEventName): HeapAnswer {
    const key = `${type} ${JSON.stringify(this.#state.value)}`;
    this.visited.add(key);
    let next = moves.get(key);
    if (next === undefined) {
      const blank = heapLifeMachine.resolveState({ value: this.#state.value, context: { answer: null } });
      [next] = transition(heapLifeMachine, blank, { type });
      moves.set(key, next);
    }
    if (next.context.answer === null) throw new TypeError(`${key}: cannot happen`);
    this.#state = next;
    return next.context.answer;
  }

  #goesOn(type: HeapEventName): void {
    same(this.#send(type), 'goes on');
  }

  /** The heap is in the state of the machine, and nothing but what was foreseen has been reported. */
  #compare(): void {
    const { debug, process, findings } = this.#site;
    if (findings.length + this.#foreseen.length > 0)
      expect(findings.map(({ rule }) => rule)).toEqual(this.#foreseen);
    const { value } = this.#state;
    if (value === 'destroyed') expect(() => debug.heapLife(process, this.#heap)).toThrow(TypeError);
    if (typeof value === 'string') return;
    const { damage, ...life } = debug.heapLife(process, this.#heap);
    const { owner, count } = this.#holders;
    expect(life).toEqual({ ...value.alive, owner, depth: count });
    same(damage === null, life.bytes === 'sound');
  }

  get #me(): number {
    return this.#site.threads[this.#thread as 0 | 1];
  }

  get #heldByOther(): boolean {
    const { owner } = this.#holders;
    return owner !== 0 && owner !== this.#me;
  }

  #isThere(made: number): boolean {
    return made === this.#made && this.#state.value !== 'destroyed';
  }

  #take(): void {
    this.#goesOn('ACQUIRE');
    this.#holders = { ...this.#holders, owner: this.#me, count: this.#holders.count + 1 };
  }

  #giveBack(): void {
    const { owner, count, guests } = this.#holders;
    if (owner !== this.#me) return;
    this.#goesOn(count > 1 ? 'RELEASE' : 'RELEASE_LAST');
    this.#holders = { owner: count > 1 ? owner : 0, count: count - 1, guests };
  }

  // --- calls and guest code ---------------------------------------------------

  /** A call that lets the machine foresee who waits, who is reported and who goes on. */
  #call<T>(run: (flags: number, serialized: boolean) => T, foresee: () => void = () => {}): T {
    const unserialized = this.#choose(3) === 0;
    const serialized = !unserialized && (this.#settings.flags & HEAP_NO_SERIALIZE) === 0;
    const flags = unserialized ? HEAP_NO_SERIALIZE : 0;
    if (serialized && this.#heldByOther) return this.#waits(() => run(flags, serialized));
    if (serialized) this.#take();
    const inside = this.#holders.guests.at(-1) ?? this.#me;
    const answer = this.#send(inside === this.#me ? 'ENTER' : 'ENTER_OTHER');
    same(answer, inside === this.#me ? 'goes on' : 'reported');
    if (answer === 'reported') this.#foreseen.push('heap-unserialized-use');
    foresee();
    const made = this.#made;
    const result = run(flags, serialized);
    same(this.#ending, null);
    if (serialized && this.#isThere(made)) this.#giveBack();
    this.#compare();
    return result;
  }

  /** Another thread holds the lock, and nobody can run who would give it back. */
  #waits<T>(run: () => T): T {
    same(this.#send('ACQUIRE_OTHER'), 'waits');
    this.#ends({ kind: 'stopped', reason: 'deadlock' });
    run();
    throw new TypeError('the call came back, although nobody can give it the lock');
  }

  /** Foresees that the process ends, or that the machine halts. */
  #ends(ending: object): void {
    same(this.#send('END'), 'ends');
    this.#ending = ending;
  }

  /** Guest code that a call runs: acts of both threads, with the call inside the heap. */
  #guestCode(): void {
    const { guests } = this.#holders;
    this.#goesOn('CALL_OUT');
    this.#holders = { ...this.#holders, guests: [...guests, this.#me] };
    this.#compare();
    if (guests.length < 3) this.#acts();
    this.#holders = { ...this.#holders, guests };
    this.#goesOn(guests.length > 0 ? 'RETURN' : 'RETURN_LAST');
  }

  #acts(): void {
    for (let left = this.#choose(4); left > 0; left--) this.#onThread(this.#choose(2));
  }

  #onThread(index: number): void {
    const before = this.#thread;
    this.#site.onThread(index, () => {
      this.#thread = index;
      this.#act();
      this.#compare();
    });
    this.#thread = before;
  }

  /** An act from outside of all calls: what it throws is what the guest sees of it. */
  #actOutside(): void {
    this.#ending = null;
    const index = this.#choose(2);
    const outcome: Outcome<void> = this.#site.outcome(() => this.#onThread(index));
    this.#thread = 0;
    expect(outcome).toMatchObject(this.#ending ?? { kind: 'returned' });
    this.#compare();
  }

  #act(): void {
    if (this.#state.value === 'destroyed') {
      if (this.#choose(2) === 0) this.#create();
      else this.#useDestroyed();
      return;
    }
    const acts = [
      () => this.#lock(),
      () => this.#unlock(),
      () => this.#allocate(0x20),
      () => this.#allocate(0x1800),
      () => this.#free(),
      () => this.#use(),
      () => this.#fault(),
      () => this.#raise(),
      () => this.#damage(),
      () => this.#misuse(),
      () => this.#destroy(),
    ];
    acts[this.#choose(acts.length)]?.();
  }

  #lock(): void {
    const { process } = this.#site;
    if (process === null) return;
    const lock = (): number => process.RtlLockHeap(this.#heap);
    if ((this.#settings.flags & HEAP_NO_SERIALIZE) === 0) {
      if (this.#heldByOther) this.#waits(lock);
      this.#take();
    }
    same(lock(), 1);
  }

  #unlock(): void {
    const { process } = this.#site;
    if (process === null) return;
    const isMine = this.#holders.owner === this.#me;
    if ((this.#settings.flags & HEAP_NO_SERIALIZE) !== 0) {
      same(process.RtlUnlockHeap(this.#heap), 1);
    } else if (isMine) {
      same(process.RtlUnlockHeap(this.#heap), 1);
      this.#giveBack();
    } else {
      same(this.#send('RELEASE_OTHER'), 'no');
      same(process.RtlUnlockHeap(this.#heap), 0);
    }
  }

  #allocate(bytes: number): number {
    const { caller } = this.#site;
    const block = this.#call((flags) => caller.RtlAllocateHeap(this.#heap, flags, bytes));
    if (block !== 0) this.#blocks.push(block);
    return block;
  }

  /** Takes a block from the list; makes one when there is none. */
  #block(): number {
    if (this.#blocks.length === 0) this.#allocate(0x20);
    const [block = 0] = this.#blocks.splice(this.#choose(this.#blocks.length || 1), 1);
    return block;
  }

  #free(block = this.#block()): void {
    const { caller } = this.#site;
    if (block !== 0)
      same(
        this.#call((flags) => caller.RtlFreeHeap(this.#heap, flags, block)),
        1,
      );
  }

  #use(): void {
    const { caller, process } = this.#site;
    const block = this.#block();
    if (block === 0) return;
    this.#goesOn('USE');
    expect(this.#call((flags) => caller.RtlSizeHeap(this.#heap, flags, block))).toBeGreaterThan(0);
    if (process !== null)
      same(
        this.#call((flags) => process.RtlValidateHeap(this.#heap, flags, 0)),
        1,
      );
    this.#blocks.push(block);
  }

  /** A resize that moves the block cannot read a page of it: a filter runs inside the call, mends it and continues. */
  #fault(): void {
    const { caller, process } = this.#site;
    if (process === null) return;
    const block = this.#allocate(0x2800);
    if (block === 0) return;
    this.#blocks.splice(this.#blocks.indexOf(block), 1);
    const page = Math.ceil((block + 16) / 0x1000) * 0x1000;
    const decommit = [out(PVOID, page), out(SIZE_T, 0x1000)] as const;
    same(process.NtFreeVirtualMemory(NtCurrentProcess(), ...decommit, MEM_DECOMMIT), 0);
    const mend = (): number => {
      this.#guestCode();
      same(commitFor(caller, page, 0x1000), 0);
      return EXCEPTION_CONTINUE_EXECUTION;
    };
    const moved = this.#call((flags) =>
      process.__try(
        () => process.RtlReAllocateHeap(this.#heap, flags, block, 0x4000),
        process.__except(mend, () => 0),
      ),
    );
    commitFor(caller, page, 0x1000); // where nothing was read: in place, or no memory
    this.#blocks.push(moved === 0 ? block : moved);
  }

  /** A call fails with an exception: for others it is over, and its lock is free while the filter runs. */
  #raise(): void {
    const { caller } = this.#site;
    this.#call((flags, serialized) => {
      const made = this.#made;
      const filter = (): number => {
        if (serialized) this.#giveBack();
        this.#compare();
        this.#acts();
        if (serialized && this.#isThere(made) && !this.#heldByOther) this.#take();
        return EXCEPTION_EXECUTE_HANDLER;
      };
      return caller.__try(
        () => caller.RtlAllocateHeap(this.#heap, flags | HEAP_GENERATE_EXCEPTIONS, 0x7f001),
        caller.__except(filter, () => 0),
      );
    });
  }

  /** A header that was written over is found, and mended by the guest if it still can. */
  #damage(): void {
    const { memory } = this.#site.caller;
    const block = this.#block();
    if (block === 0) return;
    const byte = memory.readUint8(block - 8);
    memory.writeUint8(block - 8, byte ^ 0x10);
    this.#refusedFree(block, 'DAMAGE');
    memory.writeUint8(block - 8, byte);
    this.#free(block);
  }

  #misuse(): void {
    const block = this.#block();
    if (block === 0) return;
    this.#free(block);
    this.#refusedFree(block, 'MISUSE');
  }

  #refusedFree(block: number, event: 'DAMAGE' | 'MISUSE'): void {
    const { ending, reported } = this.#settings;
    const result = this.#call(
      (flags) => this.#site.caller.RtlFreeHeap(this.#heap, flags, block),
      () => {
        if (ending !== null) return this.#ends(ending);
        this.#goesOn(event);
        if (reported !== null) this.#foreseen.push(reported);
      },
    );
    same(result, 0);
  }

  #destroy(): void {
    const answer = this.#send(this.#heldByOther ? 'DESTROY_OTHER' : 'DESTROY');
    if (answer === 'reported') this.#foreseen.push('heap-destroyed-locked');
    if (answer === 'refused') this.#foreseen.push('heap-destroyed-inside');
    const refused = answer === 'refused' ? this.#heap : 0;
    same(this.#site.caller.RtlDestroyHeap(this.#heap), refused);
  }

  /** No routine knows the handle any more. */
  #useDestroyed(): void {
    const { caller, process } = this.#site;
    same(this.#send('USE'), 'no');
    const heap = this.#heap;
    expect([
      caller.RtlAllocateHeap(heap, 0, 8),
      caller.RtlFreeHeap(heap, 0, heap + 0x1000),
      caller.RtlSizeHeap(heap, 0, heap + 0x1000),
      caller.RtlDestroyHeap(heap),
    ]).toEqual([0, 0, -1, heap]);
    if (process === null) return;
    const no = [process.RtlLockHeap(heap), process.RtlUnlockHeap(heap), process.RtlValidateHeap(heap, 0, 0)];
    expect(no).toEqual([0, 0, 0]);
  }
}
