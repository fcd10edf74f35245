/** What kind of number a double is, and its parts: _isnan, _finite, _fpclass, frexp, ldexp, modf and their kin. */
import { partsOfDouble } from '../../memory/decimal-double.ts';
import { roundToDouble } from './number-scan.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

const SMALLEST_NORMAL = 2 ** -1022;
const SMALLEST_NORMAL_FLOAT = 2 ** -126;

/** `FP_NAN`, `FP_INFINITE`, `FP_NORMAL`, `FP_SUBNORMAL` and `FP_ZERO` of math.h in MSVC. */
const FP_NAN = 2;
const FP_INFINITE = 1;
const FP_NORMAL = -1;
const FP_SUBNORMAL = -2;
const FP_ZERO = 0;

const classOf =
  (smallest: number) =>
  (value: number): number => {
    if (Number.isNaN(value)) return FP_NAN;
    if (!Number.isFinite(value)) return FP_INFINITE;
    if (value === 0) return FP_ZERO;
    return Math.abs(value) < smallest ? FP_SUBNORMAL : FP_NORMAL;
  };

const isNegative = (value: number): boolean => value < 0 || Object.is(value, -0);

/** `_FPCLASS_…` bits of float.h. */
function fpclass(value: number): number {
  if (Number.isNaN(value)) return 0x0002;
  const kind = classOf(SMALLEST_NORMAL)(value);
  const bits: Record<number, readonly [negative: number, positive: number]> = {
    [FP_INFINITE]: [0x0004, 0x0200],
    [FP_NORMAL]: [0x0008, 0x0100],
    [FP_SUBNORMAL]: [0x0010, 0x0080],
    [FP_ZERO]: [0x0020, 0x0040],
  };
  return bits[kind]?.[isNegative(value) ? 0 : 1] ?? 0;
}

/** `value * 2 ** power`, rounded once: BigInt holds the significand, and only the last step can lose a bit. */
export function scaleByTwo(value: number, power: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const { significand, exponent } = partsOfDouble(Math.abs(value));
  const magnitude = roundToDouble(significand, exponent + power);
  return value < 0 ? -magnitude : magnitude;
}

/** A fraction of 0.5 to 1 and an exponent whose product is the value. */
export function fractionAndExponent(value: number): { fraction: number; exponent: number } {
  if (value === 0 || !Number.isFinite(value)) return { fraction: value, exponent: 0 };
  const { significand, exponent } = partsOfDouble(Math.abs(value));
  const power = exponent + significand.toString(2).length;
  return { fraction: scaleByTwo(value, -power), exponent: power };
}

/** The exponent of the leading bit. */
export function leadingExponent(value: number): number {
  if (value === 0) return Number.NEGATIVE_INFINITY;
  if (!Number.isFinite(value)) return Number.isNaN(value) ? value : Number.POSITIVE_INFINITY;
  return fractionAndExponent(value).exponent - 1;
}

/** `FP_ILOGB0` and `FP_ILOGBNAN` of math.h. */
const ILOGB_ZERO = -0x8000_0000;
const ILOGB_NAN = 0x7fff_ffff;

/** ilogb: the exponent of the leading bit as an int. */
export function integerExponent(value: number): number {
  if (value === 0) return ILOGB_ZERO;
  return Number.isFinite(value) ? leadingExponent(value) : ILOGB_NAN;
}

/** `left * right + sum`, rounded once. */
export function fusedMultiplyAdd(left: number, right: number, sum: number): number {
  if (!Number.isFinite(left) || !Number.isFinite(right) || !Number.isFinite(sum)) return left * right + sum;
  if (left === 0 || right === 0) return left * right + sum;
  const [first, second, third] = [left, right, sum].map((one) => partsOfDouble(Math.abs(one)));
  if (first === undefined || second === undefined || third === undefined) return Number.NaN;
  const power = Math.min(first.exponent + second.exponent, third.exponent);
  const product =
    (first.significand * second.significand) << BigInt(first.exponent + second.exponent - power);
  const added = third.significand << BigInt(third.exponent - power);
  const total = (left < 0 === right < 0 ? product : -product) + (sum < 0 ? -added : added);
  if (total === 0n) return left * right + sum === 0 ? left * right + sum : 0;
  return total < 0n ? -roundToDouble(-total, power) : roundToDouble(total, power);
}

/** The next double from one towards another. */
export function nextDouble(from: number, towards: number): number {
  if (Number.isNaN(from) || Number.isNaN(towards)) return Number.NaN;
  if (from === towards) return towards;
  if (from === 0) return towards > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, from);
  const away = towards > from === from > 0;
  view.setBigInt64(0, view.getBigInt64(0) + (away ? 1n : -1n));
  return view.getFloat64(0);
}

/** The next float from one towards another. */
export function nextFloat(from: number, towards: number): number {
  if (Number.isNaN(from) || Number.isNaN(towards)) return Number.NaN;
  if (from === towards) return towards;
  if (from === 0) return towards > 0 ? 2 ** -149 : -(2 ** -149);
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, from);
  const away = towards > from === from > 0;
  view.setInt32(0, view.getInt32(0) + (away ? 1 : -1));
  return view.getFloat32(0);
}

/** The value without its fraction, with its sign. */
const whole = (value: number): number => (Number.isFinite(value) ? Math.trunc(value) : value);
/** What `whole` leaves, with the sign of the value. */
const fractionOf = (value: number): number => {
  const rest = Number.isFinite(value) ? value - Math.trunc(value) : 0 * Math.sign(value);
  return isNegative(value) ? -Math.abs(rest) : Math.abs(rest);
};

const modf =
  (store: (host: RuntimeHost, address: number, value: number) => void) =>
  (host: RuntimeHost) =>
  (value: number, address: number) => {
    store(host, address, whole(value));
    return Number.isNaN(value) ? value : fractionOf(value);
  };

const frexp = (host: RuntimeHost) => (value: number, address: number) => {
  const { fraction, exponent } = fractionAndExponent(value);
  host.memory.writeInt32(address, exponent);
  return fraction;
};

const copySign = (value: number, sign: number): number =>
  isNegative(value) === isNegative(sign) ? value : -value;

const boolean = (test: (value: number) => boolean) => () => (value: number) => (test(value) ? 1 : 0);
const one = (prototype: string, bind: RuntimeFunction['bind'], header = 'math.h') =>
  runtimeFunction(prototype, header, programs, bind);

const inFloat = 'float.h';

/** _isnan, _finite, _fpclass, _copysign, frexp, ldexp, modf, logb, nextafter, what isnan and its kin call, and float forms. */
export const floatClassFunctions: readonly RuntimeFunction[] = [
  one('int _isnan(double value)', boolean(Number.isNaN), inFloat),
  one('int _finite(double value)', boolean(Number.isFinite), inFloat),
  one('int _fpclass(double value)', () => fpclass, inFloat),
  one('double _copysign(double value, double sign)', () => copySign, inFloat),
  one('double _chgsign(double value)', () => (value: number) => -value, inFloat),
  one('double _scalb(double value, long power)', () => scaleByTwo, inFloat),
  one('double _logb(double value)', () => leadingExponent, inFloat),
  one('double _nextafter(double from, double towards)', () => nextDouble, inFloat),
  one('double copysign(double value, double sign)', () => copySign),
  one('float copysignf(float value, float sign)', () => copySign),
  one('double nextafter(double from, double towards)', () => nextDouble),
  one('float nextafterf(float from, float towards)', () => nextFloat),
  one('double nexttoward(double from, long double towards)', () => nextDouble),
  one('double logb(double value)', () => leadingExponent),
  one('float logbf(float value)', () => leadingExponent),
  one('double frexp(double value, int *exponent)', frexp),
  one('float frexpf(float value, int *exponent)', frexp),
  one('double ldexp(double value, int power)', () => scaleByTwo),
  one(
    'float ldexpf(float value, int power)',
    () => (value: number, power: number) => Math.fround(scaleByTwo(value, power)),
  ),
  one('double scalbn(double value, int power)', () => scaleByTwo),
  one(
    'float scalbnf(float value, int power)',
    () => (value: number, power: number) => Math.fround(scaleByTwo(value, power)),
  ),
  one('double scalbln(double value, long power)', () => scaleByTwo),
  one(
    'double modf(double value, double *whole)',
    modf((host, address, value) => host.memory.writeFloat64(address, value)),
  ),
  one(
    'float modff(float value, float *whole)',
    modf((host, address, value) => host.memory.writeFloat32(address, value)),
  ),
  // The macros fpclassify, isnan, isinf, isfinite, isnormal and signbit of math.h call these.
  one('short _dclass(double value)', () => classOf(SMALLEST_NORMAL)),
  one('short _fdclass(float value)', () => classOf(SMALLEST_NORMAL_FLOAT)),
  one('int _dsign(double value)', () => (value: number) => (isNegative(value) ? 0x8000 : 0)),
  one('int _fdsign(float value)', () => (value: number) => (isNegative(value) ? 0x8000 : 0)),
];
