/**
 * Exceptions that the processor finds while it runs an instruction.
 *
 * TypeScript has no instruction that divides by zero the way C does, so a
 * program asks for one: `nt.trap('divide-by-zero')`. The C front end raises
 * them where they happen. All of them are continuable and, but for a single
 * step, *faults*: continuing runs the same instruction again, which fails
 * again unless the filter mended the cause (E-015).
 */
import type { EXCEPTION_RECORD, NTSTATUS, PVOID } from '../contract/c-types.ts';
import {
  STATUS_ARRAY_BOUNDS_EXCEEDED,
  STATUS_ASSERTION_FAILURE,
  STATUS_BREAKPOINT,
  STATUS_DATATYPE_MISALIGNMENT,
  STATUS_ILLEGAL_INSTRUCTION,
  STATUS_INTEGER_DIVIDE_BY_ZERO,
  STATUS_INTEGER_OVERFLOW,
  STATUS_PRIVILEGED_INSTRUCTION,
  STATUS_SINGLE_STEP,
} from '../status/common.ts';
import { type AccessName, inPageError, processorException, stackOverflow } from './exception-record.ts';

/** Codes by kind (E-009; the assertion is `int 2Ch`, BEHAVIOUR-DECISIONS 13). */
const codes = {
  'divide-by-zero': STATUS_INTEGER_DIVIDE_BY_ZERO,
  'integer-overflow': STATUS_INTEGER_OVERFLOW,
  'privileged-instruction': STATUS_PRIVILEGED_INSTRUCTION,
  'illegal-instruction': STATUS_ILLEGAL_INSTRUCTION,
  breakpoint: STATUS_BREAKPOINT,
  'single-step': STATUS_SINGLE_STEP,
  misalignment: STATUS_DATATYPE_MISALIGNMENT,
  'array-bounds': STATUS_ARRAY_BOUNDS_EXCEEDED,
  assertion: STATUS_ASSERTION_FAILURE,
} as const satisfies Record<string, NTSTATUS>;

/** An instruction that cannot be run. */
export type InstructionException = keyof typeof codes;

/** An access that cannot be made although the program did nothing wrong, or that uses up the stack. */
export type PageException = 'in-page-error' | 'guard-page' | 'stack-overflow';

/** What a filter's EXCEPTION_CONTINUE_EXECUTION leads to. */
export interface Retry {
  /** Asked when a filter continued: whether the instruction fails again. Left out: yes, always. */
  readonly again?: () => boolean;
}

/** The access that failed. */
export interface PageAccess extends Retry {
  /** Kind of the access. */
  readonly access: AccessName;
  /** Address that was accessed. */
  readonly address: PVOID;
  /** For an in-page error: the status of the read that failed; STATUS_UNSUCCESSFUL when left out. */
  readonly status?: NTSTATUS;
}

/** Every kind of instruction exception, for tests and documentation. */
export const instructionExceptions: readonly InstructionException[] = Object.keys(
  codes,
) as InstructionException[];

/** The record of an instruction that cannot be run. Throws TypeError for a name that is none. */
export function instructionRecord(kind: InstructionException, at: PVOID): EXCEPTION_RECORD {
  if (!Object.hasOwn(codes, kind)) {
    throw new TypeError(`trap: '${kind}' is not one of ${Object.keys(codes).join(', ')}`);
  }
  return processorException(codes[kind], at);
}

/** The record of an access to a page that cannot be read in, or below the end of the stack (E-007, E-008). */
export const pageRecord = (
  kind: 'in-page-error' | 'stack-overflow',
  at: PVOID,
  { access, address }: PageAccess,
  status: NTSTATUS,
): EXCEPTION_RECORD =>
  kind === 'in-page-error' ? inPageError(at, access, address, status) : stackOverflow(at, access, address);

/**
 * True when continuing runs the same instruction into the same exception. A single step is reported behind its
 * instruction, and the first touch of a guard page takes the guard away (B-225).
 */
export const isRepeated = (kind: InstructionException | PageException): boolean =>
  kind !== 'single-step' && kind !== 'guard-page';

/** Equal exceptions of one instruction in a row after which a machine stops (ENGINEERING-DECISIONS 19). */
const RETRY_LIMIT = 1000;

/**
 * Raises the exception of an instruction, again each time a filter continued
 * and the cause is still there.
 *
 * @param raise raises it once, with a fresh record
 * @param limit called instead of the 1,000th raise in a row
 */
export function raiseProcessorException(
  kind: InstructionException | PageException,
  { again = () => true }: Retry,
  raise: () => void,
  limit: () => never,
): void {
  for (let raised = 1; ; raised++) {
    raise();
    if (!isRepeated(kind) || !again()) return;
    if (raised >= RETRY_LIMIT) limit();
  }
}
