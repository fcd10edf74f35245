import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from './threads.ts';

/** Type of `IoGetCurrentProcess`. */
export interface IoGetCurrentProcess {
  /**
   * Gives the process object of the current process. Callable at any level.
   * @returns address of the process object
   */
  (): PVOID;
}

/** Declaration of `IoGetCurrentProcess`. */
export const IoGetCurrentProcess = routine<IoGetCurrentProcess>()(
  {
    name: 'IoGetCurrentProcess',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iogetcurrentprocess',
    summary: 'Gives the process object of the current process.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [],
    returns: 'PEPROCESS',
    seeAlso: ['PsGetCurrentProcessId'],
    since: '0.1.0',
  },
  (threads: Threads) => () => threads.processObjectOf(),
);
