/** docs/guide/adding-a-routine.md shows parts that its routine really has, in their order. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';
import { blocksOf } from './blocks.ts';

const read = (...path: string[]) => readFileSync(join(projectRoot, ...path), 'utf8');

it('docs/guide/adding-a-routine.md shows parts of the file, in their order', () => {
  const shown = blocksOf(read('docs', 'guide', 'adding-a-routine.md')).filter(
    ({ marks }) => marks['run by'] !== undefined,
  );
  const parts = shown
    .flatMap(({ text }) => text.split('…').map((part) => part.trim()))
    .filter((part) => part !== '');
  expect(parts.length).toBeGreaterThan(4);
  let rest = read('src', 'kernel', 'work-items', 'io-allocate-work-item.ts');
  for (const part of parts) {
    expect(rest).toContain(part);
    rest = rest.slice(rest.indexOf(part) + part.length);
  }
});
