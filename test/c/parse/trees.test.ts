/** The checked tree of small texts. */
import { describe, expect, it } from 'vitest';
import { functionNamed, parseRight } from './parse-text.ts';
import { statementText } from './tree-text.ts';

const declarations = `struct s { int m;
unsigned b : 3;
char t[4];
struct s *next;
union { int u;
float v;
};
} s, *ps;
int i, a[3], *p;
char c;
unsigned u;
__int64 l;
unsigned __int64 ul;
double d;
float g;
unsigned short w;
void *v;
int f(int x);
int pf(const char *, ...);
int (*fp)(int);
enum e { A, B = 7 } e;
struct s fs(void);
`;

/** Statements of a body. */
const treeOf = (body: string, arch: 'x64' | 'x86' = 'x64'): string => {
  const { definition } = functionNamed(
    parseRight(`${declarations}int test(void) { ${body} return 0; }`, { arch }),
    'test',
  );
  return (definition?.body.statements ?? []).slice(0, -1).map(statementText).join(' ');
};

describe('statements', () => {
  it.each([
    ['i = c + 1;', '(= i (+[int] (to[int] (load c)) 1))'],
    ['u = i + u;', '(= u (+[unsigned int] (to[unsigned int] (load i)) (load u)))'],
    ['l = u + i;', '(= l (to[__int64] (+[unsigned int] (load u) (to[unsigned int] (load i)))))'],
    ['ul = l + ul;', '(= ul (+[unsigned __int64] (to[unsigned __int64] (load l)) (load ul)))'],
    ['i = c << l;', '(= i (<<[int] (to[int] (load c)) (load l)))'],
    ['d = i;', '(= d (to[double] (load i)))'],
    ['g = d * 2;', '(= g (to[float] (*[double] (load d) 2[double])))'],
    ['g += 1.5;', '(+=[double] g 1.5[double])'],
    ['c += 1;', '(+=[int] c 1)'],
    ['i = d;', '(= i (to[int] (load d)))'],
    ['i = -5;', '(= i -5)'],
    ['i = 3000000000 > 0;', '(= i 1)'],
    ['l = 1i64 << 40;', '(= l 1099511627776[__int64])'],
    ['i = sizeof a / sizeof a[0];', '(= i 3)'],
    ['i = sizeof(struct s);', '(= i 32)'],
    ['p = a;', '(= p (decay a))'],
    ['p = &a[1];', '(= p (+ptr*4 (decay a) 1))'],
    ['p = a + i;', '(= p (+ptr*4 (decay a) (load i)))'],
    ['i = *p;', '(= i (load (* (load p))))'],
    ['p++;', '(post+4 p)'],
    ['--ps;', '(pre-32 ps)'],
    ['p += 2;', '(+=[int *]*4 p 2)'],
    ['i = p - a;', '(= i (to[int] (ptrdiff/4 (load p) (decay a))))'],
    ['s.b = 9;', '(= (.4:0+3 s) 9[unsigned int])'],
    ['i = s.b + 1;', '(= i (+[int] (to[int] (load (.4:0+3 s))) 1))'],
    ['s.b++;', '(post+1 (.4:0+3 s))'],
    ['i = ps->next->u;', '(= i (load (.24 (* (load (.16 (* (load ps))))))))'],
    ["s.t[1] = 'x';", '(= (* (+ptr*1 (decay (.8 s)) 1)) 120[char])'],
    ['g = ps->v;', '(= g (load (.24 (* (load ps)))))'],
    ['s = *ps;', '(= s (load (* (load ps))))'],
    ['ps = &s;', '(= ps (& s))'],
    ['i = fs().m;', '(= i (load (.0 (call fs))))'],
    ['i = fs().t[1];', '(= i (to[int] (load (* (+ptr*1 (decay (.8 (call fs))) 1)))))'],
    ['f(c);', '(call f (to[int] (load c)))'],
    ['fp(1);', '(call (load fp) 1)'],
    ['(*fp)(1);', '(call (load fp) 1)'],
    ['(**fp)(1);', '(call (load fp) 1)'],
    ['fp = f;', '(= fp (decay f))'],
    ['fp = &f;', '(= fp (decay f))'],
    [
      'pf("x", c, g, a, s);',
      '(call pf (to[const char *] (decay "x")) (to[int] (load c)) (to[double] (load g)) (decay a) (load s))',
    ],
    ['i = i ? 1 : 2;', '(= i (?[int] (load i) 1 2))'],
    ['v = i ? v : p;', '(= v (?[void *] (load i) (load v) (to[void *] (load p))))'],
    ['p = i ? p : 0;', '(= p (?[int *] (load i) (load p) 0[int *]))'],
    ['d = i ? 1 : 2.0;', '(= d (?[double] (load i) 1[double] 2[double]))'],
    ['i = !p;', '(= i (![int] (load p)))'],
    ['i = i && p;', '(= i (&& (load i) (load p)))'],
    ['i = 1 && 0;', '(= i 0)'],
    ['i = u < i;', '(= i (< (load u) (to[unsigned int] (load i))))'],
    ['i = p == 0;', '(= i (== (load p) 0[int *]))'],
    ['v = p;', '(= v (to[void *] (load p)))'],
    ['p = v;', '(= p (to[int *] (load v)))'],
    ['i = (i, c);', '(= i (to[int] (, (to[void] (load i)) (load c))))'],
    ["i = 'ab';", '(= i 24930)'],
    ["w = L'x';", '(= w 120[unsigned short])'],
    ['e = B;', '(= e 7)'],
    ['i = (char)300;', '(= i 44)'],
    ['u = ~0u;', '(= u 4294967295[unsigned int])'],
    ['i = (int)3.9;', '(= i 3)'],
    ['v = (void *)-1;', '(= v -1[void *])'],
    ['(char *)p += 1;', '(+=[char *] (* (to[char **] (& p))) 1)'],
    ['*(short *)p = 1;', '(= (* (to[short *] (load p))) 1[short])'],
    ['i = ((struct s){ .m = 1 }).m;', '(= i (load (.0 (literal struct s {zero 0=1}))))'],
    ['i = *(int[]){ 4, 5 };', '(= i (load (* (decay (literal int [2] {zero 0=4 4=5})))))'],
    ['i = 5 / 2 * 3 % 4 - (7 & 3) | 8 ^ 1;', '(= i -1)'],
    ['if (i) i = 1; else ;', '(if (load i) (= i 1) (empty))'],
    ['l1: if (i) goto l1; else l2: i = 2;', 'l1: (if (load i) (goto l1) (block l2: (= i 2)))'],
    [
      'for (int k = 0, n = 5; k < n; ++k) { if (k) break; }',
      '(for ((let int k {0=0}) (let int n {0=5})) (< (load k) (load n)) (pre+1 k) (block (if (load k) (break))))',
    ],
    ['for (;;) continue;', '(for () - - (continue))'],
    ['do i--; while (i > 0);', '(do (> (load i) 0) (post-1 i))'],
    [
      "switch (c) { case 1: i = 1; break; case 'a': default: ; }",
      '(switch (to[int] (load c)) (block case:1 (= i 1) (break) case:97 default: (empty)))',
    ],
    [
      '__try { i = 1; __leave; } __except (_exception_code() == 5u ? 1 : 0) { i = _exception_code(); }',
      '(try (block (= i 1) (leave)) except (?[int] (== (exception code) 5[unsigned long]) 1 0) (block (= i (to[int] (exception code)))))',
    ],
    [
      '__try { i = 1; } __finally { i = _abnormal_termination(); }',
      '(try (block (= i 1)) finally (block (= i (abnormal termination))))',
    ],
    [
      '{ int z[2][2] = { 1, 2, { 3 } }; struct s q = { 1, .t = "ab", .u = 4 }, r = s; char m[3] = "abc"; }',
      '(block (let int [2][2] z {zero 0=1 4=2 8=3}) (let struct s q {zero 0=1 8="ab" 24=4}) (let struct s r {0=(load s)}) (let char [3] m {0="abc"}))',
    ],
    [
      '{ char t[] = "ab" "cd"; static int k = 3; extern int i; int *q = { 0 }; }',
      '(block (let char [5] t {0="abcd"}) (let int * q {zero 0=0[int *]}))',
    ],
    ['return (char)i;', '(return (to[int] (to[char] (load i))))'],
    ['i = &((struct s *)0)->t[2] - (char *)0;', '(= i 10)'],
    ['i = __builtin_offsetof(struct s, t[1]);', '(= i 9)'],
    ['ul = sizeof(int) * 2;', '(= ul 8[unsigned __int64])'],
    ['i = _Generic(c, char: 1, int: 2);', '(= i 1)'],
    ['i = "abc"[1];', '(= i (to[int] (load (* (+ptr*1 (decay "abc") 1)))))'],
    ['v = f;', '(= v (to[void *] (decay f)))'],
    ['i = 1.0 < i;', '(= i (< 1[double] (to[double] (load i))))'],
    ['i = u == -1;', '(= i (== (load u) 4294967295[unsigned int]))'],
    ['l = -2147483648;', '(= l 2147483648[__int64])'],
    ['p = &*p;', '(= p (load p))'],
    ['i = *&i;', '(= i (load i))'],
    ['i = c ? c : c;', '(= i (?[int] (load c) (to[int] (load c)) (to[int] (load c))))'],
    ['i = __FUNCTION__[0];', '(= i (to[int] (load (* (+ptr*1 (decay "test") 0)))))'],
  ])('%s', (body, expected) => expect(treeOf(body)).toBe(expected));
});
