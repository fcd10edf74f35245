/**
 * Formatted output: what printf and its kin of the C library, DbgPrint and the string routines of drivers make of a
 * format and its arguments. Where MSVC differs from standard C, MSVC wins.
 *
 * Strings that a directive names are read with the caller's rights: a pointer of garbage faults as any access of
 * that code does.
 */
import { type Architecture, pointerBytes } from '../contract/c-types.ts';
import type { Memory } from './memory.ts';
import { type Directive, type PrintArguments, parseDirective } from './print-directive.ts';
import { floating, type PrintedNumber, pointerText, signedInteger, unsignedInteger } from './print-number.ts';
import { MOST_UNITS, PrintOutput } from './print-output.ts';

/** How to print. */
export interface PrintOptions {
  /** True for a format of 16-bit units (wprintf): `%s` is wide and `%S` is not. */
  readonly wide: boolean;
  /** Architecture of the program: the size of pointers and of `%z`. */
  readonly architecture: Architecture;
  /**
   * True for the library of user-mode programs: a directive that does not exist is an invalid parameter, and a wide
   * character that has no byte ends the print. Otherwise the characters of the one are printed, and the other
   * becomes `?`.
   */
  readonly strict?: boolean;
}

/** Why a print ended early. */
export type PrintFailure =
  /** `%n`, which is off as in MSVC, or with `strict` a directive that does not exist. */
  | 'invalid-parameter'
  /** A wide character that has no byte. */
  | 'illegal-sequence'
  /** More than 16 Mi characters: a bound of irqlab (*ours*), so that a width cannot eat the host's memory. */
  | 'too-long';

/** What a print gave. */
export interface Printed<Units extends Uint8Array | Uint16Array = Uint8Array | Uint16Array> {
  /** The text, up to where the print ended. */
  readonly units: Units;
  /** Why it ended early, or null. */
  readonly failure: PrintFailure | null;
}

const PERCENT = 0x25;
const QUESTION = 0x3f;
const NULL_TEXT = Uint8Array.from('(null)', (character) => character.charCodeAt(0));

/** Prints: the text of a format with its arguments, and why it ended early if it did. */
export function printFormat(
  memory: Memory,
  format: Uint8Array | Uint16Array,
  args: PrintArguments,
  options: PrintOptions,
): Printed {
  const output = new PrintOutput(options.wide);
  let failure: PrintFailure | null = null;
  for (let at = 0; at < format.length && failure === null && !output.full; ) {
    const percent = format.indexOf(PERCENT, at);
    const plain = percent < 0 ? format.length : percent;
    output.units(format.subarray(at, plain));
    at = plain;
    if (percent < 0) break;
    const directive = parseDirective(format, at + 1, args);
    failure = print(memory, output, directive, args, options);
    at = directive.end;
  }
  return { units: output.taken(), failure: output.full ? 'too-long' : failure };
}

/** Prints, and gives the text up to where the print ended; who must know why it ended takes `printFormat`. */
export function formatPrint(
  memory: Memory,
  format: Uint8Array | Uint16Array,
  args: PrintArguments,
  options: PrintOptions,
): Uint8Array | Uint16Array {
  return printFormat(memory, format, args, options).units;
}

/** Prints one directive. */
function print(
  memory: Memory,
  output: PrintOutput,
  directive: Directive,
  args: PrintArguments,
  options: PrintOptions,
): PrintFailure | null {
  // A precision of strings is a bound, not a length.
  const length = 'sSZ'.includes(directive.type)
    ? directive.width
    : Math.max(directive.width, directive.precision);
  if (length > MOST_UNITS) return 'too-long';
  switch (directive.type) {
    case '%':
      output.repeat(PERCENT, 1);
      return null;
    case 'd':
    case 'i':
      return number(output, directive, signedInteger(directive, args, options.architecture));
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      return number(output, directive, unsignedInteger(directive, args, options.architecture));
    case 'p':
      return number(output, directive, pointerArgument(memory, directive, args, options.architecture));
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return number(output, directive, floating(directive, args.double()));
    case 'c':
    case 'C': {
      const code = args.int32();
      const isWide = isWideText(directive, options.wide);
      return text(output, directive, [code & (isWide ? 0xffff : 0xff)], options);
    }
    case 's':
    case 'S':
      return text(output, directive, stringArgument(memory, directive, args, options.wide), options);
    case 'Z':
      return text(output, directive, countedString(memory, directive, args, options.architecture), options);
    case 'n':
      args.pointer();
      return 'invalid-parameter';
    default:
      if (options.strict) return 'invalid-parameter';
      output.ascii(directive.type);
      return null;
  }
}

function pointerArgument(
  memory: Memory,
  directive: Directive,
  args: PrintArguments,
  architecture: Architecture,
): PrintedNumber {
  return pointerText(directive, memory.exactPointer(args.pointer()), architecture);
}

/** Prints a number in its field. */
function number(output: PrintOutput, directive: Directive, { prefix, digits, zeros }: PrintedNumber): null {
  const fill = directive.width - prefix.length - digits.length;
  const withZeros = directive.zero && !directive.left && zeros;
  if (!directive.left && !withZeros) output.repeat(0x20, fill);
  output.ascii(prefix);
  if (withZeros) output.repeat(0x30, fill);
  output.ascii(digits);
  if (directive.left) output.repeat(0x20, fill);
  return null;
}

/** Prints characters in their field. `0` fills with zeros, which C leaves open and MSVC does. */
function text(
  output: PrintOutput,
  directive: Directive,
  units: ArrayLike<number>,
  options: PrintOptions,
): PrintFailure | null {
  const fill = directive.width - units.length;
  if (!directive.left) output.repeat(directive.zero ? 0x30 : 0x20, fill);
  if (options.wide) output.units(units);
  else {
    for (let at = 0; at < units.length; at++) {
      const unit = units[at]!;
      if (unit > 0xff && options.strict) return 'illegal-sequence';
      output.repeat(unit > 0xff ? QUESTION : unit, 1);
    }
  }
  if (directive.left) output.repeat(0x20, fill);
  return null;
}

/** Whether the text of a directive has 16-bit units: its size says so, else capitals mean the other kind. */
function isWideText({ size, type }: Directive, wide: boolean): boolean {
  if (size === 'h' || size === 'hh') return false;
  if (size === 'l' || size === 'wide') return true;
  return type === 'S' || type === 'C' ? !wide : wide;
}

/** Characters of a string up to its NUL or the precision; nothing beyond is read. */
function stringArgument(
  memory: Memory,
  directive: Directive,
  args: PrintArguments,
  wide: boolean,
): ArrayLike<number> {
  const address = args.pointer();
  const most = directive.precision < 0 ? Number.POSITIVE_INFINITY : directive.precision;
  if (address === 0) return NULL_TEXT.subarray(0, most);
  const isWide = isWideText(directive, wide);
  const units: number[] = [];
  while (units.length < most) {
    const unit = isWide
      ? memory.readUint16(address + 2 * units.length)
      : memory.readUint8(address + units.length);
    if (unit === 0) break;
    units.push(unit);
  }
  return units;
}

/** `%Z`: an ANSI_STRING, with `w` or `l` a UNICODE_STRING. Its length counts, not a NUL, and no precision. */
function countedString(
  memory: Memory,
  directive: Directive,
  args: PrintArguments,
  architecture: Architecture,
): ArrayLike<number> {
  const address = args.pointer();
  const buffer = address === 0 ? 0 : memory.readPointer(address + pointerBytes(architecture));
  if (buffer === 0) return NULL_TEXT;
  const bytes = memory.readUint16(address);
  const isWide = directive.size === 'wide' || directive.size === 'l';
  if (!isWide) return memory.readBytes(buffer, bytes);
  return Uint16Array.from({ length: bytes >>> 1 }, (_, index) => memory.readUint16(buffer + 2 * index));
}
