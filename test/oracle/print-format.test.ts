import { describe, expect, it } from 'vitest';
import { printFormat } from '../../src/memory/print-format.ts';
import { makeMachine } from '../memory/machine.ts';
import { latin1, type PrintValue, printArguments, textOf } from '../memory/print-arguments.ts';
import { literal, runWithGcc, seeded } from './gcc.ts';

const memory = makeMachine('x64').memory();
const ours = (format: string, values: readonly PrintValue[]): string =>
  textOf(
    printFormat(memory, latin1(format), printArguments(values), {
      wide: false,
      architecture: 'x64',
      strict: true,
    }).units,
  );

const random = seeded(7);
const pick = <T>(list: readonly T[]): T => list[random() % list.length]!;

const doubleOf = (bits: bigint): number => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
};
const bitsOf = (value: number): bigint => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0);
};

/** Doubles where conversions go wrong: ties, powers of ten and their neighbours, denormals, the ends of the range. */
function hardDoubles(): number[] {
  const doubles = [0, -0, 5e-324, 2.2250738585072014e-308, Number.MAX_VALUE, Number.POSITIVE_INFINITY];
  for (let power = -330; power <= 308; power += 7) {
    const bits = bitsOf(Number(`1e${power}`));
    doubles.push(doubleOf(bits), doubleOf(bits + 1n), doubleOf(bits > 0n ? bits - 1n : 0n));
  }
  for (let at = 0; at < 200; at++) doubles.push((random() % 4096) / 2 ** (random() % 12));
  for (let at = 0; at < 1500; at++) {
    const bits = (BigInt(random()) << 32n) | BigInt(random());
    const value = doubleOf(bits);
    if (!Number.isNaN(value)) doubles.push(value);
  }
  return doubles;
}

const flagSets = ['', '-', '+', ' ', '#', '0', '-#', '+0', ' 0', '#0', '-+'];
const widths = ['', '1', '8', '30'];

/** Runs many prints in one program; each case is a format and its arguments as C text and as our values. */
function compare(cases: readonly { format: string; c: string; values: PrintValue[] }[]): void {
  const lines = cases.map(({ format, c }) => `printf(${literal(format)}, ${c}); putchar(10);`);
  const functions: string[] = [];
  for (let at = 0; at < lines.length; at += 500) {
    functions.push(`void f${at}(void) {\n${lines.slice(at, at + 500).join('\n')}\n}`);
  }
  const calls = functions.map((_, index) => `f${index * 500}();`).join(' ');
  const text = runWithGcc(`
    #include <stdio.h>
    #include <string.h>
    static double D(unsigned long long bits) { double d; memcpy(&d, &bits, 8); return d; }
    ${functions.join('\n')}
    int main(void) { ${calls} return 0; }`);
  const theirs = text.split('\n');
  const different = cases.flatMap(({ format, c, values }, index) => {
    const got = ours(format, values);
    return got === theirs[index] ? [] : [{ format, c, got, want: theirs[index] }];
  });
  expect(different.slice(0, 10)).toEqual([]);
  expect(theirs.length).toBe(cases.length + 1);
}

describe('formatted output is that of gcc', () => {
  it('for doubles with %e %f %g and a random precision', () => {
    const cases = hardDoubles().flatMap((value) =>
      ['e', 'f', 'g', 'E', 'G'].map((type) => {
        const precision = pick([
          '',
          '.',
          '.0',
          '.1',
          '.2',
          '.3',
          '.9',
          '.15',
          '.17',
          '.25',
          '.60',
          '.330',
          '.1100',
        ]);
        const zero = Number.isFinite(value) ? pick(flagSets) : pick(['', '-', '+']);
        const format = `%${zero}${pick(widths)}${precision}${type}`;
        return { format, c: `D(${bitsOf(value)}ull)`, values: [value] };
      }),
    );
    compare(cases);
  });

  it('for doubles with %a and a precision', () => {
    const cases = hardDoubles().map((value) => {
      const format = `%${Number.isFinite(value) ? pick(flagSets) : ''}.${pick([0, 1, 5, 12, 13, 14, 20])}${pick(['a', 'A'])}`;
      // glibc normalises denormal numbers in no other way than we do, and rounds them like the others.
      return { format, c: `D(${bitsOf(value)}ull)`, values: [value] };
    });
    compare(cases);
  });

  it('for integers of every size', () => {
    const cases = Array.from({ length: 4000 }, () => {
      const [size, bits] = pick([
        ['', 32],
        ['h', 16],
        ['hh', 8],
        ['ll', 64],
        ['j', 64],
        ['z', 64],
        ['t', 64],
      ] as const);
      const whole = (BigInt(random()) << 32n) | BigInt(random());
      const value = pick([whole, whole & 0xffn, 0n, 1n << BigInt(bits - 1), (1n << BigInt(bits)) - 1n]);
      const type = pick(['d', 'i', 'u', 'o', 'x', 'X']);
      const format = `%${pick(flagSets)}${pick(widths)}${pick(['', '.', '.0', '.1', '.5', '.25'])}${size}${type}`;
      const c = bits === 64 ? `${value}ull` : `(int)${BigInt.asUintN(32, value)}u`;
      return { format, c, values: [value] };
    });
    compare(cases);
  });

  it('for characters, and for widths and precisions that are arguments', () => {
    const cases = Array.from({ length: 500 }, () => {
      const width = (random() % 40) - 20;
      const precision = (random() % 12) - 4;
      const value = random() | 0;
      return pick([
        { format: '[%*d]', c: `${width}, ${value}`, values: [width, value] },
        { format: '[%.*x]', c: `${precision}, ${value}`, values: [precision, value] },
        { format: '%%[%-*.*i]%%', c: `${width}, ${precision}, ${value}`, values: [width, precision, value] },
        { format: '[%*c]', c: `${width}, 65`, values: [width, 65] },
      ]);
    });
    compare(cases);
  });
});
