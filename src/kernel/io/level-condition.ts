/** The level of the two routines for which Driver Verifier has a code of its own (BEHAVIOUR-DECISIONS 1). */
import type { Condition } from '../../contract/contract.ts';
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import type { Io } from './io.ts';

/** IRQL <= DISPATCH_LEVEL, reported with the first argument. */
export const levelCondition = (violation: string): Condition<Io> => ({
  text: 'IRQL <= DISPATCH_LEVEL',
  holds: (io) => io.host.irql() <= DISPATCH_LEVEL,
  violation,
  values: (_io, args) => [Number(args[0])],
  above: 'DISPATCH_LEVEL',
});
