import type { DWORD, SIZE_T } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { LPVOID } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { allocateVirtualMemory } from '../memory/allocate-virtual-memory.ts';
import { UNIT_BYTES } from '../memory/page-access.ts';
import { CURRENT_PROCESS } from '../memory/virtual-memory-services.ts';
import {
  STATUS_COMMITMENT_LIMIT,
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MEMORY,
  STATUS_NOT_COMMITTED,
  STATUS_SUCCESS,
} from '../status/common.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import { failing, failWith } from './nt-failures.ts';
import { pointerArgument } from './pointer-argument.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface VirtualAlloc {
  /**
   * Reserves pages of the process, commits them, or both. Committed pages are zero at first.
   * @param lpAddress wanted address, or NULL for anywhere: rounded down to 64 KB, or to a page when only committing
   * @param dwSize bytes; every page that holds one of them is taken
   * @param flAllocationType MEM_RESERVE, MEM_COMMIT or both, with MEM_TOP_DOWN from the highest address; or MEM_RESET or MEM_RESET_UNDO alone
   * @param flProtect PAGE_* value of the pages
   * @returns first address, or NULL: see GetLastError
   */
  (lpAddress: LPVOID, dwSize: SIZE_T | bigint, flAllocationType: DWORD, flProtect: DWORD): LPVOID;
}

/** Declaration of VirtualAlloc. Source: signature of memoryapi.h; statuses as of NtAllocateVirtualMemory; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const VirtualAlloc: Routine<Win32Services, VirtualAlloc> = routine<VirtualAlloc>()(
  {
    name: 'VirtualAlloc',
    header: 'memoryapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Reserves or commits pages of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpAddress', type: 'LPVOID', direction: 'in', optional: true },
      { name: 'dwSize', type: 'SIZE_T', direction: 'in' },
      { name: 'flAllocationType', type: 'DWORD', direction: 'in' },
      { name: 'flProtect', type: 'DWORD', direction: 'in' },
    ],
    returns: 'LPVOID',
    returnText: 'First address of the pages, or NULL.',
    codes: [
      {
        code: 'STATUS_COMMITMENT_LIMIT',
        when: 'physical memory is exhausted; last error ERROR_COMMITMENT_LIMIT',
        modelled: 'produced',
      },
      {
        code: 'STATUS_CONFLICTING_ADDRESSES',
        when: 'the range is taken, or, when only committing, not inside one reservation; last error ERROR_INVALID_ADDRESS',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'an argument is out of range; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_NO_MEMORY',
        when: 'no free range is large enough; last error ERROR_NOT_ENOUGH_MEMORY',
        modelled: 'produced',
      },
      {
        code: 'STATUS_NOT_COMMITTED',
        when: 'MEM_RESET of a page without memory; last error ERROR_INVALID_ADDRESS',
        modelled: 'produced',
      },
    ],
    seeAlso: ['VirtualFree', 'VirtualProtect', 'VirtualQuery', 'NtAllocateVirtualMemory'],
    remarks: [
      'An address from 1 to 0xFFFF is refused whatever the call asks for. The rest is decided as in NtAllocateVirtualMemory.',
      'The content of pages that were reset is kept here, because nothing ever needs their memory; a program must not count on that.',
    ],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpAddress, dwSize, flAllocationType, flProtect) => {
    const { virtual } = services;
    const base = pointerArgument(lpAddress, 'lpAddress');
    if (base > 0 && base < UNIT_BYTES) return failWith(services, STATUS_INVALID_PARAMETER);
    const result = allocateVirtualMemory(virtual.architecture, virtual.space(CURRENT_PROCESS), {
      base,
      zeroBits: 0,
      size: pointerSized(virtual.architecture, dwSize, 'dwSize'),
      type: unsigned32(flAllocationType, 'VirtualAlloc'),
      protect: unsigned32(flProtect, 'VirtualAlloc'),
    });
    if ('notModelled' in result) return virtual.notModelled(result.notModelled);
    return result.status === STATUS_SUCCESS ? result.base : failWith(services, result.status);
  },
  {
    failures: {
      STATUS_COMMITMENT_LIMIT: failing(STATUS_COMMITMENT_LIMIT),
      STATUS_CONFLICTING_ADDRESSES: failing(STATUS_CONFLICTING_ADDRESSES),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
      STATUS_NO_MEMORY: failing(STATUS_NO_MEMORY),
      STATUS_NOT_COMMITTED: failing(STATUS_NOT_COMMITTED),
    },
  },
);
