import type { DWORD, HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL, LPVOID } from '../contract/win32-types.ts';
import { free } from '../heap/free.ts';
import { freeWait } from '../heap/lock-wait.ts';
import { asObserved } from '../machine/profile-differences.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failing, failWith } from './nt-failures.ts';
import { noteUnserialized } from './process-heap-use.ts';
import { canRead } from './readable.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapFree {
  /**
   * Gives a block back to its heap.
   * @param hHeap heap that the block came from
   * @param dwFlags HEAP_NO_SERIALIZE or 0
   * @param lpMem block from HeapAlloc or HeapReAlloc; NULL does nothing
   * @returns 1 (TRUE), or 0 (FALSE) with a last error when lpMem is no block of the heap; where a damaged heap ends the process, it ends instead
   */
  (hHeap: HANDLE | bigint, dwFlags: DWORD, lpMem: LPVOID): BOOL;
}

const ROUTINE = 'HeapFree';

/** An address without memory has an error of its own in tests (B-101). */
function failed(services: Win32Services, address: number): BOOL {
  const { platform } = services.heap.heaps;
  const unmapped =
    asObserved(platform.machine.profile, 'heap-free-last-error') && !canRead(platform, address);
  return failWith(services, unmapped ? STATUS_ACCESS_VIOLATION : STATUS_INVALID_PARAMETER);
}

function freeBlock(services: Win32Services, handle: number, flags: number, address: number): BOOL {
  const { heaps } = services.heap;
  noteUnserialized(heaps, handle, flags, ROUTINE);
  return free(heaps, handle, flags, address, ROUTINE) === 0 ? failed(services, address) : 1;
}

/** Declaration of HeapFree. NULL is TRUE, as tests see it (B-095); the page leaves it undefined. */
export const HeapFree = routine<HeapFree>()(
  {
    name: ROUTINE,
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives a block of memory back to its heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHeap', type: 'HANDLE', direction: 'in' },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'lpMem', type: 'LPVOID', direction: 'in', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE) with a last error.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'lpMem is no busy block of the heap, and a damaged heap does not end the process; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapAlloc', 'HeapReAlloc', 'RtlFreeHeap'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hHeap, dwFlags, lpMem) =>
    freeBlock(services, addressOf(services, hHeap), dwFlags, lpMem),
  {
    waitsFor: ({ heap }, args, contract) => freeWait(heap, args, contract),
    failures: { STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER) },
    inFront: ({ heap: { short } }, door) => (short?.inFrontOfFree(door) ?? null) as HeapFree | null,
  },
);
