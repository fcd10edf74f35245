import type { HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import {
  STATUS_INVALID_HANDLE,
  STATUS_MUTANT_NOT_OWNED,
  STATUS_OBJECT_TYPE_MISMATCH,
} from '../status/common.ts';
import { failing, succeeded } from './nt-failures.ts';
import { handleOf } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface ReleaseMutex {
  /**
   * Gives a mutex back once. It is free when its owner has done so as often as it acquired it.
   * @param hMutex handle of a mutex that the calling thread owns
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hMutex: HANDLE | bigint): BOOL;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const ReleaseMutex = routine<ReleaseMutex>()(
  {
    name: 'ReleaseMutex',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Gives a mutex back once.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hMutex', type: 'HANDLE', direction: 'in' }],
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
        code: 'STATUS_MUTANT_NOT_OWNED',
        when: 'the calling thread does not own it; last error ERROR_NOT_OWNER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['CreateMutexA'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hMutex) => {
    const status = services.objects.releaseMutex(handleOf(services, hMutex, 'hMutex'));
    services.objects.finish();
    return succeeded(services, status);
  },
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_MUTANT_NOT_OWNED: failing(STATUS_MUTANT_NOT_OWNED),
    },
  },
);
