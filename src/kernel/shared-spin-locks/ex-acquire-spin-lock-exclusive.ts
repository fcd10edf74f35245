/** Reader/writer spin locks, for a writer. A lock is used by these routines alone, never by those of a KSPIN_LOCK. */
import type { KIRQL, LOGICAL, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { SharedSpinLocks } from './shared-spin-locks.ts';

/** Takes a reader/writer spin lock exclusively and raises to DISPATCH_LEVEL. */
export interface ExAcquireSpinLockExclusive {
  /**
   * Raises to DISPATCH_LEVEL and takes a lock exclusively. IRQL <= DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   * @returns the level before, for the release
   */
  (SpinLock: PVOID): KIRQL;
}

/** Declaration of `ExAcquireSpinLockExclusive`. */
export const ExAcquireSpinLockExclusive = routine<ExAcquireSpinLockExclusive>()(
  {
    name: 'ExAcquireSpinLockExclusive',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-exacquirespinlockexclusive',
    summary: 'Takes a reader/writer spin lock exclusively and raises to DISPATCH_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' }],
    returns: 'KIRQL',
    returnText: 'The level before, for the release.',
    seeAlso: ['ExReleaseSpinLockExclusive'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock) => locks.acquireRaised(SpinLock, true, 'ExAcquireSpinLockExclusive'),
);

/** Takes a reader/writer spin lock exclusively at DISPATCH_LEVEL. */
export interface ExAcquireSpinLockExclusiveAtDpcLevel {
  /**
   * Takes a lock exclusively without touching the level. IRQL >= DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   */
  (SpinLock: PVOID): void;
}

/** Declaration of `ExAcquireSpinLockExclusiveAtDpcLevel`. */
export const ExAcquireSpinLockExclusiveAtDpcLevel = routine<ExAcquireSpinLockExclusiveAtDpcLevel>()(
  {
    name: 'ExAcquireSpinLockExclusiveAtDpcLevel',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-exacquirespinlockexclusiveatdpclevel',
    summary: 'Takes a reader/writer spin lock exclusively at DISPATCH_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'IRQL >= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExReleaseSpinLockExclusiveFromDpcLevel'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock) => {
    locks.requireDispatch('spin-lock-acquire-low', SpinLock, 'ExAcquireSpinLockExclusiveAtDpcLevel');
    locks.acquire(SpinLock, true, 'ExAcquireSpinLockExclusiveAtDpcLevel');
  },
);

/** Takes a reader/writer spin lock exclusively if that is possible at once. */
export interface ExTryAcquireSpinLockExclusiveAtDpcLevel {
  /**
   * Takes a lock exclusively when it need not spin for it. IRQL >= DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   * @returns 1 (TRUE) when the caller holds the lock now, else 0 (FALSE)
   */
  (SpinLock: PVOID): LOGICAL;
}

/** Declaration of `ExTryAcquireSpinLockExclusiveAtDpcLevel`. */
export const ExTryAcquireSpinLockExclusiveAtDpcLevel = routine<ExTryAcquireSpinLockExclusiveAtDpcLevel>()(
  {
    name: 'ExTryAcquireSpinLockExclusiveAtDpcLevel',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Takes a reader/writer spin lock exclusively if that is possible at once.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: '>= DISPATCH_LEVEL', source: 'ours' },
    parameters: [{ name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' }],
    returns: 'LOGICAL',
    returnText: '1 (TRUE) when the caller holds the lock now, else 0 (FALSE).',
    seeAlso: ['ExReleaseSpinLockExclusiveFromDpcLevel'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock) => {
    locks.requireDispatch('spin-lock-acquire-low', SpinLock, 'ExTryAcquireSpinLockExclusiveAtDpcLevel');
    return locks.tryAcquire(SpinLock, true, 'ExTryAcquireSpinLockExclusiveAtDpcLevel');
  },
);

/** Gives back what ExAcquireSpinLockExclusive took and lowers the IRQL. */
export interface ExReleaseSpinLockExclusive {
  /**
   * Gives a lock back and lowers to the level before its acquire. IRQL = DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   * @param OldIrql level that the acquire returned
   */
  (SpinLock: PVOID, OldIrql: KIRQL): void;
}

/** Declaration of `ExReleaseSpinLockExclusive`. */
export const ExReleaseSpinLockExclusive = routine<ExReleaseSpinLockExclusive>()(
  {
    name: 'ExReleaseSpinLockExclusive',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows Vista SP1',
    page: 'wdm/nf-wdm-exreleasespinlockexclusive',
    summary: 'Gives back what ExAcquireSpinLockExclusive took and lowers the IRQL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL (See Remarks.)', source: 'page' },
    parameters: [
      { name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' },
      { name: 'OldIrql', type: 'KIRQL', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExAcquireSpinLockExclusive'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock, OldIrql) =>
    locks.releaseLowered(SpinLock, true, OldIrql, 'ExReleaseSpinLockExclusive'),
);

/** Gives back what ExAcquireSpinLockExclusiveAtDpcLevel took. */
export interface ExReleaseSpinLockExclusiveFromDpcLevel {
  /**
   * Gives a lock back. The level stays. IRQL >= DISPATCH_LEVEL.
   * @param SpinLock address of the EX_SPIN_LOCK, resident at every IRQL
   */
  (SpinLock: PVOID): void;
}

/** Declaration of `ExReleaseSpinLockExclusiveFromDpcLevel`. */
export const ExReleaseSpinLockExclusiveFromDpcLevel = routine<ExReleaseSpinLockExclusiveFromDpcLevel>()(
  {
    name: 'ExReleaseSpinLockExclusiveFromDpcLevel',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows Vista SP1',
    page: 'wdm/nf-wdm-exreleasespinlockexclusivefromdpclevel',
    summary: 'Gives back what ExAcquireSpinLockExclusiveAtDpcLevel took.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'IRQL >= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PEX_SPIN_LOCK', direction: 'inout' }],
    returns: 'void',
    seeAlso: ['ExAcquireSpinLockExclusiveAtDpcLevel'],
    since: '0.1.0',
  },
  (locks: SharedSpinLocks) => (SpinLock) => {
    locks.requireDispatch(
      'spin-lock-release-from-dpc-low',
      SpinLock,
      'ExReleaseSpinLockExclusiveFromDpcLevel',
    );
    locks.release(SpinLock, true, 'ExReleaseSpinLockExclusiveFromDpcLevel');
  },
);
