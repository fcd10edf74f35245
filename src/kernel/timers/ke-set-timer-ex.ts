import type { BOOLEAN, LONG, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Timers } from './timers.ts';

/** Type of `KeSetTimerEx`. */
export interface KeSetTimerEx {
  /**
   * Sets a timer to expire once, or again and again. IRQL <= DISPATCH_LEVEL.
   * @param Timer KTIMER that was initialised
   * @param DueTime 100 ns units: below 0 from now on, else a date since 1601
   * @param Period milliseconds between further expirations; 0 for none
   * @param Dpc KDPC that is queued each time it expires, or NULL
   * @returns 1 (TRUE) when it was set before, else 0 (FALSE)
   */
  (Timer: PVOID, DueTime: bigint, Period: LONG, Dpc: PVOID): BOOLEAN;
}

/** Declaration of `KeSetTimerEx`. */
export const KeSetTimerEx = routine<KeSetTimerEx>()(
  {
    name: 'KeSetTimerEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kesettimerex',
    summary: 'Sets a timer to expire once, or again and again.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Timer', type: 'PKTIMER', direction: 'inout' },
      { name: 'DueTime', type: 'LARGE_INTEGER', direction: 'in' },
      { name: 'Period', type: 'LONG', direction: 'in' },
      { name: 'Dpc', type: 'PKDPC', direction: 'in', optional: true },
    ],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it was set before, else 0 (FALSE).',
    seeAlso: ['KeSetTimer', 'KeSetCoalescableTimer', 'KeCancelTimer'],
    since: '0.1.0',
  },
  (timers: Timers) => (timer, dueTime, period, dpc) =>
    timers.set({ routine: 'KeSetTimerEx', timer, dueTime, period, dpc }) ? 1 : 0,
);
