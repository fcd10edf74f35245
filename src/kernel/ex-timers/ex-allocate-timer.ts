import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import {
  EX_TIMER_HIGH_RESOLUTION,
  EX_TIMER_NO_WAKE,
  EX_TIMER_NOTIFICATION,
} from '../../contract/kernel-constants.generated.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { ExTimers } from './ex-timers.ts';

const KNOWN = EX_TIMER_NOTIFICATION | EX_TIMER_HIGH_RESOLUTION | EX_TIMER_NO_WAKE;

/** Type of `ExAllocateTimer`. */
export interface ExAllocateTimer {
  /**
   * Makes an executive timer. IRQL <= DISPATCH_LEVEL.
   * @param Callback called at DISPATCH_LEVEL with (Timer, CallbackContext) each time it expires, or NULL
   * @param CallbackContext second argument of the callback
   * @param Attributes EX_TIMER_NOTIFICATION for a timer that stays signalled; EX_TIMER_HIGH_RESOLUTION, EX_TIMER_NO_WAKE
   * @returns the timer: a wait object, until ExDeleteTimer
   */
  (Callback: Callback, CallbackContext: PVOID, Attributes: ULONG): PVOID;
}

/** Declaration of `ExAllocateTimer`. */
export const ExAllocateTimer = routine<ExAllocateTimer>()(
  {
    name: 'ExAllocateTimer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Ntoskrnl.lib',
    dll: null,
    minClient: 'Windows 8.1',
    page: 'wdm/nf-wdm-exallocatetimer',
    summary: 'Makes an executive timer.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'Callback', type: 'PEXT_CALLBACK', direction: 'in', optional: true },
      { name: 'CallbackContext', type: 'PVOID', direction: 'in', optional: true },
      { name: 'Attributes', type: 'ULONG', direction: 'in' },
    ],
    returns: 'PEX_TIMER',
    returnText: 'The timer.',
    codes: [
      {
        code: 'STATUS_INSUFFICIENT_RESOURCES',
        when: 'there is no memory: the result is NULL',
        modelled: 'produced',
      },
    ],
    remarks: [
      'A simulated clock is exact and never sleeps: EX_TIMER_HIGH_RESOLUTION and EX_TIMER_NO_WAKE change nothing.',
    ],
    seeAlso: ['ExSetTimer', 'ExCancelTimer', 'ExDeleteTimer'],
    since: '0.1.0',
  },
  (timers: ExTimers) => (Callback, context, Attributes) => {
    if ((Attributes & ~KNOWN) !== 0)
      timers.host.notModelled(`ExAllocateTimer with attributes 0x${(Attributes >>> 0).toString(16)}`);
    const callback = timers.host.callbackAddress(Callback);
    return timers.allocate({ callback, context, isNotification: (Attributes & EX_TIMER_NOTIFICATION) !== 0 });
  },
  { failures: { STATUS_INSUFFICIENT_RESOURCES: () => 0 } },
);
