/** The TypeScript blocks of docs/guide/seh.md: they type-check, they run, and they print what the page shows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as irqlab from 'irqlab';
import * as status from 'irqlab/status';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';
import { examplesOf, run, typeErrors } from './examples.ts';

const guide = readFileSync(join(projectRoot, 'docs', 'guide', 'seh.md'), 'utf8');
const examples = examplesOf(guide);

describe('docs/guide/seh.md', () => {
  it('has an example for each of five traps, and every block shows its output', () => {
    const traps = guide.split('## Five traps')[1]?.split('\n### ').slice(1) ?? [];
    expect(traps.map((text) => examplesOf(text).length)).toEqual([1, 1, 1, 1, 1]);
    expect(examples.filter(({ output }) => output === undefined)).toEqual([]);
  });

  it('has examples that type-check', () => expect(typeErrors(examples)).toEqual([]), 60_000);

  it.each(examples)('prints what it says, line $line', (example) => {
    expect(run(example, { irqlab, 'irqlab/status': status })).toBe(example.output);
  });

  it('names every kind of trap', async () => {
    const { instructionExceptions } = await import('../../src/seh/processor-exceptions.ts');
    expect(instructionExceptions.filter((kind) => !guide.includes(`\`${kind}\``))).toEqual([]);
  });
});
