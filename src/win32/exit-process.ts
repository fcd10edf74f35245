import { routine } from '../contract/contract.ts';
import type { UINT } from '../contract/win32-types.ts';
import type { SystemServices } from './system-services.ts';

/** See the call signature. */
export interface ExitProcess {
  /**
   * Ends the process that calls. No handler and no `__finally` block runs, and the call does not return.
   * @param uExitCode exit code of the process
   */
  (uExitCode: UINT): void;
}

/** E-041: blocks of a process that ends do not run. */
export const ExitProcess = routine<ExitProcess>()(
  {
    name: 'ExitProcess',
    header: 'processthreadsapi.h',
    includeHeader: 'Windows.h',
    library: 'Kernel32.lib',
    dll: 'Kernel32.dll',
    page: null,
    summary: 'Ends the calling process.',
    modes: ['user'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'user mode', source: 'ours' },
    parameters: [{ name: 'uExitCode', type: 'UINT', direction: 'in' }],
    returns: 'void',
    seeAlso: ['GetCurrentProcessId'],
    since: '0.1.0',
  },
  ({ exit }: SystemServices) =>
    (uExitCode) =>
      exit(uExitCode >>> 0),
);
