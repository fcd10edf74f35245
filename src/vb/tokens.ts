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
  /** Value of a number. */
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
      at += sign === '"' ? (/[^\r\n]*/y.exec(source.slice(at))?.[0].length ?? 1) : sign.length;
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

/** A literal: `&HFFFF` without a suffix is an Integer, so it is -1; `&HFFFF&` is a Long. */
function numberOf(text: string): number {
  const long = text.endsWith('&');
  const digits = text.replace(/^&[hHoO]|[&%]$/g, '');
  const base = /^&[hH]/.test(text) ? 16 : /^&[oO]/.test(text) ? 8 : 10;
  const value = Number.parseInt(digits.replace(/[&%]$/, ''), base);
  if (base === 10) return value;
  return !long && value <= 0xffff ? (value << 16) >> 16 : value <= 0xffff_ffff ? value | 0 : value;
}

/** Gives line and column of an index. */
function placesOf(source: string): (at: number) => SourcePlace {
  const starts = [0];
  for (const { index, 0: text } of source.matchAll(/\r\n|\n|\r/g)) starts.push(index + text.length);
  return (at) => {
    let line = starts.length;
    while (line > 1 && (starts[line - 1] ?? 0) > at) line -= 1;
    return { line, column: at - (starts[line - 1] ?? 0) + 1 };
  };
}
