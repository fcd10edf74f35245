/** Turns of loops that a program may take, in all and before others may run. */
import type { CodeMap } from './code-map.ts';
import type { LoadOptions } from './load-options.ts';

/** Turns of loops in a time slice: then others may run, and the limits are looked at (*ours*, decision 0081). */
const SLICE = 50_000;

/** The turns of one loaded program. */
export class TimeSlices {
  /** Turns that no slice has yet. */
  left: number;
  readonly #limits: Pick<LoadOptions, 'machine' | 'timeIsUp' | 'maxSteps'>;
  readonly #code: CodeMap;

  constructor(limits: Pick<LoadOptions, 'machine' | 'timeIsUp' | 'maxSteps'>, code: CodeMap) {
    this.left = limits.maxSteps;
    this.#limits = limits;
    this.#code = code;
  }

  /** Takes the turns of a slice, and looks at no limit. */
  take(): number {
    const slice = Math.min(SLICE, this.left);
    this.left -= slice;
    return slice;
  }

  /**
   * Turns of the slice behind one that is over.
   * @param site where the program is
   * @throws what ends a program that took all its turns, or ran for too long
   */
  next(site: number): number {
    const { machine, timeIsUp, maxSteps } = this.#limits;
    const where = (): string => this.#code.describe(site);
    if (this.left <= 0)
      machine.stepLimit(
        `more than ${maxSteps} turns of loops`,
        `the program took more than ${maxSteps} turns of loops (in ${where()}): it may never end. --max-steps raises the limit.`,
      );
    if (timeIsUp?.() === true)
      machine.stepLimit('running time', `the program ran for too long (in ${where()}): it may never end.`);
    return this.take();
  }
}
