import type { DWORD, SIZE_T } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { BOOL, LPVOID } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { freeVirtualMemory } from '../memory/free-virtual-memory.ts';
import { CURRENT_PROCESS } from '../memory/virtual-memory-services.ts';
import {
  STATUS_FREE_VM_NOT_AT_BASE,
  STATUS_INVALID_PARAMETER,
  STATUS_MEMORY_NOT_ALLOCATED,
  STATUS_SUCCESS,
  STATUS_UNABLE_TO_FREE_VM,
} from '../status/common.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import { failing, failWith } from './nt-failures.ts';
import { pointerArgument } from './pointer-argument.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface VirtualFree {
  /**
   * Takes the memory of pages away, or frees a whole reservation.
   * @param lpAddress address in the reservation; with MEM_RELEASE its base
   * @param dwSize bytes; 0 for the whole reservation, and nothing else with MEM_RELEASE
   * @param dwFreeType MEM_DECOMMIT or MEM_RELEASE
   * @returns TRUE, or FALSE: see GetLastError
   */
  (lpAddress: LPVOID, dwSize: SIZE_T | bigint, dwFreeType: DWORD): BOOL;
}

/** Declaration of VirtualFree. Source: signature of memoryapi.h; statuses as of NtFreeVirtualMemory (B-228). */
export const VirtualFree: Routine<Win32Services, VirtualFree> = routine<VirtualFree>()(
  {
    name: 'VirtualFree',
    header: 'memoryapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Decommits pages or releases a reservation of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpAddress', type: 'LPVOID', direction: 'in' },
      { name: 'dwSize', type: 'SIZE_T', direction: 'in' },
      { name: 'dwFreeType', type: 'DWORD', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE) on success, else 0 (FALSE).',
    codes: [
      {
        code: 'STATUS_FREE_VM_NOT_AT_BASE',
        when: 'dwSize is 0 and lpAddress is not the base of its reservation; last error ERROR_INVALID_ADDRESS',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'an argument is out of range, or a size comes with MEM_RELEASE; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_MEMORY_NOT_ALLOCATED',
        when: 'no reservation holds lpAddress; last error ERROR_INVALID_ADDRESS',
        modelled: 'produced',
      },
      {
        code: 'STATUS_UNABLE_TO_FREE_VM',
        when: 'the range leaves the reservation; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['VirtualAlloc', 'NtFreeVirtualMemory'],
    remarks: ['A part of a reservation is never released here, whatever NtFreeVirtualMemory does.'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpAddress, dwSize, dwFreeType) => {
    const { virtual } = services;
    const { status } = freeVirtualMemory(virtual.architecture, virtual.space(CURRENT_PROCESS), {
      base: pointerArgument(lpAddress, 'lpAddress'),
      size: pointerSized(virtual.architecture, dwSize, 'dwSize'),
      type: unsigned32(dwFreeType, 'VirtualFree'),
      partialRelease: false,
    });
    return status === STATUS_SUCCESS ? 1 : failWith(services, status);
  },
  {
    failures: {
      STATUS_FREE_VM_NOT_AT_BASE: failing(STATUS_FREE_VM_NOT_AT_BASE),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
      STATUS_MEMORY_NOT_ALLOCATED: failing(STATUS_MEMORY_NOT_ALLOCATED),
      STATUS_UNABLE_TO_FREE_VM: failing(STATUS_UNABLE_TO_FREE_VM),
    },
  },
);
