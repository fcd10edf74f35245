/** Numbers and GUIDs as text. */

import type { NTSTATUS } from '../../contract/c-types.ts';
import { structure } from '../../contract/structure.ts';
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../../status/common.ts';
import { upcase } from './letters.ts';
import type { Strings } from './strings.ts';

const BASES: readonly number[] = [2, 8, 10, 16];

const unitsOf = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

/** RtlIntegerToUnicodeString: digits in upper case; base 0 is 10. */
export function numberToString(
  strings: Strings,
  value: bigint,
  base: number,
  target: number,
  routine: string,
): NTSTATUS {
  const real = base === 0 ? 10 : base;
  if (!BASES.includes(real)) return STATUS_INVALID_PARAMETER;
  const units = unitsOf(value.toString(real).toUpperCase());
  return strings.give(target, units, { wide: true, allocate: false, routine });
}

const PREFIXES: Readonly<Record<string, number>> = { '0x': 16, '0o': 8, '0b': 2 };

/**
 * RtlUnicodeStringToInteger: leading blanks and control characters, a sign, with base 0 a prefix, then as many digits as
 * there are. The value wraps at 32 bits (*ours*). Null for a base that is none.
 */
export function stringToNumber(text: string, base: number): number | null {
  if (base !== 0 && !BASES.includes(base)) return null;
  const [, sign = '', rest = ''] = /^[\0- ]*([-+]?)(.*)$/s.exec(text) ?? [];
  const prefix = base === 0 ? PREFIXES[rest.slice(0, 2)] : undefined;
  const real = base === 0 ? (prefix ?? 10) : base;
  let value = 0n;
  for (const character of prefix === undefined ? rest : rest.slice(2)) {
    const digit = /[0-9a-z]/i.test(character) ? Number.parseInt(character, 36) : real;
    if (digit >= real) break;
    value = BigInt.asUintN(32, value * BigInt(real) + BigInt(digit));
  }
  return Number(BigInt.asUintN(32, sign === '-' ? -value : value));
}

/** RtlHashUnicodeString with the one algorithm that has a name: X65599. */
export function hashOf(units: readonly number[], ignoreCase: boolean): number {
  let hash = 0;
  for (const unit of units) hash = (Math.imul(hash, 65599) + (ignoreCase ? upcase(unit) : unit)) >>> 0;
  return hash;
}

const GUID_TEXT = /^\{([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}$/i;

/** RtlGUIDFromString. */
export function guidFromString(strings: Strings, source: number, target: number): NTSTATUS {
  const text = String.fromCharCode(...strings.units(source, true));
  const parts = GUID_TEXT.exec(text);
  if (parts === null) return STATUS_INVALID_PARAMETER;
  const [, one = '', two = '', three = '', four = '', five = ''] = parts;
  const { at } = structure(strings.architecture, 'GUID');
  const { memory } = strings;
  memory.writeUint32(target + at.Data1, Number.parseInt(one, 16));
  memory.writeUint16(target + at.Data2, Number.parseInt(two, 16));
  memory.writeUint16(target + at.Data3, Number.parseInt(three, 16));
  const bytes = (four + five).match(/../g) ?? [];
  memory.writeBytes(
    target + at.Data4,
    bytes.map((byte) => Number.parseInt(byte, 16)),
  );
  return STATUS_SUCCESS;
}

/** RtlStringFromGUID: in a new buffer. */
export function guidToString(strings: Strings, guid: number, target: number): NTSTATUS {
  const { at } = structure(strings.architecture, 'GUID');
  const { memory } = strings;
  const hex = (value: number, digits: number): string =>
    value.toString(16).toUpperCase().padStart(digits, '0');
  const last = [...memory.readBytes(guid + at.Data4, 8)].map((byte) => hex(byte, 2)).join('');
  const head = [memory.readUint16(guid + at.Data2), memory.readUint16(guid + at.Data3)].map((part) =>
    hex(part, 4),
  );
  const parts = [hex(memory.readUint32(guid + at.Data1), 8), ...head, last.slice(0, 4), last.slice(4)];
  const about = { wide: true, allocate: true, routine: 'RtlStringFromGUID' };
  return strings.give(target, unitsOf(`{${parts.join('-')}}`), about);
}
