import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, HANDLE } from '../contract/c-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE, STATUS_SUSPEND_COUNT_EXCEEDED } from '../status/common.ts';
import { failingWith } from './nt-failures.ts';
import { SUSPEND_FAILED } from './resume-thread.ts';
import type { Win32Services } from './win32-services.ts';

/** MAXIMUM_SUSPEND_COUNT of winnt.h. */
const MOST = 127;

const badHandle = failingWith(SUSPEND_FAILED, STATUS_INVALID_HANDLE);
const tooOften = failingWith(SUSPEND_FAILED, STATUS_SUSPEND_COUNT_EXCEEDED);

/** See the call signature. */
export interface SuspendThread {
  /**
   * Suspends a thread once more. It goes on when ResumeThread has taken back each suspension.
   * @param hThread handle from CreateThread, or GetCurrentThread()
   * @returns how often it was suspended before, or 0xFFFFFFFF for a failure: see GetLastError
   */
  (hThread: HANDLE | bigint): DWORD;
}

/** A thread that suspends itself stops in the call; another one where it is when it would go on next (*ours*, decision 0081). */
export const SuspendThread = blockingRoutine<SuspendThread>()(
  {
    name: 'SuspendThread',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Suspends a thread.',
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
      {
        code: 'STATUS_SUSPEND_COUNT_EXCEEDED',
        when: 'the thread is suspended 127 times; last error ERROR_SIGNAL_REFUSED',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['ResumeThread', 'CreateThread'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (hThread) {
      const { threads } = services;
      const count = threads.suspend(pointerSized(services.architecture, hThread, 'hThread'), MOST);
      if (count === null) return badHandle(services);
      if (count >= MOST) return tooOften(services);
      yield* threads.whileSuspended();
      return count;
    },
  {
    failures: {
      STATUS_INVALID_HANDLE: badHandle,
      STATUS_SUSPEND_COUNT_EXCEEDED: tooOften,
    },
  },
);
