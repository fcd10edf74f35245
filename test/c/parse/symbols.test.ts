/** What the unit says of its functions and variables. */
import { describe, expect, it } from 'vitest';
import { typeText } from '../../../src/c/types/type-text.ts';
import { compileC } from '../../../src/c-programs.ts';
import { findings, functionNamed, parseRight, parseText, variableNamed } from './parse-text.ts';
import { initializerText, statementText } from './tree-text.ts';

const localOf = (body: string, name: string) => {
  const { definition } = functionNamed(parseRight(`void g(int *); void f(void) { ${body} }`), 'f');
  const found = definition?.locals.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no local ${name}`);
  return found;
};

describe('objects that need memory', () => {
  it.each([
    ['int x = 1; x++;', false, 'a scalar lives where it wants'],
    ['int x; g(&x);', true, 'until its address is taken'],
    ['int x; x = sizeof &x;', false, 'which sizeof does not do'],
    ['int x[2]; g(x);', true, 'an array decays'],
    ['struct { int m; } x; x.m = 1;', true, 'a part of it is used'],
    ['int *x = 0; *x = 1;', false, 'a pointer is only read'],
    ['char *x = 0; ((unsigned *)x)++;', true, 'a cast as a target'],
  ])('%s: %s, %s', (body, expected) => expect(localOf(body, 'x').addressTaken).toBe(expected));
});

describe('variables', () => {
  it('of a file are one object, however often they are declared', () => {
    const unit = parseRight(
      'extern int x; int x; int x = 3; extern int x; int f(void) { extern int x; return x; }',
    );
    expect(unit.variables).toHaveLength(1);
    expect(variableNamed(unit, 'x')).toMatchObject({ storage: 'static', linkage: 'external', defined: true });
  });

  it('that are only mentioned belong to another unit', () => {
    const unit = parseRight('extern int x[]; int f(void) { extern char y; return x[0] + y; }');
    expect(unit.variables.map(({ name, defined }) => [name, defined])).toEqual([
      ['x', false],
      ['y', false],
    ]);
  });

  it('get their length from their initialiser, or from nothing', () => {
    const unit = parseRight('int x[]; extern int y[]; int y[5]; char z[] = "abc"; int w[]; int w[7];');
    expect(unit.variables.map(({ type }) => typeText(type))).toEqual([
      'int [1]',
      'int [5]',
      'char [4]',
      'int [7]',
    ]);
  });

  it('static ones of functions are in the list, with no linkage', () => {
    const unit = parseRight('int f(void) { static int x = 1; { static int x = 2; x++; } return x; }');
    expect(
      unit.variables.map(({ linkage, initializer }) => [
        linkage,
        initializer && initializerText(initializer),
      ]),
    ).toEqual([
      ['none', '{0=1}'],
      ['none', '{0=2}'],
    ]);
  });

  it('begin with addresses', () => {
    const unit = parseRight(
      'int a[3]; struct { int m, n; } s; int f(void); int *p = a + 1, *q = &s.n; void *v[] = { f, &f, "x", L"y", &a[2], (char *)&s + 1 };',
    );
    const text = unit.variables
      .slice(2)
      .map(({ initializer }) => initializer && initializerText(initializer));
    expect(text).toEqual([
      '{0=(+ptr*4 (decay a) 1)}',
      '{0=(& (.4 s))}',
      '{zero 0=(to[void *] (decay f)) 8=(to[void *] (decay f)) 16=(to[void *] (decay "x")) 24=(to[void *] (decay "y")) 32=(to[void *] (+ptr*4 (decay a) 2)) 40=(to[void *] (+ptr*1 (to[char *] (& s)) 1))}',
    ]);
  });

  it('are in the sections that were asked for', () => {
    const unit = parseRight(`__declspec(allocate("A")) int a = 1;
#pragma data_seg("PAGEDATA")
int b = 1; int c;
#pragma data_seg()
int d = 1;
#pragma bss_seg("PAGEBSS")
int e; static int g = 2;`);
    expect(Object.fromEntries(unit.variables.map(({ name, section }) => [name, section]))).toEqual({
      a: 'A',
      b: 'PAGEDATA',
      c: null,
      d: null,
      e: 'PAGEBSS',
      g: null,
    });
  });

  it('of several units are one with selectany', () => {
    const unit = (name: string, value: number, word: string) => ({
      name,
      text: `const ${word} int x = ${value}; int f_${name[0]}(void) { return x; }${name === 'a.c' ? 'int f_b(void); int main(void) { return f_a() == f_b(); }' : ''}`,
    });
    const compiled = (word: string) => compileC([unit('a.c', 1, word), unit('b.c', 2, word)]);
    expect(compiled('__declspec(selectany)').run().exitCode).toBe(1);
    expect(compiled('').diagnosticText()).toContain('LNK2005');
  });

  it('have the alignment that was asked for', () => {
    expect(variableNamed(parseRight('__declspec(align(64)) int x;'), 'x').align).toBe(64);
    expect(variableNamed(parseRight('int x;'), 'x').align).toBe(0);
  });
});

describe('functions', () => {
  it('defined ones come first, in the order of definition', () => {
    const unit = parseRight(
      'int c(void); int b(void) { return c(); } int a(void) { return 0; } int d(void);',
    );
    expect(unit.functions.map(({ name, definition }) => [name, definition !== null])).toEqual([
      ['b', true],
      ['a', true],
      ['c', false],
      ['d', false],
    ]);
  });

  it('say where they are used first', () => {
    const unit = parseRight(
      'int a(void); int b(void); int c(void); int f(void) {\n return sizeof(b()) + a() + (a != 0); }',
    );
    expect(functionNamed(unit, 'a').usedAt).toMatchObject({ line: 2, column: 23 });
    expect(functionNamed(unit, 'b').usedAt).toBeNull();
    expect(functionNamed(unit, 'c').usedAt).toBeNull();
  });

  it('are in the sections that were asked for', () => {
    const unit = parseRight(`void a(void); void b(void); void c(void);
#pragma alloc_text(PAGE, a)
#pragma alloc_text("INIT", b, c)
void a(void) { }
#pragma code_seg("PAGEX")
void d(void) { } void b(void) { }
#pragma code_seg()
void e(void) { } __declspec(code_seg("PAGEY")) void g(void) { }`);
    const sections = ['a', 'b', 'c', 'd', 'e', 'g'].map((name) => functionNamed(unit, name).section);
    expect(sections).toEqual(['PAGE', 'INIT', 'INIT', 'PAGEX', null, 'PAGEY']);
  });

  it('declared through a typedef of a function', () => {
    const unit = parseRight('typedef int F(void *p); F f; F *p = f; int f(void *q) { return q != 0; }');
    expect(functionNamed(unit, 'f')).toMatchObject({ implicit: false, linkage: 'external' });
    expect(typeText(variableNamed(unit, 'p').type)).toBe('F *');
  });

  it('called without a declaration are assumed, once', () => {
    const { unit, diagnostics } = parseText('int f(void) { return g(1) + g(2); }');
    expect(findings(diagnostics)).toEqual(['C4013 1:22']);
    expect(functionNamed(unit, 'g')).toMatchObject({ implicit: true, type: { prototype: false } });
  });

  it('conventions are part of the type on x86 only', () => {
    const text =
      'void __stdcall a(void); void (__fastcall *p)(void); void (__cdecl b)(int, ...); char *__stdcall c(void);';
    const of = (arch: 'x64' | 'x86', mode: 'kernel' | 'user' = 'user') => {
      const unit = parseRight(text, { arch, mode });
      return [...unit.functions, ...unit.variables].map(({ type }) => typeText(type));
    };
    expect(of('x86')).toEqual([
      'void __stdcall (void)',
      'void __cdecl (int,...)',
      'char *__stdcall (void)',
      'void (__fastcall *)(void)',
    ]);
    expect(new Set(of('x64').map((one) => /__\w+/.exec(one)?.[0]))).toEqual(new Set(['__cdecl']));
    expect(parseText('void __stdcall f(void); void f(void) { }', { arch: 'x86' }).diagnostics).toMatchObject([
      { code: 'C2373' },
    ]);
    expect(
      parseText('void __stdcall f(void); void f(void) { }', { arch: 'x86', mode: 'kernel' }).diagnostics,
    ).toEqual([]);
  });

  it('of old narrow what callers promote', () => {
    const unit = parseRight(
      'int f(a, b, c) char a; float b; { return a + (int)b + c; } int g(void) { return f(1, 2.0f, 3); }',
    );
    const { definition } = functionNamed(unit, 'f');
    expect(definition?.parameters.map(({ type }) => typeText(type))).toEqual(['int', 'double', 'int']);
    expect(definition?.body.statements.slice(0, 2).map(statementText)).toEqual([
      '(let char a {0=(to[char] (load a))})',
      '(let float b {0=(to[float] (load b))})',
    ]);
    expect(functionNamed(unit, 'g').definition?.body.statements.map(statementText)).toEqual([
      '(return (call f 1 2[double] 3))',
    ]);
  });

  it('main gives 0 when it ends without a return', () => {
    const { definition } = functionNamed(parseRight('int main(void) { }'), 'main');
    expect(definition?.body.statements.map(statementText)).toEqual(['(return 0)']);
  });

  it('setjmps are numbered', () => {
    const unit = parseRight(
      'typedef int jmp_buf[16]; int _setjmp(jmp_buf); jmp_buf b; int f(void) { return _setjmp(b) + _setjmp(b); } int g(void) { return _setjmp(b); }',
    );
    const text = ['f', 'g'].map((name) =>
      functionNamed(unit, name).definition?.body.statements.map(statementText).join(),
    );
    expect(text).toEqual([
      '(return (+[int] (setjmp#1 (decay b)) (setjmp#2 (decay b))))',
      '(return (setjmp#1 (decay b)))',
    ]);
    expect(functionNamed(unit, 'f').definition?.setjmps).toBe(2);
  });

  it('with arguments of their own walk over them', () => {
    const unit = parseRight(
      'typedef char *va_list; int f(int n, ...) { va_list a, b; __va_start(a, n); __va_copy(b, a); n = __va_arg(b, int); __va_end(a); return n; }',
    );
    expect(functionNamed(unit, 'f').definition?.body.statements.slice(2, 6).map(statementText)).toEqual([
      '(va_start a)',
      '(to[void] (= b (load a)))',
      '(= n (va_arg[int] b))',
      '(to[void] (= a 0[va_list]))',
    ]);
    expect(parseText('void f(int n) { char *a; __va_start(a, n); }').diagnostics).toMatchObject([
      { code: 'C2704' },
    ]);
  });

  it('compound literals are objects of the function, or of the file', () => {
    const unit = parseRight('int *p = (int[]){ 1, 2 }; int f(void) { int *q = (int[2]){ 3 }; return *q; }');
    expect(unit.variables.map(({ name, storage }) => [name, storage])).toEqual([
      ['p', 'static'],
      ['', 'static'],
    ]);
    expect(functionNamed(unit, 'f').definition?.locals.map(({ name, storage }) => [name, storage])).toEqual([
      ['q', 'automatic'],
      ['', 'automatic'],
    ]);
  });
});

describe('names', () => {
  it.each([
    ['typedef int T; int f(void) { int T = 1; return T * T; }', 'a variable hides a type'],
    [
      'typedef int T; struct T { T T; } x; enum { T2 = sizeof(T) };',
      'tags and members are names of their own',
    ],
    ['typedef int T; int f(T T) { return (T) - 1; }', 'a parameter hides a type'],
    ['typedef int T; int f(void) { T: return 0; }', 'a label may be called as a type'],
    ['int f(int x) { { int x = 2; return x; } }', 'an inner variable'],
    [
      'struct s; int f(struct s *p); struct s { int a; }; int f(struct s *p) { return p->a; }',
      'a tag before its definition',
    ],
    ['struct s { int a; }; int f(void) { struct s { char b; } x = { 1 }; return x.b; }', 'a tag in a block'],
    [
      'void f(struct s *p); struct s { int a; } x; void g(void) { f(&x); }',
      'a tag that a parameter names first',
    ],
    ['enum e; enum e { A }; enum e x = A;', 'an enumeration before its definition'],
    [
      'int f(void), g(int), *h(void); int f() { return 0; } int g(int x) { return x; }',
      'a list of functions',
    ],
    ['int (*(*f(int a))(void))[4];', 'a function that returns a pointer to a function'],
    [
      'unsigned long int a; long unsigned b; int long long c; signed d; short int unsigned e;',
      'words in any order',
    ],
    ['int const volatile x = 1; volatile int const *const p = &x;', 'qualifiers in any place'],
  ])('%s: %s', (text) => expect(parseText(text).diagnostics).toEqual([]));
});
