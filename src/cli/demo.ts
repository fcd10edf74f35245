/** `irqlab demo`, which is `npm start`: a driver in C with its client, and then with one line wrong. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileC, type RunResult, type SourceFile } from '../c-entry.ts';
import { boot, levelName, type MachineEvent, type Outcome } from '../index.ts';
import { exitCode, type Io } from './io.ts';

/** The example that the package carries; two folders up in the sources and in the package alike. */
const EXAMPLE = new URL('../../examples/echo/', import.meta.url);

/** What marks the line that the second run leaves out. */
const MARK = 'without this line';

const source = (name: string): SourceFile => ({
  name,
  text: readFileSync(fileURLToPath(new URL(name, EXAMPLE)), 'utf8'),
});

const include = (name: string): SourceFile | null => (name === 'echo.h' ? source(name) : null);

/** One run of the driver with its client: what was printed and traced, and how it ended. */
interface DemoRun {
  readonly lines: readonly string[];
  readonly outcome: Outcome<RunResult>;
}

/** The driver without the marked line. Its place stays, so that line numbers do. */
const broken = (driver: SourceFile): SourceFile => ({
  ...driver,
  text: driver.text
    .split('\n')
    .map((line) => (line.includes(MARK) ? '' : line))
    .join('\n'),
});

/** Runs a driver with the client of the example. */
function runExample(driver: SourceFile, traced: boolean): DemoRun {
  const nt = boot({ arch: 'x64' });
  const lines: string[] = [];
  const program = compileC(driver, { mode: 'kernel', include });
  const client = compileC(source('client.c'), { mode: 'user', include });
  for (const one of [program, client]) if (!one.ok) throw new TypeError(one.diagnosticText());
  nt.events.on((event) => {
    const line = event.kind === 'debug-print' ? event.text.trimEnd() : traced ? traceLine(event) : null;
    if (line !== null) lines.push(line);
  });
  const outcome = nt.outcome(() => {
    const control = program.load(nt, { module: 'echo' }).start();
    const process = nt.startProcess({ name: 'client.exe' });
    const loaded = client.load(
      nt,
      { process, module: 'client' },
      { onOutput: (_, bytes) => lines.push(...new TextDecoder().decode(bytes).trimEnd().split('\n')) },
    );
    const result = loaded.runMain();
    if (result.outcome.kind !== 'bugcheck') control.unload();
    return result;
  });
  return { lines, outcome };
}

/** Routines whose calls the trace leaves out: there are many of them, and they say little. */
const QUIET = new Set(['DbgPrint', 'RtlInitUnicodeString']);

/** An event as the demo shows it: calls of routines and changes of the level. */
function traceLine(event: MachineEvent): string | null {
  if (event.kind === 'call' && !QUIET.has(event.routine))
    return `    ${levelName('x64', event.irql).padEnd(14)} ${event.routine}`;
  return null;
}

/** Runs the demo. The answer is the exit code. */
export function demoCommand(io: Io): number {
  const driver = source('driver.c');
  const good = runExample(driver, true);
  const bad = runExample(broken(driver), false);
  const line = driver.text.split('\n').findIndex((one) => one.includes(MARK)) + 1;
  const stop = stopOf(bad.outcome);
  const lines = [
    '1. A driver in C (examples/echo/driver.c) is loaded, its client (client.c) sends three requests, it is unloaded',
    '   indented: the routines that driver and client call, each with the IRQL of the call',
    '',
    ...good.lines,
    '',
    `2. The same driver without line ${line}: ${driver.text.split('\n')[line - 1]?.trim()}`,
    '',
    ...bad.lines,
    '',
    stop ?? 'no bug check: this is a bug of irqlab, please report it',
    '',
    'Next: irqlab run --help for C files of your own, irqlab demo heap for heaps, README.md for TypeScript.',
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  return good.outcome.kind === 'returned' && stop !== null ? exitCode.fine : exitCode.findings;
}

/** The report of the bug check that a run ended in, in the driver's thread or in the client's; null for none. */
function stopOf(outcome: Outcome<RunResult>): string | null {
  const inner = outcome.kind === 'returned' ? outcome.value.outcome : outcome;
  return inner.kind === 'bugcheck' ? inner.report : null;
}
