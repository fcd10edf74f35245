import type { HANDLE, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import {
  STATUS_INVALID_HANDLE,
  STATUS_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
} from '../status/common.ts';
import { failing, succeeded } from './nt-failures.ts';
import { handleOf } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface CancelIo {
  /**
   * Cancels the requests of a file that the calling thread made and whose results have not come.
   * @param hFile handle of the file
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hFile: HANDLE | bigint): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CancelIo = routine<CancelIo>()(
  {
    name: 'CancelIo',
    header: 'ioapiset.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Cancels the requests of a file that the calling thread made and whose results have not come.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hFile', type: 'HANDLE', direction: 'in' }],
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
    ],
    remarks: ['A driver without a cancel routine goes on: the results come when it completes the IRP.'],
    seeAlso: ['CancelIoEx'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hFile) => {
    const status = services.files.cancel(handleOf(services, hFile, 'hFile'), 0, true);
    return succeeded(services, status === STATUS_NOT_FOUND ? STATUS_SUCCESS : status);
  },
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
    },
  },
);

/** See the call signature. */
export interface CancelIoEx {
  /**
   * Cancels requests of a file whose results have not come, whichever thread made them.
   * @param hFile handle of the file
   * @param lpOverlapped address of the OVERLAPPED of one of them; NULL for all
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hFile: HANDLE | bigint, lpOverlapped: PVOID): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const CancelIoEx = routine<CancelIoEx>()(
  {
    name: 'CancelIoEx',
    header: 'ioapiset.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Cancels requests of a file whose results have not come, whichever thread made them.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hFile', type: 'HANDLE', direction: 'in' },
      { name: 'lpOverlapped', type: 'LPOVERLAPPED', direction: 'in', optional: true },
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
        code: 'STATUS_NOT_FOUND',
        when: 'there is no such request; last error ERROR_NOT_FOUND',
        modelled: 'produced',
      },
    ],
    seeAlso: ['CancelIo', 'GetOverlappedResult'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hFile, lpOverlapped) =>
    succeeded(services, services.files.cancel(handleOf(services, hFile, 'hFile'), lpOverlapped, false)),
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_NOT_FOUND: failing(STATUS_NOT_FOUND),
    },
  },
);
