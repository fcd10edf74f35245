/** One run of TypeDoc with the plug-in. */
import {
  type Application,
  type Context,
  type Options,
  type OptionsReader,
  type ProjectReflection,
  ReflectionKind,
} from 'typedoc';
import { type BrokenRule, brokenRules, type Contract, type PageExample } from '../index.ts';
import { readContracts } from './catalogue.ts';
import { findingsIn } from './checks.ts';
import { PageLinks } from './comments.ts';
import { type Finding, report } from './findings.ts';
import { importModule, ModuleProblem } from './import-module.ts';
import { type Addresses, addressesOf, statusValue } from './names.ts';
import { declareOptions, type PluginOptions, readOptions } from './options.ts';
import { type ParameterTexts, parameterTexts } from './parameter-texts.ts';
import { addRoutineTables } from './routine-tables.ts';
import { placeOfText } from './source-text.ts';
import { arrangeTags, TAGS } from './tags.ts';
import { HEADS, pagesOf, writePages } from './write-pages.ts';

type Examples = ReadonlyMap<string, ReadonlyMap<string, PageExample>>;

/** The plug-in of one run: what it has read, and what it does at each stage. */
export class Plugin {
  readonly #app: Application;
  #options: PluginOptions;
  #contracts: readonly Contract[] = [];
  #examples: Examples = new Map();
  #rules: readonly BrokenRule[] = [];
  #addresses: Addresses = new Map();

  constructor(app: Application) {
    this.#app = app;
    declareOptions(app);
    this.#options = readOptions(app.options);
    app.internationalization.addTranslations('en', {
      tag_irql: 'IRQL',
      tag_bugcheck: 'Bug checks',
      tag_status: 'Statuses',
      tag_codes: 'Codes',
    });
  }

  /** Reads our options after all others: the only stage of TypeDoc that waits for modules to load. */
  readonly reader: OptionsReader = {
    name: 'irqlab',
    order: 100_000,
    supportsPackages: false,
    read: (options) => this.#read(options),
  };

  async #read(options: Options): Promise<void> {
    this.#options = readOptions(options);
    const { routines, examples, pages } = this.#options;
    if (routines.length === 0) return;
    try {
      this.#contracts = await readContracts(routines);
      this.#examples = await readExamples(examples);
    } catch (error) {
      if (!(error instanceof ModuleProblem)) throw error;
      this.#report({ kind: 'module', name: error.file, file: error.file, line: 1, message: error.message });
    }
    this.#rules = brokenRules();
    const bugChecks = new Set(this.#rules.flatMap(({ verifier, free }) => [verifier.name, free?.name ?? '']));
    this.#addresses = pages === '' ? new Map() : addressesOf(this.#contracts, bugChecks);
  }

  /** Once all options are there, those that a script set too. */
  adjustOptions(): void {
    const { options } = this.#app;
    const { pages } = this.#options;
    options.setValue('blockTags', [...new Set([...options.getValue('blockTags'), ...TAGS])]);
    options.setValue('validation', { ...options.getValue('validation'), ...OWN_CHECKS });
    if (pages === '' || this.#contracts.length === 0) return;
    const languages = options.getValue('highlightLanguages');
    options.setValue('highlightLanguages', [...new Set([...languages, ...LANGUAGES])]);
    const documents = options.getValue('projectDocuments');
    options.setValue('projectDocuments', [...HEADS.map((name) => `${pages}/${name}`), ...documents], '/');
  }

  /** Before TypeDoc reads the documents. */
  writePages({ programs }: Context): void {
    const { pages } = this.#options;
    if (this.#contracts.length === 0) return;
    const files = programs.flatMap((program) => {
      // It gives nodes their parents, without which no comment is found.
      program.getTypeChecker();
      return program.getSourceFiles().filter(({ fileName }) => !fileName.includes('/node_modules/'));
    });
    const texts = parameterTexts(files);
    this.#checkContracts(files, texts);
    if (pages === '') return;
    const sources = {
      contracts: this.#contracts,
      rules: this.#rules,
      addresses: this.#addresses,
      texts,
      examples: this.#examples,
    };
    for (const file of writePages(pages, pagesOf(sources)))
      this.#report({
        kind: 'foreign-file',
        name: file,
        file,
        line: 1,
        message: 'irqlab/typedoc did not write this file, and does not overwrite it',
      });
  }

  /** Names that the declarations have, where they stand in the sources. */
  #checkContracts(files: Parameters<typeof placeOfText>[0], texts: ParameterTexts): void {
    for (const { name, parameters, codes = [] } of this.#contracts) {
      for (const { code } of codes)
        if (statusValue(code) === undefined && !this.#options.names.has(code))
          this.#report({
            ...placeOfText(files, name, code),
            kind: 'unknown-status',
            name: code,
            message: `there is no status ${code}, which ${name} names`,
          });
      const own = texts.get(name);
      // Without its source there is nothing that could have the words.
      if (own === undefined) continue;
      for (const parameter of parameters)
        if (!own[parameter.name])
          this.#report({
            ...placeOfText(files, name, parameter.name),
            kind: 'silent-parameter',
            name: `${name}.${parameter.name}`,
            message: `${name} has no @param text for ${parameter.name}`,
          });
    }
  }

  /** After TypeDoc has read comments and documents. */
  completeComments(context: Context): void {
    const { project } = context;
    const links = new PageLinks(project, this.#options.pages, this.#addresses);
    nameDocumentsAfterHeadings(project);
    dropTitle(project);
    // What is wrong is looked for in the comments as they were written.
    this.#found = findingsIn(context, this.#options);
    for (const { comment } of Object.values(project.reflections)) {
      if (comment === undefined) continue;
      arrangeTags(comment, links);
      links.inComment(comment);
    }
    if (this.#options.pages !== '') addRoutineTables(project, this.#contracts, this.#addresses, links);
  }

  #found: readonly Finding[] = [];

  /** Tells what was found. */
  check(): void {
    for (const finding of this.#found) this.#report(finding);
  }

  #report(finding: Finding): void {
    report(this.#app, this.#options.findings, finding);
  }
}

/** Languages of the code on the pages. */
const LANGUAGES = ['c', 'typescript', 'vb'];

/** Checks of TypeDoc that this plug-in makes itself, with the place of what is wrong. */
const OWN_CHECKS = { notDocumented: false, invalidLink: false };

async function readExamples(module: string): Promise<Examples> {
  if (module === '') return new Map();
  const { examples } = (await importModule(module)) as { readonly examples?: Examples };
  if (examples === undefined) throw new ModuleProblem(module, 'this module exports no examples');
  return examples;
}

/** TypeDoc puts the name of the project over its README: a title in it would be a second heading of the first level. */
function dropTitle({ readme }: ProjectReflection): void {
  const [first] = readme ?? [];
  if (first?.kind === 'text') first.text = first.text.replace(/^\s*# .*\n/, '');
}

/** Guides have no front matter, which some sites would show as a table: their title is their first heading. */
function nameDocumentsAfterHeadings(project: ProjectReflection): void {
  for (const document of project.getReflectionsByKind(ReflectionKind.Document)) {
    if (!document.isDocument()) continue;
    const heading = /^#\s+(.+)$/m.exec(document.content.map(({ text }) => text).join(''));
    if (heading?.[1] !== undefined) document.name = heading[1].replaceAll('`', '');
  }
}
