/** Tokens while they are preprocessed. */
import type { Position } from '../source/position.ts';
import type { TokenKind } from '../source/token.ts';
import type { HideSet } from './hide-set.ts';

/**
 * Kinds besides those that the parser sees: `other` is a character that begins no token, `newline` the end of a
 * directive's line, `directive` the `#` that begins one.
 */
export type SourceTokenKind = TokenKind | 'other' | 'newline' | 'directive';

/** A token with what macro expansion has to know about it. */
export interface SourceToken {
  readonly kind: SourceTokenKind;
  readonly text: string;
  readonly at: Position;
  readonly spaceBefore: boolean;
  /** Macros it came out of. */
  readonly hide: HideSet | null;
}

/** True for the punctuator or stray character of this spelling. */
export const isText = (token: SourceToken, text: string): boolean =>
  token.text === text && (token.kind === 'punctuator' || token.kind === 'other');
