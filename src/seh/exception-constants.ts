/**
 * Numbers of winnt.h and excpt.h that exception handling uses.
 *
 * Source: facts/irql-seh.json, `exceptionConstants`; E-002, E-005.
 */
import type { LONG, ULONG } from '../contract/c-types.ts';

/** Filter answer: run the handler of this region. */
export const EXCEPTION_EXECUTE_HANDLER: LONG = 1;
/** Filter answer: ask the next outer filter. */
export const EXCEPTION_CONTINUE_SEARCH: LONG = 0;
/** Filter answer: go on where the exception was raised. */
export const EXCEPTION_CONTINUE_EXECUTION: LONG = -1;

/** Flag of a record: no filter may continue the execution. */
export const EXCEPTION_NONCONTINUABLE: ULONG = 0x01;
/** Flag of a record: an unwind is in progress. */
export const EXCEPTION_UNWINDING: ULONG = 0x02;
/** Flag of a record: the unwind leaves every frame. */
export const EXCEPTION_EXIT_UNWIND: ULONG = 0x04;
/** Flag of a record: a frame lay outside the stack. */
export const EXCEPTION_STACK_INVALID: ULONG = 0x08;
/** Flag of a record: raised while the filter of an inner region, or of this one, was running. */
export const EXCEPTION_NESTED_CALL: ULONG = 0x10;
/** Flag of a record: this frame is the one the unwind goes to. */
export const EXCEPTION_TARGET_UNWIND: ULONG = 0x20;
/** Flag of a record: the unwind met another one that was in progress. */
export const EXCEPTION_COLLIDED_UNWIND: ULONG = 0x40;

/** Most parameters that a record holds. */
export const EXCEPTION_MAXIMUM_PARAMETERS = 15;

/** First parameter of an access violation: the access was a read. */
export const EXCEPTION_READ_FAULT = 0;
/** First parameter of an access violation: the access was a write. */
export const EXCEPTION_WRITE_FAULT = 1;
/** First parameter of an access violation: the access was an execution. */
export const EXCEPTION_EXECUTE_FAULT = 8;
