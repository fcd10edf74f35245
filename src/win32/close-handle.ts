import { blockingRoutine } from '../contract/blocking.ts';
import type { HANDLE } from '../contract/c-types.ts';
import type { BOOL } from '../contract/win32-types.ts';
import { pointerSized } from '../machine/addresses.ts';
import { STATUS_INVALID_HANDLE } from '../status/common.ts';
import { failing, succeeded } from './nt-failures.ts';
import type { Win32Services } from './win32-services.ts';

/** Type of `CloseHandle`. */
export interface CloseHandle {
  /**
   * Closes a handle. The driver of a device gets IRP_MJ_CLEANUP, and IRP_MJ_CLOSE when nothing uses it any more.
   * @param hObject handle that is open
   * @returns TRUE, or FALSE: see GetLastError
   */
  (hObject: HANDLE | bigint): BOOL;
}

/** Declaration of `CloseHandle`. */
export const CloseHandle = blockingRoutine<CloseHandle>()(
  {
    name: 'CloseHandle',
    header: 'handleapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    minClient: 'Windows XP',
    page: null,
    summary: 'Closes a handle.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'hObject', type: 'HANDLE', direction: 'in' }],
    returns: 'BOOL',
    returnText: '1 (TRUE) on success, else 0 (FALSE).',
    codes: [
      {
        code: 'STATUS_INVALID_HANDLE',
        when: 'the handle is not open; last error ERROR_INVALID_HANDLE',
        modelled: 'produced',
      },
    ],
    blocks: true,
    seeAlso: ['CreateFileA', 'DuplicateHandle'],
    since: '0.1.0',
  },
  (services: Win32Services) =>
    function* (hObject) {
      const status = yield* services.files.close(pointerSized(services.architecture, hObject, 'hObject'));
      return succeeded(services, status);
    },
  { failures: { STATUS_INVALID_HANDLE: failing(STATUS_INVALID_HANDLE) } },
);
