import type { DWORD } from '../contract/c-types.ts';
import { routine } from '../contract/contract.ts';
import type { Win32Services } from './win32-services.ts';

/** See the call signature. */
export interface ExitThread {
  /**
   * Ends the calling thread. No `__finally` block of it runs, and the call does not return.
   * @param dwExitCode exit code of the thread
   */
  (dwExitCode: DWORD): void;
}

/** The end of the first thread of a program is not modelled. */
export const ExitThread = routine<ExitThread>()(
  {
    name: 'ExitThread',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Ends the calling thread.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'dwExitCode', type: 'DWORD', direction: 'in' }],
    returns: 'void',
    seeAlso: ['CreateThread'],
    since: '0.1.0',
  },
  (services: Win32Services) => (dwExitCode) => services.threads.exit(dwExitCode >>> 0),
);
