import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { KPRIORITY } from '../../contract/kernel-types.ts';
import type { Threads } from './threads.ts';

/** Type of `KeQueryPriorityThread`. */
export interface KeQueryPriorityThread {
  /**
   * Gives the priority of a thread. IRQL = PASSIVE_LEVEL.
   * @param Thread address of a thread object: from KeGetCurrentThread, or from ObReferenceObjectByHandle
   * @returns its priority now, boosts included
   */
  (Thread: PVOID): KPRIORITY;
}

/** Declaration of `KeQueryPriorityThread`. */
export const KeQueryPriorityThread = routine<KeQueryPriorityThread>()(
  {
    name: 'KeQueryPriorityThread',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kequeryprioritythread',
    summary: 'Gives the priority of a thread.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'Thread', type: 'PKTHREAD', direction: 'in' }],
    returns: 'KPRIORITY',
    seeAlso: ['KeSetPriorityThread'],
    since: '0.1.0',
  },
  (threads: Threads) => (Thread) => threads.threadAt(Thread, 'KeQueryPriorityThread')?.priority ?? 0,
);
