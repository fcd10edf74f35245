import type { BOOLEAN, PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { HEAP_NO_SERIALIZE } from './flags.ts';
import { unlock } from './heap-lock.ts';
import type { HeapServices } from './heap-services.ts';

/** See the call signature. */
export interface RtlUnlockHeap {
  /**
   * Gives the lock of a heap back. User mode only.
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @returns 1 (TRUE), or 0 (FALSE) when the handle is not that of a heap or the calling thread does not hold the lock
   */
  (HeapHandle: PVOID): BOOLEAN;
}

/** Declaration of RtlUnlockHeap. Source: phnt signature; B-166, B-167. */
export const RtlUnlockHeap: Routine<HeapServices, RtlUnlockHeap> = routine<RtlUnlockHeap>()(
  {
    name: 'RtlUnlockHeap',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Gives the lock of a heap back.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [{ name: 'HeapHandle', type: 'PVOID', direction: 'in' }],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) on success, else 0 (FALSE).',
    codes: [],
    seeAlso: ['RtlLockHeap'],
    since: '0.1.0',
  },
  ({ heaps }: HeapServices) =>
    (HeapHandle) => {
      const heap = heaps.find(HeapHandle);
      if (heap === undefined) return 0;
      if ((heap.settings.flags & HEAP_NO_SERIALIZE) !== 0) return 1;
      return unlock(heap) ? 1 : 0;
    },
);
