import type { HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { RtlDestroyHeap } from '../heap/rtl-destroy-heap.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapDestroy {
  /**
   * Destroys a private heap and gives its memory back. Blocks need not be freed first.
   * @param hHeap heap from HeapCreate; not that of the process
   * @returns 1 (TRUE), or 0 (FALSE) with a last error
   */
  (hHeap: HANDLE | bigint): BOOL;
}

/** The heap of the process stays (B-141, B-143); its last error is *ours*. */
export const HeapDestroy = routine<HeapDestroy>()(
  {
    name: 'HeapDestroy',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Destroys a private heap of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hHeap', type: 'HANDLE', direction: 'in' }],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE) with a last error.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'hHeap is that of the process, or not that of a heap; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapCreate', 'HeapFree', 'RtlDestroyHeap'],
    since: '0.1.0',
  },
  (services: Win32Services) => {
    const destroy = RtlDestroyHeap.bind(services.heap);
    return (hHeap) =>
      destroy(addressOf(services, hHeap)) === 0 ? 1 : failWith(services, STATUS_INVALID_HANDLE);
  },
  { failures: { STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE) } },
);
