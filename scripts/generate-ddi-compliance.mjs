// Writes src/cli/ddi-compliance.generated.ts from facts/ddi.json: the DDI compliance rules that the page of each
// routine names. They stand in the front matter of the pages of `irqlab docs`, and nowhere else in the package.
//
// `generate` is pure: test/cli/ddi-compliance.test.ts compares its result with the committed file.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const file = 'src/cli/ddi-compliance.generated.ts';
const digestFile = path.join(root, 'test', 'cli', 'ddi-compliance.sha256');

/** Rows of the fact table, or null where it is not at hand. */
export function readFacts(directory = path.join(root, '..', 'shared', 'facts')) {
  const table = path.join(directory, 'ddi.json');
  return existsSync(table) ? JSON.parse(readFileSync(table, 'utf8')) : null;
}

/** SHA-256 of the text, as the committed digest file has it. */
export const digest = (text) => `${createHash('sha256').update(text).digest('hex')}\n`;

/** The text of the file: rows of all routines, so that a new routine of irqlab changes nothing here. */
export function generate(rows) {
  const lines = rows
    .filter(({ kind, ddiCompliance }) => kind === 'function' && ddiCompliance.length > 0)
    .map(({ name, header, ddiCompliance }) => [
      `${header.replace(/\.h$/, '')}.${name}`,
      ddiCompliance.join(', '),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, rules]) => `  '${name}': '${rules}',`);
  return [
    '// Written by scripts/generate-ddi-compliance.mjs from facts/ddi.json. Do not edit: npm run generate.',
    '',
    '/** Rules by header and name, as the UID of a page has them: a routine may have a page for each of two headers. */',
    'export const ddiCompliance: Readonly<Record<string, string>> = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

/** Writes the file and returns its name. */
export function writeDdiCompliance() {
  const rows = readFacts();
  if (rows === null) throw new Error('no fact table ddi.json');
  const text = generate(rows);
  writeFileSync(path.join(root, file), text);
  writeFileSync(digestFile, digest(text));
  return [file];
}
