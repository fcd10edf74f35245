import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, HANDLE } from '../contract/c-types.ts';
import type { BOOL } from '../contract/win32-types.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_MUTANT_NOT_OWNED,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SEMAPHORE_LIMIT_EXCEEDED,
} from '../status/common.ts';
import { handleOf, waitFailing, waitResult } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface SignalObjectAndWait {
  /**
   * Signals one object and waits for another; no thread runs in between.
   * @param hObjectToSignal event to set, mutex to give back, or semaphore to add 1 to
   * @param hObjectToWaitOn handle of an event, mutex, semaphore, timer or thread
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) without end, 0 to look only
   * @param bAlertable 1 (TRUE) when a user APC ends the wait
   * @returns WAIT_OBJECT_0 (0), WAIT_ABANDONED (0x80) for a mutex whose owner ended, WAIT_IO_COMPLETION (0xC0), WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError
   */
  (
    hObjectToSignal: HANDLE | bigint,
    hObjectToWaitOn: HANDLE | bigint,
    dwMilliseconds: DWORD,
    bAlertable: BOOL,
  ): DWORD;
}

/** Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const SignalObjectAndWait = blockingRoutine<SignalObjectAndWait>()(
  {
    name: 'SignalObjectAndWait',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Signals one object and waits for another; no thread runs in between.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hObjectToSignal', type: 'HANDLE', direction: 'in' },
      { name: 'hObjectToWaitOn', type: 'HANDLE', direction: 'in' },
      { name: 'dwMilliseconds', type: 'DWORD', direction: 'in' },
      { name: 'bAlertable', type: 'BOOL', direction: 'in' },
    ],
    returns: 'DWORD',
    returnText:
      'WAIT_OBJECT_0 (0), WAIT_ABANDONED (0x80) for a mutex whose owner ended, WAIT_IO_COMPLETION (0xC0), WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'the first handle is that of something that cannot be signalled; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without SYNCHRONIZE; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
      {
        code: 'STATUS_MUTANT_NOT_OWNED',
        when: 'the mutex is not owned by the calling thread; last error ERROR_NOT_OWNER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_SEMAPHORE_LIMIT_EXCEEDED',
        when: 'the count of the semaphore is at its limit; last error ERROR_TOO_MANY_POSTS',
        modelled: 'produced',
      },
    ],
    blocks: true,
    remarks: ['The first object is signalled also when the second cannot be waited for.'],
    seeAlso: ['SetEvent', 'WaitForSingleObjectEx'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (hObjectToSignal, hObjectToWaitOn, dwMilliseconds, bAlertable) {
      const signalled = services.objects.signal(handleOf(services, hObjectToSignal, 'hObjectToSignal'));
      if (signalled !== 0) return waitResult(services, signalled);
      const status = yield* services.objects.wait({
        routine: 'SignalObjectAndWait',
        handles: [handleOf(services, hObjectToWaitOn, 'hObjectToWaitOn')],
        all: false,
        milliseconds: dwMilliseconds >>> 0,
        alertable: bAlertable !== 0,
      });
      // A wait that needed no wait has let nobody run yet.
      services.objects.finish();
      return waitResult(services, status);
    },
  {
    failures: {
      STATUS_INVALID_HANDLE: waitFailing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: waitFailing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_ACCESS_DENIED: waitFailing(STATUS_ACCESS_DENIED),
      STATUS_MUTANT_NOT_OWNED: waitFailing(STATUS_MUTANT_NOT_OWNED),
      STATUS_SEMAPHORE_LIMIT_EXCEEDED: waitFailing(STATUS_SEMAPHORE_LIMIT_EXCEEDED),
    },
  },
);
