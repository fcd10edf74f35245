/** abs, div, rotations and byte swaps. */
import { everywhere, programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

const abs32 = (value: number): number => (value < 0 ? -value : value) | 0;
const abs64 = (value: bigint): bigint => BigInt.asIntN(64, value < 0n ? -value : value);

/** STATUS_INTEGER_DIVIDE_BY_ZERO and STATUS_INTEGER_OVERFLOW: what the division instruction raises. */
const DIVIDE_BY_ZERO = 0xc000_0094;
const INTEGER_OVERFLOW = 0xc000_0095;

/** div and ldiv: `{ quot, rem }` at the address of the result, which is the hidden first argument. */
const divide32 = (host: RuntimeHost) => (result: number, dividend: number, divisor: number) => {
  while (divisor === 0) host.raise({ code: DIVIDE_BY_ZERO });
  while (divisor === -1 && dividend === -0x8000_0000) host.raise({ code: INTEGER_OVERFLOW });
  host.memory.writeInt32(result, dividend / divisor);
  host.memory.writeInt32(result + 4, dividend % divisor);
  return result;
};

const divide64 = (host: RuntimeHost) => (result: number, dividend: bigint, divisor: bigint) => {
  while (divisor === 0n) host.raise({ code: DIVIDE_BY_ZERO });
  while (divisor === -1n && dividend === -(1n << 63n)) host.raise({ code: INTEGER_OVERFLOW });
  host.memory.writeBigInt64(result, dividend / divisor);
  host.memory.writeBigInt64(result + 8, dividend % divisor);
  return result;
};

/** Rotates left by a count of any sign. */
const rotate = (bits: number, value: number, count: number): number => {
  const by = ((count % bits) + bits) % bits;
  const wide = BigInt.asUintN(bits, BigInt(value));
  return Number(BigInt.asUintN(bits, (wide << BigInt(by)) | (wide >> BigInt(bits - by))));
};

const rotate64 = (value: bigint, count: number): bigint => {
  const by = BigInt.asUintN(6, BigInt(count));
  const wide = BigInt.asUintN(64, value);
  return BigInt.asUintN(64, (wide << by) | (wide >> (64n - by)));
};

/** The bytes of a value in the other order. */
function swapped(value: bigint, bytes: number): bigint {
  let result = 0n;
  for (let at = 0; at < bytes; at++) result = (result << 8n) | ((value >> BigInt(8 * at)) & 0xffn);
  return result;
}

const swap32 = (value: number): number => Number(swapped(BigInt(value >>> 0), 4));

const rotations = (
  [
    ['_rot', 'unsigned int', 32],
    ['_lrot', 'unsigned long', 32],
    ['_rotl8', 'unsigned char', 8],
    ['_rotl16', 'unsigned short', 16],
  ] as const
).flatMap(([stem, type, bits]): RuntimeFunction[] => {
  const shift = bits < 32 ? 'unsigned char shift' : 'int shift';
  const names = bits < 32 ? [stem, stem.replace('rotl', 'rotr')] : [`${stem}l`, `${stem}r`];
  const header = bits < 32 ? 'intrin.h' : 'stdlib.h';
  return names.map((name, right) =>
    runtimeFunction(`${type} ${name}(${type} value, ${shift})`, header, everywhere, () => {
      return (value: number, count: number) => rotate(bits, value, right === 1 ? -count : count);
    }),
  );
});

const standard = (prototype: string, bind: RuntimeFunction['bind'], modes = programs) =>
  runtimeFunction(prototype, 'stdlib.h', modes, bind);

/** abs, labs, llabs, _abs64, div, ldiv, lldiv, imaxabs, imaxdiv, _rotl and so on, _byteswap_ushort and so on. */
export const integerArithmeticFunctions: readonly RuntimeFunction[] = [
  standard('int abs(int value)', () => abs32, everywhere),
  standard('long labs(long value)', () => abs32, everywhere),
  standard('long long llabs(long long value)', () => abs64, everywhere),
  standard('__int64 _abs64(__int64 value)', () => abs64, everywhere),
  standard('div_t div(int dividend, int divisor)', divide32),
  standard('ldiv_t ldiv(long dividend, long divisor)', divide32),
  standard('lldiv_t lldiv(long long dividend, long long divisor)', divide64),
  runtimeFunction('long long imaxabs(long long value)', 'inttypes.h', programs, () => abs64),
  runtimeFunction(
    'imaxdiv_t imaxdiv(long long dividend, long long divisor)',
    'inttypes.h',
    programs,
    divide64,
  ),
  ...rotations,
  standard(
    'unsigned __int64 _rotl64(unsigned __int64 value, int shift)',
    () => (value: bigint, count: number) => rotate64(value, count),
    everywhere,
  ),
  standard(
    'unsigned __int64 _rotr64(unsigned __int64 value, int shift)',
    () => (value: bigint, count: number) => rotate64(value, -count),
    everywhere,
  ),
  standard(
    'unsigned short _byteswap_ushort(unsigned short value)',
    () => (value: number) => ((value & 0xff) << 8) | ((value >>> 8) & 0xff),
    everywhere,
  ),
  standard('unsigned long _byteswap_ulong(unsigned long value)', () => swap32, everywhere),
  standard(
    'unsigned __int64 _byteswap_uint64(unsigned __int64 value)',
    () => (value: bigint) => swapped(value, 8),
    everywhere,
  ),
];
