import type { NTSTATUS, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { insertIrp, removeIrp, removeNextIrp } from './cancel-safe-queue.ts';
import type { Io } from './io.ts';

/** Type of `IoCsqInsertIrp`. */
export interface IoCsqInsertIrp {
  /**
   * Marks an IRP pending and queues it. IRQL <= DISPATCH_LEVEL.
   * @param Csq address of an IO_CSQ
   * @param Irp IRP that the driver has
   * @param Context address of an IO_CSQ_IRP_CONTEXT for IoCsqRemoveIrp, or NULL
   */
  (Csq: PVOID, Irp: PVOID, Context: PVOID): void;
}

/** Declaration of `IoCsqInsertIrp`. */
export const IoCsqInsertIrp = routine<IoCsqInsertIrp>()(
  {
    name: 'IoCsqInsertIrp',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-iocsqinsertirp',
    summary: 'Queues an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Csq', type: 'PIO_CSQ', direction: 'inout' },
      { name: 'Irp', type: 'PIRP', direction: 'inout' },
      { name: 'Context', type: 'PIO_CSQ_IRP_CONTEXT', direction: 'out', optional: true },
    ],
    returns: 'void',
    seeAlso: ['IoCsqRemoveNextIrp', 'IoCsqRemoveIrp'],
    since: '0.1.0',
  },
  (io: Io) => (Csq, Irp, Context) => {
    insertIrp(io, Csq, Irp, Context, []);
  },
);

/** Type of `IoCsqInsertIrpEx`. */
export interface IoCsqInsertIrpEx {
  /**
   * Marks an IRP pending and queues it, if the routine of the driver lets it. IRQL <= DISPATCH_LEVEL.
   * @param Csq address of an IO_CSQ
   * @param Irp IRP that the driver has
   * @param Context address of an IO_CSQ_IRP_CONTEXT for IoCsqRemoveIrp, or NULL
   * @param InsertContext third argument of the routine that inserts
   * @returns what that routine returned
   */
  (Csq: PVOID, Irp: PVOID, Context: PVOID, InsertContext: PVOID): NTSTATUS;
}

/** Declaration of `IoCsqInsertIrpEx`. */
export const IoCsqInsertIrpEx = routine<IoCsqInsertIrpEx>()(
  {
    name: 'IoCsqInsertIrpEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-iocsqinsertirpex',
    summary: 'Queues an IRP, if the routine of the driver lets it.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Csq', type: 'PIO_CSQ', direction: 'inout' },
      { name: 'Irp', type: 'PIRP', direction: 'inout' },
      { name: 'Context', type: 'PIO_CSQ_IRP_CONTEXT', direction: 'out', optional: true },
      { name: 'InsertContext', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'NTSTATUS',
    codes: [{ code: 'STATUS_SUCCESS', when: 'the IRP is queued', modelled: 'produced' }],
    seeAlso: ['IoCsqInitializeEx'],
    since: '0.1.0',
  },
  (io: Io) => (Csq, Irp, Context, InsertContext) => insertIrp(io, Csq, Irp, Context, [InsertContext]),
);

/** Type of `IoCsqRemoveNextIrp`. */
export interface IoCsqRemoveNextIrp {
  /**
   * Takes the next IRP out of a queue: one that nobody cancels. IRQL <= DISPATCH_LEVEL.
   * @param Csq address of an IO_CSQ
   * @param PeekContext third argument of the routine that looks for it
   * @returns the IRP, or NULL
   */
  (Csq: PVOID, PeekContext: PVOID): PVOID;
}

/** Declaration of `IoCsqRemoveNextIrp`. */
export const IoCsqRemoveNextIrp = routine<IoCsqRemoveNextIrp>()(
  {
    name: 'IoCsqRemoveNextIrp',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-iocsqremovenextirp',
    summary: 'Takes the next IRP out of a queue.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Csq', type: 'PIO_CSQ', direction: 'inout' },
      { name: 'PeekContext', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'PIRP',
    seeAlso: ['IoCsqInsertIrp'],
    since: '0.1.0',
  },
  (io: Io) => (Csq, PeekContext) => removeNextIrp(io, Csq, PeekContext),
);

/** Type of `IoCsqRemoveIrp`. */
export interface IoCsqRemoveIrp {
  /**
   * Takes the IRP of a context out of a queue. IRQL <= DISPATCH_LEVEL.
   * @param Csq address of an IO_CSQ
   * @param Context context that IoCsqInsertIrp got
   * @returns the IRP, or NULL when it is gone or is being cancelled
   */
  (Csq: PVOID, Context: PVOID): PVOID;
}

/** Declaration of `IoCsqRemoveIrp`. */
export const IoCsqRemoveIrp = routine<IoCsqRemoveIrp>()(
  {
    name: 'IoCsqRemoveIrp',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-iocsqremoveirp',
    summary: 'Takes a certain IRP out of a queue.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Csq', type: 'PIO_CSQ', direction: 'inout' },
      { name: 'Context', type: 'PIO_CSQ_IRP_CONTEXT', direction: 'inout' },
    ],
    returns: 'PIRP',
    seeAlso: ['IoCsqInsertIrp'],
    since: '0.1.0',
  },
  (io: Io) => (Csq, Context) => removeIrp(io, Csq, Context),
);
