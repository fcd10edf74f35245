import type { HANDLE, LONG, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL, LPVOID } from '../contract/win32-types.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../status/common.ts';
import { failing, failWith, succeeded } from './nt-failures.ts';
import { handleOf } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

const dueOf = ({ heap }: Win32Services, due: PVOID | bigint): bigint =>
  typeof due === 'bigint' ? due : heap.memory.readBigInt64(due);

/** See the call signature. */
export interface SetWaitableTimer {
  /**
   * Sets a timer, whether or not it is set.
   * @param hTimer handle with TIMER_MODIFY_STATE
   * @param lpDueTime when, in 100 ns units: below 0 from now on, else a date
   * @param lPeriod milliseconds between further signals, or 0
   * @param pfnCompletionRoutine function that the calling thread calls in an alertable wait each time that the timer expires, or NULL
   * @param lpArgToCompletionRoutine its first argument
   * @param fResume not looked at: machines do not sleep
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (
    hTimer: HANDLE | bigint,
    lpDueTime: PVOID | bigint,
    lPeriod: LONG,
    pfnCompletionRoutine: PVOID,
    lpArgToCompletionRoutine: LPVOID,
    fResume: BOOL,
  ): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const SetWaitableTimer = routine<SetWaitableTimer>()(
  {
    name: 'SetWaitableTimer',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Sets a timer, whether or not it is set.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hTimer', type: 'HANDLE', direction: 'in' },
      { name: 'lpDueTime', type: 'const LARGE_INTEGER *', direction: 'in' },
      { name: 'lPeriod', type: 'LONG', direction: 'in' },
      { name: 'pfnCompletionRoutine', type: 'PTIMERAPCROUTINE', direction: 'in', optional: true },
      { name: 'lpArgToCompletionRoutine', type: 'LPVOID', direction: 'in', optional: true },
      { name: 'fResume', type: 'BOOL', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'the handle is that of something else; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without the right to do this; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'lPeriod is below 0; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['CancelWaitableTimer', 'CreateWaitableTimerW'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    (hTimer, lpDueTime, lPeriod, pfnCompletionRoutine, lpArgToCompletionRoutine) => {
      const dueTime = dueOf(services, lpDueTime);
      const period = lPeriod | 0;
      if (period < 0) return failWith(services, STATUS_INVALID_PARAMETER);
      return succeeded(
        services,
        services.objects.setTimer(handleOf(services, hTimer, 'hTimer'), {
          dueTime,
          period,
          routine: pfnCompletionRoutine,
          argument: lpArgToCompletionRoutine,
        }),
      );
    },
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_ACCESS_DENIED: failing(STATUS_ACCESS_DENIED),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    },
  },
);

/** See the call signature. */
export interface CancelWaitableTimer {
  /**
   * Takes a timer out of the clock. Its state stays.
   * @param hTimer handle with TIMER_MODIFY_STATE
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hTimer: HANDLE | bigint): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CancelWaitableTimer = routine<CancelWaitableTimer>()(
  {
    name: 'CancelWaitableTimer',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Takes a timer out of the clock.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hTimer', type: 'HANDLE', direction: 'in' }],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'the handle is that of something else; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without the right to do this; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
    ],
    seeAlso: ['SetWaitableTimer'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hTimer) =>
    succeeded(services, services.objects.setTimer(handleOf(services, hTimer, 'hTimer'), null)),
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_ACCESS_DENIED: failing(STATUS_ACCESS_DENIED),
    },
  },
);
