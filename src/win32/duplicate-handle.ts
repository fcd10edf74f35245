import type { DWORD, HANDLE, PointerTo } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { failing, failWith, succeeded } from './nt-failures.ts';
import { handleOf, storePointer } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

/** winnt.h. */
const DUPLICATE_CLOSE_SOURCE = 1;
const DUPLICATE_SAME_ACCESS = 2;

/** See the call signature. */
export interface DuplicateHandle {
  /**
   * Makes another handle of an object, in the same process or in another one.
   * @param hSourceProcessHandle process of the handle: GetCurrentProcess(), or a handle of a process
   * @param hSourceHandle handle that is open there, or GetCurrentThread() or GetCurrentProcess()
   * @param hTargetProcessHandle process that gets the new one; not looked at when lpTargetHandle is NULL
   * @param lpTargetHandle receives the new handle; NULL to close the old one only
   * @param dwDesiredAccess access of the new one
   * @param bInheritHandle not looked at: processes have no children
   * @param dwOptions DUPLICATE_CLOSE_SOURCE (1) | DUPLICATE_SAME_ACCESS (2)
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (
    hSourceProcessHandle: HANDLE | bigint,
    hSourceHandle: HANDLE | bigint,
    hTargetProcessHandle: HANDLE | bigint,
    lpTargetHandle: PointerTo<HANDLE>,
    dwDesiredAccess: DWORD,
    bInheritHandle: BOOL,
    dwOptions: DWORD,
  ): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const DuplicateHandle = routine<DuplicateHandle>()(
  {
    name: 'DuplicateHandle',
    header: 'handleapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Makes another handle of an object, in the same process or in another one.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hSourceProcessHandle', type: 'HANDLE', direction: 'in' },
      { name: 'hSourceHandle', type: 'HANDLE', direction: 'in' },
      { name: 'hTargetProcessHandle', type: 'HANDLE', direction: 'in' },
      { name: 'lpTargetHandle', type: 'LPHANDLE', direction: 'out', optional: true },
      { name: 'dwDesiredAccess', type: 'DWORD', direction: 'in' },
      { name: 'bInheritHandle', type: 'BOOL', direction: 'in' },
      { name: 'dwOptions', type: 'DWORD', direction: 'in' },
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
        code: 'STATUS_INVALID_PARAMETER',
        when: 'dwOptions has an unknown flag; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['CloseHandle'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    (
      hSourceProcessHandle,
      hSourceHandle,
      hTargetProcessHandle,
      lpTargetHandle,
      dwDesiredAccess,
      _bInheritHandle,
      dwOptions,
    ) => {
      if ((dwOptions & ~(DUPLICATE_CLOSE_SOURCE | DUPLICATE_SAME_ACCESS)) !== 0)
        return failWith(services, STATUS_INVALID_PARAMETER);
      const { status, handle } = services.objects.duplicate({
        sourceProcess: handleOf(services, hSourceProcessHandle, 'hSourceProcessHandle'),
        handle: handleOf(services, hSourceHandle, 'hSourceHandle'),
        targetProcess: handleOf(services, hTargetProcessHandle, 'hTargetProcessHandle'),
        access: (dwOptions & DUPLICATE_SAME_ACCESS) === 0 ? dwDesiredAccess : null,
        closeSource: (dwOptions & DUPLICATE_CLOSE_SOURCE) !== 0,
        wanted: lpTargetHandle !== 0,
      });
      if (handle !== 0) storePointer(services, lpTargetHandle, handle);
      return succeeded(services, status);
    },
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    },
  },
);
