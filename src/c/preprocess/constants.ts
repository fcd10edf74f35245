/** Integer and character constants in the conditions of `#if`. */

/** A value of a condition: 64 bits. */
export interface ConditionValue {
  readonly value: bigint;
  readonly unsigned: boolean;
}

const INTEGER =
  /^(?:0x([0-9a-f]+)|0b([01]+)|0([0-7]*)|([1-9][0-9]*))(u?(?:l{0,2}|i(?:8|16|32|64))|l{1,2}u)$/i;

/** Value of an integer constant, with MSVC's suffixes; null when it is none. */
export function integerConstant(text: string): ConditionValue | null {
  const match = INTEGER.exec(text);
  if (match === null) return null;
  const [, hexadecimal, binary, octal, decimal, suffix = ''] = match;
  let digits = decimal ?? `0o${octal || '0'}`;
  if (hexadecimal !== undefined) digits = `0x${hexadecimal}`;
  if (binary !== undefined) digits = `0b${binary}`;
  const value = BigInt(digits);
  if (value >= 1n << 64n) return null;
  return { value: BigInt.asUintN(64, value), unsigned: /u/i.test(suffix) || value >= 1n << 63n };
}

const SIMPLE_ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
};

/** One character or escape sequence. */
const CHARACTER = /\\(?:x([0-9a-f]+)|([0-7]{1,3})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))|[^\\]/giu;

/** Codes of the characters between the quotes. */
function codesOf(text: string): number[] {
  return [...text.matchAll(CHARACTER)].map(([all, hexadecimal, octal, short, long, simple]) => {
    const code = hexadecimal ?? short ?? long;
    if (code !== undefined) return Number.parseInt(code, 16);
    if (octal !== undefined) return Number.parseInt(octal, 8);
    if (simple !== undefined) return SIMPLE_ESCAPES[simple] ?? simple.charCodeAt(0);
    return all.codePointAt(0) ?? 0;
  });
}

/** Value of a character constant as MSVC has it: `'AB'` is 0x4142, `char` is signed. Null when it is none. */
export function characterConstant(text: string): ConditionValue | null {
  const quote = text.indexOf("'");
  const codes = codesOf(text.slice(quote + 1, -1));
  const [first] = codes;
  if (first === undefined || codes.length > 4) return null;
  if (quote > 0) return { value: BigInt(first & 0xffff), unsigned: false };
  if (codes.length === 1) return { value: BigInt((first << 24) >> 24), unsigned: false };
  return { value: BigInt(codes.reduce((all, code) => (all << 8) | (code & 0xff), 0)), unsigned: false };
}
