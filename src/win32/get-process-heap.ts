import type { HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GetProcessHeap {
  /**
   * Gives the heap that the process started with.
   * @returns its handle
   */
  (): HANDLE;
}

/** S2-003, S2-030. */
export const GetProcessHeap = routine<GetProcessHeap>()(
  {
    name: 'GetProcessHeap',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives the heap that the process started with.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'HANDLE',
    returnText: 'Handle of the heap.',
    seeAlso: ['GetProcessHeaps', 'HeapAlloc'],
    since: '0.1.0',
  },
  (services: Win32Services) => () => services.heap.heaps.processHeap,
);
