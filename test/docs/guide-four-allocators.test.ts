/** The TypeScript blocks of docs/guide/four-allocators.md: they type-check, they run, and they print what the page shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as irqlab from 'irqlab';
import * as status from 'irqlab/status';
import * as vb from 'irqlab/vb';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';
import { examplesOf, run, typeErrors } from './examples.ts';

const guide = readFileSync(join(projectRoot, 'docs', 'guide', 'four-allocators.md'), 'utf8');
const examples = examplesOf(guide);

describe('docs/guide/four-allocators.md', () => {
  it('shows the output of every block', () => {
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.filter(({ output }) => output === undefined)).toEqual([]);
  });

  it('has examples that type-check', () => expect(typeErrors(examples)).toEqual([]), 60_000);

  it.each(examples)('prints what it says, line $line', (example) => {
    expect(run(example, { irqlab, 'irqlab/status': status, 'irqlab/vb': vb })).toBe(example.output);
  });
});
