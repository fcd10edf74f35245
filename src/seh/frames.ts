/**
 * The frame list of a thread, and the constructs its code is inside of.
 *
 * Two different links leave a frame, and they must not be mixed:
 *
 * | link     | goes to                                     | used for                              |
 * |----------|---------------------------------------------|---------------------------------------|
 * | `outer`  | the frame that was on top when this came    | searching for a handler               |
 * | `parent` | the construct whose code contains this one  | where GetExceptionCode() and so on are valid |
 *
 * They differ for filters: a filter runs *on top of* the raising stack (`outer`),
 * but its code stands where its `__try` stands (`parent`), which may be far out.
 */
import type { EXCEPTION_RECORD } from '../contract/c-types.ts';

/** A filter: its value decides (E-005), or a constant that stands for one. */
export type Filter = (() => number) | number;

/**
 * What a frame is.
 * `except` and `finally` are guarded regions; `boundary` accepts every exception
 * (nt.outcome); `filter` marks on the list that a filter is running, so that an
 * exception raised in it is known to be nested (E-061).
 */
export type FrameKind = 'except' | 'finally' | 'boundary' | 'filter';

/** Which part of its construct a frame's code is in. */
export type Phase = 'body' | 'filter' | 'handler' | 'finally';

/** Stands in a frame for "none", so that the field always holds a record. */
const noException: EXCEPTION_RECORD = Object.freeze({
  ExceptionCode: 0,
  ExceptionFlags: 0,
  ExceptionRecord: null,
  ExceptionAddress: 0,
  ExceptionInformation: [],
});

/** One guarded region that is open on a thread, or a filter that runs on it. */
export class Frame {
  readonly thread: SehThread;
  readonly kind: FrameKind;
  /** Next frame that a search visits. */
  readonly outer: Frame | null;
  /** Construct whose code contains this one. */
  readonly parent: Frame | null;
  /** Guarded regions on the list up to and including this one: 1 is the outermost. Markers do not count. */
  readonly depth: number;
  /** Function activation that the region belongs to, or 0 when it has one to itself (E-061). */
  readonly activation: number;
  /** What is asked; 0 for a frame that is never asked. */
  readonly filter: Filter;
  /** The region this belongs to: itself, or for a marker the frame whose filter is running. */
  readonly subject: Frame;
  /** Part of the construct that is running. */
  phase: Phase;
  /** The exception, while a filter or a handler runs. */
  record: EXCEPTION_RECORD = noException;
  /** For a finally frame: what AbnormalTermination() gives. Only the end of the body makes it false. */
  abnormal = true;
  /** For a finally frame: the exception whose unwind passes; null for every other way out of the body. */
  passes: EXCEPTION_RECORD | null = null;
  /** For a finally frame: what passes is a stop or the end of the thread, so the block must not run. */
  stopped = false;

  constructor(
    thread: SehThread,
    kind: FrameKind,
    parent: Frame | null,
    filter: Filter,
    activation: number,
    subject?: Frame,
  ) {
    const outer = thread.frame;
    this.thread = thread;
    this.kind = kind;
    this.outer = outer;
    this.parent = parent;
    this.depth = (outer === null ? 0 : outer.depth) + (kind === 'filter' ? 0 : 1);
    this.activation = activation;
    this.filter = filter;
    this.subject = subject ?? this;
    this.phase = kind === 'filter' ? 'filter' : 'body';
  }
}

/** What exception handling keeps per thread. The kernel's thread record holds one. */
export interface SehThread {
  /** Innermost frame, or null: no guarded region is open. */
  frame: Frame | null;
  /** Innermost construct whose code is running, or null. */
  construct: Frame | null;
  /** Dispatches in progress: more than one when filters raised exceptions of their own. */
  dispatches: number;
}

/** State of a thread that has no guarded region open. */
export const newSehThread = (): SehThread => ({ frame: null, construct: null, dispatches: 0 });

/** True while no guarded region is open and no filter, handler or finally block runs: a snapshot is legal here. */
export const isQuiescent = (thread: SehThread): boolean =>
  thread.frame === null && thread.construct === null && thread.dispatches === 0;
