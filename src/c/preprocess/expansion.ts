/**
 * Macro expansion by Prosser's algorithm: each token knows the macros that it came out of, and a name does not
 * expand when it is one of those. Tokens are pulled, so that a call may begin in one macro and end in another, or
 * in the lines that follow.
 */
import type { Diagnostics } from '../source/diagnostics.ts';
import { HideSet, hides, intersection, union } from './hide-set.ts';
import type { Limits } from './limits.ts';
import type { BodyToken, Macro, Macros } from './macro.ts';
import { paste, stringize } from './paste.ts';
import { isText, type SourceToken } from './source-token.ts';
import type { WarningSwitches } from './warning-switches.ts';

/** Where the tokens come from that no macro made. */
export interface TokenSource {
  read(): SourceToken;
  /** True when the next token is `(`. Changes nothing. */
  parenFollows(): boolean;
  /** Called before and after the arguments of a call are read: a file must not end in them. */
  insideCall(inside: boolean): void;
}

/**
 * Asked about every name before it can be a macro: what stands for it, or null. It may read on without expansion.
 */
export type Operator = (name: SourceToken, read: () => SourceToken) => SourceToken | null;

/** What expansions share. */
export interface ExpansionHost {
  readonly macros: Macros;
  readonly limits: Limits;
  readonly diagnostics: Diagnostics;
  readonly warnings: WarningSwitches;
}

/** Tokens that wait to be read. */
interface Pending {
  readonly tokens: readonly SourceToken[];
  next: number;
}

/** What a call passes for one parameter. */
interface Argument {
  readonly tokens: readonly SourceToken[];
  /** The same, expanded; made when it is needed. */
  expanded: readonly SourceToken[] | null;
}

/** Replaces macros in a stream of tokens. */
export class Expansion {
  readonly #host: ExpansionHost;
  readonly #source: TokenSource;
  /** How many expansions of arguments this one stands in. */
  readonly #depth: number;
  readonly #operator: Operator | null;
  readonly #pending: Pending[] = [];
  /** True when white space stood before a macro that came to nothing: it stands before the next token then. */
  #spaceOwed = false;

  constructor(host: ExpansionHost, source: TokenSource, operator: Operator | null = null, depth = 0) {
    this.#host = host;
    this.#source = source;
    this.#operator = operator;
    this.#depth = depth;
  }

  /** The next token that is no macro; `end` at the end. */
  next(): SourceToken {
    for (;;) {
      const token = this.#nextToken();
      if (token.kind !== 'identifier') return token;
      const replaced = this.#operator?.(token, () => this.#read());
      if (replaced) return replaced;
      const macro = this.#host.macros.get(token.text);
      if (macro === undefined || hides(token.hide, token.text)) return token;
      if (macro.kind === 'builtin') return macro.value(token);
      if (macro.kind === 'object') this.#replace(macro, token, [], token.hide);
      else if (this.#parenFollows()) this.#call(macro, token);
      else return token;
    }
  }

  #nextToken(): SourceToken {
    const token = this.#read();
    if (!this.#spaceOwed) return token;
    this.#spaceOwed = false;
    return token.spaceBefore ? token : { ...token, spaceBefore: true };
  }

  #read(): SourceToken {
    for (let pending = this.#pending.at(-1); pending !== undefined; pending = this.#pending.at(-1)) {
      const token = pending.tokens[pending.next++];
      if (token !== undefined) return token;
      this.#pending.pop();
    }
    return this.#source.read();
  }

  #parenFollows(): boolean {
    for (let index = this.#pending.length - 1; index >= 0; index--) {
      const pending = this.#pending[index];
      const token = pending?.tokens[pending.next];
      if (token !== undefined) return isText(token, '(');
    }
    return this.#source.parenFollows();
  }

  /** Reads the arguments of a call and replaces it. */
  #call(macro: Macro, name: SourceToken): void {
    this.#source.insideCall(true);
    this.#read();
    const lists: SourceToken[][] = [[]];
    let depth = 0;
    let read = 0;
    let token = this.#read();
    for (; depth > 0 || !isText(token, ')'); token = this.#read(), read++) {
      if (token.kind === 'end')
        this.#host.diagnostics.fatal(
          'C1057',
          `unexpected end of file in macro expansion of '${name.text}'`,
          name.at,
        );
      if (isText(token, '(')) depth++;
      else if (isText(token, ')')) depth--;
      const rest = macro.variadic && lists.length === macro.parameters.length;
      if (depth === 0 && !rest && isText(token, ',')) lists.push([]);
      else lists.at(-1)?.push(token);
    }
    this.#source.insideCall(false);
    this.#host.limits.spendTokens(read, name.at);
    const args = this.#checkedArguments(macro, name, lists);
    this.#replace(macro, name, args, intersection(name.hide, token.hide));
  }

  /** One argument for each parameter: missing ones are empty, extra ones are dropped, both with a warning. */
  #checkedArguments(macro: Macro, name: SourceToken, lists: SourceToken[][]): Argument[] {
    const { length } = macro.parameters;
    const nothing = lists.length === 1 && lists[0]?.length === 0;
    const given = nothing && length === 0 ? 0 : lists.length;
    const call = `function-like macro invocation '${name.text}'`;
    if (given > length) this.#warn(4002, `too many arguments for ${call}`, name);
    if (given < (macro.variadic ? length - 1 : length))
      this.#warn(4003, `not enough arguments for ${call}`, name);
    return macro.parameters.map((_, index) => ({ tokens: lists[index] ?? [], expanded: null }));
  }

  #warn(number: number, message: string, { at }: SourceToken): void {
    const { diagnostics, warnings } = this.#host;
    if (warnings.enabled(number, at.file, at.line)) diagnostics.warning(`C${number}`, message, at);
  }

  /** Puts the replacement of a macro in front of what is still to be read. */
  #replace(macro: Macro, name: SourceToken, args: readonly Argument[], shared: HideSet | null): void {
    const hide = HideSet.with(shared, macro.name);
    this.#host.limits.checkDepth(hide.size, macro.name, name.at);
    const made = this.#substitute(macro, name, args);
    this.#host.limits.spendTokens(made.length + hide.size, name.at);
    const first = made[0];
    if (first === undefined) {
      this.#spaceOwed = name.spaceBefore;
      return;
    }
    const tokens = made.map((token) => ({ ...token, hide: union(token.hide, hide) }));
    tokens[0] = { ...first, hide: union(first.hide, hide), spaceBefore: name.spaceBefore };
    this.#pending.push({ tokens, next: 0 });
  }

  /** The replacement list with the arguments in it. */
  #substitute(macro: Macro, name: SourceToken, args: readonly Argument[]): SourceToken[] {
    const made: SourceToken[] = [];
    let pasting = false;
    /** Where in `made` the left operand of a `##` begins: an empty one joins nothing. */
    let operand = 0;
    /** True when white space stood before an argument that is empty. */
    let spaceOwed = false;
    for (const [index, item] of macro.body.entries()) {
      if (this.#isElidedComma(macro, index, args)) continue;
      let piece = this.#pieceOf(item, name, args, pasting);
      if (spaceOwed && !pasting) piece = withSpace(piece);
      spaceOwed = piece.length === 0 && (spaceOwed || item.token.spaceBefore);
      if (!pasting) operand = made.length;
      const [first] = piece;
      const left = pasting && first !== undefined && made.length > operand ? made.pop() : undefined;
      if (left !== undefined && first !== undefined) made.push(...paste(left, first, this.#host.limits));
      for (const token of left === undefined ? piece : piece.slice(1)) made.push(token);
      // The comma in front of `## __VA_ARGS__` only says that it may go: it joins nothing.
      pasting = item.paste && !isVariadicComma(macro, index);
    }
    return made;
  }

  /** What one token of the body stands for. Operands of `#` and `##` are arguments as they were written. */
  #pieceOf(
    item: BodyToken,
    name: SourceToken,
    args: readonly Argument[],
    pasting: boolean,
  ): readonly SourceToken[] {
    const token = { ...item.token, at: name.at };
    const argument = args[item.parameter];
    if (argument === undefined) return [token];
    if (item.stringize) return [stringize(argument.tokens, token, this.#host.limits)];
    return spaced(pasting || item.paste ? argument.tokens : this.#expanded(argument), token);
  }

  #expanded(argument: Argument): readonly SourceToken[] {
    argument.expanded ??= this.#expandArgument(argument.tokens);
    return argument.expanded;
  }

  #expandArgument(tokens: readonly SourceToken[]): SourceToken[] {
    const [first] = tokens;
    if (first === undefined) return [];
    const depth = this.#depth + 1;
    this.#host.limits.checkDepth(depth, first.text, first.at);
    return expandList(this.#host, tokens, this.#operator, depth);
  }

  /** MSVC drops the comma in front of an empty `__VA_ARGS__`, with `##` and without. */
  #isElidedComma(macro: Macro, index: number, args: readonly Argument[]): boolean {
    return isVariadicComma(macro, index) && args.at(-1)?.tokens.length === 0;
  }
}

/** True for the comma in `, __VA_ARGS__` and in `, ## __VA_ARGS__`. */
function isVariadicComma(macro: Macro, index: number): boolean {
  if (!macro.variadic) return false;
  const item = macro.body[index];
  const next = macro.body[index + 1];
  return (
    item !== undefined &&
    isText(item.token, ',') &&
    next?.parameter === macro.parameters.length - 1 &&
    !next.stringize
  );
}

/** The same tokens with white space in front. */
function withSpace(tokens: readonly SourceToken[]): readonly SourceToken[] {
  const [first, ...rest] = tokens;
  return first === undefined ? tokens : [{ ...first, spaceBefore: true }, ...rest];
}

/** Tokens of an argument where `place` stands: the first has the white space of that. */
function spaced(tokens: readonly SourceToken[], place: SourceToken): readonly SourceToken[] {
  const [first, ...rest] = tokens;
  if (first === undefined || first.spaceBefore === place.spaceBefore) return tokens;
  return [{ ...first, spaceBefore: place.spaceBefore }, ...rest];
}

/** Expands a list of tokens by itself. */
export function expandList(
  host: ExpansionHost,
  tokens: readonly SourceToken[],
  operator: Operator | null = null,
  depth = 0,
): SourceToken[] {
  const last = tokens.at(-1);
  if (last === undefined) return [];
  const end: SourceToken = { ...last, kind: 'end', text: '' };
  let index = 0;
  const source: TokenSource = {
    read: () => tokens[index++] ?? end,
    parenFollows: () => {
      const token = tokens[index];
      return token !== undefined && isText(token, '(');
    },
    insideCall: () => {},
  };
  const expansion = new Expansion(host, source, operator, depth);
  const result: SourceToken[] = [];
  for (let token = expansion.next(); token.kind !== 'end'; token = expansion.next()) result.push(token);
  return result;
}
