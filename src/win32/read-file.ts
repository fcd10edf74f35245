import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, HANDLE, PointerTo, PVOID } from '../contract/c-types.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import {
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
} from '../status/common.ts';
import { isResult, transferred } from './file-results.ts';
import { failing } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** Type of `ReadFile`. */
export interface ReadFile {
  /**
   * Reads from a device: IRP_MJ_READ.
   * @param hFile handle of CreateFile
   * @param lpBuffer receives the bytes
   * @param nNumberOfBytesToRead how many
   * @param lpNumberOfBytesRead receives how many there were: a cell from `out()`, or an address
   * @param lpOverlapped address of an OVERLAPPED, which a file of FILE_FLAG_OVERLAPPED needs, or NULL
   * @returns TRUE, or FALSE: see GetLastError
   */
  (
    hFile: HANDLE | bigint,
    lpBuffer: PVOID,
    nNumberOfBytesToRead: DWORD,
    lpNumberOfBytesRead: PointerTo<DWORD>,
    lpOverlapped: PVOID,
  ): BOOL;
}

/** Declaration of `ReadFile`. */
export const ReadFile = blockingRoutine<ReadFile>()(
  {
    name: 'ReadFile',
    header: 'fileapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Reads from a device.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hFile', type: 'HANDLE', direction: 'in' },
      { name: 'lpBuffer', type: 'LPVOID', direction: 'out' },
      { name: 'nNumberOfBytesToRead', type: 'DWORD', direction: 'in' },
      { name: 'lpNumberOfBytesRead', type: 'LPDWORD', direction: 'out', optional: true },
      { name: 'lpOverlapped', type: 'LPOVERLAPPED', direction: 'inout', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE) on success, else 0 (FALSE).',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open, or not that of a device; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_PENDING',
        when: 'with an OVERLAPPED: the results come later; last error ERROR_IO_PENDING',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the file is one of FILE_FLAG_OVERLAPPED and lpOverlapped is NULL; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'the system has no memory for the request; last error ERROR_NO_SYSTEM_RESOURCES',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['WriteFile', 'DeviceIoControl'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (hFile, lpBuffer, nNumberOfBytesToRead, lpNumberOfBytesRead, lpOverlapped) {
      const handle = pointerSized(services.architecture, hFile, 'hFile');
      const request = { isWrite: false, address: lpBuffer, bytes: nNumberOfBytesToRead >>> 0 };
      const sent = services.files.transfer(handle, request, lpOverlapped);
      const result = isResult(sent) ? sent : yield* sent;
      return transferred(services, lpNumberOfBytesRead, result, lpOverlapped);
    },
  {
    failures: {
      STATUS_INSUFFICIENT_RESOURCES: failing(STATUS_INSUFFICIENT_RESOURCES),
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    },
  },
);

/** Type of `WriteFile`. */
export interface WriteFile {
  /**
   * Writes to a device: IRP_MJ_WRITE.
   * @param hFile handle of CreateFile
   * @param lpBuffer the bytes
   * @param nNumberOfBytesToWrite how many
   * @param lpNumberOfBytesWritten receives how many the driver took: a cell from `out()`, or an address
   * @param lpOverlapped address of an OVERLAPPED, which a file of FILE_FLAG_OVERLAPPED needs, or NULL
   * @returns TRUE, or FALSE: see GetLastError
   */
  (
    hFile: HANDLE | bigint,
    lpBuffer: PVOID,
    nNumberOfBytesToWrite: DWORD,
    lpNumberOfBytesWritten: PointerTo<DWORD>,
    lpOverlapped: PVOID,
  ): BOOL;
}

/** Declaration of `WriteFile`. */
export const WriteFile = blockingRoutine<WriteFile>()(
  {
    name: 'WriteFile',
    header: 'fileapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Writes to a device.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hFile', type: 'HANDLE', direction: 'in' },
      { name: 'lpBuffer', type: 'LPCVOID', direction: 'in' },
      { name: 'nNumberOfBytesToWrite', type: 'DWORD', direction: 'in' },
      { name: 'lpNumberOfBytesWritten', type: 'LPDWORD', direction: 'out', optional: true },
      { name: 'lpOverlapped', type: 'LPOVERLAPPED', direction: 'inout', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE) on success, else 0 (FALSE).',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open, or not that of a device; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_PENDING',
        when: 'with an OVERLAPPED: the results come later; last error ERROR_IO_PENDING',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the file is one of FILE_FLAG_OVERLAPPED and lpOverlapped is NULL; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'the system has no memory for the request; last error ERROR_NO_SYSTEM_RESOURCES',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['ReadFile', 'DeviceIoControl'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (hFile, lpBuffer, nNumberOfBytesToWrite, lpNumberOfBytesWritten, lpOverlapped) {
      const handle = pointerSized(services.architecture, hFile, 'hFile');
      const request = { isWrite: true, address: lpBuffer, bytes: nNumberOfBytesToWrite >>> 0 };
      const sent = services.files.transfer(handle, request, lpOverlapped);
      const result = isResult(sent) ? sent : yield* sent;
      return transferred(services, lpNumberOfBytesWritten, result, lpOverlapped);
    },
  {
    failures: {
      STATUS_INSUFFICIENT_RESOURCES: failing(STATUS_INSUFFICIENT_RESOURCES),
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    },
  },
);
