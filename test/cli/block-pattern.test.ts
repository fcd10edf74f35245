import { describe, expect, it } from 'vitest';
import { firstDifference, patternByte, visitPattern } from '../../src/cli/block-pattern.ts';

const patternOf = (id: number, from: number, to: number): number[] => {
  const bytes: number[] = [];
  visitPattern(id, from, to, (offset, expected) => {
    expect(offset).toBe(from + bytes.length);
    bytes.push(...expected);
    return true;
  });
  return bytes;
};

describe('the bytes of a block', () => {
  it('follow from id and offset, wherever one starts to look', () => {
    const whole = patternOf(7, 0, 200_000);
    expect(whole).toHaveLength(200_000);
    expect(patternOf(7, 65_530, 131_080)).toEqual(whole.slice(65_530, 131_080));
    for (const offset of [0, 1, 65_535, 65_536, 199_999]) expect(patternByte(7, offset)).toBe(whole[offset]);
  });

  it('differ between blocks and between the chunks of one block', () => {
    const starts = new Set<string>();
    for (let id = 0; id < 1000; id++) starts.add(patternOf(id, 0, 8).join());
    for (let chunk = 1; chunk < 10; chunk++)
      starts.add(patternOf(0, chunk * 65_536, chunk * 65_536 + 8).join());
    expect(starts.size).toBe(1009);
  });

  it('stop when the visitor has seen enough', () => {
    let visits = 0;
    visitPattern(0, 0, 300_000, () => {
      visits += 1;
      return false;
    });
    expect(visits).toBe(1);
  });
});

describe('firstDifference', () => {
  it.each([
    [8, 0],
    [64, 63],
    [203, 0],
    [203, 1],
    [203, 4],
    [203, 199],
    [203, 200],
    [203, 202],
  ])('of %i bytes finds a change at %i', (length, at) => {
    const left = Uint8Array.from({ length }, (_, i) => i);
    const right = left.slice();
    expect(firstDifference(left, right)).toBe(-1);
    right[at] = 255;
    expect(firstDifference(left, right)).toBe(at);
    const shifted = new Uint8Array(length + 1).subarray(1);
    shifted.set(right);
    expect(firstDifference(left, shifted)).toBe(at);
  });
});
