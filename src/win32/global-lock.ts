import { type Routine, routine } from '../contract/contract.ts';
import type { HGLOBAL, HLOCAL, LPVOID } from '../contract/win32-types.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { invalidHandle, memoryObjectFacts } from './memory-object-facts.ts';
import { globalFamily, localFamily, MemoryObjects } from './memory-objects.ts';
import { failing } from './nt-failures.ts';
import { processHeapWait } from './process-heap-wait.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GlobalLock {
  /**
   * Locks a block: it keeps its address until every lock is taken back.
   * @param hMem handle of the block
   * @returns address of the block, or NULL; of a fixed block its handle
   */
  (hMem: HGLOBAL | bigint): LPVOID;
}

/** See the call signature. */
export interface LocalLock {
  /**
   * Locks a block: it keeps its address until every lock is taken back.
   * @param hMem handle of the block
   * @returns address of the block, or NULL; of a fixed block its handle
   */
  (hMem: HLOCAL | bigint): LPVOID;
}

/** Its failures, and what it waits for, under both names. */
const extra = {
  waitsFor: processHeapWait,
  failures: {
    STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
  },
};

/** Declaration of GlobalLock. Source: signature of WinBase.h; B-221; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const GlobalLock: Routine<Win32Services, GlobalLock> = routine<GlobalLock>()(
  {
    ...memoryObjectFacts,
    name: 'GlobalLock',
    summary: 'Locks a global memory object and tells where it is.',
    parameters: [{ name: 'hMem', type: 'HGLOBAL', direction: 'in' }],
    returns: 'LPVOID',
    returnText: 'Address of the block, or NULL.',
    codes: [invalidHandle],
    seeAlso: ['GlobalUnlock', 'GlobalFlags', 'GlobalHandle', 'LocalLock'],
    remarks: [
      'At most 255 locks are counted.',
      'A block that was discarded gives NULL with ERROR_DISCARDED.',
    ],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, globalFamily);
    return (hMem) => objects.lock(hMem);
  },
  extra,
);

/** Declaration of LocalLock. Source: signature of WinBase.h; B-221; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const LocalLock: Routine<Win32Services, LocalLock> = routine<LocalLock>()(
  {
    ...memoryObjectFacts,
    name: 'LocalLock',
    summary: 'Locks a local memory object and tells where it is.',
    parameters: [{ name: 'hMem', type: 'HLOCAL', direction: 'in' }],
    returns: 'LPVOID',
    returnText: 'Address of the block, or NULL.',
    codes: [invalidHandle],
    seeAlso: ['LocalUnlock', 'LocalFlags', 'LocalHandle', 'GlobalLock'],
    remarks: [
      'At most 255 locks are counted.',
      'A block that was discarded gives NULL with ERROR_DISCARDED.',
    ],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, localFamily);
    return (hMem) => objects.lock(hMem);
  },
  extra,
);
