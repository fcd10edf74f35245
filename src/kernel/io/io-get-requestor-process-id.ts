import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { requestorOf } from './device-pointers.ts';
import type { Io } from './io.ts';

/** Type of `IoGetRequestorProcessId`. */
export interface IoGetRequestorProcessId {
  /**
   * Gives the identifier of the process that made a request. IRQL <= DISPATCH_LEVEL.
   * @param Irp IRP of the request
   * @returns identifier, or 0 where no process made it
   */
  (Irp: PVOID): ULONG;
}

/** Declaration of `IoGetRequestorProcessId`. */
export const IoGetRequestorProcessId = routine<IoGetRequestorProcessId>()(
  {
    name: 'IoGetRequestorProcessId',
    header: 'ntifs.h',
    includeHeader: 'Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'ntifs/nf-ntifs-iogetrequestorprocessid',
    summary: 'Gives the identifier of the process that made a request.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Irp', type: 'PIRP', direction: 'in' }],
    returns: 'ULONG',
    seeAlso: ['IoGetRequestorProcess'],
    since: '0.1.0',
  },
  (io: Io) => (Irp) => requestorOf(io, Irp)?.id ?? 0,
);
