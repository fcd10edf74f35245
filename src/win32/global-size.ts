import type { SIZE_T } from '../contract/c-types.ts';
import { type Routine, routine } from '../contract/contract.ts';
import type { HGLOBAL, HLOCAL } from '../contract/win32-types.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { invalidHandle, memoryObjectFacts } from './memory-object-facts.ts';
import { globalFamily, localFamily, MemoryObjects } from './memory-objects.ts';
import { failing } from './nt-failures.ts';
import { processHeapWait } from './process-heap-wait.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GlobalSize {
  /**
   * Tells how many bytes were asked for.
   * @param hMem handle of the block
   * @returns bytes; 0 for a block that was discarded, and when there is none
   */
  (hMem: HGLOBAL | bigint): SIZE_T;
}

/** See the call signature. */
export interface LocalSize {
  /**
   * Tells how many bytes were asked for.
   * @param hMem handle of the block
   * @returns bytes; 0 for a block that was discarded, and when there is none
   */
  (hMem: HLOCAL | bigint): SIZE_T;
}

/** Its failures, and what it waits for, under both names. */
const extra = {
  waitsFor: processHeapWait,
  failures: {
    STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
  },
};

/** Declaration of GlobalSize. Source: signature of WinBase.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const GlobalSize: Routine<Win32Services, GlobalSize> = routine<GlobalSize>()(
  {
    ...memoryObjectFacts,
    name: 'GlobalSize',
    summary: 'Tells the size of a global memory object.',
    parameters: [{ name: 'hMem', type: 'HGLOBAL', direction: 'in' }],
    returns: 'SIZE_T',
    returnText: 'Bytes of the block, or 0.',
    codes: [invalidHandle],
    seeAlso: ['GlobalAlloc', 'GlobalReAlloc', 'LocalSize'],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, globalFamily);
    return (hMem) => objects.size(hMem);
  },
  extra,
);

/** Declaration of LocalSize. Source: signature of WinBase.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const LocalSize: Routine<Win32Services, LocalSize> = routine<LocalSize>()(
  {
    ...memoryObjectFacts,
    name: 'LocalSize',
    summary: 'Tells the size of a local memory object.',
    parameters: [{ name: 'hMem', type: 'HLOCAL', direction: 'in' }],
    returns: 'SIZE_T',
    returnText: 'Bytes of the block, or 0.',
    codes: [invalidHandle],
    seeAlso: ['LocalAlloc', 'LocalReAlloc', 'GlobalSize'],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, localFamily);
    return (hMem) => objects.size(hMem);
  },
  extra,
);
