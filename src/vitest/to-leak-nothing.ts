/** `toLeakNothing()`: everything that was asked for was given back. */
import type { Inventory } from '../index.ts';
import { isLeak, leftBy, showAll } from './left.ts';
import type { Matching, RunOnMachine, Verdict } from './subject.ts';

/**
 * Nothing is left of pool, heaps, handles, devices, links, drivers, requests, MDLs, timers, references.
 * @param received a function that is run on the machine of the test or on `on`; a machine, or a driver that stands on
 *   one: everything that it keeps counts, or with `since` what it did not keep at an earlier `nt.inventory()`
 */
export function toLeakNothing(
  this: Matching,
  received: unknown,
  options: RunOnMachine & { readonly since?: Inventory } = {},
): Verdict {
  const left = leftBy(this, 'toLeakNothing', received, options).filter(({ kind }) => isLeak(kind));
  return {
    pass: left.length === 0,
    message: () =>
      left.length === 0
        ? 'expected something to be left, but everything was given back'
        : `expected nothing to be left:${showAll(left)}`,
  };
}
