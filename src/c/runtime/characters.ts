/**
 * ctype.h and wctype.h in the "C" locale: 8-bit characters are ASCII, 16-bit ones are classified as Unicode does it
 * beyond, and case changes for ASCII letters only (*ours*, docs/decisions/0073-c-runtime.md).
 */
import { everywhere, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';

/** The letter in lower case. */
export const lowerCase = (unit: number): number => (unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit);
/** The letter in upper case. */
export const upperCase = (unit: number): number => (unit >= 0x61 && unit <= 0x7a ? unit - 0x20 : unit);

/** A class of characters: its ASCII members, and beyond ASCII, for 16-bit characters, those of Unicode. */
interface CharacterClass {
  readonly name: string;
  readonly ascii: RegExp;
  readonly beyond: RegExp | null;
}

const classes: readonly CharacterClass[] = [
  { name: 'alpha', ascii: /[A-Za-z]/, beyond: /\p{L}/u },
  { name: 'upper', ascii: /[A-Z]/, beyond: /\p{Lu}/u },
  { name: 'lower', ascii: /[a-z]/, beyond: /\p{Ll}/u },
  { name: 'digit', ascii: /[0-9]/, beyond: /\p{Nd}/u },
  { name: 'xdigit', ascii: /[0-9A-Fa-f]/, beyond: null },
  { name: 'alnum', ascii: /[0-9A-Za-z]/, beyond: /[\p{L}\p{Nd}]/u },
  { name: 'space', ascii: /[\t-\r ]/, beyond: /[\p{Z}\u0085]/u },
  { name: 'blank', ascii: /[\t ]/, beyond: /\p{Zs}/u },
  { name: 'punct', ascii: /[!-/:-@[-`{-~]/, beyond: /[\p{P}\p{S}]/u },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the control characters.
  { name: 'cntrl', ascii: /[\0-\x1f\x7f]/, beyond: /\p{Cc}/u },
  { name: 'print', ascii: /[ -~]/, beyond: /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]/u },
  { name: 'graph', ascii: /[!-~]/, beyond: /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u },
];

const isIn = ({ ascii, beyond }: CharacterClass, code: number, isWide: boolean): boolean => {
  if (code < 0 || code > 0xffff) return false;
  const pattern = code < 0x80 ? ascii : beyond;
  return (code < 0x80 || isWide) && pattern !== null && pattern.test(String.fromCharCode(code));
};

/** True for the white space that conversions and scans pass over. */
export const isSpace = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

const classFunctions = classes.flatMap((one): RuntimeFunction[] => {
  const members = Array.from({ length: 0x80 }, (_, code) => (isIn(one, code, false) ? 1 : 0));
  return [
    runtimeFunction(
      `int is${one.name}(int character)`,
      'ctype.h',
      everywhere,
      () => (character: number) => members[character] ?? 0,
    ),
    runtimeFunction(
      `int isw${one.name}(wint_t character)`,
      'corecrt_wctype.h',
      everywhere,
      () => (character: number) => members[character] ?? (isIn(one, character, true) ? 1 : 0),
    ),
  ];
});

const declare = (prototype: string, change: (code: number) => number): RuntimeFunction =>
  runtimeFunction(
    prototype,
    prototype.includes('wint_t') ? 'corecrt_wctype.h' : 'ctype.h',
    everywhere,
    () => change,
  );

/** isalpha and its kin, toupper and tolower, for both kinds of characters. */
export const characterFunctions: readonly RuntimeFunction[] = [
  ...classFunctions,
  declare('int toupper(int character)', upperCase),
  declare('int tolower(int character)', lowerCase),
  // These change any character: the caller has asked before.
  declare('int _toupper(int character)', (code) => (code - 0x20) | 0),
  declare('int _tolower(int character)', (code) => (code + 0x20) | 0),
  declare('wint_t towupper(wint_t character)', upperCase),
  declare('wint_t towlower(wint_t character)', lowerCase),
  declare('int isascii(int character)', (code) => (code >= 0 && code < 0x80 ? 1 : 0)),
  declare('int __isascii(int character)', (code) => (code >= 0 && code < 0x80 ? 1 : 0)),
  declare('int __toascii(int character)', (code) => code & 0x7f),
  declare('int __iscsym(int character)', (code) => (/\w/.test(String.fromCharCode(code & 0xff)) ? 1 : 0)),
  declare('int __iscsymf(int character)', (code) =>
    /[A-Za-z_]/.test(String.fromCharCode(code & 0xff)) ? 1 : 0,
  ),
];
