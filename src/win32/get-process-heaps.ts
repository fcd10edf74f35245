import type { DWORD, HANDLE, PointerTo } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { storeProcessHeaps } from '../heap/process-heaps.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GetProcessHeaps {
  /**
   * Tells how many heaps the process has, and which: the one it started with, then the others in order of their creation.
   * @param NumberOfHeaps elements that ProcessHeaps has
   * @param ProcessHeaps array that receives as many handles as fit; not touched when NumberOfHeaps is 0
   * @returns number of heaps, which may be more than fit
   */
  (NumberOfHeaps: DWORD, ProcessHeaps: PointerTo<HANDLE>): DWORD;
}

/** B-037. */
export const GetProcessHeaps = routine<GetProcessHeaps>()(
  {
    name: 'GetProcessHeaps',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the heaps of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'NumberOfHeaps', type: 'DWORD', direction: 'in' },
      { name: 'ProcessHeaps', type: 'PHANDLE', direction: 'out', optional: true },
    ],
    returns: 'DWORD',
    returnText: 'Number of heaps of the process.',
    seeAlso: ['GetProcessHeap', 'HeapWalk', 'RtlGetProcessHeaps'],
    since: '0.1.0',
  },
  (services: Win32Services) => (NumberOfHeaps, ProcessHeaps) =>
    storeProcessHeaps(services.heap, NumberOfHeaps, ProcessHeaps),
);
