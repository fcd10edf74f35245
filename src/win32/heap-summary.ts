import type { DWORD, HANDLE, Out, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { structure } from '../contract/structure.ts';
import type { BOOL, HEAP_SUMMARY } from '../contract/win32-types.ts';
import { heapStatistics } from '../heap/heap-statistics.ts';
import { lockWait } from '../heap/lock-wait.ts';
import { onHeap } from '../heap/on-heap.ts';
import { isOut } from '../machine/out.ts';
import type { Memory } from '../memory/memory.ts';
import { STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapSummary {
  /**
   * Tells the sizes of a heap. Cost: O(blocks).
   * @param hHeap heap from HeapCreate or GetProcessHeap
   * @param dwFlags HEAP_NO_SERIALIZE or 0
   * @param lpSummary receives the sizes; its member cb must be the size of a HEAP_SUMMARY: address of one, or a cell
   * @returns 1 (TRUE), or 0 (FALSE) with a last error
   */
  (hHeap: HANDLE | bigint, dwFlags: DWORD, lpSummary: PVOID | Out<HEAP_SUMMARY>): BOOL;
}

/** Only the names of the members are documented; what they count is *ours* (docs/decisions/0045-win32-heaps.md). */
function summarize(services: Win32Services, ...[hHeap, flags, target]: Parameters<HeapSummary>): BOOL {
  const { heaps, memory } = services.heap;
  const { bytes, at } = structure(memory.architecture, 'HEAP_SUMMARY');
  const heap = heaps.require(addressOf(services, hHeap));
  if (heap === undefined) return failWith(services, STATUS_INVALID_HANDLE);
  const cb = isOut(target) ? target.value.cb : memory.readUint32(target + at.cb);
  if (cb !== bytes) return failWith(services, STATUS_INVALID_PARAMETER);
  const found = onHeap(
    heaps,
    heap,
    { flags, routine: 'HeapSummary' },
    () => heapStatistics(heap),
    () => null,
  );
  if (found?.complete !== true) return failWith(services, STATUS_INVALID_PARAMETER);
  const { liveBytes, committedBytes, reservedBytes } = found;
  write(memory, target, {
    cb,
    cbAllocated: liveBytes,
    cbCommitted: committedBytes,
    cbReserved: reservedBytes,
    cbMaxReserve: reservedBytes,
  });
  return 1;
}

function write(memory: Memory, target: PVOID | Out<HEAP_SUMMARY>, summary: HEAP_SUMMARY): void {
  if (isOut(target)) {
    target.value = summary;
    return;
  }
  const { at } = structure(memory.architecture, 'HEAP_SUMMARY');
  for (const member of ['cbAllocated', 'cbCommitted', 'cbReserved', 'cbMaxReserve'] as const)
    memory.writePointer(target + at[member], summary[member]);
}

/** Source: heapapi.h. */
export const HeapSummary = routine<HeapSummary>()(
  {
    name: 'HeapSummary',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the sizes of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHeap', type: 'HANDLE', direction: 'in' },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'lpSummary', type: 'LPHEAP_SUMMARY', direction: 'out' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE) with a last error.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'hHeap is not that of a heap; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'cb is not the size of the structure, or the heap is damaged; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapWalk', 'HeapSize'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hHeap, dwFlags, lpSummary) => summarize(services, hHeap, dwFlags, lpSummary),
  {
    waitsFor: ({ heap }, args, contract) => lockWait(heap, args, contract),
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    },
  },
);
