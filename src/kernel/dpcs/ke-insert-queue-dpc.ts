import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dpcs } from './dpcs.ts';

/** Type of `KeInsertQueueDpc`. */
export interface KeInsertQueueDpc {
  /**
   * Queues a DPC. Callable at any level.
   * @param Dpc KDPC from KeInitializeDpc or KeInitializeThreadedDpc
   * @param SystemArgument1 third argument of its routine
   * @param SystemArgument2 fourth argument of its routine
   * @returns 1 (TRUE), or 0 (FALSE) when it is queued already: the first arguments count then
   */
  (Dpc: PVOID, SystemArgument1: PVOID, SystemArgument2: PVOID): BOOLEAN;
}

/** Declaration of `KeInsertQueueDpc`. */
export const KeInsertQueueDpc = routine<KeInsertQueueDpc>()(
  {
    name: 'KeInsertQueueDpc',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinsertqueuedpc',
    summary: 'Queues a DPC.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [
      { name: 'Dpc', type: 'PRKDPC', direction: 'inout' },
      { name: 'SystemArgument1', type: 'PVOID', direction: 'in', optional: true },
      { name: 'SystemArgument2', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it was queued, 0 (FALSE) when it is queued already.',
    remarks: [
      'Below DISPATCH_LEVEL the routine has run before the call returns, unless its importance is LowImportance; else it runs when the level drops.',
    ],
    seeAlso: ['KeInitializeDpc', 'KeRemoveQueueDpc', 'KeFlushQueuedDpcs'],
    since: '0.1.0',
  },
  (dpcs: Dpcs) => (Dpc, SystemArgument1, SystemArgument2) =>
    dpcs.insert(Dpc, SystemArgument1, SystemArgument2) ? 1 : 0,
);
