/** docs/guide/irql.md: its generated parts are new. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';
import { blocksOf } from './blocks.ts';
import { routineCount, withGeneratedParts } from './irql-guide.ts';

const file = join(projectRoot, 'docs', 'guide', 'irql.md');
const guide = readFileSync(file, 'utf8');

describe('docs/guide/irql.md', () => {
  // `npx vitest run test/docs/guide-irql.test.ts -u` writes them again.
  it('has the picture and the table of today', async () => {
    await expect(withGeneratedParts(guide)).toMatchFileSnapshot(file);
  });

  it('lists every routine that a driver may call', () => {
    const rows = [...guide.matchAll(/^\| [A-Z]+(?:_LEVEL)? \| (\d+) \| .*(?:Ke|Rtl|Ex)/gm)];
    expect(rows.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(routineCount);
  });

  it('has an example for each of ten mistakes', () => {
    const mistakes = guide.split('## Ten mistakes')[1]?.split('\n## ')[0]?.split('\n### ').slice(1) ?? [];
    expect(mistakes.map((text) => blocksOf(text).filter(({ language }) => language === 'ts').length)).toEqual(
      Array.from({ length: 10 }, () => 1),
    );
  });
});
