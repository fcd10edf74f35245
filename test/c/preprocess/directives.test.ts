import { describe, expect, it } from 'vitest';
import { clean, run, said } from './preprocessing.ts';

const holds = (condition: string, before = '') =>
  clean(`${before}\n#if ${condition}\nyes\n#else\nno\n#endif`) === 'yes\n';

describe('#if', () => {
  it.each([
    '1',
    '-1 < 0',
    '-1 > 0u',
    '(2 + 3) * 4 == 20',
    '2 + 3 * 4 == 14',
    '7 / 2 == 3 && -7 / 2 == -3 && -7 % 3 == -1',
    '1 << 40 == 0x10000000000',
    '0xFFFFFFFFFFFFFFFF == -1',
    '9223372036854775807 + 1 < 0',
    '0xFFFFFFFFui64 + 1i64 == 0x100000000',
    '-1 >> 1 == -1',
    '(-1 ^ 0u) >> 63 == 1',
    '~0 == -1 && !0 && !!5',
    '1 ? 2 : 0',
    '(0 ? 1 : 2 ? 3 : 4) == 3',
    '0 || 2',
    '!(0 && 1 / 0)',
    '1 || 1 % 0',
    '1 ? 1 : 1 / 0',
    "'A' == 65 && 'AB' == 0x4142 && '\\n' == 10 && '\\xff' < 0 && L'\\xffff' == 65535",
    "'\\0' == 0 && '\\'' == 39 && '\\101' == 65",
    '017 == 15 && 0b101 == 5 && 0 == 00',
    'unknown == 0',
    'true == false',
    '1ULL && 1llu && 1i8',
    '5 & 3 == 3',
    '(1 | 2 ^ 3 & 1) == 3',
    '3 - 2 - 1 == 0',
  ])('%s', (condition) => expect(holds(condition)).toBe(true));

  it.each(['0', '-1 < 0u', '0x0', 'unknown', '1 - 1', '(1, 0)'.slice(4, 5)])('not %s', (condition) =>
    expect(holds(condition)).toBe(false),
  );

  it('defined, in all forms', () => {
    const before = '#define A\n#define IS defined(A) && !defined B';
    expect(holds('defined A && defined(A) && !defined B && defined __FILE__', before)).toBe(true);
    expect(holds('IS && !(!IS)', before)).toBe(true);
  });

  it('macros', () => {
    expect(holds('MAX(3, N) == 4', '#define N 4\n#define MAX(a, b) ((a) > (b) ? (a) : (b))')).toBe(true);
  });

  it('__has_include', () => {
    const text =
      '#if __has_include("a.h") && !__has_include(<b.h>) && __has_include(<dir/c-d.h>)\nyes\n#endif';
    expect(clean(text, { files: { 'a.h': '', 'dir/c-d.h': '' } })).toBe('yes\n');
  });

  it.each([
    ['', 'C1017 1:2'],
    ['1 +', 'C1017 1:2'],
    ['1 2', 'C1017 1:7'],
    ['1.5', 'C1017 1:5'],
    ['"a"', 'C1017 1:5'],
    ['f(1)', 'C1017 1:6'],
    ['(1', 'C1012 1:2'],
    ['1 / 0', 'C2124 1:7'],
    ['0x', 'C1017 1:5'],
    ['18446744073709551616', 'C1017 1:5'],
    ['1 ? 2', 'C1017 1:2'],
    ["''", 'C1017 1:5'],
    ["'abcde'", 'C1017 1:5'],
  ])('#if %s is wrong', (condition, expected) => {
    expect(said(`#if ${condition}\n#endif`)).toEqual([expected.replace(/1:2$/, '1:2')]);
  });

  it('defined without a name', () => {
    expect(said('#if defined\n#endif')).toEqual(['C2003 1:5']);
    expect(said('#if defined(\n#endif')).toEqual(['C2004 1:5']);
    expect(said('#if defined(A\n#endif')).toEqual(['C2004 1:5']);
  });
});

describe('groups', () => {
  it('the first part that holds is read', () => {
    const part = (n: number) =>
      clean(
        `#define N ${n}\n#if N == 1\none\n#elif N == 2\ntwo\n#elif N == 2\nnever\n#else\nother\n#endif\nafter`,
      );
    expect([1, 2, 3].map(part)).toEqual(['one\nafter\n', 'two\nafter\n', 'other\nafter\n']);
  });

  it('a part that is left out may hold anything', () => {
    const text = `#if 0
don't
/* a comment
#endif
*/ x #endif "
#if nonsense (((
# else
#elif
#endif
# error no
# 'x
#include "missing"
@ \\
#endif
#endif
after`;
    expect(clean(text)).toBe('after\n');
  });

  it('conditions behind the part that was read are not looked at', () => {
    expect(clean('#if 1\na\n#elif 1 / 0\nb\n#elif (\nc\n#endif')).toBe('a\n');
  });

  it('#ifdef, #ifndef, #elifdef, #elifndef', () => {
    const text = '#ifdef A\na\n#elifdef B\nb\n#elifndef C\nc\n#else\nd\n#endif';
    expect(clean(text)).toBe('c\n');
    expect(clean(`#define A\n${text}`)).toBe('a\n');
    expect(clean(`#define B\n${text}`)).toBe('b\n');
    expect(clean(`#define C\n${text}`)).toBe('d\n');
    expect(clean('#ifndef __FILE__\na\n#else\nb\n#endif')).toBe('b\n');
  });

  it('words behind #else and #endif are let pass', () => {
    expect(clean('#if 0\n#else not 0\na\n#endif NAME')).toBe('a\n');
  });

  it('groups in groups', () => {
    expect(clean('#if 1\n#if 0\na\n#else\nb\n#endif\nc\n#else\n#if 1\nd\n#endif\n#endif')).toBe('b\nc\n');
  });

  it.each([
    ['a\n#if 1\nb', 'C1070 2:2'],
    ['#if 0\nb\n#else', 'C1070 1:2'],
    ['#endif', 'C1020 1:2'],
    ['#else', 'C1019 1:2'],
    ['#elif 1', 'C1018 1:2'],
    ['#if 1\n#else\n#else\n#endif', 'C1019 3:2'],
    ['#if 0\n#else\n#elif 1\n#endif', 'C1018 3:2'],
    ['#ifdef\n#endif', 'C1016 1:2'],
    ['#ifndef 3\n#endif', 'C1016 1:9'],
  ])('%j', (text, expected) => expect(said(text)).toEqual([expected]));
});

describe('#define', () => {
  it.each([
    ['#define A 1\n#define A 1', []],
    ['#define A(x) x\n#define A( x )   x', []],
    ['#define A 1\n#define A 2', ['C4005 2:9']],
    ['#define A(x) x\n#define A(y) y', ['C4005 2:9']],
    ['#define A a b\n#define A a  b', []],
    ['#define A a+b\n#define A a +b', ['C4005 2:9']],
    ['#define A 1\n#define A() 1', ['C4005 2:9']],
    ['#define A 1\n#undef A\n#define A 2', []],
    ['#pragma warning(disable: 4005)\n#define A 1\n#define A 2', []],
    ['#define A 1\n#pragma warning(suppress: 4005)\n#define A 2\n#define A 3', ['C4005 4:9']],
    [
      '#define A 1\n#pragma warning(push)\n#pragma warning(disable : 4005)\n#define A 2\n#pragma warning(pop)\n#define A 3',
      ['C4005 6:9'],
    ],
    ['#define', ['C2007 1:2']],
    ['#define 1', ['C2007 1:9']],
    ['#define defined 1', ['C4117 1:9']],
    ['#define __FILE__ 1', ['C4117 1:9']],
    ['#undef __LINE__', ['C4117 1:8']],
    ['#undef', ['C4006 1:2']],
    ['#undef A B', ['C4067 1:10']],
    ['#define f(x', ['C2010 1:9']],
    ['#define f(x,) x', ['C2010 1:13']],
    ['#define f(1) x', ['C2010 1:11']],
    ['#define f(x, x) x', ['C2009 1:14']],
    ['#define f(..., x) x', ['C2010 1:14']],
    ['#define f(x...) x', ['C2010 1:12']],
    ['#define a ## b', ['C2160 1:11']],
    ['#define a b ##', ['C2161 1:13']],
    ['#define f(x) #y', ['C2162 1:14']],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected));

  it.each([
    ['f(1)', 'C4003 2:1', '1|\n'],
    ['f(1, 2, 3)', 'C4002 2:1', '1|2\n'],
  ])('%s of a macro with two parameters', (call, expected, text) => {
    const result = run(`#define f(a, b) a|b\n${call}`);
    expect(result.said).toEqual([expected]);
    expect(result.text).toBe(text);
  });

  it('one parameter may be nothing, none may not be something', () => {
    expect(said('#define f(a) a\nf()')).toEqual([]);
    expect(said('#define f() a\nf(1)')).toEqual(['C4002 2:1']);
    expect(said('#define f(a, ...) a\nf(1)')).toEqual([]);
    expect(said('#define f(a, b, ...) a\nf(1)')).toEqual(['C4003 2:1']);
  });

  it('a call that does not end', () => expect(said('#define f(a) a\nx f(1, (2)')).toEqual(['C1057 2:3']));
});

describe('#include', () => {
  it('both forms, macros, and names in the way of Windows', () => {
    const files = { 'a.h': 'A', 'sys/b.h': 'B' };
    const text = '#include "a.h"\n#include <a.h>\n#include "sys\\b.h"\n#include <sys\\\\b.h>';
    expect(clean(text, { files })).toBe('A A\nB B\n');
    expect(clean('#define S(x) #x\n#define H S(a.h)\n#include H', { files })).toBe('A\n');
    expect(clean('#define H <sys/b.h>\n#include H', { files })).toBe('B\n');
    expect(run(text, { files }).sources).toEqual(['main.c', 'a.h', 'sys/b.h']);
  });

  it('the form and the including file reach the finder', () => {
    const text = '#include "in.h"';
    const files = { 'in.h': '__FILE__ __LINE__\n#include <b.h>\n__LINE__', 'b.h': '__FILE__' };
    expect(clean(`${text}\n__FILE__`, { files })).toBe('"in.h" 1\n"b.h"\n3\n"main.c"\n');
  });

  it('#pragma once, guards of both kinds', () => {
    const files = {
      'once.h': '#pragma once\nonce',
      'guard.h': '#ifndef G\n#define G\nguard\n#endif',
      'if.h': '// comment\n#if !defined(I)\n#define I\nif\n#endif /* I */',
      'not.h': '#ifndef N\n#define N\nnot\n#endif\nagain',
      'else.h': '#ifndef E\n#define E\nfirst\n#else\nsecond\n#endif',
    };
    const twice = (name: string) => clean(`#include "${name}"\n#include "${name}"`, { files });
    expect(twice('once.h')).toBe('once\n');
    expect(twice('guard.h')).toBe('guard\n');
    expect(twice('if.h')).toBe('if\n');
    expect(twice('not.h')).toBe('not\nagain again\n');
    expect(twice('else.h')).toBe('first\nsecond\n');
    expect(clean('#include "guard.h"\n#undef G\n#include "guard.h"', { files })).toBe('guard guard\n');
  });

  it.each([
    ['#include "no.h"', 'C1083 1:2'],
    ['#include', 'C2006 1:2'],
    ['#include no', 'C2006 1:10'],
    ['#include <a', 'C2006 1:10'],
    ['#include "a.h" x', 'C4067 1:16'],
    ['#include "self.h"', 'C1014 1:2'],
    ['#include "open.h"', 'C1070 1:2'],
    ['#include "call.h"\n1)', 'C1057 2:1'],
  ])('%j', (text, expected) => {
    const files = {
      'a.h': '',
      'self.h': '#include "self.h"',
      'open.h': '#if 1',
      'call.h': '#define f(x) x\nf(',
    };
    expect(said(text, { files })).toEqual([expected]);
  });

  it('a file that includes itself twice ends', () => {
    const files = { 'twice.h': 'x\n#include "twice.h"\n#include "twice.h"' };
    expect(said('#include "twice.h"', { files })).toEqual(['C1014 2:2']);
    const shallow = {
      'deep.h': `#define D D1\n#if __COUNTER__ < 1000000000\n#include "deep.h"\n#endif`,
    };
    expect(said('#include "deep.h"', { files: shallow })).toHaveLength(1);
  });
});

describe('other directives', () => {
  it.each([
    ['#error we don\'t "do /* that', 'C1189 1:2'],
    ['#line', 'C2005 1:2'],
    ['#line x', 'C2005 1:7'],
    ['#line 1 2', 'C4067 1:9'],
    ['#nonsense', 'C1021 1:2'],
    ['# "x"', 'C2019 1:3'],
    ['#pragma nonsense', 'C4068 1:2'],
  ])('%j', (text, expected) => expect(said(text)).toEqual([expected]));

  it('nothing, and #ident', () => expect(clean('#\n# // x\n#ident "v1"\na')).toBe('a\n'));

  it('in the arguments of a call', () => {
    expect(clean('#define f(x) [x]\nf(1\n#if 0\n2\n#else\n3\n#endif\n)')).toBe('[1\n3]\n');
  });
});

describe('pragmas', () => {
  it('those of the parser become tokens', () => {
    const text = [
      '#pragma pack(push, 1)',
      '#define N 4',
      '#pragma pack(N)',
      '#pragma alloc_text(PAGE, N, f)',
      '#pragma code_seg("PAGE")',
      'x',
    ].join('\n');
    expect(run(text).tokens.slice(0, -1)).toEqual([
      expect.objectContaining({ kind: 'pragma', text: 'pack(push, 1)' }),
      expect.objectContaining({ kind: 'pragma', text: 'pack(4)' }),
      expect.objectContaining({ kind: 'pragma', text: 'alloc_text(PAGE, N, f)' }),
      expect.objectContaining({ kind: 'pragma', text: 'code_seg("PAGE")' }),
      expect.objectContaining({ kind: 'identifier', text: 'x' }),
    ]);
  });

  it('__pragma and _Pragma, also out of macros and in odd places', () => {
    const text = `#define PACK __pragma(pack(push, 1)) struct
#define QUIET _Pragma("warning(disable: 4005)")
PACK s { int a __pragma(pack(pop)); }; QUIET
#define A 1
#define A 2
do __pragma(warning(suppress: 4127)) while (0)`;
    expect(clean(text)).toBe(
      `#pragma pack(push, 1)
struct s { int a
#pragma pack(pop)
; };
#pragma warning(disable: 4005)
do
#pragma warning(suppress: 4127)
while (0)
`,
    );
  });

  it('those that mean nothing here are silent', () => {
    expect(
      clean('#pragma region don\'t\n#pragma endregion\n#pragma message("x")\n#pragma prefast(disable: 1)\na'),
    ).toBe('a\n');
  });

  it('push_macro and pop_macro', () => {
    const text =
      '#define A 1\n#pragma push_macro("A")\n#undef A\n#define A 2\n#pragma push_macro("B")\n#define B 3\nA B\n#pragma pop_macro("A")\n#pragma pop_macro("B")\nA B';
    expect(clean(text)).toBe('2 3\n1 B\n');
  });

  it.each([
    ['_Pragma("once"', 'C1004 1:1'],
    ['#pragma warning(disable: 4068)\n#pragma nonsense', undefined],
  ])('%j', (text, expected) => expect(said(text)).toEqual(expected === undefined ? [] : [expected]));
});
