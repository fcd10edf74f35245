/**
 * The first pass: who accepts an exception (E-033, E-061, E-062).
 *
 * While a filter runs, a marker lies on the frame list above the raising stack:
 *
 *     filter's own frames → marker → raising stack … F … → outer frames
 *
 * A new exception from the filter walks that list from its top. Past the marker
 * EXCEPTION_NESTED_CALL is set, up to and including F, whose filter was running;
 * in the next outer frame it is clear again. The unit is the function: regions
 * of one function activation share the flag, because Windows registers one
 * frame per function (reimplemented).
 */
import type { EXCEPTION_RECORD } from '../contract/c-types.ts';
import type { EventStream } from '../machine/events.ts';
import { EXCEPTION_NESTED_CALL } from './exception-constants.ts';
import { Frame, type SehThread } from './frames.ts';

/** Who takes an exception: a frame, the raising code itself, or nobody (null). */
export type Verdict = Frame | 'continue' | null;

/** Asks the frames of a thread from the innermost outwards. Leaves the thread as it was, however a filter ends. */
export function search(thread: SehThread, record: EXCEPTION_RECORD, events: EventStream): Verdict {
  const { frame, construct } = thread;
  thread.dispatches += 1;
  try {
    return new Search(thread, record, events).walk();
  } finally {
    thread.dispatches -= 1;
    thread.frame = frame;
    thread.construct = construct;
  }
}

class Search {
  readonly #thread: SehThread;
  readonly #record: EXCEPTION_RECORD;
  readonly #events: EventStream;
  /** Top of the raising stack: every filter runs on top of it. */
  readonly #top: Frame | null;

  constructor(thread: SehThread, record: EXCEPTION_RECORD, events: EventStream) {
    this.#thread = thread;
    this.#record = record;
    this.#events = events;
    this.#top = thread.frame;
  }

  walk(): Verdict {
    let nested: Frame | null = null;
    this.#setNested(false);
    for (let frame = this.#top; frame !== null; frame = frame.outer) {
      if (frame.kind === 'boundary') return frame;
      if (frame.kind === 'filter') {
        // Several filters may be in progress: the outermost of them ends the nested part.
        if (nested === null || frame.subject.depth < nested.depth) nested = frame.subject;
        this.#setNested(true);
      } else if (frame.kind === 'except') {
        if (nested !== null && isOutside(frame, nested)) {
          nested = null;
          this.#setNested(false);
        }
        const answer = this.#ask(frame);
        if (answer > 0) return frame;
        if (answer < 0) return 'continue';
      }
    }
    return null;
  }

  #setNested(nested: boolean): void {
    const flags = this.#record.ExceptionFlags;
    this.#record.ExceptionFlags =
      (nested ? flags | EXCEPTION_NESTED_CALL : flags & ~EXCEPTION_NESTED_CALL) >>> 0;
  }

  #ask(frame: Frame): number {
    const { filter } = frame;
    const answer = typeof filter === 'number' ? filter : this.#evaluate(frame, filter);
    if (this.#events.active) {
      const { ExceptionCode: code, ExceptionFlags: flags } = this.#record;
      this.#events.emit({ kind: 'filter', code, flags, frame: frame.depth, answer });
    }
    return answer;
  }

  /** Runs a filter on top of the raising stack, behind a marker that says whose it is. */
  #evaluate(frame: Frame, filter: () => number): number {
    const thread = this.#thread;
    thread.frame = this.#top;
    // Its code stands where the __try stands, so the intrinsics look outwards from there.
    const marker = new Frame(thread, 'filter', frame.parent, 0, 0, frame);
    marker.record = this.#record;
    thread.frame = marker;
    thread.construct = marker;
    const answer: unknown = filter();
    if (typeof answer === 'number' && !Number.isNaN(answer)) return answer | 0;
    throw new TypeError(
      `a filter gave ${describe(answer)}: it must give a number such as EXCEPTION_EXECUTE_HANDLER, at once`,
    );
  }
}

const isOutside = (frame: Frame, nested: Frame): boolean =>
  frame.depth < nested.depth && (frame.activation === 0 || frame.activation !== nested.activation);

const describe = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'then' in answer ? 'a promise' : String(answer);
