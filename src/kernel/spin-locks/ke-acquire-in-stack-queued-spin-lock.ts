/** Queued spin locks: the waiters queue up in handles on their stacks. A lock is used either this way or the ordinary one (D-042). */
import type { PVOID } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import { DISPATCH_LEVEL } from '../../contract/irql.ts';
import type { SpinLocks } from './spin-locks.ts';

/** Takes a queued spin lock and raises to DISPATCH_LEVEL. */
export interface KeAcquireInStackQueuedSpinLock {
  /**
   * Raises to DISPATCH_LEVEL and takes a queued spin lock. IRQL <= DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   * @param LockHandle address of a KLOCK_QUEUE_HANDLE, resident, kept until the release
   */
  (SpinLock: PVOID, LockHandle: PVOID): void;
}

/** Declaration of `KeAcquireInStackQueuedSpinLock`. */
export const KeAcquireInStackQueuedSpinLock = routine<KeAcquireInStackQueuedSpinLock>()(
  {
    name: 'KeAcquireInStackQueuedSpinLock',
    header: 'wdm.h',
    includeHeader: 'Wdm.h',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-keacquireinstackqueuedspinlock',
    summary: 'Takes a queued spin lock and raises to DISPATCH_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'IRQL <= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' },
      { name: 'LockHandle', type: 'PKLOCK_QUEUE_HANDLE', direction: 'out' },
    ],
    returns: 'void',
    seeAlso: ['KeReleaseInStackQueuedSpinLock'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock, LockHandle) => {
    const before = locks.irql.irql();
    locks.writeHandle(LockHandle, SpinLock, before);
    if (before < DISPATCH_LEVEL) locks.moves.raise(DISPATCH_LEVEL, 'KeAcquireInStackQueuedSpinLock');
    locks.acquire(SpinLock, 'KeAcquireInStackQueuedSpinLock', LockHandle);
  },
);

/** Gives a queued spin lock back and lowers the IRQL. */
export interface KeReleaseInStackQueuedSpinLock {
  /**
   * Gives a queued spin lock back and lowers to the level that the handle holds. IRQL = DISPATCH_LEVEL.
   * @param LockHandle the handle of the acquire
   */
  (LockHandle: PVOID): void;
}

/** Declaration of `KeReleaseInStackQueuedSpinLock`. */
export const KeReleaseInStackQueuedSpinLock = routine<KeReleaseInStackQueuedSpinLock>()(
  {
    name: 'KeReleaseInStackQueuedSpinLock',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'Hal.lib; Ntoskrnl.lib',
    dll: 'Hal.dll; Ntoskrnl.exe',
    minClient: 'Windows XP',
    page: 'wdm/nf-wdm-kereleaseinstackqueuedspinlock',
    summary: 'Gives a queued spin lock back and lowers the IRQL.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'DISPATCH_LEVEL (see Remarks section)', source: 'page' },
    parameters: [{ name: 'LockHandle', type: 'PKLOCK_QUEUE_HANDLE', direction: 'in' }],
    returns: 'void',
    seeAlso: ['KeAcquireInStackQueuedSpinLock'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (LockHandle) => releaseHandle(locks, LockHandle, 'KeReleaseInStackQueuedSpinLock'),
);

/** Takes a queued spin lock at DISPATCH_LEVEL. */
export interface KeAcquireInStackQueuedSpinLockAtDpcLevel {
  /**
   * Takes a queued spin lock without touching the level. IRQL >= DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   * @param LockHandle address of a KLOCK_QUEUE_HANDLE, resident, kept until the release
   */
  (SpinLock: PVOID, LockHandle: PVOID): void;
}

/** Declaration of `KeAcquireInStackQueuedSpinLockAtDpcLevel`. */
export const KeAcquireInStackQueuedSpinLockAtDpcLevel = routine<KeAcquireInStackQueuedSpinLockAtDpcLevel>()(
  {
    name: 'KeAcquireInStackQueuedSpinLockAtDpcLevel',
    header: 'wdm.h',
    minClient: 'Windows XP',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-keacquireinstackqueuedspinlockatdpclevel',
    summary: 'Takes a queued spin lock at DISPATCH_LEVEL.',
    modes: ['kernel'],
    maxIrql: { level: 'HIGH_LEVEL', text: 'IRQL >= DISPATCH_LEVEL', source: 'page' },
    parameters: [
      { name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' },
      { name: 'LockHandle', type: 'PKLOCK_QUEUE_HANDLE', direction: 'out' },
    ],
    returns: 'void',
    seeAlso: ['KeReleaseInStackQueuedSpinLockFromDpcLevel'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock, LockHandle) => {
    locks.requireDispatch('spin-lock-acquire-low', SpinLock, 'KeAcquireInStackQueuedSpinLockAtDpcLevel');
    locks.writeHandle(LockHandle, SpinLock, locks.irql.irql());
    locks.acquire(SpinLock, 'KeAcquireInStackQueuedSpinLockAtDpcLevel', LockHandle);
  },
);

/** Gives a queued spin lock back at DISPATCH_LEVEL. */
export interface KeReleaseInStackQueuedSpinLockFromDpcLevel {
  /**
   * Gives a queued spin lock back. The level stays. IRQL >= DISPATCH_LEVEL.
   * @param LockHandle the handle of the acquire
   */
  (LockHandle: PVOID): void;
}

/** Declaration of `KeReleaseInStackQueuedSpinLockFromDpcLevel`. */
export const KeReleaseInStackQueuedSpinLockFromDpcLevel =
  routine<KeReleaseInStackQueuedSpinLockFromDpcLevel>()(
    {
      name: 'KeReleaseInStackQueuedSpinLockFromDpcLevel',
      header: 'wdm.h',
      includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
      library: 'NtosKrnl.lib',
      dll: 'NtosKrnl.exe',
      page: 'wdm/nf-wdm-kereleaseinstackqueuedspinlockfromdpclevel',
      summary: 'Gives a queued spin lock back at DISPATCH_LEVEL.',
      modes: ['kernel'],
      maxIrql: {
        level: 'HIGH_LEVEL',
        text: '>= DISPATCH_LEVEL',
        source: 'ours',
      },
      parameters: [{ name: 'LockHandle', type: 'PKLOCK_QUEUE_HANDLE', direction: 'in' }],
      returns: 'void',
      seeAlso: ['KeAcquireInStackQueuedSpinLockAtDpcLevel'],
      since: '0.1.0',
    },
    (locks: SpinLocks) => (LockHandle) => {
      const { lock } = locks.readHandle(LockHandle);
      locks.requireDispatch('queued-lock-release-low', lock, 'KeReleaseInStackQueuedSpinLockFromDpcLevel');
      locks.release(lock, 'KeReleaseInStackQueuedSpinLockFromDpcLevel', LockHandle);
    },
  );

/** Takes a queued spin lock in a DPC. */
export interface KeAcquireInStackQueuedSpinLockForDpc {
  /**
   * Takes a queued spin lock in a DPC, threaded or not. IRQL <= DISPATCH_LEVEL.
   * @param SpinLock address of the KSPIN_LOCK, resident at every IRQL
   * @param LockHandle address of a KLOCK_QUEUE_HANDLE, resident, kept until the release
   */
  (SpinLock: PVOID, LockHandle: PVOID): void;
}

/** Declaration of `KeAcquireInStackQueuedSpinLockForDpc`. */
export const KeAcquireInStackQueuedSpinLockForDpc = routine<KeAcquireInStackQueuedSpinLockForDpc>()(
  {
    name: 'KeAcquireInStackQueuedSpinLockForDpc',
    header: 'wdm.h',
    minClient: 'Windows Vista',
    library: null,
    dll: null,
    page: 'wdm/nf-wdm-keacquireinstackqueuedspinlockfordpc',
    summary: 'Takes a queued spin lock in a DPC.',
    modes: ['kernel'],
    maxIrql: {
      level: 'DISPATCH_LEVEL',
      text: '<= DISPATCH_LEVEL',
      source: 'header',
    },
    parameters: [
      { name: 'SpinLock', type: 'PKSPIN_LOCK', direction: 'inout' },
      { name: 'LockHandle', type: 'PKLOCK_QUEUE_HANDLE', direction: 'out' },
    ],
    returns: 'void',
    seeAlso: ['KeReleaseInStackQueuedSpinLockForDpc'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (SpinLock, LockHandle) => {
    const before = locks.irql.irql();
    locks.writeHandle(LockHandle, SpinLock, before);
    if (before < DISPATCH_LEVEL) locks.moves.raise(DISPATCH_LEVEL, 'KeAcquireInStackQueuedSpinLockForDpc');
    locks.acquire(SpinLock, 'KeAcquireInStackQueuedSpinLockForDpc', LockHandle);
  },
);

/** Gives a queued spin lock back in a DPC. */
export interface KeReleaseInStackQueuedSpinLockForDpc {
  /**
   * Gives back what KeAcquireInStackQueuedSpinLockForDpc took. IRQL = DISPATCH_LEVEL.
   * @param LockHandle the handle of the acquire
   */
  (LockHandle: PVOID): void;
}

/** Declaration of `KeReleaseInStackQueuedSpinLockForDpc`. */
export const KeReleaseInStackQueuedSpinLockForDpc = routine<KeReleaseInStackQueuedSpinLockForDpc>()(
  {
    name: 'KeReleaseInStackQueuedSpinLockForDpc',
    header: 'wdm.h',
    includeHeader: 'Wdm.h, Ntddk.h, Ntifs.h',
    library: 'NtosKrnl.lib',
    dll: 'NtosKrnl.exe',
    minClient: 'Windows Vista',
    page: 'wdm/nf-wdm-kereleaseinstackqueuedspinlockfordpc',
    summary: 'Gives a queued spin lock back in a DPC.',
    modes: ['kernel'],
    maxIrql: { level: 'DISPATCH_LEVEL', text: 'See Remarks section.', source: 'ours' },
    parameters: [{ name: 'LockHandle', type: 'PKLOCK_QUEUE_HANDLE', direction: 'in' }],
    returns: 'void',
    seeAlso: ['KeAcquireInStackQueuedSpinLockForDpc'],
    since: '0.1.0',
  },
  (locks: SpinLocks) => (LockHandle) =>
    releaseHandle(locks, LockHandle, 'KeReleaseInStackQueuedSpinLockForDpc'),
);

/** Gives back the lock of a handle and lowers to the level that the handle holds (D-042). */
function releaseHandle(locks: SpinLocks, handle: number, routine: string): void {
  const { lock, oldIrql } = locks.readHandle(handle);
  locks.requireDispatch('queued-lock-release-low', lock, routine);
  locks.release(lock, routine, handle);
  if (oldIrql < locks.irql.irql()) locks.moves.lower(oldIrql, routine);
}
