import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Timers } from './timers.ts';

/** Type of `KeSetTimer`. */
export interface KeSetTimer {
  /**
   * Sets a timer to expire once. IRQL <= DISPATCH_LEVEL.
   * @param Timer KTIMER that was initialised
   * @param DueTime 100 ns units: below 0 from now on, else a date since 1601
   * @param Dpc KDPC that is queued each time it expires, or NULL
   * @returns 1 (TRUE) when it was set before, else 0 (FALSE)
   */
  (Timer: PVOID, DueTime: bigint, Dpc: PVOID): BOOLEAN;
}

/** Declaration of `KeSetTimer`. */
export const KeSetTimer = routine<KeSetTimer>()(
  {
    name: 'KeSetTimer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kesettimer',
    summary: 'Sets a timer to expire once.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Timer', type: 'PKTIMER', direction: 'inout' },
      { name: 'DueTime', type: 'LARGE_INTEGER', direction: 'in' },
      { name: 'Dpc', type: 'PKDPC', direction: 'in', optional: true },
    ],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it was set before, else 0 (FALSE).',
    remarks: [
      'Simulated time passes when a test lets it (nt.time.advance), and when nothing else can happen.',
    ],
    seeAlso: ['KeInitializeTimer', 'KeSetTimerEx', 'KeCancelTimer', 'KeReadStateTimer'],
    since: '0.1.0',
  },
  (timers: Timers) => (timer, dueTime, dpc) =>
    timers.set({ routine: 'KeSetTimer', timer, dueTime, period: 0, dpc }) ? 1 : 0,
);
