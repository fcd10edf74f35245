import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, PointerTo, PVOID } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL, LPVOID } from '../contract/win32-types.ts';
import { STATUS_INVALID_PARAMETER, STATUS_UNSUCCESSFUL } from '../status/common.ts';
import { failing, failWith } from './nt-failures.ts';
import { begin, complete, contextOf, isDone } from './one-time.ts';
import type { Win32Services } from './win32-services.ts';

/** synchapi.h. */
const INIT_ONCE_CHECK_ONLY = 1;
const INIT_ONCE_ASYNC = 2;
const INIT_ONCE_INIT_FAILED = 4;

/** See the call signature. */
export interface InitOnceBeginInitialize {
  /**
   * Begins a one-time initialization, or waits until another thread has done it.
   * @param lpInitOnce address of an INIT_ONCE
   * @param dwFlags 0, or INIT_ONCE_CHECK_ONLY (1) to look only; INIT_ONCE_ASYNC is not modelled
   * @param fPending receives 1 (TRUE) when the calling thread is to do it and then to call InitOnceComplete
   * @param lpContext address that receives the context when it is done, or NULL
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (lpInitOnce: PVOID, dwFlags: DWORD, fPending: PointerTo<BOOL>, lpContext: PVOID): BOOL;
}

/** Rules: one-time.ts. */
export const InitOnceBeginInitialize = blockingRoutine<InitOnceBeginInitialize>()(
  {
    name: 'InitOnceBeginInitialize',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Begins a one-time initialization, or waits until another thread has done it.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpInitOnce', type: 'LPINIT_ONCE', direction: 'inout' },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'fPending', type: 'PBOOL', direction: 'out' },
      { name: 'lpContext', type: 'LPVOID *', direction: 'out', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'dwFlags has an unknown flag; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_UNSUCCESSFUL',
        when: 'with INIT_ONCE_CHECK_ONLY: it is not done; last error ERROR_GEN_FAILURE',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['InitOnceComplete', 'InitOnceExecuteOnce'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (lpInitOnce, dwFlags, fPending, lpContext) {
      if ((dwFlags & INIT_ONCE_ASYNC) !== 0)
        services.files.notModelled('InitOnceBeginInitialize with INIT_ONCE_ASYNC');
      if ((dwFlags & ~INIT_ONCE_CHECK_ONLY) !== 0) return failWith(services, STATUS_INVALID_PARAMETER);
      const looks = dwFlags !== 0;
      if (looks && !isDone(services, lpInitOnce)) {
        services.files.store(fPending, 1);
        return failWith(services, STATUS_UNSUCCESSFUL);
      }
      const pending = !looks && (yield* begin(services, 'InitOnceBeginInitialize', lpInitOnce));
      services.files.store(fPending, pending ? 1 : 0);
      if (!pending && lpContext !== 0)
        services.heap.memory.writePointer(lpContext, contextOf(services, lpInitOnce));
      return 1;
    },
  {
    failures: {
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
      STATUS_UNSUCCESSFUL: failing(STATUS_UNSUCCESSFUL),
    },
  },
);

/** See the call signature. */
export interface InitOnceComplete {
  /**
   * Ends a one-time initialization that the calling thread has begun.
   * @param lpInitOnce address of an INIT_ONCE
   * @param dwFlags 0, or INIT_ONCE_INIT_FAILED (4): the next thread tries again; INIT_ONCE_ASYNC is not modelled
   * @param lpContext what it has made, a multiple of 4; NULL with INIT_ONCE_INIT_FAILED
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (lpInitOnce: PVOID, dwFlags: DWORD, lpContext: LPVOID): BOOL;
}

/** Rules: one-time.ts. */
export const InitOnceComplete = routine<InitOnceComplete>()(
  {
    name: 'InitOnceComplete',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Ends a one-time initialization that the calling thread has begun.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'lpInitOnce', type: 'LPINIT_ONCE', direction: 'inout' },
      { name: 'dwFlags', type: 'DWORD', direction: 'in' },
      { name: 'lpContext', type: 'LPVOID', direction: 'in', optional: true },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'dwFlags has an unknown flag, or the context is not a multiple of 4; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
      {
        code: 'STATUS_UNSUCCESSFUL',
        when: 'nobody is at it; last error ERROR_GEN_FAILURE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['InitOnceBeginInitialize'],
    since: '0.1.0',
  },
  (services: Win32Services) => (lpInitOnce, dwFlags, lpContext) => {
    if ((dwFlags & INIT_ONCE_ASYNC) !== 0)
      services.files.notModelled('InitOnceComplete with INIT_ONCE_ASYNC');
    const failed = dwFlags === INIT_ONCE_INIT_FAILED;
    if ((dwFlags !== 0 && !failed) || (failed && lpContext !== 0) || lpContext % 4 !== 0)
      return failWith(services, STATUS_INVALID_PARAMETER);
    return complete(services, lpInitOnce, failed ? null : lpContext)
      ? 1
      : failWith(services, STATUS_UNSUCCESSFUL);
  },
  {
    failures: {
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
      STATUS_UNSUCCESSFUL: failing(STATUS_UNSUCCESSFUL),
    },
  },
);
