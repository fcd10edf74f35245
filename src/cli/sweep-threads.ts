/** The threads of `--jobs`: each runs the same command line again, and makes one part of its sweep. */
import { availableParallelism } from 'node:os';
import { parentPort, type ResourceLimits, Worker } from 'node:worker_threads';
import type { SweepReport, SweepShard } from '../index.ts';
import { reportFromText, reportToText } from './sweep-formats.ts';
import type { SweepJob, SweepTask, SweepThreads } from './sweep-jobs.ts';

/** What a thread is started with. */
interface TaskData {
  readonly sweepPart: SweepShard;
  /** Runs that are done, and findings: written by the thread, read by the one that started it. */
  readonly counts: SharedArrayBuffer;
}

/**
 * Threads for parts of a sweep.
 * @param file the command itself
 */
export function threadsFor(
  file: string,
  argv: readonly string[],
  resourceLimits: ResourceLimits,
): SweepThreads {
  return {
    processors: availableParallelism(),
    start(part) {
      const counts = new SharedArrayBuffer(8);
      const workerData: TaskData = { sweepPart: part, counts };
      return jobOf(new Worker(file, { argv: [...argv], resourceLimits, workerData }), part, counts);
    },
  };
}

function jobOf(worker: Worker, part: SweepShard, counts: SharedArrayBuffer): SweepJob {
  const seen = new Int32Array(counts);
  const report = new Promise<SweepReport | null>((resolve) => {
    worker.on('message', (message: string) => resolve(reportFromText(message)));
    worker.on('error', () => resolve(null));
    worker.on('exit', () => resolve(null));
  });
  return {
    part,
    report,
    progress: () => ({ done: Atomics.load(seen, 0), findings: Atomics.load(seen, 1) }),
  };
}

/** The task of this thread; null for one that was started for the whole command. */
export function taskFrom(data: unknown): SweepTask | null {
  if (typeof data !== 'object' || data === null || !('sweepPart' in data)) return null;
  const { sweepPart, counts } = data as TaskData;
  const told = new Int32Array(counts);
  return {
    part: sweepPart,
    progress(done, findings) {
      Atomics.store(told, 0, done);
      Atomics.store(told, 1, findings);
    },
    // As text: a copy of an event's objects would lose those members that their classes have.
    report: (report) => parentPort?.postMessage(reportToText(report)),
  };
}
