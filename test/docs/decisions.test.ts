/** The decision records: all of them stand in the list, and every mention of one names a file that exists. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot, sourceRoot } from '../structure/public-entries.ts';
import { readSourceTree } from '../structure/source-graph.ts';

const folder = join(projectRoot, 'docs', 'decisions');
const records = readdirSync(folder)
  .filter((name) => /^\d{4}-.*\.md$/.test(name))
  .sort();

it('the list names every record once, in order', () => {
  const list = readFileSync(join(folder, 'README.md'), 'utf8');
  const linked = [...list.matchAll(/^\| \[\d{4}\]\((\S+)\)/gm)].map(([, name]) => name);
  expect(linked).toEqual(records);
});

it('the sources mention only records that exist', () => {
  const missing = [...readSourceTree(sourceRoot)].flatMap(([file, text]) =>
    [...text.matchAll(/docs\/decisions\/(\d{4}-[\w-]+\.md)/g)]
      .filter(([, name = '']) => !records.includes(name))
      .map(([, name]) => `src/${file}: ${name}`),
  );
  expect(missing).toEqual([]);
});
