import type { PointerTo, PVOID, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { failInvalid } from './failures.ts';
import { free } from './free.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { assertHolds, readElement } from './pointer-array.ts';

/** See the call signature. */
export interface RtlMultipleFreeHeap {
  /**
   * Frees blocks, as RtlFreeHeap does one after the other, up to the first that fails. User mode only.
   *
   * @param HeapHandle heap that the blocks came from
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @param Count number of blocks
   * @param Array their addresses; NULL counts as freed
   * @returns number of blocks that were freed
   */
  // biome-ignore lint/suspicious/noShadowRestrictedNames: the name of the header
  (HeapHandle: PVOID, Flags: ULONG, Count: ULONG, Array: PointerTo<PVOID>): ULONG;
}

/** Declaration of RtlMultipleFreeHeap. Source: phnt signature; each block as B-096…B-100 say. */
export const RtlMultipleFreeHeap: Routine<HeapServices, RtlMultipleFreeHeap> = routine<RtlMultipleFreeHeap>()(
  {
    name: 'RtlMultipleFreeHeap',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Frees several blocks of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PCVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'Count', type: 'ULONG', direction: 'in' },
      { name: 'Array', type: 'PVOID *', direction: 'in' },
    ],
    returns: 'ULONG',
    returnText: 'Number of blocks that were freed.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'an element is no block of the heap; last status',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlMultipleAllocateHeap', 'RtlFreeHeap'],
    since: '0.1.0',
  },
  ({ heaps, memory }: HeapServices) =>
    (HeapHandle, Flags, Count, blocks) => {
      const count = Count >>> 0;
      assertHolds(blocks, count, 'Array');
      for (let done = 0; done < count; done++) {
        if (free(heaps, HeapHandle, Flags, readElement(memory, blocks, done)) === 0) return done;
      }
      return count;
    },
  {
    waitsFor: lockWait,
    failures: {
      STATUS_INVALID_PARAMETER: ({ heaps }) => failInvalid(heaps.platform, 'RtlMultipleFreeHeap'),
    },
  },
);
