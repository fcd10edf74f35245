/**
 * The pool of one machine as the kernel sees it: who asked for which block, who
 * is charged for it, what was found wrong. Memory is pool-engine.ts; what a
 * caller may ask for is in the routines and pool-calls.ts.
 */
import type { EventStream } from '../../machine/events.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Process } from '../records.ts';
import { AllocationStacks, PoolCaller } from './allocation-stacks.ts';
import { describeDamage } from './block-report.ts';
import { type DamageName, damageKinds } from './damage.ts';
import { findBlock, kindAt } from './find-block.ts';
import { BARRIER, FREES, newHotTable } from './hot-table.ts';
import { NX_POOL } from './kinds.ts';
import { PoolCharges, type PoolChargesImage } from './pool-charges.ts';
import { PoolEngine, type PoolEngineImage } from './pool-engine.ts';
import type { PoolFront } from './pool-front.ts';
import type { PoolWish } from './pool-requests.ts';
import { newKnownTags } from './pool-tags.ts';
import { makePoolShortPath, type PoolShortPath } from './short-path.ts';
import { WatchedMemory } from './watched-memory.ts';

/** What the pool needs from the machine. */
export type PoolHost = Pick<
  KernelHost,
  | 'architecture'
  | 'verifier'
  | 'profile'
  | 'pointers'
  | 'events'
  | 'callStack'
  | 'codePath'
  | 'stackText'
  | 'memory'
  | 'process'
  | 'processes'
  | 'system'
  | 'irql'
  | 'violation'
  | 'finding'
  | 'raise'
  | 'setLastStatus'
  | 'notModelled'
  | 'callerAddress'
  | 'kernelMemory'
  | 'gate'
>;

/** Told before a block is freed: locks and timers that live in it are a broken rule of the one who frees it. */
export type FreeListener = (address: number, bytes: number, routine: string) => void;

/** Whether a listener has anything to look for. */
export interface FreeWatch {
  active: boolean;
}

/** What a listener looks for. */
export interface FreeSubject {
  /** Whether there is any. Asked at each free that takes the long way. */
  readonly any: boolean;
}

/** For a listener that is told of every free. */
const ANYTHING: FreeSubject = { any: true };

/** State for snapshots. */
interface PoolImage {
  readonly engine: PoolEngine | null;
  readonly blocks: PoolEngineImage | null;
  readonly charges: PoolChargesImage;
}

/** 'Proc', as blocks of process objects are tagged. */
const PROCESS_TAG = 0x636f_7250;
const PROCESS_BYTES = 64;
/** DISPATCH_LEVEL: the level at which a pool's lists are changed (*ours* for paged pool). */
const LIST_LEVEL = 2;

/** The pool of one machine. */
export class Pool implements Part {
  readonly name = 'pool';
  readonly host: PoolHost;
  readonly stacks = new AllocationStacks();
  readonly charges = new PoolCharges();
  /** The memory; null until the first block is asked for. */
  engine: PoolEngine | null = null;
  /** What the short way of calls needs (hot-table.ts). */
  readonly hot: Int32Array<ArrayBuffer> = newHotTable();
  /** Objects in use that lie in pool: of their blocks alone listeners are told, whatever way the free takes. */
  readonly watched: WatchedMemory = new WatchedMemory(this.hot);
  /** Tags that may take the short way. */
  readonly tags: Int32Array<ArrayBuffer> = newKnownTags();
  readonly events: EventStream;
  /** Routines that run, innermost last. */
  readonly calls: readonly string[];
  /**
   * Spin locks that are held. While there are any, frees take the long way, where each hears of the block: a watch
   * that is switched on and off would cost more than the lock.
   */
  heldSpinLocks: { readonly length: number } = [];
  /** The routine that runs, for findings of the engine. */
  caller = new PoolCaller('', 0);
  readonly #listeners: { readonly listener: FreeListener; readonly about: FreeSubject }[] = [];
  #front: PoolFront | null = null;
  #short: PoolShortPath | null = null;
  readonly #processStack: number;

  constructor(host: PoolHost) {
    this.host = host;
    this.events = host.events;
    this.calls = host.callStack;
    this.#processStack = this.stacks.kernel('ObCreateObject');
  }

  /** What takes requests before the pools do (special pool), or null. */
  get front(): PoolFront | null {
    return this.#front;
  }

  set front(front: PoolFront | null) {
    this.hot[BARRIER]! += Number(front?.takesUnasked ?? false) - Number(this.#front?.takesUnasked ?? false);
    this.#front = front;
  }

  /** The short way of calls, made when it is first asked for. */
  get short(): PoolShortPath {
    if (this.#short === null) {
      const { architecture, memory, gate } = this.host;
      const { hot, tags, calls, heldSpinLocks } = this;
      const watched = this.watched.places;
      const whoCalls = (caller: PoolCaller): number => this.whoCalls(caller);
      const parts = {
        architecture,
        region: memory.kernelRegion,
        hot,
        tags,
        gate,
        calls,
        heldSpinLocks,
        watched,
        whoCalls,
      };
      this.#short = makePoolShortPath(parts);
      this.#move();
    }
    return this.#short;
  }

  /** The same, for a call that is past the door; null while anybody hears of blocks. */
  get shortWithin(): PoolShortPath | null {
    const { events } = this;
    return events.active || events.blocks !== null ? null : this.short;
  }

  /** Names a routine that will call. */
  callerOf(routine: string): PoolCaller {
    return this.stacks.callerOf(routine);
  }

  /**
   * Adds somebody who wants to know of every block before it is freed. While nobody watches, frees may take the
   * short way, of which nobody is told: the result says whether the listener has anything to look for. It begins
   * with yes.
   *
   * @param about what the listener looks for: while there is none of it, it is not told
   */
  onFree(listener: FreeListener, about: FreeSubject = ANYTHING): FreeWatch {
    const { hot } = this;
    let active = true;
    hot[FREES]! += 1;
    this.#listeners.push({ listener, about });
    return {
      get active() {
        return active;
      },
      set active(wanted) {
        if (wanted === active) return;
        hot[FREES]! += wanted ? 1 : -1;
        active = wanted;
      },
    };
  }

  /** Whether an address lies in the memory of the pools. */
  holds(address: number): boolean {
    return this.engine !== null && kindAt(this.engine, address) !== undefined;
  }

  /** Frees of the block that holds these bytes are to be told of. False when they are in no pool: nothing is done. */
  watch(address: number, bytes: number): boolean {
    if (!this.holds(address)) return false;
    this.watched.add(address - this.host.memory.kernelRegion.base, bytes);
    return true;
  }

  /** Takes back a `watch` that was true. */
  unwatch(address: number, bytes: number): void {
    this.watched.remove(address - this.host.memory.kernelRegion.base, bytes);
  }

  /** Tells everybody who watches that a block is about to be freed. */
  tellFree(address: number, bytes: number, routine: string): void {
    for (const { listener, about } of this.#listeners) if (about.any) listener(address, bytes, routine);
  }

  /** Number of the stack that calls a routine now. */
  whoCalls(caller: PoolCaller): number {
    const path = this.host.codePath(caller.routine);
    if (path !== 0) return this.stacks.ofCode(caller, path, () => this.host.stackText());
    const { calls: callStack } = this;
    return callStack.length === 0 ? caller.plain : this.stacks.capture(caller, callStack);
  }

  /** Runs the long way of a routine as a call that stacks show, whether or not the door noted it. */
  inRoutine<T>({ frame }: PoolCaller, block: () => T): T {
    const { callStack } = this.host;
    if (callStack[callStack.length - 1] === frame) return block();
    callStack.push(frame);
    try {
      return block();
    } finally {
      callStack.pop();
    }
  }

  /** Takes a block; its address, or 0 when there is no memory. Rules were checked before. */
  allocate(caller: PoolCaller, wish: PoolWish, bytes: number, tag: number): number {
    const { host } = this;
    this.caller = caller;
    const who = this.whoCalls(caller);
    const { kind, zero, aligned } = wish;
    const special =
      this.front?.allocate({ kind, bytes, tag, who, zero, aligned, special: wish.special }) ?? 0;
    const address = special === 0 ? this.#allocateInPools(wish, bytes, tag, who) : special;
    if (address !== 0 && host.events.active)
      host.events.emit({ kind: 'allocate', heap: 0, address, bytes, tag });
    return address;
  }

  #allocateInPools(wish: PoolWish, bytes: number, tag: number, who: number): number {
    const { host } = this;
    const { kind, zero, aligned } = wish;
    const engine = this.open();
    if (engine === null || bytes > engine.region.bytes) return 0;
    const process = wish.quota && host.process !== host.system ? host.process : null;
    const pointerBytes = engine.layout.wide ? 0 : 4;
    const p = engine.allocate({
      kind,
      bytes,
      tag,
      who,
      zero,
      aligned,
      chargeBytes: process === null ? -1 : pointerBytes,
    });
    if (p === 0) return 0;
    if (process !== null) this.#charge(engine, p, process);
    return engine.base + p;
  }

  /** The memory of the pools, made when it is first asked for; null when there is not enough for that. */
  open(): PoolEngine | null {
    if (this.engine !== null) return this.engine;
    const { architecture, pointers, memory } = this.host;
    const damaged = (name: DamageName, at: number, values: readonly number[]): void =>
      this.#damaged(name, at, values);
    this.engine = PoolEngine.open({
      architecture,
      pointers,
      region: memory.kernelRegion,
      hot: this.hot,
      damaged,
    });
    if (this.engine !== null) this.engine.events = this.events;
    if (this.engine !== null) this.engine.table.onGrow = () => this.#move();
    this.#move();
    return this.engine;
  }

  /**
   * Address that stands for a process in charged blocks. *Ours*: a block of nonpaged pool, made when it is first
   * needed; 0 when there is no memory for it.
   */
  pointerOf(process: Process): number {
    const known = this.charges.pointerOf(process.id);
    if (known !== undefined) return known;
    const engine = this.open();
    const p =
      engine?.allocate({
        kind: NX_POOL,
        bytes: PROCESS_BYTES,
        tag: PROCESS_TAG,
        who: this.#processStack,
        zero: true,
        aligned: false,
        chargeBytes: -1,
      }) ?? 0;
    if (engine === null || p === 0) return 0;
    this.charges.setPointer(process.id, engine.base + p);
    return engine.base + p;
  }

  save(): PoolImage {
    const { engine } = this;
    return { engine, blocks: engine?.save() ?? null, charges: this.charges.save() };
  }

  load(saved: unknown): void {
    const { engine, blocks, charges } = saved as PoolImage;
    this.engine = engine;
    if (engine !== null && blocks !== null) engine.load(blocks);
    else this.hot.fill(0, 0, BARRIER);
    this.charges.load(charges);
    this.#move();
  }

  fingerprint(): string {
    const { blocks, charges } = this.save();
    return JSON.stringify([blocks, charges], (_, value: unknown) =>
      ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value,
    );
  }

  /** Tells the short way where the arrays of the pool are now. */
  #move(): void {
    const { engine } = this;
    if (engine === null) {
      this.#short?.move(null);
      return;
    }
    const { rowOf, sizes, given, freed } = engine.table;
    this.#short?.move({ codes: engine.codes, rowOf, sizes, given, freed });
  }

  #charge(engine: PoolEngine, p: number, process: Process): void {
    const found = findBlock(engine, engine.base + p);
    if (found?.size !== 'small') return; // whole pages are not charged (F-029)
    const { n } = found;
    engine.writeOwner(p, n, this.pointerOf(process));
    this.charges.add(p, process.id, found.pool.kind, n * engine.layout.granule);
  }

  /** The engine found damage: stops the machine, or returns when findings are recorded. */
  #damaged(name: DamageName, at: number, values: readonly number[]): void {
    const { rule, subtype, text } = damageKinds[name];
    const { host, engine } = this;
    const fault = rule === 'pool-link-fault' || rule === 'pool-page-link-fault';
    const level = Math.max(host.irql(), LIST_LEVEL);
    this.inRoutine(this.caller, () => {
      host.violation({
        rule,
        routine: this.caller.routine,
        values: fault ? [values[0] ?? 0, level, host.callerAddress()] : [subtype, ...values],
        details: [text, ...(engine === null ? [] : describeDamage(this.stacks, engine, at))],
      });
    });
  }
}
