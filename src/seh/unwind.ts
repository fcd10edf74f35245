/**
 * What is thrown to unwind guest code. Plain objects, never Errors: throwing
 * one costs a tenth (DESIGN, Measured), and nobody takes it for a failure.
 */
import type { EXCEPTION_RECORD } from '../contract/c-types.ts';
import type { Frame } from './frames.ts';
import { Jump } from './jumps.ts';

/** An accepted exception on its way to the frame that accepted it. */
export class Unwind {
  /** The frame whose handler will run. */
  readonly target: Frame;
  /** The exception. */
  readonly record: EXCEPTION_RECORD;
  constructor(target: Frame, record: EXCEPTION_RECORD) {
    this.target = target;
    this.record = record;
  }
}

/** A `__leave` of TypeScript on its way to the end of its guarded body. C leaves by `break` and needs none. */
export class Leave {
  /** The region that is left. */
  readonly target: Frame;
  /** Result of the `__try`. */
  readonly value: unknown;
  constructor(target: Frame, value: unknown) {
    this.target = target;
    this.value = value;
  }
}

/** True for an exception on its way to its handler. */
export const isUnwind = (thrown: unknown): thrown is Unwind => thrown instanceof Unwind;

/** True for anything that moves guest control: an unwind, a `__leave` or a longjmp. Never a failure. */
export const isGuestTransfer = (thrown: unknown): thrown is Unwind | Leave | Jump =>
  thrown instanceof Unwind || thrown instanceof Leave || thrown instanceof Jump;
