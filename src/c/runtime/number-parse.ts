/** atoi, strtol, strtod and their kin. */
import { type CharacterKind, narrow, wide } from './character-kind.ts';
import { isSpace } from './characters.ts';
import { ErrorNumber, errnoOf, invalidParameterOf } from './error-number.ts';
import { type Characters, findDouble, findInteger } from './number-scan.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** Address of the first character that is no white space. */
function afterSpace(host: RuntimeHost, kind: CharacterKind, string: number): number {
  let at = string;
  while (isSpace(kind.read(host.memory, at))) at += kind.bytes;
  return at;
}

/** The characters of a string from an address on; nothing behind its NUL is read. */
export function charactersAt(host: RuntimeHost, kind: CharacterKind, address: number): Characters {
  const units: number[] = [];
  return {
    peek: (ahead) => {
      while (units.length <= ahead && units.at(-1) !== 0)
        units.push(kind.read(host.memory, address + kind.bytes * units.length));
      return units[ahead] || -1;
    },
  };
}

/** An integer type that strings are converted to. */
interface IntegerType {
  readonly bits: 32 | 64;
  readonly signed: boolean;
}

/** The value as the type has it, and whether it did not fit: then it is the end of the range. */
function clamp(
  value: bigint,
  negative: boolean,
  { bits, signed }: IntegerType,
): { value: bigint; fits: boolean } {
  const most = signed ? (1n << BigInt(bits - 1)) - 1n : (1n << BigInt(bits)) - 1n;
  if (signed && negative && value > most) return { value: -most - 1n, fits: value === most + 1n };
  // strtoul takes a minus and negates in the unsigned type.
  if (value > most) return { value: most, fits: false };
  return { value: negative ? -value : value, fits: true };
}

/** A value as C code has it: number up to 32 bits, else bigint. */
const toC = (value: bigint, { bits, signed }: IntegerType): number | bigint => {
  const wrapped = signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  return bits === 32 ? Number(wrapped) : wrapped;
};

/** strtol and so on: NULL, or a base that there is not, is an invalid parameter. */
const convert = (kind: CharacterKind, type: IntegerType) => (host: RuntimeHost) => {
  const setErrno = errnoOf(host);
  const invalidParameter = invalidParameterOf(host);
  return (string: number, end: number, base: number) => {
    if (end !== 0) host.memory.writePointer(end, string);
    if (string === 0 || base < 0 || base === 1 || base > 36) {
      invalidParameter(ErrorNumber.EINVAL);
      return toC(0n, type);
    }
    const start = afterSpace(host, kind, string);
    const { length, value, negative } = findInteger(charactersAt(host, kind, start), base);
    if (length === 0) return toC(0n, type);
    if (end !== 0) host.memory.writePointer(end, start + kind.bytes * length);
    const result = clamp(value, negative, type);
    if (!result.fits) setErrno(ErrorNumber.ERANGE);
    return toC(result.value, type);
  };
};

/** atoi and so on: those of MSVC clamp and set errno, as strtol does. */
const simple = (kind: CharacterKind, type: IntegerType) => (host: RuntimeHost) => {
  const whole = convert(kind, type)(host);
  return (string: number) => whole(string, 0, 10);
};

/** strtod and strtof. */
const convertDouble = (kind: CharacterKind, round: (value: number) => number) => (host: RuntimeHost) => {
  const setErrno = errnoOf(host);
  const invalidParameter = invalidParameterOf(host);
  return (string: number, end = 0) => {
    if (end !== 0) host.memory.writePointer(end, string);
    if (string === 0) {
      invalidParameter(ErrorNumber.EINVAL);
      return 0;
    }
    const start = afterSpace(host, kind, string);
    const { length, value, outOfRange } = findDouble(charactersAt(host, kind, start));
    if (end !== 0 && length > 0) host.memory.writePointer(end, start + kind.bytes * length);
    const rounded = round(value);
    if (outOfRange || (Number.isFinite(value) && !Number.isFinite(rounded))) setErrno(ErrorNumber.ERANGE);
    return rounded;
  };
};

const int32: IntegerType = { bits: 32, signed: true };
const uint32: IntegerType = { bits: 32, signed: false };
const int64: IntegerType = { bits: 64, signed: true };
const uint64: IntegerType = { bits: 64, signed: false };

/** Conversions with an end and a base: name for both kinds of characters, C type, type. */
const conversions: readonly (readonly [string | null, string, string, IntegerType])[] = [
  ['strtol', 'wcstol', 'long', int32],
  ['strtoul', 'wcstoul', 'unsigned long', uint32],
  ['strtoll', 'wcstoll', 'long long', int64],
  ['strtoull', 'wcstoull', 'unsigned long long', uint64],
  ['_strtoi64', '_wcstoi64', '__int64', int64],
  ['_strtoui64', '_wcstoui64', 'unsigned __int64', uint64],
  ['strtoimax', 'wcstoimax', 'intmax_t', int64],
  ['strtoumax', 'wcstoumax', 'uintmax_t', uint64],
];

const simpleOnes: readonly (readonly [string | null, string, string, IntegerType])[] = [
  ['atoi', '_wtoi', 'int', int32],
  ['atol', '_wtol', 'long', int32],
  ['atoll', '_wtoll', 'long long', int64],
  ['_atoi64', '_wtoi64', '__int64', int64],
];

/** Names that ntoskrnl exports as well. */
const inKernel = new Set([
  'atoi',
  'atol',
  'strtol',
  'strtoul',
  'wcstol',
  'wcstoul',
  '_wtoi',
  '_wtol',
  '_atoi64',
  '_strtoui64',
  '_wcstoui64',
]);
const modesOf = (name: string) => (inKernel.has(name) ? everywhere : programs);
const headerOf = (name: string, kind: CharacterKind): string => {
  if (name.endsWith('max')) return 'inttypes.h';
  return kind === narrow ? 'stdlib.h' : 'corecrt_wstdlib.h';
};

const forBothKinds = (
  names: readonly (string | null)[],
  make: (name: string, kind: CharacterKind) => RuntimeFunction,
): RuntimeFunction[] =>
  [narrow, wide].flatMap((kind, index) => {
    const name = names[index];
    return name ? [make(name, kind)] : [];
  });

const integers = conversions.flatMap(([first, second, type, what]) =>
  forBothKinds([first, second], (name, kind) =>
    runtimeFunction(
      `${type} ${name}(const ${kind.type} *string, ${kind.type} **end, int base)`,
      headerOf(name, kind),
      modesOf(name),
      convert(kind, what),
    ),
  ),
);

const simpleIntegers = simpleOnes.flatMap(([first, second, type, what]) =>
  forBothKinds([first, second], (name, kind) =>
    runtimeFunction(
      `${type} ${name}(const ${kind.type} *string)`,
      headerOf(name, kind),
      modesOf(name),
      simple(kind, what),
    ),
  ),
);

const same = (value: number): number => value;
const doubles = (
  [
    ['strtod', 'wcstod', 'double', same],
    ['strtold', 'wcstold', 'long double', same],
    ['strtof', 'wcstof', 'float', Math.fround],
  ] as const
).flatMap(([first, second, type, round]) =>
  forBothKinds([first, second], (name, kind) =>
    runtimeFunction(
      `${type} ${name}(const ${kind.type} *string, ${kind.type} **end)`,
      headerOf(name, kind),
      programs,
      convertDouble(kind, round),
    ),
  ),
);

const simpleDoubles = forBothKinds(['atof', '_wtof'], (name, kind) =>
  runtimeFunction(
    `double ${name}(const ${kind.type} *string)`,
    headerOf(name, kind),
    programs,
    convertDouble(kind, same),
  ),
);

/** atoi, strtol, strtod and so on, and _wtoi, wcstol, wcstod and so on. */
export const numberParseFunctions: readonly RuntimeFunction[] = [
  ...integers,
  ...simpleIntegers,
  ...doubles,
  ...simpleDoubles,
];
