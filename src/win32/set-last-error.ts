import type { DWORD } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import { unsigned32 } from '../status/unsigned32.ts';
import type { Win32Services } from './win32-services.ts';

/** Sets the last error of the calling thread. */
export interface SetLastError {
  /**
   * Sets the last error of the calling thread.
   * @param dwErrCode what GetLastError gives from now on
   */
  (dwErrCode: DWORD): void;
}

/** Each thread has its own. */
export const SetLastError = routine<SetLastError>()(
  {
    name: 'SetLastError',
    header: 'errhandlingapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Sets the last error of the calling thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'dwErrCode', type: 'DWORD', direction: 'in' }],
    returns: 'void',
    seeAlso: ['GetLastError'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwErrCode) => {
    services.thread.lastError = unsigned32(dwErrCode, 'SetLastError');
  },
);
