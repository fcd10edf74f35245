/** Formatted input: what scanf and its kin make of characters. */
import type { Memory } from '../../memory/memory.ts';
import type { PrintArguments } from '../../memory/print-directive.ts';
import { isSpace } from './characters.ts';
import { type Characters, findDouble, findInteger } from './number-scan.ts';
import { parseScanDirective, type ScanDirective } from './scan-directive.ts';

/** Characters that a scan takes. */
export interface ScanInput extends Characters {
  /** Takes so many of those that were looked at. */
  skip(count: number): void;
}

/** How to scan. */
export interface ScanOptions {
  /** True for a format of 16-bit units. */
  readonly wide: boolean;
  /** True for scanf_s: targets of text have their size behind them. */
  readonly sized: boolean;
}

const PERCENT = 0x25;

/** What a scan does next after a directive. */
type Step = 'stored' | 'passed' | 'mismatch' | 'end';

/** A scan on its way. */
class Scan {
  readonly #memory: Memory;
  readonly #input: ScanInput;
  readonly #args: PrintArguments;
  readonly #options: ScanOptions;
  /** Characters taken so far, for `%n`. */
  #taken = 0;

  constructor(memory: Memory, input: ScanInput, args: PrintArguments, options: ScanOptions) {
    this.#memory = memory;
    this.#input = input;
    this.#args = args;
    this.#options = options;
  }

  /** Number of things stored, or -1 when the input ended before the first. */
  run(format: readonly number[]): number {
    let stored = 0;
    for (let at = 0; at < format.length; ) {
      const unit = format[at] ?? 0;
      let step: Step = 'passed';
      if (isSpace(unit)) {
        this.#passSpace();
        at += 1;
      } else if (unit === PERCENT) {
        const directive = parseScanDirective(format, at + 1);
        step = this.#directive(directive);
        at = directive.end;
      } else {
        step = this.#literal(unit);
        at += 1;
      }
      if (step === 'stored') stored += 1;
      if (step === 'end' && stored === 0) return -1;
      if (step === 'end' || step === 'mismatch') return stored;
    }
    return stored;
  }

  #take(count: number): void {
    this.#taken += count;
    this.#input.skip(count);
  }

  #passSpace(): void {
    while (isSpace(this.#input.peek(0))) this.#take(1);
  }

  #literal(unit: number): Step {
    const next = this.#input.peek(0);
    if (next < 0) return 'end';
    if (next !== unit) return 'mismatch';
    this.#take(1);
    return 'passed';
  }

  #directive(directive: ScanDirective): Step {
    const { type } = directive;
    if (type === 'n') {
      this.#storeInteger(directive, BigInt(this.#taken));
      return 'passed';
    }
    if (!'cC['.includes(type) || type === '') this.#passSpace();
    if (type === '%') return this.#literal(PERCENT);
    if (this.#input.peek(0) < 0) return 'end';
    if ('diuoxXp'.includes(type) && type !== '') return this.#integer(directive);
    if ('aAeEfFgG'.includes(type) && type !== '') return this.#double(directive);
    if ('sScC['.includes(type) && type !== '') return this.#text(directive);
    return 'mismatch';
  }

  #integer(directive: ScanDirective): Step {
    const { type, width, suppressed } = directive;
    const bases: Record<string, number> = { d: 10, u: 10, i: 0, o: 8 };
    const { length, value, negative } = findInteger(this.#input, bases[type] ?? 16, width);
    if (length === 0) return 'mismatch';
    this.#take(length);
    if (suppressed) return 'passed';
    this.#storeInteger(
      type === 'p' ? { ...directive, size: 'pointer' } : directive,
      negative ? -value : value,
    );
    return 'stored';
  }

  #storeInteger({ size, suppressed }: ScanDirective, value: bigint): void {
    if (suppressed) return;
    const target = this.#args.pointer();
    const memory = this.#memory;
    const is64 = size === 'int64' || (size === 'pointer' && memory.architecture === 'x64');
    if (is64) memory.writeBigInt64(target, value);
    else if (size === 'hh') memory.writeUint8(target, Number(BigInt.asUintN(8, value)));
    else if (size === 'h') memory.writeUint16(target, Number(BigInt.asUintN(16, value)));
    else memory.writeUint32(target, Number(BigInt.asUintN(32, value)));
  }

  #double({ width, suppressed, size }: ScanDirective): Step {
    const { length, value } = findDouble(this.#input, width);
    if (length === 0) return 'mismatch';
    this.#take(length);
    if (suppressed) return 'passed';
    const target = this.#args.pointer();
    if (size === 'l' || size === 'L') this.#memory.writeFloat64(target, value);
    else this.#memory.writeFloat32(target, Math.fround(value));
    return 'stored';
  }

  /** `%s`, `%c` and `%[`. A target of scanf_s that is too small is emptied, and the scan ends. */
  #text(directive: ScanDirective): Step {
    const { suppressed } = directive;
    const isCharacters = directive.type.toLowerCase() === 'c';
    const units = this.#textAhead(directive);
    if (units === null) return 'mismatch';
    this.#take(units.length);
    if (suppressed) return 'passed';
    const target = this.#args.pointer();
    const size = this.#options.sized ? this.#args.int32() >>> 0 : Number.POSITIVE_INFINITY;
    const isWide = isWideText(directive, this.#options.wide);
    const needed = units.length + (isCharacters ? 0 : 1);
    if (needed > size) {
      if (size > 0) this.#storeUnits(target, [0], isWide);
      return 'mismatch';
    }
    this.#storeUnits(target, isCharacters ? units : [...units, 0], isWide);
    return 'stored';
  }

  /** The characters that the directive takes, or null when they are too few. */
  #textAhead({ type, width, belongs }: ScanDirective): number[] | null {
    const isCharacters = type.toLowerCase() === 'c';
    const most = isCharacters && width === Number.POSITIVE_INFINITY ? 1 : width;
    const takes = (unit: number) => {
      if (isCharacters) return true;
      return type === '[' ? belongs(unit) : !isSpace(unit);
    };
    const units: number[] = [];
    for (let unit = this.#input.peek(0); units.length < most && unit >= 0 && takes(unit); ) {
      units.push(unit);
      unit = units.length < most ? this.#input.peek(units.length) : -1;
    }
    const isEnough = isCharacters ? units.length === most : units.length > 0;
    return isEnough ? units : null;
  }

  #storeUnits(target: number, units: readonly number[], isWide: boolean): void {
    const bytes = isWide
      ? units.flatMap((unit) => [unit & 0xff, unit >>> 8])
      : units.map((unit) => unit & 0xff);
    this.#memory.writeBytes(target, bytes);
  }
}

/** Whether a text is stored as 16-bit units: its size says so, else capitals mean the other kind. */
function isWideText({ size, type }: ScanDirective, wide: boolean): boolean {
  if (size === 'h') return false;
  if (size === 'l' || size === 'wide') return true;
  return type === 'S' || type === 'C' ? !wide : wide;
}

/** Scans: the number of things stored, or -1 when the input ended before the first. */
export const scanFormat = (
  memory: Memory,
  format: readonly number[],
  input: ScanInput,
  args: PrintArguments,
  options: ScanOptions,
): number => new Scan(memory, input, args, options).run(format);
