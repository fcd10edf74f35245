import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { NotificationTimer, SynchronizationTimer } from '../../contract/kernel-constants.generated.ts';
import { objectTypes } from '../dispatcher/objects.ts';
import type { Timers } from './timers.ts';

/** Type of `KeInitializeTimerEx`. */
export interface KeInitializeTimerEx {
  /**
   * Makes a timer. IRQL <= DISPATCH_LEVEL.
   * @param Timer memory of a KTIMER: resident, and it stays while the timer is set or waited for
   * @param Type NotificationTimer (stays signalled, releases everybody) or SynchronizationTimer (releases one waiter)
   */
  (Timer: PVOID, Type: number): void;
}

/** Declaration of `KeInitializeTimerEx`. */
export const KeInitializeTimerEx = routine<KeInitializeTimerEx>()(
  {
    name: 'KeInitializeTimerEx',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-keinitializetimerex',
    summary: 'Makes a notification timer or a synchronization timer.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Timer', type: 'PKTIMER', direction: 'out' },
      { name: 'Type', type: 'TIMER_TYPE', direction: 'in' },
    ],
    returns: 'void',
    remarks: ['A type other than the two is a mistake of the caller; irqlab stops with a TypeError.'],
    seeAlso: ['KeInitializeTimer', 'KeSetTimerEx', 'KeCancelTimer'],
    since: '0.1.0',
  },
  (timers: Timers) => (Timer, Type) => {
    if (Type !== NotificationTimer && Type !== SynchronizationTimer)
      throw new TypeError(
        `KeInitializeTimerEx: Type is ${Type}; pass NotificationTimer (0) or SynchronizationTimer (1)`,
      );
    const { notificationTimer, synchronizationTimer } = objectTypes;
    const type = Type === NotificationTimer ? notificationTimer : synchronizationTimer;
    timers.initialize(Timer, type, 'KeInitializeTimerEx');
  },
);
