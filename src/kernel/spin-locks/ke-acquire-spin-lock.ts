/** The ordinary pair: it raises to DISPATCH_LEVEL and comes back. */
import type { KIRQL, PointerTo, PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { DISPATCH_LEVEL, levelNumber } from '../../contract/irql.ts';
import type { SpinLocks } from './spin-locks.ts';

/** Takes a spin lock and raises to DISPATCH_LEVEL. */
export interface KeAcquireSpinLock {
  /**
   * Raises to DISPATCH_LEVEL, takes a spin lock and stores the level before. IRQL <= DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   * @param OldIrql receives the level before: a cell from `out(KIRQL)`, or a simulated address
   */
  (SpinLock: PVOID, OldIrql: PointerTo<KIRQL>): void;
}

/** Declaration of `KeAcquireSpinLock`. */
export const KeAcquireSpinLock = routine<KeAcquireSpinLock>()(
  {
    name: 'KeAcquireSpinLock',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Hal.lib',
    minClient: 'Windows 2000',
    dll: null,
    page: 'wdm/nf-wdm-keacquirespinlock',
    summary: 'Takes a spin lock and raises to DISPATCH_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' },
      { name: 'OldIrql', type: 'PKIRQL', direction: 'out' },
    ],
    returns: 'void',
    remarks: [
      'It is a macro: the driver itself stores OldIrql, after the raise. A pageable OldIrql is a bug check.',
      'A lock that the processor holds already is a self-deadlock.',
    ],
    seeAlso: ['KeReleaseSpinLock', 'KeAcquireSpinLockAtDpcLevel'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock, OldIrql) =>
    locks.irql.storeIrql(OldIrql, locks.acquireRaised(SpinLock, DISPATCH_LEVEL, 'KeAcquireSpinLock')),
  { inFront: ({ short }, door) => short.acquire('KeAcquireSpinLock', door) },
);

/** Gives a spin lock back and lowers the IRQL. */
export interface KeReleaseSpinLock {
  /**
   * Gives a spin lock back and lowers to the level that the acquire stored. IRQL = DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK
   * @param NewIrql what KeAcquireSpinLock stored
   */
  (SpinLock: PVOID, NewIrql: KIRQL): void;
}

/** Declaration of `KeReleaseSpinLock`. */
export const KeReleaseSpinLock = routine<KeReleaseSpinLock>()(
  {
    name: 'KeReleaseSpinLock',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Hal.lib',
    dll: null,
    minClient: 'Windows 2000',
    page: 'wdm/nf-wdm-kereleasespinlock',
    summary: 'Gives a spin lock back and lowers the IRQL.',
    modes: ['kernel'],
    maxIrql: { level: 'SYNCH_LEVEL', text: 'DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [
      { name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'in' },
      { name: 'NewIrql', type: 'KIRQL', direction: 'inout' },
    ],
    returns: 'void',
    seeAlso: ['KeAcquireSpinLock'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock, NewIrql) => {
    locks.requireDispatch('spin-lock-release-low', SpinLock, 'KeReleaseSpinLock');
    locks.releaseLowered(SpinLock, NewIrql, 'KeReleaseSpinLock');
  },
  { inFront: ({ short }, door) => short.release(door) },
);

/** Takes a spin lock, raises to DISPATCH_LEVEL and gives the level before. */
export interface KeAcquireSpinLockRaiseToDpc {
  /**
   * As KeAcquireSpinLock, with the level before as result. IRQL <= DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   * @returns the level before
   */
  (SpinLock: PVOID): KIRQL;
}

/** Declaration of `KeAcquireSpinLockRaiseToDpc`. */
export const KeAcquireSpinLockRaiseToDpc = routine<KeAcquireSpinLockRaiseToDpc>()(
  {
    name: 'KeAcquireSpinLockRaiseToDpc',
    header: 'wdm.h',
    minClient: 'Windows 2000',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-keacquirespinlockraisetodpc',
    summary: 'Takes a spin lock, raises to DISPATCH_LEVEL and gives the level before.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: '<= DISPATCH_LEVEL', source: 'page' },
    parameters: [{ name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' }],
    returns: 'KIRQL',
    returnText: 'The level before.',
    seeAlso: ['KeReleaseSpinLock'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock) =>
    locks.acquireRaised(SpinLock, DISPATCH_LEVEL, 'KeAcquireSpinLockRaiseToDpc'),
);

/** Takes a spin lock and raises to SYNCH_LEVEL. */
export interface KeAcquireSpinLockRaiseToSynch {
  /**
   * Takes a spin lock at SYNCH_LEVEL (D-034).
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   * @returns the level before
   */
  (SpinLock: PVOID): KIRQL;
}

/** Declaration of `KeAcquireSpinLockRaiseToSynch`. */
export const KeAcquireSpinLockRaiseToSynch = routine<KeAcquireSpinLockRaiseToSynch>()(
  {
    name: 'KeAcquireSpinLockRaiseToSynch',
    header: 'ntifs.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Takes a spin lock and raises to SYNCH_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'SYNCH_LEVEL', text: '<= SYNCH_LEVEL', source: 'ours' },
    parameters: [{ name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' }],
    returns: 'KIRQL',
    returnText: 'The level before.',
    seeAlso: ['KeReleaseSpinLock'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock) =>
    locks.acquireRaised(
      SpinLock,
      levelNumber(locks.irql.architecture, 'SYNCH_LEVEL'),
      'KeAcquireSpinLockRaiseToSynch',
    ),
);
