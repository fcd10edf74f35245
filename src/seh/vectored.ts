/**
 * The handlers of a process that stand outside of any guarded region:
 * vectored exception handlers, vectored continue handlers and the top-level
 * filter (E-032). A snapshot part, because programs change them.
 *
 * Handlers run on top of the raising stack, as filters do, but they stand
 * nowhere in the text of a guarded region: GetExceptionCode() is not theirs.
 */
import type {
  EXCEPTION_RECORD,
  ExceptionCallback,
  LPTOP_LEVEL_EXCEPTION_FILTER,
  PVECTORED_EXCEPTION_HANDLER,
  PVOID,
} from '../contract/c-types.ts';
import type { Part } from '../machine/snapshot.ts';
import type { SehThread } from './frames.ts';

/** What the handlers need from the machine. */
export interface HandlersHost {
  /** State of the current thread. */
  thread(): SehThread;
  /** Calls a function at a simulated address with the address of an EXCEPTION_POINTERS. */
  callAt(address: PVOID, record: EXCEPTION_RECORD): unknown;
}

/** One of the two lists of vectored handlers. */
export type HandlerList = 'exception' | 'continue';

interface Entry {
  readonly handle: PVOID;
  readonly handler: PVECTORED_EXCEPTION_HANDLER;
}

interface Image {
  readonly exception: readonly Entry[];
  readonly continue: readonly Entry[];
  readonly filter: LPTOP_LEVEL_EXCEPTION_FILTER;
  readonly next: number;
}

/** Handles lie 0x20 apart from here on: opaque, never 0 (*ours*). */
const FIRST_HANDLE = 0x1_0000;
const HANDLE_STEP = 0x20;

/** Handlers of one process. */
export class ExceptionHandlers implements Part {
  readonly name: string;
  readonly #host: HandlersHost;
  readonly #lists: Record<HandlerList, Entry[]> = { exception: [], continue: [] };
  /** Numbers of functions, so that two of them have different fingerprints. */
  readonly #numbers = new Map<ExceptionCallback, number>();
  /** The top-level filter; 0 for none. */
  filter: LPTOP_LEVEL_EXCEPTION_FILTER = 0;
  #next = FIRST_HANDLE;
  #filterRuns = false;

  constructor(name: string, host: HandlersHost) {
    this.name = name;
    this.#host = host;
  }

  /** Adds a handler at the front of its list or at the end, and gives its handle. */
  add(list: HandlerList, first: boolean, handler: PVECTORED_EXCEPTION_HANDLER): PVOID {
    const entry = { handle: this.#next, handler };
    this.#next += HANDLE_STEP;
    if (first) this.#lists[list].unshift(entry);
    else this.#lists[list].push(entry);
    return entry.handle;
  }

  /** Removes a handler; false when its list has no such handle. */
  remove(list: HandlerList, handle: PVOID): boolean {
    const entries = this.#lists[list];
    const at = entries.findIndex((entry) => entry.handle === handle);
    if (at < 0) return false;
    entries.splice(at, 1);
    return true;
  }

  /** Asks the exception handlers in order; true when one of them continues the execution. No frame has been asked. */
  firstChance(record: EXCEPTION_RECORD): boolean {
    return this.#askAll('exception', record);
  }

  /** Tells the continue handlers; one that answers "continue" is the last that hears of it. */
  continued(record: EXCEPTION_RECORD): void {
    this.#askAll('continue', record);
  }

  /**
   * Asks the top-level filter: above 0 execute, below 0 continue, 0 for "as if there were none". While it runs
   * it is not asked again: an exception of its own that nobody handles ends the process (*ours*).
   */
  askFilter(record: EXCEPTION_RECORD): number {
    if (this.filter === 0 || this.#filterRuns) return 0;
    this.#filterRuns = true;
    try {
      return this.#ask(this.filter, record);
    } finally {
      this.#filterRuns = false;
    }
  }

  #askAll(list: HandlerList, record: EXCEPTION_RECORD): boolean {
    const entries = this.#lists[list];
    if (entries.length === 0) return false;
    // A handler may add and remove: those that are there now are asked, unless removed meanwhile.
    return [...entries].some(
      (entry) => this.#lists[list].includes(entry) && this.#ask(entry.handler, record) < 0,
    );
  }

  #ask(handler: PVECTORED_EXCEPTION_HANDLER, record: EXCEPTION_RECORD): number {
    const thread = this.#host.thread();
    const { construct } = thread;
    thread.construct = null;
    thread.dispatches += 1;
    try {
      const answer: unknown =
        typeof handler === 'function'
          ? handler({ ExceptionRecord: record, ContextRecord: null })
          : this.#host.callAt(handler, record);
      if (typeof answer === 'number' && !Number.isNaN(answer)) return answer | 0;
      throw new TypeError(
        `an exception handler gave ${String(answer)}: it must give a number such as EXCEPTION_CONTINUE_SEARCH`,
      );
    } finally {
      thread.dispatches -= 1;
      thread.construct = construct;
    }
  }

  save(): Image {
    const { exception, continue: continues } = this.#lists;
    return { exception: [...exception], continue: [...continues], filter: this.filter, next: this.#next };
  }

  load(saved: unknown): void {
    const image = saved as Image;
    this.#lists.exception = [...image.exception];
    this.#lists.continue = [...image.continue];
    this.filter = image.filter;
    this.#next = image.next;
  }

  fingerprint(): string {
    const image = this.save();
    const entry = ({ handle, handler }: Entry) => [handle, this.#numberOf(handler)];
    return JSON.stringify([
      image.exception.map(entry),
      image.continue.map(entry),
      this.#numberOf(image.filter),
      image.next,
    ]);
  }

  #numberOf(handler: PVECTORED_EXCEPTION_HANDLER): number | string {
    if (typeof handler !== 'function') return handler;
    const known = this.#numbers.get(handler) ?? this.#numbers.size;
    this.#numbers.set(handler, known);
    return `function ${known}`;
  }
}
