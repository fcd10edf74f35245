/** Preprocessed tokens as text. */
import type { Token } from '../source/token.ts';
import { tokensOf } from './paste.ts';

/** True when two tokens side by side would be read as something else. */
function wouldMerge(left: Token, right: Token): boolean {
  const text = left.text + right.text;
  const [first] = tokensOf(text, { ...left, hide: null });
  // A slash could begin a comment, which leaves fewer tokens.
  return first?.text !== left.text || text.startsWith('//') || text.startsWith('/*');
}

/**
 * The tokens in the lines of their source, without empty lines and without indentation, and with spaces where the
 * source has some or where tokens would merge. A pragma has a line of its own.
 */
export function preprocessedText(tokens: readonly Token[]): string {
  const lines: string[] = [];
  let line = '';
  let last: Token | null = null;
  const flush = () => {
    if (line !== '') lines.push(line);
    line = '';
  };
  for (const token of tokens) {
    if (token.kind === 'end') break;
    const alone = token.kind === 'pragma' || last?.kind === 'pragma';
    if (last === null || alone || token.at.file !== last.at.file || token.at.line > last.at.line) flush();
    const spaced = line !== '' && last !== null && (token.spaceBefore || wouldMerge(last, token));
    line += `${spaced ? ' ' : ''}${token.kind === 'pragma' ? `#pragma ${token.text}` : token.text}`;
    // A token of an argument may stand in a later line than what the macro adds behind it.
    if (last === null || alone || token.at.file !== last.at.file || token.at.line >= last.at.line)
      last = token;
    else last = { ...token, at: last.at };
  }
  flush();
  return lines.map((text) => `${text}\n`).join('');
}
