import type { DWORD, HANDLE, SIZE_T } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { LPVOID } from '../contract/win32-types.ts';
import { allocate } from '../heap/allocate.ts';
import { fail } from '../heap/failures.ts';
import { win32Caller } from '../heap/heap-caller.ts';
import { allocationWait } from '../heap/lock-wait.ts';
import { asObserved } from '../machine/profile-differences.ts';
import { STATUS_ACCESS_VIOLATION, STATUS_NO_MEMORY } from '../status/common.ts';
import { addressOf } from './handle.ts';
import { failWith } from './nt-failures.ts';
import { noteUnserialized } from './process-heap-use.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapAlloc {
  /**
   * Allocates a block from a heap. The block never moves, and needs no lock to be used.
   *
   * Cost: O(1) in the number of live blocks. The block is not cleared without HEAP_ZERO_MEMORY, and is aligned to
   * MEMORY_ALLOCATION_ALIGNMENT: 16 bytes on x64, 8 on x86.
   *
   * @param hHeap heap from HeapCreate or GetProcessHeap
   * @param dwFlags HEAP_GENERATE_EXCEPTIONS, HEAP_NO_SERIALIZE and HEAP_ZERO_MEMORY, or 0; added to the options of the heap
   * @param dwBytes bytes wanted, 0 or more; less than 0x7FFF8 on a heap with a maximum size
   * @returns address of the block, or NULL; the last error then says nothing
   */
  (hHeap: HANDLE | bigint, dwFlags: DWORD, dwBytes: SIZE_T | bigint): LPVOID;
}

const caller = win32Caller('HeapAlloc');

/** The page says that the last error is left alone (S2-027); tests see it set (B-041, B-043): the observed profile. */
function failed(services: Win32Services): LPVOID {
  const { machine } = services.heap.heaps.platform;
  return asObserved(machine.profile, 'heap-alloc-last-error') ? failWith(services, STATUS_NO_MEMORY) : 0;
}

function alloc(services: Win32Services, handle: number, flags: number, size: number | bigint): LPVOID {
  const { heaps } = services.heap;
  noteUnserialized(heaps, handle, flags, caller.routine);
  return allocate(heaps, handle, flags, size, caller) || failed(services);
}

/** Fails as the routine fails: raises with HEAP_GENERATE_EXCEPTIONS, else gives NULL. */
const injected =
  (status: number) =>
  (services: Win32Services, [handle, flags]: Parameters<HeapAlloc>): LPVOID => {
    const { heaps } = services.heap;
    fail(heaps.platform, heaps.find(addressOf(services, handle)), flags, status, caller.routine, []);
    return failed(services);
  };

/** Declaration of HeapAlloc. Source: S2, S5. */
export const HeapAlloc = routine<HeapAlloc>()(
  {
    name: 'HeapAlloc',
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows NT 3.1; Windows 95',
    page: null,
    summary: 'Allocates a block of memory from a heap.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHeap', type: 'HANDLE', direction: 'in' },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'dwBytes', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'LPVOID',
    returnText: 'Address of the new block, or NULL when there is none and no exception was asked for.',
    codes: [
      {
        code: 'STATUS_NO_MEMORY',
        when: 'there is no memory for the request, or the heap is damaged; raised',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_VIOLATION',
        when: 'the heap is damaged, or an argument is wrong; raised',
        modelled: 'produced',
      },
    ],
    enclave: true,
    seeAlso: ['HeapCreate', 'HeapReAlloc', 'HeapFree', 'HeapSize', 'GetProcessHeap', 'RtlAllocateHeap'],
    remarks: [
      'A failure leaves the last error alone: ask for exceptions, or take NULL for all there is to know.',
      'Blocks keep their addresses, so a heap can become fragmented; the low-fragmentation front end (HeapSetInformation) keeps blocks of like sizes together.',
      'Serialization excludes other threads for the length of the call. Leave it out only when one thread uses the heap, or a lock of the program keeps the threads apart; never on the heap of the process.',
    ],
    since: '0.1.0',
  },
  (services: Win32Services) => (hHeap, dwFlags, dwBytes) =>
    alloc(services, addressOf(services, hHeap), dwFlags, dwBytes),
  {
    waitsFor: ({ heap }, args, contract) => allocationWait(heap, args, contract),
    // A handle that is a bigint is no handle that the short way knows: it goes on to the door.
    inFront: ({ heap: { short } }, door) => (short?.inFrontOfAllocate(door) ?? null) as HeapAlloc | null,
    failures: {
      STATUS_NO_MEMORY: injected(STATUS_NO_MEMORY),
      STATUS_ACCESS_VIOLATION: injected(STATUS_ACCESS_VIOLATION),
    },
  },
);
