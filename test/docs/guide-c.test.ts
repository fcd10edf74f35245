/** The programs of docs/guide/c.md: TypeScript prints what the page shows, C compiles and runs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as irqlab from 'irqlab';
import * as c from 'irqlab/c';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';
import { examplesOf, run, typeErrors } from './examples.ts';

const page = readFileSync(join(projectRoot, 'docs/guide/c.md'), 'utf8');
const examples = examplesOf(page);

describe('docs/guide/c.md', () => {
  it('has TypeScript that type-checks and prints what it says', () => {
    expect(examples.length).toBeGreaterThan(0);
    expect(typeErrors(examples)).toEqual([]);
    for (const example of examples) expect(run(example, { irqlab, 'irqlab/c': c })).toBe(example.output);
  }, 60_000);

  it.each(['x64', 'x86'] as const)('has a C program that catches its fault on %s', (arch) => {
    const text = /```c\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const program = c.compileC({ name: 'program.c', text }, { arch });
    expect(program.diagnosticText()).toBe('');
    expect(program.run()).toMatchObject({ stdout: 'caught c0000005\n', exitCode: 0 });
  });

  it.each(['x64', 'x86'] as const)('has a C program whose threads play ping-pong on %s', (arch) => {
    const [, text = '', prints] =
      /## Threads[\s\S]*?```c\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/.exec(page) ?? [];
    const program = c.compileC({ name: 'program.c', text }, { arch });
    expect(program.diagnosticText()).toBe('');
    expect(program.run()).toMatchObject({ stdout: prints, exitCode: 0 });
  });
});
