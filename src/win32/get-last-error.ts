import type { DWORD } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** Tells the last error of the calling thread. */
export interface GetLastError {
  /**
   * Tells the last error of the calling thread. Ask right after the call that failed: some routines set it, some
   * leave it alone, and some set it when they succeed.
   * @returns last error, as SetLastError or a routine left it
   */
  (): DWORD;
}

/** Each thread has its own. */
export const GetLastError = routine<GetLastError>()(
  {
    name: 'GetLastError',
    header: 'errhandlingapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Tells the last error of the calling thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [],
    returns: 'DWORD',
    returnText: 'The last error of the calling thread.',
    seeAlso: ['SetLastError'],
    since: '0.1.0',
  },
  (services: Win32Services) => () => services.thread.lastError,
);
