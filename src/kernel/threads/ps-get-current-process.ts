import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from './threads.ts';

/** Type of `PsGetCurrentProcess`. */
export interface PsGetCurrentProcess {
  /**
   * Gives the process object of the current process. Callable at any level.
   * @returns address of the process object
   */
  (): PVOID;
}

/** Declaration of `PsGetCurrentProcess`. */
export const PsGetCurrentProcess = routine<PsGetCurrentProcess>()(
  {
    name: 'PsGetCurrentProcess',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Gives the process object of the current process.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'ours' },
    parameters: [],
    returns: 'PEPROCESS',
    seeAlso: ['PsGetCurrentProcessId'],
    since: '0.1.0',
  },
  (threads: Threads) => () => threads.processObjectOf(),
);
