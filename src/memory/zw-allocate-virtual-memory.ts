import type { HANDLE, NTSTATUS, PointerTo, PVOID, SIZE_T, ULONG, ULONG_PTR } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { allocateFacts, bindAllocate } from './nt-allocate-virtual-memory.ts';
import type { VirtualMemoryServices } from './virtual-memory-services.ts';

/** Type of `ZwAllocateVirtualMemory`. */
export interface ZwAllocateVirtualMemory {
  /**
   * Reserves pages in the user range of a process, commits them, or both: the name drivers use. IRQL = PASSIVE_LEVEL.
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

/** Declaration of ZwAllocateVirtualMemory. Source: ddi:ZwAllocateVirtualMemory, facts B-223, B-226, B-227. */
export const ZwAllocateVirtualMemory: Routine<VirtualMemoryServices, ZwAllocateVirtualMemory> =
  routine<ZwAllocateVirtualMemory>()(
    {
      name: 'ZwAllocateVirtualMemory',
      header: 'ntifs.h',
      includeHeader: 'Ntifs.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      minClient: 'Windows 2000',
      page: 'ntifs/nf-ntifs-zwallocatevirtualmemory',
      summary: 'Reserves or commits pages in the user range of a process.',
      modes: ['kernel', 'user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
      ...allocateFacts,
      codes: [{ code: 'STATUS_SUCCESS', when: 'the pages were taken', modelled: 'produced' }],
      seeAlso: ['NtAllocateVirtualMemory', 'ZwFreeVirtualMemory'],
      since: '0.1.0',
    },
    (services: VirtualMemoryServices): ZwAllocateVirtualMemory => bindAllocate(services),
  );
