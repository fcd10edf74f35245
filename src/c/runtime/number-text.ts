/** _itoa and its kin: integers as text in any base. */
import { type CharacterKind, narrow, storeUnits, unitsOfText, wide } from './character-kind.ts';
import { ErrorNumber, invalidParameterOf } from './error-number.ts';
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';
import { type CSize, fromSize } from './sizes.ts';

/** An integer type: its C name and width, and the names of its functions. */
interface Source {
  readonly type: string;
  readonly bits: 32 | 64;
  readonly signed: boolean;
  readonly names: readonly [narrow: string, wide: string];
}

const sources: readonly Source[] = [
  { type: 'int', bits: 32, signed: true, names: ['_itoa', '_itow'] },
  { type: 'long', bits: 32, signed: true, names: ['_ltoa', '_ltow'] },
  { type: 'unsigned long', bits: 32, signed: false, names: ['_ultoa', '_ultow'] },
  { type: '__int64', bits: 64, signed: true, names: ['_i64toa', '_i64tow'] },
  { type: 'unsigned __int64', bits: 64, signed: false, names: ['_ui64toa', '_ui64tow'] },
];

/** Digits of a value: a minus in base 10 only; in other bases a signed value is the unsigned one of its bits. */
function digitsOf(value: number | bigint, radix: number, { bits, signed }: Source): string {
  const exact =
    signed && radix === 10 ? BigInt.asIntN(bits, BigInt(value)) : BigInt.asUintN(bits, BigInt(value));
  return exact.toString(radix);
}

const isRadix = (radix: number): boolean => radix >= 2 && radix <= 36;

const toText = (source: Source, kind: CharacterKind) => (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (value: number | bigint, buffer: number, radix: number) => {
    if (buffer === 0 || !isRadix(radix)) invalidParameter(ErrorNumber.EINVAL);
    else storeUnits(host.memory, kind, buffer, unitsOfText(digitsOf(value, radix, source)));
    return buffer;
  };
};

const toTextWithin = (source: Source, kind: CharacterKind) => (host: RuntimeHost) => {
  const invalidParameter = invalidParameterOf(host);
  return (value: number | bigint, buffer: number, sizeArgument: CSize, radix: number) => {
    const size = fromSize(sizeArgument);
    const refuse = (code: number) => {
      if (buffer !== 0 && size > 0) kind.write(host.memory, buffer, 0);
      invalidParameter(code);
      return code;
    };
    if (buffer === 0 || size === 0 || !isRadix(radix)) return refuse(ErrorNumber.EINVAL);
    const digits = digitsOf(value, radix, source);
    if (digits.length >= size) return refuse(ErrorNumber.ERANGE);
    storeUnits(host.memory, kind, buffer, unitsOfText(digits));
    return 0;
  };
};

const functions = sources.flatMap((source) =>
  [narrow, wide].flatMap((kind, index): RuntimeFunction[] => {
    const name = source.names[index === 0 ? 0 : 1];
    const header = kind === narrow ? 'stdlib.h' : 'corecrt_wstdlib.h';
    return [
      runtimeFunction(
        `${kind.type} *${name}(${source.type} value, ${kind.type} *buffer, int radix)`,
        header,
        everywhere,
        toText(source, kind),
      ),
      runtimeFunction(
        `errno_t ${name}_s(${source.type} value, ${kind.type} *buffer, size_t size, int radix)`,
        header,
        everywhere,
        toTextWithin(source, kind),
      ),
    ];
  }),
);

/** The older names without an underscore. */
const older = sources
  .slice(0, 3)
  .map((source) =>
    runtimeFunction(
      `char *${source.names[0].slice(1)}(${source.type} value, char *buffer, int radix)`,
      'stdlib.h',
      programs,
      toText(source, narrow),
    ),
  );

/** _itoa, _ltoa, _ultoa, _i64toa, _ui64toa, those with `_s`, and _itow and so on. */
export const numberTextFunctions: readonly RuntimeFunction[] = [...functions, ...older];
