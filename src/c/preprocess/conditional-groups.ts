/** `#if` to `#endif` in one file. */
import type { Position } from '../source/position.ts';
import { Condition } from './condition.ts';
import { type ExpansionHost, expandList, type Operator } from './expansion.ts';
import { IncludeGuard } from './include-guard.ts';
import type { Lexer } from './lexer.ts';
import { spelling } from './paste.ts';
import { isText, type SourceToken } from './source-token.ts';

/** What conditions ask. */
export interface ConditionHost extends ExpansionHost {
  /** True when `#include` would find the file. */
  hasInclude(name: string, form: 'quoted' | 'angled'): boolean;
}

/** A group that is open. */
interface Group {
  /** Place of its `#if`. */
  readonly at: Position;
  /** True once one of its parts was read. */
  taken: boolean;
  /** True behind its `#else`. */
  last: boolean;
}

/** The conditional directives of one file. */
export class ConditionalGroups {
  readonly guard = new IncludeGuard();
  readonly #lexer: Lexer;
  readonly #host: ConditionHost;
  readonly #open: Group[] = [];

  constructor(lexer: Lexer, host: ConditionHost) {
    this.#lexer = lexer;
    this.#host = host;
  }

  /** Does a directive and moves over the groups that it leaves out. False when it is none of these. */
  directive(word: SourceToken): boolean {
    switch (word.text) {
      case 'if':
      case 'ifdef':
      case 'ifndef':
        this.#begin(word);
        return true;
      case 'elif':
      case 'elifdef':
      case 'elifndef':
      case 'else':
        // The part before was read, so all the others are left out.
        this.#divide(word);
        this.#skip();
        return true;
      case 'endif':
        this.#finish(word);
        return true;
      default:
        return false;
    }
  }

  /** Called at the end of the file: every group must have ended. */
  checkEnd(file: string): void {
    const group = this.#open.at(-1);
    if (group !== undefined)
      this.#host.diagnostics.fatal('C1070', `mismatched #if/#endif pair in file '${file}'`, group.at);
  }

  #begin(word: SourceToken): void {
    const tokens = this.#lineTokens();
    this.guard.opens(this.#open.length === 0 ? guardName(word, tokens) : null);
    const taken = this.#holds(word, tokens);
    this.#open.push({ at: word.at, taken, last: false });
    if (!taken) this.#skip();
  }

  /** Leaves out parts of the innermost group until one is to be read or the group ends. */
  #skip(): void {
    for (;;) {
      const group = this.#open.at(-1);
      if (group === undefined) return;
      this.#lexer.skipLine();
      const word = this.#lexer.skipGroup();
      if (word === null) return;
      if (word.text === 'endif') {
        this.#finish(word);
        return;
      }
      this.#divide(word);
      if (group.taken) continue;
      group.taken = word.text === 'else' || this.#holds(word, this.#lineTokens());
      if (group.taken) return;
    }
  }

  /** Checks that a group may have a further part. */
  #divide(word: SourceToken): void {
    const group = this.#open.at(-1);
    if (group === undefined || group.last) {
      const code = word.text === 'else' ? 'C1019' : 'C1018';
      this.#host.diagnostics.fatal(code, `unexpected #${word.text}`, word.at);
    }
    group.last = word.text === 'else';
    if (this.#open.length === 1) this.guard.divides();
  }

  #finish(word: SourceToken): void {
    if (this.#open.pop() === undefined) this.#host.diagnostics.fatal('C1020', 'unexpected #endif', word.at);
    if (this.#open.length === 0) this.guard.closes();
  }

  #lineTokens(): SourceToken[] {
    const tokens: SourceToken[] = [];
    for (;;) {
      const token = this.#lexer.next(true);
      if (token.kind === 'newline' || token.kind === 'end') return tokens;
      tokens.push(token);
    }
  }

  #holds(word: SourceToken, tokens: readonly SourceToken[]): boolean {
    const { diagnostics, macros, warnings } = this.#host;
    if (word.text === 'if' || word.text === 'elif') {
      const expanded = expandList(this.#host, tokens, this.#operator);
      return new Condition(expanded, word.at, diagnostics).holds();
    }
    const [name, extra] = tokens;
    if (name?.kind !== 'identifier')
      this.#host.diagnostics.fatal('C1016', `#${word.text} expected an identifier`, name?.at ?? word.at);
    if (extra !== undefined && warnings.enabled(4067, extra.at.file, extra.at.line))
      diagnostics.warning('C4067', EXTRA_TOKENS, extra.at);
    return macros.has(name.text) === !word.text.endsWith('ndef');
  }

  /** `defined` and `__has_include`, also where a macro brings them. */
  readonly #operator: Operator = (name, read) => {
    if (name.text !== 'defined' && name.text !== '__has_include') return null;
    const first = read();
    const holds =
      name.text === 'defined' ? this.#isDefined(name, first, read) : this.#hasInclude(name, first, read);
    return { ...name, kind: 'number', text: holds ? '1' : '0' };
  };

  #isDefined(name: SourceToken, first: SourceToken, read: () => SourceToken): boolean {
    const inParens = isText(first, '(');
    const macro = inParens ? read() : first;
    if (macro.kind !== 'identifier') {
      if (inParens) this.#host.diagnostics.error('C2004', `expected 'defined(id)'`, name.at);
      else this.#host.diagnostics.error('C2003', `expected 'defined id'`, name.at);
      return false;
    }
    if (inParens && !isText(read(), ')'))
      this.#host.diagnostics.error('C2004', `expected 'defined(id)'`, name.at);
    return this.#host.macros.has(macro.text);
  }

  #hasInclude(name: SourceToken, open: SourceToken, read: () => SourceToken): boolean {
    const tokens: SourceToken[] = [];
    let token = isText(open, '(') ? read() : open;
    for (; token.kind !== 'end' && !isText(token, ')'); token = read()) tokens.push(token);
    const header = headerNameOf(tokens);
    if (header !== null && isText(open, '(') && token.kind !== 'end')
      return this.#host.hasInclude(header.name, header.form);
    this.#host.diagnostics.error('C2006', `'__has_include' expected a file name`, name.at);
    return false;
  }
}

/** What C4067 says. */
export const EXTRA_TOKENS = 'unexpected tokens following preprocessor directive - expected a newline';

/** The name in `"name"` or `<name>` when it comes as tokens. */
export function headerNameOf(
  tokens: readonly SourceToken[],
): { readonly name: string; readonly form: 'quoted' | 'angled' } | null {
  const [first] = tokens;
  if (first?.kind === 'string' && first.text.startsWith('"'))
    return { name: first.text.slice(1, -1), form: 'quoted' };
  if (first === undefined || !isText(first, '<')) return null;
  const close = tokens.findIndex((token) => isText(token, '>'));
  return close < 0 ? null : { name: spelling(tokens.slice(1, close)), form: 'angled' };
}

/** The name in `#ifndef NAME` and `#if !defined(NAME)`. */
function guardName(word: SourceToken, tokens: readonly SourceToken[]): string | null {
  if (word.text === 'ifndef') return tokens[0]?.text ?? null;
  if (word.text !== 'if') return null;
  const match = /^! ?defined ?(?:\( ?(\w+) ?\)|(\w+))$/.exec(spelling(tokens));
  return match?.[1] ?? match?.[2] ?? null;
}
