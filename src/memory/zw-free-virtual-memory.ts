import type { HANDLE, NTSTATUS, PointerTo, PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { bindFree, freeFacts, freeFailures } from './nt-free-virtual-memory.ts';
import type { VirtualMemoryServices } from './virtual-memory-services.ts';

/** Type of `ZwFreeVirtualMemory`. */
export interface ZwFreeVirtualMemory {
  /**
   * Decommits pages of a process or releases a reservation: the name drivers use. IRQL = PASSIVE_LEVEL.
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

/** Declaration of ZwFreeVirtualMemory. Source: ddi:ZwFreeVirtualMemory, fact B-228. */
export const ZwFreeVirtualMemory: Routine<VirtualMemoryServices, ZwFreeVirtualMemory> =
  routine<ZwFreeVirtualMemory>()(
    {
      name: 'ZwFreeVirtualMemory',
      header: 'ntifs.h',
      includeHeader: 'Ntifs.h, Fltkernel.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      minClient: 'Windows 2000',
      page: 'ntifs/nf-ntifs-zwfreevirtualmemory',
      summary: 'Decommits pages or releases a reservation in the user range of a process.',
      modes: ['kernel', 'user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
      ...freeFacts,
      seeAlso: ['NtFreeVirtualMemory', 'ZwAllocateVirtualMemory'],
      since: '0.1.0',
    },
    (services: VirtualMemoryServices): ZwFreeVirtualMemory => bindFree(services),
    { failures: freeFailures },
  );
