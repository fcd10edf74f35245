/**
 * Parts of a sweep in threads of their own: `--jobs`. The parts are those of `--shard`, so what is found is the same
 * with any number of threads, and it is told in the same order.
 */
import type { SweepReport, SweepShard } from '../index.ts';

/** A part that another thread makes. */
export interface SweepJob {
  readonly part: SweepShard;
  /** Runs that are done so far, and what they found. */
  progress(): { readonly done: number; readonly findings: number };
  /** What it found; null when the thread came to no end: there was no memory for it. */
  readonly report: Promise<SweepReport | null>;
}

/** Threads that can make parts of the sweep that the command line asks for. */
export interface SweepThreads {
  /** How many can run at a time, this one included. */
  readonly processors: number;
  /** Begins a part. It goes on while this thread is busy. */
  start(part: SweepShard): SweepJob;
}

/** The part that this thread makes for another one. */
export interface SweepTask {
  readonly part: SweepShard;
  /** Told after each run. */
  progress(done: number, findings: number): void;
  /** Told at the end. */
  report(report: SweepReport): void;
}

/** Milliseconds that a sweep takes by the look of its first run, from which on more threads than one are worth their start. */
const WORTH_MILLISECONDS = 5000;
/** Runs that a thread should have at least. */
const LEAST_RUNS = 20;

/**
 * How many threads make a sweep.
 * @param asked what `--jobs` says; undefined where it is left out
 * @param cases runs of the sweep
 * @param firstRun milliseconds of the first run, in which nothing is compiled yet
 */
export function jobsFor(
  asked: number | undefined,
  processors: number,
  cases: number,
  firstRun: number,
): number {
  if (asked !== undefined) return Math.max(1, Math.min(asked, cases));
  if (cases * firstRun < WORTH_MILLISECONDS) return 1;
  return Math.max(1, Math.min(processors, Math.floor(cases / LEAST_RUNS)));
}

/** The part of a part that one of several threads makes. */
export const partOf = ({ index, count }: SweepShard, job: number, jobs: number): SweepShard => ({
  index: index + count * job,
  count: count * jobs,
});
