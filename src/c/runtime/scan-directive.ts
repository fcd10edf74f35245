/** The directives of a scan format, `%[*][width][size]type`, as the C library of MSVC reads them. */

/** Width of what a scan stores. */
export type ScanSize = 'natural' | 'hh' | 'h' | 'l' | 'L' | 'int64' | 'pointer' | 'wide';

/** One directive. */
export interface ScanDirective {
  /** `*`: what is found is not stored. */
  readonly suppressed: boolean;
  /** Most characters; Infinity when there is no width. */
  readonly width: number;
  /** Width of what is stored. */
  readonly size: ScanSize;
  /** Conversion character; empty at the end of the format. */
  readonly type: string;
  /** For `[`: whether a character belongs. */
  readonly belongs: (unit: number) => boolean;
  /** Index of the unit after the directive. */
  readonly end: number;
}

const sizes: readonly (readonly [string, ScanSize])[] = [
  ['I32', 'natural'],
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

/** Reads the set between `[` and `]`; a `]` that comes first belongs to it. */
function parseSet(
  format: readonly number[],
  start: number,
): { belongs: (unit: number) => boolean; end: number } {
  let at = start;
  const inverted = format[at] === 0x5e;
  if (inverted) at += 1;
  const ranges: [number, number][] = [];
  for (let first = true; at < format.length && (first || format[at] !== 0x5d); first = false) {
    const low = format[at] ?? 0;
    const high = format[at + 2];
    if (format[at + 1] === 0x2d && high !== undefined && high !== 0x5d) {
      ranges.push(low <= high ? [low, high] : [high, low]);
      at += 3;
    } else {
      ranges.push([low, low]);
      at += 1;
    }
  }
  const belongs = (unit: number) => ranges.some(([low, high]) => unit >= low && unit <= high) !== inverted;
  return { belongs, end: at + 1 };
}

const isDigit = (unit: number | undefined): unit is number =>
  unit !== undefined && unit >= 0x30 && unit <= 0x39;

/** Reads the directive that starts after the `%` before `start`. */
export function parseScanDirective(format: readonly number[], start: number): ScanDirective {
  let at = start;
  const suppressed = format[at] === 0x2a;
  if (suppressed) at += 1;
  let width: number | null = null;
  for (let unit = format[at]; isDigit(unit); unit = format[++at])
    width = Math.min(10 * (width ?? 0) + unit - 0x30, 2 ** 31 - 1);
  const ahead = String.fromCharCode(...format.slice(at, at + 3));
  const size = sizes.find(([spelling]) => ahead.startsWith(spelling));
  at += size?.[0].length ?? 0;
  const unit = format[at];
  const type = unit === undefined ? '' : String.fromCharCode(unit);
  const set = type === '[' ? parseSet(format, at + 1) : { belongs: () => false, end: at + 1 };
  return {
    suppressed,
    width: width === null || width === 0 ? Number.POSITIVE_INFINITY : width,
    size: size?.[1] ?? 'natural',
    type,
    ...set,
  };
}
