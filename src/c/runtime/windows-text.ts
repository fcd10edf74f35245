/**
 * Text of the Windows API: conversions between code pages and UTF-16, letters, steps through a string. 8-bit text is
 * Latin-1 whatever the system's code page is called (*ours*, docs/decisions/0073-c-runtime.md); UTF-8 is UTF-8.
 */
import type { Memory } from '../../memory/memory.ts';
import { utf8Bytes, utf8Text } from '../source/utf8.ts';
import {
  type CharacterKind,
  characterKinds,
  lengthOf,
  narrow,
  storeUnits,
  unitsOfText,
  wide,
} from './character-kind.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

const ERROR_INVALID_PARAMETER = 87;
const ERROR_INSUFFICIENT_BUFFER = 122;
const ERROR_NO_UNICODE_TRANSLATION = 1113;
/** CP_ACP, CP_OEMCP, CP_MACCP, CP_THREAD_ACP, Windows' own western page and the page that it is here. */
const LATIN = new Set([0, 1, 2, 3, 1252, 28591]);
const CP_UTF8 = 65001;
const MB_ERR_INVALID_CHARS = 8;
const WC_ERR_INVALID_CHARS = 0x80;
const QUESTION_MARK = 0x3f;
const REPLACEMENT = '\ufffd';
const MOST_BYTE = 0xff;
/** A pointer below this is a character: IS_INTRESOURCE. */
const FIRST_POINTER = 0x1_0000;

/** Sets the last error and gives 0. */
export const failed = (host: RuntimeHost, error: number): 0 => {
  host.call('SetLastError', error);
  return 0;
};

/** The characters that a caller counts, or up to a NUL and with it for -1; null for a count that is none. */
function counted(memory: Memory, kind: CharacterKind, address: number, count: number): number[] | null {
  if (address === 0 || count === 0 || count < -1) return null;
  const length = count === -1 ? lengthOf(memory, kind, address) + 1 : count;
  return Array.from({ length }, (_, at) => kind.read(memory, address + at * kind.bytes));
}

/** Stores a result; its length. A target of 0 characters is asked for the length alone. */
function give(
  host: RuntimeHost,
  kind: CharacterKind,
  units: ArrayLike<number>,
  [target, size]: readonly [number, number],
): number {
  if (size === 0) return units.length;
  if (units.length > size) {
    storeUnits(host.memory, kind, target, Array.from(units).slice(0, size), false);
    return failed(host, ERROR_INSUFFICIENT_BUFFER);
  }
  storeUnits(host.memory, kind, target, units, false);
  return units.length;
}

const toWide =
  (host: RuntimeHost) =>
  (page: number, flags: number, source: number, count: number, target: number, size: number) => {
    const units = counted(host.memory, narrow, source, count);
    if (units === null || size < 0 || (size > 0 && target === 0) || (!LATIN.has(page) && page !== CP_UTF8))
      return failed(host, ERROR_INVALID_PARAMETER);
    if (page !== CP_UTF8) return give(host, wide, units, [target, size]);
    const bytes = Uint8Array.from(units);
    const text = utf8Text(bytes);
    // A text that has U+FFFD of its own comes back as the same bytes.
    if (
      (flags & MB_ERR_INVALID_CHARS) !== 0 &&
      text.includes(REPLACEMENT) &&
      !sameBytes(utf8Bytes(text), bytes)
    )
      return failed(host, ERROR_NO_UNICODE_TRANSLATION);
    return give(host, wide, unitsOfText(text), [target, size]);
  };

const sameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, at) => byte === right[at]);

/** True for text with half of a surrogate pair. */
const hasLoneSurrogate = (text: string): boolean => /\p{Cs}/u.test(text);

const fromWide =
  (host: RuntimeHost) =>
  (
    page: number,
    flags: number,
    source: number,
    count: number,
    target: number,
    size: number,
    defaultCharacter: number,
    usedDefault: number,
  ) => {
    const { memory } = host;
    const units = counted(memory, wide, source, count);
    if (units === null || size < 0 || (size > 0 && target === 0) || (!LATIN.has(page) && page !== CP_UTF8))
      return failed(host, ERROR_INVALID_PARAMETER);
    if (page === CP_UTF8) {
      if (defaultCharacter !== 0 || usedDefault !== 0) return failed(host, ERROR_INVALID_PARAMETER);
      const text = units.map((unit) => String.fromCharCode(unit)).join('');
      if ((flags & WC_ERR_INVALID_CHARS) !== 0 && hasLoneSurrogate(text))
        return failed(host, ERROR_NO_UNICODE_TRANSLATION);
      return give(host, narrow, utf8Bytes(text), [target, size]);
    }
    const other = defaultCharacter === 0 ? QUESTION_MARK : memory.readUint8(defaultCharacter);
    if (usedDefault !== 0) memory.writeUint32(usedDefault, units.some((unit) => unit > MOST_BYTE) ? 1 : 0);
    return give(
      host,
      narrow,
      units.map((unit) => (unit > MOST_BYTE ? other : unit)),
      [target, size],
    );
  };

type Change = (text: string) => string;
const upper: Change = (text) => text.toUpperCase();
const lower: Change = (text) => text.toLowerCase();

/** A character in another case, where that is one character of this kind. */
function changed(kind: CharacterKind, change: Change, unit: number): number {
  const text = change(String.fromCharCode(unit));
  const code = text.charCodeAt(0);
  return text.length === 1 && (kind.bytes === 2 || code <= MOST_BYTE) ? code : unit;
}

function changeUnits(
  { memory }: RuntimeHost,
  kind: CharacterKind,
  change: Change,
  at: number,
  count: number,
) {
  for (let index = 0; index < count; index++) {
    const place = at + index * kind.bytes;
    kind.write(memory, place, changed(kind, change, kind.read(memory, place)));
  }
}

const isIn = (pattern: RegExp) => (kind: CharacterKind) => () => (character: number) => {
  const unit = kind.bytes === 1 ? character & MOST_BYTE : character;
  return pattern.test(String.fromCharCode(unit)) ? 1 : 0;
};

/** Functions of one kind of character. */
const ofKind = (kind: CharacterKind): RuntimeFunction[] => {
  const set = kind === narrow ? 'A' : 'W';
  const { type } = kind;
  const declare = (prototype: string, bind: RuntimeFunction['bind']) =>
    runtimeFunction(prototype, 'windows.h', programs, bind);
  const change = (name: string, how: Change) => [
    declare(`${type} *__stdcall Char${name}${set}(${type} *lpsz)`, (host) => (string: number) => {
      if (string >= 0 && string < FIRST_POINTER) return changed(kind, how, string);
      changeUnits(host, kind, how, string, lengthOf(host.memory, kind, string));
      return string;
    }),
    declare(
      `unsigned long __stdcall Char${name}Buff${set}(${type} *lpsz, unsigned long cchLength)`,
      (host) => (string: number, count: number) => {
        changeUnits(host, kind, how, string, count);
        return count;
      },
    ),
  ];
  const ask = (name: string, pattern: RegExp) =>
    declare(`int __stdcall IsChar${name}${set}(${type} ch)`, isIn(pattern)(kind));
  return [
    ...change('Upper', upper),
    ...change('Lower', lower),
    declare(
      `${type} *__stdcall CharNext${set}(const ${type} *lpsz)`,
      ({ memory }) =>
        (string: number) =>
          kind.read(memory, string) === 0 ? string : string + kind.bytes,
    ),
    declare(
      `${type} *__stdcall CharPrev${set}(const ${type} *lpszStart, const ${type} *lpszCurrent)`,
      () => (start: number, current: number) => (current > start ? current - kind.bytes : start),
    ),
    ask('Alpha', /\p{L}/u),
    ask('AlphaNumeric', /[\p{L}\p{Nd}]/u),
    ask('Upper', /\p{Lu}/u),
    ask('Lower', /\p{Ll}/u),
  ];
};

const LATIN_PAGE = 1252;
const OEM_PAGE = 437;
const once = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'windows.h', programs, bind);

/** MultiByteToWideChar, WideCharToMultiByte, CharUpper and its kin, IsCharAlpha and its kin, GetACP, GetOEMCP. */
export const windowsTextFunctions: readonly RuntimeFunction[] = [
  once(
    'int __stdcall MultiByteToWideChar(unsigned CodePage, unsigned long dwFlags, const char *lpMultiByteStr, int cbMultiByte, wchar_t *lpWideCharStr, int cchWideChar)',
    toWide,
  ),
  once(
    'int __stdcall WideCharToMultiByte(unsigned CodePage, unsigned long dwFlags, const wchar_t *lpWideCharStr, int cchWideChar, char *lpMultiByteStr, int cbMultiByte, const char *lpDefaultChar, int *lpUsedDefaultChar)',
    fromWide,
  ),
  ...characterKinds.flatMap(ofKind),
  once('unsigned __stdcall GetACP(void)', () => () => LATIN_PAGE),
  once('unsigned __stdcall GetOEMCP(void)', () => () => OEM_PAGE),
];
