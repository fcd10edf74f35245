/** `sweepTest(name, scenario, options)`: a test that is a sweep. */
import { expect, test } from 'vitest';
import type { CProgram, CSweepOptions } from '../c-entry.ts';
import type { SweepOptions } from '../index.ts';
import type { Scenario } from './to-survive-faults.ts';

/** How long a sweep may take when nobody says otherwise, in milliseconds: each of its runs takes one or two. */
const TIMEOUT = 60_000;

/** Options of the test besides those of the sweep. */
export interface SweepTestOptions {
  /** Milliseconds that it may take; a minute when left out. */
  readonly timeout?: number;
}

/**
 * A test that every fault of a scenario is survived.
 * @typeParam Prepared what `prepare` gives
 * @param scenario as `sweep` takes it
 */
export function sweepTest<Prepared = undefined>(
  name: string,
  scenario: Scenario<Prepared>,
  options?: SweepOptions<Prepared> & SweepTestOptions,
): void;
/**
 * A test that every fault of a program or driver in C is survived.
 * @param program what `compileC` returned
 */
export function sweepTest(name: string, program: CProgram, options?: CSweepOptions & SweepTestOptions): void;
export function sweepTest(
  name: string,
  subject: CProgram | Scenario<never>,
  { timeout = TIMEOUT, ...options }: (CSweepOptions | SweepOptions<never>) & SweepTestOptions = {},
): void {
  const site = new Error('where the test stands');
  test(name, { timeout }, () => {
    try {
      expect(subject).toSurviveFaults(options);
    } catch (thrown) {
      // Else the line that the report shows would be the one above.
      if (thrown instanceof Error) thrown.stack = `${thrown.name}: ${thrown.message}\n${callersOf(site)}`;
      throw thrown;
    }
  });
}

/** The frames of an error without the innermost, which made it. */
const callersOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(1)
    .join('\n');
