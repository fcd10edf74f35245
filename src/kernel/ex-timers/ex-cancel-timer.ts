import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ExTimers } from './ex-timers.ts';

/** Type of `ExCancelTimer`. */
export interface ExCancelTimer {
  /**
   * Takes an executive timer out of the clock. IRQL <= DISPATCH_LEVEL.
   * @param Timer timer from ExAllocateTimer
   * @param Parameters NULL
   * @returns 1 (TRUE) when it was set, else 0 (FALSE)
   */
  (Timer: PVOID, Parameters: PVOID): BOOLEAN;
}

/** Declaration of `ExCancelTimer`. */
export const ExCancelTimer = routine<ExCancelTimer>()(
  {
    name: 'ExCancelTimer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Ntoskrnl.lib',
    dll: null,
    minClient: 'Windows 8.1',
    page: 'wdm/nf-wdm-excanceltimer',
    summary: 'Takes an executive timer out of the clock.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Timer', type: 'PEX_TIMER', direction: 'inout' },
      { name: 'Parameters', type: 'PEXT_CANCEL_PARAMETERS', direction: 'in', optional: true },
    ],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it was set, else 0 (FALSE).',
    seeAlso: ['ExSetTimer', 'ExDeleteTimer'],
    since: '0.1.0',
  },
  (timers: ExTimers) => (timer) => (timers.cancel(timer, 'ExCancelTimer') ? 1 : 0),
);
