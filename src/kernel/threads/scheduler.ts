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
 * ready-threads.ts chooses, processor-moves.ts moves threads between processors.
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
import { Choices } from './choices.ts';
import { nextDue, nextDueBefore } from './due-times.ts';
import { type MovesImage, ProcessorMoves } from './processor-moves.ts';
import { ReadyThreads, type ReadyThreadsImage, type ThreadInterrupts } from './ready-threads.ts';
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
  | 'codeStack'
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

/** Time that a slice takes, in 100 ns units: 0.5 ms (*ours*, decision 0081). */
const SLICE_UNITS = 5_000n;

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
  /** Address of its code, where that has one. */
  readonly address?: number;
  /** Memory for its KTHREAD, from `newObject`; it is made when it is first asked for when left out. */
  readonly object?: number;
  /** Called when it runs for the first time. */
  readonly start: () => unknown;
}

interface Image {
  readonly ready: ReadyThreadsImage;
  readonly idle: MovesImage;
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
  readonly #host: SchedulerHost;
  readonly #current: Current;
  readonly #clock: Clock;
  readonly #objects: ThreadObjects;
  readonly #ready: ReadyThreads;
  readonly #moves: ProcessorMoves;
  readonly #drop: LevelDropWork;
  /** False while threads must not be switched: in the choice of one, and while another processor is interrupted. */
  #mayPreempt = true;

  constructor(host: SchedulerHost, current: Current, clock: Clock, objects: ThreadObjects) {
    this.#host = host;
    this.#objects = objects;
    this.#current = current;
    this.#clock = clock;
    this.#ready = new ReadyThreads(current, clock, new Choices(host.settings.schedule));
    this.#moves = new ProcessorMoves(host, current);
    this.#drop = current.onLevelDrop('switch', () => this.preempt());
  }

  /** The choices so far, printed: `boot({ schedule })` takes it. */
  get schedule(): string {
    return this.#ready.schedule;
  }

  /** What a thread runs before it goes on, also in the middle of a wait. */
  set interrupts(interrupts: ThreadInterrupts) {
    this.#ready.interrupts = interrupts;
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
    thread.startAddress = request.address ?? 0;
    if (request.object !== undefined) this.#objects.give(thread, request.object);
    this.#ready.bodies.set(thread, new ThreadBody(request.start));
    this.#ready.queue(thread);
    this.#drop.request(true);
    return thread;
  }

  /** Memory for the KTHREAD of a thread that a routine is to start; null when there is none. */
  newObject(): number | null {
    return this.#objects.make();
  }

  /** Address of a thread's KTHREAD; of the current one when left out. */
  objectOf(thread: Thread = this.#host.thread): number {
    return this.#objects.of(thread);
  }

  /** True for a thread that was started and has not ended. */
  isStarted(thread: Thread): boolean {
    return this.#ready.bodies.has(thread);
  }

  /**
   * The first thread of a process ends, in synchronous code: what it holds is given up, and the others of the process
   * run until they have ended too.
   * @returns exit status of the last of them
   */
  endFirst(thread: Thread, status: number): number {
    for (const ending of this.onEnding) ending(thread);
    thread.exitStatus = status;
    let last = thread;
    const noteEnd = (other: Thread): void => {
      if (other.process === thread.process) last = other;
    };
    this.onEnd.push(noteEnd);
    const others = (): Thread | undefined =>
      [...this.#ready.bodies.keys()].find(({ process }) => process === thread.process);
    try {
      this.blockNow({
        routine: 'ExitThread',
        object: 0,
        what: 'the end of the other threads',
        owner: () => others()?.id ?? null,
        ready: () => others() === undefined,
      });
    } finally {
      this.onEnd.splice(this.onEnd.indexOf(noteEnd), 1);
    }
    return last.exitStatus;
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
        const { value } = step as { readonly value: WaitRequest | undefined };
        // Steps of a thread may also give its processor away. One on whose stack others cannot run keeps it.
        if (value !== undefined) this.#waitHere(value);
        else if (!this.canStop(this.#host.thread)) this.#yieldHere();
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
    this.#ready.giveTurn(thread);
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
    if (!this.#ready.any) {
      this.#ready.interrupts?.deliver();
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
    if (this.isStarted(processor.thread) && processor.irql < DISPATCH_LEVEL) this.#moves.clear(processor);
  }

  #obeyAffinity(): void {
    if (this.#current.processor.irql >= DISPATCH_LEVEL) return;
    this.#drop.request(this.#ready.any);
    this.#moves.obeyAffinity();
  }

  /** True for a thread whose code is a generator: it can stop where it waits. */
  canStop(thread: Thread): boolean {
    return this.#ready.bodies.get(thread)?.suspends === true;
  }

  /**
   * A time slice of code that never waits is over: time passes.
   * @returns true when others may run now; a generator then gives its processor away with a plain yield
   */
  endSlice(): boolean {
    if (this.#host.stop !== null || !this.#mayPreempt || this.#current.processor.irql >= DISPATCH_LEVEL)
      return false;
    this.withoutSwitch(() => this.advance(SLICE_UNITS));
    return this.#ready.any;
  }

  /** As `endSlice`, for plain code: others of its priority run before this returns. */
  endSliceHere(): void {
    // What a generator thread has called back cannot be stopped in the middle.
    if (this.canStop(this.#host.thread) || !this.endSlice()) return;
    this.#yieldHere();
  }

  #yieldHere(): void {
    const { thread } = this.#current.processor;
    this.#ready.queue(thread);
    this.#ready.rotate();
    this.#others(thread, true);
  }

  /** True when another started thread could run now. */
  get othersAreReady(): boolean {
    const { thread } = this.#host;
    return [...this.#ready.bodies.keys()].some((other) => other !== thread && this.#ready.canGoOn(other));
  }

  /** Runs started threads, of any priority, until none of them can go on. No time passes. */
  runOthers(): void {
    const { thread } = this.#host;
    if (this.canStop(thread))
      throw new TypeError('runThreads is for the synchronous program; a thread lets others run with a yield');
    if (this.#ready.any) this.#others(thread, false);
  }

  #waitHere(request: WaitRequest): void {
    const { thread } = this.#host;
    // C cannot say which form it wants: what a routine has called back, and a filter, are plain code of the thread.
    if (this.canStop(thread) && this.#host.codeStack.length === 0) {
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
    const next = [...this.#ready.bodies.keys()].find(
      (other) => other !== thread && this.#ready.canGoOn(other),
    );
    const values = [this.#objects.of(thread), next === undefined ? 0 : this.#objects.of(next)];
    this.#host.violation({ rule: 'switch-at-dispatch-level', routine: request.routine, values });
  }

  // --- running ---------------------------------------------------------------

  /** Steps others on top of a thread's code: until it is chosen, or (`returns` false) until nobody else can go on. */
  #others(self: Thread, returns: boolean): void {
    self.processor = this.#current.processor.number;
    // A thread of C that waits here did not choose to: what lies below it has its turn before time passes, or none.
    const inC = this.isStarted(self) && this.#host.codeStack.length > 0;
    this.#ready.below.push(self);
    try {
      for (let steps = 0; ; steps += 1) {
        if (steps > STEP_LIMIT)
          this.#host.stepLimit('scheduler', `${STEP_LIMIT} steps of other threads, and ${self.id} never ran`);
        const chosen = this.#choose(self, returns);
        if (chosen === self) break;
        if (chosen !== null) this.#step(chosen);
        else if (this.#workWhenIdle()) continue;
        else if (!returns) break;
        else if (inC && this.#heldBelow(self).length > 0) this.#stuck(self);
        else if (!this.#letTimePass(self, inC)) this.#stuck(self);
        if (self.process.exit !== null) throw self.process.exit;
      }
    } catch (thrown) {
      if (this.#host.stop === null) this.#goOn(self);
      throw thrown;
    } finally {
      this.#ready.below.pop();
    }
    this.#goOn(self);
    this.#ready.interrupts?.deliver();
  }

  /** Makes a thread the running one. */
  #goOn(thread: Thread): void {
    const { callStack, codeStack, thread: from } = this.#host;
    if (from !== thread) {
      from.callStack = callStack.splice(0);
      from.code = codeStack.splice(0);
    }
    this.#current.resume(thread);
    if (from !== thread) {
      callStack.push(...thread.callStack);
      codeStack.push(...thread.code);
    }
    thread.state = 'running';
    thread.wait = null;
    thread.turn = 0;
  }

  /** Runs a started thread to its next yield or to its end. */
  #step(thread: Thread): void {
    const body = this.#ready.bodies.get(thread);
    if (body === undefined) throw new TypeError(`thread ${thread.id} was never started`);
    this.#goOn(thread);
    let step: BodyStep;
    try {
      this.#ready.interrupts?.deliver();
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
      this.#ready.queue(thread);
      this.#ready.rotate();
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
    this.#ready.bodies.delete(thread);
    this.#drop.request(this.#ready.any);
  }

  #stuck(self: Thread): never {
    const below = this.#ready.below.filter((thread) => thread !== self);
    return reportStuck(this.#host, self, { below, held: this.#heldBelow(self) });
  }

  /** Threads that could go on, but for the code that lies on top of theirs. */
  #heldBelow(self: Thread): Thread[] {
    return this.#ready.below.filter((thread) => thread !== self && this.#ready.canGoOn(thread));
  }

  #choose(self: Thread, returns: boolean): Thread | null {
    for (const thread of this.#ready.bodies.keys()) if (thread.process.exit !== null) this.#forget(thread);
    return this.#ready.choose(self, returns);
  }

  // --- time ------------------------------------------------------------------

  /** Nobody can go on: goes to the next time at which something is due. False when nothing ever is. */
  #letTimePass(self: Thread, forAll: boolean): boolean {
    const below = forAll ? this.#ready.below : [];
    const first = nextDue(this.#clock, [...this.#ready.contenders(self), ...below]);
    if (first === null) return false;
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
    this.#workWhenIdle();
    do {
      this.#clock.step(nextDueBefore(this.#clock, this.#ready.bodies.keys(), target));
      this.preempt();
    } while (this.#clock.now < target || (this.#clock.next() ?? target + 1n) <= target);
  }

  // --- snapshots -------------------------------------------------------------

  obstacle(): string | null {
    const started = [...this.#ready.bodies].filter(([, body]) => body.started);
    const running = started.find(([{ process }]) => process.exit === null)?.[0];
    return running === undefined ? null : `thread ${running.id} ${running.name} has started and not ended`;
  }

  save(): Image {
    return { ready: this.#ready.save(), idle: this.#moves.save() };
  }

  load(saved: unknown): void {
    const { ready, idle } = saved as Image;
    this.#ready.load(ready);
    this.#moves.load(idle);
    this.#drop.request(this.#ready.any);
  }

  fingerprint(): string {
    const { choices, turns, bodies } = this.#ready.save();
    return JSON.stringify([choices, turns, bodies.map(([{ id, state, turn }]) => [id, state, turn])]);
  }
}
