import { routine } from '../../contract/contract.ts';
import type { KAFFINITY } from '../../contract/kernel-types.ts';
import { setAffinity } from './affinities.ts';
import type { Threads } from './threads.ts';

/** Type of `KeSetSystemAffinityThreadEx`. */
export interface KeSetSystemAffinityThreadEx {
  /**
   * Sets the processors that the calling thread may run on. IRQL <= DISPATCH_LEVEL.
   * @param Affinity bits of processors: KeQueryActiveProcessors gives those that exist
   * @returns the system affinity before, for KeRevertToUserAffinityThreadEx; 0 when there was none
   */
  (Affinity: KAFFINITY | bigint): KAFFINITY;
}

/** Declaration of `KeSetSystemAffinityThreadEx`. */
export const KeSetSystemAffinityThreadEx = routine<KeSetSystemAffinityThreadEx>()(
  {
    name: 'KeSetSystemAffinityThreadEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-kesetsystemaffinitythreadex',
    summary: 'Sets the processors that the calling thread may run on, and gives the ones before.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section).', source: 'page' },
    parameters: [{ name: 'Affinity', type: 'KAFFINITY', direction: 'in' }],
    returns: 'KAFFINITY',
    remarks: [
      'At PASSIVE_LEVEL and APC_LEVEL the thread is on such a processor when the call returns, at DISPATCH_LEVEL when the level drops.',
    ],
    seeAlso: ['KeRevertToUserAffinityThreadEx'],
    since: '0.1.0',
  },
  (threads: Threads) => (Affinity) => setAffinity(threads, Affinity, 'KeSetSystemAffinityThreadEx'),
);
