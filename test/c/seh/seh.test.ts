import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inTurn } from '../../property-runs.ts';
import { corpus, runCorpus } from '../corpus.ts';

const programs = corpus('seh').map((program) => {
  const [first = ''] = readFileSync(program.files[0] ?? '', 'utf8').split('\n');
  return { ...program, about: first.replace(/^\/\/ /, '') };
});

describe.each(['x64', 'x86'] as const)('programs with structured exceptions on %s', (arch) => {
  it('are at least 60', () => expect(programs.length).toBeGreaterThanOrEqual(60));

  it.each(inTurn(programs, arch === 'x64' ? 0 : 1))('$name: $about', (program) => {
    // The exit code is the line of the check that failed.
    expect(runCorpus(program, arch)).toEqual({ errors: [], exitCode: 0, output: '' });
  });
});
