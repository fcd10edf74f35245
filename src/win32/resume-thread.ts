import type { DWORD, HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { failingWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** Result of a call that failed: ResumeThread's and SuspendThread's. */
export const SUSPEND_FAILED = 0xffff_ffff;

const badHandle = failingWith(SUSPEND_FAILED, STATUS_INVALID_HANDLE);

/** See the call signature. */
export interface ResumeThread {
  /**
   * Takes one suspension of a thread back; without any it goes on.
   * @param hThread handle from CreateThread
   * @returns how often it was suspended before, 0 when it was not, 0xFFFFFFFF for a failure: see GetLastError
   */
  (hThread: HANDLE | bigint): DWORD;
}

/** A thread that was made with CREATE_SUSPENDED is suspended once (decision 0081). */
export const ResumeThread = routine<ResumeThread>()(
  {
    name: 'ResumeThread',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Takes one suspension of a thread back.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hThread', type: 'HANDLE', direction: 'in' }],
    returns: 'DWORD',
    returnText: 'The suspend count before; 0xFFFFFFFF for a failure: see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'hThread is no handle of a thread; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['CreateThread', 'SuspendThread'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hThread) => {
    const count = services.threads.resume(pointerSized(services.architecture, hThread, 'hThread'));
    if (count === null) return badHandle(services);
    services.released();
    return count;
  },
  { failures: { STATUS_INVALID_HANDLE: badHandle } },
);
