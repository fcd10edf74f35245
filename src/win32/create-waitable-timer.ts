import type { DWORD, HANDLE, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { failWith } from './nt-failures.ts';
import {
  checkedCreationFailures,
  creationCodes,
  creationFailures,
  openingCodes,
  openingFailures,
} from './object-failures.ts';
import { madeHandle, nameOf, openedHandle } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

/** TIMER_ALL_ACCESS of winnt.h. */
const TIMER_ALL_ACCESS = 0x1f_0003;

function makeTimer(
  services: Win32Services,
  manualReset: boolean,
  name: string | null,
  access: number = TIMER_ALL_ACCESS,
): number {
  return madeHandle(services, services.objects.create({ kind: 'timer', manualReset }, name, access));
}

/** See the call signature. */
export interface CreateWaitableTimerA {
  /**
   * Makes a timer, or opens the one of that name.
   * @param lpTimerAttributes NULL; not looked at
   * @param bManualReset 1 (TRUE) for a timer that stays signalled, 0 for one that releases one wait
   * @param lpTimerName name, or NULL for none; with a backslash only behind Global or Local
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpTimerAttributes: PVOID, bManualReset: BOOL, lpTimerName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateWaitableTimerA = routine<CreateWaitableTimerA>()(
  {
    name: 'CreateWaitableTimerA',
    header: 'winbase.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a timer, or opens the one of that name.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpTimerAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'bManualReset', type: 'BOOL', direction: 'in' },
      { name: 'lpTimerName', type: 'LPCSTR', direction: 'in', optional: true },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes(),
    seeAlso: ['SetWaitableTimer', 'WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, bManualReset, lpTimerName) =>
    makeTimer(services, bManualReset !== 0, nameOf(services, lpTimerName, false)),
  {
    failures: creationFailures,
  },
);

/** See the call signature. */
export interface CreateWaitableTimerW {
  /**
   * Makes a timer, or opens the one of that name.
   * @param lpTimerAttributes NULL; not looked at
   * @param bManualReset 1 (TRUE) for a timer that stays signalled, 0 for one that releases one wait
   * @param lpTimerName name, or NULL for none; with a backslash only behind Global or Local
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpTimerAttributes: PVOID, bManualReset: BOOL, lpTimerName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateWaitableTimerW = routine<CreateWaitableTimerW>()(
  {
    name: 'CreateWaitableTimerW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a timer, or opens the one of that name.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpTimerAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'bManualReset', type: 'BOOL', direction: 'in' },
      { name: 'lpTimerName', type: 'LPCWSTR', direction: 'in', optional: true },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes(),
    seeAlso: ['SetWaitableTimer', 'WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, bManualReset, lpTimerName) =>
    makeTimer(services, bManualReset !== 0, nameOf(services, lpTimerName, true)),
  {
    failures: creationFailures,
  },
);

/** See the call signature. */
export interface CreateWaitableTimerExW {
  /**
   * Makes a timer, or opens the one of that name, with the access that is wanted.
   * @param lpTimerAttributes NULL; not looked at
   * @param lpTimerName name, or NULL for none; with a backslash only behind Global or Local
   * @param dwFlags CREATE_WAITABLE_TIMER_MANUAL_RESET (1) | CREATE_WAITABLE_TIMER_HIGH_RESOLUTION (2)
   * @param dwDesiredAccess access of the handle
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpTimerAttributes: PVOID, lpTimerName: PVOID | string, dwFlags: DWORD, dwDesiredAccess: DWORD): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateWaitableTimerExW = routine<CreateWaitableTimerExW>()(
  {
    name: 'CreateWaitableTimerExW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a timer, or opens the one of that name, with the access that is wanted.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpTimerAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'lpTimerName', type: 'LPCWSTR', direction: 'in', optional: true },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes('a flag is unknown'),
    seeAlso: ['CreateWaitableTimerW'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, lpTimerName, dwFlags, dwDesiredAccess) =>
    (dwFlags & ~3) !== 0
      ? failWith(services, STATUS_INVALID_PARAMETER)
      : makeTimer(services, (dwFlags & 1) !== 0, nameOf(services, lpTimerName, true), dwDesiredAccess),
  {
    failures: checkedCreationFailures,
  },
);

/** See the call signature. */
export interface OpenWaitableTimerW {
  /**
   * Opens the timer that has a name.
   * @param dwDesiredAccess access of the handle: SYNCHRONIZE to wait, TIMER_MODIFY_STATE to set
   * @param bInheritHandle not looked at: processes have no children
   * @param lpTimerName its name
   * @returns a handle, or NULL: see GetLastError
   */
  (dwDesiredAccess: DWORD, bInheritHandle: BOOL, lpTimerName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const OpenWaitableTimerW = routine<OpenWaitableTimerW>()(
  {
    name: 'OpenWaitableTimerW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Opens the timer that has a name.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
      { name: 'bInheritHandle', type: 'BOOL', direction: 'in' },
      { name: 'lpTimerName', type: 'LPCWSTR', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText: 'A handle, or NULL: see GetLastError.',
    codes: openingCodes,
    seeAlso: ['CreateWaitableTimerW'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwDesiredAccess, _bInheritHandle, lpTimerName) =>
    openedHandle(services, 'timer', nameOf(services, lpTimerName, true), dwDesiredAccess),
  {
    failures: openingFailures,
  },
);
