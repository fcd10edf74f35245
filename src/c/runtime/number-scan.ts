/**
 * Numbers in text: what strtol and strtod read, from any source of characters. A scan of a file and a conversion of
 * a string read the same numbers.
 */

/** Where characters come from. */
export interface Characters {
  /** The character so many places ahead, without taking it; -1 at the end. */
  peek(ahead: number): number;
}

/** A number that was found: how many characters it has, and its value. */
export interface FoundInteger {
  /** Characters, 0 when there is no number. */
  readonly length: number;
  /** Value, of any size. */
  readonly value: bigint;
  /** True when a minus stands in front. */
  readonly negative: boolean;
}

/** A floating-point number that was found. */
export interface FoundDouble {
  /** Characters, 0 when there is no number. */
  readonly length: number;
  /** Value, rounded to nearest. */
  readonly value: number;
  /** True when the text is not 0 or infinite but its value is, or is denormal. */
  readonly outOfRange: boolean;
}

const digitValue = (code: number): number => {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x7a ? letter - 0x61 + 10 : Number.POSITIVE_INFINITY;
};

/** Length of the sign at a place: 0 or 1. */
const signAt = (source: Characters): number => (source.peek(0) === 0x2b || source.peek(0) === 0x2d ? 1 : 0);

/** True when `0x` and a hexadecimal digit stand there. */
const hasHexPrefix = (source: Characters, at: number): boolean =>
  source.peek(at) === 0x30 && (source.peek(at + 1) | 0x20) === 0x78 && digitValue(source.peek(at + 2)) < 16;

/** Finds an integer. Base 0 means what the prefix says: `0x`, `0` or none. At most `most` characters are looked at. */
export function findInteger(source: Characters, base: number, most = Number.POSITIVE_INFINITY): FoundInteger {
  const bounded: Characters = { peek: (ahead) => (ahead < most ? source.peek(ahead) : -1) };
  let at = signAt(bounded);
  const negative = bounded.peek(0) === 0x2d;
  let radix = base;
  if ((base === 0 || base === 16) && hasHexPrefix(bounded, at)) {
    at += 2;
    radix = 16;
  } else if (base === 0) radix = bounded.peek(at) === 0x30 ? 8 : 10;
  const first = at;
  let value = 0n;
  for (; digitValue(bounded.peek(at)) < radix; at++)
    value = value * BigInt(radix) + BigInt(digitValue(bounded.peek(at)));
  return at === first ? { length: 0, value: 0n, negative: false } : { length: at, value, negative };
}

/** The text of the characters from a place on, as long as they belong to the pattern. */
function textWhile(source: Characters, from: number, belongs: (character: string) => boolean): string {
  let text = '';
  for (let at = from; ; at++) {
    const code = source.peek(at);
    const character = code < 0 ? '' : String.fromCharCode(code);
    if (character === '' || !belongs(character)) return text;
    text += character;
  }
}

/** `0x1.8p3` without its sign. The digits are exact in BigInt; the result is rounded once. */
function hexadecimalValue(whole: string, fraction: string, exponent: number): number {
  const significand = BigInt(`0x${whole}${fraction}` === '0x' ? 0 : `0x${whole}${fraction}`);
  const power = exponent - 4 * fraction.length;
  if (significand === 0n) return 0;
  // 64 bits and one that remembers whether anything was cut off are enough to round a double, also a denormal one.
  const bits = significand.toString(2).length;
  const drop = Math.max(0, bits - 64);
  const top = significand >> BigInt(drop);
  const sticky = top << BigInt(drop) === significand ? 0n : 1n;
  return roundToDouble((top << 1n) | sticky, power + drop - 1);
}

const MOST_EXPONENT = 1023;
const LEAST_EXPONENT = -1074;
const SIGNIFICANT_BITS = 53;

/** `significand * 2 ** power` as the nearest double, ties to even. */
export function roundToDouble(significand: bigint, power: number): number {
  const bits = significand.toString(2).length;
  const top = power + bits - 1;
  if (top > MOST_EXPONENT + 1) return Number.POSITIVE_INFINITY;
  // Bits below the last one that the double has: fewer than 53 for denormal numbers.
  const last = Math.max(top - SIGNIFICANT_BITS + 1, LEAST_EXPONENT);
  const drop = last - power;
  if (drop <= 0) return Number(significand) * 2 ** power;
  if (drop > bits + 1) return 0;
  const half = 1n << BigInt(drop - 1);
  const rest = significand & ((1n << BigInt(drop)) - 1n);
  let kept = significand >> BigInt(drop);
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  // In two steps: 2 ** 1024 is no number, and 2 ** -1074 times 2 ** 53 loses nothing.
  const low = Math.max(last, -1022);
  return Number(kept) * 2 ** low * 2 ** (last - low);
}

const SPECIAL = /^(infinity|inf|nan(\([\w]*\))?)/i;
const DECIMAL = /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/;
const HEXADECIMAL = /^0[xX]([0-9A-Fa-f]*)(?:\.([0-9A-Fa-f]*))?(?:[pP]([+-]?\d+))?/;

/** True for what a number may consist of; the patterns above decide how much of it is one. */
const mayBelong = (character: string): boolean => /[\w.+()-]/.test(character);

function unsignedDouble(text: string): FoundDouble {
  const special = SPECIAL.exec(text);
  if (special !== null) {
    const value = special[0].toLowerCase().startsWith('inf') ? Number.POSITIVE_INFINITY : Number.NaN;
    return { length: special[0].length, value, outOfRange: false };
  }
  const hexadecimal = HEXADECIMAL.exec(text);
  if (hexadecimal !== null && (hexadecimal[1] ?? '') + (hexadecimal[2] ?? '') !== '') {
    const [whole, digits = '', fraction = '', exponent = '0'] = hexadecimal;
    const value = hexadecimalValue(digits, fraction, Math.max(Math.min(Number(exponent), 1e9), -1e9));
    return found(whole.length, value, /[1-9A-Fa-f]/.test(digits + fraction));
  }
  const decimal = DECIMAL.exec(text)?.[0];
  if (decimal === undefined) return { length: 0, value: 0, outOfRange: false };
  return found(decimal.length, Number(decimal), /^[\d.]*[1-9]/.test(decimal));
}

const SMALLEST_NORMAL = 2 ** -1022;

const found = (length: number, value: number, isSomething: boolean): FoundDouble => ({
  length,
  value,
  outOfRange: isSomething && (value === Number.POSITIVE_INFINITY || value < SMALLEST_NORMAL),
});

/** Finds a floating-point number: decimal, hexadecimal, `inf`, `infinity` or `nan`. */
export function findDouble(source: Characters, most = Number.POSITIVE_INFINITY): FoundDouble {
  const bounded: Characters = { peek: (ahead) => (ahead < most ? source.peek(ahead) : -1) };
  const sign = signAt(bounded);
  const number = unsignedDouble(textWhile(bounded, sign, mayBelong));
  if (number.length === 0) return number;
  const value = bounded.peek(0) === 0x2d ? -number.value : number.value;
  return { ...number, length: number.length + sign, value };
}
