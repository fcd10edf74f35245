/**
 * The started threads of a machine, and which of them goes next
 * (docs/decisions/0020-threads.md): a processor at DISPATCH_LEVEL or above
 * keeps its thread (D-008); below, the highest priority goes, among equals the
 * one that is ready longest, or a seed decides.
 */
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import type { Clock } from '../clock/clock.ts';
import type { Current } from '../current.ts';
import type { Processor, Thread } from '../records.ts';
import type { Choices, ChoicesImage } from './choices.ts';
import type { ThreadBody } from './thread-body.ts';

/** Work that threads run in between: APCs. */
export interface ThreadInterrupts {
  /** True when a thread could run something. */
  isDue(thread: Thread): boolean;
  /** Runs what the current thread may run. */
  deliver(): void;
}

/** What a snapshot keeps. */
export interface ReadyThreadsImage {
  readonly choices: ChoicesImage;
  readonly turns: number;
  readonly bodies: readonly (readonly [Thread, ThreadBody])[];
}

/** Started threads of one machine. */
export class ReadyThreads {
  /** Started threads that have not ended. */
  readonly bodies = new Map<Thread, ThreadBody>();
  /** Threads whose code lies on the JavaScript stack while others run on top: waiting or preempted, innermost last. */
  readonly below: Thread[] = [];
  /** What a thread runs before it goes on, also in the middle of a wait. */
  interrupts: ThreadInterrupts | null = null;
  readonly #current: Current;
  readonly #clock: Clock;
  readonly #choices: Choices;
  #turns = 0;
  /** Number added to the current processor's where the choice begins: 1 after a yield, so that others get their turn. */
  #rotation = 0;

  constructor(current: Current, clock: Clock, choices: Choices) {
    this.#current = current;
    this.#clock = clock;
    this.#choices = choices;
  }

  /** The choices so far, printed: `boot({ schedule })` takes it. */
  get schedule(): string {
    return this.#choices.printed;
  }

  /** True when there is a started thread. */
  get any(): boolean {
    return this.bodies.size > 0;
  }

  /** Gives a thread a place behind those that have one. */
  giveTurn(thread: Thread): void {
    this.#turns += 1;
    thread.turn = this.#turns;
  }

  /** A thread is ready, at the end of the line of its priority. */
  queue(thread: Thread): void {
    thread.state = 'ready';
    this.giveTurn(thread);
  }

  /** The next choice begins at the next processor. */
  rotate(): void {
    this.#rotation = 1;
  }

  /**
   * The thread that goes next; null when none can.
   * @param self thread on top of whose code the others are stepped
   * @param returns whether it is one to choose from
   */
  choose(self: Thread, returns: boolean): Thread | null {
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

  /** Threads that can be stepped or returned to. What lies below on the JavaScript stack cannot be reached. */
  contenders(self: Thread | null): Thread[] {
    const started = [...this.bodies.keys()].filter((thread) => !this.below.includes(thread));
    return self === null ? started : [...started, self];
  }

  /** True for a thread that is ready, or whose wait is over or interrupted, and that nobody has suspended. */
  canGoOn(thread: Thread): boolean {
    if (thread.suspendCount > 0) return false;
    if (thread.state === 'ready') return true;
    const { wait } = thread;
    if (thread.state !== 'waiting' || wait === null) return false;
    if (wait.ready() || (wait.due !== undefined && wait.due <= this.#clock.now)) return true;
    return this.interrupts?.isDue(thread) === true;
  }

  /** For snapshots. */
  save(): ReadyThreadsImage {
    return { choices: this.#choices.save(), turns: this.#turns, bodies: [...this.bodies] };
  }

  /** For snapshots. */
  load({ choices, turns, bodies }: ReadyThreadsImage): void {
    this.#choices.load(choices);
    this.#turns = turns;
    this.bodies.clear();
    for (const [thread, body] of bodies) this.bodies.set(thread, body.fresh());
    this.below.length = 0;
  }

  /** The threads of the highest priority that can go on there, in the order of their turns. */
  #candidatesOn(processor: Processor, self: Thread | null): Thread[] {
    const kept = processor.irql >= DISPATCH_LEVEL ? processor.thread : null;
    let best: Thread[] = [];
    for (const thread of this.contenders(self)) {
      if (thread.processor !== processor.number || (kept !== null && thread !== kept)) continue;
      if (!this.canGoOn(thread)) continue;
      const highest = best[0]?.priority ?? thread.priority;
      if (thread.priority > highest) best = [thread];
      else if (thread.priority === highest) best.push(thread);
    }
    return best.sort((a, b) => a.turn - b.turn);
  }

  /** Gives waiting threads a turn in the order in which their waits were seen to end. */
  #noteReady(self: Thread): void {
    for (const thread of this.contenders(self)) {
      if (thread.state !== 'waiting') continue;
      if (!this.canGoOn(thread)) thread.turn = 0;
      else if (thread.turn === 0) this.giveTurn(thread);
    }
  }
}
