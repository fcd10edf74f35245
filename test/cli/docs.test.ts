import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { routineContracts } from 'irqlab';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @ts-expect-error: a script without declarations
import { readPageWords } from '../../scripts/page-words.mjs';
import type { PageWords } from '../../src/cli/page-words.ts';
import { parameterTexts } from '../../src/typedoc/parameter-texts.ts';
import { projectRoot } from '../structure/public-entries.ts';
import { capture } from './capture.ts';

let folder = '';
let words: PageWords;
const at = (...names: string[]): string => join(folder, ...names);
const docs = (...args: string[]) => capture(['docs', ...args], { pageWords: () => words });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'irqlab-docs-'));
  words = readPageWords(projectRoot, parameterTexts);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every Markdown file below a folder. */
const pagesIn = (where: string): string[] =>
  readdirSync(where, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));

describe('irqlab docs --ddi', () => {
  it('writes a page for every routine, with the text of each parameter, and links that lead to files', async () => {
    const all = at('all', 'pages');
    expect(await docs('--ddi', all)).toMatchObject({
      code: 0,
      stdout: `${routineContracts.length} pages in ${all}\n`,
      stderr: '',
    });
    const written = pagesIn(all);
    expect(written).toHaveLength(routineContracts.length);
    const dead = written.flatMap((name) => {
      const text = readFileSync(join(all, name), 'utf8');
      const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
      return links.filter((target) => !existsSync(resolve(dirname(join(all, name)), target)));
    });
    expect(dead).toEqual([]);
    const silent = routineContracts.flatMap(({ name, parameters }) =>
      parameters.filter((one) => !words.parameters[name]?.[one.name]).map((one) => `${name}.${one.name}`),
    );
    expect(silent).toEqual([]);
    const page = readFileSync(join(all, 'ntifs', 'nf-ntifs-rtlallocateheap.md'), 'utf8');
    const raise = readFileSync(join(all, 'wdm', 'nf-wdm-keraiseirql.md'), 'utf8');
    expect(raise).toContain(
      '\nreq.ddi-compliance: IrqlKeRaiseLower, IrqlKeRaiseLower2, HwStorPortProhibitedDDIs\n',
    );
    expect(page).toContain('\nreq.ddi-compliance:\n');
    expect(page).toContain('\n### -param HeapHandle [in]\n\nType: `PVOID`\n\nHeap from [RtlCreateHeap](');
  });

  it('writes the pages of --only, and links to these', async () => {
    const two = at('two');
    const result = await docs('--ddi', two, '--only', 'HeapAlloc', 'HeapFree', 'HeapAlloc');
    expect(result).toMatchObject({ code: 0, stdout: `2 pages in ${two}\n` });
    expect(pagesIn(two).sort()).toEqual([
      join('heapapi', 'nf-heapapi-heapalloc.md'),
      join('heapapi', 'nf-heapapi-heapfree.md'),
    ]);
    const page = readFileSync(join(two, 'heapapi', 'nf-heapapi-heapalloc.md'), 'utf8');
    expect(page.match(/\]\([^)]+\)/g)).toContain('](nf-heapapi-heapfree.md)');
    expect(page).not.toContain('heapcreate.md');
  });

  it('overwrites its own files, and those of others with --force only, before anything is written', async () => {
    const some = at('some');
    const own = join(some, 'heapapi', 'nf-heapapi-heapalloc.md');
    expect(await docs('--ddi', some, '--only', 'HeapAlloc')).toMatchObject({ code: 0 });
    const first = readFileSync(own, 'utf8');
    expect(await docs('--ddi', some, '--only', 'HeapAlloc')).toMatchObject({ code: 0 });
    writeFileSync(own, `${first}\nA remark of mine.\n`);
    const refused = await docs('--ddi', some, '--only', 'HeapFree', 'HeapAlloc');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr.split('\n')).toEqual([expect.stringContaining(own), '']);
    expect(pagesIn(some)).toHaveLength(1);
    expect(readFileSync(own, 'utf8')).toContain('A remark of mine.');
    expect(await docs('--ddi', some, '--only', 'HeapAlloc', '--force')).toMatchObject({ code: 0 });
    expect(readFileSync(own, 'utf8')).toBe(first);
  });

  it.each([
    ['a name that is no routine', ['--ddi', 'x', '--only', 'Nothing'], 'Nothing'],
    ['a name in another case', ['--ddi', 'x', '--only', 'heapalloc'], 'HeapAlloc'],
    ['no folder', [], '--ddi'],
    ['an argument too many', ['--ddi', 'x', 'y'], 'argument'],
  ])('refuses %s in one line', async (_, args, part) => {
    const { code, stdout, stderr } = await docs(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n')).toEqual([expect.stringContaining(part), '']);
    expect(existsSync('x')).toBe(false);
  });

  it('refuses a folder that is a file, and a page that is a folder', async () => {
    writeFileSync(at('file'), '');
    mkdirSync(at('odd', 'heapapi', 'nf-heapapi-heapalloc.md'), { recursive: true });
    for (const where of ['file', 'odd']) {
      const { code, stderr } = await docs('--ddi', at(where), '--only', 'HeapAlloc', '--force');
      expect({ where, code }).toEqual({ where, code: 2 });
      expect(stderr.split('\n')).toEqual([expect.stringContaining(at(where)), '']);
    }
  });
});
