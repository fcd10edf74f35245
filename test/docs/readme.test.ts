/** What README.md and CONTRIBUTING.md name. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';
import { blocksOf } from './blocks.ts';

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');

describe('README.md', () => {
  it('names the two commands', () => {
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
  });
});

describe('CONTRIBUTING.md', () => {
  const contributing = readFileSync(join(projectRoot, 'CONTRIBUTING.md'), 'utf8');
  const shape = (text: string) => text.replace(/[\s,]/g, '');

  it('shows parts that its example routine really has', () => {
    const file = shape(readFileSync(join(projectRoot, 'src', 'heap', 'rtl-size-heap.ts'), 'utf8'));
    const programs = blocksOf(contributing).filter(({ language }) => language === 'ts');
    const parts = programs.flatMap(({ text }) => text.split('…').map(shape));
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter((part) => !file.includes(part))).toEqual([]);
  });
});
