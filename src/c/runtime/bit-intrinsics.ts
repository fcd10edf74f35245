/**
 * Intrinsics of the compiler that are instructions for bits: found, counted, tested, multiplied to twice the width.
 * The headers of Windows declare them for drivers and programs, intrin.h as well.
 */
import { everywhere, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

const HEADER = 'irqlab_bits.h';
const MASK_64 = (1n << 64n) - 1n;

const intrinsic = (prototype: string, bind: RuntimeFunction['bind']): RuntimeFunction =>
  runtimeFunction(prototype, HEADER, everywhere, bind);

/** One that the x64 processor alone has. */
const wide = (prototype: string, bind: RuntimeFunction['bind']): RuntimeFunction => ({
  ...intrinsic(prototype, bind),
  only: 'x64',
});

/** Place of the highest bit that is set; -1 for 0. */
const highest = (value: number): number => 31 - Math.clz32(value);
/** Place of the lowest bit that is set; -1 for 0. */
const lowest = (value: number): number => highest(value & -value);

const low = (value: bigint): number => Number(BigInt.asIntN(32, value));
const high = (value: bigint): number => low(value >> 32n);

const highest64 = (value: bigint): number =>
  high(value) !== 0 ? 32 + highest(high(value)) : highest(low(value));
const lowest64 = (value: bigint): number =>
  low(value) !== 0 ? lowest(low(value)) : high(value) === 0 ? -1 : 32 + lowest(high(value));

/** A scan gives whether there was a bit, and its place. Without one the place is what it was. */
const scan =
  <T>(place: (value: T) => number) =>
  ({ memory }: RuntimeHost) =>
  (index: number, mask: T): number => {
    const found = place(mask);
    if (found < 0) return 0;
    memory.writeUint32(index, found);
    return 1;
  };

/** Bits that are set. */
function count(value: number): number {
  let rest = value >>> 0;
  let bits = 0;
  for (; rest !== 0; bits++) rest = (rest & (rest - 1)) >>> 0;
  return bits;
}

/**
 * Tests a bit and changes it. The place is signed and may lie outside of the value: the instruction takes the word
 * that it names from memory.
 */
const test =
  (bytes: 4 | 8, change: (value: bigint, bit: bigint) => bigint) =>
  ({ memory, pointers, architecture }: RuntimeHost) => {
    const addressOf = (exact: bigint): number =>
      architecture === 'x64' ? pointers.intern(exact) : Number(BigInt.asUintN(32, exact));
    return (base: number, place: number | bigint): number => {
      const at = BigInt(place);
      const within = BigInt.asUintN(bytes === 4 ? 5 : 6, at);
      const address = addressOf(pointers.exact(base) + (at - within) / 8n);
      const value = bytes === 4 ? BigInt(memory.readUint32(address)) : memory.readBigUint64(address);
      const changed = change(value, 1n << within);
      if (changed !== value) {
        if (bytes === 4) memory.writeUint32(address, Number(changed));
        else memory.writeBigUint64(address, changed);
      }
      return Number((value >> within) & 1n);
    };
  };

const changes = {
  _bittest: (value: bigint) => value,
  _bittestandset: (value: bigint, bit: bigint) => value | bit,
  _bittestandreset: (value: bigint, bit: bigint) => value & ~bit,
  _bittestandcomplement: (value: bigint, bit: bigint) => value ^ bit,
} as const;

const tests = Object.entries(changes).flatMap(([name, change]) => {
  const of = name === '_bittest' ? 'const ' : '';
  return [
    intrinsic(`unsigned char ${name}(${of}long *base, long place)`, test(4, change)),
    wide(`unsigned char ${name}64(${of}__int64 *base, __int64 place)`, test(8, change)),
  ];
});

const signed = (value: bigint): bigint => BigInt.asIntN(64, value);
const unsigned = (value: bigint): bigint => BigInt.asUintN(64, value);

/** Ticks of the time stamp counter in 100 ns: a processor of 3 GHz. *Ours*: simulated time passes at no other rate. */
const TICKS = 300n;

/** _BitScanForward and so on, __popcnt, __lzcnt, _bittest, __emul, _umul128, __shiftleft128, __rdtsc and their kin. */
export const bitIntrinsicFunctions: readonly RuntimeFunction[] = [
  intrinsic('unsigned char _BitScanForward(unsigned long *index, unsigned long mask)', scan(lowest)),
  intrinsic('unsigned char _BitScanReverse(unsigned long *index, unsigned long mask)', scan(highest)),
  wide('unsigned char _BitScanForward64(unsigned long *index, unsigned __int64 mask)', scan(lowest64)),
  wide('unsigned char _BitScanReverse64(unsigned long *index, unsigned __int64 mask)', scan(highest64)),
  intrinsic('unsigned short __popcnt16(unsigned short value)', () => count),
  intrinsic('unsigned int __popcnt(unsigned int value)', () => count),
  wide(
    'unsigned __int64 __popcnt64(unsigned __int64 value)',
    () => (value: bigint) => BigInt(count(low(value)) + count(high(value))),
  ),
  intrinsic(
    'unsigned short __lzcnt16(unsigned short value)',
    () => (value: number) => Math.clz32(value) - 16,
  ),
  intrinsic('unsigned int __lzcnt(unsigned int value)', () => (value: number) => Math.clz32(value)),
  wide(
    'unsigned __int64 __lzcnt64(unsigned __int64 value)',
    () => (value: bigint) => BigInt(63 - highest64(value)),
  ),
  intrinsic(
    'unsigned int _tzcnt_u32(unsigned int value)',
    () => (value: number) => (value === 0 ? 32 : lowest(value)),
  ),
  wide(
    'unsigned __int64 _tzcnt_u64(unsigned __int64 value)',
    () => (value: bigint) => (value === 0n ? 64n : BigInt(lowest64(value))),
  ),
  ...tests,
  intrinsic('__int64 __emul(int a, int b)', () => (a: number, b: number) => BigInt(a) * BigInt(b)),
  intrinsic(
    'unsigned __int64 __emulu(unsigned int a, unsigned int b)',
    () => (a: number, b: number) => BigInt(a >>> 0) * BigInt(b >>> 0),
  ),
  wide('__int64 __mulh(__int64 a, __int64 b)', () => (a: bigint, b: bigint) => (a * b) >> 64n),
  wide(
    'unsigned __int64 __umulh(unsigned __int64 a, unsigned __int64 b)',
    () => (a: bigint, b: bigint) => (a * b) >> 64n,
  ),
  wide(
    '__int64 _mul128(__int64 a, __int64 b, __int64 *high)',
    ({ memory }) =>
      (a: bigint, b: bigint, above: number) => {
        memory.writeBigInt64(above, (a * b) >> 64n);
        return signed(a * b);
      },
  ),
  wide(
    'unsigned __int64 _umul128(unsigned __int64 a, unsigned __int64 b, unsigned __int64 *high)',
    ({ memory }) =>
      (a: bigint, b: bigint, above: number) => {
        memory.writeBigUint64(above, (a * b) >> 64n);
        return unsigned(a * b);
      },
  ),
  wide(
    'unsigned __int64 __shiftleft128(unsigned __int64 low, unsigned __int64 high, unsigned char count)',
    () => (below: bigint, above: bigint, by: number) =>
      unsigned((((above << 64n) | below) << BigInt(by & 63)) >> 64n),
  ),
  wide(
    'unsigned __int64 __shiftright128(unsigned __int64 low, unsigned __int64 high, unsigned char count)',
    () => (below: bigint, above: bigint, by: number) =>
      (((above << 64n) | below) >> BigInt(by & 63)) & MASK_64,
  ),
  intrinsic(
    'unsigned __int64 __ll_lshift(unsigned __int64 value, int count)',
    () => (value: bigint, by: number) => unsigned(value << BigInt(by & 63)),
  ),
  intrinsic(
    '__int64 __ll_rshift(__int64 value, int count)',
    () => (value: bigint, by: number) => value >> BigInt(by & 63),
  ),
  intrinsic(
    'unsigned __int64 __ull_rshift(unsigned __int64 value, int count)',
    () => (value: bigint, by: number) => value >> BigInt(by & 63),
  ),
  intrinsic('unsigned __int64 __rdtsc(void)', (host) => () => unsigned(host.now() * TICKS)),
];
