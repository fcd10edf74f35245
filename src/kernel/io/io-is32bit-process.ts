import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { requestorOf } from './device-pointers.ts';
import type { Io } from './io.ts';

/** Type of `IoIs32bitProcess`. */
export interface IoIs32bitProcess {
  /**
   * Says whether a request comes from a 32-bit program on a 64-bit machine. IRQL <= DISPATCH_LEVEL.
   * @param Irp IRP of the request, or NULL for the current process
   * @returns TRUE for a 32-bit program on x64; TRUE on x86
   */
  (Irp: PVOID): BOOLEAN;
}

/** Declaration of `IoIs32bitProcess`. */
export const IoIs32bitProcess = routine<IoIs32bitProcess>()(
  {
    name: 'IoIs32bitProcess',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-iois32bitprocess',
    summary: 'Says whether a request comes from a 32-bit program.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'in', optional: true }],
    returns: 'BOOLEAN',
    seeAlso: ['IoGetRequestorProcess'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) =>
    Number(
      io.host.architecture === 'x86' ||
        (Irp === 0 ? io.host.process : requestorOf(io, Irp))?.architecture === 'x86',
    ),
);

/** Type of `IoGetRequestorProcess`. */
export interface IoGetRequestorProcess {
  /**
   * Gives the process that made a request. IRQL <= DISPATCH_LEVEL.
   * @param Irp IRP of the request
   * @returns address of its EPROCESS, or NULL
   */
  (Irp: PVOID): PVOID;
}

/** Declaration of `IoGetRequestorProcess`. */
export const IoGetRequestorProcess = routine<IoGetRequestorProcess>()(
  {
    name: 'IoGetRequestorProcess',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'ntifs/nf-ntifs-iogetrequestorprocess',
    summary: 'Gives the process that made a request.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'in' }],
    returns: 'PEPROCESS',
    seeAlso: ['IoIs32bitProcess'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => {
    const process = requestorOf(io, Irp);
    return process === undefined ? 0 : io.parts.threads.processObjectOf(process);
  },
);
