/** Warnings: when they are said, when not, and how a program switches them off. */
import { describe, expect, it } from 'vitest';
import { findings, parseText } from './parse-text.ts';

const declarations = 'int i, *p; int g(int *); void stop(void); __declspec(noreturn) void never(void);';
const said = (body: string, type = 'int'): string =>
  findings(parseText(`${declarations} ${type} f(int a) {\n${body}\n}`).diagnostics)
    .map((one) => one.replace(/ .*/, ''))
    .join(' ');

describe('C4700, a variable that is used before it is set', () => {
  it.each([
    ['int x; return x;', 'C4700', 'at once'],
    ['int x; x++; return x;', 'C4700', 'by a step'],
    ['int x; x += 1; return x;', 'C4700', 'by an operation'],
    ['int *x; return *x;', 'C4700', 'a pointer'],
    ['int x; if (a) return x; x = 1; return x;', 'C4700', 'before it is set'],
    ['int x; while (x) x = 0; return 0;', 'C4700', 'by the condition of a loop'],
    ['int x, y = x; return y;', 'C4700', 'by an initialiser'],
    ['int x; x = 1; return x;', '', 'set'],
    ['int x, y; (void)x; y; return 0;', '', 'named alone, so that nothing says it is unused'],
    ['int x; (void)(x + 1); return 0;', 'C4700', 'in a value that nobody takes'],
    ['int x = a; return x;', '', 'initialised'],
    ['int x; if (a) x = 1; return x;', '', 'set on one way: not certain'],
    ['int x; switch (a) { case 1: x = 1; break; default: x = 2; } return x;', '', 'set by a switch'],
    ['int x; for (;;) { if (a) { x = 1; break; } } return x;', '', 'set in a loop'],
    ['int x; for (i = 0; i < 3; i++) { if (i > 0) i = x; x = i; } return 0;', '', 'set by the round before'],
    ['int x; g(&x); return x;', '', 'set through its address'],
    ['int x[3]; return x[0];', '', 'arrays are not followed'],
    ['int x; goto l; m: return x; l: x = 1; goto m;', '', 'set before a jump back'],
    ['int x; __try { x = 1; } __finally { } return x;', '', 'set in a body'],
    ['int x; return sizeof(x);', '', 'not evaluated'],
    ['int x; return a && (x = 1) && x;', '', 'set by the left operand'],
    ['int x; int y = a ? (x = 1) : 0; return x + y;', '', 'set by one branch'],
  ])('%s: %s, %s', (body, expected) => expect(said(body)).toBe(expected));
});

describe('C4715 and C4716, a function that may end without a result', () => {
  it.each([
    ['', 'C4716', 'nothing is returned'],
    ['if (a) return 1;', 'C4715', 'one way has no return'],
    ['if (a) return 1; else return 2;', '', 'both have'],
    ['while (1) { stop(); }', '', 'a loop without an end'],
    ['while (1) { if (a) break; }', 'C4716', 'a loop that is left'],
    ['for (;;) ;', '', 'a loop without a condition'],
    ['while (a) { return 1; }', 'C4715', 'a loop that may have no round'],
    ['do { return 1; } while (a);', '', 'a loop that has one'],
    ['switch (a) { case 1: return 1; }', 'C4715', 'a switch without default'],
    ['switch (a) { case 1: return 1; default: return 2; }', '', 'a switch with one'],
    ['switch (a) { case 1: break; default: return 2; }', 'C4715', 'a switch that is left'],
    ['goto l; l: return 1;', '', 'a jump'],
    ['l: goto l;', '', 'a jump back'],
    ['return 1; l: ;', '', 'a label that nobody jumps to'],
    ['never();', '', 'a function that never returns'],
    ['stop();', 'C4716', 'one that does'],
    ['__try { return 1; } __except (1) { return 2; }', '', 'a body and its handler'],
    ['__try { return 1; } __except (1) { }', 'C4715', 'a handler that goes on'],
    ['__try { return 1; } __except (0) { }', '', 'a handler that is never reached'],
    ['__try { if (a) __leave; return 1; } __finally { }', 'C4715', 'a body that is left'],
    ['__try { return 1; } __finally { }', '', 'a body that returns'],
    ['__try { } __finally { } return 1;', '', 'a return behind it'],
  ])('%s: %s, %s', (body, expected) => expect(said(body)).toBe(expected));

  it('C4716 is an error, C4715 is none', () => {
    expect(parseText('int f(void) { }').diagnostics).toMatchObject([{ code: 'C4716', severity: 'error' }]);
    expect(parseText('int f(int a) { if (a) return 1; }').diagnostics).toMatchObject([
      { code: 'C4715', severity: 'warning' },
    ]);
  });

  it('says nothing of functions without a type', () =>
    expect(findings(parseText('f(a) { a = 1; }').diagnostics)).toEqual(['C4431 1:1']));
});

describe('conversions', () => {
  it.each([
    ['void *v = 0; p = v; v = p; v = 0; return 0;', '', 'through void *'],
    ['unsigned *u = p; long *l = p; return u == (unsigned *)l;', '', 'integers of one size'],
    ['short *s = p; return 0;', 'C4133', 'integers of two sizes'],
    ['int **q = p; return 0;', 'C4047', 'another level'],
    ['g(a); return 0;', 'C4047 C4024', 'an argument of another level'],
    ['short *s = 0; g(s); return 0;', 'C4133', 'an argument that points to something else'],
    ['int (*q)(int) = g; return 0;', 'C4113', 'other parameters'],
    ['int (*q)() = g; return 0;', '', 'no parameters'],
    ['p = 0; p = (void *)0; return p == 0;', '', 'null'],
    ['p = 1; return 0;', 'C4047', 'a number'],
    ['return p;', 'C4047', 'a pointer as a number'],
    ['return p == 1;', 'C4047', 'a comparison with a number'],
    ['const int *c = p; volatile int *v = p; return 0;', '', 'more qualifiers'],
    ['const int *c = p; p = c; return 0;', 'C4090', 'fewer'],
    ['return (int)p;', 'C4311', 'a pointer cut to 32 bits'],
    ['p = (int *)a; return 0;', 'C4312', 'a pointer made of 32 bits'],
    ['p = (int *)(__int64)a; return (int)(__int64)p;', '', 'through 64 bits'],
    ['char c = 300; float d = 1.5; a = 5000000000; return c + (int)d;', '', 'numbers, whatever is lost'],
  ])('%s: %s, %s', (body, expected) => expect(said(body)).toBe(expected));
});

describe('#pragma warning', () => {
  const of = (text: string) => findings(parseText(text).diagnostics);
  const wrong = 'int f(void) { int x; return x; }';
  it('disable', () => expect(of(`#pragma warning(disable: 4700)\n${wrong}`)).toEqual([]));
  it('disable, of several', () =>
    expect(of(`#pragma warning(disable: 4013 4700; disable: 4090)\n${wrong}`)).toEqual([]));
  it('default', () =>
    expect(of(`#pragma warning(disable: 4700)\n#pragma warning(default: 4700)\n${wrong}`)).toEqual([
      'C4700 3:29',
    ]));
  it('push and pop', () =>
    expect(
      of(
        `#pragma warning(push)\n#pragma warning(disable: 4700)\n${wrong}\n#pragma warning(pop)\nint g(void) { int x; return x; }`,
      ),
    ).toEqual(['C4700 5:29']));
  it('error', () =>
    expect(parseText(`#pragma warning(error: 4700)\n${wrong}`).diagnostics).toMatchObject([
      { severity: 'error', code: 'C4700' },
    ]));
  it('suppress, for the next line alone', () =>
    expect(of(`int f(void) {\nint x, y;\n#pragma warning(suppress: 4013)\na();\nb();\nreturn 0; }`)).toEqual([
      'C4013 5:1',
    ]));
  it('disable spares a promoted one too', () =>
    expect(of('#pragma warning(disable: 4716)\nint f(void) { }')).toEqual([]));
});
