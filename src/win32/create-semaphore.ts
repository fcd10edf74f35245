import type { DWORD, HANDLE, LONG, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { failWith } from './nt-failures.ts';
import { checkedCreationFailures, creationCodes, openingCodes, openingFailures } from './object-failures.ts';
import { madeHandle, nameOf, openedHandle } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

/** SEMAPHORE_ALL_ACCESS of winnt.h. */
const SEMAPHORE_ALL_ACCESS = 0x1f_0003;

function makeSemaphore(
  services: Win32Services,
  { count, limit }: { readonly count: number; readonly limit: number },
  name: string | null,
  access: number = SEMAPHORE_ALL_ACCESS,
): number {
  if (limit < 1 || count < 0 || count > limit) return failWith(services, STATUS_INVALID_PARAMETER);
  return madeHandle(services, services.objects.create({ kind: 'semaphore', count, limit }, name, access));
}

/** See the call signature. */
export interface CreateSemaphoreA {
  /**
   * Makes a semaphore, or opens the one of that name.
   * @param lpSemaphoreAttributes NULL; not looked at
   * @param lInitialCount count at the beginning, 0 or more
   * @param lMaximumCount count that it never exceeds, 1 or more
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpSemaphoreAttributes: PVOID, lInitialCount: LONG, lMaximumCount: LONG, lpName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateSemaphoreA = routine<CreateSemaphoreA>()(
  {
    name: 'CreateSemaphoreA',
    header: 'winbase.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a semaphore, or opens the one of that name.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpSemaphoreAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'lInitialCount', type: 'LONG', direction: 'in' },
      { name: 'lMaximumCount', type: 'LONG', direction: 'in' },
      { name: 'lpName', type: 'LPCSTR', direction: 'in', optional: true },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes('lMaximumCount is below 1, or lInitialCount not between 0 and it'),
    seeAlso: ['ReleaseSemaphore', 'WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, lInitialCount, lMaximumCount, lpName) =>
    makeSemaphore(
      services,
      { count: lInitialCount | 0, limit: lMaximumCount | 0 },
      nameOf(services, lpName, false),
    ),
  {
    failures: checkedCreationFailures,
  },
);

/** See the call signature. */
export interface CreateSemaphoreW {
  /**
   * Makes a semaphore, or opens the one of that name.
   * @param lpSemaphoreAttributes NULL; not looked at
   * @param lInitialCount count at the beginning, 0 or more
   * @param lMaximumCount count that it never exceeds, 1 or more
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (lpSemaphoreAttributes: PVOID, lInitialCount: LONG, lMaximumCount: LONG, lpName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateSemaphoreW = routine<CreateSemaphoreW>()(
  {
    name: 'CreateSemaphoreW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a semaphore, or opens the one of that name.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpSemaphoreAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'lInitialCount', type: 'LONG', direction: 'in' },
      { name: 'lMaximumCount', type: 'LONG', direction: 'in' },
      { name: 'lpName', type: 'LPCWSTR', direction: 'in', optional: true },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes('lMaximumCount is below 1, or lInitialCount not between 0 and it'),
    seeAlso: ['ReleaseSemaphore', 'WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) => (_attributes, lInitialCount, lMaximumCount, lpName) =>
    makeSemaphore(
      services,
      { count: lInitialCount | 0, limit: lMaximumCount | 0 },
      nameOf(services, lpName, true),
    ),
  {
    failures: checkedCreationFailures,
  },
);

/** See the call signature. */
export interface CreateSemaphoreExA {
  /**
   * Makes a semaphore, or opens the one of that name, with the access that is wanted.
   * @param lpSemaphoreAttributes NULL; not looked at
   * @param lInitialCount count at the beginning, 0 or more
   * @param lMaximumCount count that it never exceeds, 1 or more
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @param dwFlags 0
   * @param dwDesiredAccess access of the handle
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (
    lpSemaphoreAttributes: PVOID,
    lInitialCount: LONG,
    lMaximumCount: LONG,
    lpName: PVOID | string,
    dwFlags: DWORD,
    dwDesiredAccess: DWORD,
  ): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateSemaphoreExA = routine<CreateSemaphoreExA>()(
  {
    name: 'CreateSemaphoreExA',
    header: 'winbase.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a semaphore, or opens the one of that name, with the access that is wanted.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpSemaphoreAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'lInitialCount', type: 'LONG', direction: 'in' },
      { name: 'lMaximumCount', type: 'LONG', direction: 'in' },
      { name: 'lpName', type: 'LPCSTR', direction: 'in', optional: true },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes('lMaximumCount is below 1, or lInitialCount not between 0 and it'),
    seeAlso: ['CreateSemaphoreA'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    (_attributes, lInitialCount, lMaximumCount, lpName, dwFlags, dwDesiredAccess) =>
      dwFlags !== 0
        ? failWith(services, STATUS_INVALID_PARAMETER)
        : makeSemaphore(
            services,
            { count: lInitialCount | 0, limit: lMaximumCount | 0 },
            nameOf(services, lpName, false),
            dwDesiredAccess,
          ),
  {
    failures: checkedCreationFailures,
  },
);

/** See the call signature. */
export interface CreateSemaphoreExW {
  /**
   * Makes a semaphore, or opens the one of that name, with the access that is wanted.
   * @param lpSemaphoreAttributes NULL; not looked at
   * @param lInitialCount count at the beginning, 0 or more
   * @param lMaximumCount count that it never exceeds, 1 or more
   * @param lpName name, or NULL for none; with a backslash only behind Global or Local
   * @param dwFlags 0
   * @param dwDesiredAccess access of the handle
   * @returns a handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError
   */
  (
    lpSemaphoreAttributes: PVOID,
    lInitialCount: LONG,
    lMaximumCount: LONG,
    lpName: PVOID | string,
    dwFlags: DWORD,
    dwDesiredAccess: DWORD,
  ): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CreateSemaphoreExW = routine<CreateSemaphoreExW>()(
  {
    name: 'CreateSemaphoreExW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes a semaphore, or opens the one of that name, with the access that is wanted.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpSemaphoreAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'lInitialCount', type: 'LONG', direction: 'in' },
      { name: 'lMaximumCount', type: 'LONG', direction: 'in' },
      { name: 'lpName', type: 'LPCWSTR', direction: 'in', optional: true },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText:
      'A handle; last error ERROR_ALREADY_EXISTS when the name was there before, else 0. NULL when it failed: see GetLastError.',
    codes: creationCodes('lMaximumCount is below 1, or lInitialCount not between 0 and it'),
    seeAlso: ['CreateSemaphoreW'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    (_attributes, lInitialCount, lMaximumCount, lpName, dwFlags, dwDesiredAccess) =>
      dwFlags !== 0
        ? failWith(services, STATUS_INVALID_PARAMETER)
        : makeSemaphore(
            services,
            { count: lInitialCount | 0, limit: lMaximumCount | 0 },
            nameOf(services, lpName, true),
            dwDesiredAccess,
          ),
  {
    failures: checkedCreationFailures,
  },
);

/** See the call signature. */
export interface OpenSemaphoreW {
  /**
   * Opens the semaphore that has a name.
   * @param dwDesiredAccess access of the handle: SYNCHRONIZE to wait, SEMAPHORE_MODIFY_STATE to release
   * @param bInheritHandle not looked at: processes have no children
   * @param lpName its name
   * @returns a handle, or NULL: see GetLastError
   */
  (dwDesiredAccess: DWORD, bInheritHandle: BOOL, lpName: PVOID | string): HANDLE;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const OpenSemaphoreW = routine<OpenSemaphoreW>()(
  {
    name: 'OpenSemaphoreW',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Opens the semaphore that has a name.',
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
    seeAlso: ['CreateSemaphoreW'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwDesiredAccess, _bInheritHandle, lpName) =>
    openedHandle(services, 'semaphore', nameOf(services, lpName, true), dwDesiredAccess),
  {
    failures: openingFailures,
  },
);
