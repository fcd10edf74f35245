/** Writes the generated pages: the reference of the routines, the glossary and the tables. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrokenRule, type Contract, type PageExample, pageRules, renderPage } from '../index.ts';
import { declareStatement } from '../vb/index.ts';
import { bugChecksPage, levelsPage, statusesPage } from './glossary-pages.ts';
import { MARK, page } from './markdown.ts';
import type { Addresses } from './names.ts';
import type { ParameterTexts } from './parameter-texts.ts';
import { differencesPage, raisesPage, routinesByLevelPage } from './table-pages.ts';

/** What the pages are made of. */
export interface PageSources {
  readonly contracts: readonly Contract[];
  readonly rules: readonly BrokenRule[];
  readonly addresses: Addresses;
  readonly texts: ParameterTexts;
  /** Examples by routine and code. */
  readonly examples: ReadonlyMap<string, ReadonlyMap<string, PageExample>>;
}

/** Pages that head the navigation. */
export const HEADS = ['routines.md', 'glossary.md', 'tables.md'];

/** Every page by its file name. */
export function pagesOf(sources: PageSources): ReadonlyMap<string, string> {
  const { contracts, rules, addresses } = sources;
  const routines = contracts.map(({ name, header }) => `- [${name}](./${name}.md) (${header})`);
  const glossary = ['irql-levels.md', 'statuses.md', 'bug-checks.md'];
  const tables = ['routines-by-irql.md', 'raises.md', 'documented-observed.md'];
  return new Map([
    [
      'routines.md',
      page(
        'Routines',
        [routines.join('\n')],
        contracts.map(({ name }) => `${name}.md`),
      ),
    ],
    ...contracts.map((contract): [string, string] => [`${contract.name}.md`, routinePage(contract, sources)]),
    [
      'glossary.md',
      page(
        'Glossary',
        ['[IRQL levels](./irql-levels.md), [statuses](./statuses.md), [bug checks](./bug-checks.md).'],
        glossary,
      ),
    ],
    ['irql-levels.md', levelsPage(contracts, addresses)],
    ['statuses.md', statusesPage(contracts, addresses)],
    ['bug-checks.md', bugChecksPage(rules, addresses)],
    [
      'tables.md',
      page(
        'Tables',
        [
          '[Routines by IRQL](./routines-by-irql.md), [what raises and what returns NULL](./raises.md), [bug checks modelled](./bug-checks.md), [documented against observed](./documented-observed.md).',
        ],
        tables,
      ),
    ],
    ['routines-by-irql.md', routinesByLevelPage(contracts, addresses)],
    ['raises.md', raisesPage(contracts, addresses)],
    ['documented-observed.md', differencesPage(addresses)],
  ]);
}

function routinePage(contract: Contract, { contracts, addresses, texts, examples }: PageSources): string {
  const text = renderPage(contract, {
    form: 'site',
    parameterText: texts.get(contract.name) ?? {},
    examples: examples.get(contract.name) ?? new Map(),
    rules: pageRules(contract),
    visualBasic: declareStatement(contract),
    names: new Set(contracts.map(({ name }) => name)),
    link: (name) => {
      const address = addresses.get(name);
      return address === undefined ? undefined : `./${address}`;
    },
  });
  return `${text}\n${MARK}\n`;
}

/**
 * Writes the pages into a folder, and removes pages of earlier runs that are no more.
 *
 * @returns files of the same name that somebody else wrote; they stay as they are
 */
export function writePages(folder: string, pages: ReadonlyMap<string, string>): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const foreign: string[] = [];
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.md'))) {
    const file = join(folder, name);
    const isOurs = readFileSync(file, 'utf8').trimEnd().endsWith(MARK);
    if (isOurs && !pages.has(name)) rmSync(file);
    if (!isOurs && pages.has(name)) foreign.push(file);
  }
  for (const [name, text] of pages) {
    const file = join(folder, name);
    if (!foreign.includes(file)) writeFileSync(file, text);
  }
  return foreign;
}
