/** Places in C source text. */

/** A character of a source file. Both numbers count from 1; a tab is one column. */
export interface Position {
  /** Name of the file, as it was given or found. */
  readonly file: string;
  /** Number of the line, from 1. */
  readonly line: number;
  /** Number of the character in its line, from 1. */
  readonly column: number;
  /** The line that stands there really, where `#line` gave it another number or the file another name. */
  readonly physical?: { readonly file: string; readonly line: number };
}

/** A source file: its name and its text. */
export interface SourceFile {
  /** Name, as messages show it. */
  readonly name: string;
  /** Text, with whatever line ends it has. */
  readonly text: string;
}
