/**
 * Who runs next (ENGINEERING-DECISIONS 8).
 *
 * Started threads are generators, so they can stop at a yield. The code that
 * TypeScript calls directly is synchronous: it is the thread it runs as, it
 * lies on the JavaScript stack, and it goes on only when everything above it on
 * that stack has returned. Where such a thread waits or is preempted, `#others`
 * steps started threads on top of its stack until it is chosen again:
 *
 *     choose among the threads that can go on (highest priority of each processor)
 *       itself -> return        another -> one step of its body
 *       nobody -> let time pass to what is due, else stop: deadlock
 *
 * Rules of choice (docs/decisions/0020-threads.md): a processor at
 * DISPATCH_LEVEL or above keeps its thread (D-008); below, the highest priority
 * goes, among equals the one that is ready longest, or a seed decides.
 */
import type { Waiting, Waits } from '../../contract/blocking.ts';
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import type { WaitRequest } from '../../contract/wait-request.ts';
import type { Part } from '../../machine/snapshot.ts';
import { ThreadExit } from '../../machine/stop.ts';
import { STATUS_SUCCESS } from '../../status/common.ts';
import type { Clock } from '../clock/clock.ts';
import type { Current, LevelDropWork } from '../current.ts';
import type { KernelHost } from '../kernel-host.ts';
import { NORMAL_PRIORITY, type Process, type Processor, type Thread } from '../records.ts';
import { Choices, type ChoicesImage } from './choices.ts';
import { reportStuck } from './stuck.ts';
import { type BodyStep, ThreadBody } from './thread-body.ts';
import type { ThreadObjects } from './thread-objects.ts';

/** What the scheduler needs from the machine. */
export type SchedulerHost = Pick<
  KernelHost,
  | 'settings'
  | 'processors'
  | 'thread'
  | 'stop'
  | 'callStack'
  | 'newThread'
  | 'violation'
  | 'deadlock'
  | 'notModelled'
  | 'stepLimit'
  | 'leavingThread'
  | 'processes'
>;

/** Steps without the waiting thread being chosen, after which the machine stops: ENGINEERING-DECISIONS 19. */
const STEP_LIMIT = 1_000_000;

/** Lowest priority that no boost changes and none reaches. */
const LOW_REALTIME_PRIORITY = 16;

/** How a thread is started. */
export interface StartRequest {
  readonly process: Process;
  readonly name?: string;
  /** 8 when left out. */
  readonly priority?: number;
  /** Number of the processor that it runs on; the current one when left out. */
  readonly processor?: number;
  /** True for kernel-mode code in the context of a user-mode process. */
  readonly kernelMode?: boolean;
  /** Called when it runs for the first time. */
  readonly start: () => unknown;
}

/** Work that threads run in between: APCs. */
export interface ThreadInterrupts {
  /** True when a thread could run something. */
  isDue(thread: Thread): boolean;
  /** Runs what the current thread may run. */
  deliver(): void;
}

interface Image {
  readonly choices: ChoicesImage;
  readonly turns: number;
  readonly bodies: readonly (readonly [Thread, ThreadBody])[];
  readonly idle: readonly (readonly [number, Thread])[];
}

/** Threads of one machine. */
export class Scheduler implements Part, Waits {
  readonly name = 'scheduler';
  /** Called when a started thread is about to end, while it is still the current one: what it leaves behind. */
  readonly onEnding: ((thread: Thread) => void)[] = [];
  /** Called when a started thread has ended. */
  readonly onEnd: ((thread: Thread) => void)[] = [];
  /** Called when no thread can go on, before time passes: true when that did something. No thread is switched in it. */
  readonly onIdle: (() => boolean)[] = [];
  /** What a thread runs before it goes on, also in the middle of a wait. */
  interrupts: ThreadInterrupts | null = null;
  readonly #host: SchedulerHost;
  readonly #current: Current;
  readonly #clock: Clock;
  readonly #objects: ThreadObjects;
  readonly #choices: Choices;
  readonly #drop: LevelDropWork;
  /** Started threads that have not ended. */
  readonly #bodies = new Map<Thread, ThreadBody>();
  /** Threads whose code lies on the JavaScript stack while others run on top: waiting or preempted, innermost last. */
  readonly #below: Thread[] = [];
  /** Threads that run where nothing else does, by processor, when its own thread has moved away. */
  readonly #idle = new Map<number, Thread>();
  #turns = 0;
  /** Number added to the current processor's where the choice begins: 1 after a yield, so that others get their turn. */
  #rotation = 0;
  /** False while threads must not be switched: in the choice of one, and while another processor is interrupted. */
  #mayPreempt = true;

  constructor(host: SchedulerHost, current: Current, clock: Clock, objects: ThreadObjects) {
    this.#host = host;
    this.#objects = objects;
    this.#current = current;
    this.#clock = clock;
    this.#choices = new Choices(host.settings.schedule);
    this.#drop = current.onLevelDrop('switch', () => this.preempt());
  }

  /** The choices so far, printed: `boot({ schedule })` takes it. */
  get schedule(): string {
    return this.#choices.printed;
  }

  /** Makes a thread that is ready. It runs when the scheduler chooses it, at once if its priority is higher. */
  start(request: StartRequest): Thread {
    const { processor = this.#current.processor.number, priority = NORMAL_PRIORITY } = request;
    const at = this.#current.processorAt(processor);
    const thread = this.#host.newThread(request.process, request.name ?? '');
    thread.priority = priority;
    thread.basePriority = priority;
    thread.processor = at.number;
    thread.kernelMode = request.kernelMode ?? false;
    this.#bodies.set(thread, new ThreadBody(request.start));
    this.#queue(thread);
    this.#drop.request(true);
    return thread;
  }

  /** Address of a thread's KTHREAD; of the current one when left out. */
  objectOf(thread: Thread = this.#host.thread): number {
    return this.#objects.of(thread);
  }

  /** True for a thread that was started and has not ended. */
  isStarted(thread: Thread): boolean {
    return this.#bodies.has(thread);
  }

  // --- waiting ---------------------------------------------------------------

  /**
   * Waits, as a generator: the one primitive of every blocking routine.
   * @returns true when the thread may go on, false when the time was up before
   */
  *block(request: WaitRequest): Waiting<boolean> {
    if (request.ready()) return true;
    if (request.spins !== true) this.#checkLevel(request);
    for (;;) {
      yield request;
      if (request.ready()) return true;
      if (request.due !== undefined && request.due <= this.#clock.now) return false;
      // Something interrupted the wait, and it goes on.
    }
  }

  /** Waits in synchronous code: other threads run until the wait is over. */
  blockNow(request: WaitRequest): boolean {
    return this.drive(this.block(request));
  }

  /** Drives the generator of a blocking routine in synchronous code. */
  drive<R>(work: Waiting<R>): R {
    let step = work.next();
    while (!step.done) {
      try {
        this.#waitHere(step.value);
      } catch (thrown) {
        // The routine gives up what it queued; then the reason goes on.
        step = work.throw(thrown);
        continue;
      }
      step = work.next();
    }
    return step.value;
  }

  /**
   * A wait of a thread has ended: it takes its place among the ready ones, in the order of such calls.
   * @param increment added to its base priority until it waits again; threads of real-time priority get none
   */
  wake(thread: Thread, increment = 0): void {
    this.#turns += 1;
    thread.turn = this.#turns;
    if (increment > 0 && thread.priority < LOW_REALTIME_PRIORITY) {
      const boosted = Math.min(thread.basePriority + increment, LOW_REALTIME_PRIORITY - 1);
      thread.priority = Math.max(thread.priority, boosted);
    }
  }

  /** Lets threads run that are to run before the current one: after a wake, and when the level drops. */
  preempt(): void {
    if (this.#host.stop !== null || !this.#mayPreempt) return;
    this.#obeyAffinity();
    const { thread, irql } = this.#current.processor;
    if (irql >= DISPATCH_LEVEL) return;
    if (this.#bodies.size === 0) {
      this.interrupts?.deliver();
      return;
    }
    thread.state = 'ready';
    thread.turn = 0;
    this.#others(thread, true);
  }

  /**
   * Sets the processors that the current thread may run on. It moves at once, from DISPATCH_LEVEL when the level drops.
   * @param affinity bits of processors, one of which exists; null for all
   */
  setAffinity(affinity: bigint | null): void {
    this.#current.processor.thread.affinity = affinity;
    this.#drop.request(true);
    this.#obeyAffinity();
  }

  /** Gives a processor, while it runs a started thread that can be switched, back to a thread without work. */
  clear(processor: Processor): void {
    if (!this.#bodies.has(processor.thread) || processor.irql >= DISPATCH_LEVEL) return;
    processor.thread.irql = processor.irql;
    processor.thread = this.#idleOf(processor);
    processor.irql = processor.thread.irql;
  }

  #obeyAffinity(): void {
    const { thread, irql, number } = this.#current.processor;
    if (irql >= DISPATCH_LEVEL) return;
    this.#drop.request(this.#bodies.size > 0);
    const { affinity } = thread;
    const allowed = (at: number): boolean => affinity === null || (affinity & (1n << BigInt(at))) !== 0n;
    if (allowed(number)) return;
    const target = this.#current.processors.find((one) => allowed(one.number));
    if (target === undefined) return;
    if (target.irql >= DISPATCH_LEVEL)
      this.#host.notModelled(
        `a move to processor ${target.number}, which keeps its thread at level ${target.irql}`,
      );
    this.#current.move(target.number, this.#idleOf(this.#current.processor));
  }

  #idleOf(processor: Processor): Thread {
    const { own, number } = processor;
    if (own.processor === number && own !== this.#current.processor.thread) return own;
    const known = this.#idle.get(number);
    if (known !== undefined) return known;
    const made = this.#host.newThread(own.process, `idle ${number}`);
    made.processor = number;
    this.#idle.set(number, made);
    return made;
  }

  /** Gives the processor to other threads of the same priority, as the end of a time slice does. */
  yieldNow(): void {
    if (this.#bodies.size === 0 || this.#current.processor.irql >= DISPATCH_LEVEL) return;
    const { thread } = this.#current.processor;
    if (this.#bodies.get(thread)?.suspends === true) {
      throw new TypeError(
        'a thread that is a generator function gives its processor away with a plain yield',
      );
    }
    this.#queue(thread);
    this.#rotation = 1;
    this.#others(thread, true);
  }

  /** Runs started threads, of any priority, until none of them can go on. No time passes. */
  runOthers(): void {
    const { thread } = this.#host;
    if (this.#bodies.get(thread)?.suspends === true)
      throw new TypeError('runThreads is for the synchronous program; a thread lets others run with a yield');
    if (this.#bodies.size > 0) this.#others(thread, false);
  }

  #waitHere(request: WaitRequest): void {
    const { thread } = this.#host;
    if (this.#bodies.get(thread)?.suspends === true) {
      throw new TypeError(
        `${request.routine} has to wait: in a thread that is a generator function call it as yield* nt.wait.${request.routine}(…), in a process process.wait`,
      );
    }
    this.#beginWait(thread, request);
    this.#others(thread, true);
  }

  /** A thread that waits gives its processor away, which is impossible at DISPATCH_LEVEL (D-008, D-055). */
  #checkLevel(request: WaitRequest): void {
    const { irql, thread } = this.#current.processor;
    if (irql < DISPATCH_LEVEL) return;
    const next = [...this.#bodies.keys()].find((other) => other !== thread && this.#canGoOn(other));
    const values = [this.#objects.of(thread), next === undefined ? 0 : this.#objects.of(next)];
    this.#host.violation({ rule: 'switch-at-dispatch-level', routine: request.routine, values });
  }

  // --- running ---------------------------------------------------------------

  /** Steps others on top of a thread's code: until it is chosen, or (`returns` false) until nobody else can go on. */
  #others(self: Thread, returns: boolean): void {
    self.processor = this.#current.processor.number;
    this.#below.push(self);
    try {
      for (let steps = 0; ; steps += 1) {
        if (steps > STEP_LIMIT)
          this.#host.stepLimit('scheduler', `${STEP_LIMIT} steps of other threads, and ${self.id} never ran`);
        const chosen = this.#choose(self, returns);
        if (chosen === self) break;
        if (chosen !== null) this.#step(chosen);
        else if (this.#workWhenIdle()) continue;
        else if (!returns) break;
        else if (!this.#letTimePass(self)) this.#stuck(self);
        if (self.process.exit !== null) throw self.process.exit;
      }
    } catch (thrown) {
      if (this.#host.stop === null) this.#goOn(self);
      throw thrown;
    } finally {
      this.#below.pop();
    }
    this.#goOn(self);
    this.interrupts?.deliver();
  }

  /** Makes a thread the running one. */
  #goOn(thread: Thread): void {
    const { callStack, thread: from } = this.#host;
    if (from !== thread) from.callStack = callStack.splice(0);
    this.#current.resume(thread);
    if (from !== thread) callStack.push(...thread.callStack);
    thread.state = 'running';
    thread.wait = null;
    thread.turn = 0;
  }

  /** Runs a started thread to its next yield or to its end. */
  #step(thread: Thread): void {
    const body = this.#bodies.get(thread);
    if (body === undefined) throw new TypeError(`thread ${thread.id} was never started`);
    this.#goOn(thread);
    let step: BodyStep;
    try {
      this.interrupts?.deliver();
      step = body.next();
    } catch (thrown) {
      if (thrown instanceof ThreadExit) this.#end(thread, thrown.status);
      else this.#forget(thread);
      if (thrown instanceof ThreadExit) return;
      // What ends the process of the thread is no affair of whoever lets it run.
      const left = this.#host.leavingThread(thrown);
      if (left === thread.process.exit) return;
      throw left;
    }
    if (step.done) this.#end(thread, STATUS_SUCCESS);
    else if (step.value === undefined) {
      this.#queue(thread);
      this.#rotation = 1;
    } else this.#beginWait(thread, step.value);
  }

  #beginWait(thread: Thread, request: WaitRequest): void {
    thread.state = 'waiting';
    thread.wait = request;
    thread.turn = 0;
    thread.priority = thread.basePriority;
  }

  #end(thread: Thread, status: number): void {
    for (const ending of this.onEnding) ending(thread);
    thread.exitStatus = status;
    this.#forget(thread);
    for (const ended of this.onEnd) ended(thread);
  }

  #forget(thread: Thread): void {
    thread.state = 'terminated';
    this.#bodies.delete(thread);
    this.#drop.request(this.#bodies.size > 0);
  }

  /** At the end of the line of its priority. */
  #queue(thread: Thread): void {
    this.#turns += 1;
    thread.state = 'ready';
    thread.turn = this.#turns;
  }

  #stuck(self: Thread): never {
    const below = this.#below.filter((thread) => thread !== self);
    const held = below.filter((thread) => this.#canGoOn(thread));
    return reportStuck(this.#host, self, { below, held });
  }

  // --- choosing --------------------------------------------------------------

  #choose(self: Thread, returns: boolean): Thread | null {
    for (const thread of this.#bodies.keys()) if (thread.process.exit !== null) this.#forget(thread);
    this.#noteReady(self);
    const { processors, processor } = this.#current;
    const first = processor.number + this.#rotation;
    this.#rotation = 0;
    const candidates = processors.flatMap((_, distance) => {
      const at = processors[(first + distance) % processors.length];
      return at === undefined ? [] : this.#candidatesOn(at, returns ? self : null);
    });
    if (candidates.length === 0) return null;
    return candidates[this.#choices.next(candidates.length)] ?? null;
  }

  /** The threads of the highest priority that can go on there, in the order of their turns. */
  #candidatesOn(processor: Processor, self: Thread | null): Thread[] {
    const kept = processor.irql >= DISPATCH_LEVEL ? processor.thread : null;
    let best: Thread[] = [];
    for (const thread of this.#contenders(self)) {
      if (thread.processor !== processor.number || (kept !== null && thread !== kept)) continue;
      if (!this.#canGoOn(thread)) continue;
      const highest = best[0]?.priority ?? thread.priority;
      if (thread.priority > highest) best = [thread];
      else if (thread.priority === highest) best.push(thread);
    }
    return best.sort((a, b) => a.turn - b.turn);
  }

  /** Threads that this loop can step or return to. What lies below on the JavaScript stack cannot be reached. */
  #contenders(self: Thread | null): Thread[] {
    const started = [...this.#bodies.keys()].filter((thread) => !this.#below.includes(thread));
    return self === null ? started : [...started, self];
  }

  #canGoOn(thread: Thread): boolean {
    if (thread.state === 'ready') return true;
    const { wait } = thread;
    if (thread.state !== 'waiting' || wait === null) return false;
    if (wait.ready() || (wait.due !== undefined && wait.due <= this.#clock.now)) return true;
    return this.interrupts?.isDue(thread) === true;
  }

  /** Gives waiting threads a turn in the order in which their waits were seen to end. */
  #noteReady(self: Thread): void {
    for (const thread of this.#contenders(self)) {
      if (thread.state !== 'waiting') continue;
      if (!this.#canGoOn(thread)) thread.turn = 0;
      else if (thread.turn === 0) {
        this.#turns += 1;
        thread.turn = this.#turns;
      }
    }
  }

  /** Nobody can go on: goes to the next time at which something is due. False when nothing ever is. */
  #letTimePass(self: Thread): boolean {
    const timeouts = this.#contenders(self).map(({ wait }) => wait?.due);
    const due = [this.#clock.next() ?? undefined, ...timeouts].filter((time) => time !== undefined);
    const [first] = due.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    if (first === undefined) return false;
    this.withoutSwitch(() => this.#clock.step(first));
    return true;
  }

  #workWhenIdle(): boolean {
    return this.withoutSwitch(() => this.onIdle.map((run) => run()).includes(true));
  }

  /** Runs a block on another processor, as an interrupt there. Threads that it makes ready run afterwards. */
  onProcessor(number: number, block: () => void): void {
    const { number: here } = this.#current.processor;
    this.withoutSwitch(() => {
      this.#current.selectProcessor(number);
      try {
        block();
      } finally {
        this.#current.selectProcessor(here);
      }
    });
    this.preempt();
  }

  /** Runs a block in which threads become ready and none of them runs. */
  withoutSwitch<T>(block: () => T): T {
    const before = this.#mayPreempt;
    this.#mayPreempt = false;
    try {
      return block();
    } finally {
      this.#mayPreempt = before;
    }
  }

  /** Lets time pass: timers and timeouts come due in order on the way, and threads of a higher priority run then. */
  advance(units: bigint): void {
    const target = this.#clock.now + units;
    const step = (): bigint => {
      const timeouts = [...this.#bodies.keys()].map(({ wait }) => wait?.due);
      const due = [this.#clock.next() ?? target, ...timeouts].filter((time) => time !== undefined);
      const later = due.filter((time) => time > this.#clock.now && time < target);
      return later.reduce((a, b) => (b < a ? b : a), target);
    };
    this.#workWhenIdle();
    do {
      this.#clock.step(step());
      this.preempt();
    } while (this.#clock.now < target || (this.#clock.next() ?? target + 1n) <= target);
  }

  // --- snapshots -------------------------------------------------------------

  obstacle(): string | null {
    const started = [...this.#bodies].filter(([, body]) => body.started);
    const running = started.find(([{ process }]) => process.exit === null)?.[0];
    return running === undefined ? null : `thread ${running.id} ${running.name} has started and not ended`;
  }

  save(): Image {
    return {
      choices: this.#choices.save(),
      turns: this.#turns,
      bodies: [...this.#bodies],
      idle: [...this.#idle],
    };
  }

  load(saved: unknown): void {
    const { choices, turns, bodies, idle } = saved as Image;
    this.#choices.load(choices);
    this.#turns = turns;
    this.#bodies.clear();
    for (const [thread, body] of bodies) this.#bodies.set(thread, body.fresh());
    this.#idle.clear();
    for (const [processor, thread] of idle) this.#idle.set(processor, thread);
    this.#below.length = 0;
    this.#drop.request(this.#bodies.size > 0);
  }

  fingerprint(): string {
    const { choices, turns, bodies } = this.save();
    return JSON.stringify([choices, turns, bodies.map(([{ id, state, turn }]) => [id, state, turn])]);
  }
}
