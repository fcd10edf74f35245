/** The TypeScript blocks of README.md: they type-check, they run, and they print what the page shows. */
import * as fs from 'node:fs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as irqlab from 'irqlab';
import * as c from 'irqlab/c';
import * as status from 'irqlab/status';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../structure/public-entries.ts';
import { type Example, examplesOf, run, typeErrors } from './examples.ts';

const packages = { irqlab, 'irqlab/c': c, 'irqlab/status': status, 'node:fs': fs };
const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
const examples = examplesOf(readme);

describe('README.md', () => {
  it('has examples, each with its output', () => {
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.filter(({ output }) => output === undefined)).toEqual([]);
  });

  it('has examples that type-check', () => expect(typeErrors(examples)).toEqual([]), 60_000);

  it.each(examples)('prints what it says, line $line', (example) => {
    expect(run(example, packages)).toBe(example.output);
  });

  it('names the two commands', () => {
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
  });

  it('names no script that package.json does not have', () => {
    const manifest = readFileSync(join(projectRoot, 'package.json'), 'utf8');
    const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> };
    const contributing = readFileSync(join(projectRoot, 'CONTRIBUTING.md'), 'utf8');
    const named = [...`${readme}\n${contributing}`.matchAll(/\bnpm run ([\w-]+)/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('CONTRIBUTING.md', () => {
  const contributing = readFileSync(join(projectRoot, 'CONTRIBUTING.md'), 'utf8');
  const shape = (text: string) => text.replace(/[\s,]/g, '');

  it('shows parts that its example routine really has', () => {
    const file = shape(readFileSync(join(projectRoot, 'src', 'heap', 'rtl-size-heap.ts'), 'utf8'));
    const parts = examplesOf(contributing).flatMap(({ source }) => source.split('…').map(shape));
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter((part) => !file.includes(part))).toEqual([]);
  });
});

describe('the checker', () => {
  const page = (code: string, output = '1') =>
    `# A\n\n\`\`\`ts\n${code}\n\`\`\`\n\nb\n\n\`\`\`text\n${output}\n\`\`\`\n`;
  const example = (code: string): Example => ({ source: code, line: 1, output: undefined });

  it('finds a block, its line and its output', () => {
    expect(examplesOf(page('console.log(1);'))).toEqual([
      { source: 'console.log(1);', line: 4, output: '1' },
    ]);
    expect(examplesOf('```ts\na\n```\n```sh\nb\n```\n```text\nc\n```')).toEqual([
      { source: 'a', line: 2, output: undefined },
    ]);
  });

  it('runs a block and gives its output', () => {
    const source = `import { x } from 'irqlab';\nconsole.log('%s', x);\nconsole.log([x]);`;
    expect(run(example(source), { irqlab: { x: 7 } })).toBe('7\n[ 7 ]');
    expect(() => run(example(`import 'other';`), {})).toThrow('other');
  });

  it('finds a type error, and an import that is not there', () => {
    const errors = typeErrors([
      example('const a: string = 1;\nconsole.log(a);'),
      example(`import { x } from 'other';`),
    ]);
    expect(errors.map((text) => text.split(':')[0])).toEqual(['line 1', 'line 1']);
  }, 60_000);
});
