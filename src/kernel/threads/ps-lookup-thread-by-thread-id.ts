import type { HANDLE, NTSTATUS, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from '../../status/common.ts';
import { isOver } from '../records.ts';
import type { Threads } from './threads.ts';

/** Type of `PsLookupThreadByThreadId`. */
export interface PsLookupThreadByThreadId {
  /**
   * Finds a thread by its identifier. The caller has a reference then, and gives it back with ObDereferenceObject. IRQL <= APC_LEVEL.
   * @param ThreadId identifier
   * @param Thread receives the address of its thread object
   * @returns STATUS_SUCCESS, or an error
   */
  (ThreadId: HANDLE | bigint, Thread: PointerTo<PVOID>): NTSTATUS;
}

/** Declaration of `PsLookupThreadByThreadId`. */
export const PsLookupThreadByThreadId = routine<PsLookupThreadByThreadId>()(
  {
    name: 'PsLookupThreadByThreadId',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-pslookupthreadbythreadid',
    summary: 'Finds a thread by its identifier.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [
      { name: 'ThreadId', type: 'HANDLE', direction: 'in' },
      { name: 'Thread', type: 'PETHREAD *', direction: 'out' },
    ],
    returns: 'NTSTATUS',
    mustCheck: true,
    codes: [
      { code: 'STATUS_SUCCESS', when: 'the call succeeded', modelled: 'produced' },
      { code: 'STATUS_INVALID_PARAMETER', when: 'no thread has the identifier', modelled: 'produced' },
    ],
    seeAlso: ['PsGetThreadId', 'PsLookupProcessByProcessId', 'ObDereferenceObject'],
    since: '0.1.0',
  },
  (threads: Threads) => (ThreadId, Thread) => {
    const wanted = threads.handle(ThreadId);
    const found = threads.host.processes
      .flatMap((process) => process.threads)
      .find((thread) => thread.id === wanted && !isOver(thread));
    if (found === undefined) return STATUS_INVALID_PARAMETER;
    const object = threads.objectOf(found);
    threads.objects.count(object, 1);
    threads.store(Thread, object);
    return STATUS_SUCCESS;
  },
  { failures: { STATUS_INVALID_PARAMETER: () => STATUS_INVALID_PARAMETER } },
);
