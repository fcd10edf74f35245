import type { DWORD, HANDLE, SIZE_T } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { LPVOID } from '../contract/win32-types.ts';
import { fail } from '../heap/failures.ts';
import { win32Caller } from '../heap/heap-caller.ts';
import { lockWait } from '../heap/lock-wait.ts';
import { reallocate } from '../heap/reallocate.ts';
import { asObserved } from '../machine/profile-differences.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_NO_MEMORY, STATUS_SUCCESS } from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failWith } from './nt-failures.ts';
import { noteUnserialized } from './process-heap-use.ts';
import { canRead } from './readable.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapReAlloc {
  /**
   * Changes the size of a block. The contents up to the smaller of both sizes stay. Cost: O(1), and a copy when the
   * block moves.
   *
   * @param hHeap heap that the block came from
   * @param dwFlags as for HeapAlloc, and HEAP_REALLOC_IN_PLACE_ONLY; HEAP_ZERO_MEMORY clears what is added
   * @param lpMem block to resize; NULL gives NULL
   * @param dwBytes bytes wanted, 0 or more
   * @returns address of the block, maybe another one; or NULL, with the old block as it was
   */
  (hHeap: HANDLE | bigint, dwFlags: DWORD, lpMem: LPVOID, dwBytes: SIZE_T | bigint): LPVOID;
}

const caller = win32Caller('HeapReAlloc');

/**
 * As for HeapAlloc the page's text leaves the last error alone. Tests see 0 for NULL (B-110), ERROR_NOT_ENOUGH_MEMORY
 * (B-118), ERROR_NOACCESS for an address without memory, and nothing for one that is no block (B-126).
 */
function failed(services: Win32Services, address: number): LPVOID {
  const { platform } = services.heap.heaps;
  if (!asObserved(platform.machine.profile, 'heap-re-alloc-last-error')) return 0;
  if (address === 0) return failWith(services, STATUS_SUCCESS);
  if (services.thread.lastStatus === STATUS_NO_MEMORY) return failWith(services, STATUS_NO_MEMORY);
  return canRead(platform, address) ? 0 : failWith(services, STATUS_ACCESS_VIOLATION);
}

function realloc(
  services: Win32Services,
  handle: number,
  flags: number,
  address: number,
  size: number | bigint,
): LPVOID {
  const { heaps } = services.heap;
  noteUnserialized(heaps, handle, flags, caller.routine);
  return reallocate(heaps, handle, flags, address, size, caller) || failed(services, address);
}

const injected =
  (status: number) =>
  (services: Win32Services, [handle, flags, address]: Parameters<HeapReAlloc>): LPVOID => {
    const { heaps } = services.heap;
    fail(heaps.platform, heaps.find(addressOf(services, handle)), flags, status, caller.routine, []);
    return failed(services, address);
  };

/** Declaration of HeapReAlloc. Source: B-110…B-126. */
export const HeapReAlloc = routine<HeapReAlloc>()(
  {
    name: 'HeapReAlloc',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Changes the size of a block of a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHeap', type: 'HANDLE', direction: 'in' },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'lpMem', type: 'LPVOID', direction: 'in' },
      { name: 'dwBytes', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'LPVOID',
    returnText: 'Address of the block, or NULL when it could not be resized.',
    codes: [
      {
        code: 'STATUS_NO_MEMORY',
        when: 'there is no memory for the request, or none in place when the block may not move; raised',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_VIOLATION',
        when: 'the heap is damaged, or lpMem is no busy block of it; raised',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapAlloc', 'HeapFree', 'HeapSize', 'RtlReAllocateHeap'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hHeap, dwFlags, lpMem, dwBytes) =>
    realloc(services, addressOf(services, hHeap), dwFlags, lpMem, dwBytes),
  {
    waitsFor: ({ heap }, args, contract) => lockWait(heap, args, contract),
    inFront: ({ heap: { short } }, door) => (short?.inFrontOfReAllocate(door) ?? null) as HeapReAlloc | null,
    failures: {
      STATUS_NO_MEMORY: injected(STATUS_NO_MEMORY),
      STATUS_ACCESS_VIOLATION: injected(STATUS_ACCESS_VIOLATION),
    },
  },
);
