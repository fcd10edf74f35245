import { describe, expect, it } from 'vitest';
import { inTurn } from '../../property-runs.ts';
import { corpus, runCorpus } from '../corpus.ts';
import { ARCHITECTURES } from './running.ts';

/** One in this many at a commit, all in `.ci/run`. */
const COLUMNS = 24;

/** Programs that look at the name of their main. */
const LOOK_AT_MAIN = ['function-name-wide', 'intrinsic-words'];

const programs = ['programs', 'seh']
  .flatMap((folder) => corpus(folder))
  .filter(({ name }) => !LOOK_AT_MAIN.includes(name));

describe.each(ARCHITECTURES)('programs whose code can stop do what they do otherwise, on %s', (arch) => {
  it.each(inTurn(programs, arch === 'x64' ? 0 : COLUMNS / 2, COLUMNS))('$name', (program) => {
    expect(runCorpus(program, arch, 'other')).toEqual({
      errors: [],
      exitCode: 0,
      output: program.expected ?? '',
    });
  });
});
