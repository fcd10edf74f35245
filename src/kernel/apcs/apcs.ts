/**
 * Kernel APCs: routines that run in the context of one thread, as soon as its
 * level and its regions allow that (D-024, D-057 to D-059).
 *
 *     special   level below APC_LEVEL, outside of guarded regions; runs at APC_LEVEL
 *     normal    the same, outside of critical regions too, and not while another
 *               normal one of the thread runs; runs at PASSIVE_LEVEL
 *
 * A thread that waits runs them and goes on waiting. No page names a routine
 * that queues one: drivers do not. Tests do with `nt.queueApc` (*ours*,
 * docs/decisions/0033-apcs.md).
 */
import { APC_LEVEL, PASSIVE_LEVEL } from '../../contract/irql.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { Part } from '../../machine/snapshot.ts';
import { ApcRegions, type ApcRegionsHost } from '../apc-regions/apc-regions.ts';
import type { Current, LevelDropWork } from '../current.ts';
import type { Dispatcher } from '../dispatcher/dispatcher.ts';
import { checkEndless } from '../endless.ts';
import type { KernelContexts } from '../kernel-contexts.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Thread } from '../records.ts';
import type { Scheduler } from '../threads/scheduler.ts';
import { isGenerator } from '../threads/thread-body.ts';

/** What APCs need from the machine. */
export type ApcsHost = Pick<
  KernelHost,
  | 'stop'
  | 'processors'
  | 'processes'
  | 'wasId'
  | 'callbackAddress'
  | 'callAddress'
  | 'violation'
  | 'notModelled'
  | 'stepLimit'
> &
  ApcRegionsHost;

/** The rest of the kernel that they touch. */
export interface ApcsParts {
  readonly scheduler: Scheduler;
  readonly contexts: KernelContexts;
  readonly current: Current;
  readonly dispatcher: Dispatcher;
}

/** An APC as a test queues it. */
export interface ApcRequest {
  /** A special one runs at APC_LEVEL, a normal one at PASSIVE_LEVEL. */
  readonly kind: 'special' | 'normal';
  /** Runs in the thread, with `context` as its argument. */
  readonly routine: Callback;
  /** NULL when left out. */
  readonly context?: number;
}

interface Apc {
  readonly kind: 'special' | 'normal';
  readonly routine: number;
  readonly context: number;
}

/** Kinds as the first parameter of 0xC8 tells them apart: which is which is *ours* (D-092). */
const caseOf = { special: 0, normal: 1 } as const;

/** APCs of one machine. */
export class Apcs implements Part {
  readonly name = 'apcs';
  /** What disables them. */
  readonly regions: ApcRegions;
  readonly #host: ApcsHost;
  readonly #scheduler: Scheduler;
  readonly #contexts: KernelContexts;
  readonly #current: Current;
  readonly #dispatcher: Dispatcher;
  readonly #drop: LevelDropWork;
  /** What is pending, first to run first. The arrays are replaced, never changed: snapshots hold them. */
  readonly #pending = new Map<Thread, readonly Apc[]>();
  /** Threads that run a normal APC. */
  readonly #inNormal = new Set<Thread>();
  /** True while the end of one APC lowers the level: the loop that runs them goes on by itself. */
  #lowering = false;

  constructor(host: ApcsHost, { scheduler, contexts, current, dispatcher }: ApcsParts) {
    this.#host = host;
    this.regions = new ApcRegions(host, () => this.deliver());
    this.#scheduler = scheduler;
    this.#contexts = contexts;
    this.#current = current;
    this.#dispatcher = dispatcher;
    this.#drop = current.onLevelDrop('apc', () => this.deliver());
    current.onRunAs = () => this.deliver();
    scheduler.interrupts = {
      isDue: (thread) => this.#next(thread) !== undefined,
      deliver: () => this.deliver(),
    };
    scheduler.onEnd.push((thread) => this.#set(thread, []));
    contexts.onUserMode.push((thread) => dispatcher.alerts.reachUserMode(thread));
  }

  /** Queues a kernel APC to a thread, which runs it as soon as it may. False when the thread has ended. */
  queue(id: number, { kind, routine, context = 0 }: ApcRequest): boolean {
    const thread = this.#threadOf(id);
    if (thread === null) return false;
    const apc: Apc = { kind, routine: this.#host.callbackAddress(routine), context };
    this.#set(thread, [...(this.#pending.get(thread) ?? []), apc]);
    this.#interrupt(thread);
    return true;
  }

  /** Alerts a thread, or tells it that a user APC is pending. False when the thread has ended. */
  alert(id: number, what: 'alert' | 'user-apc'): boolean {
    const thread = this.#threadOf(id);
    if (thread === null) return false;
    this.#dispatcher.alert(thread, what);
    return true;
  }

  /** Runs what the current thread may run now. */
  deliver(): void {
    if (this.#lowering || this.#host.stop !== null) return;
    const { thread } = this.#current.processor;
    let calls = 0;
    for (let apc = this.#next(thread); apc !== undefined; apc = this.#next(thread)) {
      checkEndless(this.#host, calls++, 'APCs');
      this.#run(thread, apc);
    }
  }

  /** Lets a thread run what is pending: at once where it runs, else when the scheduler lets it go on. */
  #interrupt(thread: Thread): void {
    const running = this.#host.processors.find((processor) => processor.thread === thread);
    if (running === undefined) this.#scheduler.preempt();
    else if (running === this.#current.processor) this.deliver();
    else this.#scheduler.onProcessor(running.number, () => this.deliver());
  }

  /** What a thread would run next, at the level and in the regions where it is. */
  #next(thread: Thread): Apc | undefined {
    const pending = this.#pending.get(thread);
    // They are for the process of the thread: while it is attached to another one they wait (*ours*, decision 0091).
    if (pending === undefined || thread.specialApcDisable !== 0 || thread.attachedTo !== null)
      return undefined;
    const running = this.#host.processors.find((processor) => processor.thread === thread);
    if ((running ?? thread).irql >= APC_LEVEL) return undefined;
    const normal = thread.kernelApcDisable === 0 && !this.#inNormal.has(thread);
    return pending.find(({ kind }) => kind === 'special') ?? (normal ? pending[0] : undefined);
  }

  #run(thread: Thread, apc: Apc): void {
    this.#set(
      thread,
      (this.#pending.get(thread) ?? []).filter((other) => other !== apc),
    );
    const level = apc.kind === 'special' ? APC_LEVEL : PASSIVE_LEVEL;
    if (apc.kind === 'normal') this.#inNormal.add(thread);
    this.#current.setIrql(level);
    try {
      this.#contexts.interrupt('apc', () => this.#call(apc, level));
    } finally {
      if (apc.kind === 'normal') this.#inNormal.delete(thread);
      if (this.#host.stop === null) this.#lower();
    }
  }

  /** An APC begins at PASSIVE_LEVEL: that is where its thread goes on. */
  #lower(): void {
    this.#lowering = true;
    try {
      if (this.#current.processor.irql !== PASSIVE_LEVEL) this.#current.setIrql(PASSIVE_LEVEL);
    } finally {
      this.#lowering = false;
    }
  }

  #call({ kind, routine, context }: Apc, level: number): void {
    const result = this.#host.callAddress(routine, [context]);
    if (isGenerator(result))
      throw new TypeError('the routine of an APC is a plain function, not a generator function');
    const { irql } = this.#current.processor;
    if (irql === level) return;
    const routines = kind === 'special' ? [routine, 0] : [0, routine];
    const values = [irql, level, caseOf[kind], ...routines];
    this.#host.violation({ rule: 'apc-returns-at-other-irql', routine: 'the routine of an APC', values });
  }

  /** A thread by its identifier; null for one that has ended, which may be forgotten. */
  #threadOf(id: number): Thread | null {
    const { processes } = this.#host;
    const thread = processes.flatMap(({ threads }) => threads).find((one) => one.id === id);
    if (thread !== undefined)
      return thread.state === 'terminated' || thread.process.exit !== null ? null : thread;
    if (!this.#host.wasId(id) || processes.some((process) => process.id === id))
      throw new RangeError(`there is no thread ${id}`);
    return null;
  }

  #set(thread: Thread, pending: readonly Apc[]): void {
    if (pending.length > 0) this.#pending.set(thread, pending);
    else this.#pending.delete(thread);
    this.#drop.request(this.#pending.size > 0);
  }

  save(): readonly (readonly [Thread, readonly Apc[]])[] {
    return [...this.#pending];
  }

  load(saved: unknown): void {
    for (const thread of [...this.#pending.keys()]) this.#set(thread, []);
    for (const [thread, pending] of saved as ReturnType<Apcs['save']>) this.#set(thread, pending);
    this.#inNormal.clear();
  }

  fingerprint(): string {
    return JSON.stringify(this.save().map(([{ id }, pending]) => [id, pending]));
  }
}
