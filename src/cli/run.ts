/** The command line as a function: arguments and streams in, exit code out. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { BugCheck, isStop } from '../index.ts';
import { demoCommand } from './demo.ts';
import { exitCode, type Io } from './io.ts';
import { type ReplayOptions, replayCommand } from './replay-command.ts';

/** Where a problem of ours is to be told. */
const REPORT = 'please report it with the command you ran (IRQLAB_DEBUG=1 shows where)';

const ALL_EXAMPLES = `
Examples:
  irqlab demo
  irqlab replay program.trace.gz
  irqlab replay program.trace --arch x86 --json

Exit codes: 0 fine, 1 findings, 2 bad input, 3 bug check, 4 stopped.`;

const REPLAY_EXAMPLES = `
A trace is text, one heap call a line, compressed with gzip or not:
  # NAME SOURCE OPERATIONS PEAKLIVEBYTES    first line, may be missing
  a ID SIZE                                 allocate; ids count up from 0
  r ID SIZE                                 resize a live block
  f ID                                      free a live block

Examples:
  irqlab replay program.trace.gz
  irqlab replay program.trace --arch x86 --verifier off
  irqlab replay program.trace.gz --json | jq .nsPerOp

Exit codes: 0 fine, 1 a check of the heap failed, 2 bad input, 3 bug check, 4 stopped.`;

const DEMO_EXAMPLES = `
Examples:
  irqlab demo
  npm start                in a checkout: the same`;

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
            .replace(/\s*\n\s*/g, ' ')}\n`,
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
    .option('--json', 'print one JSON object on one line', false)
    .addHelpText('after', REPLAY_EXAMPLES)
    .action((trace: string, options: ReplayOptions) => done(replayCommand(trace, options, io)));
  program
    .command('demo')
    .description('Replay a trace of a Windows program, then break one rule and show the bug check.')
    .addHelpText('after', DEMO_EXAMPLES)
    .action(() => done(demoCommand(io)));
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
