import type { PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { destroy } from './destroy.ts';
import type { HeapServices } from './heap-services.ts';

/** See the call signature. */
export interface RtlDestroyHeap {
  /**
   * Destroys a heap and gives its memory back. IRQL < DISPATCH_LEVEL.
   *
   * Blocks need not be freed first; their addresses are invalid afterwards.
   * Memory that the caller supplied to RtlCreateHeap stays as it is.
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @returns NULL on success, or the handle when the heap cannot be destroyed (the heap of a process; a debug heap found damaged)
   */
  (HeapHandle: PVOID): PVOID;
}

/** Declaration of RtlDestroyHeap. Source: ddi:RtlDestroyHeap, B-139…B-142. */
export const RtlDestroyHeap: Routine<HeapServices, RtlDestroyHeap> = routine<RtlDestroyHeap>()(
  {
    name: 'RtlDestroyHeap',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    targetPlatform: 'Universal',
    minClient: 'Windows XP',
    page: 'ntifs/nf-ntifs-rtldestroyheap',
    summary: 'Destroys a heap and gives its memory back.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'HeapHandle', type: 'PVOID', direction: 'in' }],
    returns: 'PVOID',
    returnText: 'NULL on success, else HeapHandle.',
    codes: [],
    seeAlso: ['RtlCreateHeap', 'RtlAllocateHeap', 'RtlFreeHeap'],
    remarks: [
      'The heap that a process starts with cannot be destroyed: the call gives its handle back.',
      'A heap with debug flags is validated first.',
      'A heap is not destroyed from inside one of its own calls, by its commit routine for example; that is a finding, and so is a heap that is destroyed while another thread holds its lock.',
    ],
    since: '0.1.0',
  },
  (services: HeapServices) => (HeapHandle) => (destroy(services.heaps, HeapHandle) ? 0 : HeapHandle),
);
