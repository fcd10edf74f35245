import type { Waiting } from '../contract/blocking.ts';
import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, PVOID } from '../contract/c-types.ts';
import { pointerBytes } from '../contract/c-types.ts';
import { MAXIMUM_WAIT_OBJECTS } from '../contract/kernel-constants.generated.ts';
import type { BOOL } from '../contract/win32-types.ts';
import {
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_TIMEOUT,
} from '../status/common.ts';
import { INFINITE } from './milliseconds.ts';
import { waitFailing, waitResult } from './object-results.ts';
import type { HandleWait } from './program-objects.ts';
import type { Win32Services } from './win32-services.ts';

interface ManyHandles extends Omit<HandleWait, 'handles'> {
  readonly count: number;
  readonly array: number;
}

/** The array is read before anything else: one that cannot be read faults in the caller. */
function* waitForMany(services: Win32Services, { count, array, ...how }: ManyHandles): Waiting<number> {
  if (count < 1 || count > MAXIMUM_WAIT_OBJECTS) return STATUS_INVALID_PARAMETER;
  const { memory } = services.heap;
  const step = pointerBytes(services.architecture);
  const handles = Array.from({ length: count }, (_, index) => memory.readPointer(array + index * step));
  return yield* services.objects.wait({ ...how, handles });
}

/** See the call signature. */
export interface WaitForMultipleObjects {
  /**
   * Waits until one of several objects is signalled, or all of them.
   * @param nCount number of handles, 1 to MAXIMUM_WAIT_OBJECTS (64)
   * @param lpHandles address of an array of handles
   * @param bWaitAll 1 (TRUE) to wait until all are signalled at once, 0 for any one
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) without end, 0 to look only
   * @returns WAIT_OBJECT_0 (0) or WAIT_ABANDONED_0 (0x80) plus the number of the first that is signalled, or of none with bWaitAll; WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError
   */
  (nCount: DWORD, lpHandles: PVOID, bWaitAll: BOOL, dwMilliseconds: DWORD): DWORD;
}

/** A wait of the dispatcher, as KeWaitForMultipleObjects. Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const WaitForMultipleObjects = blockingRoutine<WaitForMultipleObjects>()(
  {
    name: 'WaitForMultipleObjects',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Waits until one of several objects is signalled, or all of them.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'nCount', type: 'DWORD', direction: 'in' },
      { name: 'lpHandles', type: 'const HANDLE *', direction: 'in' },
      { name: 'bWaitAll', type: 'BOOL', direction: 'in' },
      { name: 'dwMilliseconds', type: 'DWORD', direction: 'in' },
    ],
    returns: 'DWORD',
    returnText:
      'WAIT_OBJECT_0 (0) or WAIT_ABANDONED_0 (0x80) plus the number of the first that is signalled, or of none with bWaitAll; WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError.',
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
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'nCount is 0 or above 64, or with bWaitAll an object is there twice; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      { code: 'STATUS_TIMEOUT', when: 'the time is up: the result is WAIT_TIMEOUT', modelled: 'produced' },
    ],
    blocks: true,
    remarks: ['With bWaitAll nothing is taken before all objects are signalled at one moment.'],
    seeAlso: ['WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (nCount, lpHandles, bWaitAll, dwMilliseconds) {
      const status = yield* waitForMany(services, {
        routine: 'WaitForMultipleObjects',
        count: nCount >>> 0,
        array: lpHandles,
        all: bWaitAll !== 0,
        milliseconds: dwMilliseconds >>> 0,
        alertable: false,
      });
      return waitResult(services, status);
    },
  {
    possible: (_, [, , , milliseconds], failure) =>
      failure !== 'STATUS_TIMEOUT' || milliseconds >>> 0 !== INFINITE,
    failures: {
      STATUS_TIMEOUT: () => STATUS_TIMEOUT,
      STATUS_INVALID_HANDLE: waitFailing(STATUS_INVALID_HANDLE),
      STATUS_OBJECT_TYPE_MISMATCH: waitFailing(STATUS_OBJECT_TYPE_MISMATCH),
      STATUS_ACCESS_DENIED: waitFailing(STATUS_ACCESS_DENIED),
      STATUS_INVALID_PARAMETER: waitFailing(STATUS_INVALID_PARAMETER),
    },
  },
);

/** See the call signature. */
export interface WaitForMultipleObjectsEx {
  /**
   * Waits until one of several objects is signalled, or all of them, or a user APC comes to the thread.
   * @param nCount number of handles, 1 to MAXIMUM_WAIT_OBJECTS (64)
   * @param lpHandles address of an array of handles
   * @param bWaitAll 1 (TRUE) to wait until all are signalled at once, 0 for any one
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) without end, 0 to look only
   * @param bAlertable 1 (TRUE) when a user APC ends the wait
   * @returns WAIT_OBJECT_0 (0) or WAIT_ABANDONED_0 (0x80) plus the number of the first that is signalled, or of none with bWaitAll; WAIT_IO_COMPLETION (0xC0), WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError
   */
  (nCount: DWORD, lpHandles: PVOID, bWaitAll: BOOL, dwMilliseconds: DWORD, bAlertable: BOOL): DWORD;
}

/** A wait of the dispatcher, as KeWaitForMultipleObjects. Rules: docs/decisions/0082-synchronisation-of-programs.md. */
export const WaitForMultipleObjectsEx = blockingRoutine<WaitForMultipleObjectsEx>()(
  {
    name: 'WaitForMultipleObjectsEx',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary:
      'Waits until one of several objects is signalled, or all of them, or a user APC comes to the thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'nCount', type: 'DWORD', direction: 'in' },
      { name: 'lpHandles', type: 'const HANDLE *', direction: 'in' },
      { name: 'bWaitAll', type: 'BOOL', direction: 'in' },
      { name: 'dwMilliseconds', type: 'DWORD', direction: 'in' },
      { name: 'bAlertable', type: 'BOOL', direction: 'in' },
    ],
    returns: 'DWORD',
    returnText:
      'WAIT_OBJECT_0 (0) or WAIT_ABANDONED_0 (0x80) plus the number of the first that is signalled, or of none with bWaitAll; WAIT_IO_COMPLETION (0xC0), WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError.',
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
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'nCount is 0 or above 64, or with bWaitAll an object is there twice; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    blocks: true,
    remarks: ['With bWaitAll nothing is taken before all objects are signalled at one moment.'],
    seeAlso: ['WaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (nCount, lpHandles, bWaitAll, dwMilliseconds, bAlertable) {
      const status = yield* waitForMany(services, {
        routine: 'WaitForMultipleObjectsEx',
        count: nCount >>> 0,
        array: lpHandles,
        all: bWaitAll !== 0,
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
      STATUS_INVALID_PARAMETER: waitFailing(STATUS_INVALID_PARAMETER),
    },
  },
);
