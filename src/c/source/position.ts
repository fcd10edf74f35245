/** Places in C source text. */

/** A character of a source file. Both numbers count from 1; a tab is one column. */
export interface Position {
  /** Name of the file, as it was given or found. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A source file: its name and its text. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}
