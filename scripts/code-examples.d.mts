/** An example as a page shows it. */
export interface CodeExample {
  readonly language: 'c' | 'ts';
  readonly text: string;
  /** File below the root of the project. */
  readonly file: string;
}

/** A function of a file of examples. */
export interface NamedExample {
  /** Its name, `<Routine>__<CODE>`. */
  readonly name: string;
  readonly routine: string;
  readonly code: string;
  /** The function, after what it uses of its file. */
  readonly text: string;
}

export const folder: string;
export function exampleFiles(root: string): string[];
export function readCodeExamples(root: string): Map<string, Map<string, CodeExample>>;
export function examplesOf(text: string): NamedExample[];
