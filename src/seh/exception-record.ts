/**
 * Makes EXCEPTION_RECORD values of every kind.
 *
 * A record belongs to the dispatch it was made for: the dispatcher sets and
 * clears EXCEPTION_NESTED_CALL in it, as Windows does in the record on the
 * stack. Every constructor therefore makes a fresh one, and its parameters are
 * frozen because they never change.
 */
import type { EXCEPTION_RECORD, ExceptionRecordInput, NTSTATUS, PVOID } from '../contract/c-types.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_GUARD_PAGE_VIOLATION,
  STATUS_IN_PAGE_ERROR,
  STATUS_INVALID_DISPOSITION,
  STATUS_NONCONTINUABLE_EXCEPTION,
  STATUS_STACK_OVERFLOW,
} from '../status/common.ts';
import {
  EXCEPTION_EXECUTE_FAULT,
  EXCEPTION_MAXIMUM_PARAMETERS,
  EXCEPTION_NONCONTINUABLE,
  EXCEPTION_READ_FAULT,
  EXCEPTION_WRITE_FAULT,
} from './exception-constants.ts';

/** Kind of an access, as `Fault.access` of src/machine/ports.ts names it. */
export type AccessName = 'read' | 'write' | 'execute';

const accessNumbers: Readonly<Record<AccessName, number>> = {
  read: EXCEPTION_READ_FAULT,
  write: EXCEPTION_WRITE_FAULT,
  execute: EXCEPTION_EXECUTE_FAULT,
};

/** First parameter of a memory fault: 0 read, 1 write, 8 execute (E-006). */
export const accessNumber = (access: AccessName): number => accessNumbers[access];

const noParameters: readonly number[] = Object.freeze([]);

function makeRecord(
  ExceptionCode: NTSTATUS,
  ExceptionFlags: number,
  ExceptionAddress: PVOID,
  ExceptionInformation: readonly number[] = noParameters,
  ExceptionRecord: EXCEPTION_RECORD | null = null,
): EXCEPTION_RECORD {
  return { ExceptionCode, ExceptionFlags, ExceptionRecord, ExceptionAddress, ExceptionInformation };
}

/** Access violation 0xC0000005 with {access, address} (E-006). */
export const accessViolation = (at: PVOID, access: AccessName, address: PVOID): EXCEPTION_RECORD =>
  makeRecord(STATUS_ACCESS_VIOLATION, 0, at, Object.freeze([accessNumbers[access], address]));

/** In-page error 0xC0000006 with {access, address, status of the failed read} (E-007). */
export const inPageError = (
  at: PVOID,
  access: AccessName,
  address: PVOID,
  cause: NTSTATUS,
): EXCEPTION_RECORD =>
  makeRecord(STATUS_IN_PAGE_ERROR, 0, at, Object.freeze([accessNumbers[access], address, cause]));

/** First touch of a guard page, 0x80000001 with {access, address} (E-008, reimplemented). */
export const guardPageViolation = (at: PVOID, access: AccessName, address: PVOID): EXCEPTION_RECORD =>
  makeRecord(STATUS_GUARD_PAGE_VIOLATION, 0, at, Object.freeze([accessNumbers[access], address]));

/** Stack overflow 0xC00000FD with {access, address} (E-008, reimplemented). */
export const stackOverflow = (at: PVOID, access: AccessName, address: PVOID): EXCEPTION_RECORD =>
  makeRecord(STATUS_STACK_OVERFLOW, 0, at, Object.freeze([accessNumbers[access], address]));

/**
 * A continuable exception of the processor that carries no parameters: divide
 * by zero, integer overflow, privileged or illegal instruction, breakpoint,
 * single step, misalignment, array bounds, assertion (E-009).
 */
export const processorException = (code: NTSTATUS, at: PVOID): EXCEPTION_RECORD =>
  makeRecord(code >>> 0, 0, at);

/** What RtlRaiseStatus and ExRaiseStatus raise: noncontinuable, not chained, no parameters (E-019). */
export const statusException = (code: NTSTATUS, at: PVOID): EXCEPTION_RECORD =>
  makeRecord(code >>> 0, EXCEPTION_NONCONTINUABLE, at);

/** A software exception with flags and parameters of its own. */
export const softwareException = (
  code: NTSTATUS,
  at: PVOID,
  flags = 0,
  information: readonly number[] = noParameters,
): EXCEPTION_RECORD => makeRecord(code >>> 0, flags >>> 0, at, frozenParameters(information));

/** A filter answered "continue" on a noncontinuable exception: 0xC0000025, chained to it (E-002, E-023). */
export const noncontinuableException = (original: EXCEPTION_RECORD, at: PVOID): EXCEPTION_RECORD =>
  makeRecord(STATUS_NONCONTINUABLE_EXCEPTION, EXCEPTION_NONCONTINUABLE, at, noParameters, original);

/** A handler gave something that is no disposition: 0xC0000026, chained to the exception it was asked about (E-023). */
export const invalidDisposition = (original: EXCEPTION_RECORD, at: PVOID): EXCEPTION_RECORD =>
  makeRecord(STATUS_INVALID_DISPOSITION, EXCEPTION_NONCONTINUABLE, at, noParameters, original);

/**
 * A record for the dispatcher from what a caller gave: a copy, so that the
 * caller's object stays as it was.
 *
 * @param at Value of ExceptionAddress; what `input` holds there when left out.
 * @throws RangeError for more than 15 parameters or for numbers that C cannot hold.
 */
export function copyRecord(input: ExceptionRecordInput, at?: PVOID): EXCEPTION_RECORD {
  return makeRecord(
    unsigned(input.ExceptionCode, 'ExceptionCode'),
    unsigned(input.ExceptionFlags ?? 0, 'ExceptionFlags'),
    at ?? input.ExceptionAddress ?? 0,
    frozenParameters(input.ExceptionInformation ?? noParameters),
    input.ExceptionRecord ?? null,
  );
}

function unsigned(value: number, what: string): number {
  if (!Number.isInteger(value)) throw new RangeError(`${what} is ${value}: it is a 32-bit integer in C`);
  return value >>> 0;
}

function frozenParameters(information: readonly number[]): readonly number[] {
  if (information.length > EXCEPTION_MAXIMUM_PARAMETERS) {
    throw new RangeError(
      `${information.length} parameters: an EXCEPTION_RECORD holds at most ${EXCEPTION_MAXIMUM_PARAMETERS}`,
    );
  }
  return Object.isFrozen(information) ? information : Object.freeze([...information]);
}
