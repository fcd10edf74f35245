import type { BOOLEAN, PVOID } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import { HEAP_CREATE_ENABLE_EXECUTE } from './flags.ts';
import type { Heap } from './heap.ts';
import type { HeapServices } from './heap-services.ts';
import { lockWait } from './lock-wait.ts';
import { onHeap } from './on-heap.ts';

/** See the call signature. */
export interface RtlProtectHeap {
  /**
   * Makes all memory of a heap read-only, or writable again. User mode only.
   *
   * While it is read-only a store to a block faults, and so does every routine that would change the heap.
   *
   * @param HeapHandle heap from RtlCreateHeap
   * @param MakeReadOnly 1 (TRUE) for read-only, 0 (FALSE) for writable
   */
  (HeapHandle: PVOID, MakeReadOnly: BOOLEAN): void;
}

/** Changes the protection of every committed page of a heap. */
function protect(heap: Heap, writable: boolean): void {
  const { pages } = heap.platform;
  const executable = (heap.settings.flags & HEAP_CREATE_ENABLE_EXECUTE) !== 0;
  const change = (from: number, to: number): void => {
    if (to > from) pages.protect(heap.region, from, to - from, { writable, executable });
  };
  for (const { start, end, uncommitted } of heap.segments) {
    let from = start;
    for (const range of uncommitted) {
      change(from, range.start);
      from = range.end;
    }
    change(from, end);
  }
  for (const { start, committedBytes } of heap.large.values()) change(start, start + committedBytes);
}

/** Declaration of RtlProtectHeap. Source: phnt signature. What it does beyond that is *ours*. */
export const RtlProtectHeap: Routine<HeapServices, RtlProtectHeap> = routine<RtlProtectHeap>()(
  {
    name: 'RtlProtectHeap',
    header: 'ntrtl.h',
    library: 'ntdll.lib',
    dll: 'ntdll.dll',
    page: null,
    summary: 'Makes the memory of a heap read-only, or writable again.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode only', source: 'ours' },
    parameters: [
      { name: 'HeapHandle', type: 'PVOID', direction: 'in' },
      { name: 'MakeReadOnly', type: 'BOOLEAN', direction: 'in' },
    ],
    returns: 'void',
    codes: [],
    seeAlso: ['RtlCreateHeap', 'NtProtectVirtualMemory'],
    since: '0.1.0',
  },
  ({ heaps }: HeapServices) =>
    (HeapHandle, MakeReadOnly) => {
      const heap = heaps.require(HeapHandle);
      if (heap === undefined) return;
      const work = (): void => {
        protect(heap, MakeReadOnly === 0);
        heap.readOnly = MakeReadOnly !== 0;
        heap.reconsider();
      };
      onHeap(heaps, heap, { flags: 0, routine: 'RtlProtectHeap' }, work, () => undefined);
    },
  { waitsFor: lockWait },
);
