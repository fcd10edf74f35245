/**
 * Doubles in decimal, exactly: every digit is the one that the number has, and the last one is rounded to nearest,
 * ties to even. BigInt arithmetic, because JavaScript's own conversions stop at 100 digits and round ties away.
 */

/** A double has at most so many digits after its decimal point; all further ones are 0. */
const MOST_FRACTION_DIGITS = 1074;
/** A double has fewer significant digits than this. */
const MOST_SIGNIFICANT_DIGITS = 800;
const FRACTION_BITS = 52;
const EXPONENT_BIAS = 1075;

/** A finite double that is not negative as `significand * 2 ** exponent`. */
export function partsOfDouble(value: number): { significand: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const fraction = bits & ((1n << BigInt(FRACTION_BITS)) - 1n);
  const biased = Number(bits >> BigInt(FRACTION_BITS)) & 0x7ff;
  // Denormal numbers have the exponent of the smallest normal ones and no hidden bit.
  if (biased === 0) return { significand: fraction, exponent: 1 - EXPONENT_BIAS };
  return { significand: fraction | (1n << BigInt(FRACTION_BITS)), exponent: biased - EXPONENT_BIAS };
}

/** The quotient rounded to nearest, ties to even. */
export function divideToEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = 2n * (dividend - quotient * divisor);
  if (twice < divisor || (twice === divisor && (quotient & 1n) === 0n)) return quotient;
  return quotient + 1n;
}

/** `value * 10 ** power` rounded to a whole number. */
function scaled(value: number, power: number): bigint {
  const { significand, exponent } = partsOfDouble(value);
  let dividend = significand;
  let divisor = 1n;
  if (power >= 0) dividend *= 10n ** BigInt(power);
  else divisor *= 10n ** BigInt(-power);
  if (exponent >= 0) dividend <<= BigInt(exponent);
  else divisor <<= BigInt(-exponent);
  return divideToEven(dividend, divisor);
}

/** True when `value >= 10 ** power`, exactly. */
function reaches(value: number, power: number): boolean {
  const { significand, exponent } = partsOfDouble(value);
  let left = significand;
  let right = 1n;
  if (power >= 0) right *= 10n ** BigInt(power);
  else left *= 10n ** BigInt(-power);
  if (exponent >= 0) left <<= BigInt(exponent);
  else right <<= BigInt(-exponent);
  return left >= right;
}

/** Exponent of the first decimal digit. The logarithm may be off by one next to a power of ten. */
function decimalExponent(value: number): number {
  const estimate = Math.floor(Math.log10(value));
  if (!reaches(value, estimate)) return estimate - 1;
  return reaches(value, estimate + 1) ? estimate + 1 : estimate;
}

/** `count` significant digits and the exponent of the first one, after rounding. */
export function significantDigits(value: number, count: number): { digits: string; exponent: number } {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  const exact = Math.min(count, MOST_SIGNIFICANT_DIGITS);
  let exponent = decimalExponent(value);
  let digits = scaled(value, exact - 1 - exponent).toString();
  if (digits.length > exact) {
    // 9.99… became 10.0…
    exponent += 1;
    digits = digits.slice(0, exact);
  }
  return { digits: digits.padEnd(count, '0'), exponent };
}

/** `digits` with a point after the first `whole` of them; `#` keeps a point that nothing follows. */
const pointed = (digits: string, whole: number, alternate: boolean): string =>
  digits.length > whole || alternate ? `${digits.slice(0, whole)}.${digits.slice(whole)}` : digits;

function fixed(value: number, precision: number, alternate: boolean): string {
  const exact = Math.min(precision, MOST_FRACTION_DIGITS);
  const digits = scaled(value, exact)
    .toString()
    .padStart(exact + 1, '0');
  return pointed(digits + '0'.repeat(precision - exact), digits.length - exact, alternate);
}

/** `e+05`: two digits at least, as in the universal C runtime and in standard C. */
const exponentText = (exponent: number): string =>
  `e${exponent < 0 ? '-' : '+'}${Math.abs(exponent).toString().padStart(2, '0')}`;

function scientific(value: number, precision: number, alternate: boolean): string {
  const { digits, exponent } = significantDigits(value, precision + 1);
  return pointed(digits, 1, alternate) + exponentText(exponent);
}

/** `g`: the shorter of the two, without zeros at its end unless `#` keeps them. */
function general(value: number, precision: number, alternate: boolean): string {
  const count = Math.max(precision, 1);
  const { digits, exponent } = significantDigits(value, count);
  const kept = alternate ? digits : digits.replace(/(?<=.)0+$/, '');
  if (exponent < -4 || exponent >= count) return pointed(kept, 1, alternate) + exponentText(exponent);
  if (exponent < 0) return pointed('0'.repeat(-exponent) + (value === 0 ? '' : kept), 1, alternate);
  return pointed(kept.padEnd(exponent + 1, '0'), exponent + 1, alternate);
}

/** A finite double that is not negative, as `%e`, `%f` or `%g` with a precision shows it. */
export function decimalDouble(
  value: number,
  style: 'e' | 'f' | 'g',
  precision: number,
  alternate: boolean,
): string {
  if (style === 'f') return fixed(value, precision, alternate);
  return style === 'e' ? scientific(value, precision, alternate) : general(value, precision, alternate);
}
