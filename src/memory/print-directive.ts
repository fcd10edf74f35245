/**
 * The directives of a format string, `%[flags][width][.precision][size]type`, as the C library of MSVC reads them.
 *
 * Sizes that standard C does not have: `I32`, `I64`, `I` (pointer-sized) and `w` (wide characters).
 */

/** Takes the arguments of a print in turn: each call gives the next one. */
export interface PrintArguments {
  /** Next argument, an `int`: the low 32 bits, signed. */
  int32(): number;
  /** Next argument, a 64-bit integer. */
  int64(): bigint;
  /** Next argument, a pointer. */
  pointer(): number;
  /** Next argument, a `double`. */
  double(): number;
}

/** How wide an argument is. `natural` stands for no size in the directive. */
export type PrintSize = 'natural' | 'hh' | 'h' | 'l' | 'L' | 'int32' | 'int64' | 'pointer' | 'wide';

/** One directive with its arguments for `*` taken. */
export interface Directive {
  /** `-`: the text stands at the left of its field. */
  readonly left: boolean;
  /** `+`: a sign in front of numbers that are not negative, too. */
  readonly plus: boolean;
  /** Space: a space where `+` would have a sign. */
  readonly space: boolean;
  /** `#`: the other form of a number. */
  readonly alternate: boolean;
  /** `0`: the field is filled with zeros. */
  readonly zero: boolean;
  /** Least number of characters. */
  readonly width: number;
  /** Digits or characters; -1 when there is none. */
  readonly precision: number;
  /** Width of the argument. */
  readonly size: PrintSize;
  /** Conversion character; empty at the end of the format. */
  readonly type: string;
  /** Index of the unit after the directive. */
  readonly end: number;
}

/** Sizes by their spelling, longest spelling first. */
const sizes: readonly (readonly [string, PrintSize])[] = [
  ['I32', 'int32'],
  ['I64', 'int64'],
  ['hh', 'hh'],
  ['ll', 'int64'],
  ['h', 'h'],
  ['l', 'l'],
  ['L', 'L'],
  ['j', 'int64'],
  ['z', 'pointer'],
  ['t', 'pointer'],
  ['I', 'pointer'],
  ['w', 'wide'],
];

/** Longest spelling of a size. */
const LONGEST_SIZE = 3;
/** Widths and precisions beyond are no different: the print is too long (print-format.ts). */
const LARGEST_NUMBER = 2 ** 31 - 1;

const LEFT = 1;
const PLUS = 2;
const SPACE = 4;
const ALTERNATE = 8;
const ZERO = 16;

/** The bit of a flag character, 0 for another one. */
function flagOf(unit: number): number {
  switch (unit) {
    case 0x2d:
      return LEFT;
    case 0x2b:
      return PLUS;
    case 0x20:
      return SPACE;
    case 0x23:
      return ALTERNATE;
    default:
      return unit === 0x30 ? ZERO : 0;
  }
}

const firstOfSizes: ReadonlySet<number> = new Set(sizes.map(([spelling]) => spelling.charCodeAt(0)));

/** The size that is spelled at a place. */
function sizeAt(format: ArrayLike<number>, at: number): (typeof sizes)[number] | undefined {
  if (!firstOfSizes.has(format[at] ?? 0)) return undefined;
  const ahead = String.fromCharCode(...Array.from({ length: LONGEST_SIZE }, (_, i) => format[at + i] ?? 0));
  return sizes.find(([spelling]) => ahead.startsWith(spelling));
}

const isDigit = (unit: number | undefined): boolean => unit !== undefined && unit >= 0x30 && unit <= 0x39;

/** Reads the directive that starts after the `%` before `start`. */
export function parseDirective(format: ArrayLike<number>, start: number, args: PrintArguments): Directive {
  let at = start;
  let flags = 0;
  for (let flag = 0; at < format.length; at++) {
    flag = flagOf(format[at]!);
    if (flag === 0) break;
    flags |= flag;
  }
  const number = (): number => {
    if (format[at] === 0x2a) {
      at += 1;
      return args.int32();
    }
    let value = 0;
    for (; isDigit(format[at]); at++) value = Math.min(10 * value + format[at]! - 0x30, LARGEST_NUMBER);
    return value;
  };
  const width = number();
  let precision = -1;
  if (format[at] === 0x2e) {
    at += 1;
    // A negative precision from `*` counts as none.
    precision = Math.max(number(), -1);
  }
  const size = sizeAt(format, at);
  at += size?.[0].length ?? 0;
  return {
    // A negative width from `*` is a `-` flag and a width.
    left: (flags & LEFT) !== 0 || width < 0,
    plus: (flags & PLUS) !== 0,
    space: (flags & SPACE) !== 0,
    alternate: (flags & ALTERNATE) !== 0,
    zero: (flags & ZERO) !== 0,
    width: Math.abs(width),
    precision,
    size: size?.[1] ?? 'natural',
    type: at < format.length ? String.fromCharCode(format[at]!) : '',
    end: Math.min(at + 1, format.length),
  };
}
