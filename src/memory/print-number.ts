/**
 * Numbers as a print shows them: sign and prefix apart from the digits, because zeros that fill a field stand
 * between the two.
 */
import type { Architecture } from '../contract/c-types.ts';
import { decimalDouble } from './decimal-double.ts';
import { hexadecimalDouble } from './hexadecimal-double.ts';
import type { Directive, PrintArguments } from './print-directive.ts';

/** A number in text. */
export interface PrintedNumber {
  /** Sign, and `0x` where there is one. */
  readonly prefix: string;
  /** Digits and what belongs to them. */
  readonly digits: string;
  /** Whether the field may be filled with zeros. */
  readonly zeros: boolean;
}

/** Digits of a pointer on each architecture. */
const pointerDigits = { x64: 16, x86: 8 } as const;

const signOf = (negative: boolean, { plus, space }: Directive): string => {
  if (negative) return '-';
  if (plus) return '+';
  return space ? ' ' : '';
};

/** The digits of the integer argument of a directive, in the size and signedness that it names. */
function integerDigits(
  { size }: Directive,
  args: PrintArguments,
  architecture: Architecture,
  signed: boolean,
  base: number,
): { digits: string; negative: boolean } {
  if (size === 'int64' || (size === 'pointer' && architecture === 'x64')) {
    const value = signed ? BigInt.asIntN(64, args.int64()) : BigInt.asUintN(64, args.int64());
    return { digits: (value < 0n ? -value : value).toString(base), negative: value < 0n };
  }
  const unused = ({ hh: 24, h: 16 } as Record<string, number>)[size] ?? 0;
  const shifted = args.int32() << unused;
  const value = signed ? shifted >> unused : shifted >>> unused;
  return { digits: Math.abs(value).toString(base), negative: value < 0 };
}

/** Bases of the unsigned directives; the others are hexadecimal. */
const bases: Readonly<Record<string, number>> = { u: 10, o: 8 };

/** At least so many digits; no digit at all for zero with a precision of 0. */
const atLeast = (digits: string, precision: number): string =>
  precision === 0 && digits === '0' ? '' : digits.padStart(precision, '0');

/** `d` and `i`. */
export function signedInteger(
  directive: Directive,
  args: PrintArguments,
  architecture: Architecture,
): PrintedNumber {
  const { digits, negative } = integerDigits(directive, args, architecture, true, 10);
  return {
    prefix: signOf(negative, directive),
    digits: atLeast(digits, directive.precision),
    zeros: directive.precision < 0,
  };
}

/** `u`, `o`, `x` and `X`. */
export function unsignedInteger(
  directive: Directive,
  args: PrintArguments,
  architecture: Architecture,
): PrintedNumber {
  const { type, alternate, precision } = directive;
  const zeros = precision < 0;
  const base = bases[type] ?? 16;
  const exact = integerDigits(directive, args, architecture, false, base).digits;
  const digits = atLeast(exact, precision);
  if (base === 10) return { prefix: '', digits, zeros };
  // `#` makes the first digit of an octal number a 0 by one more digit where it is none.
  if (base === 8)
    return { prefix: '', digits: alternate && !digits.startsWith('0') ? `0${digits}` : digits, zeros };
  const prefix = alternate && exact !== '0' ? `0${type}` : '';
  return { prefix, digits: type === 'X' ? digits.toUpperCase() : digits, zeros };
}

/** `p`: all digits of a pointer, upper case and without `0x`, as MSVC has it. */
export function pointerText(directive: Directive, exact: bigint, architecture: Architecture): PrintedNumber {
  const width = pointerDigits[architecture];
  const digits = BigInt.asUintN(4 * width, exact)
    .toString(16)
    .toUpperCase();
  const prefix = directive.alternate && exact !== 0n ? '0X' : '';
  return { prefix, digits: digits.padStart(width, '0'), zeros: false };
}

/** `a`, `e`, `f`, `g` and their capitals. */
export function floating(directive: Directive, value: number): PrintedNumber {
  const { type, precision, alternate } = directive;
  const capital = type !== type.toLowerCase();
  const shown = (text: string) => (capital ? text.toUpperCase() : text);
  if (!Number.isFinite(value)) {
    // The sign and payload of a NaN are not the same in every run of a JavaScript engine, so none is shown (*ours*).
    const prefix = Number.isNaN(value) ? '' : signOf(value < 0, directive);
    return { prefix, digits: shown(Number.isNaN(value) ? 'nan' : 'inf'), zeros: false };
  }
  const sign = signOf(value < 0 || Object.is(value, -0), directive);
  const magnitude = Math.abs(value);
  const style = type.toLowerCase();
  if (style === 'a') {
    return {
      prefix: sign + shown('0x'),
      digits: shown(hexadecimalDouble(magnitude, precision, alternate)),
      zeros: true,
    };
  }
  const digits = decimalDouble(magnitude, style as 'e' | 'f' | 'g', precision < 0 ? 6 : precision, alternate);
  return { prefix: sign, digits: shown(digits), zeros: true };
}
