/** The JavaScript of C's conversions between scalars. Each takes the text of a value and its type. */
import type { Architecture } from '../../contract/c-types.ts';
import type { IntegerType, Type } from '../tree/type.ts';
import { isAddress, isBig } from './value-class.ts';

/** Text that is a value already and binds tightly: no parentheses needed. */
const isAtom = (text: string): boolean => /^(?:[\w$.]+|\d+n?)$/.test(text);

/** The text in parentheses where an operator could tear it apart. */
export const atom = (text: string): string => (isAtom(text) ? text : `(${text})`);

/** A number of any integral value, wrapped to an integer type of at most 32 bits. */
export function wrap(text: string, { name, bytes, signed }: IntegerType): string {
  if (name === '_Bool') return `(${atom(text)} ? 1 : 0)`;
  if (bytes === 4) return signed ? `(${atom(text)} | 0)` : `(${atom(text)} >>> 0)`;
  if (bytes === 2) return signed ? `(${atom(text)} << 16 >> 16)` : `(${atom(text)} & 65535)`;
  return signed ? `(${atom(text)} << 24 >> 24)` : `(${atom(text)} & 255)`;
}

/** A bigint wrapped to a 64-bit integer type. */
export const wrapBig = (text: string, { signed }: IntegerType): string =>
  `BigInt.${signed ? 'asIntN' : 'asUintN'}(64, ${text})`;

/** The literal of an integer constant of a type. */
export function constantText(value: bigint, type: Type, architecture: Architecture): string {
  if (isBig(type)) return value < 0n ? `(${value}n)` : `${value}n`;
  if (isAddress(type)) {
    const exact = architecture === 'x64' ? BigInt.asIntN(64, value) : BigInt.asUintN(32, value);
    const canonical = exact >= -(2n ** 47n) && exact < 2n ** 47n;
    if (!canonical) return `$.pointer(${exact}n)`;
    return exact < 0n ? `(${exact})` : `${exact}`;
  }
  return value < 0n ? `(${value})` : `${value}`;
}

/** True when every value of one integer type of at most 32 bits is one of the other. */
const fits = (from: IntegerType, to: IntegerType): boolean =>
  to.name !== '_Bool' &&
  (from.signed === to.signed ? from.bytes <= to.bytes : !from.signed && to.signed && from.bytes < to.bytes) &&
  to.bytes <= 4;

/** The text of a value converted from one scalar type to another. */
export function convert(text: string, from: Type, to: Type, architecture: Architecture): string {
  if (to.kind === 'void') return text;
  if (to.kind === 'integer' && to.name === '_Bool') return `(${truth(text, from)} ? 1 : 0)`;
  if (isAddress(from)) return fromAddress(text, to, architecture);
  if (from.kind === 'float') return fromFloat(text, to);
  if (from.kind === 'integer') return fromInteger(text, from, to, architecture);
  return text;
}

function fromAddress(text: string, to: Type, architecture: Architecture): string {
  if (isAddress(to)) return text;
  if (to.kind !== 'integer') return text;
  if (architecture === 'x86') return to.bytes === 8 ? wrapBig(`BigInt(${text} | 0)`, to) : wrap(text, to);
  if (to.bytes === 8) return `$.${to.signed ? 'signedOf' : 'unsignedOf'}(${text})`;
  return wrap(`$.lowOf(${text})`, to);
}

function fromFloat(text: string, to: Type): string {
  if (to.kind === 'float') return to.bytes === 4 ? `Math.fround(${text})` : text;
  if (isAddress(to)) return `$.addressOf(${text})`;
  if (to.kind !== 'integer') return text;
  if (to.bytes === 8) return `$.${to.signed ? 'toInt64' : 'toUint64'}(${text})`;
  if (to.bytes === 4 && !to.signed) return `$.toUint32(${text})`;
  const int = `$.toInt32(${text})`;
  return to.bytes === 4 ? int : wrap(int, to);
}

function fromInteger(text: string, from: IntegerType, to: Type, architecture: Architecture): string {
  if (to.kind === 'float') {
    const number = from.bytes === 8 ? `Number(${text})` : text;
    return to.bytes === 4 ? `Math.fround(${number})` : number;
  }
  if (isAddress(to)) {
    if (from.bytes === 8) return `$.addressOfInteger(${text})`;
    return architecture === 'x86' && from.signed ? `(${atom(text)} >>> 0)` : text;
  }
  if (to.kind !== 'integer') return text;
  if (from.bytes === 8) {
    if (to.bytes === 8) return from.signed === to.signed ? text : wrapBig(text, to);
    if (to.bytes === 4) return `Number(BigInt.${to.signed ? 'asIntN' : 'asUintN'}(32, ${text}))`;
    return wrap(`Number(BigInt.asIntN(32, ${text}))`, to);
  }
  if (to.bytes === 8) return from.signed && !to.signed ? wrapBig(`BigInt(${text})`, to) : `BigInt(${text})`;
  return fits(from, to) ? text : wrap(text, to);
}

/** JavaScript's truth of a C scalar. */
export function truth(text: string, type: Type): string {
  return isBig(type) ? `${atom(text)} !== 0n` : `${atom(text)} !== 0`;
}
