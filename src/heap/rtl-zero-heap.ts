import type { NTSTATUS, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../status/common.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { changingHeap } from './on-heap.ts';
import { zeroFreeBlocks } from './tidy.ts';

/** See the call signature. */
export interface RtlZeroHeap {
  /**
   * Clears what freed blocks of a heap still hold. IRQL < DISPATCH_LEVEL.
   *
   * The two pointers at the beginning of a free block, which link it, stay. A heap with free checking is left alone:
   * its free blocks hold a pattern and nothing else. Cost: O(blocks) and the bytes that are cleared.
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @returns STATUS_SUCCESS, or why not
   */
  (HeapHandle: PVOID, Flags: ULONG): NTSTATUS;
}

/** Declaration of RtlZeroHeap. Source: phnt signature; exported by the kernel without a page (BEHAVIOUR-DECISIONS 2). */
export const RtlZeroHeap: Routine<HeapServices, RtlZeroHeap> = routine<RtlZeroHeap>()(
  {
    name: 'RtlZeroHeap',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll; NtosKrnl.exe (exported without a page)',
    page: null,
    summary: 'Clears the free blocks of a heap.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    returnText: 'STATUS_SUCCESS, or why not.',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'every free block was cleared', modelled: 'produced' },
      { code: 'STATUS_INVALID_HANDLE', when: 'HeapHandle is not that of a heap', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the heap is damaged, and that ends nothing',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlCompactHeap', 'RtlFreeHeap'],
    since: '0.1.0',
  },
  ({ heaps }: HeapServices) =>
    (HeapHandle, Flags) => {
      const heap = heaps.require(HeapHandle);
      if (heap === undefined) return STATUS_INVALID_HANDLE;
      const work = (): NTSTATUS => {
        zeroFreeBlocks(heap);
        return STATUS_SUCCESS;
      };
      return changingHeap(
        heaps,
        heap,
        { flags: Flags, routine: 'RtlZeroHeap' },
        work,
        () => STATUS_INVALID_PARAMETER,
      );
    },
  {
    waitsFor: lockWait,
    failures: {
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
    },
  },
);
