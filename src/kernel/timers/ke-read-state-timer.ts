import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Timers } from './timers.ts';

/** Type of `KeReadStateTimer`. */
export interface KeReadStateTimer {
  /**
   * Says whether a timer is signalled. IRQL <= DISPATCH_LEVEL.
   * @param Timer KTIMER that was initialised
   * @returns 1 (TRUE) when it has expired since it was set, else 0 (FALSE)
   */
  (Timer: PVOID): BOOLEAN;
}

/** Declaration of `KeReadStateTimer`. */
export const KeReadStateTimer = routine<KeReadStateTimer>()(
  {
    name: 'KeReadStateTimer',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kereadstatetimer',
    summary: 'Says whether a timer is signalled.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'Timer', type: 'PKTIMER', direction: 'in' }],
    returns: 'BOOLEAN',
    returnText: '1 (TRUE) when it has expired since it was set, else 0 (FALSE).',
    seeAlso: ['KeSetTimer', 'KeWaitForSingleObject'],
    since: '0.1.0',
  },
  (timers: Timers) => (Timer) => (timers.isSignalled(Timer, 'KeReadStateTimer') ? 1 : 0),
);
