/** When a thread may wait (D-073). */
import type { NTSTATUS } from '../../contract/c-types.ts';
import type { Condition } from '../../contract/contract.ts';
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import { MAXIMUM_WAIT_OBJECTS, THREAD_WAIT_OBJECTS } from '../../contract/kernel-constants.generated.ts';
import type { LargeIntegerIn } from '../../contract/kernel-types.ts';
import { STATUS_MUTANT_LIMIT_EXCEEDED } from '../../status/common.ts';
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

/**
 * The rule of the parameter Wait.
 *
 * @param wait its position
 */
export const waitTrueCondition = (wait: number): Condition<Dispatcher> => ({
  text: 'with Wait TRUE: IRQL <= APC_LEVEL',
  holds: (dispatcher, args) => args[wait] === 0 || dispatcher.irql() < DISPATCH_LEVEL,
  violation: 'wait-true-too-high',
});

/** How many objects one wait may have. */
export const waitCountCondition: Condition<Dispatcher> = {
  text: 'Count <= THREAD_WAIT_OBJECTS (3), or <= MAXIMUM_WAIT_OBJECTS (64) with an array of wait blocks',
  holds: (_, args) => Number(args[0]) <= (args[7] === 0 ? THREAD_WAIT_OBJECTS : MAXIMUM_WAIT_OBJECTS),
  violation: 'too-many-wait-objects',
  values: (_, args) => [Number(args[0])],
};

/** The failure of a wait that acquires a mutex once too often. */
export function mutantLimitExceeded(dispatcher: Dispatcher): NTSTATUS {
  dispatcher.raise(STATUS_MUTANT_LIMIT_EXCEEDED);
  return STATUS_MUTANT_LIMIT_EXCEEDED;
}
