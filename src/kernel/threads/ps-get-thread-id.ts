import type { HANDLE, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from './threads.ts';

/** Type of `PsGetThreadId`. */
export interface PsGetThreadId {
  /**
   * Gives the identifier of a thread. IRQL <= DISPATCH_LEVEL.
   * @param Thread address of a thread object: from KeGetCurrentThread, or from ObReferenceObjectByHandle
   * @returns identifier; 0 for an address of no thread, where the machine goes on
   */
  (Thread: PVOID): HANDLE;
}

/** Declaration of `PsGetThreadId`. */
export const PsGetThreadId = routine<PsGetThreadId>()(
  {
    name: 'PsGetThreadId',
    header: 'ntddk.h',
    library: null,
    dll: null,
    minClient: 'Windows XP',
    page: 'ntddk/nf-ntddk-psgetthreadid',
    summary: 'Gives the identifier of a thread.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Thread', type: 'PETHREAD', direction: 'in' }],
    returns: 'HANDLE',
    seeAlso: ['PsGetCurrentThreadId'],
    since: '0.1.0',
  },
  (threads: Threads) => (Thread) => threads.threadAt(Thread, 'PsGetThreadId')?.id ?? 0,
);
