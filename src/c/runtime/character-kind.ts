import type { Memory } from '../../memory/memory.ts';

/** One of the two kinds of characters that functions of the library exist for. */
export interface CharacterKind {
  /** C type of a character. */
  readonly type: 'char' | 'wchar_t';
  /** Bytes of a character. */
  readonly bytes: 1 | 2;
  /** How names of string functions start: strlen, wcslen. */
  readonly prefix: 'str' | 'wcs';
  /** Header of the string functions. */
  readonly stringHeader: string;
  /** Reads a character, unsigned. */
  read(memory: Memory, address: number): number;
  /** Writes a character. */
  write(memory: Memory, address: number, unit: number): void;
}

/** Characters of 8 bits. */
export const narrow: CharacterKind = {
  type: 'char',
  bytes: 1,
  prefix: 'str',
  stringHeader: 'string.h',
  read: (memory, address) => memory.readUint8(address),
  write: (memory, address, unit) => memory.writeUint8(address, unit),
};

/** Characters of 16 bits. */
export const wide: CharacterKind = {
  type: 'wchar_t',
  bytes: 2,
  prefix: 'wcs',
  stringHeader: 'corecrt_wstring.h',
  read: (memory, address) => memory.readUint16(address),
  write: (memory, address, unit) => memory.writeUint16(address, unit),
};

/** Both kinds: families are made for each. */
export const characterKinds: readonly CharacterKind[] = [narrow, wide];

/** Length of a string in characters, at most `most`; nothing beyond is read. */
export function lengthOf(
  memory: Memory,
  kind: CharacterKind,
  address: number,
  most = Number.POSITIVE_INFINITY,
): number {
  let length = 0;
  while (length < most && kind.read(memory, address + kind.bytes * length) !== 0) length += 1;
  return length;
}

/** Characters of a string up to its NUL, at most `most`. */
export function unitsOf(
  memory: Memory,
  kind: CharacterKind,
  address: number,
  most = Number.POSITIVE_INFINITY,
): number[] {
  const units: number[] = [];
  while (units.length < most) {
    const unit = kind.read(memory, address + kind.bytes * units.length);
    if (unit === 0) break;
    units.push(unit);
  }
  return units;
}

/** Stores characters and, unless told otherwise, a NUL behind them. */
export function storeUnits(
  memory: Memory,
  kind: CharacterKind,
  address: number,
  units: ArrayLike<number>,
  terminated = true,
): void {
  const length = units.length + (terminated ? 1 : 0);
  const bytes = new Uint8Array(kind.bytes * length);
  if (kind.bytes === 1) bytes.set(units);
  else {
    for (let at = 0; at < units.length; at++) {
      const unit = units[at] ?? 0;
      bytes[2 * at] = unit;
      bytes[2 * at + 1] = unit >>> 8;
    }
  }
  memory.writeBytes(address, bytes);
}

/** Text of a string, for what is written to people. */
export const stringAt = (memory: Memory, kind: CharacterKind, address: number): string =>
  unitsOf(memory, kind, address)
    .map((unit) => String.fromCharCode(unit))
    .join('');

/** Units of a text. */
export const unitsOfText = (text: string): number[] =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
