import type { Out, PVOID, SIZE_T } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { LPCVOID, MEMORY_BASIC_INFORMATION } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { isOut } from '../machine/out.ts';
import {
  memoryBasicInformationBytes,
  writeMemoryBasicInformation,
} from '../memory/memory-basic-information.ts';
import { queryVirtualMemory } from '../memory/query-virtual-memory.ts';
import { unsignedSize } from '../memory/virtual-memory-range.ts';
import { CURRENT_PROCESS, canWrite } from '../memory/virtual-memory-services.ts';
import {
  STATUS_ACCESS_VIOLATION,
  STATUS_INFO_LENGTH_MISMATCH,
  STATUS_INVALID_PARAMETER,
} from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import { pointerArgument } from './pointer-argument.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface VirtualQuery {
  /**
   * Looks at a page and at those behind it that are like it.
   * @param lpAddress address in the first page
   * @param lpBuffer receives the answer: an address, or a cell
   * @param dwLength bytes at lpBuffer: `sizeof(MEMORY_BASIC_INFORMATION)`, 48 on x64 and 28 on x86, or more
   * @returns bytes stored, or 0: see GetLastError
   */
  (lpAddress: LPCVOID, lpBuffer: PVOID | Out<MEMORY_BASIC_INFORMATION>, dwLength: SIZE_T | bigint): SIZE_T;
}

/** Declaration of VirtualQuery. Source: signature of memoryapi.h; structure: facts/structs.json; statuses as of NtQueryVirtualMemory. */
export const VirtualQuery: Routine<Win32Services, VirtualQuery> = routine<VirtualQuery>()(
  {
    name: 'VirtualQuery',
    header: 'memoryapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Tells state, protection and extent of pages of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpAddress', type: 'LPCVOID', direction: 'in', optional: true },
      { name: 'lpBuffer', type: 'PMEMORY_BASIC_INFORMATION', direction: 'out' },
      { name: 'dwLength', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'SIZE_T',
    returnText: 'Bytes stored at lpBuffer, or 0.',
    codes: [
      {
        code: 'STATUS_ACCESS_VIOLATION',
        when: 'lpBuffer cannot be written; last error ERROR_NOACCESS',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INFO_LENGTH_MISMATCH',
        when: 'dwLength is too small; last error ERROR_BAD_LENGTH',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'lpAddress is above the user range; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['VirtualAlloc', 'VirtualProtect', 'NtQueryVirtualMemory'],
    remarks: [
      'The answer begins at the page that holds lpAddress and ends where state, protection or reservation change.',
      'Free pages are reported with PAGE_NOACCESS and without a reservation.',
    ],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpAddress, lpBuffer, dwLength) => {
    const { virtual } = services;
    const { architecture } = virtual;
    const bytes = memoryBasicInformationBytes(architecture);
    const address = pointerArgument(lpAddress, 'lpAddress');
    const length = unsignedSize(architecture, pointerSized(architecture, dwLength, 'dwLength'));
    if (length < bytes) return failWith(services, STATUS_INFO_LENGTH_MISMATCH);
    if (!isOut(lpBuffer) && !canWrite(virtual, [lpBuffer], bytes))
      return failWith(services, STATUS_ACCESS_VIOLATION);
    const { status, range } = queryVirtualMemory(architecture, virtual.space(CURRENT_PROCESS), address);
    if (range === null) return failWith(services, status);
    if (isOut(lpBuffer)) lpBuffer.value = range;
    else writeMemoryBasicInformation(virtual.memoryOfCaller, lpBuffer, range);
    return bytes;
  },
  {
    failures: {
      STATUS_ACCESS_VIOLATION: failing(STATUS_ACCESS_VIOLATION),
      STATUS_INFO_LENGTH_MISMATCH: failing(STATUS_INFO_LENGTH_MISMATCH),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    },
  },
);
