import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from './threads.ts';

/** Type of `PsIsSystemThread`. */
export interface PsIsSystemThread {
  /**
   * Says whether a thread is a system thread. IRQL <= DISPATCH_LEVEL.
   * @param Thread address of a thread object: from KeGetCurrentThread, or from ObReferenceObjectByHandle
   * @returns 1 (TRUE) for a thread that runs in kernel mode only
   */
  (Thread: PVOID): BOOLEAN;
}

/** Declaration of `PsIsSystemThread`. */
export const PsIsSystemThread = routine<PsIsSystemThread>()(
  {
    name: 'PsIsSystemThread',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'ntifs/nf-ntifs-psissystemthread',
    summary: 'Says whether a thread is a system thread.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<=DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Thread', type: 'PETHREAD', direction: 'in' }],
    returns: 'BOOLEAN',
    seeAlso: ['PsCreateSystemThread'],
    since: '0.1.0',
  },
  (threads: Threads) => (Thread) => {
    const thread = threads.threadAt(Thread, 'PsIsSystemThread');
    return thread !== null && (thread.kernelMode || thread.process.mode === 'kernel') ? 1 : 0;
  },
);
