/**
 * The systematic sweep: one run to learn every call that can fail, then one run for each of them and each way it can
 * fail. A run that does not come back clean is a finding.
 *
 * Every run starts from the same state of the machine: a snapshot, or a machine made anew where none can be taken.
 */

import type { Machine } from '../kernel/machine.ts';
import type { Recorders } from '../kernel/recorders.ts';
import type { MachineEvent } from '../machine/events.ts';
import { type FaultPoint, type PlannedFault, type PointFilter, PointObserver } from './fault-points.ts';
import { type Inventory, inventoryOf, type Leftover, leftSince } from './leftovers.ts';
import { Origins } from './origins.ts';

/** How a run of the scenario ended. */
export interface RunEnd {
  /** `clean`, or what stands in the way. */
  readonly kind: 'clean' | 'bugcheck' | 'raised' | 'stopped' | 'threw';
  /** For people: the bug check with its rule, the exception, the message. */
  readonly text: string;
  /** Further lines: who allocated the block, what was found. */
  readonly details: readonly string[];
  /** The call stack, innermost first. */
  readonly stack: readonly string[];
  /** False when the machine has halted: nothing more can be asked of it. */
  readonly isRunning: boolean;
  /** Processes whose programs came to their end: nothing may be left in their heaps. */
  readonly ended?: readonly number[];
}

/** A machine on which a scenario can be run. */
export interface SweepMachine {
  readonly machine: Machine;
  /** Runs the scenario and its own checks, to its end. */
  run(faults: readonly PlannedFault[]): RunEnd;
}

/** Kinds of findings: how a run ended, what it left, a rule it broke, or that it was not the same each time. */
export type SweepFindingKind = Exclude<RunEnd['kind'], 'clean'> | 'left' | 'rule' | 'strayed';

/** Something that a run showed. */
export interface SweepFinding {
  /** What sort of finding it is. */
  readonly kind: SweepFindingKind;
  /** What it is, for people. */
  readonly text: string;
  /** Further lines. */
  readonly details: readonly string[];
  /** Where: the call stack of the stop, or of who asked for what was left. */
  readonly stack: readonly string[];
  /** What was left, for `left`. */
  readonly left: Leftover | null;
  /** The faults of the run, with the call stack of each; none for the run without faults. */
  readonly faults: readonly { readonly fault: PlannedFault; readonly stack: readonly string[] }[];
  /** Runs this one run again: `{ replay }` in the options, `--replay` at the command. */
  readonly replay: string;
  /** What happened from the fault on, newest last; at most 50 events. */
  readonly events: readonly MachineEvent[];
}

/** Which faults are planned. */
export interface SweepPlan extends PointFilter {
  /** `all`, or only the first point of each routine and call stack. */
  readonly stacks: 'all' | 'new';
  /** Runs with two faults, at most. */
  readonly pairs: number;
  /** Which part of the cases, from 1, once it is known how many there are. */
  shard(cases: number): { readonly index: number; readonly count: number };
  /** True to end with the first run that shows something. */
  readonly stopAtFirst: boolean;
  /** One run, as a finding names it; null for all. */
  readonly replay: string | null;
  /** Told after each run. */
  progress(done: number, total: number, findings: number): void;
}

/** What a sweep found. */
export interface SweepReport {
  /** Every call of the scenario that can fail. */
  readonly points: readonly FaultPoint[];
  /** Runs of the scenario with faults. */
  readonly runs: number;
  /** What runs each of them again, in their order. */
  readonly cases: readonly string[];
  /** What the runs showed, in their order. */
  readonly findings: readonly SweepFinding[];
}

const MOST_EVENTS = 50;

/** What a sweep is asked for cannot be: a replay or a routine that there is not. */
export class SweepProblem extends TypeError {}

/** Sweeps. @param make a machine to run on; asked again after a run where it cannot be restored */
export function sweepAll(make: () => SweepMachine, plan: SweepPlan): SweepReport {
  const sweeper = new Sweeper(make, plan);
  return plan.replay === null ? sweeper.all() : sweeper.replay(parseReplay(plan.replay));
}

/** `17:ExAllocatePool2:STATUS_INSUFFICIENT_RESOURCES`, several joined by `+`. */
export const replayText = (faults: readonly PlannedFault[]): string =>
  faults.map(({ point, routine, failure }) => `${point}:${routine}:${failure}`).join('+');

/** The faults of such a text. Throws SweepProblem for another. */
export function parseReplay(text: string): readonly PlannedFault[] {
  if (text === '') return [];
  return text.split('+').map((part) => {
    const [, point, routine, failure] = /^(\d+):(\w+):(\w+)$/.exec(part) ?? [];
    if (point === undefined || routine === undefined || failure === undefined)
      throw new SweepProblem(
        `replay ${JSON.stringify(text)}: it looks like 17:ExAllocatePool2:STATUS_NO_MEMORY`,
      );
    return { point: Number(point), routine, failure };
  });
}

class Sweeper {
  readonly #make: () => SweepMachine;
  readonly #plan: SweepPlan;
  readonly #findings: SweepFinding[] = [];
  readonly #cases: string[] = [];
  #current: Stage | null = null;
  /** What the run without faults leaves is a finding once, not once for each fault. */
  #usual: ReadonlySet<string> = new Set();

  constructor(make: () => SweepMachine, plan: SweepPlan) {
    this.#make = make;
    this.#plan = plan;
  }

  all(): SweepReport {
    const { stacks, stopAtFirst, pairs } = this.#plan;
    const first = this.#run([], 'points');
    const { points } = first;
    const cases = first.isRunning ? casesOf(chosen(points, stacks)) : [];
    const shard = this.#plan.shard(cases.length);
    // Every shard makes this run; the first tells of it.
    if (first.findings.length > 0) {
      this.#usual = new Set(first.findings.map(sameness));
      if (shard.index === 1) this.#findings.push(...this.#explained([], first.findings));
    }
    const mine = cases.filter((_, index) => index % shard.count === shard.index - 1);
    let pairsLeft = pairs;
    let total = mine.length;
    for (const fault of mine) {
      if (stopAtFirst && this.#findings.length > 0) break;
      const { points: met, isRunning } = this.#one([fault], pairsLeft > 0 ? 'points' : 'faults', total);
      if (!isRunning || pairsLeft <= 0) continue;
      const seconds = casesOf(met.filter(({ number }) => number > fault.point)).slice(0, pairsLeft);
      pairsLeft -= seconds.length;
      total += seconds.length;
      for (const second of seconds) this.#one([fault, second], 'faults', total);
    }
    return { points, runs: this.#cases.length, cases: this.#cases, findings: this.#findings };
  }

  replay(faults: readonly PlannedFault[]): SweepReport {
    const { points, findings } = this.#run(faults, 'points');
    this.#findings.push(...this.#explained(faults, findings));
    return { points, runs: 1, cases: [replayText(faults)], findings: this.#findings };
  }

  #one(faults: readonly PlannedFault[], wanted: 'points' | 'faults', total: number): Result {
    const result = this.#run(faults, wanted);
    this.#cases.push(replayText(faults));
    const fresh = result.findings.filter((one) => !this.#usual.has(sameness(one)));
    if (fresh.length > 0) this.#findings.push(...this.#explained(faults, fresh));
    this.#plan.progress(this.#cases.length, total, this.#findings.length);
    return result;
  }

  /** The findings with events and origins, from the same run once more: watching is dear, and most runs are clean. */
  #explained(faults: readonly PlannedFault[], findings: readonly Bare[]): readonly SweepFinding[] {
    const { machine } = this.#stage().target;
    const origins = new Origins(machine);
    const events: MachineEvent[] = [];
    machine.observers.push(origins);
    const end = machine.events.on((event) => {
      events.push(event);
      if (events.length > MOST_EVENTS) events.shift();
    });
    // What came before the first fault is of no interest.
    const injected = (count: number): void => {
      if (count === 1) events.length = 0;
    };
    let again: Result;
    try {
      again = this.#run(faults, 'faults', injected);
    } finally {
      end();
      machine.observers.splice(machine.observers.indexOf(origins), 1);
      machine.updateGates();
    }
    const same = new Map(again.findings.map((one) => [sameness(one), one]));
    return findings.map((one) => {
      const left = (same.get(sameness(one)) ?? one).left;
      const known = left === null ? null : origins.withOrigin(left);
      return {
        ...one,
        stack: known?.stack ?? one.stack,
        left: known,
        faults: again.injected,
        replay: replayText(faults),
        events,
      };
    });
  }

  #run(
    faults: readonly PlannedFault[],
    wanted: 'points' | 'faults',
    injected: (count: number) => void = () => {},
  ): Result {
    const stage = this.#stage();
    const { machine } = stage.target;
    const observer = new PointObserver(machine, this.#plan, faults, {
      points: wanted === 'points',
      injected,
    });
    const known = machine.reports.findings.length;
    const end = observer.watch(() => stage.target.run(faults));
    const found: Bare[] = [];
    if (end.kind !== 'clean') found.push({ ...end, kind: end.kind, left: null });
    // What stopped the machine or the program stands there already.
    const told = end.kind === 'clean' ? machine.reports.findings.slice(known) : [];
    for (const { rule, routine, text, details = [], stack = [] } of told)
      found.push({
        kind: 'rule',
        text: text.startsWith(`${routine}: `) ? text : `${routine}: ${text}`,
        details: [rule, ...details],
        stack,
        left: null,
      });
    const { strayed } = observer;
    const missing = faults.find((fault) => !observer.injected.some((one) => one.fault === fault));
    if (strayed !== null || missing !== undefined) found.push(strayedFinding(strayed, missing));
    if (end.isRunning)
      for (const left of leftSince(stage.before, inventoryOf(machine, end.ended)).filter((one) =>
        isWanted(machine.settings.recorders, one),
      ))
        found.push({ kind: 'left', text: left.text, details: [], stack: left.stack, left });
    this.#current = stage.used();
    return {
      findings: found,
      points: observer.points,
      injected: observer.injected,
      isRunning: end.isRunning,
    };
  }

  #stage(): Stage {
    this.#current ??= new Stage(this.#make());
    return this.#current;
  }
}

/** A finding of a run, without what only a second look gives. */
type Bare = Pick<SweepFinding, 'kind' | 'text' | 'details' | 'stack' | 'left'>;

interface Result {
  readonly findings: readonly Bare[];
  readonly points: readonly FaultPoint[];
  readonly injected: SweepFinding['faults'];
  readonly isRunning: boolean;
}

/** A machine in the state that every run starts from. */
class Stage {
  readonly target: SweepMachine;
  readonly before: Inventory;
  readonly #snapshot: ReturnType<Machine['snapshot']> | null;

  constructor(target: SweepMachine) {
    const { machine } = target;
    this.target = target;
    // Made when it is first asked for a block, which would be in every run.
    machine.subsystems.pool.open();
    this.#snapshot = machine.parts.obstacle() === null ? machine.snapshot() : null;
    this.before = inventoryOf(machine);
  }

  /** The same stage again after a run, or null when it cannot be restored. */
  used(): Stage | null {
    if (this.#snapshot === null) return null;
    this.target.machine.restore(this.#snapshot);
    return this;
  }
}

/** Whether the recorder of something that is left is on. Damage is always told. */
function isWanted({ leaks, balance }: Recorders, { kind }: Leftover): boolean {
  if (kind === 'pool damage' || kind === 'heap damage') return true;
  return kind === 'lock' || kind === 'irql' || kind === 'region' ? balance : leaks;
}

function strayedFinding(strayed: PointObserver['strayed'], missing: PlannedFault | undefined): Bare {
  const text =
    strayed === null
      ? `the run does not come to call ${missing?.point}, ${missing?.routine}`
      : `call ${strayed.fault.point} is one of ${strayed.routine}, not of ${strayed.fault.routine}`;
  const details = [
    'The scenario must do the same each time: look for Math.random, Date, and JavaScript state that a run changes.',
  ];
  return { kind: 'strayed', text: `the runs differ: ${text}`, details, stack: [], left: null };
}

/** What makes two findings of different runs the same: not the addresses. */
const sameness = ({ kind, text, stack, left }: Bare): string =>
  left === null ? `${kind} ${text}` : `${kind} ${left.kind} ${text.replace(/^[^:]*: /, '')} ${stack.join()}`;

function chosen(points: readonly FaultPoint[], stacks: SweepPlan['stacks']): readonly FaultPoint[] {
  if (stacks === 'all') return points;
  const seen = new Set<string>();
  return points.filter(({ stack }) => {
    const key = stack.join('\n');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const casesOf = (points: readonly FaultPoint[]): readonly PlannedFault[] =>
  points.flatMap(({ number, routine, failures }) =>
    failures.map((failure) => ({ point: number, routine, failure })),
  );
