import type { DWORD, HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL, LPCVOID } from '../contract/win32-types.ts';
import { lockWait } from '../heap/lock-wait.ts';
import { RtlValidateHeap } from '../heap/rtl-validate-heap.ts';
import { addressOf } from './handle.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapValidate {
  /**
   * Checks a whole heap, or one block of it. Cost: O(blocks) for a heap, O(1) for a block.
   * @param hHeap heap from HeapCreate or GetProcessHeap
   * @param dwFlags HEAP_NO_SERIALIZE or 0
   * @param lpMem block to check, which must be busy; NULL for every block and list
   * @returns 1 (TRUE) when sound, else 0 (FALSE); the last error stays as it is
   */
  (hHeap: HANDLE | bigint, dwFlags: DWORD, lpMem: LPCVOID): BOOL;
}

/** B-136. */
export const HeapValidate = routine<HeapValidate>()(
  {
    name: 'HeapValidate',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Checks a heap, or one block of it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHeap', type: 'HANDLE', direction: 'in' },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'lpMem', type: 'LPCVOID', direction: 'in', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE) when sound, else 0 (FALSE).',
    seeAlso: ['HeapSize', 'HeapWalk', 'RtlValidateHeap'],
    remarks: ['Damage that it finds ends no process, and no debugger is attached.'],
    since: '0.1.0',
  },
  (services: Win32Services) => {
    const validate = RtlValidateHeap.bind(services.heap);
    return (hHeap, dwFlags, lpMem) => (validate(addressOf(services, hHeap), dwFlags, lpMem) === 0 ? 0 : 1);
  },
  { waitsFor: ({ heap }, args, contract) => lockWait(heap, args, contract) },
);
