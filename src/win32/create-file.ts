import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, HANDLE, PVOID } from '../contract/c-types.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_NAME_NOT_FOUND,
} from '../status/common.ts';
import { createFile, failedOpen } from './create-file-rules.ts';
import type { Win32Services } from './win32-services.ts';

/** Type of `CreateFileA`. */
export interface CreateFileA {
  /**
   * Opens a device of a driver.
   * @param lpFileName address of the name, such as \\\\.\\Echo; from TypeScript the name itself
   * @param dwDesiredAccess GENERIC_READ, GENERIC_WRITE, both or FILE_ rights
   * @param dwShareMode FILE_SHARE_READ, FILE_SHARE_WRITE; the driver sees it
   * @param lpSecurityAttributes NULL; not looked at
   * @param dwCreationDisposition OPEN_EXISTING for a device
   * @param dwFlagsAndAttributes FILE_ATTRIBUTE_NORMAL, FILE_FLAG_OVERLAPPED for requests that do not wait
   * @param hTemplateFile NULL; not looked at
   * @returns a handle, or INVALID_HANDLE_VALUE: see GetLastError
   */
  (
    lpFileName: PVOID | string,
    dwDesiredAccess: DWORD,
    dwShareMode: DWORD,
    lpSecurityAttributes: PVOID,
    dwCreationDisposition: DWORD,
    dwFlagsAndAttributes: DWORD,
    hTemplateFile: HANDLE | bigint,
  ): HANDLE;
}

/** Declaration of `CreateFileA`. */
export const CreateFileA = blockingRoutine<CreateFileA>()(
  {
    name: 'CreateFileA',
    header: 'fileapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Opens a device.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpFileName', type: 'LPCSTR', direction: 'in' },
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
      { name: 'dwShareMode', type: 'DWORD', direction: 'in' },
      { name: 'lpSecurityAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'dwCreationDisposition', type: 'DWORD', direction: 'in' },
      { name: 'dwFlagsAndAttributes', type: 'DWORD', direction: 'in' },
      { name: 'hTemplateFile', type: 'HANDLE', direction: 'in', optional: true },
    ],
    returns: 'HANDLE',
    returnText: 'A handle, or INVALID_HANDLE_VALUE (-1).',
    codes: [
      {
        code: 'STATUS_OBJECT_NAME_NOT_FOUND',
        when: 'there is no such device; last error ERROR_FILE_NOT_FOUND',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the device is exclusive and open, or the driver says so; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'dwCreationDisposition is none; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    remarks: ['Files on disks are not modelled.'],
    blocks: true,
    seeAlso: ['CloseHandle', 'DeviceIoControl', 'ReadFile'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (
      lpFileName,
      dwDesiredAccess,
      dwShareMode,
      _lpSecurityAttributes,
      dwCreationDisposition,
      dwFlagsAndAttributes,
    ) {
      return yield* createFile(services, {
        name: lpFileName,
        access: dwDesiredAccess,
        share: dwShareMode,
        disposition: dwCreationDisposition,
        flags: dwFlagsAndAttributes,
        wide: false,
      });
    },
  {
    failures: {
      STATUS_OBJECT_NAME_NOT_FOUND: (services) => failedOpen(services, STATUS_OBJECT_NAME_NOT_FOUND),
      STATUS_ACCESS_DENIED: (services) => failedOpen(services, STATUS_ACCESS_DENIED),
      STATUS_INVALID_PARAMETER: (services) => failedOpen(services, STATUS_INVALID_PARAMETER),
    },
  },
);

/** Type of `CreateFileW`. */
export interface CreateFileW {
  /**
   * Opens a device of a driver.
   * @param lpFileName address of the name, such as \\\\.\\Echo; from TypeScript the name itself
   * @param dwDesiredAccess GENERIC_READ, GENERIC_WRITE, both or FILE_ rights
   * @param dwShareMode FILE_SHARE_READ, FILE_SHARE_WRITE; the driver sees it
   * @param lpSecurityAttributes NULL; not looked at
   * @param dwCreationDisposition OPEN_EXISTING for a device
   * @param dwFlagsAndAttributes FILE_ATTRIBUTE_NORMAL, FILE_FLAG_OVERLAPPED for requests that do not wait
   * @param hTemplateFile NULL; not looked at
   * @returns a handle, or INVALID_HANDLE_VALUE: see GetLastError
   */
  (
    lpFileName: PVOID | string,
    dwDesiredAccess: DWORD,
    dwShareMode: DWORD,
    lpSecurityAttributes: PVOID,
    dwCreationDisposition: DWORD,
    dwFlagsAndAttributes: DWORD,
    hTemplateFile: HANDLE | bigint,
  ): HANDLE;
}

/** Declaration of `CreateFileW`. */
export const CreateFileW = blockingRoutine<CreateFileW>()(
  {
    name: 'CreateFileW',
    header: 'fileapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Opens a device.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpFileName', type: 'LPCWSTR', direction: 'in' },
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
      { name: 'dwShareMode', type: 'DWORD', direction: 'in' },
      { name: 'lpSecurityAttributes', type: 'LPSECURITY_ATTRIBUTES', direction: 'in', optional: true },
      { name: 'dwCreationDisposition', type: 'DWORD', direction: 'in' },
      { name: 'dwFlagsAndAttributes', type: 'DWORD', direction: 'in' },
      { name: 'hTemplateFile', type: 'HANDLE', direction: 'in', optional: true },
    ],
    returns: 'HANDLE',
    returnText: 'A handle, or INVALID_HANDLE_VALUE (-1).',
    codes: [
      {
        code: 'STATUS_OBJECT_NAME_NOT_FOUND',
        when: 'there is no such device; last error ERROR_FILE_NOT_FOUND',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the device is exclusive and open, or the driver says so; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'dwCreationDisposition is none; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    remarks: ['Files on disks are not modelled.'],
    blocks: true,
    seeAlso: ['CloseHandle', 'DeviceIoControl', 'ReadFile'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (
      lpFileName,
      dwDesiredAccess,
      dwShareMode,
      _lpSecurityAttributes,
      dwCreationDisposition,
      dwFlagsAndAttributes,
    ) {
      return yield* createFile(services, {
        name: lpFileName,
        access: dwDesiredAccess,
        share: dwShareMode,
        disposition: dwCreationDisposition,
        flags: dwFlagsAndAttributes,
        wide: true,
      });
    },
  {
    failures: {
      STATUS_OBJECT_NAME_NOT_FOUND: (services) => failedOpen(services, STATUS_OBJECT_NAME_NOT_FOUND),
      STATUS_ACCESS_DENIED: (services) => failedOpen(services, STATUS_ACCESS_DENIED),
      STATUS_INVALID_PARAMETER: (services) => failedOpen(services, STATUS_INVALID_PARAMETER),
    },
  },
);
