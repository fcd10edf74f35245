/** Whether C files are a driver or a program: which of them define DriverEntry or main. */
import type { Mode } from '../contract/contract.ts';
import { Lexer } from './preprocess/lexer.ts';
import { isText, type SourceToken } from './preprocess/source-token.ts';
import type { SourceFile } from './source/position.ts';

const PROGRAM = new Set(['main', 'wmain']);
const DRIVER = 'DriverEntry';

/**
 * The mode of files that nobody gave one: a driver when a file defines DriverEntry and none defines main. It is told
 * from the tokens alone, because macros and headers depend on the answer; both branches of an `#if` count.
 */
export function modeOfFiles(files: readonly SourceFile[]): Mode {
  if (!files.some(({ text }) => text.includes(DRIVER))) return 'user';
  const defined = new Set(files.flatMap((file) => [...definedEntries(file)]));
  return defined.has(DRIVER) && ![...PROGRAM].some((name) => defined.has(name)) ? 'kernel' : 'user';
}

/** Names of entry points that a file defines; one that it only declares, calls, or mentions is none. */
function* definedEntries(file: SourceFile): Generator<string> {
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
