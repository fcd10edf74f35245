import { divideToEven, partsOfDouble } from './decimal-double.ts';

const FRACTION_DIGITS = 13;
const FRACTION_BITS = 52;

/**
 * A finite double that is not negative, as `%a` shows it without its `0x`: `1.8000000000000p+0`. Denormal numbers
 * start with `0.` and have the exponent of the smallest normal ones.
 * @param precision digits after the point; -1 for all 13, as MSVC has it
 */
export function hexadecimalDouble(value: number, precision: number, alternate: boolean): string {
  const { significand, exponent } = partsOfDouble(value);
  const wanted = precision < 0 ? FRACTION_DIGITS : precision;
  const kept = Math.min(wanted, FRACTION_DIGITS);
  const rounded = divideToEven(significand, 1n << BigInt(4 * (FRACTION_DIGITS - kept)));
  const digits = rounded
    .toString(16)
    .padStart(kept + 1, '0')
    .padEnd(wanted + 1, '0');
  const power = value === 0 ? 0 : exponent + FRACTION_BITS;
  const point = wanted > 0 || alternate ? '.' : '';
  return `${digits.slice(0, 1)}${point}${digits.slice(1)}p${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}
