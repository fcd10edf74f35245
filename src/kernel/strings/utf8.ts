/**
 * UTF-8 and UTF-16 by the Unicode standard. What is no character becomes U+FFFD: a surrogate without its partner, and of
 * bytes each longest part that could begin a character (*ours*, docs/decisions/0072-objects-strings-registry.md).
 */

/** A converted text. */
export interface Converted {
  /** Bytes or 16-bit units of each character, in order. */
  readonly characters: readonly (readonly number[])[];
  /** True when something was replaced. */
  readonly isReplaced: boolean;
}

const REPLACEMENT = 0xfffd;

/** Bytes of a character. */
function bytesOf(point: number): number[] {
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 0x3f)];
  const last = [0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)];
  if (point < 0x1_0000) return [0xe0 | (point >> 12), ...last];
  return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), ...last];
}

/** 16-bit units of a character. */
const unitsOf = (point: number): number[] =>
  point < 0x1_0000 ? [point] : [0xd800 + ((point - 0x1_0000) >> 10), 0xdc00 + ((point - 0x1_0000) & 0x3ff)];

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number | undefined): unit is number =>
  unit !== undefined && unit >= 0xdc00 && unit < 0xe000;

/** Text of 16-bit units as UTF-8. */
export function toUtf8(units: readonly number[]): Converted {
  const characters: number[][] = [];
  let isReplaced = false;
  for (let at = 0; at < units.length; at++) {
    const unit = units[at] ?? 0;
    const next = units[at + 1];
    if (isHigh(unit) && isLow(next)) {
      characters.push(bytesOf(0x1_0000 + ((unit - 0xd800) << 10) + (next - 0xdc00)));
      at++;
    } else if (isHigh(unit) || isLow(unit)) {
      characters.push(bytesOf(REPLACEMENT));
      isReplaced = true;
    } else characters.push(bytesOf(unit));
  }
  return { characters, isReplaced };
}

/** How a character goes on behind its first byte: how many bytes, and the limits of the first of them. */
function sequence(
  first: number,
): { readonly more: number; readonly low: number; readonly high: number } | null {
  const [low, high] = [0x80, 0xbf];
  if (first >= 0xc2 && first <= 0xdf) return { more: 1, low, high };
  if (first >= 0xe0 && first <= 0xef)
    return { more: 2, low: first === 0xe0 ? 0xa0 : low, high: first === 0xed ? 0x9f : high };
  if (first >= 0xf0 && first <= 0xf4)
    return { more: 3, low: first === 0xf0 ? 0x90 : low, high: first === 0xf4 ? 0x8f : high };
  return null;
}

/** UTF-8 as text of 16-bit units. */
export function fromUtf8(bytes: readonly number[]): Converted {
  const characters: number[][] = [];
  let isReplaced = false;
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at++] ?? 0;
    const shape = first < 0x80 ? { more: 0, low: 0, high: 0 } : sequence(first);
    let point = shape === null || shape.more === 0 ? first : first & (0x3f >> shape.more);
    let missing = shape?.more ?? 0;
    for (; missing > 0; missing--) {
      const next = bytes[at];
      const isFirst = missing === shape?.more;
      const [low, high] = isFirst ? [shape.low, shape.high] : [0x80, 0xbf];
      if (next === undefined || next < low || next > high) break;
      point = (point << 6) | (next & 0x3f);
      at++;
    }
    const isWhole = shape !== null && missing === 0;
    characters.push(unitsOf(isWhole ? point : REPLACEMENT));
    isReplaced ||= !isWhole;
  }
  return { characters, isReplaced };
}
