/** What is wrong with a documentation, as data and as messages of TypeDoc. */
import { type Application, normalizePath, TypeScript as ts } from 'typedoc';

/** What kind of thing is wrong. */
export type FindingKind =
  /** An exported symbol without documentation. */
  | 'undocumented'
  /** A link that leads nowhere. */
  | 'dead-link'
  /** A status that no table has. */
  | 'unknown-status'
  /** A bug check that no table has. */
  | 'unknown-bug-check'
  /** An IRQL level that no table has. */
  | 'unknown-level'
  /** A tag that says nothing. */
  | 'empty-tag'
  /** A parameter of a routine without words. */
  | 'silent-parameter'
  /** A module that cannot be loaded, or that has no routines. */
  | 'module'
  /** A file in the folder of the pages that this plugin did not write. */
  | 'foreign-file';

/** Where something stands. */
export interface Place {
  /** Whole path. */
  readonly file: string;
  /** Line, from 1. */
  readonly line: number;
}

/** Something wrong. */
export interface Finding extends Place {
  /** What kind of thing it is. */
  readonly kind: FindingKind;
  /** What it is about: the symbol, the target of the link, the name. */
  readonly name: string;
  /** One sentence. */
  readonly message: string;
}

/** The findings of each run of TypeDoc. */
const found = new WeakMap<Application, Finding[]>();

/** What was found so far, in the order of files and lines. */
export const findingsOf = (app: Application): readonly Finding[] =>
  [...(found.get(app) ?? [])].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  );

/** Notes a finding, and tells it as TypeDoc tells its own: an error ends the build. The same is told once. */
export function report(app: Application, level: 'error' | 'warning', finding: Finding): void {
  const list = found.get(app) ?? [];
  found.set(app, list);
  const same = (one: Finding) =>
    one.kind === finding.kind &&
    one.name === finding.name &&
    one.file === finding.file &&
    one.line === finding.line;
  if (list.some(same)) return;
  list.push(finding);
  const text = `${normalizePath(finding.file)}:${finding.line} - ${finding.message}` as never;
  if (level === 'error') app.logger.error(text);
  else app.logger.warn(text);
}

/** Where a declaration stands. */
export function placeOf(declaration: ts.Node | undefined): Place {
  if (declaration === undefined) return { file: '', line: 0 };
  const source = declaration.getSourceFile();
  return placeAt(source.fileName, source.text, declaration.getStart());
}

/**
 * Where a text stands in a declaration or in the doc comment in front of it; where it is not there, the declaration
 * itself.
 */
export function placeInComment(declaration: ts.Node | undefined, text: string): Place {
  if (declaration === undefined) return placeOf(undefined);
  const source = declaration.getSourceFile();
  // The comment of `const x` stands before the statement.
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const start = statement.getFullStart();
  const at = source.text.slice(start, statement.getEnd()).indexOf(text);
  return at < 0 ? placeOf(declaration) : placeAt(source.fileName, source.text, start + at);
}

/** Where an offset of a text is. */
export const placeAt = (file: string, text: string, offset: number): Place => ({
  file,
  line: text.slice(0, Math.max(0, offset)).split('\n').length,
});
