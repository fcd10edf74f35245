/** Each error and warning once more, by its number: where it is said, and that nothing follows from it. */
import { describe, expect, it } from 'vitest';
import { findings, parseText } from './parse-text.ts';

const declarations =
  `typedef int T; struct s { int m; } s, r2(void); struct inc *inc; int i, *p, f2(int), setjmp(int *);
double d; void *vp, vf(void); char *c;`.replace('\n', ' ');

describe('in a function', () => {
  it.each([
    ['i = "a" * 2;', 'C2296 2:9'],
    ['i = -p;', 'C2171 2:5'],
    ['i = p * 2;', 'C2296 2:7'],
    ['i = 1 - p;', 'C2113 2:7'],
    ['i = p + d;', 'C2111 2:7'],
    ['p = p - d;', 'C2112 2:7'],
    ['vp + 1;', 'C2036 2:4'],
    ['i = *vp;', 'C2100 2:5'],
    ['i = inc->m;', 'C2037 2:10'],
    ['x = sizeof(struct inc);', 'C2027 2:5'],
    ['i = sizeof(f2);', 'C2070 2:5'],
    ['vf() + 1;', 'C2186 2:6'],
    ['i = vf();', 'C2440 2:3'],
    ['f2(vf());', 'C2095 2:4'],
    ['(int[2])i;', 'C2067 2:1'],
    ['(int(void))i;', 'C2066 2:1'],
    ['i = T;', 'C2275 2:5'],
    ['i = _Generic(d, int: 1);', 'C7702 2:5'],
    ['register static int z;', 'C2159 2:10'],
    ['signed unsigned z;', 'C2042 2:1'],
    ['char short z;', 'C2632 2:1'],
    ['int z[2][];', 'C2087 2:6'],
    ['int z() = 1;', 'C2072 2:5'],
    ["i = '';", 'C2137 2:5'],
    ["i = 'abcde';", 'C2015 2:5'],
    ["i = '\\777';", 'C2022 2:5'],
    ['i = 99999999999999999999;', 'C2177 2:5'],
    ['i = 0x;', 'C2153 2:5'],
    ['i = 09;', 'C2041 2:5'],
    ['i = 12qq;', 'C2059 2:5'],
    ['i = U"a"[0];', 'IRQ1001 2:5'],
    ['i = "\\q"[0];', 'C4129 2:5'],
    ['setjmp(i);', 'C2172 2:1'],
    ['__va_start(i, x);', 'C2440 2:1'],
    ['i = __builtin_offsetof(struct s, q);', 'C2039 2:5'],
    ['vf;', 'C4550 2:1'],
    ['i ? vf() : 1;', 'C4053 2:3'],
    ['i = p == d;', 'C2440 2:7'],
    ['p == c;', 'C4133 2:3'],
    ['struct s z = 5;', 'C2440 2:14'],
    ['char z[2] = "abc";', 'C2117 2:13'],
    ['int z = { 1, 2 };', 'C2078 2:14'],
    ['struct s z = { .q = 1 };', 'C2039 2:17'],
    ['int z[2] = { [5] = 1 };', 'C2078 2:14'],
    ['__asm int 3;', 'IRQ1003 2:1'],
    ['__try { i = setjmp(p); } __except (1) { i = 0; }', ''],
    ['__try { i = 0; } __except (1) { i = setjmp(p); }', 'IRQ1004 2:37'],
    [
      '__try { i = 0; } __finally { __try { if (setjmp(p)) i = 1; } __except (1) { i = 2; } }',
      'IRQ1004 2:42',
    ],
    ['__try { i = 0; } __except (setjmp(p)) { i = 1; }', 'IRQ1004 2:28'],
    ['__try { i = 0; } __finally { i = (int)sizeof(setjmp(p)); }', ''],
    ['_Atomic int z;', 'IRQ1003 2:1'],
    ['__declspec(thread) static int z;', 'IRQ1003 2:12'],
    ['i++ ++;', 'C2105 2:5'],
    ['&r2();', 'C2102 2:1'],
    ['typedef int i2 = 3;', 'C2143 2:16'],
    ['__try { } __except (s) { }', 'C2440 2:21'],
    ['x(;', 'C2059 2:3'],
    ['x = ;', 'C2059 2:5'],
    ['if x;', 'C2146 2:4'],
    ['return 1', 'C2143 3:1'],
  ])('%s: %s', (body, expected) => {
    const { diagnostics } = parseText(`${declarations} int f(int x) {\n${body}\nreturn 0; }`);
    expect(findings(diagnostics).join(' ')).toBe(expected);
  });
});

describe('at file scope', () => {
  it.each([
    ['struct s { };', 'C2016 1:8'],
    ['struct s { int f(void); };', 'C2032 1:16'],
    ['struct s { int : 3; int a : 0; };', 'C2149 1:25'],
    ['struct s { double a : 3; };', 'C2150 1:19'],
    ['struct s { void v; };', 'C2182 1:17'],
    ['struct s { static int a; };', 'C2071 1:12'],
    ['struct s { struct u v; };', 'C2079 1:21'],
    ['enum e { A, A };', 'C2086 1:13'],
    ['int A; enum e { A };', 'C2365 1:17'],
    ['int f(a) int b; { return 0; }', 'C2085 1:14'],
    ['int f(int) { return 0; }', 'C2055 1:10'],
    ['int f(int a, int a) { return 0; }', 'C2082 1:18'],
    ['int f(void)(void);', 'C2091 1:5'],
    ['int f[2](void);', 'C2092 1:6'],
    ['int f(void)[2];', 'C2090 1:5'],
    ['struct s a[2];', 'C2079 1:11'],
    ['int a[0x40000000];', 'C2148 1:6'],
    ['int f(int a);\nint f(int a, int b);', 'C4031 2:5'],
    ['int f(int a, int b);\nint f(int a);', 'C4030 2:5'],
    ['int f(int a);\nint f(char *a);', 'C4028 2:5'],
    ['void f(struct u v) { }', 'C2079 1:17'],
    ['struct u f(void) { }', 'C2027 1:10'],
    ['void v;', 'C2182 1:6'],
    ['void f(void v);', 'C2182 1:13'],
    ['__declspec(align(3)) int x;', 'C2345 1:18'],
    ['#pragma pack(pop)\nint x;', 'C4160 1:2'],
    ['#pragma pack(3)\nint x;', 'C4086 1:2'],
    ['void __vectorcall f(void);', 'IRQ1003 1:6'],
    ['void *__ptr32 p;', 'IRQ1002 1:7'],
    ['extern int x;\nint x(void);', 'C2365 2:5'],
    ['typedef int t;\nint t;', 'C2365 2:5'],
    ['int f(void) = 3;', 'C2072 1:5'],
    ['int x[2.5];', 'C2058 1:7'],
    ['int x = f();', 'C4013 1:9 C2099 1:9'],
    ['}', 'C2059 1:1'],
    ['int 3;', 'C2059 1:5'],
    ['struct s { int a }; ', 'C2143 1:18'],
    ['enum { A = x };', 'C2065 1:12'],
    ['struct { int a; } x = 3;', 'C2440 1:23'],
  ])('%s: %s', (text, expected) => expect(findings(parseText(text).diagnostics).join(' ')).toBe(expected));
});

describe('what cannot be read is passed over', () => {
  it.each([
    [
      'int f(void) { struct s { int a b; } x; x.a = 1; return 0; }',
      'C2146 1:32 C2065 1:40',
      'a type in a block',
    ],
    ['struct s { int a b; } x; int y = z;', 'C2146 1:18 C2065 1:34', 'a type'],
    ['struct s { int a; } int y = z;', 'C2236 1:21 C2065 1:29', 'a semicolon behind a structure'],
    [
      'enum e { A } struct s { int a; } long f(void); int y = z;',
      'C2236 1:14 C2236 1:34 C2065 1:56',
      'two of them',
    ],
    ['struct s { struct t { int a; } int y; }; int y = z;', 'C2236 1:32 C2065 1:50', 'one inside of another'],
    ['int f(void) { int a[] = { 1, 2 3 }; return a[0]; }', 'C2078 1:32', 'an initialiser'],
    [
      'int f(void) { if (1) { x y z; } return 0; } int g(void) { return q; }',
      'C2065 1:24 C2146 1:26 C2065 1:66',
      'a statement',
    ],
    ['enum { A, 3, B }; int x = q;', 'C2059 1:11 C2065 1:27', 'an enumeration'],
    ['int f(void) { for (int i = 0; i < 3; i++ { } return 0; }', 'C2143 1:42', 'the head of a loop'],
  ])('%s: %s, %s', (text, expected) =>
    expect(findings(parseText(text).diagnostics).join(' ')).toBe(expected),
  );
});
