import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { FastMutexes } from './fast-mutexes.ts';

/** Makes a guarded mutex. */
export interface KeInitializeGuardedMutex {
  /**
   * Makes a guarded mutex that nobody holds. IRQL <= APC_LEVEL.
   * @param Mutex memory of a KGUARDED_MUTEX: resident, and it stays until nobody uses the mutex
   */
  (Mutex: PVOID): void;
}

/** Declaration of `KeInitializeGuardedMutex`. */
export const KeInitializeGuardedMutex = routine<KeInitializeGuardedMutex>()(
  {
    name: 'KeInitializeGuardedMutex',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003 SP1',
    page: 'wdm/nf-wdm-keinitializeguardedmutex',
    summary: 'Makes a guarded mutex.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Mutex', type: 'PKGUARDED_MUTEX', direction: 'out' }],
    returns: 'void',
    seeAlso: ['KeAcquireGuardedMutex'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) => (Mutex) => mutexes.initialize(Mutex),
);
