/** The spin lock of an interrupt object: who holds it keeps the service routine from running. */
import type { KIRQL, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { Interrupts } from './interrupts.ts';

/** Takes the spin lock of an interrupt object. */
export interface KeAcquireInterruptSpinLock {
  /**
   * Raises to the SynchronizeIrql of an interrupt object and takes its spin lock. IRQL <= DIRQL.
   * @param Interrupt what IoConnectInterrupt stored
   * @returns the level before, for KeReleaseInterruptSpinLock
   */
  (Interrupt: PVOID): KIRQL;
}

/** Declaration of `KeAcquireInterruptSpinLock`. */
export const KeAcquireInterruptSpinLock = routine<KeAcquireInterruptSpinLock>()(
  {
    name: 'KeAcquireInterruptSpinLock',
    header: 'wdm.h',
    minClient: 'Windows XP',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-keacquireinterruptspinlock',
    summary: 'Takes the spin lock of an interrupt object.',
    modes: ['kernel'],
    maxIrql: { level: 'DIRQL', text: '<= DIRQL', source: 'page' },
    parameters: [{ name: 'Interrupt', type: 'PKINTERRUPT', direction: 'inout' }],
    returns: 'KIRQL',
    returnText: 'The level before, for KeReleaseInterruptSpinLock.',
    remarks: ['A service routine holds the lock already: there it is a self-deadlock.'],
    seeAlso: ['KeReleaseInterruptSpinLock', 'KeSynchronizeExecution', 'IoConnectInterrupt'],
    since: '0.1.0',
  },
  (interrupts: Interrupts) => (Interrupt) => interrupts.acquire(Interrupt, 'KeAcquireInterruptSpinLock'),
);

/** Gives the spin lock of an interrupt object back. */
export interface KeReleaseInterruptSpinLock {
  /**
   * Gives the spin lock of an interrupt object back and lowers the level. IRQL = SynchronizeIrql of the object.
   * @param Interrupt what IoConnectInterrupt stored
   * @param OldIrql what KeAcquireInterruptSpinLock returned
   */
  (Interrupt: PVOID, OldIrql: KIRQL): void;
}

/** Declaration of `KeReleaseInterruptSpinLock`. */
export const KeReleaseInterruptSpinLock = routine<KeReleaseInterruptSpinLock>()(
  {
    name: 'KeReleaseInterruptSpinLock',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-kereleaseinterruptspinlock',
    summary: 'Gives the spin lock of an interrupt object back and lowers the IRQL.',
    modes: ['kernel'],
    maxIrql: { level: 'DIRQL', text: 'See Remarks section.', source: 'ours' },
    parameters: [
      { name: 'Interrupt', type: 'PKINTERRUPT', direction: 'inout' },
      { name: 'OldIrql', type: 'KIRQL', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['KeAcquireInterruptSpinLock'],
    since: '0.1.0',
  },
  (interrupts: Interrupts) => (Interrupt, OldIrql) =>
    interrupts.release(Interrupt, OldIrql, 'KeReleaseInterruptSpinLock'),
);
