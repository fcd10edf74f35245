import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';

const run = (text: string, arch: 'x64' | 'x86' = 'x64') => {
  const program = compileC({ name: 'test.c', text }, { arch });
  expect(program.diagnosticText()).toBe('');
  return program.run();
};

describe.each(['x64', 'x86'] as const)('a C program on %s', (arch) => {
  it('prints, and returns an exit code', () => {
    const result = run(
      '#include <stdio.h>\nint main(void) { printf("%d %s\\n", 42, "ok"); return 3; }',
      arch,
    );
    expect(result).toMatchObject({ stdout: '42 ok\n', exitCode: 3, outcome: { kind: 'returned', value: 3 } });
  });

  it('gets its arguments', () => {
    const program = compileC(
      {
        name: 'args.c',
        text: '#include <stdio.h>\nint main(int argc, char **argv) { printf("%d %s %s", argc, argv[0], argv[2]); return argv[argc] != 0; }',
      },
      { arch },
    );
    expect(program.run({ name: 'args.exe', args: ['a', 'b c'] })).toMatchObject({
      stdout: '3 args.exe b c',
      exitCode: 0,
    });
  });

  it('has pointers, structures, switch, goto and recursion', () => {
    const text = `
      struct pair { char a; int b; struct pair *next; };
      static int depth(struct pair *p) { return p ? 1 + depth(p->next) : 0; }
      static struct pair make(int b) { struct pair p = { 'x', b, 0 }; return p; }
      int main(void) {
        struct pair one = make(1), two = make(2);
        int sum = 0, i;
        int (*f)(struct pair *) = depth;
        one.next = &two;
        if (f(&one) != 2) return 1;
        for (i = 0; i < 10; i++) {
          switch (i) { case 1: sum += 1; case 2: sum += 10; break; case 7: goto out; default: sum += 100; }
        }
        return 2;
      out:
        if (sum != 521) return 3;
        {
          unsigned long long big = 0xffffffffffffffffull;
          long long small = -1;
          if ((long long)big != small || big / 3 != 0x5555555555555555ull) return 4;
        }
        return one.next->b - 2;
      }`;
    expect(run(text, arch).exitCode).toBe(0);
  });

  it('ends with an unhandled exception at the line that raised it', () => {
    const text = 'int main(void) {\n  int *p = 0;\n  return *p;\n}';
    const result = run(text, arch);
    expect(result).toMatchObject({ exitCode: 0xc0000005 | 0 });
  });
});

describe('what a program prints', () => {
  const flood = compileC({
    name: 'flood.c',
    text: `#include <stdio.h>
      static char text[1 << 20];
      int main(void) { int i; for (i = 0; i < sizeof text - 1; i++) text[i] = 'x'; for (;;) fputs(text, stdout); }`,
  });

  it('is bounded where the result holds it', () => {
    const { outcome, stdout } = flood.run();
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'step-limit' });
    expect(stdout.length).toBeGreaterThan(2 ** 24);
    expect(stdout.length).toBeLessThanOrEqual(2 ** 25);
  });

  it('is not where it only passes through', () => {
    let bytes = 0;
    const enough = new Error('enough');
    const passing = (): unknown =>
      flood.run({
        keepOutput: false,
        onOutput: (_, part) => {
          bytes += part.length;
          if (bytes > 2 ** 25 + 2 ** 21) throw enough;
        },
      });
    expect(passing).toThrow(enough);
  });

  it('may follow on what it reads, line by line', () => {
    const lines = ['one\n', 'two'];
    const program = compileC({
      name: 'lines.c',
      text: '#include <stdio.h>\nint main(void) { char s[9]; while (fgets(s, 9, stdin)) printf("<%s>", s); return 0; }',
    });
    const readLine = (): Uint8Array | null => {
      const line = lines.shift();
      return line === undefined ? null : new TextEncoder().encode(line);
    };
    expect(program.run({ readLine, stdin: 'not this' }).stdout).toBe('<one\n><two>');
  });
});

describe.each(['x64', 'x86'] as const)('tables of constants on %s', (arch) => {
  it('are bytes, not code, and hold what they say', () => {
    const numbers = Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 65_536);
    const text = `
      unsigned short table[] = { ${numbers.join(', ')} };
      static const double halves[] = { 0.5, -1.5, 1e300, [100] = 2.5 };
      float thirds[3] = { 1, 2.25f };
      long long wide[] = { -1, 0x123456789abcdef0, [40] = 7, [2] = 9 };
      _Bool flags[] = { 1, 0, 5 };
      struct { char c; int i; const char *s; short t[2]; } mixed[] = { { 'a', -2, "text", { 3 } }, { .t = { [1] = -4 }, .i = 9 } };
      int overridden[] = { 1, 2, [0] = 3 };
      int *where[] = { &overridden[1], 0 };
      enum { COUNT = sizeof table / sizeof table[0] };
      int main(void) {
        unsigned sum = 0; int i;
        for (i = 0; i < COUNT; i++) sum += table[i] * (i + 1);
        if (sum != ${numbers.reduce((sum, one, index) => (sum + one * (index + 1)) % 2 ** 32, 0)}u) return 1;
        if (halves[1] != -1.5 || halves[2] != 1e300 || halves[99] != 0 || halves[100] != 2.5) return 2;
        if (thirds[0] != 1 || thirds[1] != 2.25f || thirds[2] != 0) return 3;
        if (wide[0] != -1 || wide[1] != 0x123456789abcdef0 || wide[2] != 9 || wide[40] != 7 || wide[39]) return 4;
        if (flags[0] != 1 || flags[1] || flags[2] != 1) return 5;
        if (mixed[0].i != -2 || mixed[0].s[3] != 't' || mixed[0].t[0] != 3 || mixed[0].t[1] || mixed[0].c != 'a') return 6;
        if (mixed[1].c || mixed[1].i != 9 || mixed[1].s || mixed[1].t[1] != -4 || mixed[1].t[0]) return 7;
        return overridden[0] != 3 || *where[0] != 2 || where[1] ? 8 : 0;
      }`;
    const program = compileC({ name: 'table.c', text }, { arch });
    expect(program.diagnosticText()).toBe('');
    expect(program.javascript.length).toBeLessThan(20_000);
    expect(program.run().exitCode).toBe(0);
  });
});
