/** `irqlab run`: compiles C files and runs them, as a program or as a driver. */
import { type CProgram, ProgramTooLarge } from '../c-entry.ts';
import { FileProblem } from './c-files.ts';
import { compileFiles } from './compile-files.ts';
import { exitCode, type Io } from './io.ts';
import { runDriver } from './run-driver.ts';
import { baseName, type RunCommandOptions, runSettings, traceLine } from './run-options.ts';
import { fine, jsonLine, type RunReport, reportOf, tell } from './run-report.ts';
import { readScript, type Script } from './run-script.ts';

/** Runs the command. The answer is the exit code. */
export function runCommand(files: readonly string[], options: RunCommandOptions, io: Io): number {
  try {
    return compileAndRun(files, options, io);
  } catch (error) {
    // A printed schedule knows the program that it was printed by from its number of choices only.
    const isSchedule = error instanceof TypeError && error.message.startsWith('schedule: ');
    if (!(error instanceof FileProblem || error instanceof ProgramTooLarge || isSchedule)) throw error;
    io.stderr.write(`irqlab: ${error.message}\n`);
    return exitCode.badInput;
  }
}

function compileAndRun(files: readonly string[], options: RunCommandOptions, io: Io): number {
  const program = compileFiles(files, options.mode, options);
  const client = options.client === undefined ? null : compileFiles([options.client], 'user', options);
  const script = options.script === undefined ? null : readScript(options.script);
  const programs = client === null ? [program] : [program, client];
  for (const one of programs) if (one.diagnostics.length > 0) io.stderr.write(`${one.diagnosticText()}\n`);
  const diagnostics = programs.flatMap((one) => one.diagnostics);
  if (programs.some(({ ok }) => !ok)) {
    if (options.json)
      io.stdout.write(`${jsonLine({ ...fine, exitCode: null }, exitCode.badInput, diagnostics)}\n`);
    return exitCode.badInput;
  }
  const problem = mismatch(program, options);
  if (problem !== null) throw new FileProblem(problem);
  const report = runReport(program, client, script, files[0] ?? 'program.c', options, io);
  return tell(report, diagnostics, options, io);
}

/** What of the options does not fit the program, or null. */
function mismatch({ mode }: CProgram, { client, script, args, gflags }: RunCommandOptions): string | null {
  if (mode === 'kernel') {
    if (client !== undefined && script !== undefined)
      return 'requests come from --client or from --script: give one of them';
    const lost = args.length > 0 ? '--args' : gflags !== undefined ? '--gflags' : null;
    return lost === null || client !== undefined
      ? null
      : `${lost} goes to a program: give the driver one with --client`;
  }
  const unused = client !== undefined ? '--client' : script !== undefined ? '--script' : null;
  return unused === null ? null : `${unused} needs a driver to talk to, and these files have no DriverEntry`;
}

function runReport(
  program: CProgram,
  client: CProgram | null,
  script: Script | null,
  file: string,
  options: RunCommandOptions,
  io: Io,
): RunReport {
  if (program.mode === 'kernel')
    return runDriver({ program, client, script, name: baseName(file) }, options, io);
  let schedule = (): string => '';
  const result = program.run({
    ...runSettings(options, io),
    name: `${baseName(file)}.exe`,
    args: options.args,
    ...(options.gflags === undefined ? {} : { globalFlags: options.gflags }),
    onMachine: (nt) => {
      schedule = () => nt.schedule;
      if (options.trace) nt.events.on((event) => io.stderr.write(`${traceLine(event)}\n`));
    },
  });
  if (options.schedule !== undefined) io.stderr.write(`schedule: ${schedule()}\n`);
  return reportOf(result);
}
