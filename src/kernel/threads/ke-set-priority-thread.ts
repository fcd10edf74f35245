import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { KPRIORITY } from '../../contract/kernel-types.ts';
import { setPriority } from './priorities.ts';
import type { Threads } from './threads.ts';

/** Type of `KeSetPriorityThread`. */
export interface KeSetPriorityThread {
  /**
   * Sets the priority of a thread. IRQL = PASSIVE_LEVEL.
   * @param Thread address of a thread object: from KeGetCurrentThread, or from ObReferenceObjectByHandle
   * @param Priority 1 to 31; LOW_REALTIME_PRIORITY is 16
   * @returns the priority before
   */
  (Thread: PVOID, Priority: KPRIORITY): KPRIORITY;
}

/** Declaration of `KeSetPriorityThread`. */
export const KeSetPriorityThread = routine<KeSetPriorityThread>()(
  {
    name: 'KeSetPriorityThread',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kesetprioritythread',
    summary: 'Sets the priority of a thread.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'Thread', type: 'PKTHREAD', direction: 'inout' },
      { name: 'Priority', type: 'KPRIORITY', direction: 'in' },
    ],
    returns: 'KPRIORITY',
    remarks: ['A thread of a higher priority than the calling one runs before the call returns.'],
    seeAlso: ['KeQueryPriorityThread', 'KeSetBasePriorityThread'],
    since: '0.1.0',
  },
  (threads: Threads) => (Thread, Priority) => setPriority(threads, Thread, Priority),
);
