import type { PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { busyBlock, bytesOf } from './busy-block.ts';
import { CorruptionFound } from './corruption.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';

/** See the call signature. */
export interface RtlSizeHeap {
  /**
   * Tells how many bytes were asked for when a block was allocated or resized.
   *
   * @param HeapHandle heap that the block came from
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @param BaseAddress block from RtlAllocateHeap or RtlReAllocateHeap
   * @returns requested bytes, not the rounded size (B-072); -1, that is (SIZE_T)-1, when it is no block
   */
  (HeapHandle: PVOID, Flags: ULONG, BaseAddress: PVOID): SIZE_T;
}

function fail({ heaps }: HeapServices, status: number): SIZE_T {
  heaps.platform.machine.setLastStatus(status, 'RtlSizeHeap');
  return -1;
}

/** Declaration of RtlSizeHeap. Source: phnt signature; B-072, B-130, B-131. */
export const RtlSizeHeap: Routine<HeapServices, RtlSizeHeap> = routine<RtlSizeHeap>()(
  {
    name: 'RtlSizeHeap',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll; NtosKrnl.exe (exported without a page)',
    page: null,
    summary: 'Tells the requested size of a block of a heap.',
    modes: ['kernel', 'user'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'BaseAddress', type: 'PVOID', direction: 'in' },
    ],
    returns: 'SIZE_T',
    returnText: 'Requested bytes, or (SIZE_T)-1.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'BaseAddress is no busy block of the heap; last status',
        modelled: 'produced',
      },
      { code: 'STATUS_INVALID_HANDLE', when: 'HeapHandle is NULL; last status', modelled: 'produced' },
    ],
    seeAlso: ['RtlAllocateHeap', 'RtlReAllocateHeap'],
    since: '0.1.0',
  },
  (services: HeapServices) => (HeapHandle, Flags, BaseAddress) => {
    const { heaps } = services;
    if (HeapHandle === 0) return fail(services, STATUS_INVALID_HANDLE); // B-131
    const heap = heaps.require(HeapHandle);
    if (heap === undefined) return fail(services, STATUS_INVALID_PARAMETER);
    const entered = heaps.enter(heap, Flags | heap.settings.flags, 'RtlSizeHeap');
    try {
      heap.beforeCall();
      const block = busyBlock(heap, BaseAddress);
      if (typeof block === 'string') return fail(services, STATUS_INVALID_PARAMETER);
      const bytes = bytesOf(block);
      heap.beforeSize(block.p, bytes);
      return bytes;
    } catch (thrown) {
      if (!(thrown instanceof CorruptionFound)) throw thrown;
      return fail(services, STATUS_INVALID_PARAMETER);
    } finally {
      heaps.leave(heap, entered);
    }
  },
  {
    waitsFor: lockWait,
    failures: {
      STATUS_INVALID_PARAMETER: (services) => fail(services, STATUS_INVALID_PARAMETER),
      STATUS_INVALID_HANDLE: (services) => fail(services, STATUS_INVALID_HANDLE),
    },
  },
);
