import { type Routine, routine } from '../contract/contract.ts';
import type { BOOL, HGLOBAL, HLOCAL } from '../contract/win32-types.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { invalidHandle, memoryObjectFacts } from './memory-object-facts.ts';
import { globalFamily, localFamily, MemoryObjects } from './memory-objects.ts';
import { failing } from './nt-failures.ts';
import { processHeapWait } from './process-heap-wait.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GlobalUnlock {
  /**
   * Takes one lock back.
   * @param hMem handle of the block
   * @returns TRUE while there are more; FALSE with NO_ERROR for the last one, with ERROR_NOT_LOCKED when there was none
   */
  (hMem: HGLOBAL | bigint): BOOL;
}

/** See the call signature. */
export interface LocalUnlock {
  /**
   * Takes one lock back.
   * @param hMem handle of the block
   * @returns TRUE while there are more; FALSE with NO_ERROR for the last one, with ERROR_NOT_LOCKED when there was none
   */
  (hMem: HLOCAL | bigint): BOOL;
}

/** Its failures, and what it waits for, under both names. */
const extra = {
  waitsFor: processHeapWait,
  failures: {
    STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
  },
};

/** Declaration of GlobalUnlock. Source: signature of WinBase.h; B-221; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const GlobalUnlock: Routine<Win32Services, GlobalUnlock> = routine<GlobalUnlock>()(
  {
    ...memoryObjectFacts,
    name: 'GlobalUnlock',
    summary: 'Takes one lock of a global memory object back.',
    parameters: [{ name: 'hMem', type: 'HGLOBAL', direction: 'in' }],
    returns: 'BOOL',
    returnText: '1 (TRUE) while the block is locked, else 0 (FALSE).',
    codes: [invalidHandle],
    seeAlso: ['GlobalLock', 'LocalUnlock'],
    remarks: ['A fixed block has no locks: unlocking one gives TRUE.'],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, globalFamily);
    return (hMem) => objects.unlock(hMem);
  },
  extra,
);

/** Declaration of LocalUnlock. Source: signature of WinBase.h; B-221; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const LocalUnlock: Routine<Win32Services, LocalUnlock> = routine<LocalUnlock>()(
  {
    ...memoryObjectFacts,
    name: 'LocalUnlock',
    summary: 'Takes one lock of a local memory object back.',
    parameters: [{ name: 'hMem', type: 'HLOCAL', direction: 'in' }],
    returns: 'BOOL',
    returnText: '1 (TRUE) while the block is locked, else 0 (FALSE).',
    codes: [invalidHandle],
    seeAlso: ['LocalLock', 'GlobalUnlock'],
    remarks: ['A fixed block has no locks: unlocking one gives FALSE with ERROR_NOT_LOCKED.'],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, localFamily);
    return (hMem) => objects.unlock(hMem);
  },
  extra,
);
