import type { HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { lockWait } from '../heap/lock-wait.ts';
import { RtlLockHeap } from '../heap/rtl-lock-heap.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapLock {
  /**
   * Takes the lock of a heap, so that no other thread can use it. The owner may take it again; every call needs its
   * HeapUnlock. On a heap with HEAP_NO_SERIALIZE it does nothing and gives TRUE.
   * @param hHeap heap from HeapCreate or GetProcessHeap
   * @returns 1 (TRUE), or 0 (FALSE) with a last error when the handle is not that of a heap
   */
  (hHeap: HANDLE | bigint): BOOL;
}

/** B-166, B-167; the last error is *ours*. */
export const HeapLock = routine<HeapLock>()(
  {
    name: 'HeapLock',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Takes the lock of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hHeap', type: 'HANDLE', direction: 'in' }],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE) with a last error.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'hHeap is not that of a heap; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapUnlock', 'HeapWalk', 'RtlLockHeap'],
    since: '0.1.0',
  },
  (services: Win32Services) => {
    const lock = RtlLockHeap.bind(services.heap);
    return (hHeap) =>
      lock(addressOf(services, hHeap)) === 0 ? failWith(services, STATUS_INVALID_HANDLE) : 1;
  },
  {
    waitsFor: ({ heap }, args, contract) => lockWait(heap, args, contract),
    failures: { STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE) },
  },
);
