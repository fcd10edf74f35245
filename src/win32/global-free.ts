import { type Routine, routine } from '../contract/contract.ts';
import type { HGLOBAL, HLOCAL } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { invalidHandle, memoryObjectFacts } from './memory-object-facts.ts';
import { globalFamily, localFamily, MemoryObjects } from './memory-objects.ts';
import { failWith } from './nt-failures.ts';
import { processHeapWait } from './process-heap-wait.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GlobalFree {
  /**
   * Frees a block, locked or not.
   * @param hMem handle of the block; NULL does nothing
   * @returns NULL, or the handle when it names no block
   */
  (hMem: HGLOBAL | bigint): HGLOBAL;
}

/** See the call signature. */
export interface LocalFree {
  /**
   * Frees a block, locked or not.
   * @param hMem handle of the block; NULL does nothing
   * @returns NULL, or the handle when it names no block
   */
  (hMem: HLOCAL | bigint): HLOCAL;
}

/** Its failures, and what it waits for, under both names. */
const extra = {
  waitsFor: processHeapWait,
  failures: {
    STATUS_INVALID_HANDLE: (services: Win32Services, [hMem]: readonly [HGLOBAL | bigint]) => {
      failWith(services, STATUS_INVALID_HANDLE);
      return pointerSized(services.architecture, hMem, 'hMem');
    },
  },
};

/** Declaration of GlobalFree. Source: signature of WinBase.h; B-220; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const GlobalFree: Routine<Win32Services, GlobalFree> = routine<GlobalFree>()(
  {
    ...memoryObjectFacts,
    name: 'GlobalFree',
    summary: 'Frees a global memory object.',
    parameters: [{ name: 'hMem', type: 'HGLOBAL', direction: 'in' }],
    returns: 'HGLOBAL',
    returnText: 'NULL, or hMem when it names no block.',
    codes: [invalidHandle],
    seeAlso: ['GlobalAlloc', 'LocalFree'],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, globalFamily);
    return (hMem) => objects.free(hMem);
  },
  extra,
);

/** Declaration of LocalFree. Source: signature of WinBase.h; B-220; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const LocalFree: Routine<Win32Services, LocalFree> = routine<LocalFree>()(
  {
    ...memoryObjectFacts,
    name: 'LocalFree',
    summary: 'Frees a local memory object.',
    parameters: [{ name: 'hMem', type: 'HLOCAL', direction: 'in' }],
    returns: 'HLOCAL',
    returnText: 'NULL, or hMem when it names no block.',
    codes: [invalidHandle],
    seeAlso: ['LocalAlloc', 'GlobalFree'],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, localFamily);
    return (hMem) => objects.free(hMem);
  },
  extra,
);
