import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dispatcher } from './dispatcher.ts';
import { initializeSemaphore } from './semaphores.ts';

/** Type of `KeInitializeSemaphore`. */
export interface KeInitializeSemaphore {
  /**
   * Makes a semaphore. IRQL = PASSIVE_LEVEL.
   * @param Semaphore memory of a KSEMAPHORE: resident, and it stays until nobody uses the semaphore
   * @param Count count to begin with; a wait takes one
   * @param Limit highest count, above 0
   */
  (Semaphore: PVOID, Count: LONG, Limit: LONG): void;
}

/** Declaration of `KeInitializeSemaphore`. */
export const KeInitializeSemaphore = routine<KeInitializeSemaphore>()(
  {
    name: 'KeInitializeSemaphore',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinitializesemaphore',
    summary: 'Makes a semaphore with a count and a limit.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'Semaphore', type: 'PRKSEMAPHORE', direction: 'out' },
      { name: 'Count', type: 'LONG', direction: 'in' },
      { name: 'Limit', type: 'LONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['KeReleaseSemaphore', 'KeReadStateSemaphore', 'KeWaitForSingleObject'],
    since: '0.1.0',
  },
  (dispatcher: Dispatcher) => (Semaphore, Count, Limit) =>
    initializeSemaphore(dispatcher, Semaphore, Count, Limit),
);
