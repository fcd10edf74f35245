import type { PVOID, RTL_HEAP_PARAMETERS, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HeapServices } from './heap-services.ts';
import { createHeap } from './rtl-create-heap-rules.ts';

/** See the call signature. */
export interface RtlCreateHeap {
  /**
   * Creates a heap. IRQL < DISPATCH_LEVEL.
   *
   * @param Flags HEAP_GROWABLE, HEAP_GENERATE_EXCEPTIONS, HEAP_NO_SERIALIZE, HEAP_CREATE_ALIGN_16, HEAP_CREATE_ENABLE_EXECUTE; HEAP_TAIL_CHECKING_ENABLED, HEAP_FREE_CHECKING_ENABLED, HEAP_DISABLE_COALESCE_ON_FREE and what global flags add
   * @param HeapBase reserved memory to use, at a page boundary; NULL takes user-range memory of the current process
   * @param ReserveSize bytes to reserve, rounded up to pages; 0 derives it from CommitSize
   * @param CommitSize bytes to commit, rounded up to pages and at most ReserveSize; 0 commits one page
   * @param Lock NULL, or for a driver an ERESOURCE that serializes the heap
   * @param Parameters address of an RTL_HEAP_PARAMETERS, its members as a value, or NULL
   * @returns handle of the heap, or NULL
   */
  (
    Flags: ULONG,
    HeapBase: PVOID,
    ReserveSize: SIZE_T | bigint,
    CommitSize: SIZE_T | bigint,
    Lock: PVOID,
    Parameters: PVOID | RTL_HEAP_PARAMETERS,
  ): PVOID;
}

/** Declaration of RtlCreateHeap. Source: ddi:RtlCreateHeap, B-002…B-029. */
export const RtlCreateHeap: Routine<HeapServices, RtlCreateHeap> = routine<RtlCreateHeap>()(
  {
    name: 'RtlCreateHeap',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'Ntoskrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); Ntdll.dll (user mode)',
    targetPlatform: 'Universal',
    minClient: 'Windows XP',
    page: 'ntifs/nf-ntifs-rtlcreateheap',
    summary: 'Creates a heap.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'HeapBase', type: 'PVOID', direction: 'in', optional: true },
      { name: 'ReserveSize', type: 'SIZE_T', direction: 'in', optional: true },
      { name: 'CommitSize', type: 'SIZE_T', direction: 'in', optional: true },
      { name: 'Lock', type: 'PVOID', direction: 'in', optional: true },
      { name: 'Parameters', type: 'PRTL_HEAP_PARAMETERS', direction: 'in', optional: true },
    ],
    returns: 'PVOID',
    mustCheck: true,
    returnText: 'Handle of the heap, or NULL.',
    codes: [
      { code: 'STATUS_NO_MEMORY', when: 'there is no memory: the result is NULL', modelled: 'produced' },
    ],
    seeAlso: ['RtlAllocateHeap', 'RtlFreeHeap', 'RtlDestroyHeap'],
    remarks: [
      'Without HeapBase the heap lies in the user range of the process that is current at creation: it is worthless in another process.',
      'A heap without HEAP_GROWABLE never becomes larger than its reservation, and no request may be above its virtual memory threshold.',
      'With a commit routine the heap must lie in memory of the caller and must not be growable.',
      'Debug flags fill memory with patterns and look at them; a heap that has them is slower and finds damage earlier.',
    ],
    since: '0.1.0',
  },
  (services: HeapServices) => (Flags, HeapBase, ReserveSize, CommitSize, Lock, Parameters) =>
    createHeap(services, Flags, HeapBase, ReserveSize, CommitSize, Lock, Parameters),
  { failures: { STATUS_NO_MEMORY: () => 0 } },
);
