import type { HANDLE } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from './threads.ts';

/** Type of `PsGetCurrentThreadId`. */
export interface PsGetCurrentThreadId {
  /**
   * Gives the identifier of the calling thread. Callable at any level.
   * @returns identifier, a multiple of 4
   */
  (): HANDLE;
}

/** Declaration of `PsGetCurrentThreadId`. */
export const PsGetCurrentThreadId = routine<PsGetCurrentThreadId>()(
  {
    name: 'PsGetCurrentThreadId',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-psgetcurrentthreadid',
    summary: 'Gives the identifier of the calling thread.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'HANDLE',
    seeAlso: ['PsGetThreadId'],
    since: '0.1.0',
  },
  ({ host }: Threads) =>
    () =>
      host.thread.id,
);
