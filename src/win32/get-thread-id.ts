import type { DWORD, HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import { CURRENT_PROCESS } from './own-handles.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface GetThreadId {
  /**
   * Tells the identifier of a thread.
   * @param Thread handle from CreateThread, or GetCurrentThread()
   * @returns its identifier, or 0: see GetLastError
   */
  (Thread: HANDLE | bigint): DWORD;
}

/** What is no handle of a thread is an invalid one (*ours*). */
export const GetThreadId = routine<GetThreadId>()(
  {
    name: 'GetThreadId',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the identifier of a thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'Thread', type: 'HANDLE', direction: 'in' }],
    returns: 'DWORD',
    returnText: 'Identifier of the thread, or 0: see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'Thread is no handle of a thread; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['GetCurrentThreadId', 'CreateThread', 'GetProcessId'],
    since: '0.1.0',
  },
  (services: Win32Services) => (Thread) =>
    services.threads.id(pointerSized(services.architecture, Thread, 'Thread')) ??
    failWith(services, STATUS_INVALID_HANDLE),
  { failures: { STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE) } },
);

/** See the call signature. */
export interface GetProcessId {
  /**
   * Tells the identifier of a process.
   * @param Process GetCurrentProcess(), the one handle of a process that programs have
   * @returns its identifier, or 0: see GetLastError
   */
  (Process: HANDLE | bigint): DWORD;
}

/** As GetExitCodeProcess: there are no handles of other processes (decision 0080). */
export const GetProcessId = routine<GetProcessId>()(
  {
    name: 'GetProcessId',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the identifier of a process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'Process', type: 'HANDLE', direction: 'in' }],
    returns: 'DWORD',
    returnText: 'Identifier of the process, or 0: see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'Process is not GetCurrentProcess(); last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['GetCurrentProcessId', 'GetThreadId'],
    since: '0.1.0',
  },
  (services: Win32Services) => (Process) =>
    pointerSized(services.architecture, Process, 'Process') === CURRENT_PROCESS
      ? services.processId
      : failWith(services, STATUS_INVALID_HANDLE),
  { failures: { STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE) } },
);
