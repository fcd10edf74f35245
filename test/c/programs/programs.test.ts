import { describe, expect, it } from 'vitest';
import { inTurn } from '../../property-runs.ts';
import { corpus, runCorpus } from '../corpus.ts';

const programs = corpus('programs');

describe.each(['x64', 'x86'] as const)('programs by language feature on %s', (arch) => {
  it('are at least 150', () => expect(programs.length).toBeGreaterThanOrEqual(150));

  it.each(inTurn(programs, arch === 'x64' ? 0 : 1))('$name', (program) => {
    // The exit code is the line of the check that failed.
    expect(runCorpus(program, arch)).toEqual({ errors: [], exitCode: 0, output: program.expected ?? '' });
  });
});
