/** Runs of bits, against plain loops over an array. */
import fc from 'fast-check';
import { boot, type Nt, out, ULONG } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { propertyRuns } from '../property-runs.ts';

/** A bitmap of as many bits as the text has digits; what lies behind them in its last ULONG is set. */
function bitmapOf(nt: Nt, bits: readonly boolean[]): number {
  const header = nt.variable('RTL_BITMAP');
  const words = Math.ceil(bits.length / 32) + 1;
  const buffer = nt.variable(4 * words);
  nt.RtlInitializeBitMap(header, buffer, bits.length);
  for (let word = 0; word < words; word++) nt.memory.writeUint32(buffer + 4 * word, 0x5555_5555);
  for (const [bit, set] of bits.entries()) {
    const byte = nt.memory.readUint8(buffer + (bit >> 3));
    nt.memory.writeUint8(buffer + (bit >> 3), set ? byte | (1 << (bit & 7)) : byte & ~(1 << (bit & 7)));
  }
  return header;
}

type Run = readonly [start: number, length: number];

/** Runs of clear bits. */
function clearRuns(bits: readonly boolean[]): Run[] {
  const text = bits.map((set) => (set ? 'x' : '.')).join('');
  return [...text.matchAll(/\.+/g)].map((found) => [found.index, found[0].length]);
}

const bitsOf = fc.array(fc.record({ set: fc.boolean(), length: fc.integer({ min: 1, max: 40 }) }), {
  maxLength: 8,
});

describe.each(['x64', 'x86'] as const)('runs of clear bits on %s', (arch) => {
  it('are those that a loop finds', () => {
    const nt = boot({ arch });
    fc.assert(
      fc.property(bitsOf, fc.nat({ max: 330 }), fc.nat({ max: 6 }), (parts, from, count) => {
        const bits = parts.flatMap(({ set, length }) => new Array<boolean>(length).fill(set));
        const bitmap = bitmapOf(nt, bits);
        const runs = clearRuns(bits);
        const none: Run = [from, 0];
        const index = out(ULONG);
        const found = (length: number): Run => [index.value, length];

        expect(found(nt.RtlFindFirstRunClear(bitmap, index))).toEqual(runs[0] ?? [0, 0]);
        const longest = [...runs].sort((one, other) => other[1] - one[1]);
        expect(found(nt.RtlFindLongestRunClear(bitmap, index))).toEqual(longest[0] ?? [0, 0]);
        const forward = runs.find(([start, length]) => start + length > from);
        expect(found(nt.RtlFindNextForwardRunClear(bitmap, from, index))).toEqual(
          forward === undefined
            ? none
            : [Math.max(forward[0], from), forward[0] + forward[1] - Math.max(forward[0], from)],
        );
        const backward = runs.filter(([start]) => start <= from).at(-1);
        expect(found(nt.RtlFindLastBackwardRunClear(bitmap, from, index))).toEqual(
          backward === undefined ? none : [backward[0], Math.min(backward[1], from + 1 - backward[0])],
        );

        const array = nt.variable(8 * 8);
        for (const isLongest of [false, true]) {
          nt.memory.fill(array, 64, 0xee);
          const wanted = (isLongest ? longest : runs).slice(0, count);
          expect(nt.RtlFindClearRuns(bitmap, array, count, Number(isLongest))).toBe(wanted.length);
          const stored = wanted.map(
            (_, at): Run => [nt.memory.readUint32(array + 8 * at), nt.memory.readUint32(array + 8 * at + 4)],
          );
          expect(stored).toEqual(wanted);
          expect(nt.memory.readUint32(array + 8 * wanted.length)).toBe(0xeeee_eeee);
        }
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  it.each([
    ['.xx.xxx', 3, 0, 4, '.xx....'],
    ['.xx.xxx', 2, 2, 4, '.xx...x'],
    ['.xx.xxx', 2, 6, 1, '...xxxx'.replace('xxxx', '.xxx')],
    ['.xx.xxx', 4, 0, 0xffff_ffff, '.xx.xxx'],
  ])(
    'of %s are what RtlFindSetBitsAndClear makes of %i set ones from %i on',
    (text, count, hint, at, after) => {
      const nt = boot({ arch });
      const bitmap = bitmapOf(
        nt,
        [...text].map((bit) => bit === 'x'),
      );
      expect(nt.RtlFindSetBitsAndClear(bitmap, count, hint)).toBe(at);
      expect([...text].map((_, bit) => (nt.RtlTestBit(bitmap, bit) ? 'x' : '.')).join('')).toBe(after);
    },
  );

  it('stay where they are when a number is looked at', () => {
    const nt = boot({ arch });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), fc.nat({ max: 63 }), (value, shift) => {
        const bits = value >> BigInt(shift);
        const set = Array.from({ length: 64 }, (_, bit) => bit).filter(
          (bit) => ((bits >> BigInt(bit)) & 1n) === 1n,
        );
        expect(nt.RtlFindLeastSignificantBit(bits)).toBe(set[0] ?? -1);
        expect(nt.RtlFindMostSignificantBit(bits)).toBe(set.at(-1) ?? -1);
        const width = arch === 'x64' ? 64 : 32;
        expect(nt.RtlNumberOfSetBitsUlongPtr(BigInt.asUintN(width, bits))).toBe(
          set.filter((bit) => bit < width).length,
        );
      }),
      { numRuns: propertyRuns(100) },
    );
    expect(nt.RtlNumberOfSetBitsUlongPtr(-1)).toBe(arch === 'x64' ? 64 : 32);
  });
});
