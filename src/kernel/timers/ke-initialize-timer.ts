import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { objectTypes } from '../dispatcher/objects.ts';
import type { Timers } from './timers.ts';

/** Type of `KeInitializeTimer`. */
export interface KeInitializeTimer {
  /**
   * Makes a notification timer. IRQL <= DISPATCH_LEVEL.
   * @param Timer memory of a KTIMER: resident, and it stays while the timer is set or waited for
   */
  (Timer: PVOID): void;
}

/** Declaration of `KeInitializeTimer`. */
export const KeInitializeTimer = routine<KeInitializeTimer>()(
  {
    name: 'KeInitializeTimer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinitializetimer',
    summary: 'Makes a notification timer.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [{ name: 'Timer', type: 'PKTIMER', direction: 'out' }],
    returns: 'void',
    seeAlso: ['KeInitializeTimerEx', 'KeSetTimer', 'KeCancelTimer'],
    since: '0.1.0',
  },
  (timers: Timers) => (Timer) => timers.initialize(Timer, objectTypes.notificationTimer, 'KeInitializeTimer'),
);
