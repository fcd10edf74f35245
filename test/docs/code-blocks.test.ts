/** Every code block of the pages and of doc comments runs, and prints what the block behind it shows. */

import * as fs from 'node:fs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as irqlab from 'irqlab';
import * as c from 'irqlab/c';
import * as status from 'irqlab/status';
import * as vb from 'irqlab/vb';
import * as irqlabVitest from 'irqlab/vitest';
import * as irqlabPlugin from 'irqlab/vitest/plugin';
import * as webservices from 'irqlab/webservices';
import * as win32 from 'irqlab/win32';
import * as vitest from 'vitest';
import { describe, expect, it } from 'vitest';
import * as vitestConfig from 'vitest/config';
import { hasTime } from '../property-runs.ts';
import { projectRoot } from '../structure/public-entries.ts';
import { allBlocks, type Block, blocksOf, docCommentBlocks, kindOf } from './blocks.ts';
import { commandsOf, folderWith, runC, runCommand, runTypeScript, typeErrors } from './examples.ts';

const packages = {
  irqlab,
  'irqlab/c': c,
  'irqlab/status': status,
  'irqlab/vb': vb,
  'irqlab/vitest': irqlabVitest,
  'irqlab/vitest/plugin': irqlabPlugin,
  'irqlab/webservices': webservices,
  'irqlab/win32': win32,
  'node:fs': fs,
  vitest,
  'vitest/config': vitestConfig,
};

/** What the page says that a block prints: the text behind it, or behind the command that runs it. */
function outputBehind(blocks: readonly Block[], at: number): string | undefined {
  const [block, next] = blocks.slice(at, at + 2);
  if (block === undefined || next === undefined) return undefined;
  const kind = kindOf(next, block);
  if (kind === 'output') return next.text;
  return block.name !== undefined && kind === 'commands' ? outputBehind(blocks, at + 1) : undefined;
}

const files = allBlocks();
const all = files.flatMap((blocks) =>
  blocks.map((block, at) => {
    const kind = kindOf(block, blocks[at - 1]);
    return { ...block, kind, output: outputBehind(blocks, at), place: `${block.file}:${block.line}` };
  }),
);
type Placed = (typeof all)[number];
const runHere = (kind: Placed['kind']) =>
  all.filter((one) => one.kind === kind && one.marks['run by'] === undefined);

/** A program that prints is followed by what it prints: nobody has to guess, and nothing is shown that is not so. */
const expectOutput = (printed: string, { output }: Pick<Placed, 'output'>) =>
  expect(printed.trimEnd()).toBe(output?.trimEnd() ?? '');

describe('code blocks', () => {
  it('are of a kind that somebody runs, or say why not', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(
      all.filter(({ kind }) => kind === null).map(({ place, language }) => `${place}: ${language}`),
    ).toEqual([]);
  });

  it('are seldom marked, each with a reason', () => {
    const marked = all.filter(({ marks }) => marks['not run'] !== undefined);
    const reasons = marked.map(({ marks }) => marks['not run']).sort();
    const counted = [...new Set(reasons)].map(
      (reason) => `${reasons.filter((one) => one === reason).length}: ${reason}`,
    );
    expect(counted).toMatchInlineSnapshot(`
      [
        "1: a file of the command below",
        "2: asks about the ledger as it is today",
        "1: copies from files beside the checkout",
        "3: installs",
        "1: installs, and runs everything",
        "1: installs; .ci/run does both",
        "1: looks at files beside the checkout",
        "1: measures for minutes",
        "1: takes hours",
        "5: the shape of text that the emitter writes; test/c/seh runs that text",
        "1: two lines of a report; test/c/drivers shows whole ones",
      ]
    `);
  });

  it('that another test runs are named in it', () => {
    const elsewhere = all.flatMap(({ place, file, marks }) =>
      marks['run by'] === undefined ? [] : [{ place, file, by: marks['run by'] }],
    );
    const wrong = elsewhere.filter(
      ({ file, by }) =>
        !existsSync(join(projectRoot, by)) ||
        !readFileSync(join(projectRoot, by), 'utf8').includes(file.split('/').at(-1) ?? file),
    );
    expect(wrong).toEqual([]);
  });

  it('name only scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
      scripts: object;
    };
    const commands = all.filter(({ language }) => language === 'sh' || language === 'console');
    const wrong = commands.flatMap(({ place, text }) =>
      [
        ...[...text.matchAll(/\bnpm run ([\w:-]+)/g)].filter(([, name = '']) => !(name in scripts)),
        ...[...text.matchAll(/\bnode (?:--\S+ )*([\w./-]+)/g)].filter(
          ([, name = '']) => !existsSync(join(projectRoot, name)),
        ),
      ].map(([command]) => `${place}: ${command}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('TypeScript', () => {
  const blocks = all.filter(({ kind }) => kind === 'ts');

  it('type-checks', () => {
    // Fragments are not programs. The types of vitest and Vite take seconds to read.
    const checked = blocks.filter(
      ({ text, language }) => language === 'ts' && !text.includes('…') && (hasTime || !/vitest/.test(text)),
    );
    expect(checked.length).toBeGreaterThan(50);
    // Two wrong ones ride along: the checker has to see them.
    const wrong = [`const a: string = 1;\nconsole.log(a);`, `import { x } from 'other';`];
    const errors = typeErrors([...checked, ...wrong.map((text) => ({ file: 'wrong', line: 1, text }))]);
    expect(errors.filter((text) => text.startsWith('wrong:')).map((text) => text.split(': ')[0])).toEqual([
      'wrong:1',
      'wrong:1',
    ]);
    expect(errors.filter((text) => !text.startsWith('wrong:'))).toEqual([]);
  }, 60_000);

  const here = runHere('ts');
  it.each(here.filter(({ text }) => !/from 'vitest'/.test(text)))('$place prints what it says', (block) =>
    expectOutput(runTypeScript(block.text, packages), block),
  );

  // What makes tests is run where tests are made, and these then run here.
  describe.each(here.filter(({ text }) => /from 'vitest'/.test(text)))('$place', ({ text }) => {
    runTypeScript(text, packages);
  });
});

describe('C', () => {
  // A program whose next block is a command of its own, with options, is compared there.
  const ownCommand = ({ file, name }: Placed) =>
    name !== undefined &&
    runHere('commands').some((one) => one.file === file && one.text.includes(`${name} --`));
  it.each(runHere('c'))('$place runs on both architectures', (block) => {
    for (const arch of ['x64', 'x86'] as const) {
      const printed = runC(block.text, arch);
      if (!ownCommand(block)) expectOutput(printed, block);
    }
  });
});

/** What the mark says that the folder of the commands has. */
const copiesOf = ({ marks }: Block): Map<string, string> =>
  new Map(
    (marks.files ?? '').split(', ').flatMap((pair): [string, string][] => {
      const [name, from] = pair.split(' = ');
      return name && from ? [[name, from]] : [];
    }),
  );

describe('commands', () => {
  it.each(runHere('commands'))('$place do what they say', async (block) => {
    const named = all.filter(({ file, name }) => file === block.file && name !== undefined);
    const folder = folderWith(new Map(named.map(({ name = '', text }) => [name, text])), copiesOf(block));
    try {
      const commands = commandsOf(block);
      const results: { code: number; printed: string }[] = [];
      for (const { argv } of commands) results.push(await runCommand(argv, folder.path));
      const shown = commands.filter((command) => command.shown !== undefined);
      if (shown.length > 0)
        for (const [at, { shown: output }] of commands.entries())
          expectOutput(results[at]?.printed ?? '', { output });
      else if (block.output !== undefined)
        expectOutput(results.map(({ printed }) => printed).join(''), block);
      else expect(results.map(({ code }) => code)).toEqual(commands.map(() => 0));
    } finally {
      folder.remove();
    }
  });
});

describe('the reader of pages', () => {
  const page =
    '# A\n\n`a.ts`:\n\n<!-- run by: x -->\n```ts\na\n```\nb\n\n```text\nc\n```\n```sh\nd\n```\n\n```text\ne\n```\n';

  it('finds blocks, their lines, names and marks', () => {
    expect(
      blocksOf(page, 'f').map(({ line, language, text, name, marks }) => [line, language, text, name, marks]),
    ).toEqual([
      [7, 'ts', 'a', 'a.ts', { 'run by': 'x' }],
      [12, 'text', 'c', undefined, {}],
      [15, 'sh', 'd', undefined, {}],
      [19, 'text', 'e', undefined, {}],
    ]);
    expect(docCommentBlocks('a();\n/**\n * @example\n * ```ts\n * b\n *   c\n * ```\n */\n')).toMatchObject([
      { line: 5, language: 'ts', text: 'b\n  c' },
    ]);
    expect(blocksOf('````md\n```ts\n```\n````\n')).toMatchObject([{ language: 'md', text: '```ts\n```' }]);
  });

  it('knows what blocks are; an unknown language and text of nobody are nothing', () => {
    const kinds = (text: string) => blocksOf(text).map((block, at, list) => kindOf(block, list[at - 1]));
    expect(kinds(page)).toEqual(['ts', 'output', 'commands', 'output']);
    expect(kinds('```\na\n```\n```rust\n```\n```text\n```\n')).toEqual([null, null, null]);
    expect(kinds('<!-- not run: why -->\n```js\n```\n```text\n```\n```yaml\n```\n')).toEqual([
      'listing',
      null,
      'listing',
    ]);
  });

  it('reads the commands of a block, and what a console shows', () => {
    expect(commandsOf({ language: 'sh', text: 'irqlab a  # b\nirqlab c' })).toEqual([
      { argv: ['irqlab', 'a'], shown: undefined },
      { argv: ['irqlab', 'c'], shown: undefined },
    ]);
    expect(commandsOf({ language: 'console', text: '$ irqlab a\nb\nc\n$ d' })).toEqual([
      { argv: ['irqlab', 'a'], shown: 'b\nc' },
      { argv: ['d'], shown: '' },
    ]);
  });
});

describe('the checker', () => {
  it('runs a block and gives its output', () => {
    const source = `import { x } from 'irqlab';\nconsole.log('%s', x);\nconsole.log([x]);`;
    expect(runTypeScript(source, { irqlab: { x: 7 } })).toBe('7\n[ 7 ]');
    expect(() => runTypeScript(`import 'other';`, {})).toThrow('other');
  });

  it('refuses C with errors, a program that does not return, and a command of others', async () => {
    expect(() => runC('int main(void) { return x; }', 'x64')).toThrow('C2065');
    expect(() => runC('int main(void) { *(int *)0 = 1; return 0; }', 'x64')).toThrow('did not return');
    await expect(runCommand(['npm', 'ci'], '.')).rejects.toThrow('npm');
  });
});
