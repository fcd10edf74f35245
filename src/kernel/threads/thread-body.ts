/** The code of a started thread: a generator that goes on step by step, or a plain function that runs in one go. */
import type { WaitRequest } from '../../contract/wait-request.ts';

/**
 * What the body of a thread yields: a wait (by `yield*` of a `nt.wait` routine), or nothing where it may be
 * preempted.
 */
export type ThreadWork = Generator<WaitRequest | undefined, unknown, void>;

/** A step of a body: ended with a value, waiting, or (undefined) only yielding. */
export type BodyStep =
  | { readonly done: true; readonly value: unknown }
  | { readonly done?: false; readonly value: WaitRequest | undefined };

/** True for what a generator function returns. */
export const isGenerator = (value: unknown): value is ThreadWork =>
  typeof value === 'object' &&
  value !== null &&
  'next' in value &&
  typeof value.next === 'function' &&
  Symbol.iterator in value;

/** What comes after an await would run outside of every thread. */
function plainResult(result: unknown): unknown {
  if (typeof result === 'object' && result !== null && 'then' in result)
    throw new TypeError(
      'the body of a thread returned a promise: write it as function* with yield* nt.wait…, not async',
    );
  return result;
}

/** The code of one thread. */
export class ThreadBody {
  readonly #start: () => unknown;
  #started = false;
  #work: ThreadWork | null = null;

  /** @param start called when the thread runs for the first time; a generator function's result is driven on */
  constructor(start: () => unknown) {
    this.#start = start;
  }

  /** True once the thread has run: from then on it has JavaScript variables that no snapshot holds. */
  get started(): boolean {
    return this.#started;
  }

  /** The same code before its first step: for snapshots, which hold only threads that have not run. */
  fresh(): ThreadBody {
    return new ThreadBody(this.#start);
  }

  /** True for a body that can stop at a yield; a plain function runs to its end on the JavaScript stack. */
  get suspends(): boolean {
    return this.#work !== null;
  }

  /** Runs to the next yield or to the end. */
  next(): BodyStep {
    if (!this.#started) {
      this.#started = true;
      const result = this.#start();
      if (!isGenerator(result)) return { done: true, value: plainResult(result) };
      this.#work = result;
    }
    if (this.#work === null) throw new TypeError('a thread that has ended cannot go on');
    return this.#work.next();
  }
}
