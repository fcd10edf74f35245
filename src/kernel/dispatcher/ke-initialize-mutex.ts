import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dispatcher } from './dispatcher.ts';

/** Type of `KeInitializeMutex`. */
export interface KeInitializeMutex {
  /**
   * Makes a mutex that nobody owns. Callable at any level.
   * @param Mutex memory of a KMUTEX: resident, and it stays until nobody uses the mutex
   * @param Level reserved; pass 0
   */
  (Mutex: PVOID, Level: ULONG): void;
}

/** Declaration of `KeInitializeMutex`. */
export const KeInitializeMutex = routine<KeInitializeMutex>()(
  {
    name: 'KeInitializeMutex',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinitializemutex',
    summary: 'Makes a mutex that nobody owns.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Mutex', type: 'PRKMUTEX', direction: 'out' },
      { name: 'Level', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    remarks: ['While a thread owns the mutex, normal kernel APCs are not delivered to it.'],
    seeAlso: ['KeReleaseMutex', 'KeReadStateMutex', 'KeWaitForMutexObject', 'KeWaitForSingleObject'],
    since: '0.1.0',
  },
  ({ mutants }: Dispatcher) =>
    (Mutex) =>
      mutants.initialize(Mutex, null, true),
);
