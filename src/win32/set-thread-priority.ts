import type { HANDLE } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE, STATUS_INVALID_PARAMETER } from '../status/common.ts';
import { failing, failingWith, failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** Base priority of a process, which is of the normal class. */
const NORMAL = 8;
/** THREAD_PRIORITY_IDLE and THREAD_PRIORITY_TIME_CRITICAL, with the base priorities that they name. */
const ENDS = [
  [-15, 1],
  [15, 15],
] as const;
/** Distance of THREAD_PRIORITY_LOWEST and THREAD_PRIORITY_HIGHEST from the normal one. */
const MOST_DISTANCE = 2;
const THREAD_PRIORITY_ERROR_RETURN = 0x7fff_ffff;

/** See the call signature. */
export interface SetThreadPriority {
  /**
   * Sets the priority of a thread. One of a higher priority than the calling one runs at once.
   * @param hThread handle from CreateThread, or GetCurrentThread()
   * @param nPriority THREAD_PRIORITY_NORMAL (0), up to 2 more or less, THREAD_PRIORITY_IDLE (-15) or THREAD_PRIORITY_TIME_CRITICAL (15)
   * @returns 1 (TRUE), or 0 (FALSE): see GetLastError
   */
  (hThread: HANDLE | bigint, nPriority: number): BOOL;
}

/** Processes are of the normal class: base priorities 6 to 10, and 1 and 15 (*ours*, decision 0081). */
export const SetThreadPriority = routine<SetThreadPriority>()(
  {
    name: 'SetThreadPriority',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Sets the priority of a thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hThread', type: 'HANDLE', direction: 'in' },
      { name: 'nPriority', type: 'int', direction: 'in' },
    ],
    returns: 'BOOL',
    returnText: '1 (TRUE), or 0 (FALSE): see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'hThread is no handle of a thread; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
      {
        code: 'STATUS_INVALID_PARAMETER',
        when: 'nPriority is no priority of a thread; last error ERROR_INVALID_PARAMETER',
        modelled: 'produced',
      },
    ],
    seeAlso: ['GetThreadPriority', 'CreateThread'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hThread, nPriority) => {
    const end = ENDS.find(([given]) => given === nPriority);
    if (end === undefined && Math.abs(nPriority) > MOST_DISTANCE)
      return failWith(services, STATUS_INVALID_PARAMETER);
    const thread = pointerSized(services.architecture, hThread, 'hThread');
    if (!services.threads.setPriority(thread, end?.[1] ?? NORMAL + nPriority))
      return failWith(services, STATUS_INVALID_HANDLE);
    services.released();
    return 1;
  },
  {
    failures: {
      STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE),
      STATUS_INVALID_PARAMETER: failing(STATUS_INVALID_PARAMETER),
    },
  },
);

const noPriority = failingWith(THREAD_PRIORITY_ERROR_RETURN, STATUS_INVALID_HANDLE);

/** See the call signature. */
export interface GetThreadPriority {
  /**
   * Tells the priority of a thread, without boosts.
   * @param hThread handle from CreateThread, or GetCurrentThread()
   * @returns what SetThreadPriority set, 0 before; THREAD_PRIORITY_ERROR_RETURN for a failure: see GetLastError
   */
  (hThread: HANDLE | bigint): number;
}

/** The counterpart of SetThreadPriority. */
export const GetThreadPriority = routine<GetThreadPriority>()(
  {
    name: 'GetThreadPriority',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the priority of a thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hThread', type: 'HANDLE', direction: 'in' }],
    returns: 'int',
    returnText: 'What SetThreadPriority set; THREAD_PRIORITY_ERROR_RETURN for a failure: see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'hThread is no handle of a thread; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    seeAlso: ['SetThreadPriority', 'CreateThread'],
    since: '0.1.0',
  },
  (services: Win32Services) => (hThread) => {
    const priority = services.threads.priority(pointerSized(services.architecture, hThread, 'hThread'));
    if (priority === null) return noPriority(services);
    return ENDS.find(([, base]) => base === priority)?.[0] ?? priority - NORMAL;
  },
  { failures: { STATUS_INVALID_HANDLE: noPriority } },
);
