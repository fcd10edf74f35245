import type { PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface WakeConditionVariable {
  /**
   * Wakes the thread that has waited longest for a condition variable.
   * @param ConditionVariable address of a CONDITION_VARIABLE
   */
  (ConditionVariable: PVOID): void;
}

/** Rules: condition-variables.ts. */
export const WakeConditionVariable = routine<WakeConditionVariable>()(
  {
    name: 'WakeConditionVariable',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Wakes the thread that has waited longest for a condition variable.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'ConditionVariable', type: 'PCONDITION_VARIABLE', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['SleepConditionVariableCS'],
    since: '0.1.0',
  },
  (services: Win32Services) => (ConditionVariable) => {
    services.conditions.wake(ConditionVariable, 1);
    services.released();
  },
);

/** See the call signature. */
export interface WakeAllConditionVariable {
  /**
   * Wakes all threads that wait for a condition variable.
   * @param ConditionVariable address of a CONDITION_VARIABLE
   */
  (ConditionVariable: PVOID): void;
}

/** Rules: condition-variables.ts. */
export const WakeAllConditionVariable = routine<WakeAllConditionVariable>()(
  {
    name: 'WakeAllConditionVariable',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Wakes all threads that wait for a condition variable.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'ConditionVariable', type: 'PCONDITION_VARIABLE', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['SleepConditionVariableCS'],
    since: '0.1.0',
  },
  (services: Win32Services) => (ConditionVariable) => {
    services.conditions.wake(ConditionVariable, Number.POSITIVE_INFINITY);
    services.released();
  },
);
