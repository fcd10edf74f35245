import type { PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_BUFFER_TOO_SMALL, STATUS_NO_MEMORY } from '../status/common.ts';
import { allocate } from './allocate.ts';
import { fail } from './failures.ts';
import type { HeapServices } from './heap-services.ts';
import { allocationWait } from './lock-wait.ts';

/** See the call signature. */
export interface RtlAllocateHeap {
  /**
   * Allocates a block from a heap. IRQL < DISPATCH_LEVEL.
   *
   * Cost: O(1) in the number of live blocks. The block is not cleared without
   * HEAP_ZERO_MEMORY, is aligned to 16 bytes (x64) or 8 (x86), and never moves.
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @param Flags HEAP_GENERATE_EXCEPTIONS, HEAP_NO_SERIALIZE and HEAP_ZERO_MEMORY, or 0; added to the flags of the heap. A program may add HEAP_SETTABLE_USER_VALUE, HEAP_SETTABLE_USER_FLAG1 to 3, and a tag
   * @param Size bytes wanted, 0 or more; on a nongrowable heap at most its virtual memory threshold
   * @returns address of the block, or NULL
   */
  (HeapHandle: PVOID, Flags: ULONG, Size: SIZE_T | bigint): PVOID;
}

/** Fails as the routine fails: raises with HEAP_GENERATE_EXCEPTIONS, else leaves a last status and gives NULL. */
const failWith =
  (status: number) =>
  ({ heaps }: HeapServices, [handle, flags]: Parameters<RtlAllocateHeap>): PVOID =>
    fail(heaps.platform, heaps.find(handle), flags, status, 'RtlAllocateHeap', []);

/** Declaration of RtlAllocateHeap. Source: S4, ddi:RtlAllocateHeap. */
export const RtlAllocateHeap: Routine<HeapServices, RtlAllocateHeap> = routine<RtlAllocateHeap>()(
  {
    name: 'RtlAllocateHeap',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe (kernel mode); ntdll.dll (user mode)',
    targetPlatform: 'Universal',
    minClient: 'Windows XP',
    page: 'ntifs/nf-ntifs-rtlallocateheap',
    summary: 'Allocates a block of memory from a heap.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in', optional: true },
      { name: 'Size', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'PVOID',
    mustCheck: true,
    returnText: 'Address of the new block, or NULL when there is none and no exception was asked for.',
    codes: [
      {
        code: 'STATUS_ACCESS_VIOLATION',
        when: 'the heap is damaged or an argument is wrong; raised, or the last status',
        modelled: 'produced',
      },
      {
        code: 'STATUS_BUFFER_TOO_SMALL',
        when: 'the heap cannot grow and Size is above its virtual memory threshold; raised, or the last status',
        modelled: 'produced',
      },
      {
        code: 'STATUS_NO_MEMORY',
        when: 'there is no memory left; raised, or the last status',
        modelled: 'produced',
      },
    ],
    seeAlso: ['RtlCreateHeap', 'RtlFreeHeap', 'RtlReAllocateHeap', 'RtlSizeHeap', 'RtlDestroyHeap'],
    remarks: [
      'A block keeps its address until it is freed, so a heap can become fragmented.',
      'Serialization excludes other threads for the length of the call. Leave it out only when no second thread can use the heap at the same time.',
      'Reads and writes of heap memory can fault; guard them with __try.',
    ],
    since: '0.1.0',
  },
  (services: HeapServices) => (HeapHandle, Flags, Size) => allocate(services.heaps, HeapHandle, Flags, Size),
  {
    waitsFor: allocationWait,
    inFront: ({ short }, door) => short?.inFrontOfAllocate(door) ?? null,
    failures: {
      STATUS_ACCESS_VIOLATION: failWith(STATUS_ACCESS_VIOLATION),
      STATUS_BUFFER_TOO_SMALL: failWith(STATUS_BUFFER_TOO_SMALL),
      STATUS_NO_MEMORY: failWith(STATUS_NO_MEMORY),
    },
  },
);
