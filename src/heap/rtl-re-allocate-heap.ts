import type { PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { STATUS_INVALID_PARAMETER, STATUS_NO_MEMORY } from '../status/common.ts';
import { fail } from './failures.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { reallocate } from './reallocate.ts';

/** See the call signature. */
export interface RtlReAllocateHeap {
  /**
   * Changes the size of a block. User mode only.
   *
   * The contents up to the smaller of both sizes stay. Cost: O(1), and a copy
   * when the block moves.
   *
   * @param HeapHandle heap that the block came from
   * @param Flags as for RtlAllocateHeap, and HEAP_REALLOC_IN_PLACE_ONLY; HEAP_ZERO_MEMORY clears what is added
   * @param BaseAddress block to resize; NULL gives NULL
   * @param Size bytes wanted, 0 or more
   * @returns address of the block, maybe another one; or NULL, with the old block as it was
   */
  (HeapHandle: PVOID, Flags: ULONG, BaseAddress: PVOID, Size: SIZE_T | bigint): PVOID;
}

/** Declaration of RtlReAllocateHeap. Source: phnt signature; B-110…B-127. */
export const RtlReAllocateHeap: Routine<HeapServices, RtlReAllocateHeap> = routine<RtlReAllocateHeap>()(
  {
    name: 'RtlReAllocateHeap',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Changes the size of a block of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'BaseAddress', type: 'PVOID', direction: 'in' },
      { name: 'Size', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'PVOID',
    returnText: 'Address of the block, or NULL when it could not be resized.',
    codes: [
      {
        code: 'STATUS_NO_MEMORY',
        when: 'there is no memory left, or none in place when the block may not move; raised, or the last status',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'BaseAddress is no busy block of the heap; last status',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlAllocateHeap', 'RtlFreeHeap', 'RtlSizeHeap'],
    since: '0.1.0',
  },
  ({ heaps }: HeapServices) =>
    (HeapHandle, Flags, BaseAddress, Size) =>
      reallocate(heaps, HeapHandle, Flags, BaseAddress, Size),
  {
    waitsFor: lockWait,
    failures: {
      STATUS_NO_MEMORY: ({ heaps }, [handle, flags]) =>
        fail(heaps.platform, heaps.find(handle), flags, STATUS_NO_MEMORY, 'RtlReAllocateHeap', []),
      STATUS_INVALID_PARAMETER: ({ heaps }) => {
        heaps.platform.machine.setLastStatus(STATUS_INVALID_PARAMETER, 'RtlReAllocateHeap');
        return 0;
      },
    },
    inFront: ({ short }, door) => short?.inFrontOfReAllocate(door) ?? null,
  },
);
