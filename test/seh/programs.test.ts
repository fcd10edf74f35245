/** Random programs behave the same in the implementation and in the interpreter. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { programs } from './programs/arbitrary.ts';
import type { Block } from './programs/ast.ts';
import { interpret } from './programs/interpret.ts';
import { printC } from './programs/print-c.ts';
import { run } from './programs/run.ts';
import { shrink } from './programs/shrink.ts';

/** `.ci/run` asks for 20,000. */
const COUNT = Number(process.env['IRQLAB_SEH_PROGRAMS'] ?? 2000);

const differs = (program: Block) => run(program).join('\n') !== interpret(program).join('\n');

it(`${COUNT} random programs leave equal traces`, () => {
  const result = fc.check(
    fc.property(programs, (program) => !differs(program)),
    { seed: 20_240_611, numRuns: COUNT },
  );
  const [found] = result.counterexample ?? [];
  if (found !== undefined) {
    const smallest = shrink(found, differs);
    expect(run(smallest), printC(smallest)).toEqual(interpret(smallest));
  }
  expect(result).toMatchObject({ failed: false, numRuns: COUNT });
}, 300_000);
