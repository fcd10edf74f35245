/** What docs/guide/seh.md has besides its programs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';
import { blocksOf } from './blocks.ts';

const guide = readFileSync(join(projectRoot, 'docs', 'guide', 'seh.md'), 'utf8');

describe('docs/guide/seh.md', () => {
  it('has an example for each of five traps', () => {
    const traps = guide.split('## Five traps')[1]?.split('\n### ').slice(1) ?? [];
    expect(traps.map((text) => blocksOf(text).filter(({ language }) => language === 'ts').length)).toEqual([
      1, 1, 1, 1, 1,
    ]);
  });

  it('names every kind of trap', async () => {
    const { instructionExceptions } = await import('../../src/seh/processor-exceptions.ts');
    expect(instructionExceptions.filter((kind) => !guide.includes(`\`${kind}\``))).toEqual([]);
  });
});
