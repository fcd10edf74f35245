import { type Routine, routine } from '../contract/contract.ts';
import type { HGLOBAL, HLOCAL, UINT } from '../contract/win32-types.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { invalidHandle, memoryObjectFacts } from './memory-object-facts.ts';
import { GMEM_INVALID_HANDLE } from './memory-object-flags.ts';
import { globalFamily, localFamily, MemoryObjects } from './memory-objects.ts';
import { failWith } from './nt-failures.ts';
import { processHeapWait } from './process-heap-wait.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GlobalFlags {
  /**
   * Tells the lock count of a block, and whether it is discardable or discarded.
   * @param hMem handle of the block
   * @returns GMEM_LOCKCOUNT bits with GMEM_DISCARDABLE and GMEM_DISCARDED; GMEM_INVALID_HANDLE when there is none
   */
  (hMem: HGLOBAL | bigint): UINT;
}

/** See the call signature. */
export interface LocalFlags {
  /**
   * Tells the lock count of a block, and whether it is discardable or discarded.
   * @param hMem handle of the block
   * @returns LMEM_LOCKCOUNT bits with LMEM_DISCARDABLE and LMEM_DISCARDED; LMEM_INVALID_HANDLE when there is none
   */
  (hMem: HLOCAL | bigint): UINT;
}

/** Its failures, and what it waits for, under both names. */
const extra = {
  waitsFor: processHeapWait,
  failures: {
    STATUS_INVALID_HANDLE: (services: Win32Services) => {
      failWith(services, STATUS_INVALID_HANDLE);
      return GMEM_INVALID_HANDLE;
    },
  },
};

/** Declaration of GlobalFlags. Source: signature of WinBase.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const GlobalFlags: Routine<Win32Services, GlobalFlags> = routine<GlobalFlags>()(
  {
    ...memoryObjectFacts,
    name: 'GlobalFlags',
    summary: 'Tells lock count and kind of a global memory object.',
    parameters: [{ name: 'hMem', type: 'HGLOBAL', direction: 'in' }],
    returns: 'UINT',
    returnText: 'Lock count and flags, or GMEM_INVALID_HANDLE.',
    codes: [invalidHandle],
    seeAlso: ['GlobalLock', 'GlobalAlloc', 'LocalFlags'],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, globalFamily);
    return (hMem) => objects.flags(hMem);
  },
  extra,
);

/** Declaration of LocalFlags. Source: signature of WinBase.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const LocalFlags: Routine<Win32Services, LocalFlags> = routine<LocalFlags>()(
  {
    ...memoryObjectFacts,
    name: 'LocalFlags',
    summary: 'Tells lock count and kind of a local memory object.',
    parameters: [{ name: 'hMem', type: 'HLOCAL', direction: 'in' }],
    returns: 'UINT',
    returnText: 'Lock count and flags, or LMEM_INVALID_HANDLE.',
    codes: [invalidHandle],
    seeAlso: ['LocalLock', 'LocalAlloc', 'GlobalFlags'],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, localFamily);
    return (hMem) => objects.flags(hMem);
  },
  extra,
);
