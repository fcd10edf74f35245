/** The preprocessor: from the text of a source file to the tokens that the parser reads. */
import type { Architecture } from '../../contract/c-types.ts';
import type { Diagnostics } from '../source/diagnostics.ts';
import type { SourceFile } from '../source/position.ts';
import type { Token } from '../source/token.ts';
import { builtinMacros, define } from './definitions.ts';
import { Expansion } from './expansion.ts';
import type { HeaderName } from './lexer.ts';
import { Limits } from './limits.ts';
import type { Macros } from './macro.ts';
import { tokensOf } from './paste.ts';
import { predefinedMacros } from './predefined.ts';
import { type ReaderHost, SourceReader } from './source-reader.ts';
import { isText, type SourceToken } from './source-token.ts';
import { WarningSwitches } from './warning-switches.ts';

/** What a file is preprocessed for. */
export interface PreprocessOptions {
  readonly arch: Architecture;
  readonly mode: 'kernel' | 'user';
  /** Macros of the command line, `-D`: name to value. A name without a value is '1', as MSVC has it. */
  readonly defines?: Readonly<Record<string, string>>;
  /** DBG is 0 instead of 1. */
  readonly release?: boolean;
  /** Finds an included file, or null. `from` is the name of the file that includes it. */
  readonly include: (name: string, form: 'quoted' | 'angled', from: string) => SourceFile | null;
  readonly diagnostics: Diagnostics;
}

/** A preprocessed file. */
export interface Preprocessed {
  /** Its tokens. The last one is of kind `end`. */
  readonly tokens: readonly Token[];
  /** Every file that was read, the first one first. */
  readonly sources: readonly SourceFile[];
}

/** Preprocesses a source file. A fatal error leaves it as a `FatalDiagnostic`. */
export function preprocess(file: SourceFile, options: PreprocessOptions): Preprocessed {
  return new Preprocessor(file, options).run();
}

/** Names of files in Windows' way and in ours: `..\inc\\a.h` is `../inc/a.h`. */
export const withSlashes = (name: string): string => name.replace(/[\\/]+/g, '/');

/** One run. */
class Preprocessor {
  readonly #diagnostics: Diagnostics;
  readonly #macros: Macros = new Map();
  readonly #tokens: Token[] = [];
  readonly #reader: SourceReader;
  readonly #expansion: Expansion;

  constructor(file: SourceFile, options: PreprocessOptions) {
    this.#diagnostics = options.diagnostics;
    const find = ({ name, form }: HeaderName, from: string) => options.include(withSlashes(name), form, from);
    const host: ReaderHost = {
      macros: this.#macros,
      limits: new Limits(options.diagnostics),
      diagnostics: options.diagnostics,
      warnings: new WarningSwitches(),
      findInclude: find,
      hasInclude: (name, form) => find({ name, form }, this.#reader.fileName) !== null,
      emit: (token) => this.#tokens.push(token),
    };
    this.#predefine(options, host);
    this.#reader = new SourceReader(file, host);
    this.#expansion = new Expansion(host, this.#reader);
  }

  #predefine(options: PreprocessOptions, host: ReaderHost): void {
    for (const macro of builtinMacros()) this.#macros.set(macro.name, macro);
    const { compiler, build } = predefinedMacros(options);
    const define1 = (name: string, value: string, soft: boolean) => {
      const at = { file: '(command line)', line: 1, column: 1 };
      const word: SourceToken = { kind: 'identifier', text: 'define', at, spaceBefore: false, hide: null };
      // Two lists of tokens, so that no value becomes a part of the name.
      define([...tokensOf(name, word), ...tokensOf(value, { ...word, spaceBefore: true })], word, host, soft);
    };
    for (const [name, value] of Object.entries(compiler)) define1(name, value, false);
    for (const [name, value] of Object.entries(build)) define1(name, value, true);
    for (const [name, value] of Object.entries(options.defines ?? {})) define1(name, value, false);
  }

  run(): Preprocessed {
    for (;;) {
      const token = this.#expansion.next();
      if (token.kind === 'identifier' && (token.text === '__pragma' || token.text === '_Pragma'))
        this.#pragmaOperator(token);
      else this.#emit(token);
      if (token.kind === 'end') return { tokens: this.#tokens, sources: [...this.#reader.sources.values()] };
    }
  }

  #emit({ kind, text, at, spaceBefore, hide }: SourceToken): void {
    if (kind === 'other') this.#emitOther(text, at, spaceBefore);
    else if (kind === 'punctuator' && text.startsWith('#')) {
      if (hide === null)
        this.#diagnostics.error('C2014', 'preprocessor command must start as first nonwhite space', at);
      else this.#diagnostics.error('C2121', `'${text}': invalid character`, at);
    } else if (kind !== 'newline' && kind !== 'directive') this.#tokens.push({ kind, text, at, spaceBefore });
  }

  /** A character that begins no token; or a constant without its end, about which C2001 has been said. */
  #emitOther(text: string, at: Token['at'], spaceBefore: boolean): void {
    const quote = /^(?:L|u8|[uU])?(["'])/.exec(text)?.[1];
    if (quote !== undefined) {
      const kind = quote === '"' ? 'string' : 'character';
      this.#tokens.push({ kind, text: text.replace(/\\*$/, '') + quote, at, spaceBefore });
    } else if (text === '\\') this.#diagnostics.error('C2017', 'illegal escape sequence', at);
    else {
      const code = (text.codePointAt(0) ?? 0).toString(16);
      this.#diagnostics.error('C2018', `unknown character '0x${code}'`, at);
    }
  }

  /** `__pragma(…)` and `_Pragma("…")`, which macros may contain. */
  #pragmaOperator(word: SourceToken): void {
    const open = this.#expansion.next();
    if (!isText(open, '(')) {
      this.#emit(word);
      this.#emit(open);
      return;
    }
    const tokens: SourceToken[] = [];
    for (let depth = 1; ; ) {
      const token = this.#expansion.next();
      if (token.kind === 'end') this.#diagnostics.fatal('C1004', 'unexpected end-of-file found', word.at);
      if (isText(token, '(')) depth++;
      else if (isText(token, ')')) depth--;
      if (depth === 0) break;
      tokens.push(token);
    }
    this.#reader.runPragma(word.text === '__pragma' ? tokens : unquoted(tokens), word.at);
  }
}

/** The tokens in the string of a `_Pragma`. */
function unquoted(tokens: readonly SourceToken[]): SourceToken[] {
  const [string] = tokens;
  if (string?.kind !== 'string') return [];
  return tokensOf(string.text.replace(/^L?"|"$/g, '').replace(/\\(["\\])/g, '$1'), string);
}
