import type { DWORD, HANDLE, SIZE_T } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { createProgramHeap } from '../heap/create-program-heap.ts';
import {
  HEAP_CREATE_ENABLE_EXECUTE,
  HEAP_CREATE_HARDENED,
  HEAP_CREATE_SEGMENT_HEAP,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_NO_SERIALIZE,
} from '../heap/flags.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_NO_MEMORY } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface HeapCreate {
  /**
   * Creates a private heap of the process.
   *
   * With a maximum size the heap reserves that much and never more, and no block of it may be larger than about 512 KB,
   * whatever the maximum; without one it grows, and large blocks are reservations of their own.
   *
   * @param flOptions HEAP_GENERATE_EXCEPTIONS and HEAP_NO_SERIALIZE, which then count for every call on the heap; HEAP_CREATE_ENABLE_EXECUTE. Other flags have no effect
   * @param dwInitialSize bytes to commit, rounded up to pages; 0 for one page
   * @param dwMaximumSize bytes to reserve, rounded up to pages; 0 for a heap that grows
   * @returns handle of the heap, or NULL with a last error
   */
  (flOptions: DWORD, dwInitialSize: SIZE_T | bigint, dwMaximumSize: SIZE_T | bigint): HANDLE;
}

const ROUTINE = 'HeapCreate';
/** Every other option has no effect: of some that is observed (B-197), of the rest it is *ours*. */
const OPTIONS = HEAP_GENERATE_EXCEPTIONS | HEAP_NO_SERIALIZE | HEAP_CREATE_ENABLE_EXECUTE;

function create(
  services: Win32Services,
  ...[options, initialSize, maximumSize]: Parameters<HeapCreate>
): HANDLE {
  const { heaps } = services.heap;
  const { architecture, machine } = heaps.platform;
  const initial = pointerSized(architecture, initialSize, 'dwInitialSize');
  const maximum = pointerSized(architecture, maximumSize, 'dwMaximumSize');
  if ((options & (HEAP_CREATE_SEGMENT_HEAP | HEAP_CREATE_HARDENED)) !== 0)
    machine.notModelled(`${ROUTINE} with a segment heap`);
  const heap =
    initial < 0 || maximum < 0 ? null : createProgramHeap(heaps, options & OPTIONS, initial, maximum);
  return heap?.handle ?? failWith(services, STATUS_NO_MEMORY);
}

/** Unlike HeapAlloc it leaves a last error when it fails (B-033). */
export const HeapCreate = routine<HeapCreate>()(
  {
    name: ROUTINE,
    header: 'heapapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Creates a private heap of the process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'flOptions', type: 'DWORD', direction: 'in' },
      { name: 'dwInitialSize', type: 'SIZE_T', direction: 'in' },
      { name: 'dwMaximumSize', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'HANDLE',
    returnText: 'Handle of the heap, or NULL with a last error.',
    codes: [
      {
        code: 'STATUS_NO_MEMORY',
        when: 'address space or memory is exhausted; last error ERROR_NOT_ENOUGH_MEMORY',
        modelled: 'produced',
      },
    ],
    seeAlso: ['HeapDestroy', 'HeapAlloc', 'GetProcessHeap', 'RtlCreateHeap'],
    remarks: [
      'The handle is worthless in another process.',
      'An initial size above the maximum counts as the maximum.',
      'Without HEAP_CREATE_ENABLE_EXECUTE, running code in a block is STATUS_ACCESS_VIOLATION.',
    ],
    since: '0.1.0',
  },
  (services: Win32Services) => (flOptions, dwInitialSize, dwMaximumSize) =>
    create(services, flOptions, dwInitialSize, dwMaximumSize),
  {
    failures: { STATUS_NO_MEMORY: failing(STATUS_NO_MEMORY) },
  },
);
