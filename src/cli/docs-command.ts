/** `irqlab docs`: writes the reference pages of the routines as Markdown, in the layout of Microsoft's repositories. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type PageLink, pageRules, renderPage, routineContracts } from '../index.ts';
import { declareStatement } from '../vb/index.ts';
import { FileProblem } from './c-files.ts';
import { ddiCompliance } from './ddi-compliance.generated.ts';
import { exitCode, type Io } from './io.ts';
import { type PageWords, readPageWords } from './page-words.ts';
import { printable } from './trace-problem.ts';

/** What the command was asked for. */
export interface DocsOptions {
  /** Folder for the pages. */
  readonly ddi: string;
  /** Names of the routines whose pages are written; all when left out. */
  readonly only?: readonly string[];
  /** Files that somebody else wrote are overwritten too. */
  readonly force: boolean;
}

type Contract = (typeof routineContracts)[number];

/** The last line of each page: by it the command knows its own files. */
const MARK = '<!-- Written by `irqlab docs`, which overwrites this file. -->';

/** Runs the command. The answer is the exit code. */
export function docsCommand({ ddi, only, force }: DocsOptions, io: Io): number {
  try {
    const contracts = only === undefined ? routineContracts : only.map(contractOf);
    const files = [...new Set(contracts)].map((contract) => ({
      path: join(ddi, pageFile(contract)),
      contract,
    }));
    // Before the first is written: a folder with half of the pages helps nobody.
    const foreign = force ? undefined : files.find(({ path }) => isForeign(path));
    if (foreign !== undefined)
      throw new FileProblem(
        `${printable(foreign.path)}: irqlab did not write this file; --force overwrites it`,
      );
    writePages(files, io.pageWords?.() ?? readPageWords());
    io.stdout.write(`${files.length} ${files.length === 1 ? 'page' : 'pages'} in ${printable(ddi)}\n`);
    return exitCode.fine;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    io.stderr.write(`irqlab: ${error.message}\n`);
    return exitCode.badInput;
  }
}

function contractOf(name: string): Contract {
  const found = routineContracts.find((contract) => contract.name === name);
  if (found !== undefined) return found;
  const near = routineContracts.find((contract) => contract.name.toLowerCase() === name.toLowerCase());
  const hint = near === undefined ? '' : `; there is ${near.name}`;
  throw new FileProblem(`there is no routine named ${printable(name)}${hint}`);
}

/** Where the page of a routine stands in Microsoft's repositories: `ntifs/nf-ntifs-rtlallocateheap.md`. */
function pageFile({ header, name }: Contract): string {
  const folder = header.replace(/\.h$/, '');
  return join(folder, `nf-${folder}-${name.toLowerCase()}.md`);
}

function writePages(
  files: readonly { readonly path: string; readonly contract: Contract }[],
  { parameters, examples }: PageWords,
): void {
  const names = new Set(routineContracts.map(({ name }) => name));
  const paths = new Map(files.map(({ path, contract }) => [contract.name, path]));
  for (const { path, contract } of files) {
    const link: PageLink = (name) => {
      const target = paths.get(name);
      return target === undefined ? undefined : relative(dirname(path), target).replaceAll('\\', '/');
    };
    const page = renderPage(contract, {
      parameterText: parameters[contract.name] ?? {},
      examples: new Map(Object.entries(examples[contract.name] ?? {})),
      ...compliance(contract),
      rules: pageRules(contract),
      visualBasic: declareStatement(contract),
      names,
      link,
    });
    write(path, `${page}\n${MARK}\n`);
  }
}

/** The rules of DDI compliance of a routine, where its page has some. */
function compliance({ header, name }: Contract): { readonly ddiCompliance?: string } {
  const rules = ddiCompliance[`${header.replace(/\.h$/, '')}.${name}`];
  return rules === undefined ? {} : { ddiCompliance: rules };
}

/** True for a file that is there and that this command did not write. */
function isForeign(path: string): boolean {
  try {
    return !readFileSync(path, 'utf8').trimEnd().endsWith(MARK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return false;
    throw new FileProblem(`${printable(path)}: ${reason(code)}`);
  }
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new FileProblem(`${printable(path)}: ${reason(codeOf(error))}`);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

const REASONS: Readonly<Record<string, string>> = {
  ENOTDIR: 'a folder of this path is a file',
  EEXIST: 'a folder of this path is a file',
  EISDIR: 'this is a folder',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system cannot be written',
  ENOSPC: 'the file system is full',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
};

const reason = (code: string): string => REASONS[code] ?? `it cannot be written (${code})`;
