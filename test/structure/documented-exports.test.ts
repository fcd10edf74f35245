import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectRoot, publicEntries, sourceRoot } from './public-entries.ts';

/** Options of the library; nothing is checked or emitted here, only declarations and comments are read. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2022.d.ts'],
  types: [],
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
};

const isGenerated = (declaration: ts.Declaration) =>
  declaration.getSourceFile().fileName.endsWith('.generated.ts');
const isOurs = (declaration: ts.Declaration) =>
  !declaration.getSourceFile().fileName.includes('/node_modules/');

/**
 * True when a reader of the editor's tooltip finds prose. A routine's interface has its prose on its call
 * signature, where the editor looks for it (ENGINEERING-DECISIONS 1).
 */
function isDocumented(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (symbol.getDocumentationComment(checker).length > 0) return true;
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined) return false;
  const type =
    symbol.flags & ts.SymbolFlags.Value
      ? checker.getTypeOfSymbolAtLocation(symbol, declaration)
      : checker.getDeclaredTypeOfSymbol(symbol);
  const signatures = type.getCallSignatures();
  return signatures.length > 0 && signatures.every((one) => one.getDocumentationComment(checker).length > 0);
}

/** Exported names of the entries without a doc comment, as `name (file:line)`; constants of generated files are exempt. */
function undocumented(
  program: ts.Program,
  entries: readonly string[],
): { exported: number; missing: string[] } {
  const checker = program.getTypeChecker();
  const missing = new Set<string>();
  let exported = 0;
  for (const entry of entries) {
    const source = program.getSourceFile(entry);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${entry} is not a module`);
    for (const name of checker.getExportsOfModule(module)) {
      exported += 1;
      const symbol = name.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(name) : name;
      const declaration = symbol.declarations?.find((one) => isOurs(one));
      if (declaration === undefined || isGenerated(declaration) || isDocumented(symbol, checker)) continue;
      const file = declaration.getSourceFile();
      const line = file.getLineAndCharacterOfPosition(declaration.getStart()).line + 1;
      missing.add(`${name.name} (${file.fileName.replace(`${projectRoot}`, '')}:${line})`);
    }
  }
  return { exported, missing: [...missing].sort() };
}

/** Reads no packages: what entries export is ours, and the types of vitest and typedoc take seconds to read. */
function ownModulesOnly(): ts.CompilerHost {
  const host = ts.createCompilerHost(options, true);
  host.resolveModuleNameLiterals = (names, from) =>
    names.map(({ text }) =>
      text.startsWith('.') ? ts.resolveModuleName(text, from, options, host) : { resolvedModule: undefined },
    );
  return host;
}

describe('the public surface', () => {
  it('has a doc comment on every export', () => {
    const entries = publicEntries().map(({ path }) => path);
    const { exported, missing } = undocumented(ts.createProgram(entries, options, ownModulesOnly()), entries);
    expect(exported).toBeGreaterThan(0);
    expect(missing).toEqual([]);
  });
});

describe('the checker', () => {
  /** A program over texts in memory, below `src` so that relative imports resolve. */
  function programOf(files: Record<string, string>) {
    const texts = new Map(
      Object.entries(files).map(([name, text]) => [`${sourceRoot}/memory-only/${name}`, text]),
    );
    const host = ts.createCompilerHost(options, true);
    const { readFile, fileExists, getSourceFile } = host;
    host.readFile = (name) => texts.get(name) ?? readFile(name);
    host.directoryExists = () => true;
    host.fileExists = (name) => texts.has(name) || fileExists(name);
    host.getSourceFile = (name, version, ...rest) => {
      const text = texts.get(name);
      return text === undefined
        ? getSourceFile(name, version, ...rest)
        : ts.createSourceFile(name, text, version, true);
    };
    return ts.createProgram([...texts.keys()], options, host);
  }

  it('finds what has no comment, through re-exports, and accepts a documented call signature', () => {
    const program = programOf({
      'index.ts': `
        export * from './a.ts';
        export { hidden as shown } from './a.ts';
        export { GENERATED } from './b.generated.ts';`,
      'a.ts': `
        /** Good. */
        export const good = 1;
        export const bad = 2;
        const hidden = 3;
        export { hidden };
        export interface Routine {
          /** Frees a block. */
          (block: number): void;
        }
        export interface Silent { (block: number): void }
        /** Overloaded. */
        export function twice(a: string): void;
        export function twice(a: number): void;
        export function twice(a: unknown): void { void a; }
        export class Plain {}`,
      'b.generated.ts': 'export const GENERATED = 1;',
    });
    const { exported, missing } = undocumented(program, [`${sourceRoot}/memory-only/index.ts`]);
    expect(exported).toBe(9);
    expect(missing.map((text) => text.split(' ')[0])).toEqual(['Plain', 'Silent', 'bad', 'hidden', 'shown']);
    expect(missing[2]).toBe('bad (src/memory-only/a.ts:4)');
  });
});
