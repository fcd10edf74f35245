/** Reads files, does their directives, and gives the tokens that stand between those. */
import type { Position, SourceFile } from '../source/position.ts';
import type { Token } from '../source/token.ts';
import { ConditionalGroups, type ConditionHost, EXTRA_TOKENS, headerNameOf } from './conditional-groups.ts';
import { define, undefine } from './definitions.ts';
import { expandList, type TokenSource } from './expansion.ts';
import { type HeaderName, Lexer } from './lexer.ts';
import { INCLUDE_DEPTH } from './limits.ts';
import { runPragma, type SavedMacros } from './pragmas.ts';
import type { SourceToken } from './source-token.ts';

/** What reading files needs. */
export interface ReaderHost extends ConditionHost {
  /** Finds an included file; null when there is none. */
  findInclude(name: HeaderName, from: string): SourceFile | null;
  /** Hands a token to the parser. */
  emit(token: Token): void;
}

/** A file that is being read. */
interface Frame {
  readonly file: SourceFile;
  readonly lexer: Lexer;
  readonly groups: ConditionalGroups;
}

/** The files of a translation unit, the innermost last. */
export class SourceReader implements TokenSource {
  /** Every file that was read, by name. */
  readonly sources = new Map<string, SourceFile>();
  readonly #host: ReaderHost;
  readonly #frames: Frame[] = [];
  #frame: Frame;
  /** Files with `#pragma once`. */
  readonly #once = new Set<string>();
  /** Names that guard files. */
  readonly #guards = new Map<string, string>();
  readonly #saved: SavedMacros = new Map();
  /** Calls of macros whose arguments are being read. */
  #calls = 0;

  constructor(file: SourceFile, host: ReaderHost) {
    this.#host = host;
    this.#frame = this.#open(file, null);
  }

  /** Name of the file that is being read, as it was found. */
  get fileName(): string {
    return this.#frame.file.name;
  }

  #open(file: SourceFile, at: Position | null): Frame {
    this.#host.limits.spendText(file.text.length, at);
    if (!this.sources.has(file.name)) this.sources.set(file.name, file);
    const lexer = new Lexer(file, this.#host.diagnostics);
    const frame = { file, lexer, groups: new ConditionalGroups(lexer, this.#host) };
    this.#frames.push(frame);
    return frame;
  }

  read(): SourceToken {
    for (;;) {
      const token = this.#frame.lexer.next(false);
      if (token.kind === 'directive') this.#directive();
      else if (token.kind !== 'end') {
        this.#frame.groups.guard.seen();
        return token;
      } else if (!this.#close()) return token;
    }
  }

  parenFollows(): boolean {
    return this.#frame.lexer.parenFollows();
  }

  insideCall(inside: boolean): void {
    this.#calls += inside ? 1 : -1;
  }

  /** Ends the innermost file. False when it is the last, or when the arguments of a call would go on behind it. */
  #close(): boolean {
    const { file, groups } = this.#frame;
    groups.checkEnd(file.name);
    const guard = groups.guard.name;
    if (guard !== null) this.#guards.set(file.name, guard);
    const outer = this.#frames.at(-2);
    if (outer === undefined || this.#calls > 0) return false;
    this.#frames.pop();
    this.#frame = outer;
    return true;
  }

  /** One directive, from behind its `#` to the end of its line. */
  #directive(): void {
    const { lexer, groups } = this.#frame;
    const word = lexer.next(true);
    if (word.kind === 'newline' || word.kind === 'end') return;
    if (groups.directive(word)) lexer.skipLine();
    else {
      groups.guard.seen();
      this.#run(word);
    }
  }

  #run(word: SourceToken): void {
    const { lexer } = this.#frame;
    if (word.text === 'define') define(this.#lineTokens(), word, this.#host);
    else if (word.text === 'undef') this.#undefine(word);
    else if (word.text === 'include') this.#include(word);
    else if (word.text === 'line') this.#renumber(word);
    else if (word.text === 'pragma') this.#pragma(word);
    else if (word.text === 'ident') lexer.skipLine();
    else this.#refuse(word);
  }

  /** `#error`, and what is no directive. */
  #refuse(word: SourceToken): void {
    const { lexer } = this.#frame;
    const { diagnostics } = this.#host;
    if (word.text === 'error') diagnostics.fatal('C1189', `#error: ${lexer.rawLine()}`, word.at);
    if (word.kind === 'identifier')
      diagnostics.fatal('C1021', `invalid preprocessor command '${word.text}'`, word.at);
    diagnostics.error('C2019', `expected preprocessor directive, found '${word.text}'`, word.at);
    lexer.skipLine();
  }

  #undefine(word: SourceToken): void {
    const tokens = this.#lineTokens();
    undefine(tokens, word, this.#host);
    this.#noMore(tokens[1]);
  }

  #lineTokens(): SourceToken[] {
    const tokens: SourceToken[] = [];
    for (;;) {
      const token = this.#frame.lexer.next(true);
      if (token.kind === 'newline' || token.kind === 'end') return tokens;
      tokens.push(token);
    }
  }

  /** Warns about what stands behind a directive. */
  #noMore(extra: SourceToken | undefined): void {
    const { warnings, diagnostics } = this.#host;
    if (extra !== undefined && warnings.enabled(4067, extra.at.file, extra.at.line))
      diagnostics.warning('C4067', EXTRA_TOKENS, extra.at);
  }

  #include(word: SourceToken): void {
    const { lexer, file: from } = this.#frame;
    const { diagnostics } = this.#host;
    const written = lexer.headerName();
    const rest = this.#lineTokens();
    const name = written ?? headerNameOf(expandList(this.#host, rest));
    if (name === null) {
      diagnostics.error('C2006', `'#include' expected a file name`, rest[0]?.at ?? word.at);
      return;
    }
    if (written !== null) this.#noMore(rest[0]);
    const file = this.#host.findInclude(name, from.name);
    if (file === null) {
      const message = `Cannot open include file: '${name.name}': No such file or directory${whyMissing(name)}`;
      this.#host.diagnostics.fatal('C1083', message, word.at);
    }
    const guard = this.#guards.get(file.name);
    if (this.#once.has(file.name) || (guard !== undefined && this.#host.macros.has(guard))) return;
    if (this.#frames.length >= INCLUDE_DEPTH)
      diagnostics.fatal('C1014', `too many include files: depth = ${INCLUDE_DEPTH}`, word.at);
    this.#frame = this.#open(file, word.at);
  }

  /** `#line 100 "name"`. */
  #renumber(word: SourceToken): void {
    const [number, name, extra] = expandList(this.#host, this.#lineTokens());
    if (number?.kind !== 'number' || !/^[0-9]{1,9}$/.test(number.text)) {
      this.#host.diagnostics.error('C2005', '#line expected a line number', number?.at ?? word.at);
      return;
    }
    const file = name?.kind === 'string' ? name.text.slice(1, -1).replace(/\\(.)/g, '$1') : null;
    this.#noMore(name !== undefined && file === null ? name : extra);
    this.#frame.lexer.renumber(Number(number.text), file);
  }

  #pragma({ at }: SourceToken): void {
    const { lexer } = this.#frame;
    const word = lexer.next(true);
    // Prose, in which a lone apostrophe is no mistake.
    if (['region', 'endregion', 'message', 'mark'].includes(word.text)) lexer.skipLine();
    else if (word.kind !== 'newline' && word.kind !== 'end')
      this.runPragma([word, ...this.#lineTokens()], at);
  }

  /** Does what a pragma says: of a directive, of `__pragma(…)`, of `_Pragma("…")`. */
  runPragma(tokens: readonly SourceToken[], at: Position): void {
    const host = this.#host;
    const actions = {
      macros: host.macros,
      diagnostics: host.diagnostics,
      warnings: host.warnings,
      emit: (token: Token) => host.emit(token),
      expand: (list: readonly SourceToken[]) => expandList(host, list),
      once: () => this.#once.add(this.#frame.file.name),
    };
    runPragma(tokens, at, actions, this.#saved);
  }
}

/** What helps whoever looks for a file: a header in angle brackets is one that irqlab would have to have. */
function whyMissing({ name, form }: HeaderName): string {
  if (form === 'quoted') return '';
  return name.includes('.')
    ? '; irqlab has no header of this name (docs/limits.md), and no -I folder holds it'
    : '; this is a header of C++, and irqlab compiles C';
}
