import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from './threads.ts';

/** Type of `KeGetCurrentThread`. */
export interface KeGetCurrentThread {
  /**
   * Gives the thread object of the calling thread. Callable at any level.
   * @returns address of the thread object; one can wait for the thread with it
   */
  (): PVOID;
}

/** Declaration of `KeGetCurrentThread`. */
export const KeGetCurrentThread = routine<KeGetCurrentThread>()(
  {
    name: 'KeGetCurrentThread',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kegetcurrentthread',
    summary: 'Gives the thread object of the calling thread.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'PKTHREAD',
    seeAlso: ['PsGetCurrentThreadId'],
    since: '0.1.0',
  },
  (threads: Threads) => () => threads.objectOf(),
);
