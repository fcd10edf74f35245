/** docs/guide/architecture.md: its picture and its table name every folder of the sources. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot, sourceRoot } from '../structure/public-entries.ts';
import { blocksOf } from './blocks.ts';

const guide = readFileSync(join(projectRoot, 'docs', 'guide', 'architecture.md'), 'utf8');
const picture = blocksOf(guide).find(({ language }) => language === 'mermaid')?.text ?? '';
const table = guide.split('## The layers')[1] ?? '';
const folders = readdirSync(sourceRoot, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `src/${name}`);
const names = (text: string) => new Set([...text.matchAll(/\bsrc\/\w+\b(?![./\w-])/g)].map(([name]) => name));

describe('docs/guide/architecture.md', () => {
  it.each([
    ['picture', picture],
    ['table', table.split('\n## ')[0] ?? ''],
  ])('the %s has every folder of src', (_, text) => {
    expect(folders.length).toBeGreaterThan(10);
    expect(folders.filter((folder) => !names(text).has(folder))).toEqual([]);
  });

  it('links to files that there are', () => {
    const links = [...guide.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(12);
    expect(links.filter((link) => !existsSync(join(projectRoot, 'docs', 'guide', link)))).toEqual([]);
  });
});
