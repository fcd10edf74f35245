/**
 * The families of locks, and what sets them apart. Everything that
 * lock-machine.ts says of a lock follows from its row; a test holds the rows
 * against the routines themselves (test/kernel/locks).
 */

/** What an acquire leaves behind until the release, besides the lock. */
export type LockProtection =
  | 'SynchronizeIrql'
  | 'DISPATCH_LEVEL'
  | 'APC_LEVEL'
  | 'guarded region'
  | 'critical region'
  | 'nothing';

/** One family. */
export interface LockFamily {
  /** Routines that acquire exclusively, and that release. */
  readonly acquire: string;
  readonly release: string;
  /** Routine that acquires together with others; null where the lock cannot be shared. */
  readonly share: string | null;
  /** True when who holds it exclusively may acquire it again. */
  readonly again: boolean;
  /** True when who shares it may share it again. */
  readonly shareAgain: boolean;
  /** What the owner is protected by, and who sees to it: the routine, or its caller. */
  readonly protection: LockProtection;
  readonly by: 'the routine' | 'the caller';
  /** How one waits: the thread gives its processor away, or the processor spins. */
  readonly waits: 'blocks' | 'spins';
  /** What tells that an acquire is a wait for oneself, with Driver Verifier. */
  readonly selfRule: 'spin-lock-already-owned' | 'mutex-already-owned' | 'lock-self-deadlock';
  /** What tells that a release gives back what nobody holds, and what somebody else does. */
  readonly releaseRule: 'spin-lock-not-owned' | 'lock-not-held' | 'resource-not-owned';
  readonly otherRule: 'spin-lock-not-owned' | 'lock-of-other-thread' | 'resource-not-owned';
}

/** The families that the machine models. */
export const LOCK_FAMILIES = {
  'spin lock': {
    acquire: 'KeAcquireSpinLock',
    release: 'KeReleaseSpinLock',
    share: null,
    again: false,
    shareAgain: false,
    protection: 'DISPATCH_LEVEL',
    by: 'the routine',
    waits: 'spins',
    selfRule: 'spin-lock-already-owned',
    releaseRule: 'spin-lock-not-owned',
    otherRule: 'spin-lock-not-owned',
  },
  'interrupt spin lock': {
    acquire: 'KeAcquireInterruptSpinLock',
    release: 'KeReleaseInterruptSpinLock',
    share: null,
    again: false,
    shareAgain: false,
    protection: 'SynchronizeIrql',
    by: 'the routine',
    waits: 'spins',
    selfRule: 'spin-lock-already-owned',
    releaseRule: 'spin-lock-not-owned',
    otherRule: 'spin-lock-not-owned',
  },
  'reader/writer spin lock': {
    acquire: 'ExAcquireSpinLockExclusive',
    release: 'ExReleaseSpinLockExclusive',
    share: 'ExAcquireSpinLockShared',
    again: false,
    shareAgain: true,
    protection: 'DISPATCH_LEVEL',
    by: 'the routine',
    waits: 'spins',
    selfRule: 'spin-lock-already-owned',
    releaseRule: 'spin-lock-not-owned',
    otherRule: 'spin-lock-not-owned',
  },
  'fast mutex': {
    acquire: 'ExAcquireFastMutex',
    release: 'ExReleaseFastMutex',
    share: null,
    again: false,
    shareAgain: false,
    protection: 'APC_LEVEL',
    by: 'the routine',
    waits: 'blocks',
    selfRule: 'mutex-already-owned',
    releaseRule: 'lock-not-held',
    otherRule: 'lock-of-other-thread',
  },
  'guarded mutex': {
    acquire: 'KeAcquireGuardedMutex',
    release: 'KeReleaseGuardedMutex',
    share: null,
    again: false,
    shareAgain: false,
    protection: 'guarded region',
    by: 'the routine',
    waits: 'blocks',
    selfRule: 'mutex-already-owned',
    releaseRule: 'lock-not-held',
    otherRule: 'lock-of-other-thread',
  },
  'push lock': {
    acquire: 'ExAcquirePushLockExclusive',
    release: 'ExReleasePushLockExclusive',
    share: 'ExAcquirePushLockShared',
    again: false,
    shareAgain: true,
    protection: 'critical region',
    by: 'the caller',
    waits: 'blocks',
    selfRule: 'lock-self-deadlock',
    releaseRule: 'lock-not-held',
    otherRule: 'lock-of-other-thread',
  },
  ERESOURCE: {
    acquire: 'ExAcquireResourceExclusiveLite',
    release: 'ExReleaseResourceLite',
    share: 'ExAcquireResourceSharedLite',
    again: true,
    shareAgain: true,
    protection: 'critical region',
    by: 'the caller',
    waits: 'blocks',
    selfRule: 'lock-self-deadlock',
    releaseRule: 'resource-not-owned',
    otherRule: 'resource-not-owned',
  },
} as const satisfies Record<string, LockFamily>;

/** Name of a family. */
export type LockFamilyName = keyof typeof LOCK_FAMILIES;

/** The families, in the order of the documentation. */
export const lockFamilyNames = Object.keys(LOCK_FAMILIES) as readonly LockFamilyName[];
