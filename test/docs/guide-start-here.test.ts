/** docs/guide/start-here.md: its first driver stops on both architectures, and its report is the one that is shown. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileC } from '../../src/c-entry.ts';
import { boot } from '../../src/index.ts';
import { projectRoot } from '../structure/public-entries.ts';
import { blocksOf } from './blocks.ts';
import { folderWith, runCommand } from './examples.ts';

const guide = readFileSync(join(projectRoot, 'docs', 'guide', 'start-here.md'), 'utf8');
const blocks = blocksOf(guide);
const first = blocks.find(({ name }) => name === 'first.c')?.text ?? '';
const report = blocks.find(({ text }) => text.startsWith('*** STOP'))?.text ?? '';

/** Addresses of code and pool, which move when irqlab grows. */
const withoutAddresses = (text: string) => text.replace(/(?:0x)?ffff[\da-f]{12}/gi, 'ADDRESS').trimEnd();

describe('docs/guide/start-here.md', () => {
  it('shows the report of its first driver', async () => {
    const folder = folderWith(new Map([['first.c', first]]), new Map());
    try {
      const { code, printed } = await runCommand(['irqlab', 'run', 'first.c'], folder.path);
      expect(withoutAddresses(printed)).toBe(withoutAddresses(report));
      expect(code).toBe(3);
    } finally {
      folder.remove();
    }
  });

  it('names the line of the store', () => {
    const [, line] = /line (\d+) of first\.c/.exec(guide) ?? [];
    expect(first.split('\n')[Number(line) - 1]).toContain('numbers[0] = 42;');
  });

  it.each(['x64', 'x86'] as const)('the driver that forgets to free is stopped when it goes (%s)', (arch) => {
    const mended = blocks.find(({ name }) => name === 'mended.c')?.text ?? '';
    const text = mended.replace(/.*ExFreePool.*\n/, '');
    expect(text).not.toBe(mended);
    const nt = boot({ arch });
    const what = nt.outcome(() => compileC({ name: 'leak.c', text }, { arch }).load(nt).start().unload());
    expect(what).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters: [0x62, expect.anything(), 0, 1] });
  });
});
