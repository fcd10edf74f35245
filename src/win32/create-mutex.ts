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

/** MUTEX_ALL_ACCESS of synchapi.h. */
const MUTEX_ALL_ACCESS = 0x1f_0001;

function makeMutex(
  services: Win32Services,
  owned: boolean,
  name: string | null,
  access: number = MUTEX_ALL_ACCESS,
): number {
  return madeHandle(services, services.objects.create({ kind: 'mutex', owned }, name, access));
}

/** See the call signature. */
export interface CreateMutexA {
  /**
   * Makes a mutex, or opens the one of that name, which keeps its owner.
   * @param lpMutexAttributes NULL; not looked at
   * @param bInitialOwner 1 (TRUE) when the calling thread is to own a new one
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpMutexAttributes: PVOID, bInitialOwner: BOOL, lpName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateMutexA = routine<CreateMutexA>()(
  {
    name: 'CreateMutexA',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a mutex, or opens the one of that name, which keeps its owner.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpMutexAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'bInitialOwner', type: 'BOOL', direction: 'in' },
      { name: 'lpName', type: 'LPCSTR', direction: 'in', optional: true },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes(),
    seeAlso: ['ReleaseMutex', 'WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, bInitialOwner, lpName) =>
    makeMutex(services, bInitialOwner !== 0, nameOf(services, lpName, false)),
  {
    failures: creationFailures,
  },
);

/** See the call signature. */
export interface CreateMutexW {
  /**
   * Makes a mutex, or opens the one of that name, which keeps its owner.
   * @param lpMutexAttributes NULL; not looked at
   * @param bInitialOwner 1 (TRUE) when the calling thread is to own a new one
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpMutexAttributes: PVOID, bInitialOwner: BOOL, lpName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateMutexW = routine<CreateMutexW>()(
  {
    name: 'CreateMutexW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a mutex, or opens the one of that name, which keeps its owner.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpMutexAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'bInitialOwner', type: 'BOOL', direction: 'in' },
      { name: 'lpName', type: 'LPCWSTR', direction: 'in', optional: true },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes(),
    seeAlso: ['ReleaseMutex', 'WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, bInitialOwner, lpName) =>
    makeMutex(services, bInitialOwner !== 0, nameOf(services, lpName, true)),
  {
    failures: creationFailures,
  },
);

/** See the call signature. */
export interface CreateMutexExA {
  /**
   * Makes a mutex, or opens the one of that name, with the access that is wanted.
   * @param lpMutexAttributes NULL; not looked at
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @param dwFlags 0, or CREATE_MUTEX_INITIAL_OWNER (1)
   * @param dwDesiredAccess access of the handle
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpMutexAttributes: PVOID, lpName: PVOID | string, dwFlags: DWORD, dwDesiredAccess: DWORD): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateMutexExA = routine<CreateMutexExA>()(
  {
    name: 'CreateMutexExA',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a mutex, or opens the one of that name, with the access that is wanted.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpMutexAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'lpName', type: 'LPCSTR', direction: 'in', optional: true },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes('a flag is unknown'),
    seeAlso: ['CreateMutexA'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, lpName, dwFlags, dwDesiredAccess) =>
    (dwFlags & ~1) !== 0
      ? failWith(services, STATUS_INVALID_PARAMETER)
      : makeMutex(services, dwFlags !== 0, nameOf(services, lpName, false), dwDesiredAccess),
  {
    failures: checkedCreationFailures,
  },
);

/** See the call signature. */
export interface CreateMutexExW {
  /**
   * Makes a mutex, or opens the one of that name, with the access that is wanted.
   * @param lpMutexAttributes NULL; not looked at
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @param dwFlags 0, or CREATE_MUTEX_INITIAL_OWNER (1)
   * @param dwDesiredAccess access of the handle
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpMutexAttributes: PVOID, lpName: PVOID | string, dwFlags: DWORD, dwDesiredAccess: DWORD): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateMutexExW = routine<CreateMutexExW>()(
  {
    name: 'CreateMutexExW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a mutex, or opens the one of that name, with the access that is wanted.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpMutexAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'lpName', type: 'LPCWSTR', direction: 'in', optional: true },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes('a flag is unknown'),
    seeAlso: ['CreateMutexW'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, lpName, dwFlags, dwDesiredAccess) =>
    (dwFlags & ~1) !== 0
      ? failWith(services, STATUS_INVALID_PARAMETER)
      : makeMutex(services, dwFlags !== 0, nameOf(services, lpName, true), dwDesiredAccess),
  {
    failures: checkedCreationFailures,
  },
);

/** See the call signature. */
export interface OpenMutexW {
  /**
   * Opens the mutex that has a name.
   * @param dwDesiredAccess access of the handle: SYNCHRONIZE to wait
   * @param bInheritHandle not looked at: processes have no children
   * @param lpName its name
   * @returns a handle, or NULL: see GetLastError
   */
  (dwDesiredAccess: DWORD, bInheritHandle: BOOL, lpName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const OpenMutexW = routine<OpenMutexW>()(
  {
    name: 'OpenMutexW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Opens the mutex that has a name.',
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
    seeAlso: ['CreateMutexW'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwDesiredAccess, _bInheritHandle, lpName) =>
    openedHandle(services, 'mutex', nameOf(services, lpName, true), dwDesiredAccess),
  {
    failures: openingFailures,
  },
);
