/** Programs run as WebAssembly where that can express them, and as JavaScript: both do the same (decision 0090). */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';
import { randomCPrograms } from '../../oracle/random-c-program.ts';
import { hasTime, propertyRuns } from '../../property-runs.ts';

const ARCHITECTURES = ['x64', 'x86'] as const;

/** A loop whose function has a native form. */
const LOOP = `#include <stdio.h>
int main(void) { unsigned sum = 0; for (int i = 0; i < 1000; i++) sum = sum * 31 + i; printf("%u\\n", sum); return 0; }`;

const TYPES = [
  'signed char',
  'unsigned char',
  'short',
  'unsigned short',
  'int',
  'unsigned',
  'long long',
  'unsigned long long',
  'float',
  'double',
] as const;

/** Each operator of each type, and each conversion, in a function of its own that the compiler cannot compute. */
const OPERATIONS = (() => {
  const isFloat = (type: string): boolean => type === 'float' || type === 'double';
  const lines: string[] = [];
  const calls: string[] = [];
  TYPES.forEach((type, t) => {
    const operators = isFloat(type) ? ['+', '-', '*'] : ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>'];
    operators.forEach((operator, o) => {
      const right = operator === '<<' || operator === '>>' ? '(b & 7)' : 'b';
      const guard = operator === '/' || operator === '%' ? 'if (b == 0) return 77; ' : '';
      lines.push(
        `static ${type} o${t}_${o}(${type} a, ${type} b) { ${guard}return (${type})(a ${operator} ${right}); }`,
      );
      calls.push(
        `for (i = 0; i < N; i++) for (j = 0; j < N; j++) h = mix(h, (double)guarded${t}(o${t}_${o}, (${type})V[i], (${type})V[j])); say("${type} ${operator}");`,
      );
    });
    lines.push(`static double guarded${t}(${type} (*f)(${type}, ${type}), ${type} a, ${type} b) {
  __try { return (double)f(a, b); } __except (1) { return GetExceptionCode() == 0xC0000095 ? 95 : -95; } }`);
    ['<', '>', '<=', '>=', '==', '!='].forEach((operator, o) => {
      lines.push(`static int c${t}_${o}(${type} a, ${type} b) { return a ${operator} b; }`);
      calls.push(
        `for (i = 0; i < N; i++) for (j = 0; j < N; j++) h = mix(h, c${t}_${o}((${type})V[i], (${type})V[j])); say("${type} ${operator}");`,
      );
    });
    lines.push(`static int t${t}(${type} a) { return a ? 3 : !a; }`);
    calls.push(`for (i = 0; i < N; i++) h = mix(h, t${t}((${type})V[i])); say("${type} as truth");`);
    TYPES.forEach((to, n) => {
      lines.push(`static ${to} v${t}_${n}(${type} a) { return (${to})a; }`);
      calls.push(
        `for (i = 0; i < N; i++) h = mix(h, (double)v${t}_${n}((${type})V[i])); say("${type} as ${to}");`,
      );
    });
  });
  return `#include <windows.h>
#include <stdio.h>
static double V[] = { 0, 1, -1, 2, -2, 7, 100.75, -100.75, 127, 128, -128, 255, 256, 32767, 32768, -32768, 65535, 65536,
  2147483647, 2147483648.0, -2147483648.0, -2147483649.0, 4294967295.0, 4294967296.0, -0.5, 9223372036854775808.0,
  -9223372036854775808.0, 1.8e19, 1e300 };
enum { N = sizeof V / sizeof V[0] };
static double h;
static double mix(double sum, double value) {
  union { double d; unsigned long long u; } x, y;
  x.d = value; y.d = sum;
  y.u = (y.u ^ x.u ^ x.u >> 32) * 1099511628211ull; /* the mantissa of small integers is 0 */
  y.u = (y.u & 0x000fffffffffffffull) | 0x3ff0000000000000ull;
  return y.d;
}
static void say(const char *what) { printf("%s %.17g\\n", what, h); h = 1; }
${lines.join('\n')}
int main(void) { int i, j; h = 1;
${calls.join('\n')}
return 0; }`;
})();

const SWITCHES = [
  [
    'a jump table',
    'static int f(int n) { switch (n) { case 1: return 5; case 2: n = 9; case 3: return n; case 4: break; case 6: return 8; default: return -n; } return 70; }',
  ],
  [
    'a switch with few cases',
    'static int f(int n) { switch (n) { default: n = 4; case 100: n++; break; case 2: return 1; case -3: n = 5; } return n; }',
  ],
  [
    'a switch without a default',
    'static int f(int n) { int r = 1; switch (n & 7) { case 0: r = 2; case 1: r++; break; case 5: r = 9; } return r; }',
  ],
] as const;

const LOOPS = [
  [
    'continue in a loop',
    'static int f(int n) { int r = 0; for (int i = 0; i < n; i++) { if (i % 3 == 1) continue; r += i; } return r; }',
  ],
  [
    'continue in a do loop',
    'static int f(int n) { int r = 0; do { if (n % 2) continue; r += n; } while (--n > 0); return r; }',
  ],
  [
    'break out of two loops',
    'static int f(int n) { int r = 0; while (r < 50) { for (;;) { if (++r % 4 == 0) break; } if (r > n) break; } return r; }',
  ],
] as const;

function program(text: string, arch: 'x64' | 'x86' = 'x64') {
  const compiled = compileC({ name: 'program.c', text }, { arch });
  expect(compiled.ok).toBe(true);
  return compiled;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Counts the modules that are made. */
function countModules(): () => number {
  const made: number[] = [];
  const { WebAssembly: engine } = globalThis as unknown as {
    readonly WebAssembly: { readonly Memory: unknown; readonly Module: new (code: Uint8Array) => object };
  };
  class Module extends engine.Module {
    constructor(code: Uint8Array) {
      super(code);
      made.push(code.length);
    }
  }
  vi.stubGlobal('WebAssembly', Object.assign(Object.create(engine) as object, { Module }));
  return () => made.length;
}

describe.each(ARCHITECTURES)('the two forms on %s', (arch) => {
  it('random programs print the same', () => {
    const compiled = program(randomCPrograms(arch === 'x64' ? 500_001 : 600_001, propertyRuns(3)), arch);
    const { stdout } = compiled.run();
    expect(stdout.length).toBeGreaterThan(100);
    expect(compiled.run({ webAssembly: false }).stdout).toBe(stdout);
  });

  it('an access that fails has the same line, address and call stack', () => {
    const text = `int *where;
static int peek(int depth) { return depth == 0 ? *where : peek(depth - 1) + 1; }
int main(void) { where = (int *)0x123450; return peek(3); }`;
    const compiled = program(text, arch);
    const [native, plain] = [compiled.run(), compiled.run({ webAssembly: false })];
    expect(native.outcome).toMatchObject({ kind: 'stopped', reason: 'process-exit' });
    expect(native.outcome).toEqual(plain.outcome);
  });

  it.each([
    [
      'a pointer that a function with a guarded body does not return',
      `static char *find(char *p) { __try { if (p[0]) return p; } __finally { } }
int main(void) { char text[2] = { 0, 0 }; find(text); return 5; }`,
    ],
    [
      'one function without a prototype, called with a signed and an unsigned argument',
      `static int pick();
int main(void) { return pick(-1) + pick(0xFFFFFFFFu) + 6; }
static int pick(n) unsigned n; { int r; __try { r = n / 2 == 0x7FFFFFFFu ? 0 : 40; } __finally { } return r; }`,
    ],
  ])('%s is the same', (_, text) => {
    const compiled = program(text, arch);
    const [native, plain] = [compiled.run(), compiled.run({ webAssembly: false })];
    expect(native.outcome).toMatchObject({ kind: 'returned' });
    expect(native.outcome).toEqual(plain.outcome);
  });

  // Types of numbers are those of both architectures.
  it.runIf(hasTime || arch === 'x64')('every operator and conversion of every type comes to the same', () => {
    const compiled = program(OPERATIONS, arch);
    const { stdout, outcome } = compiled.run();
    expect(outcome).toMatchObject({ kind: 'returned' });
    expect(stdout.split('\n').length).toBeGreaterThan(250);
    expect(compiled.run({ webAssembly: false }).stdout).toBe(stdout);
  });

  it.each([...SWITCHES, ...LOOPS])('%s is the same', (_, body) => {
    const text = `#include <stdio.h>\n${body}\nint main(void) { for (int i = -3; i < 12; i++) printf("%d ", f(i)); return 0; }`;
    const compiled = program(text, arch);
    const { stdout } = compiled.run();
    expect(stdout.split(' ')).toHaveLength(16);
    expect(compiled.run({ webAssembly: false }).stdout).toBe(stdout);
  });

  it('a step limit ends a loop after the same turn', () => {
    const text = '#include <stdio.h>\nint main(void) { for (int i = 0; ; i++) printf("%d ", i); }';
    const compiled = program(text, arch);
    const [native, plain] = [true, false].map(
      (webAssembly) => compiled.run({ webAssembly, maxSteps: 50 }).stdout,
    );
    expect(native?.trim().split(' ').length).toBeGreaterThan(40);
    expect(native).toBe(plain);
  });

  it('an address that differs in its upper half alone is another one', () => {
    const text = `static int peek(int *p) { return *p; }
int main(void) { int x = 5; __try { return peek((int *)((char *)&x + FAR)); } __except (1) { return 9; } }`;
    const compiled = program(text.replace('FAR', arch === 'x64' ? '0x1000000000' : '0x40000000'), arch);
    const [native, plain] = [compiled.run(), compiled.run({ webAssembly: false })];
    expect([native.exitCode, plain.exitCode]).toEqual([9, 9]);
  });

  it('a loop without end in a function that is called again and again stops at the same turn', () => {
    const text = `static int turns(int n) { int k = 0; while (k < n) k++; return k; }
int sum; int main(void) { for (;;) sum += turns(3); }`;
    const compiled = program(text, arch);
    const [native, plain] = [true, false].map(
      (webAssembly) => compiled.run({ webAssembly, maxSteps: 10_000 }).outcome,
    );
    expect(native).toMatchObject({ kind: 'stopped', reason: 'step-limit' });
    expect(native).toEqual(plain);
  });

  it('a loop without end stops at the same turn', () => {
    const text = 'int turns; int main(void) { for (;;) { int k = 0; do turns++; while (++k < 3); } }';
    const compiled = program(text, arch);
    const outcomes = [true, false].map(
      (webAssembly) => compiled.run({ webAssembly, maxSteps: 100_000 }).outcome,
    );
    expect(outcomes[0]).toMatchObject({ kind: 'stopped', reason: 'step-limit' });
    expect(outcomes[0]).toEqual(outcomes[1]);
  });
});

describe('the native form', () => {
  it('is what a program runs as', () => {
    const modules = countModules();
    program(LOOP).run();
    expect(modules()).toBe(1);
  });

  it('is not what it runs as when it must not', () => {
    const modules = countModules();
    const { stdout } = program(LOOP).run({ webAssembly: false });
    expect(modules()).toBe(0);
    expect(stdout).toBe(program(LOOP).run().stdout);
  });

  it.each([
    ['there is no WebAssembly', undefined],
    [
      'an engine has no addresses left for its memory',
      {
        Module: class {},
        Memory: class {
          constructor() {
            throw new RangeError('WebAssembly.Memory(): could not allocate memory');
          }
        },
      },
    ],
  ])('is done without where %s', (_, engine) => {
    const expected = program(LOOP).run().stdout;
    vi.stubGlobal('WebAssembly', engine);
    expect(program(LOOP).run()).toMatchObject({ exitCode: 0, stdout: expected });
  });
});
