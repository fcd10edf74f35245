import type { HANDLE, NTSTATUS, PointerTo, PVOID, SIZE_T, ULONG, ULONG_PTR } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { pointerSized } from '../machine/addresses.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_ALREADY_COMMITTED,
  STATUS_COMMITMENT_LIMIT,
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PAGE_PROTECTION,
  STATUS_NO_MEMORY,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_PROCESS_IS_TERMINATING,
} from '../status/common.ts';
import { allocateVirtualMemory } from './allocate-virtual-memory.ts';
import {
  CURRENT_PROCESS,
  onRange,
  spaceOfHandle,
  type VirtualMemoryServices,
} from './virtual-memory-services.ts';

const PAGE = 'ntifs/nf-ntifs-ntallocatevirtualmemory';

/** Type of `NtAllocateVirtualMemory`. */
export interface NtAllocateVirtualMemory {
  /**
   * Reserves pages in the user range of a process, commits them, or both. IRQL = PASSIVE_LEVEL.
   *
   * @param ProcessHandle process to work on; NtCurrentProcess() is -1
   * @param BaseAddress in: wanted address, or NULL for anywhere; out: first address, rounded down to 64 KB, or to a page when only committing
   * @param ZeroBits number of high-order address bits that must be zero, or 0; counts only when BaseAddress is NULL
   * @param RegionSize in: bytes; out: bytes of the whole pages that were taken
   * @param AllocationType MEM_RESERVE, MEM_COMMIT or both; with MEM_TOP_DOWN from the highest address
   * @param Protect PAGE_* value of the pages
   * @returns STATUS_SUCCESS, or why not
   */
  (
    ProcessHandle: HANDLE | bigint,
    BaseAddress: PointerTo<PVOID>,
    ZeroBits: ULONG_PTR | bigint,
    RegionSize: PointerTo<SIZE_T>,
    AllocationType: ULONG,
    Protect: ULONG,
  ): NTSTATUS;
}

/** Implementation shared by NtAllocateVirtualMemory and ZwAllocateVirtualMemory. */
export const bindAllocate =
  (services: VirtualMemoryServices): NtAllocateVirtualMemory =>
  (ProcessHandle, BaseAddress, ZeroBits, RegionSize, AllocationType, Protect) => {
    const { architecture } = services;
    return onRange(services, BaseAddress, RegionSize, (base, size) => {
      const result = allocateVirtualMemory(architecture, spaceOfHandle(services, ProcessHandle), {
        base,
        zeroBits: pointerSized(architecture, ZeroBits, 'ZeroBits'),
        size,
        type: AllocationType >>> 0,
        protect: Protect >>> 0,
      });
      return 'notModelled' in result ? services.notModelled(result.notModelled, PAGE) : result;
    });
  };

/** What the contracts of NtAllocateVirtualMemory and ZwAllocateVirtualMemory have in common: one service by two names. */
export const allocateFacts = {
  parameters: [
    { name: 'ProcessHandle', type: 'HANDLE', direction: 'in' },
    { name: 'BaseAddress', type: 'PVOID *', direction: 'inout' },
    { name: 'ZeroBits', type: 'ULONG_PTR', direction: 'in' },
    { name: 'RegionSize', type: 'PSIZE_T', direction: 'inout' },
    { name: 'AllocationType', type: 'ULONG', direction: 'in' },
    { name: 'Protect', type: 'ULONG', direction: 'in' },
  ],
  returns: 'NTSTATUS',
  mustCheck: true,
  returnText: 'STATUS_SUCCESS, or why nothing was taken.',
  remarks: [
    'Reserved pages have addresses and no memory. Committed pages are zero at first and count against physical memory.',
    'A reservation begins at a multiple of 64 KB and takes whole pages. What is left of its last 64 KB cannot be reserved.',
    'Committing committed pages again keeps their content and changes their protection.',
    'An argument out of range gives STATUS_INVALID_PARAMETER_2 to _5 by its position (observed; the page lists no such code).',
  ],
} as const;

/** Declaration of NtAllocateVirtualMemory. Source: ddi:NtAllocateVirtualMemory, facts B-223, B-226, B-227. */
export const NtAllocateVirtualMemory: Routine<VirtualMemoryServices, NtAllocateVirtualMemory> =
  routine<NtAllocateVirtualMemory>()(
    {
      name: 'NtAllocateVirtualMemory',
      header: 'ntifs.h',
      includeHeader: 'Ntifs.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      minClient: 'Windows 2000',
      page: PAGE,
      summary: 'Reserves or commits pages in the user range of a process.',
      modes: ['kernel', 'user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
      ...allocateFacts,
      codes: [
        { code: 'STATUS_SUCCESS', when: 'the pages were taken', modelled: 'produced' },
        { code: 'STATUS_ACCESS_DENIED', when: 'the handle does not allow it', modelled: 'injectable' },
        { code: 'STATUS_ALREADY_COMMITTED', when: 'the range is committed already', modelled: 'injectable' },
        { code: 'STATUS_COMMITMENT_LIMIT', when: 'physical memory is exhausted', modelled: 'produced' },
        {
          code: 'STATUS_CONFLICTING_ADDRESSES',
          when: 'the range is taken, or, when only committing, not inside one reservation',
          modelled: 'produced',
        },
        {
          code: 'STATUS_INSUFFICIENT_RESOURCES',
          when: 'a kernel resource has run out',
          modelled: 'injectable',
        },
        { code: 'STATUS_INVALID_HANDLE', when: 'ProcessHandle is no handle', modelled: 'produced' },
        {
          code: 'STATUS_INVALID_PAGE_PROTECTION',
          when: 'Protect is no protection for private memory',
          modelled: 'produced',
        },
        { code: 'STATUS_NO_MEMORY', when: 'no free range is large enough', modelled: 'produced' },
        { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'the handle names no process', modelled: 'injectable' },
        { code: 'STATUS_PROCESS_IS_TERMINATING', when: 'the process is ending', modelled: 'injectable' },
      ],
      seeAlso: [
        'NtFreeVirtualMemory',
        'NtProtectVirtualMemory',
        'NtQueryVirtualMemory',
        'ZwAllocateVirtualMemory',
      ],
      since: '0.1.0',
    },
    bindAllocate,
    {
      // A process may do everything to its own memory.
      possible: (_, [process], failure) => failure !== 'STATUS_ACCESS_DENIED' || process !== CURRENT_PROCESS,
      failures: {
        STATUS_ACCESS_DENIED: () => STATUS_ACCESS_DENIED,
        STATUS_ALREADY_COMMITTED: () => STATUS_ALREADY_COMMITTED,
        STATUS_COMMITMENT_LIMIT: () => STATUS_COMMITMENT_LIMIT,
        STATUS_CONFLICTING_ADDRESSES: () => STATUS_CONFLICTING_ADDRESSES,
        STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
        STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
        STATUS_INVALID_PAGE_PROTECTION: () => STATUS_INVALID_PAGE_PROTECTION,
        STATUS_NO_MEMORY: () => STATUS_NO_MEMORY,
        STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
        STATUS_PROCESS_IS_TERMINATING: () => STATUS_PROCESS_IS_TERMINATING,
      },
    },
  );
