/**
 * Raising, searching and unwinding, and the primitives an emitter uses.
 *
 * The rules, in the order in which one exception meets them:
 *
 * 1. Every filter from the innermost frame outwards is asked, on top of the
 *    raising stack; nothing is unwound while it is asked (E-033).
 * 2. An answer above 0 accepts, 0 searches on, below 0 continues (E-045: sign
 *    based, low confidence for values other than 1, 0 and -1).
 * 3. Nobody accepts: the host decides, before any finally block has run.
 * 4. Accepted: an `Unwind` is thrown. JavaScript's `finally` runs the finally
 *    blocks innermost first, and gives C's rule that a jump or an exception in
 *    one of them replaces the unwind (E-082, E-085, E-095).
 * 5. The accepting frame catches it, leaves the list, and its handler runs.
 *
 * The text an emitter writes around these methods, and why, stands in
 * docs/decisions/0005-seh-emitter-contract.md.
 */
import type { EXCEPTION_RECORD, NTSTATUS } from '../contract/c-types.ts';
import type { EventStream } from '../machine/events.ts';
import { endsCode } from '../machine/stop.ts';
import { STATUS_INVALID_UNWIND_TARGET } from '../status/common.ts';
import { currentBody, currentException, currentFinally, filteredException } from './constructs.ts';
import { EXCEPTION_NONCONTINUABLE } from './exception-constants.ts';
import { noncontinuableException, statusException } from './exception-record.ts';
import type { ExceptionWatcher } from './exception-watcher.ts';
import { type Filter, Frame, type SehThread } from './frames.ts';
import { Activation, Jump, type JumpBuffer } from './jumps.ts';
import { search } from './search.ts';
import { Leave, Unwind } from './unwind.ts';

/** Dispatches that may be in progress on one thread, and noncontinuable answers in a row, before the host stops it. */
export const DISPATCH_LIMIT = 200;

/** What exception handling needs from the machine or process it belongs to. */
export interface SehHost {
  /** State of the current thread. */
  thread(): SehThread;
  /** Where raise, filter, finally, handler and continue events go. */
  readonly events: EventStream;
  /** True after a bug check, a stop or an internal failure: no guest code may run any more. */
  halted(): boolean;
  /**
   * Nobody accepted. Called on top of the raising stack, before any finally block runs (E-041). Returns only when a
   * top-level filter continues the execution.
   */
  unhandled(record: EXCEPTION_RECORD): void;
  /** An exception raises exceptions without end: on Windows the stack would be used up. */
  runaway(record: EXCEPTION_RECORD): never;
  /** ExceptionAddress of exceptions that the dispatcher raises: `nt!RtlDispatchException`. */
  readonly dispatcherAddress: number;
  /** Vectored handlers or a debugger: true continues the execution and no frame is asked (E-032). */
  firstChance?(record: EXCEPTION_RECORD): boolean;
  /** Who is told what becomes of exceptions, if anybody is. */
  watcher?(): ExceptionWatcher | null;
  /** Execution is about to go on at the raise: vectored continue handlers. */
  continued?(record: EXCEPTION_RECORD): void;
}

/** Structured exception handling of one machine or process. */
export class Seh {
  readonly #host: SehHost;
  readonly #events: EventStream;
  #activations = 0;

  constructor(host: SehHost) {
    this.#host = host;
    this.#events = host.events;
  }

  /**
   * Raises an exception on the current thread. Returns when a filter answered
   * EXCEPTION_CONTINUE_EXECUTION; never returns for a noncontinuable record.
   *
   * @param record Made for this call (exception-record.ts): the dispatcher keeps and changes it.
   */
  raise(record: EXCEPTION_RECORD): void {
    const host = this.#host;
    if (host.halted()) throw new TypeError('the machine has halted: nothing can be raised on it');
    const thread = host.thread();
    let raised = record;
    // Each turn is one exception: the given one, then a STATUS_NONCONTINUABLE_EXCEPTION for each
    // "continue" on one that may not be. Those are raised from the same stack, so a loop will do.
    for (let turns = 1; ; turns += 1) {
      if (turns + thread.dispatches > DISPATCH_LIMIT) host.runaway(raised);
      if (this.#events.active) this.#events.emit({ kind: 'raise', record: raised });
      host.watcher?.()?.raised(raised);
      const accepted =
        host.firstChance?.(raised) === true ? 'first chance' : search(thread, raised, this.#events);
      if (accepted === null) host.unhandled(raised);
      if (accepted instanceof Frame) throw new Unwind(accepted, raised);
      // A vectored handler may continue what a frame may not (reimplemented).
      if (accepted === 'first chance' || (raised.ExceptionFlags & EXCEPTION_NONCONTINUABLE) === 0) break;
      raised = noncontinuableException(raised, host.dispatcherAddress);
    }
    if (this.#events.active) this.#events.emit({ kind: 'continue', code: raised.ExceptionCode });
    host.continued?.(raised);
  }

  /** Opens a `__try/__except`. @param activation From `enterFunction` when the function has several regions. */
  pushExcept(filter: Filter, activation = 0): Frame {
    return this.#push('except', filter, activation);
  }

  /** Opens a `__try/__finally`. */
  pushFinally(): Frame {
    return this.#push('finally', 0, 0);
  }

  /** A number for one call of a function whose regions share the nested flag (E-061). */
  enterFunction(): number {
    this.#activations += 1;
    return this.#activations;
  }

  /** Closes a region. Safe to call again: it sets the state outside the region, whatever happened inside. */
  pop(frame: Frame): void {
    const thread = frame.thread;
    thread.frame = frame.outer;
    thread.construct = frame.parent;
  }

  /** In the catch clause of an `__except`: returns when its handler is to run, throws `thrown` on otherwise. */
  accept(frame: Frame, thrown: unknown): void {
    this.pop(frame);
    if (!(thrown instanceof Unwind) || thrown.target !== frame) throw thrown;
    frame.phase = 'handler';
    frame.record = thrown.record;
    frame.thread.construct = frame;
    if (this.#events.active) {
      this.#events.emit({ kind: 'handler', code: thrown.record.ExceptionCode, frame: frame.depth });
    }
  }

  /** At the end of the body of a `__finally`, where `__leave` goes too: its termination is normal (E-036, E-037). */
  completed(frame: Frame): void {
    frame.abnormal = false;
  }

  /** In the catch clause of a `__finally`: notes whether a stop or the end of the thread passes, and gives `thrown` back to throw on. */
  passing(frame: Frame, thrown: unknown): unknown {
    frame.abnormal = true;
    frame.stopped = endsCode(thrown);
    frame.passes = thrown instanceof Unwind ? thrown.record : null;
    return thrown;
  }

  /** A jump leaves the block of a `__finally`: an exception that passes is gone (E-085). */
  abandons(frame: Frame): void {
    if (frame.passes !== null) this.#host.watcher?.()?.abandoned(frame.passes);
  }

  /** After `accept`, when the handler does nothing and its filter accepts everything. */
  unanswered(frame: Frame): void {
    this.#host.watcher?.()?.unanswered(frame.record);
  }

  /** In the finally clause: true when the block is to run. It is false after a stop or an internal failure. */
  enterFinally(frame: Frame): boolean {
    const thread = frame.thread;
    thread.frame = frame.outer;
    thread.construct = frame.parent;
    if (frame.stopped || this.#host.halted()) return false;
    frame.phase = 'finally';
    thread.construct = frame;
    if (this.#events.active) {
      this.#events.emit({ kind: 'finally', frame: frame.depth, abnormal: frame.abnormal });
    }
    return true;
  }

  /**
   * Runs `body` inside a frame that accepts every exception nobody inside
   * accepted. Frames outside are not asked. Finally blocks inside run. What is
   * no exception (a stop, a JavaScript error) passes through.
   */
  catchAll<T>(body: () => T): { readonly value: T } | { readonly record: EXCEPTION_RECORD } {
    const frame = this.#push('boundary', 0, 0);
    try {
      return { value: body() };
    } catch (thrown) {
      if (thrown instanceof Unwind && thrown.target === frame) return { record: thrown.record };
      throw thrown;
    } finally {
      this.pop(frame);
    }
  }

  /** GetExceptionCode(). Throws TypeError outside a filter or handler. */
  exceptionCode(): NTSTATUS {
    return currentException(this.#host.thread()).ExceptionCode;
  }

  /** The record behind GetExceptionInformation(). Throws TypeError outside a filter. */
  exceptionRecord(): EXCEPTION_RECORD {
    return filteredException(this.#host.thread());
  }

  /** AbnormalTermination(). Throws TypeError outside a finally block. */
  abnormalTermination(): boolean {
    return currentFinally(this.#host.thread()).abnormal;
  }

  /** `__leave` where it cannot be a `break`. Throws TypeError outside a guarded body. */
  leave(value: unknown): never {
    throw new Leave(currentBody(this.#host.thread()), value);
  }

  /** At the start of a function that calls setjmp. */
  openJumps(): Activation {
    return new Activation(this.#host.thread());
  }

  /** At the end of that function: its buffers lead nowhere any more. */
  closeJumps(activation: Activation): void {
    activation.open = false;
  }

  /** Fills a buffer: a longjmp to it arrives at `point` of this call. */
  setjmp(activation: Activation, buffer: JumpBuffer, point: number): void {
    buffer.activation = activation;
    buffer.point = point;
  }

  /**
   * Jumps to where a buffer was filled, through the finally blocks in between.
   * A buffer of another thread, of a function that has returned, or without a
   * setjmp raises STATUS_INVALID_UNWIND_TARGET (*ours*: undefined in C), and again each time a vectored handler
   * continues it: there is nowhere to go on.
   */
  longjmp(buffer: JumpBuffer, value: number): never {
    const target = buffer.activation;
    if (target?.open && target.thread === this.#host.thread()) {
      throw new Jump(target, buffer.point, value === 0 ? 1 : value);
    }
    const invalid = () => statusException(STATUS_INVALID_UNWIND_TARGET, this.#host.dispatcherAddress);
    for (let turns = 0; turns < DISPATCH_LIMIT; turns += 1) this.raise(invalid());
    return this.#host.runaway(invalid());
  }

  /** In the catch clause of a function that calls setjmp: the point to go on at, or throws `thrown` on. */
  landing(activation: Activation, thrown: unknown): number {
    if (!(thrown instanceof Jump) || thrown.target !== activation) throw thrown;
    activation.value = thrown.value;
    return thrown.point;
  }

  #push(kind: 'except' | 'finally' | 'boundary', filter: Filter, activation: number): Frame {
    const thread = this.#host.thread();
    const frame = new Frame(thread, kind, thread.construct, filter, activation);
    thread.frame = frame;
    thread.construct = frame;
    return frame;
  }
}
