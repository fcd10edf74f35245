/** What is wrong with declarations, with line and column; and the run-time errors of Visual Basic. */

/** A place in the source of declarations. */
export interface SourcePlace {
  /** Line, from 1. */
  readonly line: number;
  /** Column in characters, from 1. */
  readonly column: number;
}

/** One thing that is wrong. */
export interface VbDiagnostic extends SourcePlace {
  /** What is wrong and what to write. */
  readonly message: string;
  /** Number of the run-time error that Visual Basic itself would raise at the first call; null for what it does not compile. */
  readonly number: number | null;
}

/** Run-time errors of Visual Basic that a call of a declared routine can meet. */
export const VB_ERRORS = {
  /** A value does not fit its type. */
  overflow: 6,
  /** A value of another type. */
  typeMismatch: 13,
  /** The declared bytes are not those of the routine. */
  badCallingConvention: 49,
  /** There is no such DLL. */
  fileNotFound: 53,
  /** The DLL has no such routine. */
  noEntryPoint: 453,
  /** Too many or too few arguments. */
  wrongArguments: 450,
} as const;

/** Declarations that cannot be used. `diagnostics` has every finding; the message shows each with its line and a caret. */
export class VbDeclareError extends Error {
  /** Every finding, in the order of the source. */
  readonly diagnostics: readonly VbDiagnostic[];

  constructor(diagnostics: readonly VbDiagnostic[], source: string) {
    const lines = source.split(/\r\n|\n|\r/);
    super(diagnostics.map((one) => shown(one, lines)).join('\n'));
    this.name = 'VbDeclareError';
    this.diagnostics = diagnostics;
  }
}

/** A run-time error of Visual Basic: the call was not made. */
export class VbError extends Error {
  /** Err.Number. */
  readonly number: number;

  constructor(number: number, message: string) {
    super(`run-time error ${number}: ${message}`);
    this.name = 'VbError';
    this.number = number;
  }
}

function shown({ line, column, message }: VbDiagnostic, lines: readonly string[]): string {
  const text = lines[line - 1] ?? '';
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
  return `(${line},${column}): error: ${message}\n  ${text}\n  ${indent}^`;
}
