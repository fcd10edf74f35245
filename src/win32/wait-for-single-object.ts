import { blockingRoutine } from '../contract/blocking.ts';
import type { DWORD, HANDLE } from '../contract/c-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { failWith } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** WAIT_FAILED of winbase.h. */
const WAIT_FAILED = 0xffff_ffff;

function waitFailed(services: Win32Services): number {
  failWith(services, STATUS_INVALID_HANDLE);
  return WAIT_FAILED;
}

/** See the call signature. */
export interface WaitForSingleObject {
  /**
   * Waits for the end of a thread.
   * @param hHandle handle from CreateThread
   * @param dwMilliseconds how long; INFINITE (0xFFFFFFFF) without end, 0 to look only
   * @returns WAIT_OBJECT_0 (0), WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError
   */
  (hHandle: HANDLE | bigint, dwMilliseconds: DWORD): DWORD;
}

/** A wait of the dispatcher, as KeWaitForSingleObject. */
export const WaitForSingleObject = blockingRoutine<WaitForSingleObject>()(
  {
    name: 'WaitForSingleObject',
    header: 'synchapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Waits for the end of a thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [
      { name: 'hHandle', type: 'HANDLE', direction: 'in' },
      { name: 'dwMilliseconds', type: 'DWORD', direction: 'in' },
    ],
    returns: 'DWORD',
    returnText: 'WAIT_OBJECT_0 (0), WAIT_TIMEOUT (258), or WAIT_FAILED: see GetLastError.',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['CreateThread', 'KeWaitForSingleObject'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (hHandle, dwMilliseconds) {
      const object = services.threads.object(pointerSized(services.architecture, hHandle, 'hHandle'));
      if (object === 0) return waitFailed(services);
      return yield* services.threads.wait('WaitForSingleObject', object, dwMilliseconds >>> 0);
    },
  { failures: { STATUS_INVALID_HANDLE: waitFailed } },
);
