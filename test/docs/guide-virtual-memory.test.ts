/** docs/guide/virtual-memory.md: its TypeScript blocks type-check, run, and print what the page shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as irqlab from 'irqlab';
import * as status from 'irqlab/status';
import * as win32 from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';
import { examplesOf, run, typeErrors } from './examples.ts';

const examples = examplesOf(readFileSync(join(projectRoot, 'docs', 'guide', 'virtual-memory.md'), 'utf8'));

describe('docs/guide/virtual-memory.md', () => {
  it('has examples, and each shows its output', () => {
    expect(examples.length).toBe(5);
    expect(examples.filter(({ output }) => output === undefined)).toEqual([]);
  });

  it('has examples that type-check', () => expect(typeErrors(examples)).toEqual([]), 60_000);

  it.each(examples)('prints what it says, line $line', (example) => {
    expect(run(example, { irqlab, 'irqlab/status': status, 'irqlab/win32': win32 })).toBe(example.output);
  });
});
