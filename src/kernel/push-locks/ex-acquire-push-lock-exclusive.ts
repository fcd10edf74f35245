import { blockingRoutine } from '../../contract/blocking.ts';
import type { PVOID, ULONG } from '../../contract/c-types.ts';
import { routine } from '../../contract/contract.ts';
import type { PushLocks } from './push-locks.ts';

/** Acquires a push lock exclusively. */
export interface ExAcquirePushLockExclusive {
  /**
   * Acquires a push lock for the calling thread alone; waits while it must. IRQL <= APC_LEVEL.
   * @param Lock address of the push lock
   */
  (Lock: PVOID): void;
}

/** Declaration of `ExAcquirePushLockExclusive`. */
export const ExAcquirePushLockExclusive = blockingRoutine<ExAcquirePushLockExclusive>()(
  {
    name: 'ExAcquirePushLockExclusive',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 1809',
    page: 'wdm/nf-wdm-exacquirepushlockexclusive',
    summary: 'Acquires a push lock exclusively.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'ours' },
    parameters: [{ name: 'Lock', type: 'PULONG_PTR', direction: 'in' }],
    returns: 'void',
    blocks: true,
    remarks: [
      'The caller is in a critical or guarded region, or at APC_LEVEL. No thread may acquire the lock twice.',
    ],
    seeAlso: ['ExReleasePushLockExclusive'],
    since: '0.1.0',
  },
  (locks: PushLocks) =>
    function* (Lock) {
      yield* locks.acquire(Lock, true, 0, 'ExAcquirePushLockExclusive');
    },
);

/** Acquires a push lock exclusively, with flags. */
export interface ExAcquirePushLockExclusiveEx {
  /**
   * As ExAcquirePushLockExclusive, with flags. IRQL <= APC_LEVEL.
   * @param PushLock address of the push lock
   * @param Flags 0 (EX_DEFAULT_PUSH_LOCK_FLAGS)
   */
  (PushLock: PVOID, Flags: ULONG): void;
}

/** Declaration of `ExAcquirePushLockExclusiveEx`. */
export const ExAcquirePushLockExclusiveEx = blockingRoutine<ExAcquirePushLockExclusiveEx>()(
  {
    name: 'ExAcquirePushLockExclusiveEx',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Acquires a push lock exclusively, with flags.',
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
    seeAlso: ['ExAcquirePushLockExclusive'],
    since: '0.1.0',
  },
  (locks: PushLocks) =>
    function* (PushLock, Flags) {
      yield* locks.acquire(PushLock, true, Flags, 'ExAcquirePushLockExclusiveEx');
    },
);

/** Releases what ExAcquirePushLockExclusive acquired. */
export interface ExReleasePushLockExclusive {
  /**
   * Releases what ExAcquirePushLockExclusive acquired. IRQL <= APC_LEVEL.
   * @param Lock address of the push lock
   */
  (Lock: PVOID): void;
}

/** Declaration of `ExReleasePushLockExclusive`. */
export const ExReleasePushLockExclusive = routine<ExReleasePushLockExclusive>()(
  {
    name: 'ExReleasePushLockExclusive',
    header: 'wdm.h',
    library: null,
    dll: null,
    minClient: 'Windows 10, version 1809',
    page: 'wdm/nf-wdm-exreleasepushlockexclusive',
    summary: 'Releases what ExAcquirePushLockExclusive acquired.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'ours' },
    parameters: [{ name: 'Lock', type: 'PULONG_PTR', direction: 'in' }],
    returns: 'void',
    seeAlso: ['ExAcquirePushLockExclusive'],
    since: '0.1.0',
  },
  (locks: PushLocks) => (Lock) => locks.release(Lock, true, 0, 'ExReleasePushLockExclusive'),
);

/** Releases what ExAcquirePushLockExclusiveEx acquired. */
export interface ExReleasePushLockExclusiveEx {
  /**
   * Releases what ExAcquirePushLockExclusiveEx acquired. IRQL <= APC_LEVEL.
   * @param PushLock address of the push lock
   * @param Flags 0 (EX_DEFAULT_PUSH_LOCK_FLAGS)
   */
  (PushLock: PVOID, Flags: ULONG): void;
}

/** Declaration of `ExReleasePushLockExclusiveEx`. */
export const ExReleasePushLockExclusiveEx = routine<ExReleasePushLockExclusiveEx>()(
  {
    name: 'ExReleasePushLockExclusiveEx',
    header: 'wdm.h',
    library: null,
    dll: null,
    page: null,
    summary: 'Releases what ExAcquirePushLockExclusiveEx acquired.',
    modes: ['kernel'],
    maxIrql: { level: 'APC_LEVEL', text: '<= APC_LEVEL', source: 'ours' },
    parameters: [
      { name: 'PushLock', type: 'PULONG_PTR', direction: 'inout' },
      { name: 'Flags', type: 'ULONG', direction: 'in' },
    ],
    returns: 'void',
    seeAlso: ['ExAcquirePushLockExclusiveEx'],
    since: '0.1.0',
  },
  (locks: PushLocks) => (PushLock, Flags) =>
    locks.release(PushLock, true, Flags, 'ExReleasePushLockExclusiveEx'),
);
