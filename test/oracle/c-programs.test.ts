/** Random C programs through the whole front end, held against gcc: both print the same. */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../src/c-programs.ts';
import { runWithGcc } from './gcc.ts';
import { randomCPrograms } from './random-c-program.ts';

const OPTIONS = ['-fwrapv', '-fno-strict-aliasing', '-mms-bitfields'];

/** Programs in one file: one call of each compiler for all of them. */
const BATCH = 40;
const BATCHES = 25;

describe.each(['x64', 'x86'] as const)('random programs on %s', (arch) => {
  it.each(Array.from({ length: BATCHES }, (_, index) => index))('batch %i', { timeout: 120_000 }, (batch) => {
    const first = (arch === 'x64' ? 1 : 100_001) + batch * BATCH;
    const text = randomCPrograms(first, BATCH);
    const program = compileC({ name: 'random.c', text }, { arch });
    expect(program.diagnosticText().replace(/^.*warning[\s\S]*?\^$/gm, '')).toBe('');
    expect(program.run().stdout.split('\n')).toEqual(runWithGcc(text, OPTIONS).split('\n'));
  });
});
