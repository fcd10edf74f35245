/** Programs run as WebAssembly where that can express them, and as JavaScript: both do the same (decision 0090). */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';
import { randomCPrograms } from '../../oracle/random-c-program.ts';
import { propertyRuns } from '../../property-runs.ts';

const ARCHITECTURES = ['x64', 'x86'] as const;

/** A loop whose function has a native form. */
const LOOP = `#include <stdio.h>
int main(void) { unsigned sum = 0; for (int i = 0; i < 1000; i++) sum = sum * 31 + i; printf("%u\\n", sum); return 0; }`;

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
