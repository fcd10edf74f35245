import type { BOOLEAN, PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Timers } from './timers.ts';

/** Type of `KeSetCoalescableTimer`. */
export interface KeSetCoalescableTimer {
  /**
   * Sets a timer that may expire later than asked for. IRQL <= DISPATCH_LEVEL.
   * @param Timer KTIMER that was initialised
   * @param DueTime 100 ns units: below 0 from now on, else a date since 1601
   * @param Period milliseconds between further expirations; 0 for none
   * @param TolerableDelay milliseconds that it may be late; irqlab is never late
   * @param Dpc KDPC that is queued each time it expires, or NULL
   * @returns 1 (TRUE) when it was set before, else 0 (FALSE)
   */
  (Timer: PVOID, DueTime: bigint, Period: ULONG, TolerableDelay: ULONG, Dpc: PVOID): BOOLEAN;
}

/** Declaration of `KeSetCoalescableTimer`. */
export const KeSetCoalescableTimer = routine<KeSetCoalescableTimer>()(
  {
    name: 'KeSetCoalescableTimer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 7',
    page: 'wdm/nf-wdm-kesetcoalescabletimer',
    summary: 'Sets a timer that may expire later than asked for.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Timer', type: 'PKTIMER', direction: 'inout' },
      { name: 'DueTime', type: 'LARGE_INTEGER', direction: 'in' },
      { name: 'Period', type: 'ULONG', direction: 'in' },
      { name: 'TolerableDelay', type: 'ULONG', direction: 'in' },
      { name: 'Dpc', type: 'PKDPC', direction: 'in', optional: true },
    ],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it was set before, else 0 (FALSE).',
    seeAlso: ['KeSetTimerEx', 'KeCancelTimer'],
    since: '0.1.0',
  },
  (timers: Timers) => (timer, dueTime, period, _TolerableDelay, dpc) =>
    timers.set({ routine: 'KeSetCoalescableTimer', timer, dueTime, period, dpc }) ? 1 : 0,
);
