/**
 * math.h. The elementary functions are those of the JavaScript engine, which may differ from MSVC's in the last bit
 * (*ours*, docs/decisions/0073-c-runtime.md); everything that can be exact is. The `f` forms round the double result.
 */
import { ErrorNumber, errnoOf } from './error-number.ts';
import { fusedMultiplyAdd, integerExponent } from './float-classes.ts';
import { errorFunction, gamma, logGamma } from './math-special.ts';
import { programs, type RuntimeFunction, runtimeFunction } from './runtime-function.ts';
import type { RuntimeHost } from './runtime-host.ts';

/** Rounds to a whole number, ties to even: the rounding that programs start with. */
export function roundToEven(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 52) return value;
  const down = Math.floor(value);
  const rest = value - down;
  const up = rest > 0.5 || (rest === 0.5 && down % 2 !== 0);
  const result = up ? down + 1 : down;
  return result === 0 && (value < 0 || Object.is(value, -0)) ? -0 : result;
}

/** Rounds to a whole number, ties away from 0. */
export function roundAway(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 52) return value;
  const magnitude = Math.abs(value);
  const rounded = Math.floor(magnitude) + (magnitude - Math.floor(magnitude) >= 0.5 ? 1 : 0);
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}

/** The remainder for the quotient rounded to nearest, exactly, and the low bits of that quotient. */
function remainderOf(dividend: number, divisor: number): { remainder: number; quotient: number } {
  if (!Number.isFinite(dividend) || divisor === 0 || Number.isNaN(divisor))
    return { remainder: Number.NaN, quotient: 0 };
  if (!Number.isFinite(divisor)) return { remainder: dividend, quotient: 0 };
  const size = Math.abs(divisor);
  // The rest by the double divisor still knows whether the quotient is odd; doubling may leave the range.
  let rest = Math.abs(dividend) % (size > Number.MAX_VALUE / 4 ? size : 4 * size);
  let quotient = 0;
  for (const factor of size > Number.MAX_VALUE / 4 ? [1] : [2, 1]) {
    if (rest >= factor * size) {
      rest -= factor * size;
      quotient += factor;
    }
  }
  const half = size / 2;
  const isMore = rest > half || (rest === half && quotient % 2 === 1 && 2 * half === size);
  if (isMore) {
    rest -= size;
    quotient += 1;
  }
  const sign = dividend < 0 || Object.is(dividend, -0) ? -1 : 1;
  return { remainder: sign * rest, quotient: dividend < 0 === divisor < 0 ? quotient : -quotient };
}

const fmax = (left: number, right: number): number => {
  if (Number.isNaN(left)) return right;
  return Number.isNaN(right) ? left : Math.max(left, right);
};
const fmin = (left: number, right: number): number => {
  if (Number.isNaN(left)) return right;
  return Number.isNaN(right) ? left : Math.min(left, right);
};

const fdim = (left: number, right: number): number => {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number.NaN;
  return left > right ? left - right : 0;
};

/** pow of C: 1 to any power is 1, and -1 to an infinite one; JavaScript's are NaN. */
const pow = (base: number, exponent: number): number => {
  if (base === 1) return 1;
  if (base === -1 && !Number.isFinite(exponent) && !Number.isNaN(exponent)) return 1;
  return base ** exponent;
};

/** Functions of one number. */
const ofOne: Readonly<Record<string, (value: number) => number>> = {
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  cbrt: Math.cbrt,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: Math.cosh,
  erf: (value) => errorFunction(value, false),
  erfc: (value) => errorFunction(value, true),
  exp: Math.exp,
  exp2: (value) => 2 ** value,
  expm1: Math.expm1,
  fabs: Math.abs,
  floor: Math.floor,
  lgamma: logGamma,
  log: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  log2: Math.log2,
  nearbyint: roundToEven,
  rint: roundToEven,
  round: roundAway,
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
  tgamma: gamma,
  trunc: Math.trunc,
};

/** Functions of two numbers. */
const ofTwo: Readonly<Record<string, (left: number, right: number) => number>> = {
  atan2: Math.atan2,
  fdim,
  fmax,
  fmin,
  fmod: (left, right) => left % right,
  hypot: Math.hypot,
  pow,
  remainder: (left, right) => remainderOf(left, right).remainder,
};

/** Sets errno as the library does: EDOM where no number is the answer, ERANGE where none is large enough. */
function reporting<Args extends number[]>(host: RuntimeHost, body: (...args: Args) => number) {
  const setErrno = errnoOf(host);
  return (...args: Args): number => {
    const result = body(...args);
    if (Number.isFinite(result) || args.some(Number.isNaN)) return result;
    const isDomain = Number.isNaN(result);
    if (isDomain || args.every(Number.isFinite)) setErrno(isDomain ? ErrorNumber.EDOM : ErrorNumber.ERANGE);
    return result;
  };
}

const one = (prototype: string, bind: RuntimeFunction['bind']) =>
  runtimeFunction(prototype, 'math.h', programs, bind);

/** The two forms of a function: double, and float with an `f` behind its name. */
function forms<Args extends number[]>(
  name: string,
  parameters: readonly string[],
  body: (...args: Args) => number,
): RuntimeFunction[] {
  const declare = (type: string) => parameters.map((parameter) => `${type} ${parameter}`).join(', ');
  return [
    one(`double ${name}(${declare('double')})`, (host) => reporting<Args>(host, body)),
    one(`float ${name}f(${declare('float')})`, (host) =>
      reporting<Args>(host, (...args) => Math.fround(body(...args))),
    ),
  ];
}

/** A whole number in an integer type; one that does not fit gives the most negative one, as the instruction does. */
const toLong = (value: number): number => (value >= -(2 ** 31) && value < 2 ** 31 ? value | 0 : -0x8000_0000);
const toLongLong = (value: number): bigint =>
  value >= -(2 ** 63) && value < 2 ** 63 ? BigInt(value) : -(1n << 63n);

const toIntegers = (['double', 'float'] as const).flatMap((type) => {
  const f = type === 'float' ? 'f' : '';
  return [
    one(`long lround${f}(${type} value)`, () => (value: number) => toLong(roundAway(value))),
    one(`long lrint${f}(${type} value)`, () => (value: number) => toLong(roundToEven(value))),
    one(`long long llround${f}(${type} value)`, () => (value: number) => toLongLong(roundAway(value))),
    one(`long long llrint${f}(${type} value)`, () => (value: number) => toLongLong(roundToEven(value))),
  ];
});

const remquo = (host: RuntimeHost) => (dividend: number, divisor: number, address: number) => {
  const { remainder, quotient } = remainderOf(dividend, divisor);
  host.memory.writeInt32(address, quotient);
  return remainder;
};

/** math.h: the elementary functions, rounding, remainders, and their float forms. */
export const mathFunctions: readonly RuntimeFunction[] = [
  ...Object.entries(ofOne).flatMap(([name, body]) => forms<[number]>(name, ['value'], body)),
  ...Object.entries(ofTwo).flatMap(([name, body]) => forms<[number, number]>(name, ['left', 'right'], body)),
  ...toIntegers,
  one(
    'double fma(double left, double right, double sum)',
    () => (left: number, right: number, sum: number) => fusedMultiplyAdd(left, right, sum),
  ),
  one(
    'float fmaf(float left, float right, float sum)',
    () => (left: number, right: number, sum: number) => Math.fround(fusedMultiplyAdd(left, right, sum)),
  ),
  one('double remquo(double dividend, double divisor, int *quotient)', remquo),
  one('float remquof(float dividend, float divisor, int *quotient)', remquo),
  one('int ilogb(double value)', () => integerExponent),
  one('int ilogbf(float value)', () => integerExponent),
  one('double nan(const char *tag)', () => () => Number.NaN),
  one('float nanf(const char *tag)', () => () => Number.NaN),
  one('double _hypot(double left, double right)', () => Math.hypot),
];
