/** The command line as a function: arguments and streams in, exit code out. */
import { readFileSync } from 'node:fs';
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { BugCheck, isStop } from '../index.ts';
import { demoCommand } from './demo.ts';
import { type DocsOptions, docsCommand } from './docs-command.ts';
import { heapDemo } from './heap-demo.ts';
import {
  ALL_EXAMPLES,
  DEMO_EXAMPLES,
  DOCS_EXAMPLES,
  REPLAY_EXAMPLES,
  RUN_EXAMPLES,
  SWEEP_EXAMPLES,
} from './help-texts.ts';
import { exitCode, type Io } from './io.ts';
import { type ReplayOptions, replayCommand } from './replay-command.ts';
import { runCommand } from './run-command.ts';
import { gflagsOf, type RunCommandOptions, recordersOf, scheduleOf } from './run-options.ts';
import { type SweepCommandOptions, sweepCommand } from './sweep-command.ts';

/** Where a problem of ours is to be told. */
const REPORT = 'please report it with the command you ran (IRQLAB_DEBUG=1 shows where)';

/**
 * Runs the command line.
 * @param argv arguments without node and script
 * @returns the exit code; never rejects
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code: number = exitCode.fine;
  try {
    const program = makeProgram(io, (result) => {
      code = result;
    });
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.fine : exitCode.badInput;
    return reportFailure(error, io);
  }
}

function makeProgram(io: Io, done: (code: number) => void): Command {
  const program = new Command('irqlab')
    .description('A simulated NT kernel: heaps, IRQL and structured exceptions, without Windows.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .addHelpText('after', ALL_EXAMPLES)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // One line: commander puts its suggestion on a second one.
      outputError: (text, write) =>
        write(
          `${text
            .trim()
            .replace(/^error: /, 'irqlab: ')
            .replace(/\s*\n\s*/g, ' ')
            .replace(/\p{Cc}/gu, '?')}\n`,
        ),
    });
  program
    .command('replay')
    .description('Replay a recorded allocation trace through the heap of a simulated user-mode process.')
    .argument('<trace>', 'trace file, plain or .gz')
    .addOption(new Option('--arch <arch>', 'architecture').choices(['x64', 'x86']).default('x64'))
    .addOption(
      new Option('--profile <profile>', 'whose behaviour where pages and tests disagree')
        .choices(['documented', 'observed'])
        .default('documented'),
    )
    .addOption(
      new Option('--verifier <state>', 'checks of Driver Verifier').choices(['on', 'off']).default('on'),
    )
    .option('--json', 'print one JSON object on one line')
    .addHelpText('after', REPLAY_EXAMPLES)
    .action((trace: string, options: ReplayOptions) =>
      done(replayCommand(trace, { ...options, json: options.json === true }, io)),
    );
  addRun(program, io, done);
  addSweep(program, io, done);
  program
    .command('docs')
    .description('Write the reference pages of the routines as Markdown.')
    .requiredOption('--ddi <dir>', 'folder for the pages')
    .option('--only <names...>', 'only the pages of these routines')
    .option('--force', 'overwrite files that irqlab did not write', false)
    .addHelpText('after', DOCS_EXAMPLES)
    .action((options: DocsOptions) => done(docsCommand(options, io)));
  program
    .command('demo')
    .description('Run a driver in C with its client, then with one line wrong; or show the heap at work.')
    .addArgument(new Argument('[what]', 'what to show').choices(['driver', 'heap']).default('driver'))
    .addHelpText('after', DEMO_EXAMPLES)
    .action((what: 'driver' | 'heap') => done(what === 'heap' ? heapDemo(io) : demoCommand(io)));
  program
    .command('help')
    .description('Print the help of a command.')
    .argument('[command]', 'name of the command')
    .action((name?: string) => {
      const command = name === undefined ? program : program.commands.find((one) => one.name() === name);
      if (command === undefined) return program.error(`error: unknown command '${name}'`);
      return command.help();
    });
  return program;
}

/** A whole number from 1 on. */
function positive(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError(`'${text}' is no whole number from 1 on.`);
  return number;
}

const collect = (one: string, list: readonly string[] = []): readonly string[] => [...list, one];

/** What options are that nobody gave; the help would show these. */
const NOT_GIVEN = {
  include: [],
  define: [],
  args: [],
  release: false,
  checks: false,
  json: false,
  trace: false,
} as const;

/** Options of every command that compiles and runs C. */
const withProgramOptions = (command: Command): Command =>
  command
    .argument('<files...>', 'C files; together they are one program')
    .option('-I, --include <dir>', 'folder for #include; may be repeated', collect)
    .option('-D, --define <name[=value]>', 'macro; may be repeated', collect)
    .addOption(new Option('--arch <arch>', 'architecture').choices(['x64', 'x86']).default('x64'))
    .addOption(
      new Option('--mode <mode>', 'driver or program; auto: DriverEntry makes a driver')
        .choices(['user', 'kernel', 'auto'])
        .default('auto'),
    )
    .option('--args <args...>', 'arguments of the program, or of the client')
    .option('--client <file>', 'program that talks to the driver')
    .addOption(
      new Option('--profile <profile>', 'whose behaviour where pages and tests disagree')
        .choices(['documented', 'observed'])
        .default('documented'),
    )
    .addOption(
      new Option('--verifier <state>', 'checks of Driver Verifier').choices(['on', 'off']).default('on'),
    )
    .option(
      '--recorders <names>',
      'what is looked for: all, none, some (leaks,lockOrder), or all but some (no-leaks)',
      recordersOf,
    )
    .option('--gflags <flags>', 'global flags of the process: htc,hfc,hpc,hvc,dhc,hpa,ust', gflagsOf)
    .option('--release', 'a free build: DBG is 0')
    .option('--checks', 'check every access: uninitialised, out of bounds, after free (slower)')
    .option('--max-steps <n>', 'turns of loops before the program is stopped', positive, 1_000_000_000)
    .option('--timeout <seconds>', 'running time before the program is stopped', positive, 60);

function addRun(program: Command, io: Io, done: (code: number) => void): void {
  withProgramOptions(
    program
      .command('run')
      .description('Compile C files and run them: a user-mode program, or a driver with its client.'),
  )
    .option('--script <file>', 'requests to the driver, one on a line')
    .option('--schedule <order>', 'order of threads: a seed, or a schedule that a run printed', scheduleOf)
    .option('--json', 'print one JSON object on the last line')
    .option('--trace', 'print every event to standard error')
    .addOption(
      new Option('--exit-code <whose>', 'outcome: how the run went; program: what main returned')
        .choices(['outcome', 'program'])
        .default('outcome'),
    )
    .addHelpText('after', RUN_EXAMPLES)
    .action((files: string[], options: RunCommandOptions) =>
      done(runCommand(files, { ...NOT_GIVEN, ...options }, io)),
    );
}

function addSweep(program: Command, io: Io, done: (code: number) => void): void {
  withProgramOptions(
    program
      .command('sweep')
      .description(
        'Run C files once for each call that can fail, and make it fail: every run must come back clean.',
      ),
  )
    .option('--routine <names...>', 'only calls of these routines fail')
    .option('--not-routine <names...>', 'calls of these routines do not fail')
    .addOption(
      new Option('--failures <which>', 'environment: what a caller cannot help; all: wrong arguments too')
        .choices(['environment', 'all'])
        .default('environment'),
    )
    .addOption(
      new Option('--stacks <which>', 'new: only the first call of a routine from a call stack')
        .choices(['all', 'new'])
        .default('all'),
    )
    .option('--pairs <n>', 'runs with a second failure after the first, at most', positive)
    .option('--shard <i/n>', 'one part of n of the sweep', shardOf)
    .option(
      '--jobs <n>',
      'threads that share the runs; left out, as many as there are processors in a long sweep',
      positive,
    )
    .option('--stop-at-first', 'end with the first run that shows something')
    .option('--replay <run>', 'one run, as a finding names it')
    .addOption(new Option('--json', 'print one JSON object').conflicts(['sarif', 'junit']))
    .addOption(new Option('--sarif', 'print SARIF 2.1.0').conflicts(['json', 'junit']))
    .addOption(new Option('--junit', 'print JUnit XML').conflicts(['json', 'sarif']))
    .addHelpText('after', SWEEP_EXAMPLES)
    .action(async (files: string[], options: SweepCommandOptions) =>
      done(await sweepCommand(files, { ...NOT_GIVEN, ...options }, packageVersion(), io)),
    );
}

/** `2/4` is the second of four parts. */
function shardOf(text: string): { readonly index: number; readonly count: number } {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (!(shard.index >= 1 && shard.index <= shard.count))
    throw new InvalidArgumentError(`'${text}' is no part like 2/4.`);
  return shard;
}

/** The version in package.json, which stands two folders up in the sources and in the package alike. */
function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}

/** Prints what ended a command early. A stack trace only for whoever asks for one. */
function reportFailure(error: unknown, io: Io): number {
  if (isStop(error)) {
    io.stderr.write(`${error.message}\n`);
    return error instanceof BugCheck ? exitCode.bugCheck : exitCode.stopped;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.stderr.write(`irqlab: internal error: ${message.replace(/\s+/g, ' ').trim()}; ${REPORT}\n`);
  if (io.env['IRQLAB_DEBUG'] === '1' && error instanceof Error) io.stderr.write(`${error.stack}\n`);
  return exitCode.internalError;
}
