import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, PVOID, ULONG } from '../contract/c-types.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { enter, leave } from './critical-sections.ts';
import { sleepOn } from './sleep-on.ts';
import { acquire, release } from './srw-locks.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface SleepConditionVariableCS {
  /**
   * Leaves a critical section once, waits for a condition variable, and enters the section again.
   * @param ConditionVariable address of a CONDITION_VARIABLE
   * @param CriticalSection address of a CRITICAL_SECTION that the calling thread owns
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) without end
   * @returns 1 (TRUE) when it was woken, or 0 (FALSE) with the last error ERROR_TIMEOUT when the time was up; the lock is taken again in both cases
   */
  (ConditionVariable: PVOID, CriticalSection: PVOID, dwMilliseconds: DWORD): BOOL;
}

/** Rules: condition-variables.ts. */
export const SleepConditionVariableCS = blockingRoutine<SleepConditionVariableCS>()(
  {
    name: 'SleepConditionVariableCS',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Leaves a critical section once, waits for a condition variable, and enters the section again.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'ConditionVariable', type: 'PCONDITION_VARIABLE', direction: 'inout' },
      { name: 'CriticalSection', type: 'PCRITICAL_SECTION', direction: 'inout' },
      { name: 'dwMilliseconds', type: 'DWORD', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText:
      '1 (TRUE) when it was woken, or 0 (FALSE) with the last error ERROR_TIMEOUT when the time was up; the lock is taken again in both cases.',
    blocks: true,
    seeAlso: ['WakeConditionVariable', 'EnterCriticalSection'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (ConditionVariable, CriticalSection, dwMilliseconds) {
      return yield* sleepOn(services, 'SleepConditionVariableCS', ConditionVariable, dwMilliseconds >>> 0, {
        release: () => leave(services, CriticalSection),
        acquire: () => enter(services, CriticalSection),
      });
    },
);

/** See the call signature. */
export interface SleepConditionVariableSRW {
  /**
   * Gives a slim reader/writer lock back, waits for a condition variable, and takes the lock again.
   * @param ConditionVariable address of a CONDITION_VARIABLE
   * @param SRWLock address of an SRWLOCK that the calling thread has
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) without end
   * @param Flags CONDITION_VARIABLE_LOCKMODE_SHARED (1) when it shares the lock, else 0
   * @returns 1 (TRUE) when it was woken, or 0 (FALSE) with the last error ERROR_TIMEOUT when the time was up; the lock is taken again in both cases
   */
  (ConditionVariable: PVOID, SRWLock: PVOID, dwMilliseconds: DWORD, Flags: ULONG): BOOL;
}

/** Rules: condition-variables.ts. */
export const SleepConditionVariableSRW = blockingRoutine<SleepConditionVariableSRW>()(
  {
    name: 'SleepConditionVariableSRW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary:
      'Gives a slim reader/writer lock back, waits for a condition variable, and takes the lock again.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'ConditionVariable', type: 'PCONDITION_VARIABLE', direction: 'inout' },
      { name: 'SRWLock', type: 'PSRWLOCK', direction: 'inout' },
      { name: 'dwMilliseconds', type: 'DWORD', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText:
      '1 (TRUE) when it was woken, or 0 (FALSE) with the last error ERROR_TIMEOUT when the time was up; the lock is taken again in both cases.',
    blocks: true,
    seeAlso: ['WakeConditionVariable', 'AcquireSRWLockExclusive'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (ConditionVariable, SRWLock, dwMilliseconds, Flags) {
      const mode = (Flags & 1) === 0 ? 'exclusive' : 'shared';
      return yield* sleepOn(services, 'SleepConditionVariableSRW', ConditionVariable, dwMilliseconds >>> 0, {
        release: () => release(services, SRWLock, mode),
        acquire: () => acquire(services, 'SleepConditionVariableSRW', SRWLock, mode),
      });
    },
);
