/**
 * Who runs: the processors, the one whose code runs now, its level and its
 * thread. The only place that writes `Processor.irql` and `Processor.thread`,
 * because gates, address space and the mask of paged memory follow them.
 */
import { APC_LEVEL, DISPATCH_LEVEL, PASSIVE_LEVEL } from '../contract/irql.ts';
import type { EventStream } from '../machine/events.ts';
import type { Gates } from './gates.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { Attachment, Process, Processor, Thread } from './records.ts';

/** What follows the current thread and level. */
export interface CurrentHost {
  readonly events: EventStream;
  readonly gates: Gates;
  readonly memory: MachineMemory;
}

/**
 * Work that waits until the level drops: interrupts, DPCs, a switch of threads, APCs. Whoever owns it requests it when there is
 * something to do, and says when nothing is left; `run` is called after a drop, at the new level, while it is
 * requested. It may raise and lower the level itself.
 */
export class LevelDropWork {
  /** Runs when the level drops from this one, or above, to below it; null at every drop. */
  readonly below: number | null;
  readonly run: () => void;
  /** True while there is something to do. */
  requested = false;
  readonly #changed: () => void;

  constructor(below: number | null, run: () => void, changed: () => void) {
    this.below = below;
    this.run = run;
    this.#changed = changed;
  }

  /** Asks for a call of `run` at each drop from now on, or takes that back. */
  request(wanted: boolean): void {
    if (wanted === this.requested) return;
    this.requested = wanted;
    this.#changed();
  }
}

/** In which order work runs when the level drops: devices first, then as the levels of the software interrupts say (D-024). */
const dropOrder = ['interrupt', 'dpc', 'switch', 'apc'] as const;

/** The current processor and thread, as a snapshot has them. */
export interface CurrentImage {
  readonly current: number;
  readonly processors: readonly { readonly irql: number; readonly thread: Thread }[];
}

/** The processors of a machine and the current one. */
export class Current {
  readonly processors: readonly Processor[];
  /** Processor whose code runs now. */
  processor: Processor;
  /** How many spin locks are held, by whatever processor: their owners keep it, so that a lowering asks one number. */
  spinLocksHeld = 0;
  readonly #events: EventStream;
  readonly #gates: Gates;
  readonly #memory: MachineMemory;
  readonly #drops = new Map<(typeof dropOrder)[number], LevelDropWork>();
  /** True while any of that work is requested. */
  dropWanted = false;

  /** @param processors in order of their numbers; code runs on the first */
  constructor(processors: readonly [Processor, ...Processor[]], { events, gates, memory }: CurrentHost) {
    this.processors = processors;
    this.processor = processors[0];
    this.#events = events;
    this.#gates = gates;
    this.#memory = memory;
  }

  /** Process whose addresses, handles and heaps count: that of the current thread, or the one it is attached to. */
  get process(): Process {
    const { thread } = this.processor;
    return thread.attachedTo ?? thread.process;
  }

  /** Sets to which processes the current thread is attached. Its address space follows. */
  attach(attachments: readonly Attachment[]): void {
    const { thread } = this.processor;
    if (attachments === thread.attachments) return;
    thread.attachments = attachments;
    thread.attachedTo = attachments.at(-1)?.process ?? null;
    this.#followProcess();
  }

  /** Sets the level of the current processor and what depends on it. The move was allowed before. */
  setIrql(level: number): void {
    const { processor } = this;
    const from = processor.irql;
    processor.irql = level;
    this.#gates.follow(level, processor.thread.process);
    if (from < DISPATCH_LEVEL !== level < DISPATCH_LEVEL) this.#memory.forbidPaged(level >= DISPATCH_LEVEL);
    if (this.#events.active)
      this.#events.emit({ kind: 'irql', processor: processor.number, from, to: level });
    if (this.dropWanted && level < from) this.#dropped(from);
  }

  /**
   * As `setIrql`, for a caller that found a level and not ATTENTION in the kernel's gate, so that nobody listens, and
   * nothing that waits for the level to drop.
   */
  setCalmIrql(level: number): void {
    const { processor } = this;
    processor.irql = level;
    this.#gates.followCalmly(level, processor.thread.process);
    this.#memory.forbidPaged(level >= DISPATCH_LEVEL);
  }

  /**
   * Registers what is to run when the level drops below another: `dpc` and `switch` below DISPATCH_LEVEL, `apc`
   * below APC_LEVEL. `interrupt` runs at every drop, because each device has a level of its own. It runs before
   * whoever lowered the level goes on, in the order of `dropOrder`.
   */
  onLevelDrop(kind: (typeof dropOrder)[number], run: () => void): LevelDropWork {
    const below = kind === 'interrupt' ? null : kind === 'apc' ? APC_LEVEL : DISPATCH_LEVEL;
    const work = new LevelDropWork(below, run, () => {
      this.dropWanted = [...this.#drops.values()].some(({ requested }) => requested);
    });
    this.#drops.set(kind, work);
    return work;
  }

  /** Runs the work that the new level allows. Each piece may change who runs; the level of the current one counts. */
  #dropped(from: number): void {
    for (const kind of dropOrder) {
      const work = this.#drops.get(kind);
      if (!work?.requested) continue;
      const { below } = work;
      if (below === null || (from >= below && this.processor.irql < below)) work.run();
    }
  }

  /**
   * Runs a block with the interrupts of the current processor disabled. The level stays, but as at DISPATCH_LEVEL
   * no page can be brought in.
   */
  withoutInterrupts<T>(block: () => T): T {
    const { processor } = this;
    const before = processor.interruptsEnabled;
    processor.interruptsEnabled = false;
    this.#memory.forbidPaged(true);
    try {
      return block();
    } finally {
      processor.interruptsEnabled = before;
      this.#memory.forbidPaged(!before || processor.irql >= DISPATCH_LEVEL);
    }
  }

  /**
   * Runs a block at a level on a machine that has halted. Nothing is delivered and nobody is told: only the mask of
   * paged memory follows.
   */
  whileHalted(level: number, block: () => void): void {
    const { processor } = this;
    const { irql } = processor;
    processor.irql = level;
    this.#memory.forbidPaged(level >= DISPATCH_LEVEL);
    try {
      block();
    } finally {
      processor.irql = irql;
      this.#memory.forbidPaged(irql >= DISPATCH_LEVEL);
    }
  }

  /**
   * Makes another thread the one that runs on the current processor: the one way to do it. Address space and
   * gates follow. The level stays, because it is the processor's; whoever chooses threads decides what it must be.
   */
  switchTo(thread: Thread): void {
    if (thread === this.processor.thread) return;
    this.processor.thread = thread;
    this.#followProcess();
    if (this.#events.active)
      this.#events.emit({ kind: 'switch', process: thread.process.id, thread: thread.id });
  }

  /**
   * Lets a thread go on where it was: on its processor, at its level. The one it replaces keeps its own. Nothing is
   * delivered on the way: the new level is no drop of an old one.
   */
  resume(thread: Thread): void {
    const before = this.processor.thread;
    // Which routine it is in, its own call stack says.
    this.#gates.kernel.routine = null;
    if (this.processor.number !== thread.processor) this.selectProcessor(thread.processor);
    const { processor } = this;
    const replaced = processor.thread;
    if (replaced !== thread) {
      replaced.irql = processor.irql;
      processor.thread = thread;
      this.#setLevelOf(processor, thread.irql);
      this.#followProcess();
    }
    if (before !== thread && this.#events.active)
      this.#events.emit({ kind: 'switch', process: thread.process.id, thread: thread.id });
  }

  /** Takes the processor back to PASSIVE_LEVEL from a thread that ended at another. Nothing is delivered. */
  settle(): void {
    this.#setLevelOf(this.processor, PASSIVE_LEVEL);
    this.#gates.update();
  }

  /**
   * Takes the current thread to another processor, whose thread it replaces there.
   * @param to number of the processor; it must be below DISPATCH_LEVEL, as the current one
   * @param stays thread that the current processor runs from now on
   */
  move(to: number, stays: Thread): void {
    const { processor: from } = this;
    const { thread, irql } = from;
    const target = this.processorAt(to);
    target.thread.irql = target.irql;
    from.thread = stays;
    this.#setLevelOf(from, stays.irql);
    thread.processor = target.number;
    target.thread = thread;
    this.processor = target;
    this.#setLevelOf(target, irql);
    this.#followProcess();
  }

  /** Sets a level without delivering anything. */
  #setLevelOf(processor: Processor, level: number): void {
    const from = processor.irql;
    if (from === level) return;
    processor.irql = level;
    this.#memory.forbidPaged(level >= DISPATCH_LEVEL);
    if (this.#events.active)
      this.#events.emit({ kind: 'irql', processor: processor.number, from, to: level });
  }

  /** Called when the first thread of a process goes on outside of the scheduler: what is pending for it runs first. */
  onRunAs: () => void = () => {};

  /**
   * Runs a block on the first thread of a process and comes back, however the block ends. A thread that is attached
   * to another process is not while the block runs.
   */
  runAs<T>(process: Process, block: () => T, leaving: (thrown: unknown) => unknown): T {
    const before = this.processor.thread;
    if (before.process !== process) {
      this.switchTo(process.mainThread);
      try {
        return this.#detached(() => {
          this.onRunAs();
          return block();
        });
      } catch (thrown) {
        throw leaving(thrown);
      } finally {
        this.switchTo(before);
      }
    }
    return before.attachedTo === null ? block() : this.#detached(block);
  }

  /** Runs a block on the current thread as if it were attached to no process. */
  #detached<T>(block: () => T): T {
    const { thread } = this.processor;
    if (thread.attachedTo === null) return block();
    const { attachments } = thread;
    this.attach([]);
    try {
      return block();
    } finally {
      if (this.processor.thread === thread) this.attach(attachments);
    }
  }

  /** A processor by its number. Throws RangeError when there is none. */
  processorAt(number: number): Processor {
    const processor = this.processors[number];
    if (processor === undefined)
      throw new RangeError(`there is no processor ${number}: this machine has ${this.processors.length}`);
    return processor;
  }

  /** Makes another processor the one whose code runs. */
  selectProcessor(number: number): void {
    const processor = this.processorAt(number);
    this.processor = processor;
    this.#memory.forbidPaged(processor.irql >= DISPATCH_LEVEL);
    this.#followProcess();
  }

  /** State for snapshots. */
  save(): CurrentImage {
    return {
      current: this.processor.number,
      processors: this.processors.map(({ irql, thread }) => ({ irql, thread })),
    };
  }

  /** Restores what `save` gave. No event: nothing ran. */
  load({ current, processors }: CurrentImage): void {
    for (const processor of this.processors) {
      const saved = processors[processor.number];
      if (saved !== undefined) Object.assign(processor, saved);
    }
    this.selectProcessor(current);
  }

  #followProcess(): void {
    this.#memory.useSpace(this.process.space);
    this.#gates.update();
  }
}
