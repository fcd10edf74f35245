import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preprocess } from '../../../src/c/preprocess/preprocess.ts';
import { Diagnostics, FatalDiagnostic } from '../../../src/c/source/diagnostics.ts';
import { run, said } from './preprocessing.ts';

/** Pieces that programs are shaken together from: every directive, operator and way to leave something open. */
const PIECES = [
  ...[
    '#define ',
    '#define f(x) ',
    '#define g(x, ...) ',
    '#undef ',
    '#if ',
    '#ifdef ',
    '#elif ',
    '#else',
    '#endif',
  ],
  ...[
    '#include "a.h"',
    '#include "main.c"',
    '#include <',
    '#line 7 "x"',
    '#pragma ',
    '#pragma once',
    '#error',
  ],
  ...['__pragma(', '_Pragma("', 'defined', 'defined(', '__VA_ARGS__', '__LINE__', '__FILE__', '__COUNTER__'],
  ...['__has_include(', 'push_macro("f")', 'pop_macro("f")', 'warning(push)', 'pack(1)'],
  ...[
    'f',
    'g',
    'h',
    'x',
    'y',
    'L',
    '(',
    ')',
    ',',
    '#',
    '##',
    '<',
    '>',
    '"',
    "'",
    '/*',
    '*/',
    '//',
    '\\',
    '\\\n',
  ],
  ...[
    '\n',
    '\n',
    '\n',
    ' ',
    '\r\n',
    '1',
    '0',
    '1.',
    '0x',
    '...',
    '?',
    ':',
    '&&',
    '/',
    '%:',
    '\u00e9',
    '\0',
    '@',
  ],
];

describe('hostile text', () => {
  it('random text ends, without an error of ours', () => {
    const text = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 80, size: 'max' })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (main, included) => {
        const { tokens, said: messages } = run(main, { files: { 'a.h': included, 'main.c': main } });
        // Either it came to its end, or it says why not.
        expect(tokens.at(-1)?.kind === 'end' || messages.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('random characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60, size: 'max' }), (text) => {
        expect(() => run(text)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });

  const doubling = Array.from({ length: 40 }, (_, n) => `#define m${n + 1} m${n} m${n}`).join('\n');
  const chain = Array.from({ length: 5000 }, (_, n) => `#define m${n + 1} m${n}`).join('\n');
  const nested = (open: string, close: string, n: number) => open.repeat(n) + close.repeat(n);
  const quoted = Array.from({ length: 60 }, (_, n) => `#define s${n + 1}(x) s${n}(#x)`).join('\n');

  it.each([
    ['macros that double', `${doubling}\nm40`, 'C1009'],
    ['arguments that double', `#define d(x) x x\n${'d('.repeat(60)}1${')'.repeat(60)}`, 'C1009'],
    ['a long chain', `${chain}\nm5000`, 'C1009'],
    ['calls in calls', `#define f(x) x\n${nested('f(', ')', 20_000)}`, 'C1009'],
    ['quoted quotes', `#define s0(x) x\n${quoted}\ns60("")`, 'C1064'],
    [
      'a name that grows',
      `#define c(a, b) a##b\n#define e(a, b) c(a, b)\n${'e('.repeat(20)}x${', x)'.repeat(20)}`,
      undefined,
    ],
    ['parentheses in a condition', `#if ${nested('(', ')', 5000)}\n#endif`, 'C1009'],
    ['minus signs in a condition', `#if ${'- '.repeat(5000)}1\n#endif`, 'C1009'],
    ['question marks in a condition', `#if ${'1 ? '.repeat(50_000)}\n#endif`, 'C1009'],
    ['groups in groups', nested('#if 1\n', '#endif\n', 20_000), undefined],
    [
      'groups in a group that is left out',
      `#if 0\n${nested('#if 1\n', '#endif\n', 20_000)}#endif`,
      undefined,
    ],
    ['parentheses in an argument', `#define f(x) x\nf(${nested('(', ')', 50_000)})`, undefined],
    [
      'a macro of many parameters',
      `#define f(${Array.from({ length: 2000 }, (_, n) => `a${n}`)}) a0\nf(1)`,
      'C4003',
    ],
    ['comments without end', '/* '.repeat(5000), 'C1071'],
  ])('%s', (_, text, code) => {
    const started = performance.now();
    const codes = said(text).map((one) => one.split(' ')[0]);
    expect(codes).toEqual(code === undefined ? [] : [code]);
    // Far below what a program that never ends takes, far above what a busy machine needs.
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('errors without end stop at 100', () => {
    expect(said('@ '.repeat(500)).filter((one) => one.startsWith('C2018'))).toHaveLength(100);
    expect(said('@ '.repeat(500)).at(-1)).toMatch(/^C1003/);
  });

  it('a fatal error is thrown as one', () => {
    const diagnostics = new Diagnostics();
    const options = { arch: 'x64', mode: 'user', diagnostics, include: () => null } as const;
    expect(() => preprocess({ name: 'a.c', text: '#error x' }, options)).toThrow(FatalDiagnostic);
  });

  it('many tokens take no time to speak of', () => {
    const line = 'NTSTATUS NTAPI RoutineOfSomeName(PVOID First, ULONG Second, IN OUT SIZE_T *Third);\n';
    const text = `#define IN\n#define OUT\n#define NTAPI __stdcall\n${line.repeat(1500)}`;
    run(text);
    const started = performance.now();
    expect(run(text).tokens.length).toBeGreaterThan(20_000);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
