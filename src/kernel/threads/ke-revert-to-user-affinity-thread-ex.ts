import { routine } from '../../contract/contract.ts';
import type { KAFFINITY } from '../../contract/kernel-types.ts';
import { setAffinity } from './affinities.ts';
import type { Threads } from './threads.ts';

/** Type of `KeRevertToUserAffinityThreadEx`. */
export interface KeRevertToUserAffinityThreadEx {
  /**
   * Restores the affinity from before KeSetSystemAffinityThreadEx. IRQL <= DISPATCH_LEVEL.
   * @param Affinity what KeSetSystemAffinityThreadEx returned
   */
  (Affinity: KAFFINITY | bigint): void;
}

/** Declaration of `KeRevertToUserAffinityThreadEx`. */
export const KeRevertToUserAffinityThreadEx = routine<KeRevertToUserAffinityThreadEx>()(
  {
    name: 'KeRevertToUserAffinityThreadEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-kereverttouseraffinitythreadex',
    summary: 'Restores the affinity from before KeSetSystemAffinityThreadEx.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section).', source: 'page' },
    parameters: [{ name: 'Affinity', type: 'KAFFINITY', direction: 'in' }],
    returns: 'void',
    seeAlso: ['KeSetSystemAffinityThreadEx'],
    since: '0.1.0',
  },
  (threads: Threads) => (Affinity) => {
    if (Number(Affinity) === 0) threads.scheduler.setAffinity(null);
    else setAffinity(threads, Affinity, 'KeRevertToUserAffinityThreadEx');
  },
);
