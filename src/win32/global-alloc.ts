import type { SIZE_T } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HGLOBAL, HLOCAL, UINT } from '../contract/win32-types.ts';
import { STATUS_INVALID_PARAMETER, STATUS_NO_MEMORY } from '../status/common.ts';
import { invalidFlags, memoryObjectFacts, noMemory } from './memory-object-facts.ts';
import { globalFamily, localFamily, MemoryObjects } from './memory-objects.ts';
import { failing } from './nt-failures.ts';
import { processHeapWait } from './process-heap-wait.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GlobalAlloc {
  /**
   * Allocates a block of the process heap, fixed or moveable.
   * @param uFlags GMEM_FIXED or GMEM_MOVEABLE, with GMEM_ZEROINIT and others
   * @param dwBytes bytes; 0 for a moveable block makes one that is discarded
   * @returns handle: of a fixed block its address; NULL when there is none, see GetLastError
   */
  (uFlags: UINT, dwBytes: SIZE_T | bigint): HGLOBAL;
}

/** See the call signature. */
export interface LocalAlloc {
  /**
   * Allocates a block of the process heap, fixed or moveable.
   * @param uFlags LMEM_FIXED or LMEM_MOVEABLE, with LMEM_ZEROINIT and others
   * @param uBytes bytes; 0 for a moveable block makes one that is discarded
   * @returns handle: of a fixed block its address; NULL when there is none, see GetLastError
   */
  (uFlags: UINT, uBytes: SIZE_T | bigint): HLOCAL;
}

/** Its failures, and what it waits for, under both names. */
const extra = {
  waitsFor: processHeapWait,
  failures: {
    STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    STATUS_NO_MEMORY: failing(STATUS_NO_MEMORY),
  },
};

/** Declaration of GlobalAlloc. Source: signature of WinBase.h; B-217, B-218; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const GlobalAlloc: Routine<Win32Services, GlobalAlloc> = routine<GlobalAlloc>()(
  {
    ...memoryObjectFacts,
    name: 'GlobalAlloc',
    summary: 'Allocates a global memory object.',
    parameters: [
      { name: 'uFlags', type: 'UINT', direction: 'in' },
      { name: 'dwBytes', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'HGLOBAL',
    returnText: 'Handle of the block, or NULL.',
    codes: [invalidFlags, noMemory],
    seeAlso: ['GlobalReAlloc', 'GlobalFree', 'GlobalLock', 'LocalAlloc'],
    remarks: [
      'A process has at most 65,536 moveable blocks.',
      'Flags of 16-bit Windows are accepted and mean nothing; the system never discards a block by itself.',
    ],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, globalFamily);
    return (uFlags, dwBytes) => objects.alloc(uFlags, dwBytes);
  },
  extra,
);

/** Declaration of LocalAlloc. Source: signature of WinBase.h; B-217, B-218; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const LocalAlloc: Routine<Win32Services, LocalAlloc> = routine<LocalAlloc>()(
  {
    ...memoryObjectFacts,
    name: 'LocalAlloc',
    summary: 'Allocates a local memory object.',
    parameters: [
      { name: 'uFlags', type: 'UINT', direction: 'in' },
      { name: 'uBytes', type: 'SIZE_T', direction: 'in' },
    ],
    returns: 'HLOCAL',
    returnText: 'Handle of the block, or NULL.',
    codes: [invalidFlags, noMemory],
    seeAlso: ['LocalReAlloc', 'LocalFree', 'LocalLock', 'GlobalAlloc'],
    remarks: [
      'A process has at most 65,536 moveable blocks.',
      'Flags of 16-bit Windows are accepted and mean nothing; the system never discards a block by itself.',
    ],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, localFamily);
    return (uFlags, uBytes) => objects.alloc(uFlags, uBytes);
  },
  extra,
);
