import type { BOOLEAN, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { busyBlock } from './busy-block.ts';
import type { HeapServices } from './heap-services.ts';
import { validateBlock, validateHeap } from './heap-walk.ts';
import { lockWait } from './lock-wait.ts';

/** See the call signature. */
export interface RtlValidateHeap {
  /**
   * Checks a whole heap, or one block of it. User mode only.
   *
   * Cost: O(blocks) for a heap, O(1) for a block.
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @param BaseAddress block to check, or NULL for every block and list
   * @returns 1 (TRUE) when sound, else 0 (FALSE)
   */
  (HeapHandle: PVOID, Flags: ULONG, BaseAddress: PVOID): BOOLEAN;
}

/** Declaration of RtlValidateHeap. Source: phnt signature; B-136, B-137. */
export const RtlValidateHeap: Routine<HeapServices, RtlValidateHeap> = routine<RtlValidateHeap>()(
  {
    name: 'RtlValidateHeap',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Checks a heap, or one block of it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'BaseAddress', type: 'PVOID', direction: 'in' },
    ],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when sound, else 0 (FALSE).',
    codes: [],
    seeAlso: ['RtlSizeHeap', 'RtlLockHeap'],
    since: '0.1.0',
  },
  ({ heaps }: HeapServices) =>
    (HeapHandle, Flags, BaseAddress) => {
      const heap = heaps.find(HeapHandle);
      if (heap === undefined) return 0;
      const entered = heaps.enter(heap, Flags | heap.settings.flags, 'RtlValidateHeap');
      try {
        if (BaseAddress === 0) return validateHeap(heap) === null ? 1 : 0;
        const block = busyBlock(heap, BaseAddress);
        return typeof block !== 'string' && validateBlock(block) ? 1 : 0;
      } finally {
        heaps.leave(heap, entered);
      }
    },
  { waitsFor: lockWait },
);
