import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD } from '../contract/c-types.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { STATUS_USER_APC } from '../status/common.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface Sleep {
  /**
   * Lets the calling thread sleep. Simulated time passes when no other thread can run.
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) for ever, 0 only lets others run
   */
  (dwMilliseconds: DWORD): void;
}

/** D-073 does not bind a program: it is at PASSIVE_LEVEL. A sleep of 0 takes 100 ns, so that threads of any priority run (*ours*). */
export const Sleep = blockingRoutine<Sleep>()(
  {
    name: 'Sleep',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Lets the calling thread sleep.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'dwMilliseconds', type: 'DWORD', direction: 'in' }],
    returns: 'void',
    blocks: true,
    remarks: ['With INFINITE and no other thread that could run, the machine stops: deadlock.'],
    seeAlso: ['SleepEx'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (dwMilliseconds) {
      yield* services.sleep('Sleep', dwMilliseconds >>> 0, false);
    },
);

/** See the call signature. */
export interface SleepEx {
  /**
   * Lets the calling thread sleep, or until a user APC comes to it.
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) for ever, 0 only lets others run
   * @param bAlertable 1 (TRUE) when a user APC ends the sleep
   * @returns 0 when the time was up, WAIT_IO_COMPLETION (0xC0) when a user APC ended it
   */
  (dwMilliseconds: DWORD, bAlertable: BOOL): DWORD;
}

/** As Sleep; an alert that is no APC does not end it (*ours*). */
export const SleepEx = blockingRoutine<SleepEx>()(
  {
    name: 'SleepEx',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Lets the calling thread sleep, alertably or not.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'dwMilliseconds', type: 'DWORD', direction: 'in' },
      { name: 'bAlertable', type: 'BOOL', direction: 'in' },
    ],
    returns: 'DWORD',
    returnText: '0 when the time was up, WAIT_IO_COMPLETION (0xC0) when a user APC ended it.',
    blocks: true,
    seeAlso: ['Sleep', 'QueueUserAPC'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (dwMilliseconds, bAlertable) {
      const status = yield* services.sleep('SleepEx', dwMilliseconds >>> 0, bAlertable !== 0);
      return status === STATUS_USER_APC ? STATUS_USER_APC : 0;
    },
);
