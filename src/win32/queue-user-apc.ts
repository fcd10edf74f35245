import type { DWORD, HANDLE, PVOID, ULONG_PTR } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE, STATUS_OBJECT_TYPE_MISMATCH, STATUS_UNSUCCESSFUL } from '../status/common.ts';
import { failing, succeeded } from './nt-failures.ts';
import { handleOf } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface QueueUserAPC {
  /**
   * Lets a thread call a function when it waits alertably, or before it begins.
   * @param pfnAPC address of the function
   * @param hThread handle of a thread of the process, or GetCurrentThread()
   * @param dwData its argument
   * @returns 1, or 0: see GetLastError
   */
  (pfnAPC: PVOID, hThread: HANDLE | bigint, dwData: ULONG_PTR | bigint): DWORD;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const QueueUserAPC = routine<QueueUserAPC>()(
  {
    name: 'QueueUserAPC',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Lets a thread call a function when it waits alertably, or before it begins.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'pfnAPC', type: 'PAPCFUNC', direction: 'in' },
      { name: 'hThread', type: 'HANDLE', direction: 'in' },
      { name: 'dwData', type: 'ULONG_PTR', direction: 'in' },
    ],
    returns: 'DWORD',
    returnText: '1, or 0: see GetLastError.',
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
        code: 'STATUS_UNSUCCESSFUL',
        when: 'the thread has ended; last error ERROR_GEN_FAILURE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['SleepEx', 'WaitForSingleObjectEx'],
    since: '0.1.0',
  },
  (services: Win32Services) => (pfnAPC, hThread, dwData) => {
    const argument = pointerSized(services.architecture, dwData, 'dwData');
    return succeeded(
      services,
      services.apcs.queue(handleOf(services, hThread, 'hThread'), pfnAPC, [argument]),
    );
  },
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: failing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_UNSUCCESSFUL: failing(STATUS_UNSUCCESSFUL),
    },
  },
);
