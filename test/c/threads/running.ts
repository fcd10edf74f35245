/** Runs programs and drivers in C whose threads wait. */
import { type CProgram, compileC, type RunOptions, type RunResult } from '../../../src/c-programs.ts';
import { type BootOptions, type BugCheckOutcome, boot, type Outcome } from '../../../src/index.ts';

/** Architectures of the machine. */
export const ARCHITECTURES = ['x64', 'x86'] as const;
/** One of them. */
export type Arch = (typeof ARCHITECTURES)[number];

const programs = new Map<string, CProgram>();

/** Compiles a file, once. */
function compiled(name: string, text: string, arch: Arch): CProgram {
  const key = `${arch} ${text}`;
  const program = programs.get(key) ?? compileC({ name, text }, { arch });
  if (program.diagnostics.length > 0) throw new TypeError(program.diagnosticText());
  programs.set(key, program);
  return program;
}

/** Runs a user-mode program to its end. */
export const runProgram = (text: string, arch: Arch, options: RunOptions = {}): RunResult =>
  compiled('program.c', text, arch).run(options);

/** What became of a driver. */
export interface DriverRun {
  /** What it printed with DbgPrint. */
  readonly prints: string;
  readonly outcome: Outcome<unknown>;
  /** The choices of the scheduler. */
  readonly schedule: string;
}

/** Loads a driver, which does its work in DriverEntry and DriverUnload, and unloads it. */
export function runDriver(text: string, options: BootOptions & { readonly arch: Arch }): DriverRun {
  const program = compiled('driver.c', text, options.arch);
  const nt = boot(options);
  let prints = '';
  nt.events.on((event) => {
    if (event.kind === 'debug-print') prints += event.text;
  });
  const loaded = program.load(nt);
  const outcome = nt.outcome(() => loaded.start('driver').unload());
  return { prints, outcome, schedule: nt.schedule };
}

/** The bug check that ended a driver. Throws TypeError when none did. */
export function bugCheckOf({ outcome }: { readonly outcome: Outcome<unknown> }): BugCheckOutcome {
  if (outcome.kind === 'bugcheck') return outcome;
  throw new TypeError(`no bug check, but ${JSON.stringify(outcome)}`);
}
