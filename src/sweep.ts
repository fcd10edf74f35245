/** Sweeps as tests use them: `sweep`, and the text of what one found. */
import { boot, type Nt } from './boot.ts';
import type { BootOptions } from './kernel/options.ts';
import { recorderSettings } from './kernel/recorders.ts';
import { isStop } from './machine/stop.ts';
import { behind } from './machine-access.ts';
import type { Outcome } from './outcome.ts';
import { failuresByRoutine } from './routine-sets.ts';
import { formatNtStatus } from './status/format-nt-status.ts';
import type { PlannedFault } from './verifier/fault-points.ts';
import {
  type RunEnd,
  type SweepMachine,
  SweepProblem,
  type SweepReport,
  sweepAll,
} from './verifier/sweep.ts';

/** Names of routines that count, or a pattern. */
export type RoutineFilter = readonly string[] | RegExp;

/** A part of a sweep. The parts of one count have all runs of the whole, each in one of them. */
export interface SweepShard {
  /** Which part, from 1. */
  readonly index: number;
  /** How many parts there are. */
  readonly count: number;
}

/** Which faults a sweep injects, and what it tells. */
export interface SweepChoices {
  /** Routines whose calls fail; all that can when left out. */
  readonly include?: RoutineFilter;
  /** Routines whose calls do not. */
  readonly exclude?: RoutineFilter;
  /** `environment` (default): what comes from the machine or from others. `all`: also what only a wrong argument causes. */
  readonly failures?: 'environment' | 'all';
  /** `new`: only the first call of each routine from each call stack. `all` when left out. */
  readonly stacks?: 'all' | 'new';
  /** Runs with a second fault after the first, at most; none when left out. */
  readonly pairs?: number;
  /** A part of the sweep, from 1: `{ index: 2, count: 4 }`. A function is told how many runs there are in all. */
  readonly shard?: SweepShard | ((runs: number) => SweepShard);
  /** True to end with the first run that shows something. */
  readonly stopAtFirst?: boolean;
  /** One run only: what a finding's `replay` says. */
  readonly replay?: string;
  /** Told after each run. */
  readonly onProgress?: (done: number, total: number, findings: number) => void;
}

/** How a sweep goes. */
export interface SweepOptions<Prepared = undefined> extends SweepChoices {
  /** The machine. Every recorder is on unless it is switched off here. */
  readonly boot?: BootOptions;
  /**
   * What comes before: loaded once, then a snapshot is taken, so it is not swept. What it returns is given to every
   * run; JavaScript objects in it are not restored between the runs.
   */
  readonly prepare?: (nt: Nt) => Prepared;
  /** Checks of the scenario's own, after each run that did not stop the machine: throw to say what is wrong. */
  readonly check?: (nt: Nt, prepared: Prepared, faults: readonly PlannedFault[]) => void;
}

/** What a sweep found. */
export interface SweepResult extends SweepReport {
  /** True when every run came back clean. */
  readonly ok: boolean;
  /** For people. */
  readonly text: string;
}

/**
 * Runs a scenario once to learn every call that can fail, then once more for each of them and each way it can fail,
 * from the same state of the machine. After every run there must be no bug check, no exception, nothing left, no rule
 * broken. Cost: one run of the scenario for each point and failure, and one more for each finding.
 *
 * @typeParam Prepared what `prepare` gives
 * @param scenario what is tested; it must do the same each time
 */
export function sweep<Prepared = undefined>(
  scenario: (nt: Nt, prepared: Prepared) => void,
  options: SweepOptions<Prepared> = {},
): SweepResult {
  const make = (): SweepMachine => {
    const nt = boot(allRecorders(options.boot));
    const prepared = options.prepare?.(nt) as Prepared;
    return {
      machine: behind(nt).machine,
      run: (faults) =>
        endOf(nt, () => {
          scenario(nt, prepared);
          options.check?.(nt, prepared, faults);
        }),
    };
  };
  return sweepMachines(make, options);
}

/** Options of a machine on which every recorder is on that they do not switch off. @internal */
export const allRecorders = (options: BootOptions = {}): BootOptions => ({
  ...options,
  recorders: recorderSettings(options.recorders, 'on'),
});

/** As `sweep`, for a scenario that makes its machine itself. @internal */
export function sweepMachines(make: () => SweepMachine, options: SweepChoices): SweepResult {
  const { include, exclude, shard = { index: 1, count: 1 } } = options;
  if (typeof shard !== 'function') assertShard(shard);
  for (const filter of [include, exclude]) assertNames(filter);
  const report = sweepAll(make, {
    ...(include === undefined ? {} : { include: (name) => isIn(include, name) }),
    ...(exclude === undefined ? {} : { exclude: (name) => isIn(exclude, name) }),
    callerFailures: options.failures === 'all',
    stacks: options.stacks ?? 'all',
    pairs: options.pairs ?? 0,
    shard: typeof shard === 'function' ? (runs) => assertShard(shard(runs)) : () => shard,
    stopAtFirst: options.stopAtFirst ?? false,
    replay: options.replay ?? null,
    progress: options.onProgress ?? (() => {}),
  });
  return resultOf(report);
}

const resultOf = (report: SweepReport): SweepResult => ({
  ...report,
  ok: report.findings.length === 0,
  text: sweepText(report),
});

function assertShard(shard: SweepShard): SweepShard {
  const { index, count } = shard;
  if (!(Number.isInteger(count) && Number.isInteger(index) && index >= 1 && index <= count))
    throw new RangeError(`shard ${index}/${count}: parts are numbered from 1`);
  return shard;
}

/**
 * Puts the parts of a sweep together: the result that the whole would have had, in its order. Every part must have been
 * made with `shard`, with no pairs and not only to the first finding.
 * @param parts all of them, the first one in front
 */
export function mergeSweeps(parts: readonly SweepReport[]): SweepResult {
  const [first] = parts;
  if (first === undefined) throw new RangeError('mergeSweeps: a sweep has at least one part');
  const cases: string[] = [];
  for (let round = 0; parts.some((part) => round < part.cases.length); round++)
    for (const part of parts) cases.push(...part.cases.slice(round, round + 1));
  const order = new Map(cases.map((one, index) => [one, index]));
  // What the run without a fault shows has no case, and stands in front.
  const findings = parts
    .flatMap((part) => part.findings)
    .sort((a, b) => (order.get(a.replay) ?? -1) - (order.get(b.replay) ?? -1));
  return resultOf({ points: first.points, runs: cases.length, cases, findings });
}

/** A name that is no routine would leave out nothing, or everything. */
function assertNames(filter: RoutineFilter | undefined): void {
  const wrong = Array.isArray(filter)
    ? filter.find((name: string) => !failuresByRoutine.has(name))
    : undefined;
  if (wrong !== undefined)
    throw new SweepProblem(`sweep: ${wrong} is not modelled by irqlab: docs/limits.md lists what is not`);
}

const isIn = (filter: RoutineFilter, name: string): boolean =>
  filter instanceof RegExp ? filter.test(name) : filter.includes(name);

/** A run without anything wrong. @internal */
export const CLEAN: RunEnd = { kind: 'clean', text: '', details: [], stack: [], isRunning: true };

/** Runs a block of a scenario to its end. @internal */
export function endOf(nt: Nt, block: () => void): RunEnd {
  try {
    return endOfOutcome(nt.outcome(block));
  } catch (thrown) {
    if (isStop(thrown)) throw thrown;
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    return { ...CLEAN, kind: 'threw', text };
  }
}

/** How a run ended, from its outcome. @internal */
export function endOfOutcome(outcome: Outcome<unknown>): RunEnd {
  switch (outcome.kind) {
    case 'returned':
      return CLEAN;
    case 'bugcheck': {
      const { code, name, parameters, rule, fix, details, callStack } = outcome;
      const values = parameters.map(
        (one) => `0x${(one < 0 ? BigInt.asUintN(64, BigInt(one)) : BigInt(one)).toString(16)}`,
      );
      const text = `bug check 0x${code.toString(16).toUpperCase()} ${name} (${values.join(', ')}): ${rule}`;
      const stack = callStack.filter((frame) => !frame.endsWith('!TypeScript'));
      return { kind: 'bugcheck', text, details: [...details, fix], stack, isRunning: false };
    }
    case 'raised': {
      const { ExceptionCode } = outcome.record;
      return { ...CLEAN, kind: 'raised', text: `exception ${formatNtStatus(ExceptionCode)} was not handled` };
    }
    case 'stopped': {
      const [text = '', ...details] = outcome.message.split('\n').map((line) => line.trim());
      return { ...CLEAN, kind: 'stopped', text, details, isRunning: outcome.reason === 'process-exit' };
    }
  }
}

/** A report for people: each finding with the fault before it and the string that runs it again. */
export function sweepText({ points, runs, findings }: SweepReport): string {
  const found = findings.length === 0 ? 'all came back clean' : count(findings.length, 'finding');
  const head = `${count(points.length, 'call')} can fail; ${count(runs, 'run')} with a fault; ${found}`;
  // Without this line a reader would take what was found first for all there is.
  const stopped = runs === 0 && points.length > 0 && findings.length > 0;
  const note = stopped
    ? ['The run without a fault stopped the machine: mend that first, then sweep again.']
    : [];
  const lines = findings.flatMap(({ faults, kind, text, stack, details, replay }, index) => [
    '',
    `${index + 1}. ${kind === 'left' ? 'left behind: ' : ''}${text}`,
    ...stack.map((frame) => `     ${frame}`),
    ...details.map((line) => `   ${line}`),
    ...(faults.length === 0 ? ['   in the run without a fault'] : []),
    ...faults.flatMap(({ fault, stack: at }) => [
      `   after ${fault.routine} failed with ${fault.failure}:`,
      ...at.slice(1, 6).map((frame) => `     ${frame}`),
    ]),
    ...(replay === '' ? [] : [`   run it again: ${replay}`]),
  ]);
  return [head, ...note, ...lines].join('\n');
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
