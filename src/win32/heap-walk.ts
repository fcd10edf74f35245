import type { HANDLE, Out, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL, PROCESS_HEAP_ENTRY } from '../contract/win32-types.ts';
import { lockWait } from '../heap/lock-wait.ts';
import { onHeap } from '../heap/on-heap.ts';
import { nextPiece } from '../heap/walk-step.ts';
import { STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER, STATUS_NO_MORE_ENTRIES } from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failing, failWith } from './nt-failures.ts';
import { processHeapEntry, readPlace, writeProcessHeapEntry } from './process-heap-entry.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapWalk {
  /**
   * Tells the next piece of a heap: regions with their blocks and uncommitted ranges, then large blocks.
   *
   * Begin with an lpData of NULL and give the same entry again until the result is FALSE with ERROR_NO_MORE_ITEMS. Lock
   * the heap meanwhile: a heap that changes makes the place of a walk invalid (B-160). Cost: O(1) for a step, O(large
   * blocks) for one from a large block.
   *
   * @param hHeap heap from HeapCreate or GetProcessHeap
   * @param lpEntry piece that was told last, and then the one behind it: address of a PROCESS_HEAP_ENTRY, or a cell
   * @returns 1 (TRUE), or 0 (FALSE) with a last error
   */
  (hHeap: HANDLE | bigint, lpEntry: PVOID | Out<PROCESS_HEAP_ENTRY>): BOOL;
}

function walk(services: Win32Services, ...[hHeap, entry]: Parameters<HeapWalk>): BOOL {
  const { heaps, memory } = services.heap;
  const heap = heaps.require(addressOf(services, hHeap));
  if (heap === undefined) return failWith(services, STATUS_INVALID_HANDLE);
  const place = readPlace(memory, entry);
  const step = onHeap(
    heaps,
    heap,
    { flags: 0, routine: 'HeapWalk' },
    () => nextPiece(heap, place),
    () => 'lost' as const,
  );
  if (step === 'end') return failWith(services, STATUS_NO_MORE_ENTRIES);
  if (step === 'lost') return failWith(services, STATUS_INVALID_PARAMETER);
  writeProcessHeapEntry(memory, entry, processHeapEntry(services.moveable, step));
  return 1;
}

/** B-145…B-160, B-175, B-176. The entry differs from that of RtlWalkHeap, the pieces do not. */
export const HeapWalk = routine<HeapWalk>()(
  {
    name: 'HeapWalk',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the next piece of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHeap', type: 'HANDLE', direction: 'in' },
      { name: 'lpEntry', type: 'LPPROCESS_HEAP_ENTRY', direction: 'inout' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE) with the next piece in lpEntry, or 0 (FALSE) with a last error.',
    codes: [
      {
        code: 'STATUS_NO_MORE_ENTRIES',
        when: 'lpEntry held the last piece; last error ERROR_NO_MORE_ITEMS',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'lpEntry names no piece of the heap, or what follows is damaged; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'hHeap is not that of a heap; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapLock', 'HeapUnlock', 'HeapValidate', 'HeapSummary', 'RtlWalkHeap'],
    remarks: [
      'A region comes before its blocks. A large block has a reservation of its own and no region.',
      'A walk that meets a header it cannot believe fails and ends no process.',
    ],
    since: '0.1.0',
  },
  (services: Win32Services) => (hHeap, lpEntry) => walk(services, hHeap, lpEntry),
  {
    waitsFor: ({ heap }, args, contract) => lockWait(heap, args, contract),
    failures: {
      STATUS_NO_MORE_ENTRIES: failing(STATUS_NO_MORE_ENTRIES),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
    },
  },
);
