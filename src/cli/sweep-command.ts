/** `irqlab sweep`: every call of a driver or program that can fail does fail once. */
import { type CProgram, ProgramTooLarge, type RunOptions, sweepC } from '../c-entry.ts';
import { SweepProblem, type SweepResult } from '../index.ts';
import { FileProblem } from './c-files.ts';
import { type CompileFilesOptions, compileFiles } from './compile-files.ts';
import { exitCode, type Io } from './io.ts';
import { ERASE_LINE, sweepBar } from './progress.ts';
import { baseName } from './run-options.ts';
import { sweepJson, sweepJunit, sweepSarif } from './sweep-formats.ts';

/** Options of the command. */
export interface SweepCommandOptions
  extends CompileFilesOptions,
    Pick<RunOptions, 'profile' | 'verifier' | 'globalFlags' | 'recorders'> {
  readonly mode: 'user' | 'kernel' | 'auto';
  readonly args: readonly string[];
  readonly client?: string;
  readonly gflags?: RunOptions['globalFlags'];
  readonly maxSteps: number;
  readonly timeout: number;
  readonly routine?: readonly string[];
  readonly notRoutine?: readonly string[];
  readonly failures: 'environment' | 'all';
  readonly stacks: 'all' | 'new';
  readonly pairs?: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly stopAtFirst?: boolean;
  readonly replay?: string;
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly junit?: boolean;
}

/** Runs the command. The answer is the exit code. */
export function sweepCommand(
  files: readonly string[],
  options: SweepCommandOptions,
  version: string,
  io: Io,
): number {
  try {
    return compileAndSweep(files, options, version, io);
  } catch (error) {
    if (!(error instanceof FileProblem || error instanceof ProgramTooLarge)) throw error;
    io.stderr.write(`irqlab: ${error.message}\n`);
    return exitCode.badInput;
  }
}

function compileAndSweep(
  files: readonly string[],
  options: SweepCommandOptions,
  version: string,
  io: Io,
): number {
  const program = compileFiles(files, options.mode, options, 'on');
  const client = options.client === undefined ? null : compileFiles([options.client], 'user', options, 'on');
  const programs = client === null ? [program] : [program, client];
  for (const one of programs) if (one.diagnostics.length > 0) io.stderr.write(`${one.diagnosticText()}\n`);
  if (programs.some(({ ok }) => !ok)) return exitCode.badInput;
  if (client !== null && program.mode !== 'kernel')
    throw new FileProblem('--client needs a driver to talk to, and these files have no DriverEntry');
  const result = sweepFiles(program, client, files[0] ?? 'program.c', options, io);
  io.stdout.write(`${textOf(result, options, version)}\n`);
  return result.ok ? exitCode.fine : exitCode.findings;
}

function sweepFiles(
  program: CProgram,
  client: CProgram | null,
  file: string,
  options: SweepCommandOptions,
  io: Io,
): SweepResult {
  const bar = sweepBar(io.stderr.isTTY === true ? (text) => io.stderr.write(text) : null, io.now);
  const name = program.mode === 'kernel' ? baseName(file) : `${baseName(file)}.exe`;
  const { profile, verifier, recorders, maxSteps, timeout, args, failures, stacks, gflags } = options;
  let deadline = io.now() + timeout * 1000;
  try {
    return sweepC(program, {
      ...given({ profile, verifier, recorders, globalFlags: gflags, client: client ?? undefined }),
      ...given({ include: options.routine, exclude: options.notRoutine, pairs: options.pairs }),
      ...given({ shard: options.shard, stopAtFirst: options.stopAtFirst, replay: options.replay }),
      name,
      args,
      maxSteps,
      failures,
      stacks,
      timeIsUp: () => io.now() > deadline,
      onOutput: (_, bytes) => {
        if (options.replay !== undefined) io.stderr.write(bytes);
      },
      onProgress: (done, total, findings) => {
        deadline = io.now() + timeout * 1000;
        bar(done, total, findings);
      },
    });
  } catch (error) {
    if (error instanceof SweepProblem) throw new FileProblem(error.message);
    throw error;
  } finally {
    if (io.stderr.isTTY === true) io.stderr.write(ERASE_LINE);
  }
}

/** Leaves out the members that are undefined. */
function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function textOf(
  result: SweepResult,
  { json, sarif, junit, replay }: SweepCommandOptions,
  version: string,
): string {
  if (json === true) return sweepJson(result);
  if (sarif === true) return sweepSarif(result, version);
  if (junit === true) return sweepJunit(result);
  return replay === undefined ? result.text : replayText(result);
}

/** One run is told with what happened in it. */
const replayText = ({ text, findings }: SweepResult): string =>
  [text, ...findings.flatMap(({ events }) => ['', 'since the failure:', ...events.map(eventLine)])].join(
    '\n',
  );

const eventLine = (event: object): string =>
  `   ${JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`;
