/** Whether C files are a driver or a program: which of them define DriverEntry, or main or WinMain. */
import type { Mode } from '../contract/contract.ts';
import { type HeaderName, Lexer } from './preprocess/lexer.ts';
import { withSlashes } from './preprocess/preprocess.ts';
import { isText, type SourceToken } from './preprocess/source-token.ts';
import type { SourceFile } from './source/position.ts';

/** Where a program may begin. One that has several begins at the first of them (*ours*: on Windows the linker is told). */
export const programEntries: readonly string[] = ['main', 'wmain', 'WinMain', 'wWinMain'];
const PROGRAM: ReadonlySet<string> = new Set(programEntries);
const DRIVER = 'DriverEntry';

/** Finds a file of the user's that a file includes; null for one of our headers. */
type Find = (name: string, form: 'quoted' | 'angled', from: string) => SourceFile | null;

/** Included files that are looked into at most: a wrong answer is better than none for a tree of headers without end. */
const MOST_FILES = 1000;

/**
 * The mode of files that nobody gave one: a driver when a file defines DriverEntry and none defines main or WinMain. It is told
 * from the tokens alone, because macros and headers depend on the answer; both branches of an `#if` count. Files that
 * define neither may include the one that does: those that they include are asked then, wherever they lie.
 */
export function modeOfFiles(files: readonly SourceFile[], find: Find = () => null): Mode {
  const seen = new Set(files.map(({ name }) => name));
  for (
    let level = files;
    level.length > 0 && seen.size <= MOST_FILES;
    level = includedBy(level, find, seen)
  ) {
    const defined = new Set(level.flatMap((file) => [...definedEntries(file)]));
    if ([...PROGRAM].some((name) => defined.has(name))) return 'user';
    if (defined.has(DRIVER)) return 'kernel';
  }
  return 'user';
}

/** Files that these include by name and that nobody has looked into yet. */
function includedBy(files: readonly SourceFile[], find: Find, seen: Set<string>): readonly SourceFile[] {
  const found: SourceFile[] = [];
  for (const from of files)
    for (const { name, form } of includes(from)) {
      const file = find(withSlashes(name), form, from.name);
      if (file === null || seen.has(file.name)) continue;
      seen.add(file.name);
      found.push(file);
    }
  return found;
}

/** Names in the `#include` directives of a file. */
function* includes(file: SourceFile): Generator<HeaderName> {
  const lexer = new Lexer(file, null);
  for (let token = lexer.next(false); token.kind !== 'end'; token = lexer.next(false)) {
    if (token.kind !== 'directive') continue;
    const name = lexer.next(true).text === 'include' ? lexer.headerName() : null;
    if (name !== null) yield name;
    lexer.skipLine();
  }
}

/** Names of entry points that a file defines; one that it only declares, calls, or mentions is none. */
function* definedEntries(file: SourceFile): Generator<string> {
  if (![DRIVER, ...PROGRAM].some((name) => file.text.includes(name))) return;
  const lexer = new Lexer(file, null);
  let name: string | null = null;
  /** Parentheses that are open behind the name; -1 where none has come yet. */
  let depth = -1;
  for (let token = next(lexer); token.kind !== 'end'; token = next(lexer)) {
    if (token.kind === 'identifier' && depth <= 0) {
      // Behind the closing parenthesis this is a word of ours or of SAL, or a parameter as before C89: a definition.
      if (name !== null && depth === 0) yield name;
      name = token.text === DRIVER || PROGRAM.has(token.text) ? token.text : null;
      depth = -1;
    } else if (name !== null && isText(token, '(')) depth = Math.max(depth, 0) + 1;
    else if (name !== null && depth > 0) {
      if (isText(token, ')')) depth--;
    } else if (name !== null) {
      if (depth === 0 && isText(token, '{')) yield name;
      name = null;
    }
  }
}

/** The next token of the text; directives are left out whole. */
function next(lexer: Lexer): SourceToken {
  for (;;) {
    const token = lexer.next(false);
    if (token.kind !== 'directive') return token;
    lexer.skipLine();
  }
}
