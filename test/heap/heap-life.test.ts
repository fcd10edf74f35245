/** Heaps follow the machine of their life: random programs of two threads, in kernel mode and in a process. */

import fc from 'fast-check';
import { HEAP_NO_SERIALIZE, STATUS_HEAP_CORRUPTION } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { DESTROYED, heapEvents, heapLifeStep, heapRegions } from '../../src/heap/heap-life-table.ts';
import { architectures, ended } from './fixture.ts';
import { HeapLifeDriver, type Settings } from './heap-life-driver.ts';
import { type TwoThreads, twoProcessors, twoUserThreads } from './two-threads.ts';

const goesOn = { ending: null, reported: null };
const ends = { ending: ended(STATUS_HEAP_CORRUPTION), reported: null };
const bugCheck = { ending: { kind: 'bugcheck', code: 0x13a }, reported: null };
const reported = { ending: null, reported: 'kernel-heap-corruption' };

const kinds: readonly {
  readonly name: string;
  readonly make: (arch: 'x64' | 'x86') => TwoThreads;
  readonly settings: Settings;
}[] = [
  {
    name: 'a process with termination off',
    make: (arch) => twoUserThreads(arch, false),
    settings: { flags: 0, ...goesOn },
  },
  {
    name: 'a process that ends over damage',
    make: (arch) => twoUserThreads(arch, true),
    settings: { flags: 0, ...ends },
  },
  {
    name: 'a heap without serialization',
    make: (arch) => twoUserThreads(arch, false),
    settings: { flags: HEAP_NO_SERIALIZE, ...goesOn },
  },
  { name: 'kernel mode', make: (arch) => twoProcessors(arch), settings: { flags: 0, ...bugCheck } },
  {
    name: 'kernel mode that reports',
    make: (arch) => twoProcessors(arch, { onViolation: 'report' }),
    settings: { flags: 0, ...reported },
  },
];

/** Every event in every state in which it can happen, as the driver names them. */
const possible: string[] = [0, 1, 2, 3, 4, 5, 6, 7, DESTROYED].flatMap((state) => {
  const alive = Object.fromEntries(
    heapRegions.map(({ region, bit, clear, set }) => [region, (state & bit) === 0 ? clear : set]),
  );
  const value = JSON.stringify(state === DESTROYED ? 'destroyed' : { alive });
  return heapEvents.flatMap((event) => (heapLifeStep(event, state) === undefined ? [] : `${event} ${value}`));
});

/** What each part of the machine allows, and all of them together do not. */
const never: readonly RegExp[] = [
  /^DESTROY_OTHER .*"free"/, // nobody holds the lock: no other thread does
  /^END .*"free".*"damaged"/, // where damage ends nothing only a deadlock does, and then the lock is held
];

describe('the life of a heap', () => {
  const visited = new Set<string>();

  it.each(architectures.flatMap((arch) => kinds.map((kind) => ({ arch, ...kind }))))(
    '$arch, $name: random programs of two threads are where the machine is, and calls do what it says',
    ({ arch, make, settings }) => {
      const driver = new HeapLifeDriver(make(arch), settings);
      fc.assert(
        fc.property(fc.array(fc.nat(), { minLength: 20, maxLength: 200, size: 'max' }), (choices) => {
          driver.drive(choices);
        }),
        { numRuns: 60, seed: 20261121 },
      );
      for (const step of driver.visited) visited.add(step);
    },
    60_000,
  );

  it('the programs met every event in every state in which it can happen', () => {
    const canCome = possible.filter((step) => !never.some((pattern) => pattern.test(step)));
    expect([...visited].sort()).toEqual(canCome.sort());
  });
});
