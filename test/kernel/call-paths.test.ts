import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallPath, emptyPath } from '../../src/kernel/call-paths.ts';
import { propertyRuns } from '../property-runs.ts';

const step = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constantFrom('nt', 'driver', 'ExFreePool'));
const stack = fc.array(step, { maxLength: 6 });

describe('call paths', () => {
  it('have one number for equal stacks, and different ones for different stacks', () => {
    fc.assert(
      fc.property(fc.array(stack, { maxLength: 40 }), (stacks) => {
        const begin = emptyPath().named('routine');
        const numbers = stacks.map(
          (one) =>
            one.reduce<CallPath>(
              (path, next) => (typeof next === 'string' ? path.named(next) : path.place(next)),
              begin,
            ).number,
        );
        const texts = stacks.map((one) => JSON.stringify(one));
        for (const [at, text] of texts.entries()) expect(numbers[at]).toBe(numbers[texts.indexOf(text)]);
        expect(new Set(numbers).size).toBe(new Set(texts).size);
        expect(numbers.every((number) => number > 0)).toBe(true);
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});
