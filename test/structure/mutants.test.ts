/** The seeded mutations of `npm run mutants` must apply to the sources as they are: one that does not proves nothing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './public-entries.ts';

/** What is looked at of a mutation (scripts/mutants.mjs). */
interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
}

/** The project as far as mutations name it; paths with `/`, from the root. */
interface Project {
  /** Text of a file, or undefined where there is none. */
  read(path: string): string | undefined;
  readonly testFiles: readonly string[];
}

function mutations(): Mutation[] {
  const folder = join(projectRoot, 'test', 'mutants');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Mutation[]);
}

/** What is wrong with each mutation, as `name: what`. */
function staleFindings(all: readonly Mutation[], project: Project): string[] {
  const names = new Set<string>();
  return all.flatMap(({ name, file, find, replace, tests }) => {
    const found = (project.read(file) ?? '').split(find).length - 1;
    // As vitest selects: by a part of the path, which may be a folder.
    const without = tests.filter((part) => !project.testFiles.some((path) => path.includes(part)));
    const wrong = without.map((part) => `no test file ${part}`);
    if (found !== 1) wrong.push(`find is ${found} times in ${file}`);
    if (find === replace) wrong.push('replace is find');
    if (tests.length === 0) wrong.push('no tests');
    // Mutations are selected by their names, and named in the table of results.
    if (names.has(name)) wrong.push('another one has this name');
    names.add(name);
    return wrong.map((what) => `${name}: ${what}`);
  });
}

function projectOnDisk(): Project {
  const texts = new Map<string, string | undefined>(); // each file is read once: many mutations are of the same one
  return {
    read(path) {
      const whole = join(projectRoot, path);
      if (!texts.has(path)) texts.set(path, existsSync(whole) ? readFileSync(whole, 'utf8') : undefined);
      return texts.get(path);
    },
    testFiles: readdirSync(join(projectRoot, 'test'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => `test/${name.replaceAll('\\', '/')}`),
  };
}

describe('the seeded mutations', () => {
  it('are there', () => expect(mutations().length).toBeGreaterThan(0));
  it('apply to the sources as they are, and name test files that exist', () => {
    expect(staleFindings(mutations(), projectOnDisk())).toEqual([]);
  });
});

describe('the checker', () => {
  const project: Project = {
    read: (path) => (path === 'src/a.ts' ? 'one two two' : undefined),
    testFiles: ['test/a/b.test.ts'],
  };
  const findings = (...changes: Partial<Mutation>[]): string[] => {
    const good = { name: 'a', file: 'src/a.ts', find: 'one', replace: 'three', tests: ['test/a'] };
    const all = changes.map((change) => ({ ...good, ...change }));
    return staleFindings(all, project);
  };

  it.each<[string, Partial<Mutation>[], string[]]>([
    ['accepts what applies', [{}], []],
    ['sees a text that is gone', [{ find: 'four' }], ['a: find is 0 times in src/a.ts']],
    ['sees a text that is there twice', [{ find: 'two' }], ['a: find is 2 times in src/a.ts']],
    ['sees a source that is gone', [{ file: 'src/b.ts' }], ['a: find is 0 times in src/b.ts']],
    ['sees a test file that is gone', [{ tests: ['test/c'] }], ['a: no test file test/c']],
    ['sees a mutation without tests', [{ tests: [] }], ['a: no tests']],
    ['sees a mutation that changes nothing', [{ replace: 'one' }], ['a: replace is find']],
    ['sees a name that is taken', [{}, {}], ['a: another one has this name']],
  ])('%s', (_title, changes, expected) => expect(findings(...changes)).toEqual(expected));
});
