// The options that both benchmarks take. A mistake is one line and exit code 2.

import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Ends the program with one line. */
export function refuse(message) {
  console.error(`bench: ${message}`);
  process.exit(2);
}

/** Parses --rounds, --arch, --json and names, and what else `more` describes. Refuses to run without a build. */
export function readOptions(more) {
  if (!existsSync(new URL('../dist/index.js', import.meta.url)))
    refuse('dist is not there, run npm run build first');
  const { values, positionals } = parse(more);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    refuse(`--rounds ${values.rounds}: expected a whole number above 0`);
  if (values.arch !== 'x64' && values.arch !== 'x86') refuse(`--arch ${values.arch}: expected x64 or x86`);
  return { ...values, rounds, names: positionals };
}

function parse(more) {
  const common = {
    rounds: { type: 'string', default: '7' },
    arch: { type: 'string', default: 'x64' },
    json: { type: 'boolean', default: false },
  };
  try {
    return parseArgs({ allowPositionals: true, options: { ...common, ...more } });
  } catch (error) {
    return refuse(error.message);
  }
}
