import type { DWORD, PointerTo, SIZE_T } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { BOOL, LPVOID } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { protectVirtualMemory } from '../memory/protect-virtual-memory.ts';
import { CURRENT_PROCESS, canWrite, writeUlong } from '../memory/virtual-memory-services.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INVALID_PARAMETER,
  STATUS_NOT_COMMITTED,
  STATUS_SUCCESS,
} from '../status/common.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import { failing, failWith } from './nt-failures.ts';
import { pointerArgument } from './pointer-argument.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface VirtualProtect {
  /**
   * Changes the protection of committed pages.
   * @param lpAddress address in the first page
   * @param dwSize bytes; every page that holds one of them is changed
   * @param flNewProtect new PAGE_* value
   * @param lpflOldProtect receives the former value of the first page; not NULL
   * @returns TRUE, or FALSE: see GetLastError
   */
  (lpAddress: LPVOID, dwSize: SIZE_T | bigint, flNewProtect: DWORD, lpflOldProtect: PointerTo<DWORD>): BOOL;
}

/** Declaration of VirtualProtect. Source: signature of memoryapi.h; statuses as of NtProtectVirtualMemory. */
export const VirtualProtect: Routine<Win32Services, VirtualProtect> = routine<VirtualProtect>()(
  {
    name: 'VirtualProtect',
    header: 'memoryapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Changes the protection of committed pages of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpAddress', type: 'LPVOID', direction: 'in' },
      { name: 'dwSize', type: 'SIZE_T', direction: 'in' },
      { name: 'flNewProtect', type: 'DWORD', direction: 'in' },
      { name: 'lpflOldProtect', type: 'PDWORD', direction: 'out' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE) on success, else 0 (FALSE).',
    codes: [
      {
        code: 'STATUS_ACCESS_VIOLATION',
        when: 'lpflOldProtect cannot be written; last error ERROR_NOACCESS',
        modelled: 'produced',
      },
      {
        code: 'STATUS_CONFLICTING_ADDRESSES',
        when: 'the range is not inside one reservation; last error ERROR_INVALID_ADDRESS',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'an argument is out of range; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_NOT_COMMITTED',
        when: 'a page of the range is not committed; last error ERROR_INVALID_ADDRESS',
        modelled: 'produced',
      },
    ],
    seeAlso: ['VirtualAlloc', 'VirtualQuery', 'NtProtectVirtualMemory'],
    remarks: [
      'PAGE_GUARD is a modifier: the first touch of the page raises STATUS_GUARD_PAGE_VIOLATION and clears it.',
    ],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpAddress, dwSize, flNewProtect, lpflOldProtect) => {
    const { virtual } = services;
    if (!canWrite(virtual, [lpflOldProtect], 4)) return failWith(services, STATUS_ACCESS_VIOLATION);
    const { status, old } = protectVirtualMemory(virtual.architecture, virtual.space(CURRENT_PROCESS), {
      base: pointerArgument(lpAddress, 'lpAddress'),
      size: pointerSized(virtual.architecture, dwSize, 'dwSize'),
      protect: unsigned32(flNewProtect, 'VirtualProtect'),
    });
    if (status !== STATUS_SUCCESS) return failWith(services, status);
    writeUlong(virtual, lpflOldProtect, old);
    return 1;
  },
  {
    failures: {
      STATUS_ACCESS_VIOLATION: failing(STATUS_ACCESS_VIOLATION),
      STATUS_CONFLICTING_ADDRESSES: failing(STATUS_CONFLICTING_ADDRESSES),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
      STATUS_NOT_COMMITTED: failing(STATUS_NOT_COMMITTED),
    },
  },
);
