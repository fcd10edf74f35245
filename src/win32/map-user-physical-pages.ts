import type { PVOID, ULONG_PTR } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { unsignedSize } from '../memory/virtual-memory-range.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INVALID_PARAMETER,
  STATUS_SUCCESS,
} from '../status/common.ts';
import { failing, failWith, succeeded } from './nt-failures.ts';
import { pointerArgument } from './pointer-argument.ts';
import { isUsable, readValues } from './ulong-ptr-array.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface MapUserPhysicalPages {
  /**
   * Maps page frames at pages of a window, in place of those that are mapped there, or unmaps these.
   * @param VirtualAddress address in the first page
   * @param NumberOfPages how many pages, one or more
   * @param PageArray address of an array of frame numbers; NULL to unmap
   * @returns TRUE; FALSE, with nothing changed: see GetLastError
   */
  (VirtualAddress: PVOID, NumberOfPages: ULONG_PTR | bigint, PageArray: PVOID): BOOL;
}

/** Declaration of MapUserPhysicalPages. Source: signature of memoryapi.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const MapUserPhysicalPages: Routine<Win32Services, MapUserPhysicalPages> =
  routine<MapUserPhysicalPages>()(
    {
      name: 'MapUserPhysicalPages',
      header: 'memoryapi.h',
      includeHeader: 'Windows.h',
      library: 'Kernel32.lib',
      dll: 'Kernel32.dll',
      minClient: 'Windows XP',
      page: null,
      summary: 'Maps page frames at pages of an address window, or unmaps them.',
      modes: ['user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
      parameters: [
        { name: 'VirtualAddress', type: 'PVOID', direction: 'in' },
        { name: 'NumberOfPages', type: 'ULONG_PTR', direction: 'in' },
        { name: 'PageArray', type: 'PULONG_PTR', direction: 'in', optional: true },
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
          when: 'a number is no frame of the process, is mapped already, or stands in the array twice; last error ERROR_INVALID_ADDRESS',
          modelled: 'produced',
        },
        {
          code: 'STATUS_INVALID_PARAMETER',
          when: 'the range is not inside one window; last error ERROR_INVALID_PARAMETER',
          modelled: 'produced',
        },
      ],
      seeAlso: ['AllocateUserPhysicalPages', 'FreeUserPhysicalPages', 'VirtualAlloc'],
      remarks: [
        'A window is a reservation that VirtualAlloc made with MEM_RESERVE and MEM_PHYSICAL. A frame keeps its content wherever it is mapped next.',
      ],
      since: '0.1.0',
    },
    (services: Win32Services) => (VirtualAddress, NumberOfPages, PageArray) => {
      const { virtual, windows } = services;
      const { architecture } = virtual;
      const address = pointerArgument(VirtualAddress, 'VirtualAddress');
      const count = unsignedSize(architecture, pointerSized(architecture, NumberOfPages, 'NumberOfPages'));
      const status = windows.rangeStatus(address, count);
      if (status !== STATUS_SUCCESS) return failWith(services, status);
      if (PageArray !== 0 && !isUsable(virtual, PageArray, count))
        return failWith(services, STATUS_ACCESS_VIOLATION);
      const frames = PageArray === 0 ? null : readValues(virtual, PageArray, count);
      return succeeded(services, windows.map(address, count, frames));
    },
    {
      failures: {
        STATUS_ACCESS_VIOLATION: failing(STATUS_ACCESS_VIOLATION),
        STATUS_CONFLICTING_ADDRESSES: failing(STATUS_CONFLICTING_ADDRESSES),
        STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
      },
    },
  );
