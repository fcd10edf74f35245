/** What the preprocessor gives the parser. */
import type { Position } from './position.ts';

/**
 * Kinds of token. Keywords are identifiers here: only the parser knows them. `pragma` stands for a whole directive
 * or `__pragma(…)` that the parser has to see; its text is what follows the word, for example `pack(push, 1)`.
 */
export type TokenKind = 'identifier' | 'number' | 'character' | 'string' | 'punctuator' | 'pragma' | 'end';

/** One token after preprocessing. */
export interface Token {
  readonly kind: TokenKind;
  /** Spelling: of a string or character with its prefix, quotes and escapes. Adjacent strings are not joined yet. */
  readonly text: string;
  /** Where it stands; for a token that a macro made, where the outermost macro was used. */
  readonly at: Position;
  /** True when white space or a comment stands before it. */
  readonly spaceBefore: boolean;
}
