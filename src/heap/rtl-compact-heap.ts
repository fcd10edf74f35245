import type { PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER } from '../status/common.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { changingHeap } from './on-heap.ts';
import { compact } from './tidy.ts';

const ROUTINE = 'RtlCompactHeap';

/** See the call signature. */
export interface RtlCompactHeap {
  /**
   * Merges free blocks that touch, and tells how large the largest one is. User mode only.
   *
   * Blocks merge when they are freed, so there is something to do only on a heap with HEAP_DISABLE_COALESCE_ON_FREE
   * (B-138). Cost: O(blocks).
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @returns bytes that the largest free block with memory behind it can hold; 0 when there is none, or with a last status
   */
  (HeapHandle: PVOID, Flags: ULONG): SIZE_T;
}

function fail({ heaps }: HeapServices, status: number): SIZE_T {
  heaps.platform.machine.setLastStatus(status, ROUTINE);
  return 0;
}

/** Declaration of RtlCompactHeap. Source: phnt signature; B-138. */
export const RtlCompactHeap: Routine<HeapServices, RtlCompactHeap> = routine<RtlCompactHeap>()(
  {
    name: ROUTINE,
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Merges the free blocks of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
    ],
    returns: 'SIZE_T',
    returnText: 'Size of the largest free block in bytes, or 0.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'HeapHandle is not that of a heap; last status',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the heap is damaged, and that ends nothing; last status',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlZeroHeap', 'RtlFreeHeap', 'RtlWalkHeap'],
    since: '0.1.0',
  },
  (services: HeapServices) => (HeapHandle, Flags) => {
    const { heaps } = services;
    const heap = heaps.require(HeapHandle);
    if (heap === undefined) return fail(services, STATUS_INVALID_HANDLE);
    return changingHeap(
      heaps,
      heap,
      { flags: Flags, routine: ROUTINE },
      () => compact(heap),
      () => fail(services, STATUS_INVALID_PARAMETER),
    );
  },
  {
    waitsFor: lockWait,
    failures: {
      STATUS_INVALID_HANDLE: (services) => fail(services, STATUS_INVALID_HANDLE),
      STATUS_INVALID_PARAMETER: (services) => fail(services, STATUS_INVALID_PARAMETER),
    },
  },
);
