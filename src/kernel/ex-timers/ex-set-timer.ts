import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { ExTimers } from './ex-timers.ts';

/** Type of `ExSetTimer`. */
export interface ExSetTimer {
  /**
   * Sets an executive timer to expire once, or again and again. IRQL <= DISPATCH_LEVEL.
   * @param Timer timer from ExAllocateTimer
   * @param DueTime 100 ns units: below 0 from now on, else a date since 1601
   * @param Period 100 ns units between further expirations; 0 for none
   * @param Parameters EXT_SET_PARAMETERS, or NULL
   * @returns 1 (TRUE) when it was set before, else 0 (FALSE)
   */
  (Timer: PVOID, DueTime: bigint, Period: bigint, Parameters: PVOID): BOOLEAN;
}

/** Declaration of `ExSetTimer`. */
export const ExSetTimer = routine<ExSetTimer>()(
  {
    name: 'ExSetTimer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Ntoskrnl.lib',
    dll: null,
    minClient: 'Windows 8.1',
    page: 'wdm/nf-wdm-exsettimer',
    summary: 'Sets an executive timer.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Timer', type: 'PEX_TIMER', direction: 'in' },
      { name: 'DueTime', type: 'LONGLONG', direction: 'in' },
      { name: 'Period', type: 'LONGLONG', direction: 'in' },
      { name: 'Parameters', type: 'PEXT_SET_PARAMETERS', direction: 'in', optional: true },
    ],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it was set, else 0 (FALSE).',
    remarks: ['A tolerance in Parameters has no effect: the machine never sleeps.'],
    seeAlso: ['ExAllocateTimer', 'ExCancelTimer'],
    since: '0.1.0',
  },
  (timers: ExTimers) => (timer, dueTime, period) =>
    timers.set(timer, dueTime, period, 'ExSetTimer') ? 1 : 0,
);
