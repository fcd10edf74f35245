/** Limits that end the preprocessing of a program that would never end, or never fit. All numbers are *ours*. */
import type { Diagnostics } from '../source/diagnostics.ts';
import type { Position } from '../source/position.ts';

/** Files that include each other, counted downwards: MSVC's number. */
export const INCLUDE_DEPTH = 1024;

/** Macros that a token came out of, and calls of macros inside arguments of calls. */
export const MACRO_DEPTH = 256;

/** Characters of a token that `#` and `##` make. */
export const TOKEN_LENGTH = 65_536;

/** Tokens that macros make, and tokens of their arguments. */
const MACRO_WORK = 2_000_000;

/** Characters of all files that are read, however often. */
const TEXT_WORK = 100_000_000;

/** What one run has used up. */
export class Limits {
  readonly #diagnostics: Diagnostics;
  #macroWork = MACRO_WORK;
  #textWork = TEXT_WORK;

  constructor(diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
  }

  /** Counts tokens that the expansion of a macro moves. */
  spendTokens(count: number, at: Position): void {
    this.#macroWork -= count + 1;
    if (this.#macroWork < 0)
      this.#diagnostics.fatal('C1009', 'compiler limit: macros make too many tokens', at);
  }

  /** Counts a file that is opened. */
  spendText(length: number, at: Position | null): void {
    // A file costs more than its characters, or one that is empty could be included for ever.
    this.#textWork -= length + 1000;
    if (this.#textWork < 0)
      this.#diagnostics.fatal('C1014', 'too many include files: their text is too long', at);
  }

  /** Checks how deep macros stand in macros. */
  checkDepth(depth: number, name: string, at: Position): void {
    if (depth > MACRO_DEPTH)
      this.#diagnostics.fatal('C1009', `compiler limit: macros nested too deeply '${name}'`, at);
  }

  /** Checks a token that was made out of others. */
  checkLength(text: string, at: Position): void {
    if (text.length > TOKEN_LENGTH)
      this.#diagnostics.fatal('C1064', 'compiler limit: token overflowed internal buffer', at);
  }
}
