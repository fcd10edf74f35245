import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Type of `KeReadStateMutex`. */
export interface KeReadStateMutex {
  /**
   * Gives the state of a mutex. IRQL <= DISPATCH_LEVEL.
   * @param Mutex mutex that KeInitializeMutex made
   * @returns 1 when nobody owns the mutex, else 0 or below
   */
  (Mutex: PVOID): LONG;
}

/** Declaration of `KeReadStateMutex`. */
export const KeReadStateMutex = routine<KeReadStateMutex>()(
  {
    name: 'KeReadStateMutex',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kereadstatemutex',
    summary: 'Gives the state of a mutex.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Mutex', type: 'PRKMUTEX', direction: 'in' }],
    returns: 'LONG',
    seeAlso: ['KeReleaseMutex'],
    since: '0.1.0',
  },
  ({ headers }: Dispatcher) =>
    (Mutex) =>
      headers.state(Mutex),
);
