import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, HANDLE } from '../contract/c-types.ts';
import type { BOOL } from '../contract/win32-types.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_TIMEOUT,
} from '../status/common.ts';
import { INFINITE } from './milliseconds.ts';
import { handleOf, waitFailing, waitResult } from './object-results.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface WaitForSingleObject {
  /**
   * Waits until an object is signalled.
   * @param hHandle handle of an event, mutex, semaphore, timer or thread
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) without end, 0 to look only
   * @returns WAIT_OBJECT_0 (0), WAIT_ABANDONED (0x80) for a mutex whose owner ended, WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError
   */
  (hHandle: HANDLE | bigint, dwMilliseconds: DWORD): DWORD;
}

/** A wait of the dispatcher, as KeWaitForSingleObject. Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const WaitForSingleObject = blockingRoutine<WaitForSingleObject>()(
  {
    name: 'WaitForSingleObject',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Waits until an object is signalled.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHandle', type: 'HANDLE', direction: 'in' },
      { name: 'dwMilliseconds', type: 'DWORD', direction: 'in' },
    ],
    returns: 'DWORD',
    returnText:
      'WAIT_OBJECT_0 (0), WAIT_ABANDONED (0x80) for a mutex whose owner ended, WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      // Every handle that a program can have is one to wait with; that of a process is not modelled.
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'the handle is that of something that cannot be waited for; last error ERROR_INVALID_HANDLE',
        modelled: 'injectable',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without SYNCHRONIZE; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
      { code: 'STATUS_TIMEOUT', when: 'the time is up: the result is WAIT_TIMEOUT', modelled: 'produced' },
    ],
    blocks: true,
    seeAlso: ['WaitForMultipleObjects', 'CreateEventA'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (hHandle, dwMilliseconds) {
      const handles = [handleOf(services, hHandle, 'hHandle')];
      const status = yield* services.objects.wait({
        routine: 'WaitForSingleObject',
        handles,
        all: false,
        milliseconds: dwMilliseconds >>> 0,
        alertable: false,
      });
      return waitResult(services, status);
    },
  {
    possible: (_, [, milliseconds], failure) =>
      failure !== 'STATUS_TIMEOUT' || milliseconds >>> 0 !== INFINITE,
    failures: {
      STATUS_TIMEOUT: () => STATUS_TIMEOUT,
      STATUS_INVALID_HANDLE: waitFailing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: waitFailing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_ACCESS_DENIED: waitFailing(STATUS_ACCESS_DENIED),
    },
  },
);

/** See the call signature. */
export interface WaitForSingleObjectEx {
  /**
   * Waits until an object is signalled, or a user APC comes to the thread.
   * @param hHandle handle of an event, mutex, semaphore, timer or thread
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) without end, 0 to look only
   * @param bAlertable 1 (TRUE) when a user APC ends the wait
   * @returns WAIT_OBJECT_0 (0), WAIT_ABANDONED (0x80) for a mutex whose owner ended, WAIT_IO_COMPLETION (0xC0), WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError
   */
  (hHandle: HANDLE | bigint, dwMilliseconds: DWORD, bAlertable: BOOL): DWORD;
}

/** A wait of the dispatcher, as KeWaitForSingleObject. Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const WaitForSingleObjectEx = blockingRoutine<WaitForSingleObjectEx>()(
  {
    name: 'WaitForSingleObjectEx',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Waits until an object is signalled, or a user APC comes to the thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHandle', type: 'HANDLE', direction: 'in' },
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
      // Every handle that a program can have is one to wait with; that of a process is not modelled.
      {
        code: 'STATUS_OBJECT_TYPE_MISMATCH',
        when: 'the handle is that of something that cannot be waited for; last error ERROR_INVALID_HANDLE',
        modelled: 'injectable',
      },
      {
        code: 'STATUS_ACCESS_DENIED',
        when: 'the handle was opened without SYNCHRONIZE; last error ERROR_ACCESS_DENIED',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['WaitForSingleObject', 'SleepEx'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (hHandle, dwMilliseconds, bAlertable) {
      const handles = [handleOf(services, hHandle, 'hHandle')];
      const status = yield* services.objects.wait({
        routine: 'WaitForSingleObjectEx',
        handles,
        all: false,
        milliseconds: dwMilliseconds >>> 0,
        alertable: bAlertable !== 0,
      });
      return waitResult(services, status);
    },
  {
    failures: {
      STATUS_INVALID_HANDLE: waitFailing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: waitFailing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_ACCESS_DENIED: waitFailing(STATUS_ACCESS_DENIED),
    },
  },
);
