/**
 * Who runs: the processors, the one whose code runs now, its level and its
 * thread. The only place that writes `Processor.irql` and `Processor.thread`,
 * because gates, address space and the mask of paged memory follow them.
 */
import { DISPATCH_LEVEL } from '../contract/irql.ts';
import type { EventStream } from '../machine/events.ts';
import type { Gates } from './gates.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { Process, Processor, Thread } from './records.ts';

/** What follows the current thread and level. */
export interface CurrentHost {
  readonly events: EventStream;
  readonly gates: Gates;
  readonly memory: MachineMemory;
}

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
  readonly #events: EventStream;
  readonly #gates: Gates;
  readonly #memory: MachineMemory;

  /** @param processors in order of their numbers; code runs on the first */
  constructor(processors: readonly [Processor, ...Processor[]], { events, gates, memory }: CurrentHost) {
    this.processors = processors;
    this.processor = processors[0];
    this.#events = events;
    this.#gates = gates;
    this.#memory = memory;
  }

  /** Process of the current thread. */
  get process(): Process {
    return this.processor.thread.process;
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

  /** Runs a block on the first thread of a process and comes back, however the block ends. */
  runAs<T>(process: Process, block: () => T, leaving: (thrown: unknown) => unknown): T {
    if (this.process === process) return block();
    const before = this.processor.thread;
    this.switchTo(process.mainThread);
    try {
      return block();
    } catch (thrown) {
      throw leaving(thrown);
    } finally {
      this.switchTo(before);
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
