import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { STATUS_PENDING, STATUS_SUCCESS } from '../../status/common.ts';
import { processAt } from './process-attachments.ts';
import type { Threads } from './threads.ts';

/** Type of `PsGetProcessExitStatus`. */
export interface PsGetProcessExitStatus {
  /**
   * Gives the status that a process ended with. IRQL <= APC_LEVEL.
   * @param Process address of its EPROCESS
   * @returns exit status; STATUS_PENDING while it runs (*ours*)
   */
  (Process: PVOID): NTSTATUS;
}

/** Declaration of `PsGetProcessExitStatus`. */
export const PsGetProcessExitStatus = routine<PsGetProcessExitStatus>()(
  {
    name: 'PsGetProcessExitStatus',
    header: 'ntddk.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 1703',
    page: 'ntddk/nf-ntddk-psgetprocessexitstatus',
    summary: 'Gives the status that a process ended with.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'page' },
    parameters: [{ name: 'Process', type: 'PEPROCESS', direction: 'in' }],
    returns: 'NTSTATUS',
    seeAlso: ['PsLookupProcessByProcessId', 'PsGetProcessId'],
    since: '0.1.0',
  },
  (threads: Threads) => (Process) => {
    const process = processAt(threads, Process, 'PsGetProcessExitStatus');
    if (process === null) return STATUS_SUCCESS;
    return process.exit === null ? STATUS_PENDING : (process.exit.exitCode ?? 0) >>> 0;
  },
);
