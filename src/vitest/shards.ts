/** Which part of its sweeps a test makes. */
import { expect, inject } from 'vitest';
import type { SweepShard } from '../index.ts';
import type { SplitFiles } from './shard-context.ts';

const WHOLE: SweepShard = { index: 1, count: 1 };

/**
 * The part of its sweeps that a test file makes. Files that are not split run in one shard alone, and make all.
 * @param testPath path of the file, as matchers know it
 */
export function shardOf(testPath: string | undefined): SweepShard {
  const provided: SplitFiles | undefined = inject('irqlabShard');
  if (provided === undefined || testPath === undefined) return WHOLE;
  const { index, count, pattern, flags } = provided;
  return new RegExp(pattern, flags).test(testPath) ? { index, count } : WHOLE;
}

/** The part of its sweeps that the running test makes, for calls of `sweep` and `sweepC`: `sweep(scenario, { shard: sweepShard() })`. */
export const sweepShard = (): SweepShard => shardOf(expect.getState().testPath);
