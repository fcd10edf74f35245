import type { DWORD, HANDLE, SIZE_T } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { LPCVOID } from '../contract/win32-types.ts';
import { lockWait } from '../heap/lock-wait.ts';
import { RtlSizeHeap } from '../heap/rtl-size-heap.ts';
import { addressOf } from './handle.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapSize {
  /**
   * Tells how many bytes were asked for when a block was allocated or resized.
   * @param hHeap heap that the block came from
   * @param dwFlags HEAP_NO_SERIALIZE or 0
   * @param lpMem block from HeapAlloc or HeapReAlloc
   * @returns requested bytes, not the rounded size (B-072); -1, that is (SIZE_T)-1, when it is no block
   */
  (hHeap: HANDLE | bigint, dwFlags: DWORD, lpMem: LPCVOID): SIZE_T;
}

/** It never touches the last error (B-129). */
export const HeapSize = routine<HeapSize>()(
  {
    name: 'HeapSize',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the requested size of a block of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHeap', type: 'HANDLE', direction: 'in' },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'lpMem', type: 'LPCVOID', direction: 'in' },
    ],
    returns: 'SIZE_T',
    returnText: 'Requested bytes, or (SIZE_T)-1. The last error stays as it is.',
    seeAlso: ['HeapAlloc', 'HeapReAlloc', 'RtlSizeHeap'],
    since: '0.1.0',
  },
  (services: Win32Services) => {
    const size = RtlSizeHeap.bind(services.heap);
    return (hHeap, dwFlags, lpMem) => size(addressOf(services, hHeap), dwFlags, lpMem);
  },
  { waitsFor: ({ heap }, args, contract) => lockWait(heap, args, contract) },
);
