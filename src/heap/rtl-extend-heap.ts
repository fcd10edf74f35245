import type { NTSTATUS, PVOID, SIZE_T, ULONG } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { pointerSized } from '../machine/addresses.ts';
import {
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MEMORY,
} from '../status/common.ts';
import { extendHeap } from './extend.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { changingHeap } from './on-heap.ts';

/** See the call signature. */
export interface RtlExtendHeap {
  /**
   * Gives a heap more memory: a range that the caller has reserved becomes a segment. User mode only.
   *
   * It works on a heap that cannot grow by itself too. The memory stays the caller's: RtlDestroyHeap does not
   * release it.
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @param Flags HEAP_NO_SERIALIZE or 0
   * @param Base first address, at a page boundary
   * @param Size bytes, at least a page; what is left of the last page is not used
   * @returns STATUS_SUCCESS, or why not
   */
  (HeapHandle: PVOID, Flags: ULONG, Base: PVOID, Size: SIZE_T | bigint): NTSTATUS;
}

/** Declaration of RtlExtendHeap. Source: phnt signature; B-057. What it does beyond that is *ours*. */
export const RtlExtendHeap: Routine<HeapServices, RtlExtendHeap> = routine<RtlExtendHeap>()(
  {
    name: 'RtlExtendHeap',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Gives memory of the caller to a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
      { name: 'Base', type: 'PVOID', direction: 'in' },
      { name: 'Size', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'NTSTATUS',
    returnText: 'STATUS_SUCCESS, or why nothing was added.',
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the heap has the segment', modelled: 'produced' },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'Base is not at a page boundary, or Size bytes from there on are not one reservation of at least a page',
        modelled: 'produced',
      },
      {
        code: 'STATUS_CONFLICTING_ADDRESSES',
        when: 'a heap of the process uses the range already',
        modelled: 'produced',
      },
      { code: 'STATUS_INSUFFICIENT_RESOURCES', when: 'the heap has 64 segments', modelled: 'produced' },
      { code: 'STATUS_NO_MEMORY', when: 'no page could be committed', modelled: 'produced' },
      { code: 'STATUS_INVALID_HANDLE', when: 'HeapHandle is not that of a heap', modelled: 'produced' },
    ],
    seeAlso: ['RtlCreateHeap', 'RtlWalkHeap'],
    since: '0.1.0',
  },
  ({ heaps }: HeapServices) =>
    (HeapHandle, Flags, Base, Size) => {
      const bytes = pointerSized(heaps.platform.architecture, Size, 'Size');
      const heap = heaps.require(HeapHandle);
      if (heap === undefined) return STATUS_INVALID_HANDLE;
      return changingHeap(
        heaps,
        heap,
        { flags: Flags, routine: 'RtlExtendHeap' },
        () => extendHeap(heaps, heap, Base, bytes),
        () => STATUS_INVALID_PARAMETER,
      );
    },
  {
    waitsFor: lockWait,
    failures: {
      STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER,
      STATUS_CONFLICTING_ADDRESSES: () => STATUS_CONFLICTING_ADDRESSES,
      STATUS_INSUFFICIENT_RESOURCES: () => STATUS_INSUFFICIENT_RESOURCES,
      STATUS_NO_MEMORY: () => STATUS_NO_MEMORY,
      STATUS_INVALID_HANDLE: () => STATUS_INVALID_HANDLE,
    },
  },
);
