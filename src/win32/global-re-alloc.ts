import type { SIZE_T } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HGLOBAL, HLOCAL, UINT } from '../contract/win32-types.ts';
import { STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER, STATUS_NO_MEMORY } from '../status/common.ts';
import { invalidFlags, invalidHandle, memoryObjectFacts, noMemory } from './memory-object-facts.ts';
import { globalFamily, localFamily, MemoryObjects } from './memory-objects.ts';
import { failing } from './nt-failures.ts';
import { processHeapWait } from './process-heap-wait.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GlobalReAlloc {
  /**
   * Resizes a block, discards it, or changes its kind.
   * @param hMem handle of the block
   * @param dwBytes new size; 0 discards a moveable block that is not locked
   * @param uFlags GMEM_MOVEABLE lets a fixed or locked block move; GMEM_ZEROINIT clears what it grows by; GMEM_MODIFY changes the kind instead of the size
   * @returns handle, of a fixed block its new address; NULL when it failed, with the block as it was
   */
  (hMem: HGLOBAL | bigint, dwBytes: SIZE_T | bigint, uFlags: UINT): HGLOBAL;
}

/** See the call signature. */
export interface LocalReAlloc {
  /**
   * Resizes a block, discards it, or changes its kind.
   * @param hMem handle of the block
   * @param uBytes new size; 0 discards a moveable block that is not locked
   * @param uFlags LMEM_MOVEABLE lets a fixed or locked block move; LMEM_ZEROINIT clears what it grows by; LMEM_MODIFY changes the kind instead of the size
   * @returns handle, of a fixed block its new address; NULL when it failed, with the block as it was
   */
  (hMem: HLOCAL | bigint, uBytes: SIZE_T | bigint, uFlags: UINT): HLOCAL;
}

/** Its failures, and what it waits for, under both names. */
const extra = {
  waitsFor: processHeapWait,
  failures: {
    STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
    STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    STATUS_NO_MEMORY: failing(STATUS_NO_MEMORY),
  },
};

/** Declaration of GlobalReAlloc. Source: signature of WinBase.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const GlobalReAlloc: Routine<Win32Services, GlobalReAlloc> = routine<GlobalReAlloc>()(
  {
    ...memoryObjectFacts,
    name: 'GlobalReAlloc',
    summary: 'Resizes, discards or changes a global memory object.',
    parameters: [
      { name: 'hMem', type: 'HGLOBAL', direction: 'in' },
      { name: 'dwBytes', type: 'SIZE_T', direction: 'in' },
      { name: 'uFlags', type: 'UINT', direction: 'in' },
    ],
    returns: 'HGLOBAL',
    returnText: 'Handle of the block, or NULL.',
    codes: [invalidHandle, invalidFlags, noMemory],
    seeAlso: ['GlobalAlloc', 'GlobalFree', 'GlobalSize', 'LocalReAlloc'],
    remarks: [
      'GMEM_MODIFY with GMEM_MOVEABLE makes a fixed block moveable: its content moves into a new block.',
    ],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, globalFamily);
    return (hMem, dwBytes, uFlags) => objects.reAlloc(hMem, dwBytes, uFlags);
  },
  extra,
);

/** Declaration of LocalReAlloc. Source: signature of WinBase.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const LocalReAlloc: Routine<Win32Services, LocalReAlloc> = routine<LocalReAlloc>()(
  {
    ...memoryObjectFacts,
    name: 'LocalReAlloc',
    summary: 'Resizes, discards or changes a local memory object.',
    parameters: [
      { name: 'hMem', type: 'HLOCAL', direction: 'in' },
      { name: 'uBytes', type: 'SIZE_T', direction: 'in' },
      { name: 'uFlags', type: 'UINT', direction: 'in' },
    ],
    returns: 'HLOCAL',
    returnText: 'Handle of the block, or NULL.',
    codes: [invalidHandle, invalidFlags, noMemory],
    seeAlso: ['LocalAlloc', 'LocalFree', 'LocalSize', 'GlobalReAlloc'],
    remarks: [
      'LMEM_MODIFY with LMEM_MOVEABLE makes a fixed block moveable: its content moves into a new block.',
    ],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, localFamily);
    return (hMem, uBytes, uFlags) => objects.reAlloc(hMem, uBytes, uFlags);
  },
  extra,
);
