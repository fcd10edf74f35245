/** The operators `#` and `##`. */
import { intersection } from './hide-set.ts';
import { Lexer } from './lexer.ts';
import type { Limits } from './limits.ts';
import type { SourceToken } from './source-token.ts';

/** Cuts a text into tokens that all stand at one place. Wrong text becomes `other` tokens. */
export function tokensOf(text: string, like: SourceToken): SourceToken[] {
  const lexer = new Lexer({ name: '', text }, null);
  const tokens: SourceToken[] = [];
  for (let token = lexer.next(false); token.kind !== 'end'; token = lexer.next(false)) {
    const kind = token.kind === 'directive' ? 'punctuator' : token.kind;
    const spaceBefore = tokens.length === 0 ? like.spaceBefore : token.spaceBefore;
    tokens.push({ kind, text: token.text, at: like.at, spaceBefore, hide: like.hide });
  }
  return tokens;
}

/** The spelling of tokens, with one space where there was any. */
export function spelling(tokens: readonly SourceToken[]): string {
  let text = '';
  for (const token of tokens) text += text !== '' && token.spaceBefore ? ` ${token.text}` : token.text;
  return text;
}

/** `#argument`: a string of the argument's spelling. */
export function stringize(argument: readonly SourceToken[], at: SourceToken, limits: Limits): SourceToken {
  let text = '"';
  for (const token of argument) {
    if (text.length > 1 && token.spaceBefore) text += ' ';
    const quoted = token.kind === 'string' || token.kind === 'character';
    text += quoted ? token.text.replace(/[\\"]/g, '\\$&') : token.text;
    limits.checkLength(text, at.at);
  }
  return { ...at, kind: 'string', text: `${text}"` };
}

/**
 * `left ## right`. What gives no token is two of them side by side, as in MSVC; the standard leaves it open.
 */
export function paste(left: SourceToken, right: SourceToken, limits: Limits): readonly SourceToken[] {
  const text = left.text + right.text;
  limits.checkLength(text, left.at);
  return tokensOf(text, { ...left, hide: intersection(left.hide, right.hide) });
}
