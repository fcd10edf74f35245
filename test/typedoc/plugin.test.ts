/** The plug-in of TypeDoc on a project of its own: test/fixtures/typedoc. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, findingsOf, load } from 'irqlab/typedoc';
import { Application, LogLevel, type TypeDocOptions } from 'typedoc';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../structure/public-entries.ts';

let folder = '';
const at = (...names: string[]): string => join(folder, ...names);
const read = (...names: string[]): string => readFileSync(at(...names), 'utf8');

/** The page of an interface, whatever its module is called. */
const interfacePage = (name: string): string =>
  read(
    'out',
    'interfaces',
    readdirSync(at('out', 'interfaces')).find((file) => file.endsWith(`${name}.html`)) ?? name,
  );

/** The text of a page as a reader sees it. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replace(/\s+/g, ' ');

/** What the options of the plug-in are called is unknown to the types of TypeDoc. */
type AnyOptions = Partial<TypeDocOptions> & Readonly<Record<string, unknown>>;

/** Runs TypeDoc as its command does, without its output. */
async function run(options: AnyOptions) {
  const app = await Application.bootstrapWithPlugins({
    options: at('typedoc.json'),
    tsconfig: at('tsconfig.json'),
    plugin: [load],
    out: at('out'),
    disableSources: true,
    skipErrorChecking: true,
    validation: { notExported: false },
    readme: 'none',
    logLevel: LogLevel.None,
    ...options,
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('nothing was converted');
  app.validate(project);
  const findings = findingsOf(app).map(({ kind, name, file, line }) => ({
    kind,
    name,
    place: `${file.replace(`${folder}/`, '')}:${line}`,
  }));
  return { app, project, findings };
}

/** A module with the contracts of a source of the fixture: TypeDoc itself compiles nothing. */
const contractsOf = (source: string): string => {
  const literal = /routine<\w+>\(\)\(\n([\s\S]*?\n {2}\}),\n/.exec(read('src', source))?.[1] ?? '';
  return `export const declared = { contract: ${literal.trim()} };\n`;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'irqlab-typedoc-'));
  cpSync(join(projectRoot, 'test', 'fixtures', 'typedoc'), folder, { recursive: true });
  writeFileSync(at('typedoc.json'), '{}');
  writeFileSync(at('good.mjs'), contractsOf('sample-fill.ts'));
  writeFileSync(at('bad.mjs'), contractsOf('bad.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a project that is right', () => {
  let result: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    writeFileSync(at('examples.mjs'), exampleModule);
    result = await run({
      entryPoints: [at('src', 'index.ts')],
      projectDocuments: [at('guide', 'about.md')],
      readme: at('README.md'),
      irqlabRoutines: [at('good.mjs')],
      irqlabExamples: at('examples.mjs'),
      irqlabPages: at('pages'),
      irqlabNames: ['STATUS_SAMPLE_FULL'],
    });
    await result.app.generateOutputs(result.project);
  }, 60_000);

  const exampleModule = `export const examples = new Map([['SampleFill', new Map([
    ['STATUS_NO_MEMORY', { language: 'c', text: 'int full;', file: 'examples/full.c' }]])]]);\n`;

  it('has no findings, errors or warnings', () => {
    expect(result.findings).toEqual([]);
    expect([result.app.logger.errorCount, result.app.logger.warningCount]).toEqual([0, 0]);
  });

  it('has a title and one heading of the first level on every page of the site', () => {
    const pages = readdirSync(at('out'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.html'),
    );
    expect(pages.length).toBeGreaterThan(10);
    const wrong = pages.filter((name) => {
      const html = read('out', name);
      return html.match(/<h1[\s>]/g)?.length !== 1 || !/<title>[^<]+<\/title>/.test(html);
    });
    expect(wrong).toEqual([]);
    expect(textOf(read('out', 'index.html'))).toContain('It has one routine.');
  });

  it('gets a reference page for its routine, with its words, examples and rules', () => {
    const page = read('pages', 'SampleFill.md');
    expect(page).toContain('### Count [in]\n\nType: `ULONG`\n\nHow many, below 10.');
    expect(page).toContain('```c\nint full;\n```');
    expect(page).toContain('irqlab never returns STATUS_SAMPLE_FULL');
    expect(page).toContain('[`STATUS_NO_MEMORY`](./statuses.md#status_no_memory)');
    expect(page).toContain('The IRQL is at most [DISPATCH_LEVEL](./irql-levels.md#dispatch_level).');
  });

  it('gets a glossary and tables, whose links lead to sections that are there', () => {
    const names = readdirSync(at('pages'));
    expect(names).toEqual(expect.arrayContaining(['routines.md', 'glossary.md', 'tables.md']));
    const dead = names.flatMap((name) => {
      const links = [...read('pages', name).matchAll(/\]\(\.\/([^)#\s]+)(?:#([^)\s]+))?\)/g)];
      return links.filter(([, file = '', anchor]) => {
        if (!existsSync(at('pages', file))) return true;
        const headings = read('pages', file).match(/^#+ .+$/gm) ?? [];
        return anchor !== undefined && !headings.some((line) => line.toLowerCase() === `## ${anchor}`);
      });
    });
    expect(dead).toEqual([]);
    expect(read('pages', 'statuses.md')).toContain(
      '| [SampleFill](./SampleFill.md) | the sample is full; raised | raised | injectable |',
    );
    expect(read('pages', 'raises.md')).toContain('[STATUS_NO_MEMORY](./statuses.md#status_no_memory)');
    expect(read('pages', 'routines-by-irql.md')).toContain('## At most DISPATCH_LEVEL\n\n| Routine');
    expect(read('pages', 'irql-levels.md')).toContain('Allowed here and not above: [SampleFill](');
    expect(read('pages', 'bug-checks.md')).toContain('## DRIVER_VERIFIER_DETECTED_VIOLATION\n\nCode `0xC4`.');
    expect(read('pages', 'documented-observed.md')).toContain('ERROR_NOT_ENOUGH_MEMORY');
    for (const name of names) {
      const matter = /^---\n([\s\S]*?)\n---\n/.exec(read('pages', name))?.[1] ?? '';
      expect({ name, title: typeof parse(matter).title }).toEqual({ name, title: 'string' });
    }
  });

  it('shows requirements, codes and tags on the page of the interface', () => {
    const text = textOf(interfacePage('SampleFill'));
    expect(text).toContain('IRQL <= DISPATCH_LEVEL');
    expect(text).toMatch(/Statuses STATUS_NO_MEMORY the sample is full STATUS_SAMPLE_FULL the same/);
    expect(text).toContain('Bug checks DRIVER_VERIFIER_DETECTED_VIOLATION (0xC4) when the count is odd');
    expect(text).toContain('Source page of the sample');
    expect(text).toContain('Requirements Requirement Value Header sample.h');
    expect(text).toMatch(/Codes Code When irqlab STATUS_SUCCESS \(0x00000000\)/);
    expect(text).toContain('Reference SampleFill function');
  });

  it('links names in comments to the glossary, once, and to anchors of the site', () => {
    const html = interfacePage('SampleFill');
    const [, comment = ''] = /Fills the sample\. Gives([\s\S]*?)<\/p>/.exec(html) ?? [];
    const links = [...comment.matchAll(/href="([^"]+)"[^>]*>(.*?)<\/a>/g)].map(([, to, shown = '']) => [
      to?.replace('../', ''),
      textOf(shown).trim(),
    ]);
    expect(links).toEqual([
      ['documents/Glossary.Statuses.html#status_no_memory', 'STATUS_NO_MEMORY'],
      ['documents/Glossary.Statuses.html#status_success', 'STATUS_SUCCESS'],
      ['documents/Glossary.IRQL_levels.html#dispatch_level', 'DISPATCH_LEVEL'],
      ['documents/About_samples.html', 'about STATUS_NO_MEMORY'],
      [expect.stringMatching(/^(?:interfaces\/)?[\w.]*SampleMode.html$/), 'SampleMode'],
      ['documents/Routines.SampleFill_function.html', 'SampleFill'],
    ]);
    const statuses = read('out', 'documents', 'Glossary.Statuses.html');
    expect(statuses).toContain('id="status_no_memory"');
    expect(read('out', 'documents', 'Glossary.IRQL_levels.html')).toContain('id="dispatch_level"');
  });

  it('writes again over its own pages, removes those that are no more, and leaves those of others', async () => {
    const routine = at('pages', 'SampleFill.md');
    const mine = read('pages', 'SampleFill.md');
    writeFileSync(at('pages', 'SampleGone.md'), mine);
    writeFileSync(at('pages', 'notes.md'), '# Notes\n');
    writeFileSync(at('pages', 'tables.md'), '# Tables of mine\n');
    const { findings } = await run({
      entryPoints: [at('src', 'index.ts')],
      projectDocuments: [at('guide', 'about.md')],
      irqlabRoutines: [at('good.mjs')],
      irqlabPages: at('pages'),
      irqlabNames: ['STATUS_SAMPLE_FULL'],
    });
    expect(findings.map(({ kind, name }) => [kind, name])).toEqual([
      ['foreign-file', at('pages', 'tables.md')],
    ]);
    expect(existsSync(routine)).toBe(true);
    expect(existsSync(at('pages', 'SampleGone.md'))).toBe(false);
    expect(read('pages', 'notes.md') + read('pages', 'tables.md')).toBe('# Notes\n# Tables of mine\n');
  }, 60_000);
});

describe('a project that is wrong', () => {
  const bad: AnyOptions = {
    irqlabRoutines: [] as readonly string[],
    irqlabUndocumented: ['Exempt\\.'],
  };
  const options = (): AnyOptions => ({
    ...bad,
    entryPoints: [at('src', 'bad.ts')],
    projectDocuments: [at('guide', 'bad.md')],
    irqlabRoutines: [at('bad.mjs')],
    irqlabPages: at('bad-pages'),
    validation: { invalidPath: false, notExported: false },
  });

  it('has a finding for each symbol without words, dead link and name that is none, with its place', async () => {
    const { findings, app } = await run(options());
    const lineOf = (name: string, text: string): string =>
      `${name}:${
        read(...name.split('/'))
          .split('\n')
          .findIndex((line) => line.includes(text)) + 1
      }`;
    const expected: readonly (readonly [Finding['kind'], string, string])[] = [
      ['undocumented', 'bad.silent', lineOf('src/bad.ts', 'const silent')],
      ['undocumented', 'bad.SilentMembers', lineOf('src/bad.ts', 'interface SilentMembers')],
      ['undocumented', 'bad.SilentMembers.member', lineOf('src/bad.ts', 'readonly member')],
      ['unknown-status', 'STATUS_NO_MEMRY', lineOf('src/bad.ts', 'STATUS_NO_MEMRY')],
      ['dead-link', 'Nothing', lineOf('src/bad.ts', '{@link Nothing}')],
      ['dead-link', './nowhere.md', lineOf('src/bad.ts', './nowhere.md')],
      ['unknown-level', '<= DISPATCH_LEVL', lineOf('src/bad.ts', 'DISPATCH_LEVL')],
      ['unknown-status', 'STATUS_NOT_FOND', lineOf('src/bad.ts', 'STATUS_NOT_FOND')],
      ['unknown-bug-check', '0xC4C4', lineOf('src/bad.ts', '0xC4C4')],
      ['empty-tag', '@source', lineOf('src/bad.ts', '@source')],
      ['silent-parameter', 'SampleBad.Count', lineOf('src/bad.ts', "name: 'Count'")],
      ['unknown-status', 'STATUS_SUCESS', lineOf('src/bad.ts', 'STATUS_SUCESS')],
      ['unknown-status', 'STATUS_SUCESS', lineOf('guide/bad.md', 'STATUS_SUCESS')],
      ['dead-link', './missing.md', lineOf('guide/bad.md', './missing.md')],
    ];
    const sorted = (list: readonly unknown[]) => list.map((one) => JSON.stringify(one)).sort();
    const pages = findings.filter(({ place }) => place.startsWith('bad-pages/'));
    expect(pages.every(({ name }) => name === 'STATUS_SUCESS')).toBe(true);
    expect(sorted(findings.filter((one) => !pages.includes(one)))).toEqual(
      sorted(expected.map(([kind, name, place]) => ({ kind, name, place }))),
    );
    expect(app.logger.errorCount).toBe(findings.length);
  }, 60_000);

  it('builds when findings are warnings', async () => {
    const { findings, app } = await run({ ...options(), irqlabFindings: 'warning' });
    expect(findings.length).toBeGreaterThan(10);
    expect(app.logger.errorCount).toBe(0);
  }, 60_000);

  it.each([
    ['missing.mjs', undefined],
    ['broken.mjs', 'export const = 1;'],
    ['empty.mjs', 'export const contract = {};'],
  ])(
    'has a finding for a module of routines that is of no use: %s',
    async (name, text) => {
      if (text !== undefined) writeFileSync(at(name), text);
      const { findings } = await run({
        entryPoints: [at('src', 'index.ts')],
        irqlabNames: ['STATUS_SAMPLE_FULL'],
        irqlabRoutines: [at(name)],
        validation: { invalidPath: false, notExported: false },
      });
      expect(findings).toEqual([{ kind: 'module', name: at(name), place: `${name}:1` }]);
    },
    60_000,
  );
});
