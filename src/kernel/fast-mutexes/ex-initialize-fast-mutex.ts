import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { FastMutexes } from './fast-mutexes.ts';

/** Makes a fast mutex. */
export interface ExInitializeFastMutex {
  /**
   * Makes a fast mutex that nobody holds. IRQL <= DISPATCH_LEVEL.
   * @param FastMutex memory of a FAST_MUTEX: resident, and it stays until nobody uses the mutex
   */
  (FastMutex: PVOID): void;
}

/** Declaration of `ExInitializeFastMutex`. */
export const ExInitializeFastMutex = routine<ExInitializeFastMutex>()(
  {
    name: 'ExInitializeFastMutex',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-exinitializefastmutex',
    summary: 'Makes a fast mutex.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'FastMutex', type: 'PFAST_MUTEX', direction: 'out' }],
    returns: 'void',
    seeAlso: ['ExAcquireFastMutex'],
    since: '0.1.0',
  },
  (mutexes: FastMutexes) => (FastMutex) => mutexes.initialize(FastMutex),
);
