/** docs/guide/README.md is the way to every guide. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';

it.each(['guide', 'diagrams'])('docs/%s/README.md names every page beside it, once', (folder) => {
  const root = join(projectRoot, 'docs', folder);
  const index = readFileSync(join(root, 'README.md'), 'utf8');
  const pages = readdirSync(root).filter((name) => name.endsWith('.md') && name !== 'README.md');
  expect(pages.length).toBeGreaterThan(3);
  expect(pages.filter((name) => index.split(`](${name})`).length !== 2)).toEqual([]);
});
