/** The text that a C program becomes reaches nothing but its environment, whatever the program is called or says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';

/** Words that mean something in JavaScript, or that the emitter uses itself. */
const words = [
  'process',
  'globalThis',
  'require',
  'Function',
  'eval',
  'constructor',
  'prototype',
  '__proto__',
  'arguments',
  'this',
  'await',
  'yield',
  'let',
  'class',
  'delete',
  'new',
  'null',
  'undefined',
  'NaN',
  'BigInt',
  'Math',
  'Number',
  '$',
  '$fp',
  '$sp',
  '$top',
  'CS',
  'AC',
  'U8',
  'M',
  'BASE',
  'STK',
  'A',
  'XA',
  'V',
  'f0_main',
  'x0',
  'S0',
  'toString',
  'hasOwnProperty',
  'import',
  'export',
];

const run = (text: string): { readonly stdout: string; readonly exitCode: number | null } => {
  const program = compileC({ name: 'hostile.c', text });
  expect(program.diagnosticText()).toBe('');
  return program.run({ maxSteps: 1e6 });
};

describe('names of a C program', () => {
  it.each(words)('%s is a variable, a parameter, a member, a function and a label', (word) => {
    const text = `
      struct s { int ${word}; };
      static int ${word}(int x) { return x + 1; }
      static int call(int (*f)(int), int y) { int ${word} = y; struct s v; v.${word} = ${word}; goto ${word};
      ${word}: return f(v.${word}); }
      int main(void) { return call(${word}, 41) - 42; }`;
    expect(run(text).exitCode).toBe(0);
  });
});

/** What a string would have to contain to leave its literal, a comment or a template. */
const hostile = fc.stringMatching(/^[ -~]{0,30}$/).map((text) => `'"\`\${process.exit(7)}*/${text}`);

const cString = (text: string): string =>
  `"${[...text].map((one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}""`).join('')}"`;

describe('strings of a C program', () => {
  it('are data: they come out as they went in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const result = run(
          `#include <stdio.h>\nint main(void) { fputs(${cString(text)}, stdout); return 0; }`,
        );
        expect(result).toMatchObject({ stdout: text, exitCode: 0 });
      }),
      { numRuns: 20 },
    );
  });

  it('do not stand in the JavaScript', () => {
    const program = compileC({
      name: 'strings.c',
      text: 'const char *a = "SECRET"; int main(void) { return a[0] + L"SECRET"[1] + \'SECR\'; }',
    });
    expect(program.javascript).not.toContain('SECRET');
  });
});

describe('#line, file names and macros', () => {
  it.each([
    '#line 7 "a.c\\"); process.exit(7); (\\""',
    '#line 7 "*/ process.exit(7) /*"',
    '#define X }; process.exit(7); {\n',
    '#define paste(a, b) a ## b\nstatic int paste(f, 1)(void) { return 0; }',
    '#pragma process.exit(7)',
  ])('%j stays text', (directive) => {
    const program = compileC({
      name: '*/ process.exit(7); /*',
      text: `${directive}\nint main(void) { return 0; }`,
    });
    expect(program.ok).toBe(true);
    expect(program.javascript).not.toContain('exit(7)');
    expect(program.run().exitCode).toBe(0);
  });
});

const ALLOWED =
  /^(?:const|let|function|return|for|while|do|if|else|switch|case|default|break|continue|try|catch|finally|throw|yield|get|set|value|false|true|Math|Number|BigInt|[A-Z]{1,4}\d*|U8|I8|UNSET|STKO?|BASE|[fvx]\d+_?\w*|functions|stopping|initialize|top|low|steps|NaN|Infinity)$/;

/** Words of a text that are no members of something. */
const freeWords = (text: string): readonly string[] => [
  ...new Set(text.replace(/'use strict';/, '').match(/(?<![.\w$])[A-Za-z_]\w*/g)),
];

describe('the text', () => {
  it('of functions that can stop names nothing else', () => {
    const { javascript } = compileC({
      name: 'threads.c',
      text: `#include <windows.h>
        #include <setjmp.h>
        static jmp_buf b; static int (*volatile p)(int); static volatile int done;
        static int wait(int x) { __try { Sleep(x); } __finally { Sleep(1); } return p ? p(x) : 0; }
        static DWORD WINAPI body(LPVOID q) { if (setjmp(b) == 0) longjmp(b, 1); while (!done) wait(wait(1)); return 0; }
        int main(void) { CreateThread(NULL, 0, body, NULL, 0, NULL); Sleep(5); return 0; }`,
    });
    expect(javascript).toMatch(/function\* f\d+_body\$g/);
    expect(javascript).not.toMatch(/[\ue000-\uf8ff]/);
    expect(freeWords(javascript).filter((name) => !ALLOWED.test(name))).toEqual([]);
  });

  it('names nothing that is not its own, the environment or arithmetic of JavaScript', () => {
    const program = compileC({
      name: 'all.c',
      text: `#include <stdio.h>
        #include <setjmp.h>
        static jmp_buf b; static double d; static long long w; struct p { int a : 3; short s; } g, *q = &g;
        static struct p give(struct p x) { x.a++; return x; }
        int main(int c, char **v) { int i, t[4] = { 1 }; if (setjmp(b)) return 0;
          for (i = 0; i < 4; i++) { t[i] <<= 1; d += t[i] / 2.0; w = w * 3 + (unsigned)i; q->a ^= i; g = give(*q); }
          switch (c) { case 1: printf("%f %lld %d", d, w, q->a); default: longjmp(b, 1); } return v[0][0]; }`,
    });
    expect(freeWords(program.javascript).filter((name) => !ALLOWED.test(name))).toEqual([]);
  });
});
