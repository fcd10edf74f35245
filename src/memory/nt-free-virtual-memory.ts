import type { HANDLE, NTSTATUS, PointerTo, PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../status/common.ts';
import { freeVirtualMemory } from './free-virtual-memory.ts';
import { onRange, spaceOfHandle, type VirtualMemoryServices } from './virtual-memory-services.ts';

/** Type of `NtFreeVirtualMemory`. */
export interface NtFreeVirtualMemory {
  /**
   * Decommits pages of a process or releases a reservation. IRQL = PASSIVE_LEVEL.
   *
   * @param ProcessHandle process to work on; NtCurrentProcess() is -1
   * @param BaseAddress in: address in the reservation, its base when RegionSize is 0; out: first address of what was freed
   * @param RegionSize in: bytes, or 0 for the whole reservation; must be 0 with MEM_RELEASE; out: bytes that were freed
   * @param FreeType MEM_DECOMMIT or MEM_RELEASE
   * @returns STATUS_SUCCESS, or why not
   */
  (
    ProcessHandle: HANDLE | bigint,
    BaseAddress: PointerTo<PVOID>,
    RegionSize: PointerTo<SIZE_T>,
    FreeType: ULONG,
  ): NTSTATUS;
}

/** Implementation shared by NtFreeVirtualMemory and ZwFreeVirtualMemory. */
export const bindFree =
  (services: VirtualMemoryServices): NtFreeVirtualMemory =>
  (ProcessHandle, BaseAddress, RegionSize, FreeType) => {
    const { architecture, partialRelease } = services;
    return onRange(services, BaseAddress, RegionSize, (base, size) =>
      freeVirtualMemory(architecture, spaceOfHandle(services, ProcessHandle), {
        base,
        size,
        type: FreeType >>> 0,
        partialRelease,
      }),
    );
  };

/** What the contracts of NtFreeVirtualMemory and ZwFreeVirtualMemory have in common: one service by two names. */
export const freeFacts = {
  parameters: [
    { name: 'ProcessHandle', type: 'HANDLE', direction: 'in' },
    { name: 'BaseAddress', type: 'PVOID *', direction: 'inout' },
    { name: 'RegionSize', type: 'PSIZE_T', direction: 'inout' },
    { name: 'FreeType', type: 'ULONG', direction: 'in' },
  ],
  returns: 'NTSTATUS',
  returnText: 'STATUS_SUCCESS, or why nothing was freed.',
  codes: [
    { code: 'STATUS_SUCCESS', when: 'the pages were freed', modelled: 'produced' },
    { code: 'STATUS_ACCESS_DENIED', when: 'the handle does not allow it', modelled: 'injectable' },
    { code: 'STATUS_INVALID_HANDLE', when: 'ProcessHandle is no handle', modelled: 'produced' },
    { code: 'STATUS_OBJECT_TYPE_MISMATCH', when: 'the handle names no process', modelled: 'injectable' },
  ],
  remarks: [
    'MEM_DECOMMIT takes the memory of every page that contains a byte of the range; the addresses stay reserved. Pages that are not committed are passed over.',
    'MEM_RELEASE frees the whole reservation.',
    'STATUS_MEMORY_NOT_ALLOCATED means that no reservation holds the address, STATUS_FREE_VM_NOT_AT_BASE that a size of 0 came without its base, STATUS_UNABLE_TO_FREE_VM that the range leaves the reservation (observed; the page lists no such code).',
  ],
} as const;

/** Failures of both. */
export const freeFailures = {
  STATUS_ACCESS_DENIED: () => STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH: () => STATUS_OBJECT_TYPE_MISMATCH,
};

/** Declaration of NtFreeVirtualMemory. Source: ddi:NtFreeVirtualMemory, fact B-228. */
export const NtFreeVirtualMemory: Routine<VirtualMemoryServices, NtFreeVirtualMemory> =
  routine<NtFreeVirtualMemory>()(
    {
      name: 'NtFreeVirtualMemory',
      header: 'ntifs.h',
      includeHeader: 'Ntifs.h, Fltkernel.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      minClient: 'Windows 2000',
      page: 'ntifs/nf-ntifs-ntfreevirtualmemory',
      summary: 'Decommits pages or releases a reservation in the user range of a process.',
      modes: ['kernel', 'user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
      ...freeFacts,
      seeAlso: ['NtAllocateVirtualMemory', 'ZwFreeVirtualMemory'],
      since: '0.1.0',
    },
    bindFree,
    { failures: freeFailures },
  );
