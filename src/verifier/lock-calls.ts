/**
 * What each routine does to locks: which argument names the lock, and whether the call may wait for it. Mutexes are
 * not here: a wait for one is told from other waits by its object (held-locks.ts).
 */

/** Kinds of locks that threads can hold several of, so that their order counts. */
export type LockKind =
  | 'spin lock'
  | 'reader/writer spin lock'
  | 'fast mutex'
  | 'resource'
  | 'push lock'
  | 'mutex'
  | 'critical section'
  | 'slim reader/writer lock'
  | 'heap lock';

/**
 * What a call does: `acquire` waits, `try` does not, `leaf` takes a lock and gives it back before it returns,
 * `initialise` begins or ends the life of a lock.
 */
export type LockAction = 'acquire' | 'try' | 'release' | 'leaf' | 'initialise';

/** What a routine does to a lock. */
export interface LockCall {
  readonly kind: LockKind;
  readonly action: LockAction;
  /** Argument that is the lock; null for the one lock that has no address. */
  readonly lock: number | null;
  /** Argument that is a lock queue handle: its release names no lock. */
  readonly handle?: number;
  /** Argument that says whether the call may wait, 0 for no. */
  readonly wait?: number;
}

type Row = readonly [action: LockAction, names: string, more?: Partial<LockCall>];

const HANDLE = { handle: 1 } as const;
const BY_HANDLE = { handle: 0 } as const;

const rows: Readonly<Record<LockKind, readonly Row[]>> = {
  'spin lock': [
    ['initialise', 'KeInitializeSpinLock'],
    [
      'acquire',
      'KeAcquireSpinLock KeAcquireSpinLockRaiseToDpc KeAcquireSpinLockRaiseToSynch KeAcquireSpinLockAtDpcLevel KeAcquireSpinLockForDpc KeAcquireInterruptSpinLock',
    ],
    ['try', 'KeTryToAcquireSpinLockAtDpcLevel'],
    [
      'release',
      'KeReleaseSpinLock KeReleaseSpinLockFromDpcLevel KeReleaseSpinLockForDpc KeReleaseInterruptSpinLock',
    ],
    [
      'acquire',
      'KeAcquireInStackQueuedSpinLock KeAcquireInStackQueuedSpinLockAtDpcLevel KeAcquireInStackQueuedSpinLockForDpc',
      HANDLE,
    ],
    [
      'release',
      'KeReleaseInStackQueuedSpinLock KeReleaseInStackQueuedSpinLockFromDpcLevel KeReleaseInStackQueuedSpinLockForDpc',
      BY_HANDLE,
    ],
    ['acquire', 'IoAcquireCancelSpinLock', { lock: null }],
    ['release', 'IoReleaseCancelSpinLock', { lock: null }],
    ['leaf', 'ExInterlockedAddLargeInteger ExInterlockedAddUlong', { lock: 2 }],
    [
      'leaf',
      'ExInterlockedInsertHeadList ExInterlockedInsertTailList ExInterlockedPushEntryList',
      { lock: 2 },
    ],
    ['leaf', 'ExInterlockedRemoveHeadList ExInterlockedPopEntryList', { lock: 1 }],
    ['leaf', 'KeSynchronizeExecution'],
  ],
  'reader/writer spin lock': [
    [
      'acquire',
      'ExAcquireSpinLockExclusive ExAcquireSpinLockExclusiveAtDpcLevel ExAcquireSpinLockShared ExAcquireSpinLockSharedAtDpcLevel',
    ],
    ['try', 'ExTryAcquireSpinLockExclusiveAtDpcLevel ExTryAcquireSpinLockSharedAtDpcLevel'],
    [
      'release',
      'ExReleaseSpinLockExclusive ExReleaseSpinLockExclusiveFromDpcLevel ExReleaseSpinLockShared ExReleaseSpinLockSharedFromDpcLevel',
    ],
  ],
  'fast mutex': [
    ['initialise', 'ExInitializeFastMutex KeInitializeGuardedMutex'],
    [
      'acquire',
      'ExAcquireFastMutex ExAcquireFastMutexUnsafe KeAcquireGuardedMutex KeAcquireGuardedMutexUnsafe',
    ],
    ['try', 'ExTryToAcquireFastMutex KeTryToAcquireGuardedMutex'],
    [
      'release',
      'ExReleaseFastMutex ExReleaseFastMutexUnsafe KeReleaseGuardedMutex KeReleaseGuardedMutexUnsafe',
    ],
  ],
  resource: [
    ['initialise', 'ExInitializeResourceLite ExReinitializeResourceLite ExDeleteResourceLite'],
    [
      'acquire',
      'ExAcquireResourceExclusiveLite ExAcquireResourceSharedLite ExAcquireSharedStarveExclusive ExAcquireSharedWaitForExclusive',
      { wait: 1 },
    ],
    [
      'acquire',
      'ExEnterCriticalRegionAndAcquireResourceExclusive ExEnterCriticalRegionAndAcquireResourceShared ExEnterCriticalRegionAndAcquireSharedWaitForExclusive',
    ],
    [
      'release',
      'ExReleaseResourceLite ExReleaseResourceForThreadLite ExReleaseResourceAndLeaveCriticalRegion',
    ],
  ],
  'push lock': [
    ['initialise', 'ExInitializePushLock'],
    [
      'acquire',
      'ExAcquirePushLockExclusive ExAcquirePushLockExclusiveEx ExAcquirePushLockShared ExAcquirePushLockSharedEx',
    ],
    [
      'release',
      'ExReleasePushLockExclusive ExReleasePushLockExclusiveEx ExReleasePushLockShared ExReleasePushLockSharedEx',
    ],
  ],
  mutex: [['initialise', 'KeInitializeMutex']],
  'critical section': [
    ['initialise', 'InitializeCriticalSection InitializeCriticalSectionAndSpinCount DeleteCriticalSection'],
    ['acquire', 'EnterCriticalSection'],
    ['try', 'TryEnterCriticalSection'],
    ['release', 'LeaveCriticalSection'],
  ],
  'slim reader/writer lock': [
    ['initialise', 'InitializeSRWLock'],
    ['acquire', 'AcquireSRWLockExclusive AcquireSRWLockShared'],
    ['try', 'TryAcquireSRWLockExclusive TryAcquireSRWLockShared'],
    ['release', 'ReleaseSRWLockExclusive ReleaseSRWLockShared'],
  ],
  'heap lock': [
    ['acquire', 'RtlLockHeap HeapLock'],
    ['release', 'RtlUnlockHeap HeapUnlock'],
  ],
};

/** By name of the routine. */
export const lockCalls: ReadonlyMap<string, LockCall> = new Map(
  Object.entries(rows).flatMap(([kind, lines]) =>
    lines.flatMap(([action, names, more = {}]) =>
      names
        .split(' ')
        .map((name): [string, LockCall] => [name, { kind: kind as LockKind, action, lock: 0, ...more }]),
    ),
  ),
);

/** Waits for one object, which may be a mutex: the argument that says for how long. */
export const singleWaits: ReadonlyMap<string, number> = new Map([
  ['KeWaitForSingleObject', 4],
  ['KeWaitForMutexObject', 4],
  ['ZwWaitForSingleObject', 2],
  ['WaitForSingleObject', 1],
  ['WaitForSingleObjectEx', 1],
]);

/** Routines after which a thread may own other mutexes than before. */
export const movesMutexes = (routine: string): boolean =>
  /WaitFor(Single|Multiple|Mutex)Object|^SignalObjectAndWait$|Release\w*Mutex$|Create\w*Mutex/.test(routine);
