/** What is wrong with a C program, as data and in MSVC's shape. */
import type { Position, SourceFile } from './position.ts';

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

/**
 * A diagnostic as MSVC prints it, `file(line,column): error C2065: 'x': undeclared identifier`, with the source line
 * and a caret under the column when the file is at hand.
 */
export function formatDiagnostic(
  { severity, code, message, at }: Diagnostic,
  sources: readonly SourceFile[],
): string {
  if (at === null) return `${severity} ${code}: ${message}`;
  const head = `${at.file}(${at.line},${at.column}): ${severity} ${code}: ${message}`;
  const line = sources.find(({ name }) => name === at.file)?.text.split(/\r\n|\r|\n/)[at.line - 1];
  if (line === undefined) return head;
  // Tabs stay tabs, so that the caret stands under its character however wide they are shown.
  const margin = line.slice(0, at.column - 1).replace(/[^\t]/g, ' ');
  return `${head}\n${line}\n${margin}^`;
}
