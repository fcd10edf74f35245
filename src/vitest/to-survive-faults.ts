/** `toSurviveFaults(options?)`: a sweep of a scenario, of a driver in C with its client, or of a program in C. */
import type { MatcherState } from 'vitest';
import { CProgram, type CSweepOptions, sweepC } from '../c-entry.ts';
import { type Nt, type SweepOptions, type SweepResult, sweep } from '../index.ts';

import { shardOf } from './shards.ts';
import { isOfProgram } from './show.ts';
import { type Matching, type Verdict, wrongSubject } from './subject.ts';

/** A scenario, as `sweep` takes it. */
export type Scenario<Prepared> = (nt: Nt, prepared: Prepared) => void;

/** Options of the sweep of a subject. @typeParam T what `expect` was given */
export type FaultOptions<T> = T extends CProgram
  ? CSweepOptions
  : T extends Scenario<infer Prepared>
    ? SweepOptions<Prepared>
    : never;

/**
 * Every call that can fail does fail once, and each run comes back clean.
 * @param received a function that takes a machine, or what `compileC` returned
 * @param options as `sweep` and `sweepC` take them. In a test file that `irqlabShards()` splits, the shard of the run
 *   is the sweep's
 */
export function toSurviveFaults(
  this: Matching & Pick<MatcherState, 'testPath'>,
  received: unknown,
  options: SweepOptions<never> | CSweepOptions = {},
): Verdict {
  const shard = options.shard ?? shardOf(this.testPath);
  const result = swept(received, { ...options, shard });
  const pass = result.ok;
  if (pass && result.points.length === 0)
    throw new TypeError(
      'toSurviveFaults: no call can fail, so nothing was tested; look at `include` and `exclude`, and whether the code runs at all',
    );
  const text = result.text.split('\n').filter(isOfProgram).join('\n');
  const part =
    typeof shard === 'function' || shard.count === 1 ? '' : ` (part ${shard.index} of ${shard.count})`;
  return {
    pass,
    message: () =>
      pass
        ? `expected a fault to do harm${part}: ${text}`
        : `expected every fault to be survived${part}: ${text}`,
  };
}

type AnyOptions = SweepOptions<never> | CSweepOptions;

function swept(received: unknown, options: AnyOptions): SweepResult {
  if (received instanceof CProgram) return sweepC(received, options as CSweepOptions);
  // A function knows what its own `prepare` gives; the types of `expect(…)` have compared them.
  if (typeof received === 'function')
    return sweep(received as Scenario<unknown>, options as SweepOptions<unknown>);
  throw wrongSubject(
    'toSurviveFaults',
    received,
    'a function that takes a machine, or a program of compileC',
  );
}
