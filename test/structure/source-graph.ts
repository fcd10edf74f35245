/**
 * Reads a folder of TypeScript sources as a graph of imports, and says what breaks the shape of the house.
 *
 * Everything takes the sources as data (`SourceTree`), so that the tests can hand it small bad examples and
 * prove that it complains about them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** Path below `src` with `/`, for example `heap/engine.ts`, to the text of the file. */
export type SourceTree = ReadonlyMap<string, string>;

/** One `import`, `export … from`, `import()` or `import('…')` type. */
export interface ImportSite {
  /** File that imports. */
  readonly from: string;
  /** Specifier as written. */
  readonly specifier: string;
  /** File of the tree it names; undefined for a package or a Node builtin. */
  readonly to: string | undefined;
  /** Line of the specifier, from 1. */
  readonly line: number;
}

/** Reads every `.ts` file below a folder. */
export function readSourceTree(root: string): SourceTree {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
  return new Map(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]));
}

const parse = (name: string, text: string) => ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);

/** The specifier expression of a node that imports, if it is one. */
function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return node.arguments[0];
  return undefined;
}

/** Every import of one file, type-only ones included: a type has a direction too. */
export function importsOf(file: string, text: string): ImportSite[] {
  const source = parse(file, text);
  const sites: ImportSite[] = [];
  const visit = (node: ts.Node): void => {
    const written = specifierOf(node);
    if (written !== undefined) {
      const specifier = ts.isStringLiteralLike(written) ? written.text : `<computed: ${written.getText()}>`;
      const to = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : undefined;
      const line = source.getLineAndCharacterOfPosition(written.getStart()).line + 1;
      sites.push({ from: file, specifier, to, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sites;
}

const knownImports = new WeakMap<SourceTree, ImportSite[]>();

/** The imports of a whole tree; a tree is parsed once. */
function allImports(tree: SourceTree): ImportSite[] {
  const known = knownImports.get(tree) ?? [...tree].flatMap(([file, text]) => importsOf(file, text));
  knownImports.set(tree, known);
  return known;
}
const at = (site: ImportSite) => `${site.from}:${site.line}: '${site.specifier}'`;

/** The folder a file belongs to; a file that stands directly in `src` belongs to the root. */
const folderOf = (file: string) => (file.includes('/') ? file.slice(0, file.indexOf('/')) : ROOT);

const ROOT = '(root)';

/**
 * The Layers table of the design, top to bottom. A folder may import from every row above its own, never from
 * its own row's other folders and never from below.
 */
export const LAYERS: readonly (readonly string[])[] = [
  ['status'],
  ['contract'],
  ['machine'],
  ['memory'],
  ['seh'],
  ['heap'],
  ['kernel'],
  ['win32', 'webservices', 'vb'],
  ['verifier'],
  ['c'],
  ['debugger'],
  [ROOT],
];

/** Folders every other folder of the table may use. */
const ALWAYS = new Set(['status', 'contract']);

/** Folders that stand outside: they see the package as a user does, and they may use Node. */
export const OUTSIDE: ReadonlySet<string> = new Set(['vitest', 'typedoc', 'cli']);

const rowOf = (folder: string) => LAYERS.findIndex((row) => row.includes(folder));

/** The files that load modules of a user's project, whose paths its options name: nothing of the house is among them. */
const LOADERS: ReadonlySet<string> = new Set(['typedoc/import-module.ts']);

/** Says why an import goes the wrong way, or nothing. */
function wrongDirection(site: ImportSite, publicEntries: ReadonlySet<string>): string | undefined {
  if (site.specifier.startsWith('<') && LOADERS.has(site.from)) return undefined;
  if (site.specifier.startsWith('<')) return 'a computed specifier hides a direction';
  if (site.to === undefined) return undefined;
  if (site.to.startsWith('..')) return 'leaves src';
  const [from, to] = [folderOf(site.from), folderOf(site.to)];
  if (from === to) return undefined;
  if (OUTSIDE.has(from))
    return publicEntries.has(site.to) ? undefined : `${from} may use public entries only`;
  if (OUTSIDE.has(to)) return `${to} stands outside; nothing in the house uses it`;
  if (rowOf(from) < 0) return `the folder ${from} is not in the layers table`;
  if (rowOf(to) < 0) return `the folder ${to} is not in the layers table`;
  if (ALWAYS.has(to) || rowOf(to) < rowOf(from)) return undefined;
  return `${from} stands above or beside ${to} in the layers table`;
}

/** Imports against the layers table. */
export function directionFindings(tree: SourceTree, publicEntries: ReadonlySet<string>): string[] {
  return allImports(tree).flatMap((site) => {
    const why = wrongDirection(site, publicEntries);
    return why === undefined ? [] : [`${at(site)}: ${why}`];
  });
}

/** Relative imports that name no file of the tree; a graph with holes would prove nothing. */
export function unresolvedFindings(tree: SourceTree): string[] {
  return allImports(tree)
    .filter((site) => site.to !== undefined && !tree.has(site.to))
    .map((site) => `${at(site)}: names no file; write the path with its .ts`);
}

/** Import cycles among files, each once, written as `a.ts -> b.ts -> a.ts`. */
export function cycleFindings(tree: SourceTree): string[] {
  const targets = new Map<string, string[]>([...tree.keys()].map((file) => [file, []]));
  for (const { from, to } of allImports(tree))
    if (to !== undefined && tree.has(to)) targets.get(from)?.push(to);
  const cycles: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push([...path.slice(start), file].join(' -> '));
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const next of targets.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of tree.keys()) visit(file);
  return [...new Set(cycles)];
}

const builtins = new Set(builtinModules);
const isBuiltin = (specifier: string) => {
  const [first = ''] = specifier.split('/');
  return specifier.startsWith('node:') || builtins.has(specifier) || builtins.has(first);
};

/** Node builtins where the code must also run in a browser. */
export function builtinFindings(tree: SourceTree): string[] {
  return allImports(tree)
    .filter((site) => isBuiltin(site.specifier) && !OUTSIDE.has(folderOf(site.from)))
    .map((site) => `${at(site)}: a Node builtin outside ${[...OUTSIDE].join(', ')}`);
}

const DRAWERS = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc']);

/** Folders named after nothing in particular. */
export function drawerFindings(tree: SourceTree): string[] {
  const folders = new Set([...tree.keys()].flatMap((file) => file.split('/').slice(0, -1)));
  return [...folders].filter((folder) => DRAWERS.has(folder)).map((folder) => `a folder named ${folder}`);
}

/** True for `export default …`, `export = …` and `export { x as default }`. */
function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  if (
    ts.isExportDeclaration(statement) &&
    statement.exportClause &&
    ts.isNamedExports(statement.exportClause)
  ) {
    return statement.exportClause.elements.some((element) => element.name.text === 'default');
  }
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}

/** Default exports: the same thing gets another name in every file that imports it. */
export function defaultExportFindings(tree: SourceTree): string[] {
  return (
    [...tree]
      // Each of the three forms has one of these; few files do, and parsing all of them takes a second.
      .filter(([, text]) => /\bdefault\b|\bexport\s*=/.test(text))
      .filter(([file, text]) => parse(file, text).statements.some(isDefaultExport))
      .map(([file]) => `${file}: a default export`)
  );
}

/** `index.ts` files that the package does not export: barrels hide direction and breed cycles. */
export function barrelFindings(tree: SourceTree, publicEntries: ReadonlySet<string>): string[] {
  return [...tree.keys()]
    .filter((file) => posix.basename(file) === 'index.ts' && !publicEntries.has(file))
    .map((file) => `${file}: an index file that package.json does not export`);
}
