/** What is wrong with a C program, as data and in MSVC's shape. */
import type { Position, SourceFile } from './position.ts';
import { shownLine, shownText } from './shown-text.ts';

/** How bad it is. A fatal error ends the compilation at once. */
export type Severity = 'fatal error' | 'error' | 'warning';

/** One message about a program. */
export interface Diagnostic {
  /** How bad it is. */
  readonly severity: Severity;
  /** MSVC's number for it: `C2065`, `LNK2019`; numbers of ours begin with `IRQ`. */
  readonly code: string;
  /** One sentence without a full stop: `'x': undeclared identifier`. */
  readonly message: string;
  /** Where; null for what concerns the whole program. */
  readonly at: Position | null;
}

/** Thrown to end a compilation after a fatal error, which has been reported. Never leaves the front end. */
export class FatalDiagnostic {}

/** Errors after which a compilation gives up (C1003). */
const ERROR_LIMIT = 100;

/** Collects what the stages of one compilation report. */
export class Diagnostics {
  readonly list: Diagnostic[] = [];
  #errors = 0;

  /** True once an error was reported: the program cannot run. */
  get failed(): boolean {
    return this.#errors > 0;
  }

  /** Reports an error, and goes on. Gives up with C1003 after 100 of them. */
  error(code: string, message: string, at: Position | null): void {
    this.list.push({ severity: 'error', code, message, at });
    this.#errors++;
    if (this.#errors >= ERROR_LIMIT)
      this.fatal('C1003', `error count exceeds ${ERROR_LIMIT}; stopping compilation`, at);
  }

  /** Reports a warning. */
  warning(code: string, message: string, at: Position | null): void {
    this.list.push({ severity: 'warning', code, message, at });
  }

  /** Reports an error after which nothing makes sense any more. */
  fatal(code: string, message: string, at: Position | null): never {
    this.list.push({ severity: 'fatal error', code, message, at });
    this.#errors++;
    throw new FatalDiagnostic();
  }
}

/** Characters of a message, and of a source line, that are shown: generated code has lines of megabytes. */
const SHOWN_MESSAGE = 1000;
const SHOWN_LINE = 200;
/** Characters of them in front of the column. */
const BEFORE_COLUMN = 100;

/** Lines of the files that messages were shown for. */
const linesOfFiles = new WeakMap<SourceFile, readonly string[]>();

/**
 * A diagnostic as MSVC prints it, `file(line,column): error C2065: 'x': undeclared identifier`, with the source line
 * and a caret under the column when the file is at hand. Of a long line the part around the column is shown, and
 * characters that a terminal obeys are escapes.
 */
export function formatDiagnostic(
  { severity, code, message, at }: Diagnostic,
  sources: readonly SourceFile[],
): string {
  const short = message.length > SHOWN_MESSAGE ? `${message.slice(0, SHOWN_MESSAGE)}…` : message;
  const what = shownText(`${severity} ${code}: ${short}`);
  if (at === null) return what;
  const head = `${shownText(at.file)}(${at.line},${at.column}): ${what}`;
  // Behind `#line` the message names what that says, and shows the line that is there.
  const { file, line: number } = at.physical ?? at;
  const source = sources.find(({ name }) => name === file);
  const line = source === undefined ? undefined : linesOf(source)[number - 1];
  return line === undefined ? head : `${head}\n${lineWithCaret(line, at.column)}`;
}

function linesOf(source: SourceFile): readonly string[] {
  let lines = linesOfFiles.get(source);
  if (lines === undefined) {
    lines = source.text.split(/\r\n|\r|\n/);
    linesOfFiles.set(source, lines);
  }
  return lines;
}

function lineWithCaret(line: string, column: number): string {
  const start = Math.max(0, Math.min(column - 1 - BEFORE_COLUMN, line.length - SHOWN_LINE));
  const end = start + SHOWN_LINE;
  const [left, right] = [start > 0 ? '…' : '', end < line.length ? '…' : ''];
  const shown = `${left}${shownLine(line.slice(start, end))}${right}`;
  // Tabs stay tabs, so that the caret stands under its character however wide they are shown.
  const margin = `${left}${shownLine(line.slice(start, column - 1))}`.replace(/[^\t]/g, ' ');
  return `${shown}\n${margin}^`;
}
