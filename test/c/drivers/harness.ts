/** Runs a driver of this folder with its client, as it is or with lines of it replaced. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type CProgram, compileC, type SourceFile } from '../../../src/c-entry.ts';
import { type BugCheckOutcome, boot, NT_SUCCESS, type Nt, type Outcome } from '../../../src/index.ts';

/** Architectures of the machine. */
export const ARCHITECTURES = ['x64', 'x86'] as const;

/** Every machine that a driver runs on. */
export const MACHINES = ARCHITECTURES.flatMap((arch) =>
  (['on', 'off'] as const).map((verifier) => ({ arch, verifier })),
);

/** A parameter of a bug check that is not looked at. */
export const ANY: unknown = expect.any(Number);

/** A text of the driver, and what stands there in a broken variant. */
export type Change = readonly [from: string, to: string];

/** How a driver is run. */
export interface PairOptions {
  readonly arch: 'x64' | 'x86';
  readonly verifier?: 'on' | 'off';
  readonly changes?: readonly Change[];
  /** Whether every access of the driver and its client is checked. */
  readonly checks?: boolean;
}

/** What became of a driver and its client. */
export interface PairResult {
  readonly nt: Nt;
  /** What DriverEntry returned; null when it did not. */
  readonly status: number | null;
  /** What the client printed. */
  readonly stdout: string;
  /** Exit code of the client; null when it did not come to an end. */
  readonly exitCode: number | null;
  /** What the unload gave; null when it did not come to it. */
  readonly unloaded: number | null;
  readonly outcome: Outcome<unknown>;
}

const text = (driver: string, file: string): string =>
  readFileSync(new URL(`${driver}/${file}`, import.meta.url), 'utf8');

/** What the client of a driver prints. */
export const expected = (driver: string): string => text(driver, 'expected.txt');

/** The source of a driver with changes; each of them must fit exactly one place. */
export function source(driver: string, changes: readonly Change[] = []): string {
  return changes.reduce(
    (changed, [from, to]) => {
      const parts = changed.split(from);
      if (parts.length !== 2) throw new TypeError(`${driver}: ${parts.length - 1} places for: ${from}`);
      return parts.join(to);
    },
    text(driver, 'driver.c'),
  );
}

/** Number of the only line of a source that holds a text. */
export function lineOf(driverSource: string, part: string): number {
  const lines = driverSource.split('\n').flatMap((line, index) => (line.includes(part) ? [index + 1] : []));
  if (lines.length !== 1) throw new TypeError(`${lines.length} lines with: ${part}`);
  return lines[0] as number;
}

const programs = new Map<string, CProgram>();

/** Compiles a file, once: machines share nothing of a program but its text. */
function compiled(driver: string, file: SourceFile, arch: PairOptions['arch'], checks: boolean): CProgram {
  const key = `${driver} ${arch} ${checks}\n${file.text}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  const program = compileC(file, {
    arch,
    checks,
    include: (name, form) =>
      form === 'quoted' && name === 'public.h' ? { name, text: text(driver, name) } : null,
  });
  if (program.diagnostics.length > 0) throw new TypeError(program.diagnosticText());
  programs.set(key, program);
  return program;
}

/** Loads a driver, runs its client, unloads the driver. */
export function runPair(
  driver: string,
  { arch, verifier = 'on', changes = [], checks = false }: PairOptions,
): PairResult {
  const nt = boot({ arch, verifier });
  const image = compiled(driver, { name: 'driver.c', text: source(driver, changes) }, arch, checks);
  const client = compiled(driver, { name: 'client.c', text: text(driver, 'client.c') }, arch, checks);
  let result: Omit<PairResult, 'nt' | 'outcome'> = {
    status: null,
    stdout: '',
    exitCode: null,
    unloaded: null,
  };
  const outcome = nt.outcome(() => {
    const control = image.load(nt, { module: driver }).start('driver'); // as the command line names it: after its file
    result = { ...result, status: control.status };
    if (!NT_SUCCESS(control.status)) return null;
    const process = nt.startProcess({ name: 'client.exe', arch });
    const ran = client.load(nt, { process, module: 'client' }).runMain();
    result = { ...result, stdout: ran.stdout, exitCode: ran.exitCode };
    if (ran.outcome.kind !== 'returned') return ran.outcome;
    result = { ...result, unloaded: control.unload() };
    return null;
  });
  const inner = outcome.kind === 'returned' ? outcome.value : null;
  return { nt, ...result, outcome: inner ?? outcome };
}

/** The bug check that a broken variant ends in. */
export function bugCheckOf(result: PairResult): BugCheckOutcome {
  if (result.outcome.kind !== 'bugcheck')
    throw new TypeError(`no bug check but ${result.outcome.kind}; the client printed:\n${result.stdout}`);
  return result.outcome;
}

/** The place in a driver that a frame of a call stack names: the line of the changed source that holds `part`. */
export const frame = (driver: string, name: string, changes: readonly Change[], part: string): unknown =>
  expect.stringMatching(
    new RegExp(
      `^${driver}!${name}\\+0x[0-9a-f]+ \\[driver\\.c @ ${lineOf(source(driver, changes), part)}\\]$`,
    ),
  );
