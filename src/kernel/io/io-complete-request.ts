import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { completeRequest } from './complete-request.ts';
import type { Io } from './io.ts';
import { levelCondition } from './level-condition.ts';

/** Type of `IofCompleteRequest`. */
export interface IofCompleteRequest {
  /**
   * Completes an IRP: it goes back to whoever asked, through the completion routines. IRQL <= DISPATCH_LEVEL.
   * @param Irp IRP whose IoStatus is set and which the driver does not touch afterwards
   * @param PriorityBoost IO_NO_INCREMENT or another increment for the thread that waits; not used
   */
  (Irp: PVOID, PriorityBoost: number): void;
}

/** Declaration of `IofCompleteRequest`. */
export const IofCompleteRequest = routine<IofCompleteRequest>()(
  {
    name: 'IofCompleteRequest',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-iofcompleterequest',
    summary: 'Completes an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Irp', type: 'PIRP', direction: 'in' },
      { name: 'PriorityBoost', type: 'CCHAR', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoSetCompletionRoutine', 'IoMarkIrpPending'],
    since: '0.1.0',
  },
  (io: Io) => (Irp, _PriorityBoost) => completeRequest(io, Irp, 'IofCompleteRequest'),
  { conditions: [levelCondition('complete-too-high')] },
);

/** Type of `IoCompleteRequest`. */
export interface IoCompleteRequest {
  /**
   * Completes an IRP: it goes back to whoever asked, through the completion routines. IRQL <= DISPATCH_LEVEL.
   * @param Irp IRP whose IoStatus is set and which the driver does not touch afterwards
   * @param PriorityBoost IO_NO_INCREMENT or another increment for the thread that waits; not used
   */
  (Irp: PVOID, PriorityBoost: number): void;
}

/** Declaration of `IoCompleteRequest`. */
export const IoCompleteRequest = routine<IoCompleteRequest>()(
  {
    name: 'IoCompleteRequest',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Completes an IRP.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'ours' },
    parameters: [
      { name: 'Irp', type: 'PIRP', direction: 'in' },
      { name: 'PriorityBoost', type: 'CCHAR', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['IoSetCompletionRoutine', 'IoMarkIrpPending'],
    since: '0.1.0',
  },
  (io: Io) => (Irp, _PriorityBoost) => completeRequest(io, Irp, 'IoCompleteRequest'),
  { conditions: [levelCondition('complete-too-high')] },
);
