/** strcmp and its kin. In the "C" locale, which is the only one here, strcoll compares as strcmp does. */
import { type CharacterKind, characterKinds, storeUnits, unitsOf } from './character-kind.ts';
import { lowerCase } from './characters.ts';
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize, toSize } from './sizes.ts';

/** Value that functions which compare give for an invalid parameter (`_NLSCMPERROR`). */
const COMPARE_ERROR = 0x7fff_ffff;

const same = (unit: number): number => unit;

/** Compares up to `most` characters, as `fold` makes them: -1, 0 or 1. */
function compare(
  { memory }: RuntimeHost,
  kind: CharacterKind,
  left: number,
  right: number,
  most: number,
  fold: (unit: number) => number,
): number {
  for (let at = 0; at < most; at++) {
    const mine = fold(kind.read(memory, left + kind.bytes * at));
    const other = fold(kind.read(memory, right + kind.bytes * at));
    if (mine !== other) return mine < other ? -1 : 1;
    if (mine === 0) return 0;
  }
  return 0;
}

const ALL = Number.POSITIVE_INFINITY;

const exact = (kind: CharacterKind): RuntimeFunction[] => {
  const { type, prefix, stringHeader } = kind;
  const strings = `const ${type} *left, const ${type} *right`;
  const whole = (host: RuntimeHost) => (left: number, right: number) =>
    compare(host, kind, left, right, ALL, same);
  return [
    runtimeFunction(`int ${prefix}cmp(${strings})`, stringHeader, everywhere, whole),
    runtimeFunction(
      `int ${prefix}ncmp(${strings}, size_t count)`,
      stringHeader,
      everywhere,
      (host) => (left: number, right: number, count: CSize) =>
        compare(host, kind, left, right, fromSize(count), same),
    ),
    runtimeFunction(`int ${prefix}coll(${strings})`, stringHeader, programs, whole),
    runtimeFunction(
      `size_t ${prefix}xfrm(${type} *destination, const ${type} *source, size_t count)`,
      stringHeader,
      programs,
      (host) => (destination: number, source: number, count: CSize) => {
        const units = unitsOf(host.memory, kind, source);
        if (units.length < fromSize(count)) storeUnits(host.memory, kind, destination, units);
        return toSize(host, units.length);
      },
    ),
  ];
};

/** Names without regard to case: MSVC's, and the older ones without an underscore. */
const namesWithoutCase = { str: ['_stricmp', '_strnicmp'], wcs: ['_wcsicmp', '_wcsnicmp'] } as const;

const withoutCase = (kind: CharacterKind): RuntimeFunction[] => {
  const { type, prefix, stringHeader } = kind;
  const [all, some] = namesWithoutCase[prefix];
  const strings = `const ${type} *left, const ${type} *right`;
  const bind = (host: RuntimeHost) => {
    const invalidParameter = invalidParameterOf(host);
    return (left: number, right: number, count: CSize = ALL) => {
      if (fromSize(count) === 0) return 0;
      if (left !== 0 && right !== 0) return compare(host, kind, left, right, fromSize(count), lowerCase);
      invalidParameter(ErrorNumber.EINVAL);
      return COMPARE_ERROR;
    };
  };
  const older = (name: string) => name.slice(1);
  const collate = `_${prefix}icoll`;
  return [
    runtimeFunction(`int ${all}(${strings})`, stringHeader, everywhere, bind),
    runtimeFunction(`int ${some}(${strings}, size_t count)`, stringHeader, everywhere, bind),
    runtimeFunction(`int ${older(all)}(${strings})`, stringHeader, programs, bind),
    runtimeFunction(`int ${older(some)}(${strings}, size_t count)`, stringHeader, programs, bind),
    runtimeFunction(`int ${collate}(${strings})`, stringHeader, programs, bind),
  ];
};

/** strcmp, strncmp, strcoll, strxfrm, _stricmp, _strnicmp and wcscmp and so on. */
export const stringCompareFunctions = characterKinds.flatMap((kind) => [
  ...exact(kind),
  ...withoutCase(kind),
]);
