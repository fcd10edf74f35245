/** The TypeScript blocks of docs/guide/heap-debugging.md: they type-check, they run, and they print what the page shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as irqlab from 'irqlab';
import * as status from 'irqlab/status';
import { describe, expect, it } from 'vitest';
import { globalFlagsValue } from '../../src/heap/global-flags.ts';
import { projectRoot } from '../structure/public-entries.ts';
import { examplesOf, run, typeErrors } from './examples.ts';

const guide = readFileSync(join(projectRoot, 'docs', 'guide', 'heap-debugging.md'), 'utf8');
const examples = examplesOf(guide);

describe('docs/guide/heap-debugging.md', () => {
  it('shows the output of every block', () => {
    expect(examples.length).toBeGreaterThan(4);
    expect(examples.filter(({ output }) => output === undefined)).toEqual([]);
  });

  it('has examples that type-check', () => expect(typeErrors(examples)).toEqual([]), 60_000);

  it.each(examples)('prints what it says, line $line', (example) => {
    expect(run(example, { irqlab, 'irqlab/status': status })).toBe(example.output);
  });

  it('names every setting, and only settings that there are', () => {
    const named = [...guide.matchAll(/^\| `([a-z]{3})` \|/gm)].map(([, name]) => name as 'htc');
    const all = named.reduce((sum, name) => sum | globalFlagsValue([name]), 0);
    expect(all).toBe(0x10 | 0x20 | 0x40 | 0x80 | 0x20_0000 | 0x200_0000 | 0x1000);
  });
});
