import type { HANDLE, PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { CURRENT_PROCESS } from '../memory/virtual-memory-services.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INVALID_HANDLE,
} from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import { isUsable, readCount, readValues, writeValues } from './ulong-ptr-array.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface FreeUserPhysicalPages {
  /**
   * Gives page frames back. Those that are mapped are unmapped first.
   * @param hProcess the calling process, (HANDLE)-1
   * @param NumberOfPages address of a number, in: how many; out: how many were freed
   * @param PageArray address of an array of their numbers
   * @returns TRUE; FALSE when one is no frame of the process: those before it are freed, see GetLastError
   */
  (hProcess: HANDLE | bigint, NumberOfPages: PVOID, PageArray: PVOID): BOOL;
}

/** Declaration of FreeUserPhysicalPages. Source: signature of memoryapi.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const FreeUserPhysicalPages: Routine<Win32Services, FreeUserPhysicalPages> =
  routine<FreeUserPhysicalPages>()(
    {
      name: 'FreeUserPhysicalPages',
      header: 'memoryapi.h',
      includeHeader: 'Windows.h',
      library: 'Kernel32.lib',
      dll: 'Kernel32.dll',
      minClient: 'Windows XP',
      page: null,
      summary: 'Gives page frames back.',
      modes: ['user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
      parameters: [
        { name: 'hProcess', type: 'HANDLE', direction: 'in' },
        { name: 'NumberOfPages', type: 'PULONG_PTR', direction: 'inout' },
        { name: 'PageArray', type: 'PULONG_PTR', direction: 'in' },
      ],
      returns: 'BOOL',
      returnText: '1 (TRUE) on success, else 0 (FALSE).',
      codes: [
        {
          code: 'STATUS_ACCESS_VIOLATION',
          when: 'an array cannot be used; last error ERROR_NOACCESS',
          modelled: 'produced',
        },
        {
          code: 'STATUS_CONFLICTING_ADDRESSES',
          when: 'a number is no frame of the process; last error ERROR_INVALID_ADDRESS',
          modelled: 'produced',
        },
        {
          code: 'STATUS_INVALID_HANDLE',
          when: 'hProcess is not the calling process; last error ERROR_INVALID_HANDLE',
          modelled: 'produced',
        },
      ],
      seeAlso: ['AllocateUserPhysicalPages', 'MapUserPhysicalPages'],
      remarks: ['The content of the frames is lost.'],
      since: '0.1.0',
    },
    (services: Win32Services) => (hProcess, NumberOfPages, PageArray) => {
      const { virtual, windows } = services;
      const process = pointerSized(virtual.architecture, hProcess, 'hProcess');
      if (process !== CURRENT_PROCESS) return failWith(services, STATUS_INVALID_HANDLE);
      const count = readCount(virtual, NumberOfPages);
      if (count === null || !isUsable(virtual, PageArray, count))
        return failWith(services, STATUS_ACCESS_VIOLATION);
      const freed = windows.free(readValues(virtual, PageArray, count));
      // The count may have been in one of the frames.
      if (!isUsable(virtual, NumberOfPages, 1)) return failWith(services, STATUS_ACCESS_VIOLATION);
      writeValues(virtual, NumberOfPages, [freed]);
      return freed === count ? 1 : failWith(services, STATUS_CONFLICTING_ADDRESSES);
    },
    {
      failures: {
        STATUS_ACCESS_VIOLATION: failing(STATUS_ACCESS_VIOLATION),
        STATUS_CONFLICTING_ADDRESSES: failing(STATUS_CONFLICTING_ADDRESSES),
        STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      },
    },
  );
