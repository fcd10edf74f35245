import type { DWORD, HANDLE, PointerTo } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GetExitCodeThread {
  /**
   * Tells the exit code of a thread.
   * @param hThread handle from CreateThread, or GetCurrentThread()
   * @param lpExitCode receives it; STILL_ACTIVE (259) while the thread has not ended
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hThread: HANDLE | bigint, lpExitCode: PointerTo<DWORD>): BOOL;
}

/** What is no handle of a thread is an invalid one (*ours*). */
export const GetExitCodeThread = routine<GetExitCodeThread>()(
  {
    name: 'GetExitCodeThread',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the exit code of a thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hThread', type: 'HANDLE', direction: 'in' },
      { name: 'lpExitCode', type: 'LPDWORD', direction: 'out' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'hThread is no handle of a thread; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['CreateThread'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hThread, lpExitCode) => {
    const code = services.threads.exitCode(pointerSized(services.architecture, hThread, 'hThread'));
    if (code === null) return failWith(services, STATUS_INVALID_HANDLE);
    services.files.store(lpExitCode, code);
    return 1;
  },
  { failures: { STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE) } },
);
