/** Programs that use what the headers define besides routines. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';

const source = (name: string) => ({
  name,
  text: readFileSync(new URL(`programs/${name}`, import.meta.url), 'utf8'),
});

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it.each(['macros.c', 'integers.c', 'exceptions.c'])('%s finds every value that it expects', (name) => {
    const program = compileC(source(name), { arch });
    expect(program.diagnosticText()).toBe('');
    expect(program.run()).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it.each(['driver.c', 'services.c'])('%s compiles without a word, checked and free', (name) => {
    expect(compileC(source(name), { arch }).diagnosticText()).toBe('');
    expect(compileC(source(name), { arch, release: true }).diagnosticText()).toBe('');
  });
});
