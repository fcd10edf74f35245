import type { HANDLE, PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { CURRENT_PROCESS } from '../memory/virtual-memory-services.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_INVALID_HANDLE,
  STATUS_NO_MEMORY,
  STATUS_PRIVILEGE_NOT_HELD,
} from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import { isUsable, readCount, writeValues } from './ulong-ptr-array.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface AllocateUserPhysicalPages {
  /**
   * Takes page frames, which MapUserPhysicalPages maps into windows. Their content is zero.
   * @param hProcess the calling process, (HANDLE)-1
   * @param NumberOfPages address of a number, in: how many are wanted; out: how many there were
   * @param PageArray address of an array of pointer-sized numbers, which receives theirs
   * @returns TRUE, also when there were fewer than wanted; FALSE: see GetLastError
   */
  (hProcess: HANDLE | bigint, NumberOfPages: PVOID, PageArray: PVOID): BOOL;
}

/** Declaration of AllocateUserPhysicalPages. Source: signature of memoryapi.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const AllocateUserPhysicalPages: Routine<Win32Services, AllocateUserPhysicalPages> =
  routine<AllocateUserPhysicalPages>()(
    {
      name: 'AllocateUserPhysicalPages',
      header: 'memoryapi.h',
      includeHeader: 'Windows.h',
      library: 'Kernel32.lib',
      dll: 'Kernel32.dll',
      minClient: 'Windows XP',
      page: null,
      summary: 'Takes page frames that can be mapped into address windows.',
      modes: ['user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
      parameters: [
        { name: 'hProcess', type: 'HANDLE', direction: 'in' },
        { name: 'NumberOfPages', type: 'PULONG_PTR', direction: 'inout' },
        { name: 'PageArray', type: 'PULONG_PTR', direction: 'out' },
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
          code: 'STATUS_INVALID_HANDLE',
          when: 'hProcess is not the calling process; last error ERROR_INVALID_HANDLE',
          modelled: 'produced',
        },
        {
          code: 'STATUS_NO_MEMORY',
          when: 'no page frame is left; last error ERROR_NOT_ENOUGH_MEMORY',
          modelled: 'produced',
        },
        {
          code: 'STATUS_PRIVILEGE_NOT_HELD',
          when: 'the process does not hold SeLockMemoryPrivilege; last error ERROR_PRIVILEGE_NOT_HELD',
          modelled: 'produced',
        },
      ],
      seeAlso: ['MapUserPhysicalPages', 'FreeUserPhysicalPages', 'VirtualAlloc'],
      remarks: [
        'A frame counts against physical memory until it is freed, mapped or not.',
        'The privilege is an option of nt.startProcess: lockMemory.',
      ],
      since: '0.1.0',
    },
    (services: Win32Services) => (hProcess, NumberOfPages, PageArray) => {
      const { virtual, windows } = services;
      const process = pointerSized(virtual.architecture, hProcess, 'hProcess');
      if (process !== CURRENT_PROCESS) return failWith(services, STATUS_INVALID_HANDLE);
      if (!services.mayLockMemory) return failWith(services, STATUS_PRIVILEGE_NOT_HELD);
      const wanted = readCount(virtual, NumberOfPages);
      if (wanted === null || !isUsable(virtual, PageArray, wanted))
        return failWith(services, STATUS_ACCESS_VIOLATION);
      const frames = windows.allocate(wanted);
      if (frames.length === 0 && wanted > 0) return failWith(services, STATUS_NO_MEMORY);
      writeValues(virtual, PageArray, frames);
      writeValues(virtual, NumberOfPages, [frames.length]);
      return 1;
    },
    {
      failures: {
        STATUS_ACCESS_VIOLATION: failing(STATUS_ACCESS_VIOLATION),
        STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
        STATUS_NO_MEMORY: failing(STATUS_NO_MEMORY),
        STATUS_PRIVILEGE_NOT_HELD: failing(STATUS_PRIVILEGE_NOT_HELD),
      },
    },
  );
