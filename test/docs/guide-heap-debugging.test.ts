/** The table of docs/guide/heap-debugging.md, and the report of its program in C. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { globalFlagsValue } from '../../src/heap/global-flags.ts';
import { projectRoot } from '../structure/public-entries.ts';
import { blocksOf } from './blocks.ts';
import { folderWith, runCommand } from './examples.ts';

const guide = readFileSync(join(projectRoot, 'docs', 'guide', 'heap-debugging.md'), 'utf8');

describe('docs/guide/heap-debugging.md', () => {
  it('names every setting, and only settings that there are', () => {
    const named = [...guide.matchAll(/^\| `([a-z]{3})` \|/gm)].map(([, name]) => name as 'htc');
    const all = named.reduce((sum, name) => sum | globalFlagsValue([name]), 0);
    expect(all).toBe(0x10 | 0x20 | 0x40 | 0x80 | 0x20_0000 | 0x200_0000 | 0x1000);
  });

  it.each(['x64', 'x86'])(
    'shows who allocated the block that is freed twice, and who freed it (%s)',
    async (arch) => {
      const blocks = blocksOf(guide);
      const source = blocks.find(({ name }) => name === 'twice.c')?.text ?? '';
      const report = blocks.find(({ text }) => text.startsWith('process twice.exe'))?.text ?? '';
      const folder = folderWith(new Map([['twice.c', source]]), new Map());
      try {
        const { code, printed } = await runCommand(['irqlab', 'run', 'twice.c', '--arch', arch], folder.path);
        expect(printed.trimEnd()).toBe(report.trimEnd());
        expect(code).toBe(1);
      } finally {
        folder.remove();
      }
    },
  );
});
