import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface InitializeConditionVariable {
  /**
   * Makes a condition variable, which nobody waits for.
   * @param ConditionVariable address of a CONDITION_VARIABLE
   */
  (ConditionVariable: PVOID): void;
}

/** Rules: condition-variables.ts. */
export const InitializeConditionVariable = routine<InitializeConditionVariable>()(
  {
    name: 'InitializeConditionVariable',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a condition variable, which nobody waits for.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'ConditionVariable', type: 'PCONDITION_VARIABLE', direction: 'out' }],
    returns: 'void',
    seeAlso: ['SleepConditionVariableCS', 'WakeConditionVariable'],
    since: '0.1.0',
  },
  (services: Win32Services) => (ConditionVariable) => services.heap.memory.writePointer(ConditionVariable, 0),
);
