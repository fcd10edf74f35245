/** Random programs behave the same in the implementation and in the interpreter. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { programs } from './programs/arbitrary.ts';
import { interpret } from './programs/interpret.ts';
import { printC } from './programs/print-c.ts';
import { run } from './programs/run.ts';

const COUNT = Number(process.env['IRQLAB_SEH_PROGRAMS'] ?? 2000);

it(`${COUNT} random programs leave equal traces`, () => {
  fc.assert(
    fc.property(programs, (program) => {
      const trace = run(program);
      const expected = interpret(program);
      // Printing is slow; it is wanted for a failure only.
      if (trace.join('\n') !== expected.join('\n')) expect(trace, printC(program)).toEqual(expected);
    }),
    { seed: 20_240_611, numRuns: COUNT },
  );
}, 120_000);
