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
