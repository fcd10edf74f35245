/**
 * `nt.guarded`: `__try` for code that is a generator function, on the same
 * frame list with the same primitives (docs/decisions/0005-seh-emitter-contract.md).
 * The thread may be switched at every yield inside; frames belong to their
 * thread, so another one's exceptions never meet them.
 */
import type { Frame } from './frames.ts';
import type { Seh } from './seh.ts';
import type { ExceptClause, FinallyClause } from './try-members.ts';
import { Leave } from './unwind.ts';

/** What a generator function gives; its yields are those of the thread. */
type Steps<R, Y> = Generator<Y, R, void>;
/** Result of a handler or block that may be a generator function itself. */
type Settled<H> = H extends Generator<unknown, infer R, unknown> ? R : H;

/** `nt.guarded`. */
export interface Guarded {
  /**
   * Runs a generator function as a guarded body: `yield* nt.guarded(function* () {…}, nt.__except(filter, handler))`.
   * @param body generator function
   * @param clause from `__except` or `__finally`; handler and block may be generator functions, a filter may not
   * @returns what the body returned, or what the handler returned if it ran, or the value of a `__leave`
   */
  <B, Y, H>(body: () => Steps<B, Y>, clause: ExceptClause<H>): Steps<B | Settled<H>, Y>;
  <B, Y>(body: () => Steps<B, Y>, clause: FinallyClause): Steps<B, Y>;
}

/** Makes `guarded` for one machine or process. */
export function makeGuarded(seh: Seh): Guarded {
  function* guarded(
    body: () => Steps<unknown, unknown>,
    clause: ExceptClause<unknown> | FinallyClause,
  ): Steps<unknown, unknown> {
    if (clause?.kind === 'except') return yield* guardedExcept(seh, body, clause);
    if (clause?.kind === 'finally') return yield* guardedFinally(seh, body, clause.block);
    throw new TypeError(
      'guarded needs a clause: guarded(function* () {…}, __except(filter, handler)) or guarded(…, __finally(block))',
    );
  }
  return guarded as Guarded;
}

function* guardedExcept(
  seh: Seh,
  body: () => Steps<unknown, unknown>,
  clause: ExceptClause<unknown>,
): Steps<unknown, unknown> {
  const frame = seh.pushExcept(clause.filter);
  try {
    return yield* steps(body(), 'body');
  } catch (thrown) {
    if (isLeaveOf(frame, thrown)) return thrown.value;
    seh.accept(frame, thrown);
    return yield* settle(clause.handler());
  } finally {
    seh.pop(frame);
  }
}

function* guardedFinally(
  seh: Seh,
  body: () => Steps<unknown, unknown>,
  block: () => unknown,
): Steps<unknown, unknown> {
  const frame = seh.pushFinally();
  try {
    const value = yield* steps(body(), 'body');
    seh.completed(frame);
    return value;
  } catch (thrown) {
    if (!isLeaveOf(frame, thrown)) throw seh.passing(frame, thrown);
    seh.completed(frame);
    return thrown.value;
  } finally {
    if (seh.enterFinally(frame)) {
      try {
        yield* settle(block());
      } finally {
        seh.pop(frame);
      }
    }
  }
}

const isLeaveOf = (frame: Frame, thrown: unknown): thrown is Leave =>
  thrown instanceof Leave && thrown.target === frame;

const isSteps = (value: unknown): value is Steps<unknown, unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value && 'next' in value;

function steps(value: unknown, what: string): Steps<unknown, unknown> {
  if (isSteps(value)) return value;
  throw new TypeError(`the ${what} of guarded must be a generator function; __try takes a plain one`);
}

function* settle(value: unknown): Steps<unknown, unknown> {
  return isSteps(value) ? yield* value : value;
}
