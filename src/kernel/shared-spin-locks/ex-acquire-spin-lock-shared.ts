/** Reader/writer spin locks, for readers. A lock is used by these routines alone, never by those of a KSPIN_LOCK. */
import type { KIRQL, LOGICAL, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { SharedSpinLocks } from './shared-spin-locks.ts';

/** Takes a reader/writer spin lock together with others and raises to DISPATCH_LEVEL. */
export interface ExAcquireSpinLockShared {
  /**
   * Raises to DISPATCH_LEVEL and takes a lock together with others. IRQL = DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   * @returns the level before, for the release
   */
  (SpinLock: PVOID): KIRQL;
}

/** Declaration of `ExAcquireSpinLockShared`. */
export const ExAcquireSpinLockShared = routine<ExAcquireSpinLockShared>()(
  {
    name: 'ExAcquireSpinLockShared',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-exacquirespinlockshared',
    summary: 'Takes a reader/writer spin lock together with others and raises to DISPATCH_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL (See Remarks.)', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' }],
    returns: 'KIRQL',
    returnText: 'The level before, for the release.',
    seeAlso: ['ExReleaseSpinLockShared'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock) => locks.acquireRaised(SpinLock, false, 'ExAcquireSpinLockShared'),
);

/** Takes a reader/writer spin lock together with others at DISPATCH_LEVEL. */
export interface ExAcquireSpinLockSharedAtDpcLevel {
  /**
   * Takes a lock together with others without touching the level. IRQL >= DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   */
  (SpinLock: PVOID): void;
}

/** Declaration of `ExAcquireSpinLockSharedAtDpcLevel`. */
export const ExAcquireSpinLockSharedAtDpcLevel = routine<ExAcquireSpinLockSharedAtDpcLevel>()(
  {
    name: 'ExAcquireSpinLockSharedAtDpcLevel',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows Vista SP1',
    page: 'wdm/nf-wdm-exacquirespinlocksharedatdpclevel',
    summary: 'Takes a reader/writer spin lock together with others at DISPATCH_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'IRQL >= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExReleaseSpinLockSharedFromDpcLevel'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock) => {
    locks.requireDispatch('spin-lock-acquire-low', SpinLock, 'ExAcquireSpinLockSharedAtDpcLevel');
    locks.acquire(SpinLock, false, 'ExAcquireSpinLockSharedAtDpcLevel');
  },
);

/** Takes a reader/writer spin lock together with others if that is possible at once. */
export interface ExTryAcquireSpinLockSharedAtDpcLevel {
  /**
   * Takes a lock together with others when it need not spin for it. IRQL >= DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   * @returns 1 (TRUE) when the caller holds the lock now, else 0 (FALSE)
   */
  (SpinLock: PVOID): LOGICAL;
}

/** Declaration of `ExTryAcquireSpinLockSharedAtDpcLevel`. */
export const ExTryAcquireSpinLockSharedAtDpcLevel = routine<ExTryAcquireSpinLockSharedAtDpcLevel>()(
  {
    name: 'ExTryAcquireSpinLockSharedAtDpcLevel',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Takes a reader/writer spin lock together with others if that is possible at once.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: '>= DISPATCH_LEVEL', source: 'ours' },
    parameters: [{ name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' }],
    returns: 'LOGICAL',
    returnText: '1 (TRUE) when the caller holds the lock now, else 0 (FALSE).',
    seeAlso: ['ExReleaseSpinLockSharedFromDpcLevel'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock) => {
    locks.requireDispatch('spin-lock-acquire-low', SpinLock, 'ExTryAcquireSpinLockSharedAtDpcLevel');
    return locks.tryAcquire(SpinLock, false, 'ExTryAcquireSpinLockSharedAtDpcLevel');
  },
);

/** Gives back what ExAcquireSpinLockShared took and lowers the IRQL. */
export interface ExReleaseSpinLockShared {
  /**
   * Gives a lock back and lowers to the level before its acquire. IRQL = DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   * @param OldIrql level that the acquire returned
   */
  (SpinLock: PVOID, OldIrql: KIRQL): void;
}

/** Declaration of `ExReleaseSpinLockShared`. */
export const ExReleaseSpinLockShared = routine<ExReleaseSpinLockShared>()(
  {
    name: 'ExReleaseSpinLockShared',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows Vista SP1',
    page: 'wdm/nf-wdm-exreleasespinlockshared',
    summary: 'Gives back what ExAcquireSpinLockShared took and lowers the IRQL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL (See Remarks.)', source: 'page' },
    parameters: [
      { name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' },
      { name: 'OldIrql', type: 'KIRQL', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExAcquireSpinLockShared'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock, OldIrql) =>
    locks.releaseLowered(SpinLock, false, OldIrql, 'ExReleaseSpinLockShared'),
);

/** Gives back what ExAcquireSpinLockSharedAtDpcLevel took. */
export interface ExReleaseSpinLockSharedFromDpcLevel {
  /**
   * Gives a lock back. The level stays. IRQL >= DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   */
  (SpinLock: PVOID): void;
}

/** Declaration of `ExReleaseSpinLockSharedFromDpcLevel`. */
export const ExReleaseSpinLockSharedFromDpcLevel = routine<ExReleaseSpinLockSharedFromDpcLevel>()(
  {
    name: 'ExReleaseSpinLockSharedFromDpcLevel',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-exreleasespinlocksharedfromdpclevel',
    summary: 'Gives back what ExAcquireSpinLockSharedAtDpcLevel took.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'IRQL >= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExAcquireSpinLockSharedAtDpcLevel'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock) => {
    locks.requireDispatch('spin-lock-release-from-dpc-low', SpinLock, 'ExReleaseSpinLockSharedFromDpcLevel');
    locks.release(SpinLock, false, 'ExReleaseSpinLockSharedFromDpcLevel');
  },
);
