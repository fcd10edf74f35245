import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Timers } from './timers.ts';

/** Type of `KeCancelTimer`. */
export interface KeCancelTimer {
  /**
   * Takes a timer out of the clock, so that it does not expire. IRQL <= DISPATCH_LEVEL.
   * @param unnamedParam1 KTIMER that was initialised
   * @returns 1 (TRUE) when it was set, else 0 (FALSE)
   */
  (unnamedParam1: PVOID): BOOLEAN;
}

/** Declaration of `KeCancelTimer`. */
export const KeCancelTimer = routine<KeCancelTimer>()(
  {
    name: 'KeCancelTimer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kecanceltimer',
    summary: 'Takes a timer out of the clock.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'unnamedParam1', type: 'PKTIMER', direction: 'inout' }],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it was set, else 0 (FALSE).',
    remarks: [
      'A DPC that the timer has queued stays queued: KeRemoveQueueDpc or KeFlushQueuedDpcs deals with it.',
    ],
    seeAlso: ['KeSetTimer', 'KeRemoveQueueDpc', 'KeFlushQueuedDpcs'],
    since: '0.1.0',
  },
  (timers: Timers) => (timer) => (timers.cancel(timer, 'KeCancelTimer') ? 1 : 0),
);
