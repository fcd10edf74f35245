import { routine } from '../../contract/contract.ts';
import type { KAFFINITY } from '../../contract/kernel-types.ts';
import { setAffinity } from './affinities.ts';
import type { Threads } from './threads.ts';

/** Type of `KeSetSystemAffinityThread`. */
export interface KeSetSystemAffinityThread {
  /**
   * Sets the processors that the calling thread may run on. IRQL <= DISPATCH_LEVEL.
   * @param Affinity bits of processors: KeQueryActiveProcessors gives those that exist
   */
  (Affinity: KAFFINITY | bigint): void;
}

/** Declaration of `KeSetSystemAffinityThread`. */
export const KeSetSystemAffinityThread = routine<KeSetSystemAffinityThread>()(
  {
    name: 'KeSetSystemAffinityThread',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kesetsystemaffinitythread',
    summary: 'Sets the processors that the calling thread may run on.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section).', source: 'page' },
    parameters: [{ name: 'Affinity', type: 'KAFFINITY', direction: 'in' }],
    returns: 'void',
    remarks: [
      'At PASSIVE_LEVEL and APC_LEVEL the thread is on such a processor when the call returns, at DISPATCH_LEVEL when the level drops.',
    ],
    seeAlso: ['KeRevertToUserAffinityThread', 'KeSetSystemAffinityThreadEx'],
    since: '0.1.0',
  },
  (threads: Threads) => (Affinity) => {
    setAffinity(threads, Affinity, 'KeSetSystemAffinityThread');
  },
);
