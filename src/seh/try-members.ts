/**
 * The TypeScript surface: `__try`, `__except`, `__finally`, `__leave` and the
 * three intrinsics, made once per machine or process. All of them can be taken
 * off the object that carries them.
 *
 * `__try` is written with the same primitives, in the same order, as the text of
 * docs/decisions/0005-seh-emitter-contract.md.
 */
import type { BOOLEAN, EXCEPTION_POINTERS, NTSTATUS } from '../contract/c-types.ts';
import type { Filter, Frame } from './frames.ts';
import type { Seh } from './seh.ts';
import { Leave } from './unwind.ts';

/** What `__except(…)` gives to `__try`. */
export interface ExceptClause<H> {
  readonly kind: 'except';
  /** A function, or a constant answer. */
  readonly filter: Filter;
  /** Runs when the filter has accepted. */
  readonly handler: () => H;
}

/** What `__finally(…)` gives to `__try`. */
export interface FinallyClause {
  readonly kind: 'finally';
  /** Runs however the body ends. */
  readonly block: () => void;
}

/** Members that `nt` has for exceptions. */
export interface TryMembers {
  /**
   * Runs `body` at once as a guarded body.
   *
   * @param body Plain function; one that returns a promise is refused.
   * @param clause `__except(filter, handler)` or `__finally(block)`.
   * @returns What the body returned, or what the handler returned if it ran, or the value of a `__leave`.
   */
  __try: {
    <B, H>(body: () => B, clause: ExceptClause<H>): B | H;
    <B>(body: () => B, clause: FinallyClause): B;
  };
  /**
   * The exception clause of a `__try`.
   *
   * @param filter A function, or a constant: EXCEPTION_EXECUTE_HANDLER (any number above 0) runs the handler,
   *   EXCEPTION_CONTINUE_SEARCH (0) leaves it to outer regions, EXCEPTION_CONTINUE_EXECUTION (below 0) goes on
   *   where the exception was raised. It runs before anything is unwound.
   * @param handler Runs after the finally blocks inside the body.
   */
  __except: <H>(filter: Filter, handler: () => H) => ExceptClause<H>;
  /**
   * The termination clause of a `__try`.
   *
   * @param block Runs however the body ends, except by a bug check or a stop.
   */
  __finally: (block: () => void) => FinallyClause;
  /**
   * Leaves the innermost guarded body: it ends normally. Never returns; its type is that of the value,
   * so that `return __leave(value)` makes the value part of the type of the `__try`.
   */
  __leave: {
    (): undefined;
    <V>(value: V): V;
  };
  /** Code of the exception. Only in a filter or a handler. */
  GetExceptionCode: () => NTSTATUS;
  /** The record of the exception, valid while the filter runs. Only in a filter. */
  GetExceptionInformation: () => EXCEPTION_POINTERS;
  /** 0 when the guarded body ended normally or by `__leave`, else 1. Only in a finally block. */
  AbnormalTermination: () => BOOLEAN;
}

/** Makes the members for one machine or process. */
export function makeTryMembers(seh: Seh): TryMembers {
  function __try<B, H>(body: () => B, clause: ExceptClause<H> | FinallyClause): B | H {
    if (clause?.kind === 'except') return tryExcept(seh, body, clause);
    if (clause?.kind === 'finally') return tryFinally(seh, body, clause.block);
    throw new TypeError(
      '__try needs a clause: __try(body, __except(filter, handler)) or __try(body, __finally(block))',
    );
  }
  return {
    __try,
    __except: (filter, handler) => {
      if (typeof filter !== 'function' && !Number.isInteger(filter)) {
        throw notA('filter', 'a function or a whole number');
      }
      if (typeof handler !== 'function') throw notA('handler', 'a function');
      return { kind: 'except', filter, handler };
    },
    __finally: (block) => {
      if (typeof block !== 'function') throw notA('block', 'a function');
      return { kind: 'finally', block };
    },
    __leave: (value?: unknown): never => seh.leave(value),
    GetExceptionCode: () => seh.exceptionCode(),
    GetExceptionInformation: () => ({ ExceptionRecord: seh.exceptionRecord(), ContextRecord: null }),
    AbnormalTermination: () => (seh.abnormalTermination() ? 1 : 0),
  };
}

function tryExcept<B, H>(seh: Seh, body: () => B, clause: ExceptClause<H>): B | H {
  const frame = seh.pushExcept(clause.filter);
  try {
    return settled(body(), 'body of a __try');
  } catch (thrown) {
    if (isLeaveOf(frame, thrown)) return thrown.value as B;
    seh.accept(frame, thrown);
    return settled(clause.handler(), 'handler of an __except');
  } finally {
    seh.pop(frame);
  }
}

function tryFinally<B>(seh: Seh, body: () => B, block: () => void): B {
  const frame = seh.pushFinally();
  try {
    const value = settled(body(), 'body of a __try');
    seh.completed(frame);
    return value;
  } catch (thrown) {
    if (!isLeaveOf(frame, thrown)) throw seh.passing(frame, thrown);
    seh.completed(frame);
    return thrown.value as B;
  } finally {
    if (seh.enterFinally(frame)) runBlock(seh, frame, block);
  }
}

function runBlock(seh: Seh, frame: Frame, block: () => void): void {
  try {
    settled(block(), 'block of a __finally');
  } finally {
    seh.pop(frame);
  }
}

const isLeaveOf = (frame: Frame, thrown: unknown): thrown is Leave =>
  thrown instanceof Leave && thrown.target === frame;

/** A promise would be settled, and a generator run, after the region has been closed: its code would be unguarded. */
function settled<T>(value: T, what: string): T {
  if (typeof value === 'object' && value !== null && 'next' in value && Symbol.iterator in value) {
    throw new TypeError(
      `the ${what} is a generator function: in a thread write yield* nt.guarded(function* () {…}, …)`,
    );
  }
  if (typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function') {
    throw new TypeError(
      `the ${what} returned a promise: it must be a plain function, because code after an await would run outside the guarded region`,
    );
  }
  return value;
}

const notA = (what: string, wanted: string) => new TypeError(`the ${what} must be ${wanted}`);
