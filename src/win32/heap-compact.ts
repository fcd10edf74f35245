import type { DWORD, HANDLE, SIZE_T } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { lockWait } from '../heap/lock-wait.ts';
import { RtlCompactHeap } from '../heap/rtl-compact-heap.ts';
import { STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapCompact {
  /**
   * Merges free blocks that touch, and tells how large the largest one is. Blocks merge when they are freed, so there
   * is something to merge only on a heap that does not coalesce. Cost: O(blocks).
   *
   * @param hHeap heap from HeapCreate or GetProcessHeap
   * @param dwFlags HEAP_NO_SERIALIZE or 0
   * @returns bytes that the largest committed free block can hold; 0 with a last error of 0 when there is none, 0 with another one on failure
   */
  (hHeap: HANDLE | bigint, dwFlags: DWORD): SIZE_T;
}

/** ntdll tells a failure from a full heap by the last status alone. */
function compact(services: Win32Services, merge: (handle: number, flags: number) => number): HeapCompact {
  return (hHeap, dwFlags) => {
    services.heap.heaps.platform.machine.setLastStatus(STATUS_SUCCESS, 'HeapCompact');
    const bytes = merge(addressOf(services, hHeap), dwFlags);
    if (bytes !== 0) return bytes;
    const { lastStatus } = services.thread;
    return failWith(services, lastStatus); // STATUS_SUCCESS: nothing is free
  };
}

/** B-138. */
export const HeapCompact = routine<HeapCompact>()(
  {
    name: 'HeapCompact',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Merges the free blocks of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHeap', type: 'HANDLE', direction: 'in' },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
    ],
    returns: 'SIZE_T',
    returnText: 'Size of the largest committed free block in bytes, or 0.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'hHeap is not that of a heap; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'the heap is damaged, and that ends nothing; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapValidate', 'RtlCompactHeap'],
    since: '0.1.0',
  },
  (services: Win32Services) => compact(services, RtlCompactHeap.bind(services.heap)),
  {
    waitsFor: ({ heap }, args, contract) => lockWait(heap, args, contract),
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    },
  },
);
