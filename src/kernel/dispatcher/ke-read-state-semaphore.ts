import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Type of `KeReadStateSemaphore`. */
export interface KeReadStateSemaphore {
  /**
   * Gives the count of a semaphore. Callable at any level.
   * @param Semaphore semaphore that KeInitializeSemaphore made
   * @returns the count; 0 when a wait would not end at once
   */
  (Semaphore: PVOID): LONG;
}

/** Declaration of `KeReadStateSemaphore`. */
export const KeReadStateSemaphore = routine<KeReadStateSemaphore>()(
  {
    name: 'KeReadStateSemaphore',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kereadstatesemaphore',
    summary: 'Gives the count of a semaphore.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Semaphore', type: 'PRKSEMAPHORE', direction: 'in' }],
    returns: 'LONG',
    seeAlso: ['KeReleaseSemaphore'],
    since: '0.1.0',
  },
  ({ headers }: Dispatcher) =>
    (Semaphore) =>
      headers.state(Semaphore),
);
