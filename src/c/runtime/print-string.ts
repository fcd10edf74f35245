/**
 * sprintf, _snprintf, snprintf, sprintf_s, _snprintf_s and their kin: prints into memory. They differ in what they do
 * when the text does not fit, and in whether a NUL ends it then.
 */
import type { Mode } from '../../contract/contract.ts';
import { type CharacterKind, narrow, storeUnits, wide } from './character-kind.ts';
import { ErrorNumber } from './error-number.ts';
import { type Printer, printerOf } from './print.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize, toSize } from './sizes.ts';

/** The text of a print, or null after an error: then the function gives -1. */
function textOf(
  print: Printer,
  kind: CharacterKind,
  format: number,
  slots: number,
): ArrayLike<number> | null {
  if (format === 0) {
    print.invalidParameter(ErrorNumber.EINVAL);
    return null;
  }
  const { units, failure } = print(kind, format, slots);
  if (failure === null) return units;
  print.fail(failure);
  return null;
}

/** The first characters of a text. */
const cut = (units: ArrayLike<number>, length: number): number[] => Array.from(units).slice(0, length);

/** sprintf: as long as the text is; it overruns what is too short. */
const unbounded = (kind: CharacterKind) => (host: RuntimeHost) => {
  const print = printerOf(host);
  return (buffer: number, format: number, slots: number) => {
    const units = textOf(print, kind, format, slots);
    if (units === null) return -1;
    storeUnits(host.memory, kind, buffer, units);
    return units.length;
  };
};

/** A print with the characters of its target: what is stored and answered when there is a text. */
type Bounded = (
  store: (units: ArrayLike<number>, terminated: boolean) => void,
  units: ArrayLike<number>,
  count: number,
) => number;

/** snprintf of standard C: always ended by a NUL, and the length that the whole text has. */
const standardBound: Bounded = (store, units, count) => {
  if (count > 0) store(cut(units, count - 1), true);
  return units.length;
};

/** _snprintf: no NUL when the text fills the target, and -1 when it is longer. */
const olderBound: Bounded = (store, units, count) => {
  store(cut(units, count), units.length < count);
  return units.length <= count ? units.length : -1;
};

/** swprintf: always ended by a NUL, and -1 when the text is longer. */
const wideBound: Bounded = (store, units, count) => {
  if (count > 0) store(cut(units, count - 1), true);
  return units.length < count ? units.length : -1;
};

const bounded = (kind: CharacterKind, bound: Bounded) => (host: RuntimeHost) => {
  const print = printerOf(host);
  return (buffer: number, countArgument: CSize, format: number, slots: number) => {
    const count = fromSize(countArgument);
    if (buffer === 0 && count > 0) {
      print.invalidParameter(ErrorNumber.EINVAL);
      return -1;
    }
    const units = textOf(print, kind, format, slots);
    if (units === null) return -1;
    // Without a target the length of the text is asked for.
    if (buffer === 0) return units.length;
    return bound(
      (stored, terminated) => storeUnits(host.memory, kind, buffer, stored, terminated),
      units,
      count,
    );
  };
};

/** sprintf_s: a text that does not fit empties the target and is an invalid parameter. */
const secure = (kind: CharacterKind) => (host: RuntimeHost) => {
  const print = printerOf(host);
  return (buffer: number, sizeArgument: CSize, format: number, slots: number) => {
    const size = fromSize(sizeArgument);
    if (buffer === 0 || size === 0) {
      print.invalidParameter(ErrorNumber.EINVAL);
      return -1;
    }
    const units = textOf(print, kind, format, slots);
    if (units !== null && units.length < size) {
      storeUnits(host.memory, kind, buffer, units);
      return units.length;
    }
    kind.write(host.memory, buffer, 0);
    if (units !== null) print.invalidParameter(ErrorNumber.ERANGE);
    return -1;
  };
};

/** _snprintf_s: stores `count` characters at most, or with `_TRUNCATE` as many as fit. */
const secureBounded = (kind: CharacterKind) => (host: RuntimeHost) => {
  const print = printerOf(host);
  const truncate = toSize(host, -1);
  return (buffer: number, sizeArgument: CSize, countArgument: CSize, format: number, slots: number) => {
    const size = fromSize(sizeArgument);
    const count = fromSize(countArgument);
    if (buffer === 0 && size === 0 && count === 0) return 0;
    if (buffer === 0 || size === 0) {
      print.invalidParameter(ErrorNumber.EINVAL);
      return -1;
    }
    const units = textOf(print, kind, format, slots);
    const wanted = countArgument === truncate ? size - 1 : count;
    if (units !== null && Math.min(units.length, wanted) < size) {
      storeUnits(host.memory, kind, buffer, cut(units, wanted));
      return units.length <= wanted ? units.length : -1;
    }
    kind.write(host.memory, buffer, 0);
    if (units !== null) print.invalidParameter(ErrorNumber.ERANGE);
    return -1;
  };
};

/** _scprintf: the length of the text alone. */
const counted = (kind: CharacterKind) => (host: RuntimeHost) => {
  const print = printerOf(host);
  return (format: number, slots: number) => textOf(print, kind, format, slots)?.length ?? -1;
};

/** A function and its form that takes a va_list. */
function pair(
  kind: CharacterKind,
  modes: readonly Mode[],
  name: string,
  parameters: string,
  bind: RuntimeFunction['bind'],
): RuntimeFunction[] {
  const header = kind === narrow ? 'stdio.h' : 'corecrt_wstdio.h';
  const fixed = `${parameters}const ${kind.type} *format`;
  const underscore = name.startsWith('_') ? '_' : '';
  return [
    runtimeFunction(`int ${name}(${fixed}, ...)`, header, modes, bind),
    runtimeFunction(
      `int ${underscore}v${name.slice(underscore.length)}(${fixed}, va_list arguments)`,
      header,
      modes,
      bind,
    ),
  ];
}

const buffer = (kind: CharacterKind): string => `${kind.type} *buffer, `;
const sized = (kind: CharacterKind): string => `${kind.type} *buffer, size_t size, `;
const sizedAndCounted = (kind: CharacterKind): string => `${sized(kind)}size_t count, `;
const limited = (kind: CharacterKind): string => `${kind.type} *buffer, size_t count, `;

/** sprintf, snprintf, _snprintf, sprintf_s, _snprintf_s, _scprintf, swprintf and so on, and those that take a va_list. */
export const printStringFunctions: readonly RuntimeFunction[] = [
  ...pair(narrow, everywhere, 'sprintf', buffer(narrow), unbounded(narrow)),
  ...pair(narrow, programs, 'snprintf', limited(narrow), bounded(narrow, standardBound)),
  ...pair(narrow, everywhere, '_snprintf', limited(narrow), bounded(narrow, olderBound)),
  ...pair(narrow, everywhere, 'sprintf_s', sized(narrow), secure(narrow)),
  ...pair(narrow, everywhere, '_snprintf_s', sizedAndCounted(narrow), secureBounded(narrow)),
  ...pair(narrow, programs, '_scprintf', '', counted(narrow)),
  ...pair(wide, programs, 'swprintf', limited(wide), bounded(wide, wideBound)),
  ...pair(wide, programs, '_swprintf', buffer(wide), unbounded(wide)),
  ...pair(wide, everywhere, '_snwprintf', limited(wide), bounded(wide, olderBound)),
  ...pair(wide, everywhere, 'swprintf_s', sized(wide), secure(wide)),
  ...pair(wide, everywhere, '_snwprintf_s', sizedAndCounted(wide), secureBounded(wide)),
  ...pair(wide, programs, '_scwprintf', '', counted(wide)),
];

/** swprintf and vswprintf of drivers, which take no count. */
export const kernelPrintFunctions: readonly RuntimeFunction[] = pair(
  wide,
  ['kernel'],
  'swprintf',
  buffer(wide),
  unbounded(wide),
);
