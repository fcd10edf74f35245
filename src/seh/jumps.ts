/**
 * setjmp and longjmp as a service for emitters (E-055 to E-058).
 *
 * A function that calls setjmp opens an `Activation`. Its buffers are good until
 * the function returns. A longjmp is a throw: it passes the finally blocks on
 * its way, innermost first, with AbnormalTermination() TRUE, and replaces an
 * unwind that was in progress. docs/decisions/0005-seh-emitter-contract.md
 * shows the text around it.
 */
import type { SehThread } from './frames.ts';

/** One call of a function that contains a setjmp. */
export class Activation {
  readonly thread: SehThread;
  /** False once the function has returned: its buffers lead nowhere. */
  open = true;
  /** What the setjmp that was jumped to gives. */
  value = 0;

  constructor(thread: SehThread) {
    this.thread = thread;
  }
}

/** A jmp_buf. Empty until setjmp fills it. */
export interface JumpBuffer {
  /** Call that setjmp was made in, or null before that. */
  activation: Activation | null;
  /** Number of the setjmp in its function, 1 or more: the emitter's choice. */
  point: number;
}

/** A buffer that no setjmp has filled. */
export const newJumpBuffer = (): JumpBuffer => ({ activation: null, point: 0 });

/** A longjmp on its way to the function that called setjmp. */
export class Jump {
  /** The call that is jumped into. */
  readonly target: Activation;
  /** Which of its setjmps. */
  readonly point: number;
  /** What that setjmp now gives, never 0. */
  readonly value: number;
  constructor(target: Activation, point: number, value: number) {
    this.target = target;
    this.point = point;
    this.value = value;
  }
}
