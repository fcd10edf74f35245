/** The process of a thread: PsGetThreadProcess, PsGetThreadProcessId, IoThreadToProcess. */
import type { HANDLE, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from './threads.ts';

/** EPROCESS of the process that a thread belongs to, whichever it is attached to; 0 for an address of no thread. */
function processOf(threads: Threads, object: PVOID, name: string): PVOID {
  const thread = threads.threadAt(object, name);
  return thread === null ? 0 : threads.processObjectOf(thread.process);
}

/** Type of `PsGetThreadProcess`. */
export interface PsGetThreadProcess {
  /**
   * Gives the process of a thread. IRQL <= DISPATCH_LEVEL.
   * @param Thread address of a thread object
   * @returns address of its EPROCESS; 0 for an address of no thread, where the machine goes on
   */
  (Thread: PVOID): PVOID;
}

/** Declaration of `PsGetThreadProcess`. No page gives its level. */
export const PsGetThreadProcess = routine<PsGetThreadProcess>()(
  {
    name: 'PsGetThreadProcess',
    header: 'ntifs.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Gives the process of a thread.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [{ name: 'Thread', type: 'PETHREAD', direction: 'in' }],
    returns: 'PEPROCESS',
    seeAlso: ['IoThreadToProcess', 'PsGetThreadProcessId'],
    since: '0.1.0',
  },
  (threads: Threads) => (Thread) => processOf(threads, Thread, 'PsGetThreadProcess'),
);

/** Type of `IoThreadToProcess`. */
export interface IoThreadToProcess {
  /**
   * Gives the process of a thread. IRQL <= DISPATCH_LEVEL.
   * @param Thread address of a thread object
   * @returns address of its EPROCESS; 0 for an address of no thread, where the machine goes on
   */
  (Thread: PVOID): PVOID;
}

/** Declaration of `IoThreadToProcess`. */
export const IoThreadToProcess = routine<IoThreadToProcess>()(
  {
    name: 'IoThreadToProcess',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-iothreadtoprocess',
    summary: 'Gives the process of a thread.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Thread', type: 'PETHREAD', direction: 'in' }],
    returns: 'PEPROCESS',
    seeAlso: ['PsGetThreadProcess', 'IoGetCurrentProcess'],
    since: '0.1.0',
  },
  (threads: Threads) => (Thread) => processOf(threads, Thread, 'IoThreadToProcess'),
);

/** Type of `PsGetThreadProcessId`. */
export interface PsGetThreadProcessId {
  /**
   * Gives the identifier of the process of a thread. IRQL any level.
   * @param Thread address of a thread object
   * @returns identifier; 0 for an address of no thread, where the machine goes on
   */
  (Thread: PVOID): HANDLE;
}

/** Declaration of `PsGetThreadProcessId`. */
export const PsGetThreadProcessId = routine<PsGetThreadProcessId>()(
  {
    name: 'PsGetThreadProcessId',
    header: 'ntddk.h',
    includeHeader: 'Ntddk.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'ntddk/nf-ntddk-psgetthreadprocessid',
    summary: 'Gives the identifier of the process of a thread.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Thread', type: 'PETHREAD', direction: 'in' }],
    returns: 'HANDLE',
    seeAlso: ['PsGetThreadId', 'PsGetProcessId'],
    since: '0.1.0',
  },
  (threads: Threads) => (Thread) => threads.threadAt(Thread, 'PsGetThreadProcessId')?.process.id ?? 0,
);
