/**
 * Upper and lower case of single 16-bit characters, and what they are in 8 bits. Each maps to one character
 * or to itself; what JavaScript maps to another alphabet's letter, or to
 * several, stays as it is (*ours*: Windows has a table of its own).
 */

/** Characters whose upper case in Unicode is a letter that Windows does not give. */
const KEPT: ReadonlySet<number> = new Set([0xb5, 0x131, 0x17f]);

function mapped(unit: number, text: string): number {
  return text.length === 1 ? text.charCodeAt(0) : unit;
}

/** Upper case of a character. */
export const upcase = (unit: number): number =>
  KEPT.has(unit) ? unit : mapped(unit, String.fromCharCode(unit).toUpperCase());

/** Lower case of a character. */
export const downcase = (unit: number): number =>
  unit === 0x130 ? unit : mapped(unit, String.fromCharCode(unit).toLowerCase());

/** A character in 8 bits: those above U+00FF become question marks (*ours*: the code page is Latin-1). */
export const narrowed = (unit: number): number => (unit > 0xff ? 0x3f : unit);

/** Upper case of an 8-bit character: ASCII letters, and those of Latin-1. */
export function upcaseByte(byte: number): number {
  const up = upcase(byte);
  return up > 0xff ? byte : up;
}
