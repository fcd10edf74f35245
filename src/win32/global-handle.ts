import { type Routine, routine } from '../contract/contract.ts';
import type { HGLOBAL, HLOCAL, LPCVOID } from '../contract/win32-types.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { invalidHandle, memoryObjectFacts } from './memory-object-facts.ts';
import { globalFamily, localFamily, MemoryObjects } from './memory-objects.ts';
import { failing } from './nt-failures.ts';
import { pointerArgument } from './pointer-argument.ts';
import { processHeapWait } from './process-heap-wait.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GlobalHandle {
  /**
   * Tells the handle of the block that begins at an address.
   * @param pMem address that locking gave
   * @returns handle, or NULL when no block begins there
   */
  (pMem: LPCVOID): HGLOBAL;
}

/** See the call signature. */
export interface LocalHandle {
  /**
   * Tells the handle of the block that begins at an address.
   * @param pMem address that locking gave
   * @returns handle, or NULL when no block begins there
   */
  (pMem: LPCVOID): HLOCAL;
}

/** Its failures, and what it waits for, under both names. */
const extra = {
  waitsFor: processHeapWait,
  failures: {
    STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
  },
};

/** Declaration of GlobalHandle. Source: signature of WinBase.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const GlobalHandle: Routine<Win32Services, GlobalHandle> = routine<GlobalHandle>()(
  {
    ...memoryObjectFacts,
    name: 'GlobalHandle',
    summary: 'Tells the handle of a global memory object by its address.',
    parameters: [{ name: 'pMem', type: 'LPCVOID', direction: 'in' }],
    returns: 'HGLOBAL',
    returnText: 'Handle of the block, or NULL.',
    codes: [invalidHandle],
    seeAlso: ['GlobalLock', 'LocalHandle'],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, globalFamily);
    return (pMem) => objects.handleOf(pointerArgument(pMem, 'pMem'));
  },
  extra,
);

/** Declaration of LocalHandle. Source: signature of WinBase.h; what is *ours*: docs/decisions/0046-win32-memory.md. */
export const LocalHandle: Routine<Win32Services, LocalHandle> = routine<LocalHandle>()(
  {
    ...memoryObjectFacts,
    name: 'LocalHandle',
    summary: 'Tells the handle of a local memory object by its address.',
    parameters: [{ name: 'pMem', type: 'LPCVOID', direction: 'in' }],
    returns: 'HLOCAL',
    returnText: 'Handle of the block, or NULL.',
    codes: [invalidHandle],
    seeAlso: ['LocalLock', 'GlobalHandle'],
  },
  (services: Win32Services) => {
    const objects = new MemoryObjects(services, localFamily);
    return (pMem) => objects.handleOf(pointerArgument(pMem, 'pMem'));
  },
  extra,
);
