/**
 * Floating-point operations of programs that may have unmasked floating-point exceptions: each looks for the
 * exceptions that the processor would find, notes them in the status word and raises those that are not masked.
 * Programs that never name _controlfp and its kin use JavaScript's operators instead (emit/program-text.ts).
 */
import type { Architecture } from '../../contract/c-types.ts';
import { fusedMultiplyAdd } from '../runtime/float-classes.ts';
import { FloatException } from '../runtime/float-control.ts';

/** What the operations need of the program. */
export interface FloatHost {
  readonly architecture: Architecture;
  /** Control word: a bit that is set masks its exception. */
  control(): number;
  /** Notes exceptions in the status word. */
  happened(bits: number): void;
  /** Raises an exception at a place; returns when a filter continued. */
  raise(code: number, information: readonly number[], site: number, sp: number): void;
  /** Stops the machine: the operation fails again each time it is continued. */
  tooManyFaults(): never;
}

const STATUS_FLOAT_DENORMAL_OPERAND = 0xc000_008d;
const STATUS_FLOAT_DIVIDE_BY_ZERO = 0xc000_008e;
const STATUS_FLOAT_INEXACT_RESULT = 0xc000_008f;
const STATUS_FLOAT_INVALID_OPERATION = 0xc000_0090;
const STATUS_FLOAT_OVERFLOW = 0xc000_0091;
const STATUS_FLOAT_UNDERFLOW = 0xc000_0093;
const STATUS_FLOAT_MULTIPLE_TRAPS = 0xc000_02b5;

/** Codes in the order in which the processor finds the exceptions. */
const codes: readonly (readonly [number, number])[] = [
  [FloatException.invalid, STATUS_FLOAT_INVALID_OPERATION],
  [FloatException.denormal, STATUS_FLOAT_DENORMAL_OPERAND],
  [FloatException.zeroDivide, STATUS_FLOAT_DIVIDE_BY_ZERO],
  [FloatException.overflow, STATUS_FLOAT_OVERFLOW],
  [FloatException.underflow, STATUS_FLOAT_UNDERFLOW],
  [FloatException.inexact, STATUS_FLOAT_INEXACT_RESULT],
];

type Operator = '+' | '-' | '*' | '/';

function exactly(operator: Operator, left: number, right: number): number {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  return operator === '*' ? left * right : left / right;
}

/** Limits of the two types: least normal number. */
const leastNormal = { 4: 2 ** -126, 8: 2 ** -1022 } as const;

const isDenormal = (value: number, bytes: 4 | 8): boolean =>
  value !== 0 && Math.abs(value) < leastNormal[bytes];

/** Below, what an operation loses may itself be too small for a double; so both sides are multiplied first. */
const NEAR_ZERO = 2 ** -900;
const AWAY = 2 ** 600;

/** True when a finite result is not what the operation gives exactly. */
function isRounded(operator: Operator, left: number, right: number, result: number): boolean {
  if (operator === '*') {
    if (result === 0) return left !== 0 && right !== 0;
    if (Math.abs(result) > NEAR_ZERO) return fusedMultiplyAdd(left, right, -result) !== 0;
    const [small, large] = Math.abs(left) < Math.abs(right) ? [left, right] : [right, left];
    return fusedMultiplyAdd(small * AWAY, large, -result * AWAY) !== 0;
  }
  if (operator === '/') {
    if (result === 0) return left !== 0;
    const factor = Math.abs(left) > NEAR_ZERO ? 1 : AWAY;
    return fusedMultiplyAdd(result * factor, right, -left * factor) !== 0;
  }
  const other = operator === '+' ? right : -right;
  // What the sum lost: Knuth's two sums.
  const second = result - left;
  return left - (result - second) + (other - second) !== 0;
}

/** The exceptions of an operation, as bits of the status word. */
function exceptionsOf(operator: Operator, left: number, right: number, result: number, bytes: 4 | 8): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return 0;
  if (Number.isNaN(result)) return FloatException.invalid;
  const operands = isDenormal(left, bytes) || isDenormal(right, bytes) ? FloatException.denormal : 0;
  if (operator === '/' && right === 0)
    return operands | (Number.isFinite(left) ? FloatException.zeroDivide : 0);
  if (!Number.isFinite(left) || !Number.isFinite(right)) return operands;
  if (!Number.isFinite(result)) return operands | FloatException.overflow | FloatException.inexact;
  if (!isRounded(operator, left, right, result)) return operands;
  const isTiny = Math.abs(result) < leastNormal[bytes];
  return operands | FloatException.inexact | (isTiny ? FloatException.underflow : 0);
}

/** Equal exceptions of one operation in a row after which a machine stops (ENGINEERING-DECISIONS 19). */
const RETRY_LIMIT = 1000;

/** The operations, for the environment of a program. */
export const floatOperations = (host: FloatHost) => ({
  /** One operation in a type of 4 or 8 bytes. */
  float(operator: Operator, left: number, right: number, bytes: 4 | 8, site: number, sp: number): number {
    const whole = exactly(operator, left, right);
    const result = bytes === 4 ? Math.fround(whole) : whole;
    const found = exceptionsOf(operator, left, right, result, bytes);
    if (found === 0) return result;
    host.happened(found);
    // A filter that continues runs the operation again: with another control word it may succeed.
    for (let raised = 0; (found & ~host.control()) !== 0; raised++) {
      if (raised >= RETRY_LIMIT) host.tooManyFaults();
      raise(host, found & ~host.control(), site, sp);
    }
    return result;
  },
});

/**
 * E-011: on x86, where compiled code uses SIMD instructions, the system does not say which exception it was. On x64
 * each has its code (*ours*, docs/decisions/0073-c-runtime.md).
 */
function raise(host: FloatHost, unmasked: number, site: number, sp: number): void {
  const code = codes.find(([bit]) => (unmasked & bit) !== 0)?.[1] ?? STATUS_FLOAT_INVALID_OPERATION;
  host.raise(host.architecture === 'x86' ? STATUS_FLOAT_MULTIPLE_TRAPS : code, [0], site, sp);
}
