import type { HANDLE, LONG, PointerTo } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SEMAPHORE_LIMIT_EXCEEDED,
} from '../status/common.ts';
import { failing, succeeded } from './nt-failures.ts';
import { handleOf } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface ReleaseSemaphore {
  /**
   * Adds to the count of a semaphore and releases as many waits.
   * @param hSemaphore handle with SEMAPHORE_MODIFY_STATE
   * @param lReleaseCount how much to add, 1 or more
   * @param lpPreviousCount receives the count before, or NULL
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hSemaphore: HANDLE | bigint, lReleaseCount: LONG, lpPreviousCount: PointerTo<LONG>): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const ReleaseSemaphore = routine<ReleaseSemaphore>()(
  {
    name: 'ReleaseSemaphore',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Adds to the count of a semaphore and releases as many waits.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hSemaphore', type: 'HANDLE', direction: 'in' },
      { name: 'lReleaseCount', type: 'LONG', direction: 'in' },
      { name: 'lpPreviousCount', type: 'LPLONG', direction: 'out', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'the handle is that of something else; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without the right to do this; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
      {
        code: 'STATUS_SEMAPHORE_LIMIT_EXCEEDED',
        when: 'the count would exceed its limit, and stays; last error ERROR_TOO_MANY_POSTS',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'lReleaseCount is below 1; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['CreateSemaphoreA'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hSemaphore, lReleaseCount, lpPreviousCount) => {
    const handle = handleOf(services, hSemaphore, 'hSemaphore');
    const { status, previous } = services.objects.releaseSemaphore(handle, lReleaseCount | 0);
    if (status === 0 && lpPreviousCount !== 0) services.files.store(lpPreviousCount, previous);
    services.objects.finish();
    return succeeded(services, status);
  },
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_ACCESS_DENIED: failing(STATUS_ACCESS_DENIED),
      STATUS_SEMAPHORE_LIMIT_EXCEEDED: failing(STATUS_SEMAPHORE_LIMIT_EXCEEDED),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    },
  },
);
