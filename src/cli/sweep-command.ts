/** `irqlab sweep`: every call of a driver or program that can fail does fail once. */
import { type CProgram, ProgramTooLarge, type RunOptions, sweepC } from '../c-entry.ts';
import { mergeSweeps, SweepProblem, type SweepReport, type SweepResult, type SweepShard } from '../index.ts';
import { FileProblem } from './c-files.ts';
import { type CompileFilesOptions, compileFiles } from './compile-files.ts';
import { exitCode, type Io } from './io.ts';
import { ERASE_LINE, sweepBar } from './progress.ts';
import { baseName } from './run-options.ts';
import { sweepJson, sweepJunit, sweepSarif } from './sweep-formats.ts';
import { jobsFor, partOf, type SweepJob, type SweepTask } from './sweep-jobs.ts';

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
  readonly shard?: SweepShard;
  readonly jobs?: number;
  readonly stopAtFirst?: boolean;
  readonly replay?: string;
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly junit?: boolean;
}

/** Runs the command. The answer is the exit code. */
export async function sweepCommand(
  files: readonly string[],
  options: SweepCommandOptions,
  version: string,
  io: Io,
): Promise<number> {
  try {
    return await compileAndSweep(files, options, version, io);
  } catch (error) {
    if (!(error instanceof FileProblem || error instanceof ProgramTooLarge)) throw error;
    io.stderr.write(`irqlab: ${error.message}\n`);
    return exitCode.badInput;
  }
}

async function compileAndSweep(
  files: readonly string[],
  options: SweepCommandOptions,
  version: string,
  io: Io,
): Promise<number> {
  const program = compileFiles(files, options.mode, options, 'on');
  const client = options.client === undefined ? null : compileFiles([options.client], 'user', options, 'on');
  const programs = client === null ? [program] : [program, client];
  const name = program.mode === 'kernel' ? baseName(files[0] ?? '') : `${baseName(files[0] ?? '')}.exe`;
  const swept: Swept = { program, client, name, options, io };
  if (io.sweepTask !== undefined) return sweepPart(swept, io.sweepTask);
  for (const one of programs) if (one.diagnostics.length > 0) io.stderr.write(`${one.diagnosticText()}\n`);
  if (programs.some(({ ok }) => !ok)) return exitCode.badInput;
  if (client !== null && program.mode !== 'kernel')
    throw new FileProblem('--client needs a driver to talk to, and these files have no DriverEntry');
  const result = await sweepInThreads(swept);
  io.stdout.write(`${textOf(result, options, version)}\n`);
  return result.ok ? exitCode.fine : exitCode.findings;
}

/** What is swept, and how. */
interface Swept {
  readonly program: CProgram;
  readonly client: CProgram | null;
  readonly name: string;
  readonly options: SweepCommandOptions;
  readonly io: Io;
}

/** A part for the thread that started this one, which prints what comes of it. */
function sweepPart(swept: Swept, { part, progress, report }: SweepTask): number {
  const { points, runs, cases, findings } = sweepFiles(
    swept,
    () => part,
    (done, _, found) => progress(done, found),
  );
  report({ points: part.index === 1 ? points : [], runs, cases, findings });
  return exitCode.fine;
}

/** Sweeps in this thread and in others where that is worth while; here what another one could not. */
async function sweepInThreads(swept: Swept): Promise<SweepResult> {
  const { io, options } = swept;
  const { shard: whole = { index: 1, count: 1 }, jobs: asked } = options;
  const bar = sweepBar(io.stderr.isTTY === true ? (text) => io.stderr.write(text) : null, io.now);
  const others: SweepJob[] = [];
  const begin = io.now();
  const share = (cases: number): SweepShard => {
    const { sweepThreads } = io;
    // The runs of these depend on what others found.
    const isOneThread = options.pairs !== undefined || options.stopAtFirst === true;
    const mine = Math.ceil((cases - whole.index + 1) / whole.count);
    const jobs =
      sweepThreads === undefined || isOneThread
        ? 1
        : jobsFor(asked, sweepThreads.processors, mine, io.now() - begin);
    for (let job = 1; job < jobs; job++) {
      const started = sweepThreads?.start(partOf(whole, job, jobs));
      if (started !== undefined) others.push(started);
    }
    return partOf(whole, 0, jobs);
  };
  try {
    const own = sweepFiles(swept, share, (done, total, findings) => {
      const far = others.map((job) => job.progress());
      const sum = (of: (one: (typeof far)[number]) => number): number =>
        far.reduce((all, one) => all + of(one), 0);
      bar(done + sum((one) => one.done), total * (others.length + 1), findings + sum((one) => one.findings));
    });
    if (others.length === 0) return own;
    const parts: SweepReport[] = [own];
    for (const { part, report } of others)
      parts.push(
        (await report) ??
          sweepFiles(
            swept,
            () => part,
            () => {},
          ),
      );
    return mergeSweeps(parts);
  } finally {
    if (io.stderr.isTTY === true) io.stderr.write(ERASE_LINE);
  }
}

function sweepFiles(
  { program, client, name, options, io }: Swept,
  shard: (cases: number) => SweepShard,
  progress: (done: number, total: number, findings: number) => void,
): SweepResult {
  const { profile, verifier, recorders, maxSteps, timeout, args, failures, stacks, gflags } = options;
  let deadline = io.now() + timeout * 1000;
  try {
    return sweepC(program, {
      ...given({ profile, verifier, recorders, globalFlags: gflags, client: client ?? undefined }),
      ...given({ include: options.routine, exclude: options.notRoutine, pairs: options.pairs }),
      ...given({ stopAtFirst: options.stopAtFirst, replay: options.replay }),
      shard,
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
        progress(done, total, findings);
      },
    });
  } catch (error) {
    if (error instanceof SweepProblem) throw new FileProblem(error.message);
    throw error;
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
