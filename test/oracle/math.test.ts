import { describe, expect, it } from 'vitest';
import { functionsOf } from '../../src/c/runtime/library.ts';
import { program } from '../c/runtime/program.ts';
import { runWithGcc, seeded } from './gcc.ts';

const random = seeded(23);
const pick = <T>(list: readonly T[]): T => list[random() % list.length]!;
const run = program('x64');
const table = functionsOf('user');

const view = new DataView(new ArrayBuffer(8));
const bitsOf = (value: number): bigint => {
  view.setFloat64(0, value);
  return Number.isNaN(value) ? 0x7ff8_0000_0000_0000n : view.getBigUint64(0);
};
const doubleOf = (bits: bigint): number => {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
};

const special = [
  0,
  -0,
  0.5,
  -0.5,
  1,
  -1,
  1.5,
  2.5,
  -2.5,
  4.999999999999999e-1,
  2 ** 52,
  2 ** 53 + 2,
  5e-324,
  -5e-324,
];
special.push(
  2 ** -1022,
  Number.MAX_VALUE,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  3,
  1e17,
  -7,
);

/** Any double, or one of the size that programs use. */
const anyDouble = (): number => {
  const kind = random() % 4;
  if (kind === 0) return pick(special);
  if (kind === 1) return doubleOf((BigInt(random()) << 32n) | BigInt(random()));
  if (kind === 2) return ((random() | 0) / 2 ** (random() % 40)) * (random() % 2 === 0 ? 1 : 0.5);
  return (random() | 0) / 2;
};

interface Question {
  /** C expression of the same result. */
  readonly c: string;
  readonly ours: number;
}

/** What gcc's library answers, as doubles. */
function answers(questions: readonly Question[]): number[] {
  const functions: string[] = [];
  for (let at = 0; at < questions.length; at += 500) {
    const lines = questions.slice(at, at + 500).map(({ c }) => `P(${c});`);
    functions.push(`void f${functions.length}(void) {\n${lines.join('\n')}\n}`);
  }
  const calls = functions.map((_, index) => `f${index}();`).join(' ');
  const text = runWithGcc(
    `#define _GNU_SOURCE
    #include <stdio.h>
    #include <string.h>
    #include <math.h>
    static double D(unsigned long long bits) { double d; memcpy(&d, &bits, 8); return d; }
    static void P(double d) { unsigned long long b; memcpy(&b, &d, 8); printf("%016llx\\n", d != d ? 0x7ff8000000000000ull : b); }
    static double FR(double x) { int e; return frexp(x, &e); }
    static double FE(double x) { int e = 0; if (!isfinite(x)) return 0; frexp(x, &e); return e; }
    static double MI(double x) { double w; modf(x, &w); return w; }
    static double MF(double x) { double w; return modf(x, &w); }
    ${functions.join('\n')}
    int main(void) { ${calls} return 0; }`,
    ['-fno-builtin', '-ffp-contract=off'],
  );
  return text
    .trimEnd()
    .split('\n')
    .map((line) => doubleOf(BigInt(`0x${line}`)));
}

const c = (value: number): string => `D(${bitsOf(value)}ull)`;
const call = (name: string, ...args: (number | bigint)[]): number => Number(run.call(name, ...args));

describe('math.h is that of gcc', () => {
  it('bit by bit where results are exact', () => {
    const ofOne = ['ceil', 'fabs', 'floor', 'logb', 'nearbyint', 'rint', 'round', 'sqrt', 'trunc'];
    const ofTwo = ['copysign', 'fdim', 'fmax', 'fmin', 'fmod', 'nextafter', 'remainder'];
    const questions: Question[] = [];
    for (let at = 0; at < 400; at++) {
      const [left, right, sum] = [anyDouble(), anyDouble(), anyDouble()];
      for (const name of ofOne) questions.push({ c: `${name}(${c(left)})`, ours: call(name, left) });
      for (const name of ofTwo) {
        // The sign of a zero that fmax and fmin choose among two is open in C.
        if (left === 0 && right === 0 && name.startsWith('fm')) continue;
        questions.push({ c: `${name}(${c(left)}, ${c(right)})`, ours: call(name, left, right) });
      }
      questions.push({ c: `fma(${c(left)}, ${c(right)}, ${c(sum)})`, ours: call('fma', left, right, sum) });
      const power = (random() % 2400) - 1200;
      questions.push({ c: `ldexp(${c(left)}, ${power})`, ours: call('ldexp', left, power) });
      const target = run.number('_errno');
      questions.push({ c: `FR(${c(left)})`, ours: call('frexp', left, target) });
      questions.push({ c: `FE(${c(left)})`, ours: run.memory.readInt32(target) });
    }
    const whole = run.buffer(8);
    for (let at = 0; at < 200; at++) {
      const value = anyDouble();
      questions.push({ c: `MF(${c(value)})`, ours: call('modf', value, whole) });
      questions.push({ c: `MI(${c(value)})`, ours: run.memory.readFloat64(whole) });
      const small = (random() | 0) / 2 ** (random() % 8);
      if (Math.abs(small) < 2 ** 30) {
        for (const name of ['lround', 'lrint', 'llround', 'llrint'])
          questions.push({ c: `${name}(${c(small)})`, ours: call(name, small) });
        questions.push({ c: `ilogb(${c(small || 1)})`, ours: call('ilogb', small || 1) });
      }
    }
    const theirs = answers(questions);
    const different = questions.flatMap((question, index) =>
      bitsOf(question.ours) === bitsOf(theirs[index]!) ? [] : [{ ...question, want: theirs[index] }],
    );
    expect(different.slice(0, 10)).toEqual([]);
  });

  it('the float forms of what is exact', () => {
    const questions: Question[] = [];
    for (let at = 0; at < 300; at++) {
      const [left, right] = [Math.fround(anyDouble()), Math.fround(anyDouble())];
      for (const name of ['ceil', 'floor', 'rint', 'round', 'sqrt', 'trunc', 'fabs', 'logb'])
        questions.push({ c: `${name}f(${c(left)})`, ours: call(`${name}f`, left) });
      for (const name of ['fmod', 'nextafter', 'fdim', 'copysign', 'remainder'])
        questions.push({ c: `${name}f(${c(left)}, ${c(right)})`, ours: call(`${name}f`, left, right) });
    }
    const theirs = answers(questions);
    const different = questions.flatMap((question, index) =>
      bitsOf(question.ours) === bitsOf(theirs[index]!) ? [] : [{ ...question, want: theirs[index] }],
    );
    expect(different.slice(0, 10)).toEqual([]);
  });

  it('to 15 digits for elementary functions, to 12 for gamma and the error function', () => {
    const elementary = [
      'acos',
      'asin',
      'atan',
      'atanh',
      'cbrt',
      'cos',
      'cosh',
      'exp',
      'exp2',
      'expm1',
      'log',
      'log10',
    ];
    elementary.push('log1p', 'log2', 'sin', 'sinh', 'tan', 'tanh', 'asinh', 'acosh');
    const questions: (Question & { within: number })[] = [];
    const ask = (name: string, within: number, ...args: number[]) => {
      questions.push({ c: `${name}(${args.map(c).join(', ')})`, ours: call(name, ...args), within });
    };
    for (let at = 0; at < 200; at++) {
      const value = pick([1, 4, 30, 300]) * ((random() | 0) / 2 ** 31);
      const other = 8 * ((random() | 0) / 2 ** 31);
      for (const name of elementary) ask(name, 2e-15, value);
      for (const name of ['erf', 'erfc', 'tgamma', 'lgamma']) ask(name, 1e-12, value);
      ask('pow', 4e-15, Math.abs(value), other);
      ask('atan2', 2e-15, value, other);
      ask('hypot', 2e-15, value, other);
    }
    for (const value of special) {
      for (const name of [...elementary, 'erf', 'erfc', 'tgamma', 'lgamma']) ask(name, 1e-12, value);
      for (const other of special)
        for (const name of ['pow', 'atan2', 'hypot']) ask(name, 4e-15, value, other);
    }
    const theirs = answers(questions);
    const different = questions.flatMap((question, index) => {
      const want = theirs[index]!;
      const isSame = bitsOf(question.ours) === bitsOf(want);
      const isClose =
        Math.abs(question.ours - want) <= question.within * Math.max(Math.abs(want), 2 ** -1022);
      return isSame || isClose ? [] : [{ ...question, want }];
    });
    expect(different.map(({ c: asked, ours, want }) => `${asked} ${ours} ${want}`).slice(0, 40)).toEqual([]);
  });

  it('has a float form for every function of doubles', () => {
    for (const name of ['sin', 'pow', 'ldexp', 'frexp', 'modf', 'remquo', 'fma', 'lround', 'ilogb'])
      expect(table[`${name}f`]?.prototype).toContain('float');
  });
});
