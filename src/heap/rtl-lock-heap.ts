import type { BOOLEAN, PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { HEAP_NO_SERIALIZE } from './flags.ts';
import { lock } from './heap-lock.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';

/** See the call signature. */
export interface RtlLockHeap {
  /**
   * Takes the lock of a heap, so that no other thread can use it. User mode only.
   *
   * The owner may take it again; every call needs its RtlUnlockHeap (B-166).
   * On a heap with HEAP_NO_SERIALIZE it does nothing and gives TRUE (B-167).
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @returns 1 (TRUE), or 0 (FALSE) when the handle is not that of a heap
   */
  (HeapHandle: PVOID): BOOLEAN;
}

/** Declaration of RtlLockHeap. Source: phnt signature; B-166, B-167. */
export const RtlLockHeap: Routine<HeapServices, RtlLockHeap> = routine<RtlLockHeap>()(
  {
    name: 'RtlLockHeap',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Takes the lock of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [{ name: 'HeapHandle', type: 'PVOID', direction: 'in' }],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) on success, else 0 (FALSE).',
    codes: [],
    seeAlso: ['RtlUnlockHeap'],
    since: '0.1.0',
  },
  ({ heaps }: HeapServices) =>
    (HeapHandle) => {
      const heap = heaps.find(HeapHandle);
      if (heap === undefined) return 0;
      if ((heap.settings.flags & HEAP_NO_SERIALIZE) === 0) lock(heap);
      return 1;
    },
  { waitsFor: lockWait },
);
