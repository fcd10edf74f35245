import type { HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { RtlUnlockHeap } from '../heap/rtl-unlock-heap.ts';
import { STATUS_INVALID_HANDLE, STATUS_MUTANT_NOT_OWNED } from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapUnlock {
  /**
   * Gives the lock of a heap back, once for each HeapLock.
   * @param hHeap heap from HeapCreate or GetProcessHeap
   * @returns 1 (TRUE), or 0 (FALSE) with a last error when the calling thread does not hold the lock
   */
  (hHeap: HANDLE | bigint): BOOL;
}

/** B-166, B-167; the last errors are *ours*. */
export const HeapUnlock = routine<HeapUnlock>()(
  {
    name: 'HeapUnlock',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives the lock of a heap back.',
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
      {
        code: 'STATUS_MUTANT_NOT_OWNED',
        when: 'the calling thread does not hold the lock; last error ERROR_NOT_OWNER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapLock', 'RtlUnlockHeap'],
    since: '0.1.0',
  },
  (services: Win32Services) => {
    const { heaps } = services.heap;
    const unlock = RtlUnlockHeap.bind(services.heap);
    return (hHeap) => {
      if (heaps.find(addressOf(services, hHeap)) === undefined)
        return failWith(services, STATUS_INVALID_HANDLE);
      return unlock(addressOf(services, hHeap)) === 0 ? failWith(services, STATUS_MUTANT_NOT_OWNED) : 1;
    };
  },
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_MUTANT_NOT_OWNED: failing(STATUS_MUTANT_NOT_OWNED),
    },
  },
);
