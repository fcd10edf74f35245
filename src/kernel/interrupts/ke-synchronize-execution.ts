import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Callback } from '../../contract/kernel-types.ts';
import type { Interrupts } from './interrupts.ts';

/** Type of `KeSynchronizeExecution`. */
export interface KeSynchronizeExecution {
  /**
   * Calls a routine that no service routine of the interrupt object can interrupt. IRQL <= DIRQL.
   * @param Interrupt what IoConnectInterrupt stored
   * @param SynchronizeRoutine called at SynchronizeIrql, under the spin lock of the object, with (SynchronizeContext)
   * @param SynchronizeContext its argument
   * @returns what the routine returned
   */
  (Interrupt: PVOID, SynchronizeRoutine: Callback, SynchronizeContext: PVOID): BOOLEAN;
}

/** Declaration of `KeSynchronizeExecution`. */
export const KeSynchronizeExecution = routine<KeSynchronizeExecution>()(
  {
    name: 'KeSynchronizeExecution',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kesynchronizeexecution',
    summary: 'Calls a routine that a service routine cannot interrupt.',
    modes: ['kernel'],
    maxIrql: { level: 'DIRQL', text: '<= DIRQL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'Interrupt', type: 'PKINTERRUPT', direction: 'inout' },
      { name: 'SynchronizeRoutine', type: 'PKSYNCHRONIZE_ROUTINE', direction: 'in' },
      { name: 'SynchronizeContext', type: 'PVOID', direction: 'in', optional: true },
    ],
    returns: 'BOOLEAN',
    returnText: 'What the routine returned.',
    seeAlso: ['IoConnectInterrupt', 'KeAcquireInterruptSpinLock'],
    since: '0.1.0',
  },
  (interrupts: Interrupts) => (Interrupt, SynchronizeRoutine, SynchronizeContext) =>
    interrupts.synchronize(Interrupt, SynchronizeRoutine, SynchronizeContext, 'KeSynchronizeExecution'),
);
