/** Random C programs through the whole front end, held against gcc: both print the same. */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../src/c-programs.ts';
import { runWithGcc } from './gcc.ts';
import { randomCProgram } from './random-c-program.ts';

const OPTIONS = ['-fwrapv', '-fno-strict-aliasing', '-mms-bitfields'];

describe.each(['x64', 'x86'] as const)('random programs on %s', (arch) => {
  it.each(Array.from({ length: 12 }, (_, index) => index + 1))('%i', { timeout: 60_000 }, (seed) => {
    const text = randomCProgram(arch === 'x64' ? seed : seed + 1000);
    const program = compileC({ name: 'random.c', text }, { arch });
    expect(program.diagnosticText().replace(/^.*warning[\s\S]*?\^$/gm, '')).toBe('');
    expect(program.run().stdout.split('\n')).toEqual(runWithGcc(text, OPTIONS).split('\n'));
  });
});
