/** What is wrong with a trace, as data and as one line of text. */

/** The first thing wrong with a trace. */
export interface TraceProblem {
  /** File as the user named it. */
  readonly file: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** What is wrong. */
  readonly what: string;
  /** The line itself; may be cut. */
  readonly text: string;
}

const SHOWN_CHARACTERS = 60;
/** Control characters of ASCII and of the upper half of Latin-1. */
const CONTROL = /\p{Cc}/u;

/** `file:line: what is wrong: "the text"`: always one line, whatever bytes the file holds. */
export function formatTraceProblem({ file, line, what, text }: TraceProblem): string {
  return `${printable(file)}:${line}: ${what}: ${quote(text)}`;
}

/** A file name as it is, or quoted when it holds control characters. */
export const printable = (file: string): string => (CONTROL.test(file) ? quote(file) : file);

/** Text in double quotes on one line, cut when long, without control characters a terminal would obey. */
export function quote(text: string): string {
  const cut = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  // JSON escapes the control characters below a space and leaves the others.
  return JSON.stringify(cut).replace(/\p{Cc}/gu, (c) => `\\x${c.charCodeAt(0).toString(16)}`);
}

const SHAPES = new Map([
  ['a', 'a ID SIZE'],
  ['r', 'r ID SIZE'],
  ['f', 'f ID'],
]);

/** What is wrong with a line that does not have the shape of any operation. */
export function diagnoseLine(text: string, largestBytes: number): string {
  const [operation = '', ...numbers] = text.trim().split(/[ \t]+/);
  const shape = SHAPES.get(operation);
  if (shape === undefined) return `unknown operation ${quote(operation)}, expected a, r or f`;
  if (numbers.length !== shape.split(' ').length - 1) return `malformed line, expected ${quote(shape)}`;
  const [id = '', size = '0'] = numbers;
  return (
    diagnoseNumber('id', id, Number.MAX_SAFE_INTEGER) ??
    diagnoseNumber('size', size, largestBytes) ??
    'malformed line'
  );
}

function diagnoseNumber(what: 'id' | 'size', word: string, largest: number): string | null {
  if (/^-\d+(\.\d+)?$/.test(word)) return `${what} ${quote(word)} is negative`;
  if (/^\d+\.\d*$/.test(word)) return `${what} ${quote(word)} is not a whole number`;
  if (!/^\d+$/.test(word)) return `${what} ${quote(word)} is not a number`;
  if (Number(word) > largest) return `${what} ${quote(word)} is too large, the largest is ${largest}`;
  return null;
}
