/**
 * 64-bit expressions that need no bigint: sums, differences and products of narrow integers and constants stay
 * exact in a double as long as no intermediate result can pass 2^53. Their wrapped value then follows from the
 * number, so an index, a size or a cut to 32 bits can be computed with numbers.
 */
import type { Expression } from '../tree/tree.ts';
import type { IntegerType } from '../tree/type.ts';

const EXACT = 2 ** 53;

/** A number equal to the mathematical value, with the range it lies in. */
export interface ExactNumber {
  readonly text: string;
  readonly least: number;
  readonly most: number;
}

/**
 * The value of a 64-bit integer expression before it is wrapped to 64 bits, as a number; null where that may not be
 * exact. For an unsigned type a negative number stands for itself plus 2^64.
 */
export function exactNumber(e: Expression, text: (part: Expression) => string): ExactNumber | null {
  if (e.type.kind !== 'integer') return null;
  if (e.kind === 'integer') return constant(e.value, e.type);
  if (e.type.bytes <= 4) return ranged(text(e), e.type);
  if (e.kind === 'convert') {
    const from = e.operand.type;
    if (from.kind !== 'integer') return null;
    // Between the two signs of 64 bits only the reading differs, not the bits.
    return exactNumber(e.operand, text);
  }
  if (e.kind !== 'binary' || (e.operator !== '+' && e.operator !== '-' && e.operator !== '*')) return null;
  const left = exactNumber(e.left, text);
  const right = left === null ? null : exactNumber(e.right, text);
  if (left === null || right === null) return null;
  return combine(e.operator, left, right);
}

function combine(operator: '+' | '-' | '*', a: ExactNumber, b: ExactNumber): ExactNumber | null {
  const corners =
    operator === '+'
      ? [a.least + b.least, a.most + b.most]
      : operator === '-'
        ? [a.least - b.most, a.most - b.least]
        : [a.least * b.least, a.least * b.most, a.most * b.least, a.most * b.most];
  const least = Math.min(...corners);
  const most = Math.max(...corners);
  if (least < -EXACT || most > EXACT) return null;
  return { text: `(${a.text} ${operator} ${b.text})`, least, most };
}

function constant(value: bigint, type: IntegerType): ExactNumber | null {
  const signed = type.bytes === 8 ? BigInt.asIntN(64, value) : value;
  if (signed > BigInt(EXACT) || signed < -BigInt(EXACT)) return null;
  const number = Number(signed);
  return { text: number < 0 ? `(${number})` : `${number}`, least: number, most: number };
}

function ranged(text: string, { bytes, signed, name }: IntegerType): ExactNumber {
  if (name === '_Bool') return { text, least: 0, most: 1 };
  const values = 2 ** (bytes * 8);
  return signed ? { text, least: -values / 2, most: values / 2 - 1 } : { text, least: 0, most: values - 1 };
}

/** A number that orders as the unsigned 64-bit value does; `exact` when it also equals it. */
export function unsignedNumber(
  e: Expression,
  text: (part: Expression) => string,
): { readonly text: string; readonly exact: boolean } | null {
  const number = exactNumber(e, text);
  if (number === null) return null;
  if (number.least >= 0) return { text: number.text, exact: true };
  // A negative number is a huge unsigned one; rounding does not matter against what is exact and below 2^53.
  return { text: `$.unsignedNumber(${number.text})`, exact: false };
}
