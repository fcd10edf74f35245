import { blockingRoutine } from '../../contract/blocking.ts';
import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { PushLocks } from './push-locks.ts';

/** Acquires a push lock together with others. */
export interface ExAcquirePushLockShared {
  /**
   * Acquires a push lock that others may share; waits while it must. IRQL <= APC_LEVEL.
   * @param Lock address of the push lock
   */
  (Lock: PVOID): void;
}

/** Declaration of `ExAcquirePushLockShared`. */
export const ExAcquirePushLockShared = blockingRoutine<ExAcquirePushLockShared>()(
  {
    name: 'ExAcquirePushLockShared',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 1809',
    page: 'wdm/nf-wdm-exacquirepushlockshared',
    summary: 'Acquires a push lock together with others.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'ours' },
    parameters: [{ name: 'Lock', type: 'PULONG_PTR', direction: 'in' }],
    returns: 'void',
    blocks: true,
    remarks: [
      'The caller is in a critical or guarded region, or at APC_LEVEL. No thread may acquire the lock twice.',
    ],
    seeAlso: ['ExReleasePushLockShared'],
    since: '0.1.0',
  },
  (locks: PushLocks) =>
    function* (Lock) {
      yield* locks.acquire(Lock, false, 0, 'ExAcquirePushLockShared');
    },
);

/** Acquires a push lock together with others, with flags. */
export interface ExAcquirePushLockSharedEx {
  /**
   * As ExAcquirePushLockShared, with flags. IRQL <= APC_LEVEL.
   * @param PushLock address of the push lock
   * @param Flags 0 (EX_DEFAULT_PUSH_LOCK_FLAGS)
   */
  (PushLock: PVOID, Flags: ULONG): void;
}

/** Declaration of `ExAcquirePushLockSharedEx`. */
export const ExAcquirePushLockSharedEx = blockingRoutine<ExAcquirePushLockSharedEx>()(
  {
    name: 'ExAcquirePushLockSharedEx',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Acquires a push lock together with others, with flags.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'ours' },
    parameters: [
      { name: 'PushLock', type: 'PULONG_PTR', direction: 'inout' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    blocks: true,
    remarks: [
      'The caller is in a critical or guarded region, or at APC_LEVEL. No thread may acquire the lock twice.',
    ],
    seeAlso: ['ExAcquirePushLockShared'],
    since: '0.1.0',
  },
  (locks: PushLocks) =>
    function* (PushLock, Flags) {
      yield* locks.acquire(PushLock, false, Flags, 'ExAcquirePushLockSharedEx');
    },
);

/** Releases what ExAcquirePushLockShared acquired. */
export interface ExReleasePushLockShared {
  /**
   * Releases what ExAcquirePushLockShared acquired. IRQL <= APC_LEVEL.
   * @param Lock address of the push lock
   */
  (Lock: PVOID): void;
}

/** Declaration of `ExReleasePushLockShared`. */
export const ExReleasePushLockShared = routine<ExReleasePushLockShared>()(
  {
    name: 'ExReleasePushLockShared',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 1809',
    page: 'wdm/nf-wdm-exreleasepushlockshared',
    summary: 'Releases what ExAcquirePushLockShared acquired.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'ours' },
    parameters: [{ name: 'Lock', type: 'PULONG_PTR', direction: 'in' }],
    returns: 'void',
    seeAlso: ['ExAcquirePushLockShared'],
    since: '0.1.0',
  },
  (locks: PushLocks) => (Lock) => locks.release(Lock, false, 0, 'ExReleasePushLockShared'),
);

/** Releases what ExAcquirePushLockSharedEx acquired. */
export interface ExReleasePushLockSharedEx {
  /**
   * Releases what ExAcquirePushLockSharedEx acquired. IRQL <= APC_LEVEL.
   * @param PushLock address of the push lock
   * @param Flags 0 (EX_DEFAULT_PUSH_LOCK_FLAGS)
   */
  (PushLock: PVOID, Flags: ULONG): void;
}

/** Declaration of `ExReleasePushLockSharedEx`. */
export const ExReleasePushLockSharedEx = routine<ExReleasePushLockSharedEx>()(
  {
    name: 'ExReleasePushLockSharedEx',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Releases what ExAcquirePushLockSharedEx acquired.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'ours' },
    parameters: [
      { name: 'PushLock', type: 'PULONG_PTR', direction: 'inout' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExAcquirePushLockSharedEx'],
    since: '0.1.0',
  },
  (locks: PushLocks) => (PushLock, Flags) =>
    locks.release(PushLock, false, Flags, 'ExReleasePushLockSharedEx'),
);
