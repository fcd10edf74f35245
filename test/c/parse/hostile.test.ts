/** Texts that nobody writes by mistake: they are refused in time, and never bring the host down. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUnit } from '../../../src/c/parse/parse.ts';
import { preprocess } from '../../../src/c/preprocess/preprocess.ts';
import { Diagnostics } from '../../../src/c/source/diagnostics.ts';
import type { Token } from '../../../src/c/source/token.ts';
import { parseText } from './parse-text.ts';
import { ordinaryProgram } from './programs.ts';

const many = 5000;
const repeated = (text: string): string => text.repeat(many);
const numbered = (each: (index: number) => string): string =>
  Array.from({ length: many }, (_, index) => each(index)).join('');
const inFunction = (body: string): string =>
  `int x, a[2], *p; struct s { int m; struct s *n; } s; int f(int y) { ${body}`;

describe('nesting without an end is C1026 or C1075', () => {
  it.each([
    ['parentheses', inFunction(`x = ${repeated('(')}1${repeated(')')};}`)],
    ['blocks', inFunction(repeated('{'))],
    ['signs', inFunction(`x = ${repeated('- ')}x;}`)],
    ['stars', inFunction(`x = ${repeated('*')}p;}`)],
    ['ifs', inFunction(`${repeated('if (x) ')};}`)],
    ['elses', inFunction(`${repeated('if (x) ; else ')};}`)],
    ['sums', inFunction(`x = x${repeated(' + x')};}`)],
    ['assignments', inFunction(`${repeated('x = ')}1;}`)],
    ['conditions', inFunction(`x = ${repeated('x ? x : ')}1;}`)],
    ['commas', inFunction(`x${repeated(', x')};}`)],
    ['subscripts', inFunction(`x = ${repeated('a[')}0${repeated(']')};}`)],
    ['calls', inFunction(`x = ${repeated('f(')}0${repeated(')')};}`)],
    ['members', inFunction(`x = s.n${repeated('->n')}->m;}`)],
    ['casts', inFunction(`x = ${repeated('(int)')}x;}`)],
    ['sizes', inFunction(`x = ${repeated('sizeof ')}x;}`)],
    ['guarded bodies', inFunction(repeated('__try { '))],
    ['selections', inFunction(`x = ${repeated('_Generic(1, default: ')}`)],
    ['structures', repeated('struct { ')],
    ['pointers', `int ${repeated('*')}x;`],
    ['arrays', `int x${repeated('[1]')};`],
    ['declarators', `int ${repeated('(')}x${repeated(')')};`],
    ['parameters', `int f(${repeated('int (')}`],
    ['braces', `int x = ${repeated('{')}1${repeated('}')};`],
    ['pointers by name', `typedef int t0;${numbered((n) => `typedef t${n} *t${n + 1};`)}`],
    ['arrays by name', `typedef int t0;${numbered((n) => `typedef t${n} t${n + 1}[1];`)}`],
  ])('%s', (_name, text) => {
    const { diagnostics } = parseText(text);
    expect(diagnostics.at(-1)).toMatchObject({ severity: 'fatal error', code: 'C1026' });
  });
});

describe('length alone is no matter', () => {
  it.each([
    ['cases', inFunction(`switch (x) {${numbered((n) => `case ${n}: `)};} return 0; }`)],
    ['statements', inFunction(`${repeated('x = x + 1; ')} return x; }`)],
    ['enumerators', `enum { ${numbered((n) => `e${n},`)} };`],
    ['strings', `char *x = ${repeated('"a" ')};`],
    ['values', `int x[] = { ${repeated('1, ')} };`],
  ])('%s', (_name, text) => expect(parseText(text).diagnostics).toEqual([]));
});

it('gives up after a hundred errors', () => {
  const { diagnostics } = parseText(repeated('} { ) ( ; '));
  expect(diagnostics).toHaveLength(101);
  expect(diagnostics.at(-1)).toMatchObject({ severity: 'fatal error', code: 'C1003' });
});

describe('a program that was tampered with', () => {
  const { tokens } = preprocess(
    { name: 'a.c', text: ordinaryProgram },
    { arch: 'x64', mode: 'user', diagnostics: new Diagnostics(), include: () => null },
  );
  const place = fc.nat(tokens.length - 2);
  /** Deletes, repeats, swaps or moves in a token from elsewhere. */
  const change = fc.record({
    how: fc.constantFrom('delete', 'repeat', 'swap', 'insert'),
    at: place,
    other: place,
  });

  function tampered(changes: readonly { how: string; at: number; other: number }[]): Token[] {
    const list = [...tokens];
    for (const { how, at, other } of changes) {
      const [one, two] = [list[at] as Token, list[other] as Token];
      if (how === 'delete' && list.length > 2) list.splice(Math.min(at, list.length - 2), 1);
      else if (how === 'repeat' && one !== undefined) list.splice(at, 0, one);
      else if (how === 'insert' && two !== undefined) list.splice(at, 0, two);
      else if (one !== undefined && two !== undefined) [list[at], list[other]] = [two, one];
    }
    return list;
  }

  it.each(['x64', 'x86'] as const)('is read to the end on %s, or refused', (arch) => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const diagnostics = new Diagnostics();
        parseUnit('a.c', tampered(changes), { arch, mode: 'user', diagnostics });
        // Nothing is said without a place.
        expect(diagnostics.list.every(({ at }) => at !== null)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
