/** The table of docs/guide/heap-debugging.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { globalFlagsValue } from '../../src/heap/global-flags.ts';
import { projectRoot } from '../structure/public-entries.ts';

const guide = readFileSync(join(projectRoot, 'docs', 'guide', 'heap-debugging.md'), 'utf8');

describe('docs/guide/heap-debugging.md', () => {
  it('names every setting, and only settings that there are', () => {
    const named = [...guide.matchAll(/^\| `([a-z]{3})` \|/gm)].map(([, name]) => name as 'htc');
    const all = named.reduce((sum, name) => sum | globalFlagsValue([name]), 0);
    expect(all).toBe(0x10 | 0x20 | 0x40 | 0x80 | 0x20_0000 | 0x200_0000 | 0x1000);
  });
});
