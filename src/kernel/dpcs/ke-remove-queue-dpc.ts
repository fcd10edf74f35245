import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Dpcs } from './dpcs.ts';

/** Type of `KeRemoveQueueDpc`. */
export interface KeRemoveQueueDpc {
  /**
   * Takes a DPC out of its queue, so that its routine does not run. Callable at any level.
   * @param Dpc KDPC that was initialised
   * @returns 1 (TRUE), or 0 (FALSE) when it was not queued
   */
  (Dpc: PVOID): BOOLEAN;
}

/** Declaration of `KeRemoveQueueDpc`. */
export const KeRemoveQueueDpc = routine<KeRemoveQueueDpc>()(
  {
    name: 'KeRemoveQueueDpc',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keremovequeuedpc',
    summary: 'Takes a DPC out of its queue.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level', source: 'page' },
    parameters: [{ name: 'Dpc', type: 'PRKDPC', direction: 'inout' }],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it was taken out, 0 (FALSE) when it was not queued.',
    seeAlso: ['KeInsertQueueDpc', 'KeFlushQueuedDpcs'],
    since: '0.1.0',
  },
  (dpcs: Dpcs) => (Dpc) => (dpcs.remove(Dpc) ? 1 : 0),
);
