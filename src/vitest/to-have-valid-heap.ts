/** `toHaveValidHeap()`: no heap and no page of pool is damaged. */
import { DAMAGE, leftBy, showAll } from './left.ts';
import type { Matching, RunOnMachine, Verdict } from './subject.ts';

/**
 * Every heap of the machine and its pool are sound.
 * @param received a function that is run on the machine of the test or on `on`: damage that it does counts; a machine,
 *   or a driver that stands on one: all damage counts
 */
export function toHaveValidHeap(this: Matching, received: unknown, options: RunOnMachine = {}): Verdict {
  const damage = leftBy(this, 'toHaveValidHeap', received, options).filter(({ kind }) => DAMAGE.has(kind));
  return {
    pass: damage.length === 0,
    message: () =>
      damage.length === 0
        ? 'expected a heap or the pool to be damaged, but all are sound'
        : `expected every heap and the pool to be sound:${showAll(damage)}`,
  };
}
