import { describe, expect, it } from 'vitest';
import { corpus, runCorpus } from '../../c/corpus.ts';
import { inTurn } from '../../property-runs.ts';

const programs = corpus('programs');

/** A commit runs one in sixteen on each architecture; `.ci/run` runs all. */
const COLUMNS = 16;

describe.each(['x64', 'x86'] as const)('programs by language feature on %s, every access checked', (arch) => {
  it.each(inTurn(programs, arch === 'x64' ? 3 : 11, COLUMNS))('$name', (program) => {
    const expected = { errors: [], exitCode: 0, output: program.expected ?? '' };
    expect(runCorpus(program, arch, 'first', true)).toEqual(expected);
  });
});
