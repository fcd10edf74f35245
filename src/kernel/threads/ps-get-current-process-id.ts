import type { HANDLE } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from './threads.ts';

/** Type of `PsGetCurrentProcessId`. */
export interface PsGetCurrentProcessId {
  /**
   * Gives the identifier of the current process. Callable at any level.
   * @returns identifier, a multiple of 4
   */
  (): HANDLE;
}

/** Declaration of `PsGetCurrentProcessId`. */
export const PsGetCurrentProcessId = routine<PsGetCurrentProcessId>()(
  {
    name: 'PsGetCurrentProcessId',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-psgetcurrentprocessid',
    summary: 'Gives the identifier of the current process.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'HANDLE',
    seeAlso: ['PsGetCurrentThreadId'],
    since: '0.1.0',
  },
  ({ host }: Threads) =>
    () =>
      host.thread.process.id,
);
