import type { PointerTo, PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_NO_MEMORY } from '../status/common.ts';
import { allocateOn } from './allocate.ts';
import { fail } from './failures.ts';
import type { Heap } from './heap.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { changingHeap } from './on-heap.ts';
import { assertHolds, writeElement } from './pointer-array.ts';

const ROUTINE = 'RtlMultipleAllocateHeap';

/** See the call signature. */
export interface RtlMultipleAllocateHeap {
  /**
   * Allocates blocks of one size. User mode only.
   *
   * When one cannot be had, those before it stay allocated (B-093).
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @param Flags as for RtlAllocateHeap; with HEAP_GENERATE_EXCEPTIONS a failure raises STATUS_NO_MEMORY without parameters
   * @param Size bytes of each block
   * @param Count number of blocks
   * @param Array receives their addresses
   * @returns number of blocks that were allocated
   */
  // biome-ignore lint/suspicious/noShadowRestrictedNames: the name of the header
  (HeapHandle: PVOID, Flags: ULONG, Size: SIZE_T | bigint, Count: ULONG, Array: PointerTo<PVOID>): ULONG;
}

/** One block; 0 when there is no memory, or the heap is damaged and that ends nothing. */
const one = ({ heaps }: HeapServices, heap: Heap, flags: number, bytes: number): number =>
  changingHeap(
    heaps,
    heap,
    { flags, routine: ROUTINE },
    () => allocateOn(heap, flags, bytes),
    () => 0,
  );

/** Declaration of RtlMultipleAllocateHeap. Source: phnt signature; B-093. */
export const RtlMultipleAllocateHeap: Routine<HeapServices, RtlMultipleAllocateHeap> =
  routine<RtlMultipleAllocateHeap>()(
    {
      name: ROUTINE,
      header: 'ntrtl.h',
      library: 'ntdll.lib',
      dll: 'ntdll.dll',
      page: null,
      summary: 'Allocates several blocks of one size from a heap.',
      modes: ['user'],
      maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
      parameters: [
        { name: 'HeapHandle', type: 'PCVOID', direction: 'in' },
        { name: 'Flags', type: 'ULONG', direction: 'in' },
        { name: 'Size', type: 'SIZE_T', direction: 'in' },
        { name: 'Count', type: 'ULONG', direction: 'in' },
        { name: 'Array', type: 'PVOID *', direction: 'out' },
      ],
      returns: 'ULONG',
      returnText: 'Number of blocks in Array.',
      codes: [
        {
          code: 'STATUS_NO_MEMORY',
          when: 'a block could not be allocated; raised, or the last status',
          modelled: 'produced',
        },
      ],
      seeAlso: ['RtlMultipleFreeHeap', 'RtlAllocateHeap'],
      since: '0.1.0',
    },
    (services: HeapServices) => (HeapHandle, Flags, Size, Count, blocks) => {
      const { heaps, memory } = services;
      const bytes = pointerSized(heaps.platform.architecture, Size, 'Size');
      const count = Count >>> 0;
      assertHolds(blocks, count, 'Array');
      const heap = heaps.require(HeapHandle);
      for (let done = 0; done < count; done++) {
        const address = heap === undefined ? 0 : one(services, heap, Flags, bytes);
        if (address === 0) {
          fail(heaps.platform, heap, Flags, STATUS_NO_MEMORY, ROUTINE, []);
          return done;
        }
        writeElement(memory, blocks, done, address);
      }
      return count;
    },
    {
      waitsFor: lockWait,
      failures: {
        STATUS_NO_MEMORY: ({ heaps }, [handle, flags]) =>
          fail(heaps.platform, heaps.find(handle), flags, STATUS_NO_MEMORY, ROUTINE, []),
      },
    },
  );
