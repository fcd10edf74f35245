/** Sweeps of drivers and programs in C: `irqlab sweep`, and `sweepC` for tests. */
import { boot, type Nt } from './boot.ts';
import { type CProgram, defined, type LoadedC, type RunOptions, type RunResult } from './c-programs.ts';
import { behind } from './machine-access.ts';
import { formatNtStatus } from './status/format-nt-status.ts';
import { NT_SUCCESS } from './status/nt-success.ts';
import {
  allRecorders,
  CLEAN,
  endOf,
  endOfOutcome,
  type SweepChoices,
  type SweepResult,
  sweepMachines,
} from './sweep.ts';
import type { RunEnd, SweepMachine } from './verifier/sweep.ts';

/** How C code is swept. */
export interface CSweepOptions extends SweepChoices, RunOptions {
  /** For a driver: the program that talks to it, between its load and its unload. */
  readonly client?: CProgram;
  /** For a driver: requests from TypeScript, after those of the client. */
  readonly requests?: (nt: Nt) => void;
}

/**
 * Sweeps C code. A driver is loaded, gets the requests of its client, and is unloaded; a program runs from its `main`
 * to its end. Every call of them that can fail does fail once, and each run must come back clean.
 * @throws TypeError for a program that does not compile
 */
export function sweepC(program: CProgram, options: CSweepOptions = {}): SweepResult {
  const make = program.mode === 'kernel' ? driverMaker(program, options) : programMaker(program, options);
  return sweepMachines(make, options);
}

function machineFor(program: CProgram, options: CSweepOptions): Nt {
  const { profile, verifier, seed, physicalMemory, recorders } = options;
  const arch = program.mode === 'kernel' ? program.arch : undefined;
  return boot(allRecorders(defined({ profile, verifier, seed, physicalMemory, arch, recorders })));
}

/** What was loaded before the snapshot. */
interface LoadedClient {
  readonly id: number;
  readonly program: LoadedC;
}

function loadClient(nt: Nt, program: CProgram, options: CSweepOptions, name: string): LoadedClient {
  const { globalFlags } = options;
  const process = nt.startProcess({
    name,
    arch: program.arch,
    ...defined({ globalFlags }),
  });
  const module = name.replace(/\.[^.]*$/, '');
  return { id: process.id, program: program.load(nt, { process, module }, options) };
}

function driverMaker(program: CProgram, options: CSweepOptions): () => SweepMachine {
  const { client, requests, name = 'driver' } = options;
  return () => {
    const nt = machineFor(program, options);
    const loaded = program.load(nt, { module: name }, options);
    const user = client === undefined ? null : loadClient(nt, client, options, 'client.exe');
    const serve = (): RunEnd => {
      const end = user === null ? CLEAN : endOfRun(user.program.runMain(options.args ?? []), user.id);
      if (end.isRunning) requests?.(nt);
      return end;
    };
    return { machine: behind(nt).machine, run: () => driverRun(nt, loaded, name, serve) };
  };
}

/** One life of a driver. One that does not start, because something failed, must leave nothing either. */
function driverRun(nt: Nt, loaded: LoadedC, name: string, serve: () => RunEnd): RunEnd {
  let served: RunEnd = CLEAN;
  const end = endOf(nt, () => {
    const driver = loaded.start(name);
    if (!NT_SUCCESS(driver.status)) return;
    served = serve();
    if (!served.isRunning) return;
    const status = driver.unload();
    if (!NT_SUCCESS(status))
      throw new TypeError(
        `the driver was not unloaded: ${formatNtStatus(status)} (it has no DriverUnload, or a device is still open)`,
      );
  });
  if (end.kind !== 'clean') return end;
  return served;
}

function programMaker(program: CProgram, options: CSweepOptions): () => SweepMachine {
  return () => {
    const nt = machineFor(program, options);
    const { id, program: loaded } = loadClient(nt, program, options, options.name ?? 'program.exe');
    return {
      machine: behind(nt).machine,
      run: () => endOfRun(loaded.runMain(options.args ?? []), id),
    };
  };
}

/** A program may give up, but not fall: `exit(1)` is an answer to a failure, an unhandled exception is not. */
function endOfRun({ outcome }: RunResult, process: number): RunEnd {
  if (outcome.kind === 'returned') return { ...CLEAN, ended: [process] };
  if (outcome.kind !== 'stopped' || outcome.reason !== 'process-exit') return endOfOutcome(outcome);
  const { record, message, details } = outcome;
  // A program that ends itself is fine; one that an exception or damage of a heap ends is not.
  if (record === null && details.length === 0) return CLEAN;
  const [text = '', ...more] = message.split('\n').map((line) => line.trim());
  return { ...CLEAN, kind: 'raised', text, details: more };
}
