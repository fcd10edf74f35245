/** Whether files are a driver or a program, when nobody says it. */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../src/c-programs.ts';

const DRIVER = 'long DriverEntry(void *d, void *r) { return d == r; }';
const mode = (...texts: readonly string[]): string =>
  compileC(texts.map((text, index) => ({ name: `${index}.c`, text }))).mode;

describe('files are a driver', () => {
  it.each([
    ['main( in a comment', `// unlike main(), this\n/* int main(void) { } */\n${DRIVER}`],
    ['main( in a string', `const char *text = "main() { }";\n${DRIVER}`],
    ['a comment with a quote before it', `/* don't */\n${DRIVER}\n/* " main( */`],
    [
      'a call of a member main(',
      `struct s { int (*main)(void); };\nint f(struct s *s) { return s->main(); }\n${DRIVER}`,
    ],
    ['a macro that looks like one', `#define RUN main() {\n${DRIVER}`],
    ['parameters as before C89', 'long DriverEntry(d, r) void *d; void *r; { return d == r; }'],
    [
      'a word behind the parameters',
      `#define QUICK\nlong DriverEntry(void *d, void *r) QUICK { return d == r; }`,
    ],
    ['longer names of functions', `int main_loop(void) { return 0; }\n${DRIVER}`],
  ])('with %s', (_, text) => {
    expect(mode(text)).toBe('kernel');
  });

  it('in whichever file DriverEntry is', () => {
    expect(mode('int helper(void) { return 1; }', DRIVER)).toBe('kernel');
  });
});

describe('files are a program', () => {
  it.each([
    ['DriverEntry in a comment', '// DriverEntry(a, b) {\nint f(void) { return 0; }'],
    ['a string', 'const char *text = "DriverEntry(a, b) {";'],
    ['a declaration of it', 'long DriverEntry(void *d, void *r);\nint f(void) { return 0; }'],
    [
      'a call of it',
      'long DriverEntry();\nint f(void) { if (DriverEntry(0, 0)) return 1; return DriverEntry(1, (2)); }',
    ],
    ['main and DriverEntry', `${DRIVER}\nint main(int argc, char **argv) { return 0; }`],
    ['wmain and DriverEntry', `${DRIVER}\nint wmain(void)\n{ return 0; }`],
    ['a comment without an end', '/* DriverEntry(a, b) {'],
    ['nothing at all', ''],
  ])('with %s', (_, text) => {
    expect(mode(text)).toBe('user');
  });

  it('when one file has main and another DriverEntry', () => {
    expect(mode(DRIVER, 'int main(void) { return 0; }')).toBe('user');
  });
});

describe('files that include the file with the entry point', () => {
  const files = {
    'impl.h': `#include "deep.h"\n${DRIVER}`,
    'deep.h': '#include "impl.h"\nint deep(void);',
    'sub/main.c': 'int main(void) { return 0; }',
  } as const;
  const include = (name: string) => {
    const text = Object.entries(files).find(([one]) => one === name)?.[1];
    return text === undefined ? null : { name, text };
  };
  const modeWith = (text: string): string => compileC({ name: 'all.c', text }, { include }).mode;

  it.each([
    ['kernel', 'a header that defines DriverEntry', '#include "impl.h"'],
    ['kernel', 'one that includes that', '#include <deep.h>'],
    ['user', 'a file in a folder that defines main', '# include "sub\\main.c"'],
    ['user', 'its own main', '#include "impl.h"\nint main(void) { return 0; }'],
    ['user', 'the include in a comment', '/*\n#include "impl.h"\n*/'],
    ['user', 'a header of ours', '#include <windows.h>'],
  ])('are for %s mode with %s', (wanted, _, text) => expect(modeWith(text)).toBe(wanted));
});
