/** What a run of C code comes to: the report that `irqlab run` prints, and its exit code. */
import type { Diagnostic, RunResult } from '../c-entry.ts';
import type { BugCheckOutcome, Finding } from '../index.ts';
import { exitCode, type Io } from './io.ts';

/** What a run comes to, for people and for `--json`. */
export interface RunReport {
  /** Exit code of the program; null when it did not come to one. */
  readonly exitCode: number | null;
  /** One line for each thing that is wrong. */
  readonly findings: readonly string[];
  readonly bugcheck: BugCheckOutcome | null;
  /** Why the machine stopped without a bug check; null when it did not. */
  readonly stopped: string | null;
}

/** Nothing is wrong. */
export const fine: RunReport = { exitCode: 0, findings: [], bugcheck: null, stopped: null };

/** Broken rules that stopped nothing. A wrong access ends the driver or the program, and that tells it. */
export const toldFindings = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(({ memory }) => memory === undefined)
    .map(({ rule, routine, details = [], stack = [] }) =>
      [`${routine}: ${rule}`, ...details, ...stack].join('\n  '),
    );

/** What the run of a user-mode program comes to. */
export function reportOf({ exitCode: code, outcome, findings }: RunResult): RunReport {
  const none = { ...fine, exitCode: code, findings: toldFindings(findings) };
  switch (outcome.kind) {
    case 'bugcheck':
      return { ...none, bugcheck: outcome };
    case 'stopped':
      if (outcome.reason !== 'process-exit') return { ...none, stopped: outcome.message };
      // A program that ends itself says why; one that an exception or damage of a heap ends does not.
      return outcome.record === null && outcome.details.length === 0
        ? none
        : { ...none, findings: [...none.findings, outcome.message] };
    case 'raised':
      return { ...none, stopped: 'an exception left the program' };
    case 'returned':
      return none;
  }
}

/** How a report is told. */
export interface ReportOptions {
  readonly json: boolean;
  /** Whether the exit code is that of the program, or says how the run went. */
  readonly exitCode: 'outcome' | 'program';
}

/** Prints a report; the answer is the exit code of the command. */
export function tell(
  report: RunReport,
  diagnostics: readonly Diagnostic[],
  options: ReportOptions,
  io: Io,
): number {
  const { bugcheck, stopped, findings } = report;
  if (bugcheck !== null) io.stderr.write(`${bugcheck.report}\n`);
  if (stopped !== null) io.stderr.write(`${stopped}\n`);
  for (const finding of findings) io.stderr.write(`${finding}\n`);
  const code = codeOf(report, options);
  if (options.json) io.stdout.write(`${jsonLine(report, code, diagnostics)}\n`);
  return code;
}

/** A report as one line of JSON. */
export function jsonLine(report: RunReport, code: number, diagnostics: readonly Diagnostic[]): string {
  const { bugcheck, stopped, findings } = report;
  const shown =
    bugcheck === null ? null : { code: bugcheck.code, name: bugcheck.name, parameters: bugcheck.parameters };
  return JSON.stringify({
    exitCode: report.exitCode ?? code,
    findings,
    bugcheck: shown,
    stopped,
    diagnostics,
  });
}

/** Exit code of the command: ENGINEERING-DECISIONS 16. */
function codeOf({ bugcheck, stopped, findings, exitCode: own }: RunReport, options: ReportOptions): number {
  if (bugcheck !== null) return exitCode.bugCheck;
  if (stopped !== null) return exitCode.stopped;
  if (options.exitCode === 'program' && own !== null) return own & 0xff;
  return findings.length > 0 || (own ?? 0) !== 0 ? exitCode.findings : exitCode.fine;
}
