import type { HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL, UINT } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import { CURRENT_PROCESS } from './own-handles.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface TerminateProcess {
  /**
   * Ends a process. No handler and no `__finally` block of it runs.
   * @param hProcess GetCurrentProcess(), the one handle of a process that programs have
   * @param uExitCode exit code of the process
   * @returns never for GetCurrentProcess(); else 0 (FALSE): see GetLastError
   */
  (hProcess: HANDLE | bigint, uExitCode: UINT): BOOL;
}

/** E-041: blocks of a process that ends do not run. As ExitProcess. */
export const TerminateProcess = routine<TerminateProcess>()(
  {
    name: 'TerminateProcess',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Ends a process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hProcess', type: 'HANDLE', direction: 'in' },
      { name: 'uExitCode', type: 'UINT', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText: 'Never for GetCurrentProcess(); else 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not GetCurrentProcess(); last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['ExitProcess', 'GetCurrentProcess'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hProcess, uExitCode) =>
    pointerSized(services.architecture, hProcess, 'hProcess') === CURRENT_PROCESS
      ? services.exit(uExitCode >>> 0)
      : failWith(services, STATUS_INVALID_HANDLE),
  { failures: { STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE) } },
);
