import type { LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { setBasePriority } from './priorities.ts';
import type { Threads } from './threads.ts';

/** Type of `KeSetBasePriorityThread`. */
export interface KeSetBasePriorityThread {
  /**
   * Sets the base priority of a thread relative to that of its process. IRQL = PASSIVE_LEVEL.
   * @param Thread address of a thread object: from KeGetCurrentThread, or from ObReferenceObjectByHandle
   * @param Increment added to the priority of the process
   * @returns the increment before
   */
  (Thread: PVOID, Increment: LONG): LONG;
}

/** Declaration of `KeSetBasePriorityThread`. */
export const KeSetBasePriorityThread = routine<KeSetBasePriorityThread>()(
  {
    name: 'KeSetBasePriorityThread',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntddk/nf-ntddk-kesetbaseprioritythread',
    summary: 'Sets the priority of a thread relative to that of its process.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [
      { name: 'Thread', type: 'PKTHREAD', direction: 'inout' },
      { name: 'Increment', type: 'LONG', direction: 'in' },
    ],
    returns: 'LONG',
    seeAlso: ['KeSetPriorityThread'],
    since: '0.1.0',
  },
  (threads: Threads) => (Thread, Increment) => setBasePriority(threads, Thread, Increment),
);
