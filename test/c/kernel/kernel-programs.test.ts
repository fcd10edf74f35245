/** Drivers in C that use a family of routines each and look at every result. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boot } from '../../../src/boot.ts';
import { compileC } from '../../../src/c-programs.ts';

/** Status of a failed check, less the line. */
const STATUS_DRIVER_INTERNAL_ERROR = 0xc000_0183;

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it.each(['registry.c'])('%s finds every value that it expects', (name) => {
    const text = readFileSync(new URL(name, import.meta.url), 'utf8');
    const program = compileC({ name, text }, { arch });
    expect(program.diagnosticText()).toBe('');
    const nt = boot({ arch });
    const { status } = program.load(nt, { module: 'sample' }).start('sample');
    expect(
      status === 0 ? 'fine' : `line ${status - STATUS_DRIVER_INTERNAL_ERROR} (${status.toString(16)})`,
    ).toBe('fine');
    expect(nt.findings).toEqual([]);
  });
});
