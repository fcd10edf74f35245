import { describe, expect, it } from 'vitest';
import { clean, run } from './preprocessing.ts';

describe('macros of the standard', () => {
  it.each([
    ['an object-like one', '#define N 3\nN + N', '3 + 3\n'],
    ['one that is empty', '#define N\na N b', 'a b\n'],
    ['a function-like one', '#define add(a, b) ((a) + (b))\nadd(1, (2, 3))', '((1) + ((2, 3)))\n'],
    ['its name without parentheses', '#define f(a) <a>\nf + (f)(1)', 'f + (f)(1)\n'],
    ['a call over lines', '#define f(a, b) a|b\nf(1,\n  2\n)', '1|\n2\n'],
    ['a parenthesis in the next line', '#define f(a) [a]\nf\n\n(1) f\n#define g\n(2)', '[\n1] f\n(2)\n'],
    ['no arguments', '#define f() x\nf() f( )', 'x x\n'],
    ['an empty argument', '#define f(a, b) [a|b]\nf(,) f(1,) f(,2)', '[|] [1|] [|2]\n'],
    ['itself', '#define a a + b\n#define b b - a\na b', 'a + b - a b - a + b\n'],
    ['itself as an argument of itself', '#define f(x) x + f\nf(f(1))(2)', '1 + f + f(2)\n'],
    ['a call that begins in one macro', '#define g f(\n#define f(x) [x]\ng 1)', '[1]\n'],
    ['arguments before the body', '#define x 2\n#define f(a) a a\nf(x)', '2 2\n'],
    ['a name that was hidden stays so', '#define nil(x) x\n#define a nil(a)\na nil(a)', 'a a\n'],
    ['undef', '#define a 1\n#undef a\n#undef never\na', 'a\n'],
    ['a deferred call', '#define E\n#define f() g\n#define x(...) __VA_ARGS__\nf E () x(f E ())', 'f () g\n'],
  ])('%s', (_, text, expected) => expect(clean(text)).toBe(expected));

  // The macros of the standard's first long example, with its result.
  it('hide sets over several calls', () => {
    const text = `
#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
g(x+(3,4)-w) | h 5) & m
(f)^m(m);`;
    expect(clean(text)).toBe(
      [
        'f(2 * (y+1)) + f(2 * (f(2 * (z[0])))) % f(2 * (0)) + t(1);',
        'f(2 * (2+(3,4)-0,1)) | f(2 * (~ 5)) &',
        'f(2 * (0,1))^m(0,1);\n',
      ].join('\n'),
    );
  });
});

describe('# and ##', () => {
  it.each([
    ['# keeps the spelling', '#define s(x) #x\ns( a  +\n/* c */ b )', '"a + b"\n'],
    [
      '# escapes inside quotes only',
      String.raw`#define s(x) #x${'\n'}s("a\n" '\0' \n '"')`,
      `${String.raw`"\"a\\n\" '\\0' \n '\"'"`}\n`,
    ],
    [
      '# does not expand, a call around it does',
      '#define s(x) #x\n#define e(x) s(x)\n#define N 1\ns(N) e(N)',
      '"N" "1"\n',
    ],
    ['# of all arguments', '#define s(...) #__VA_ARGS__\ns(a, b,c) s()', '"a, b,c" ""\n'],
    ['## joins', '#define c(a, b) a ## b\nc(x, 1) c(1, e5) c(<, <=) c(, y) c(y, ) c(,)', 'x1 1e5 <<= y y\n'],
    [
      '## does not expand, what comes of it does',
      '#define c(a, b) a##b\n#define A 1\n#define AB 2\nc(A, B) c(A, A)',
      '2 AA\n',
    ],
    [
      'a chain of ##',
      '#define c(x, y, z) x ## y ## z\nc(1,2,3) c(,4,5) c(6,,7) c(8,,) c(,,)',
      '123 45 67 8\n',
    ],
    ['## joins only what stands beside it', '#define c(a, b) a ## b\nc(1 2, 3 4)', '1 23 4\n'],
    ['# before ##', '#define c(a) #a ## _x\nc(1)', '"1"_x\n'],
    ['## in an object-like macro', '#define hash a ## b\nhash', 'ab\n'],
    ['# in an object-like macro', '#define hash #\n#define s(x) #x\n#define e(x) s(x)\ne(hash)', '"#"\n'],
  ])('%s', (_, text, expected) => expect(clean(text)).toBe(expected));

  // What follows is MSVC's.
  it.each([
    ['what gives no token stays two', '#define c(a, b) a ## b\nc(x, +) c(., .) c(-, 1)', 'x+ .. -1\n'],
    ['L#x', '#define w(x) L#x\n#define v(x) L ## #x\nw(a b) v(c)', 'L"a b" L"c"\n'],
    ['L ## of strings and characters', '#define T(x) L ## x\nT("a") T(\'b\')', 'L"a" L\'b\'\n'],
    [
      'a comma goes before nothing',
      '#define p(f, ...) P(f, __VA_ARGS__)\np(1) p(1,) p(1, 2, 3)',
      'P(1 ) P(1 ) P(1, 2, 3)\n',
    ],
    ['also with ##', '#define p(f, ...) P(f, ## __VA_ARGS__)\np(1) p(1, 2, 3)', 'P(1 ) P(1, 2, 3)\n'],
    ['not before other parameters', '#define p(f, a) P(f, a)\np(1,)', 'P(1, )\n'],
    [
      'a macro behind the comma and ##',
      '#define X 1\n#define p(f, ...) P(f, ## __VA_ARGS__)\np(X, X)',
      'P(1, 1)\n',
    ],
  ])('MSVC: %s', (_, text, expected) => expect(clean(text)).toBe(expected));
});

describe('predefined macros', () => {
  it('__FILE__ and __LINE__ are those of the outermost use', () => {
    expect(clean('#define where __FILE__ __LINE__\n\n where\n[where\n]')).toBe(
      '"main.c" 3\n["main.c" 4\n]\n',
    );
  });

  it('a file name is quoted', () => {
    expect(clean('#line 7 "c:\\\\a\\"b.c"\n__FILE__ __LINE__')).toBe('"c:\\\\a\\"b.c" 7\n');
  });

  it('__COUNTER__ counts, the time stands still', () => {
    expect(clean('__COUNTER__ __COUNTER__')).toBe('0 1\n');
    expect(clean('__COUNTER__ __DATE__ __TIME__')).toBe('0 "Jan  1 2024" "00:00:00"\n');
    expect(clean('__TIMESTAMP__')).toBe('"Mon Jan  1 00:00:00 2024"\n');
  });

  it('the compiler', () => {
    expect(clean('_MSC_VER _MSC_EXTENSIONS _INTEGRAL_MAX_BITS _WIN32 _MT')).toBe('1940 1 64 1 1\n');
    expect(clean('__STDC__ __STDC_VERSION__ __cplusplus __GNUC__ _NATIVE_WCHAR_T_DEFINED')).toBe(
      '__STDC__ __STDC_VERSION__ __cplusplus __GNUC__ _NATIVE_WCHAR_T_DEFINED\n',
    );
  });

  it.each([
    ['x64', '1 100 100 1 1 _M_IX86 _X86_\n'],
    ['x86', '_WIN64 _M_X64 _M_AMD64 _AMD64_ AMD64 600 1\n'],
  ] as const)('the processor %s', (arch, expected) => {
    expect(clean('_WIN64 _M_X64 _M_AMD64 _AMD64_ AMD64 _M_IX86 _X86_', { arch })).toBe(expected);
  });

  it('the build of a driver, and of a program', () => {
    const names = '_KERNEL_MODE POOL_NX_OPTIN DBG _WIN32_WINNT WINVER NTDDI_VERSION';
    expect(clean(names)).toBe('1 1 1 0x0A00 0x0A00 0x0A000010\n');
    expect(clean(names, { mode: 'user' })).toBe('_KERNEL_MODE POOL_NX_OPTIN 1 0x0A00 0x0A00 0x0A000010\n');
    expect(clean('DBG', { release: true })).toBe('0\n');
  });

  it('-D: with a value, with none, over what the build has', () => {
    const defines = { A: '1', B: '', C: '(x + 1)', DBG: '7', 'F(x)': 'x' };
    expect(clean('A [B] C DBG', { defines })).toBe('1 [] (x + 1) 7\n');
    expect(clean('#define _WIN32_WINNT 0x0501\n_WIN32_WINNT')).toBe('0x0501\n');
  });
});

describe('places', () => {
  it('a token of a macro stands where the outermost macro was used, an argument where it was written', () => {
    const { tokens } = run('#define in x +\n#define out(a) in a\n  out(\n   1)');
    expect(tokens.map(({ text, at }) => [text, at.line, at.column])).toEqual([
      ['x', 3, 3],
      ['+', 3, 3],
      ['1', 4, 4],
      ['', 4, 6],
    ]);
  });

  it('lines and columns behind joined lines and comments', () => {
    const { tokens } = run('a \\\n  b /* \n */ c\\\r\nd\r\n\te\n// f \\\n g\nh');
    expect(tokens.map(({ text, at }) => `${text} ${at.line}:${at.column}`)).toEqual([
      'a 1:1',
      'b 2:3',
      'cd 3:5',
      'e 5:2',
      'h 8:1',
      ' 8:2',
    ]);
  });

  it('#line changes the lines and the name', () => {
    const { tokens } = run('a\n#line 100\nb\n#define N 200 "other.c"\n#line N\nc\nd');
    expect(tokens.map(({ text, at }) => `${text} ${at.file}(${at.line})`).slice(0, 4)).toEqual([
      'a main.c(1)',
      'b main.c(100)',
      'c other.c(200)',
      'd other.c(201)',
    ]);
  });
});
