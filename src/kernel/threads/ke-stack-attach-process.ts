import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { attach } from './process-attachments.ts';
import type { Threads } from './threads.ts';

/** Type of `KeStackAttachProcess`. */
export interface KeStackAttachProcess {
  /**
   * Attaches the current thread to the address space of a process. IRQL < DISPATCH_LEVEL.
   * @param PROCESS address of its EPROCESS, to which the caller holds a reference
   * @param ApcState address of a KAPC_STATE that KeUnstackDetachProcess is given
   */
  (PROCESS: PVOID, ApcState: PVOID): void;
}

/** What a thread sees then: docs/decisions/0091-attached-threads.md. */
export const KeStackAttachProcess = routine<KeStackAttachProcess>()(
  {
    name: 'KeStackAttachProcess',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h, Fltkernel.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-kestackattachprocess',
    summary: 'Attaches the current thread to the address space of a process.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '< DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'PROCESS', type: 'PRKPROCESS', direction: 'inout' },
      { name: 'ApcState', type: 'PRKAPC_STATE', direction: 'out' },
    ],
    returns: 'void',
    remarks: [
      'User-mode addresses, handles and heaps in user-mode memory are those of the process until KeUnstackDetachProcess is called with the same KAPC_STATE. Calls may nest. Memory of a program can still fault: guard the accesses with __try, and detach on every path.',
    ],
    seeAlso: ['KeUnstackDetachProcess', 'PsLookupProcessByProcessId', 'ObDereferenceObject'],
    since: '0.1.0',
  },
  (threads: Threads) => (PROCESS, ApcState) => attach(threads, PROCESS, ApcState),
);
