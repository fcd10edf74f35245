/** The dispatcher follows its state machine: both go through random code, and agree wherever guest code runs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drive } from './dispatch-driver.ts';

const choices = fc.array(fc.nat(359), { maxLength: 80, size: 'max' });

describe('the dispatch machine', () => {
  it('says what runs next, in 1,000 pieces of random code', () => {
    const visited = new Set<string>();
    fc.assert(
      fc.property(choices, (some) => {
        for (const state of drive(some)) visited.add(state);
      }),
      { seed: 3, numRuns: 1000 },
    );
    expect([...visited].sort()).toEqual(
      [
        '"collided"',
        '"continuing"',
        '"nested"',
        '"resuming"',
        '"searching"',
        '"unhandled"',
        '"unwinding"',
        '{"running":"executing"}',
        '{"running":"filtering"}',
        '{"running":"handling"}',
        '{"running":"terminating"}',
      ].sort(),
    );
  }, 60_000);
});
