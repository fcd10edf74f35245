// node scripts/extract-contract-fixtures.mjs [directory of the fact tables, default ../shared/facts]
//
// Copies into test/fixtures what the tests hold the sources against, so that they run in a clone alone:
//   contract/ddi.json, contract/signatures.json   the rows of the routines that irqlab declares, unchanged
//   c/structs.json                                where the members of every structure lie
//   facts-numbers.json                            the number of every fact of behaviour.md
// Run it after a routine is declared. test/contract/contracts.test.ts says when that was forgotten, and
// compares the copies with the tables where those are at hand.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Where the fact tables are, when they are there. */
export const defaultFactsDirectory = join(root, '..', 'shared', 'facts');

/** The names in `routine<Name>()(` and `blockingRoutine<Name>()(` below a folder, sorted: every routine is declared that way. */
export function declaredRoutines(folder = join(root, 'src')) {
  const names = new Set();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    for (const [, routine] of text.matchAll(
      /^export const \w+(?:: [^=\n]+)? =\s*(?:routine|blockingRoutine)<(\w+)>\(\)\(/gm,
    )) {
      names.add(routine);
    }
  }
  return [...names].sort();
}

/** A JSON array with one row a line, as the fact tables have it. */
const oneRowPerLine = (rows) => `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;

/** Names, sizes and offsets of the structures; a structure that several headers have is there once for each layout. */
function layouts(facts) {
  const rows = JSON.parse(readFileSync(join(facts, 'structs.json'), 'utf8'));
  const texts = rows
    .filter(({ kind }) => kind === 'struct' || kind === 'union')
    .map(({ name, size, align, fields }) =>
      JSON.stringify({
        name,
        size,
        align,
        fields: fields.map((field) => ({
          name: field.name,
          offset: field.offset,
          size: field.size,
          bits: field.bits,
        })),
      }),
    );
  return [...new Set(texts)].map((text) => JSON.parse(text));
}

/**
 * The fixtures as texts; writes nothing.
 *
 * @param facts directory of the fact tables
 * @param routines names of the declared routines
 * @returns path below test/fixtures to text
 */
export function fixtures(facts, routines) {
  const wanted = new Set(routines);
  const rows = (table) =>
    JSON.parse(readFileSync(join(facts, `${table}.json`), 'utf8')).filter(({ name }) => wanted.has(name));
  const behaviour = readFileSync(join(facts, 'behaviour.md'), 'utf8');
  const numbers = [...behaviour.matchAll(/^- \*\*(\S+)\*\*/gm)].map(([, number]) => number);
  return new Map([
    ['contract/ddi.json', oneRowPerLine(rows('ddi'))],
    ['contract/signatures.json', oneRowPerLine(rows('signatures'))],
    ['c/structs.json', oneRowPerLine(layouts(facts))],
    ['facts-numbers.json', oneRowPerLine(numbers)],
  ]);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const routines = declaredRoutines();
  for (const [name, text] of fixtures(process.argv[2] ?? defaultFactsDirectory, routines)) {
    const path = join(root, 'test', 'fixtures', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`test/fixtures/${name}`);
  }
  console.log(`${routines.length} routines: ${routines.join(', ')}`);
}
