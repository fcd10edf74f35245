/** When a thread may wait (D-073). */
import type { Condition } from '../../contract/contract.ts';
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import type { Dispatcher } from './dispatcher.ts';
import { readTimeout } from './timeout.ts';

/**
 * The rules of the KeWaitXxx routines.
 *
 * @param object position of the parameter that names what is waited for
 * @param timeout position of the timeout
 */
export const waitConditions = (object: number, timeout: number): readonly Condition<Dispatcher>[] => [
  {
    text: 'IRQL <= APC_LEVEL; a timeout of zero also at DISPATCH_LEVEL',
    holds: (dispatcher, args) =>
      dispatcher.irql() < DISPATCH_LEVEL ||
      readTimeout(dispatcher.memory, args[timeout] as LargeIntegerIn) === 0n,
    violation: 'wait-at-dispatch-level',
    values: (_, args) => {
      const given = args[timeout];
      return [Number(args[object]), typeof given === 'number' ? given : 0];
    },
  },
];
