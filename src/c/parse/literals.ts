/** Values and types of numbers, characters and strings, as MSVC reads them. */
import type { Position } from '../source/position.ts';
import type { Token } from '../source/token.ts';
import type { FloatConstant, IntegerConstant, StringLiteral } from '../tree/tree.ts';
import type { IntegerName, IntegerType } from '../tree/type.ts';
import { arrayOf, CHAR, FLOATS, INT, INTEGERS, WIDE_CHAR } from '../types/types.ts';
import type { Parser } from './parser.ts';

const INT32 = 0x7fffffffn;
const UINT32 = 0xffffffffn;
const INT64 = 0x7fffffffffffffffn;
const UINT64 = 0xffffffffffffffffn;

/** Types that a suffix asks for outright. */
const SIZED_SUFFIXES: Readonly<Record<string, IntegerName>> = {
  i8: 'char',
  ui8: 'unsigned char',
  i16: 'short',
  ui16: 'unsigned short',
  i32: 'int',
  ui32: 'unsigned int',
};

/** First type of the list that holds the value, by suffix and base. */
function integerTypeOf(value: bigint, suffix: string, decimal: boolean): IntegerType {
  const sized = SIZED_SUFFIXES[suffix];
  if (sized !== undefined) return INTEGERS[sized];
  const unsigned = suffix.includes('u');
  const long = suffix.replace('u', '');
  const wide = long === 'll' || long === 'i64';
  if (!wide && !unsigned && value <= INT32) return long === 'l' ? INTEGERS.long : INT;
  // A decimal constant that int cannot hold is an unsigned long, as in C90.
  if (!wide && value <= UINT32)
    return long === 'l' || (decimal && !unsigned) ? INTEGERS['unsigned long'] : INTEGERS['unsigned int'];
  return !unsigned && value <= INT64 ? INTEGERS.__int64 : INTEGERS['unsigned __int64'];
}

const INTEGER = /^(0[xX][\da-fA-F']*|0[bB][01']+|\d[\d']*)([a-zA-Z]\w*)?$/;
const SUFFIX = /^(u?(l|ll|i8|i16|i32|i64)?|(l|ll)u)$/;
const FLOAT = /^((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([fFlL]?)$/;
const HEX_FLOAT = /^0[xX]([\da-fA-F]*)\.?([\da-fA-F]*)[pP]([+-]?\d+)([fFlL]?)$/;

/** The value of a number token. What is no number is reported, and 0. */
export function numberConstant(parser: Parser, { text, at }: Token): IntegerConstant | FloatConstant {
  const integer = INTEGER.exec(text);
  if (integer !== null && SUFFIX.test((integer[2] ?? '').toLowerCase()))
    return integerConstant(parser, integer[1] ?? '', (integer[2] ?? '').toLowerCase(), at);
  const float = FLOAT.exec(text);
  if (float !== null) return floatConstant(Number(float[1]), float[2] ?? '', at);
  const hex = HEX_FLOAT.exec(text);
  if (hex !== null) {
    const [, whole = '', fraction = '', exponent = '0', suffix = ''] = hex;
    const digits = Number(BigInt(`0x0${whole}${fraction}`));
    return floatConstant(digits * 2 ** (Number(exponent) - 4 * fraction.length), suffix, at);
  }
  parser.error('C2059', `syntax error: 'bad suffix on number'`, at);
  return { kind: 'integer', type: INT, value: 0n, at };
}

function integerConstant(parser: Parser, digits: string, suffix: string, at: Position): IntegerConstant {
  const plain = digits.replaceAll("'", '');
  const octal = /^0\d/.test(plain);
  const type = (value: bigint): IntegerConstant => ({
    kind: 'integer',
    type: integerTypeOf(value, suffix, !/^0/.test(plain) || plain === '0'),
    value: SIZED_SUFFIXES[suffix] === undefined ? value : wrapSized(value, suffix),
    at,
  });
  if (octal && /[89]/.test(plain)) {
    parser.error('C2041', `illegal digit '${/[89]/.exec(plain)?.[0]}' for base '8'`, at);
    return type(0n);
  }
  if (/^0[xX]$/.test(plain)) {
    parser.error('C2153', 'integer literals must have at least one digit', at);
    return type(0n);
  }
  const value = BigInt(octal ? `0o${plain.slice(1)}` : plain);
  if (value > UINT64) {
    parser.error('C2177', 'constant too big', at);
    return type(0n);
  }
  return type(value);
}

function wrapSized(value: bigint, suffix: string): bigint {
  const type = INTEGERS[SIZED_SUFFIXES[suffix] ?? 'int'];
  return type.signed ? BigInt.asIntN(type.bytes * 8, value) : BigInt.asUintN(type.bytes * 8, value);
}

function floatConstant(value: number, suffix: string, at: Position): FloatConstant {
  if (suffix.toLowerCase() === 'f')
    return { kind: 'float', type: FLOATS.float, value: Math.fround(value), at };
  return { kind: 'float', type: FLOATS[suffix === '' ? 'double' : 'long double'], value, at };
}

const SIMPLE_ESCAPES: Readonly<Record<string, number>> = {
  n: 10,
  t: 9,
  r: 13,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
  '?': 63,
};

/** Bits of a character of a literal. */
type Width = 8 | 16 | 32;

/** Appends the code units of a character: UTF-8, UTF-16 or UTF-32. */
function encode(units: number[], codePoint: number, width: Width): void {
  if (width === 32 || codePoint < 0x80) units.push(codePoint);
  else if (width === 16) {
    if (codePoint > 0xffff) {
      const above = codePoint - 0x10000;
      units.push(0xd800 + (above >> 10), 0xdc00 + (above & 0x3ff));
    } else units.push(codePoint);
  } else if (codePoint < 0x800) units.push(0xc0 | (codePoint >> 6), 0x80 | (codePoint & 0x3f));
  else if (codePoint < 0x10000)
    units.push(0xe0 | (codePoint >> 12), 0x80 | ((codePoint >> 6) & 0x3f), 0x80 | (codePoint & 0x3f));
  else
    units.push(
      0xf0 | (codePoint >> 18),
      0x80 | ((codePoint >> 12) & 0x3f),
      0x80 | ((codePoint >> 6) & 0x3f),
      0x80 | (codePoint & 0x3f),
    );
}

/** Code units of what stands between the quotes. Narrow text is UTF-8, as with `cl /utf-8` (*ours*). */
function unitsOf(parser: Parser, text: string, width: Width, at: Position): number[] {
  const units: number[] = [];
  for (let index = 0; index < text.length; ) {
    const codePoint = text.codePointAt(index) ?? 0;
    index += codePoint > 0xffff ? 2 : 1;
    if (codePoint !== 92) encode(units, codePoint, width);
    else index = escapeSequence(parser, text, index, units, width, at);
  }
  return units;
}

/** Reads an escape sequence behind its backslash; returns where it ends. */
function escapeSequence(
  parser: Parser,
  text: string,
  start: number,
  units: number[],
  width: Width,
  at: Position,
): number {
  const letter = text[start] ?? '';
  const simple = SIMPLE_ESCAPES[letter];
  if (simple !== undefined) {
    units.push(simple);
    return start + 1;
  }
  const rest = text.slice(start, start + 24);
  const number = /^x[\da-fA-F]+|^[0-7]{1,3}/.exec(rest)?.[0];
  if (number !== undefined) {
    const value = number.startsWith('x') ? Number(`0${number}`) : Number.parseInt(number, 8);
    if (value >= 2 ** width) parser.error('C2022', `'${value}': too big for character`, at);
    units.push(value % 2 ** width);
    return start + number.length;
  }
  const universal = /^u[\da-fA-F]{4}|^U[\da-fA-F]{8}/.exec(rest)?.[0];
  if (universal !== undefined) {
    encode(units, Math.min(Number.parseInt(universal.slice(1), 16), 0x10ffff), width);
    return start + universal.length;
  }
  parser.warn('C4129', `'${letter}': unrecognized character escape sequence`, at);
  encode(units, letter.codePointAt(0) ?? 0, width);
  return start + letter.length;
}

const LITERAL = /^(L|u8|u|U)?(["'])([\s\S]*)\2$/;
const widthOf = (prefix: string): Width => (prefix === 'L' || prefix === 'u' ? 16 : prefix === 'U' ? 32 : 8);

/** The value of a character token: int for a plain one, of several characters the first is the most significant. */
export function characterConstant(parser: Parser, { text, at }: Token): IntegerConstant {
  const [, prefix = '', , inner = ''] = LITERAL.exec(text) ?? [];
  const width = widthOf(prefix);
  const units = unitsOf(parser, inner, width, at);
  if (units.length === 0) parser.error('C2137', 'empty character constant', at);
  if (width !== 8) {
    const type = width === 16 ? WIDE_CHAR : INTEGERS['unsigned int'];
    return { kind: 'integer', type, value: BigInt(units[0] ?? 0), at };
  }
  if (units.length > 4) parser.error('C2015', 'too many characters in constant', at);
  if (units.length <= 1)
    return { kind: 'integer', type: INT, value: BigInt.asIntN(8, BigInt(units[0] ?? 0)), at };
  const value = units.slice(0, 4).reduce((sum, unit) => (sum << 8n) | BigInt(unit), 0n);
  return { kind: 'integer', type: INT, value: BigInt.asIntN(32, value), at };
}

/** Adjacent string tokens as one literal: wide when one of them is. */
export function stringLiteral(parser: Parser, parts: readonly Token[], at: Position): StringLiteral {
  const pieces = parts.map(({ text, at: place }) => {
    const [, prefix = '', , inner = ''] = LITERAL.exec(text) ?? [];
    return { prefix, inner, place };
  });
  const prefix = pieces.find((piece) => widthOf(piece.prefix) !== 8)?.prefix ?? '';
  const width = widthOf(prefix);
  if (width === 32) parser.error('IRQ1001', `'U"…"': 32-bit strings are not modelled`, at);
  const units = pieces.flatMap(({ inner, place }) => unitsOf(parser, inner, width, place));
  units.push(0);
  return {
    kind: 'string',
    type: arrayOf(width === 8 ? CHAR : WIDE_CHAR, units.length),
    units: width === 8 ? Uint8Array.from(units) : Uint16Array.from(units),
    at,
  };
}

/** A string that the compiler makes: `__FUNCTION__`. */
export function madeString(text: string, at: Position): StringLiteral {
  const units: number[] = [];
  for (const character of text) encode(units, character.codePointAt(0) ?? 0, 8);
  units.push(0);
  return { kind: 'string', type: arrayOf(CHAR, units.length), units: Uint8Array.from(units), at };
}
