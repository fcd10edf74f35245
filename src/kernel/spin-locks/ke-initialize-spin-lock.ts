/** Making a spin lock, and asking whether it is free. */
import type { BOOLEAN, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { SpinLocks } from './spin-locks.ts';

/** Makes a spin lock that nobody holds. */
export interface KeInitializeSpinLock {
  /**
   * Makes a spin lock free. Do it once, before the first acquire, in resident memory. Any IRQL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   */
  (SpinLock: PVOID): void;
}

/** Declaration of `KeInitializeSpinLock`. */
export const KeInitializeSpinLock = routine<KeInitializeSpinLock>()(
  {
    name: 'KeInitializeSpinLock',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    page: 'wdm/nf-wdm-keinitializespinlock',
    summary: 'Makes a spin lock that nobody holds.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'Any level (see Remarks section)', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'out' }],
    returns: 'void',
    remarks: ['A lock that is held must not be initialised again.'],
    seeAlso: ['KeAcquireSpinLock'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock) => locks.initialize(SpinLock),
);

/** Tells whether a spin lock is free. */
export interface KeTestSpinLock {
  /**
   * Tells whether a spin lock is free, without taking it. Any IRQL.
   * @param SpinLock address of the KSPIN_LOCK
   * @returns 1 (TRUE) when its value is 0, else 0 (FALSE)
   */
  (SpinLock: PVOID): BOOLEAN;
}

/** Declaration of `KeTestSpinLock`. */
export const KeTestSpinLock = routine<KeTestSpinLock>()(
  {
    name: 'KeTestSpinLock',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Server 2003',
    page: 'wdm/nf-wdm-ketestspinlock',
    summary: 'Tells whether a spin lock is free.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'See Remarks section.', source: 'ours' },
    parameters: [{ name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'in' }],
    returns: 'BOOLEAN',
    mustCheck: true,
    returnText: '1 (TRUE) when its value is 0, else 0 (FALSE).',
    seeAlso: ['KeTryToAcquireSpinLockAtDpcLevel'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock) => (locks.isFree(SpinLock) ? 1 : 0),
);
