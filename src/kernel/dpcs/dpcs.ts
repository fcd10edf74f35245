/**
 * Deferred procedure calls: routines that a processor calls at DISPATCH_LEVEL
 * as soon as its level is below that, in the context of whatever thread runs
 * there (D.4). Rules: docs/decisions/0032-dpcs-and-timers.md.
 *
 * What a KDPC asks for stands in its bytes; which ones are queued, where and in
 * which order stands here. The two are compared where they meet.
 */
import type { Waiting, Waits } from '../../contract/blocking.ts';
import { pointerBytes } from '../../contract/c-types.ts';
import { DISPATCH_LEVEL, PASSIVE_LEVEL } from '../../contract/irql.ts';
import {
  HighImportance,
  LowImportance,
  MediumImportance,
} from '../../contract/kernel-constants.generated.ts';
import { structure } from '../../contract/structure.ts';
import type { Part } from '../../machine/snapshot.ts';
import type { Current, LevelDropWork } from '../current.ts';
import { checkEndless } from '../endless.ts';
import type { KernelContexts } from '../kernel-contexts.ts';
import type { KernelHost } from '../kernel-host.ts';
import { LiveObjects, reportFreed } from '../pool/live-objects.ts';
import type { Pool } from '../pool/pool.ts';
import { ProcessorQueries } from '../processor-queries/processor-numbers.ts';
import type { Scheduler } from '../threads/scheduler.ts';
import { isGenerator } from '../threads/thread-body.ts';

/** What DPCs need from the machine. */
export type DpcsHost = Pick<
  KernelHost,
  | 'architecture'
  | 'system'
  | 'stop'
  | 'processors'
  | 'processor'
  | 'kernelMemory'
  | 'callbackAddress'
  | 'callAddress'
  | 'violation'
  | 'stepLimit'
>;

/** The rest of the kernel that they touch. */
export interface DpcsParts {
  readonly scheduler: Scheduler;
  readonly contexts: KernelContexts;
  readonly current: Current;
  readonly pool: Pool;
}

/** The two kinds, as the Type byte: *ours*, as debuggers show them. */
export const DPC_TYPES = { ordinary: 19, threaded: 24 } as const;

/** Priority of the thread that runs a threaded DPC: the highest (*ours*). */
const THREADED_PRIORITY = 31;

/** What waits in the queue of a processor: a KDPC, or work of the kernel itself, which runs at the same level. */
interface Entry {
  readonly dpc: number | null;
  readonly run: () => void;
}

/** A threaded DPC that waits for its thread. Which insertion it belongs to is told by identity. */
interface Threaded {
  readonly dpc: number;
}

interface Image {
  readonly queues: readonly (readonly Entry[])[];
  readonly threaded: readonly Threaded[];
}

/** DPCs of one machine. */
export class Dpcs implements Part, Waits {
  readonly name = 'dpcs';
  readonly host: DpcsHost;
  /** Numbers of processors, as structures hold them. */
  readonly processors: ProcessorQueries;
  readonly #scheduler: Scheduler;
  readonly #contexts: KernelContexts;
  readonly #current: Current;
  readonly #drop: LevelDropWork;
  /** By number of the processor, first to run first. The arrays are replaced, never changed: snapshots hold them. */
  #queues: (readonly Entry[])[];
  /** Processors whose queue is being worked off. */
  readonly #draining = new Set<number>();
  #threaded: readonly Threaded[] = [];
  /** Those of either kind that are queued, for the memory they lie in. */
  readonly #live: LiveObjects<true>;

  constructor(host: DpcsHost, { scheduler, contexts, current, pool }: DpcsParts) {
    this.host = host;
    this.processors = new ProcessorQueries(host);
    this.#scheduler = scheduler;
    this.#contexts = contexts;
    this.#current = current;
    this.#queues = current.processors.map(() => []);
    const { bytes } = structure(host.architecture, 'KDPC');
    this.#live = new LiveObjects(
      pool,
      () => bytes,
      reportFreed(host, 'pool-free-with-dpc', () => []),
    );
    this.#drop = current.onLevelDrop('dpc', () => this.#drain());
    scheduler.onIdle.push(() => this.#drainAll());
  }

  /** Offsets of the members of a KDPC. */
  get at() {
    return structure(this.host.architecture, 'KDPC').at;
  }

  /** True while the current processor runs a DPC routine. */
  get isExecuting(): boolean {
    return this.#contexts.of(this.#current.processor.thread) === 'dpc';
  }

  /** Fills a KDPC in. The list entry and the system arguments stay as they were (D-053). */
  initialize(dpc: number, type: number, routine: number, context: number, caller: string): void {
    if (this.#isQueued(dpc))
      this.host.violation({ rule: 'dpc-initialized-while-queued', routine: caller, values: [dpc] });
    const { kernelMemory: memory } = this.host;
    memory.writeUint8(dpc + this.at.Type, type);
    memory.writeUint8(dpc + this.at.Importance, MediumImportance);
    memory.writeUint16(dpc + this.at.Number, 0);
    memory.writePointer(dpc + this.at.DeferredRoutine, routine);
    memory.writePointer(dpc + this.at.DeferredContext, context);
    memory.writePointer(dpc + this.at.DpcData, 0);
  }

  /**
   * Queues a DPC. One of low importance waits for the next drop of the level or for an idle processor; any other runs
   * before this returns when its processor is below DISPATCH_LEVEL (D-047).
   * @returns false when it is queued already: nothing changes then
   */
  insert(dpc: number, argument1: number, argument2: number): boolean {
    const { kernelMemory: memory } = this.host;
    // Also set in memory that was never initialised: Windows takes such a KDPC for queued.
    if (memory.readPointer(dpc + this.at.DpcData) !== 0) return false;
    memory.writePointer(dpc + this.at.SystemArgument1, argument1);
    memory.writePointer(dpc + this.at.SystemArgument2, argument2);
    memory.writePointer(dpc + this.at.DpcData, dpc);
    this.#live.set(dpc, true);
    const importance = memory.readUint8(dpc + this.at.Importance);
    const target = this.#targetOf(dpc);
    if (memory.readUint8(dpc + this.at.Type) === DPC_TYPES.threaded) this.#startThread(dpc, target);
    else {
      const entry = { dpc, run: () => this.#call(dpc, DISPATCH_LEVEL) };
      const queue = this.#queues[target] ?? [];
      this.#setQueue(target, importance === HighImportance ? [entry, ...queue] : [...queue, entry]);
      if (importance !== LowImportance) this.#drainOn(target);
    }
    return true;
  }

  /** Takes a DPC out of its queue. False when it is in none. */
  remove(dpc: number): boolean {
    const { kernelMemory: memory } = this.host;
    if (memory.readPointer(dpc + this.at.DpcData) === 0 || !this.#isQueued(dpc)) return false;
    this.#forget(dpc);
    memory.writePointer(dpc + this.at.DpcData, 0);
    return true;
  }

  /** Runs work of the kernel on the current processor, as an interrupt does: now, or when the level drops. */
  interrupt(run: () => void): void {
    const { number } = this.#current.processor;
    this.#setQueue(number, [...(this.#queues[number] ?? []), { dpc: null, run }]);
    this.#drainOn(number);
  }

  /** Runs what is queued on processors that are below DISPATCH_LEVEL. True when there was something. */
  #drainAll(): boolean {
    const busy = this.#queues.flatMap((queue, number) => (queue.length > 0 ? [number] : []));
    const ready = busy.filter((number) => this.#current.processorAt(number).irql < DISPATCH_LEVEL);
    for (const number of ready) this.#drainOn(number);
    return ready.length > 0;
  }

  /** Waits until everything that is queued has run. */
  *flush(routine: string): Waiting<void> {
    this.#drainAll();
    yield* this.#scheduler.block({
      routine,
      object: 0,
      what: 'the DPCs that are queued',
      owner: () => null,
      ready: () => this.#threaded.length === 0 && this.#queues.every((queue) => queue.length === 0),
    });
  }

  drive<R>(work: Waiting<R>): R {
    return this.#scheduler.drive(work);
  }

  /** Sets the processor that a DPC runs on. */
  setTarget(dpc: number, processor: number, caller: string): void {
    if (processor >= this.#queues.length || processor < 0) {
      this.host.violation({ rule: 'dpc-no-such-processor', routine: caller, values: [dpc, processor] });
      return;
    }
    this.host.kernelMemory.writeUint16(dpc + this.at.Number, processor + this.#firstTarget);
  }

  /** What is added to the number of a processor in a KDPC, so that 0 means none was chosen (*ours*). */
  get #firstTarget(): number {
    return pointerBytes(this.host.architecture) * 8;
  }

  /** Where a DPC runs: on the processor that was chosen, else on the one that queues it. */
  #targetOf(dpc: number): number {
    const chosen = this.host.kernelMemory.readUint16(dpc + this.at.Number) - this.#firstTarget;
    return chosen >= 0 && chosen < this.#queues.length ? chosen : this.#current.processor.number;
  }

  #isQueued(dpc: number): boolean {
    return (
      this.#queues.some((queue) => queue.some((entry) => entry.dpc === dpc)) ||
      this.#threaded.some((one) => one.dpc === dpc)
    );
  }

  #forget(dpc: number): void {
    this.#live.delete(dpc);
    this.#queues.forEach((queue, number) => {
      if (queue.some((entry) => entry.dpc === dpc))
        this.#setQueue(
          number,
          queue.filter((entry) => entry.dpc !== dpc),
        );
    });
    this.#threaded = this.#threaded.filter((one) => one.dpc !== dpc);
  }

  #setQueue(number: number, queue: readonly Entry[]): void {
    this.#queues[number] = queue;
    this.#drop.request(this.#queues.some(({ length }) => length > 0));
  }

  /** Works the queue of a processor off, if it is below DISPATCH_LEVEL. No thread is switched on another processor. */
  #drainOn(number: number): void {
    const { number: here } = this.#current.processor;
    if (this.#current.processorAt(number).irql >= DISPATCH_LEVEL) return;
    if (number === here) this.#drain();
    else this.#scheduler.onProcessor(number, () => this.#drain());
  }

  /** Works the queue of the current processor off. What routines queue on it runs too. */
  #drain(): void {
    const { processor } = this.#current;
    const { number, irql } = processor;
    if (this.#draining.has(number) || this.#queues[number]?.length === 0) return;
    this.#draining.add(number);
    this.#current.setIrql(DISPATCH_LEVEL);
    try {
      for (let calls = 0; ; calls++) {
        const [next, ...rest] = this.#queues[number] ?? [];
        if (next === undefined) break;
        checkEndless(this.host, calls, 'DPCs');
        this.#setQueue(number, rest);
        next.run();
      }
    } finally {
      this.#draining.delete(number);
      if (this.host.stop === null) this.#current.setIrql(irql);
    }
  }

  /** Calls the routine of a KDPC, which may queue it again from its first instruction on. */
  #call(dpc: number, level: number): void {
    const { kernelMemory: memory } = this.host;
    this.#live.delete(dpc);
    memory.writePointer(dpc + this.at.DpcData, 0);
    const routine = memory.readPointer(dpc + this.at.DeferredRoutine);
    const context = memory.readPointer(dpc + this.at.DeferredContext);
    const argument1 = memory.readPointer(dpc + this.at.SystemArgument1);
    const argument2 = memory.readPointer(dpc + this.at.SystemArgument2);
    const args = [dpc, context, argument1, argument2];
    if (level === DISPATCH_LEVEL) this.callAsDpc(routine, args, context);
    else this.#callAt(level, routine, args, context);
  }

  /** Calls a routine as a DPC: at DISPATCH_LEVEL, where it must return. For work that `interrupt` runs. */
  callAsDpc(routine: number, args: readonly number[], context: number): void {
    this.#contexts.interrupt('dpc', () => this.#callAt(DISPATCH_LEVEL, routine, args, context));
  }

  #callAt(level: number, routine: number, args: readonly number[], context: number): void {
    const result = this.host.callAddress(routine, args);
    if (isGenerator(result))
      throw new TypeError('a DPC routine cannot wait: write it as a plain function, not as function*');
    this.#checkLevel(routine, context, level);
  }

  /** A DPC routine returns at the level at which it was called. */
  #checkLevel(routine: number, context: number, level: number): void {
    const { irql } = this.#current.processor;
    if (irql === level) return;
    const values = [irql, level, routine, context];
    this.host.violation({ rule: 'dpc-returns-at-other-irql', routine: 'a DPC routine', values });
    this.#current.setIrql(level);
  }

  #startThread(dpc: number, processor: number): void {
    const own: Threaded = { dpc };
    this.#threaded = [...this.#threaded, own];
    this.#scheduler.start({
      process: this.host.system,
      name: 'threaded DPC',
      priority: THREADED_PRIORITY,
      processor,
      start: () => {
        if (!this.#threaded.includes(own)) return;
        this.#threaded = this.#threaded.filter((one) => one !== own);
        this.#call(dpc, PASSIVE_LEVEL);
      },
    });
    this.#scheduler.preempt();
  }

  save(): Image {
    return { queues: [...this.#queues], threaded: this.#threaded };
  }

  load(saved: unknown): void {
    const { queues, threaded } = saved as Image;
    this.#draining.clear();
    this.#threaded = threaded;
    queues.forEach((queue, number) => {
      this.#setQueue(number, queue);
    });
    this.#live.clear();
    for (const { dpc } of [...queues.flat(), ...threaded]) if (dpc !== null) this.#live.set(dpc, true);
  }

  fingerprint(): string {
    const { queues, threaded } = this.save();
    return JSON.stringify([queues.map((queue) => queue.map(({ dpc }) => dpc)), threaded]);
  }
}
