import type { DWORD, HANDLE, PointerTo } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import { CURRENT_PROCESS } from './own-handles.ts';
import type { Win32Services } from './win32-services.ts';

const STILL_ACTIVE = 259;

/** See the call signature. */
export interface GetExitCodeProcess {
  /**
   * Tells the exit code of a process.
   * @param hProcess GetCurrentProcess(), the one handle of a process that programs have
   * @param lpExitCode receives it: STILL_ACTIVE (259), because who asks has not ended
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hProcess: HANDLE | bigint, lpExitCode: PointerTo<DWORD>): BOOL;
}

/** As TerminateProcess: there are no handles of other processes (decision 0080). */
export const GetExitCodeProcess = routine<GetExitCodeProcess>()(
  {
    name: 'GetExitCodeProcess',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the exit code of a process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hProcess', type: 'HANDLE', direction: 'in' },
      { name: 'lpExitCode', type: 'LPDWORD', direction: 'out' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'hProcess is not GetCurrentProcess(); last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['TerminateProcess', 'GetExitCodeThread'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hProcess, lpExitCode) => {
    if (pointerSized(services.architecture, hProcess, 'hProcess') !== CURRENT_PROCESS)
      return failWith(services, STATUS_INVALID_HANDLE);
    services.files.store(lpExitCode, STILL_ACTIVE);
    return 1;
  },
  { failures: { STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE) } },
);
