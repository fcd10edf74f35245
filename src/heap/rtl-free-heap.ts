import type { LOGICAL, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { free } from './free.ts';
import type { HeapServices } from './heap-services.ts';
import { freeWait } from './lock-wait.ts';

/** See the call signature. */
export interface RtlFreeHeap {
  /**
   * Gives a block back to its heap. IRQL < DISPATCH_LEVEL.
   *
   * Cost: O(1). The block is merged with free neighbours.
   *
   * @param HeapHandle heap that the block came from
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @param BaseAddress block from RtlAllocateHeap or RtlReAllocateHeap; NULL does nothing
   * @returns 1 (TRUE), or 0 (FALSE) when BaseAddress is no block of the heap; where damage stops, it stops instead
   */
  (HeapHandle: PVOID, Flags: ULONG, BaseAddress: PVOID): LOGICAL;
}

/** Declaration of RtlFreeHeap. Source: ddi:RtlFreeHeap, B-096…B-103. */
export const RtlFreeHeap: Routine<HeapServices, RtlFreeHeap> = routine<RtlFreeHeap>()(
  {
    name: 'RtlFreeHeap',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    targetPlatform: 'Universal',
    minClient: 'Windows XP',
    page: 'ntifs/nf-ntifs-rtlfreeheap',
    summary: 'Gives a block of memory back to its heap.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in', optional: true },
      { name: 'BaseAddress', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'LOGICAL',
    returnText: '1 (TRUE) when the block was freed or BaseAddress is NULL, else 0 (FALSE).',
    codes: [],
    seeAlso: ['RtlAllocateHeap', 'RtlCreateHeap', 'RtlDestroyHeap'],
    remarks: ['Before Windows 8 the result was declared BOOLEAN.'],
    since: '0.1.0',
  },
  (services: HeapServices) => (HeapHandle, Flags, BaseAddress) =>
    free(services.heaps, HeapHandle, Flags, BaseAddress),
  { waitsFor: freeWait, inFront: ({ short }, door) => short?.inFrontOfFree(door) ?? null },
);
