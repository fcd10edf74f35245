import type { NTSTATUS } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Threads } from './threads.ts';

/** Type of `PsTerminateSystemThread`. */
export interface PsTerminateSystemThread {
  /**
   * Ends the calling system thread; does not return. IRQL = PASSIVE_LEVEL.
   * @param ExitStatus status that the thread ends with
   * @returns never, for a thread that PsCreateSystemThread started
   */
  (ExitStatus: NTSTATUS): NTSTATUS;
}

/** Declaration of `PsTerminateSystemThread`. */
export const PsTerminateSystemThread = routine<PsTerminateSystemThread>()(
  {
    name: 'PsTerminateSystemThread',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-psterminatesystemthread',
    summary: 'Ends the calling system thread.',
    modes: ['kernel'],
    maxIrql: { level: 'PASSIVE_LEVEL', text: 'PASSIVE_LEVEL', source: 'page' },
    parameters: [{ name: 'ExitStatus', type: 'NTSTATUS', direction: 'in' }],
    returns: 'NTSTATUS',
    remarks: [
      'No finally block of the thread runs.',
      'The thread that a machine boots with runs the program: its end is NotModelled.',
    ],
    seeAlso: ['PsCreateSystemThread'],
    since: '0.1.0',
  },
  (threads: Threads) => (ExitStatus) => {
    threads.terminate(ExitStatus);
    return ExitStatus;
  },
);
