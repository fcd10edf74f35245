import type { DWORD, HANDLE, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { EVENT_ALL_ACCESS } from '../contract/kernel-constants.generated.ts';
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

function makeEvent(
  services: Win32Services,
  event: { readonly manualReset: boolean; readonly isSet: boolean },
  name: string | null,
  access: number = EVENT_ALL_ACCESS,
): number {
  return madeHandle(services, services.objects.create({ kind: 'event', ...event }, name, access));
}

/** See the call signature. */
export interface CreateEventA {
  /**
   * Makes an event, or opens the one of that name.
   * @param lpEventAttributes NULL; not looked at
   * @param bManualReset 1 (TRUE) for an event that stays set, 0 for one that releases one wait
   * @param bInitialState 1 (TRUE) for an event that is set
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpEventAttributes: PVOID, bManualReset: BOOL, bInitialState: BOOL, lpName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateEventA = routine<CreateEventA>()(
  {
    name: 'CreateEventA',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes an event, or opens the one of that name.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpEventAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'bManualReset', type: 'BOOL', direction: 'in' },
      { name: 'bInitialState', type: 'BOOL', direction: 'in' },
      { name: 'lpName', type: 'LPCSTR', direction: 'in', optional: true },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes(),
    seeAlso: ['SetEvent', 'OpenEventA', 'WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, bManualReset, bInitialState, lpName) =>
    makeEvent(
      services,
      { manualReset: bManualReset !== 0, isSet: bInitialState !== 0 },
      nameOf(services, lpName, false),
    ),
  {
    failures: creationFailures,
  },
);

/** See the call signature. */
export interface CreateEventW {
  /**
   * Makes an event, or opens the one of that name.
   * @param lpEventAttributes NULL; not looked at
   * @param bManualReset 1 (TRUE) for an event that stays set, 0 for one that releases one wait
   * @param bInitialState 1 (TRUE) for an event that is set
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpEventAttributes: PVOID, bManualReset: BOOL, bInitialState: BOOL, lpName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateEventW = routine<CreateEventW>()(
  {
    name: 'CreateEventW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes an event, or opens the one of that name.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpEventAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'bManualReset', type: 'BOOL', direction: 'in' },
      { name: 'bInitialState', type: 'BOOL', direction: 'in' },
      { name: 'lpName', type: 'LPCWSTR', direction: 'in', optional: true },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes(),
    seeAlso: ['SetEvent', 'OpenEventW', 'WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, bManualReset, bInitialState, lpName) =>
    makeEvent(
      services,
      { manualReset: bManualReset !== 0, isSet: bInitialState !== 0 },
      nameOf(services, lpName, true),
    ),
  {
    failures: creationFailures,
  },
);

/** See the call signature. */
export interface CreateEventExA {
  /**
   * Makes an event, or opens the one of that name, with the access that is wanted.
   * @param lpEventAttributes NULL; not looked at
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @param dwFlags CREATE_EVENT_MANUAL_RESET (1) | CREATE_EVENT_INITIAL_SET (2)
   * @param dwDesiredAccess access of the handle
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpEventAttributes: PVOID, lpName: PVOID | string, dwFlags: DWORD, dwDesiredAccess: DWORD): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateEventExA = routine<CreateEventExA>()(
  {
    name: 'CreateEventExA',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes an event, or opens the one of that name, with the access that is wanted.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpEventAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'lpName', type: 'LPCSTR', direction: 'in', optional: true },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes('a flag is unknown'),
    seeAlso: ['CreateEventA'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, lpName, dwFlags, dwDesiredAccess) =>
    (dwFlags & ~3) !== 0
      ? failWith(services, STATUS_INVALID_PARAMETER)
      : makeEvent(
          services,
          { manualReset: (dwFlags & 1) !== 0, isSet: (dwFlags & 2) !== 0 },
          nameOf(services, lpName, false),
          dwDesiredAccess,
        ),
  {
    failures: checkedCreationFailures,
  },
);

/** See the call signature. */
export interface CreateEventExW {
  /**
   * Makes an event, or opens the one of that name, with the access that is wanted.
   * @param lpEventAttributes NULL; not looked at
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @param dwFlags CREATE_EVENT_MANUAL_RESET (1) | CREATE_EVENT_INITIAL_SET (2)
   * @param dwDesiredAccess access of the handle
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpEventAttributes: PVOID, lpName: PVOID | string, dwFlags: DWORD, dwDesiredAccess: DWORD): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateEventExW = routine<CreateEventExW>()(
  {
    name: 'CreateEventExW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes an event, or opens the one of that name, with the access that is wanted.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpEventAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'lpName', type: 'LPCWSTR', direction: 'in', optional: true },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes('a flag is unknown'),
    seeAlso: ['CreateEventW'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, lpName, dwFlags, dwDesiredAccess) =>
    (dwFlags & ~3) !== 0
      ? failWith(services, STATUS_INVALID_PARAMETER)
      : makeEvent(
          services,
          { manualReset: (dwFlags & 1) !== 0, isSet: (dwFlags & 2) !== 0 },
          nameOf(services, lpName, true),
          dwDesiredAccess,
        ),
  {
    failures: checkedCreationFailures,
  },
);

/** See the call signature. */
export interface OpenEventA {
  /**
   * Opens the event that has a name.
   * @param dwDesiredAccess access of the handle: SYNCHRONIZE to wait, EVENT_MODIFY_STATE to set
   * @param bInheritHandle not looked at: processes have no children
   * @param lpName its name
   * @returns a handle, or NULL: see GetLastError
   */
  (dwDesiredAccess: DWORD, bInheritHandle: BOOL, lpName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const OpenEventA = routine<OpenEventA>()(
  {
    name: 'OpenEventA',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Opens the event that has a name.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
      { name: 'bInheritHandle', type: 'BOOL', direction: 'in' },
      { name: 'lpName', type: 'LPCSTR', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText: 'A handle, or NULL: see GetLastError.',
    codes: openingCodes,
    seeAlso: ['CreateEventA'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwDesiredAccess, _bInheritHandle, lpName) =>
    openedHandle(services, 'event', nameOf(services, lpName, false), dwDesiredAccess),
  {
    failures: openingFailures,
  },
);

/** See the call signature. */
export interface OpenEventW {
  /**
   * Opens the event that has a name.
   * @param dwDesiredAccess access of the handle: SYNCHRONIZE to wait, EVENT_MODIFY_STATE to set
   * @param bInheritHandle not looked at: processes have no children
   * @param lpName its name
   * @returns a handle, or NULL: see GetLastError
   */
  (dwDesiredAccess: DWORD, bInheritHandle: BOOL, lpName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const OpenEventW = routine<OpenEventW>()(
  {
    name: 'OpenEventW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Opens the event that has a name.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
      { name: 'bInheritHandle', type: 'BOOL', direction: 'in' },
      { name: 'lpName', type: 'LPCWSTR', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText: 'A handle, or NULL: see GetLastError.',
    codes: openingCodes,
    seeAlso: ['CreateEventW'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwDesiredAccess, _bInheritHandle, lpName) =>
    openedHandle(services, 'event', nameOf(services, lpName, true), dwDesiredAccess),
  {
    failures: openingFailures,
  },
);
