/** The words of Visual Basic source: names, numbers, strings and signs, each with its place; a statement ends at a line end or a colon. */
import type { SourcePlace, VbDiagnostic } from './diagnostics.ts';

/** A word of the source. */
export interface Token extends SourcePlace {
  readonly kind: 'name' | 'number' | 'string' | 'sign' | 'end';
  /** As written; the content of a string. */
  readonly text: string;
  /** Lower case: names and words of the language do not know case. */
  readonly key: string;
  /** Type character behind a name (`&` in `GetTickCount&`), or ''. */
  readonly suffix: string;
  /** Value of a number; NaN for one that does not fit its type. */
  readonly value: number;
}

/** The statements of a source, each a list of tokens without its end; and what could not be read. */
export interface Statements {
  readonly statements: readonly (readonly Token[])[];
  /** By statement: where it ends. */
  readonly ends: readonly SourcePlace[];
  readonly diagnostics: readonly VbDiagnostic[];
}

// Letters of any language, as Visual Basic has them; an underscore that stands alone at a line's end is no name.
const PATTERNS = [
  ['skip', /[ \t]+_[ \t]*(?:\r\n|\n|\r)|[ \t]+/y],
  ['comment', /'(?:.*_[ \t]*(?:\r\n|\n|\r))*.*/y],
  ['end', /\r\n|\n|\r|:/y],
  ['string', /"(?:[^"\r\n]|"")*"/y],
  ['number', /&[hH][0-9a-fA-F]+&?|&[oO][0-7]+&?|\d+[&%]?/y],
  ['name', /[\p{L}][\p{L}\p{N}_]*[%&!#@$]?/uy],
  ['sign', /[(),=+-]/y],
] as const;

/** Reads a source into statements. */
export function readStatements(source: string): Statements {
  const statements: Token[][] = [];
  const ends: SourcePlace[] = [];
  const diagnostics: VbDiagnostic[] = [];
  let current: Token[] = [];
  const place = placesOf(source);
  const finish = (at: number): void => {
    if (current.length > 0) {
      statements.push(current);
      ends.push(place(at));
    }
    current = [];
  };
  for (let at = 0; at < source.length; ) {
    const found = match(source, at);
    if (found === undefined) {
      const sign = String.fromCodePoint(source.codePointAt(at) ?? 0);
      const what =
        sign === '"'
          ? 'a string without its closing quote'
          : `${JSON.stringify(sign)} is no part of a declaration`;
      diagnostics.push({ ...place(at), message: what, number: null });
      at = sign === '"' ? endOfLine(source, at) : at + sign.length;
      continue;
    }
    const { kind, text } = found;
    if (kind === 'end') finish(at);
    else if (kind !== 'skip' && kind !== 'comment') {
      const token = tokenOf(kind, text, place(at));
      if (current.length === 0 && token.key === 'rem') at += restOfLine(source, at) - text.length;
      else current.push(token);
    }
    at += text.length;
  }
  finish(source.length);
  return { statements, ends, diagnostics };
}

function match(source: string, at: number): { kind: (typeof PATTERNS)[number][0]; text: string } | undefined {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined && text.length > 0) return { kind, text };
  }
  return undefined;
}

/** Where the line ends that holds an index. */
function endOfLine(source: string, at: number): number {
  const pattern = /[\r\n]/g;
  pattern.lastIndex = at;
  return pattern.exec(source)?.index ?? source.length;
}

/** Characters up to the end of the line, and of the lines that it is continued on. */
function restOfLine(source: string, at: number): number {
  const pattern = /(?:.*_[ \t]*(?:\r\n|\n|\r))*.*/y;
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0].length ?? 0;
}

function tokenOf(kind: 'name' | 'number' | 'string' | 'sign', text: string, place: SourcePlace): Token {
  const suffix = kind === 'name' ? (/[%&!#@$]$/.exec(text)?.[0] ?? '') : '';
  const bare = kind === 'name' ? text.slice(0, text.length - suffix.length) : text;
  const content = kind === 'string' ? text.slice(1, -1).replaceAll('""', '"') : bare;
  const value = kind === 'number' ? numberOf(text) : 0;
  return { kind, text: content, key: content.toLowerCase(), suffix, value, ...place };
}

/**
 * A literal: `&HFFFF` without a suffix is an Integer, so it is -1; `&HFFFF&` is a Long. NaN for one that does not fit its
 * type; decimal digits without a suffix always do, because then they are a Double.
 */
function numberOf(text: string): number {
  const base = /^&[hH]/.test(text) ? 16 : /^&[oO]/.test(text) ? 8 : 10;
  const value = Number.parseInt(text.replace(/^&[hHoO]/, ''), base);
  if (base === 10) {
    const most = text.endsWith('%') ? 0x7fff : text.endsWith('&') ? 0x7fff_ffff : Number.MAX_VALUE;
    return value <= most ? value : Number.NaN;
  }
  if (value > 0xffff_ffff) return Number.NaN;
  return !text.endsWith('&') && value <= 0xffff ? (value << 16) >> 16 : value | 0;
}

/** Gives line and column of an index. Cost: O(log lines). */
function placesOf(source: string): (at: number) => SourcePlace {
  const starts = [0];
  for (const { index, 0: text } of source.matchAll(/\r\n|\n|\r/g)) starts.push(index + text.length);
  return (at) => {
    let [line, above] = [0, starts.length]; // the line that holds the index, and one behind it
    while (above - line > 1) {
      const middle = (line + above) >> 1;
      if ((starts[middle] ?? 0) <= at) line = middle;
      else above = middle;
    }
    return { line: line + 1, column: at - (starts[line] ?? 0) + 1 };
  };
}
