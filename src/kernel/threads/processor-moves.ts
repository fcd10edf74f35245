/** Threads that leave their processor: to one that their affinity allows, or for the thread that runs where nothing else does. */
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import type { Current } from '../current.ts';
import type { KernelHost } from '../kernel-host.ts';
import type { Processor, Thread } from '../records.ts';

/** What moves need from the machine. */
export type MovesHost = Pick<KernelHost, 'newThread' | 'notModelled'>;

/** What a snapshot keeps. */
export type MovesImage = readonly (readonly [number, Thread])[];

/** The idle threads of one machine, and moves between its processors. */
export class ProcessorMoves {
  readonly #host: MovesHost;
  readonly #current: Current;
  /** Threads that run where nothing else does, by processor, when its own thread has moved away. */
  readonly #idle = new Map<number, Thread>();

  constructor(host: MovesHost, current: Current) {
    this.#host = host;
    this.#current = current;
  }

  /** Moves the current thread where its affinity allows it to run, if that is not where it is. */
  obeyAffinity(): void {
    const { thread, number } = this.#current.processor;
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

  /** Gives a processor to a thread without work; the one that it runs keeps its level for later. */
  clear(processor: Processor): void {
    processor.thread.irql = processor.irql;
    processor.thread = this.#idleOf(processor);
    processor.irql = processor.thread.irql;
  }

  /** For snapshots. */
  save(): MovesImage {
    return [...this.#idle];
  }

  /** For snapshots. */
  load(idle: MovesImage): void {
    this.#idle.clear();
    for (const [processor, thread] of idle) this.#idle.set(processor, thread);
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
}
