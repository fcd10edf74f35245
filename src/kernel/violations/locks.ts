/** Rules that several kinds of lock share, and those of push locks, run-down protection and remove locks. */
import { OWN_SUBTYPE, type Row, verifier } from './row.ts';

/** The rows of these rules. */
export const lockRules = {
  'lock-wrong-release': {
    values: ['lock'],
    on: verifier(0x1009, 'documented'), // the subtype; the lock as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: a lock is released by the counterpart of its acquire`,
    page: 'routine',
    fix: 'Pair each form of acquire with its own release: plain, guarded, unsafe, exclusive, shared.',
  },
  'lock-not-initialised': {
    values: ['lock'],
    on: verifier(0x1002, 'documented'), // the subtype; the lock as parameter is *ours*
    off: null, // the thread waits for ever: a deadlock
    text: (routine) => `${routine}: the lock was initialised, and its bytes are intact`,
    page: 'routine',
    fix: 'Initialise the lock before its first use, and keep its memory until nobody uses it.',
  },
  'lock-not-held': {
    values: ['lock'],
    on: verifier(0x1007, 'documented'), // the subtype; the lock as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the thread holds the lock`,
    page: 'routine',
    fix: 'Release a lock once for each acquire.',
  },
  'lock-of-other-thread': {
    values: ['lock', 'thread that holds it', 'thread that called'],
    on: verifier(0x1004, 'documented'), // the subtype; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the thread that acquired the lock releases it`,
    page: 'routine',
    fix: 'Release a lock on the thread that acquired it; hand work over with an event or a semaphore.',
  },
  'lock-self-deadlock': {
    values: ['lock', 'thread'],
    on: verifier(0x1000, 'documented'), // the page of 0xC4; the parameters are *ours*
    off: null, // the thread waits for itself: a deadlock
    text: (routine) => `${routine}: the thread does not hold the lock already`,
    page: 'routine',
    fix: 'Release the lock before it is acquired in another way, or acquire it exclusively from the start.',
  },
  'lock-order': {
    values: ['lock that is acquired', 'lock that is held'],
    on: verifier(0x1001, 'documented'), // the subtype; the parameters are *ours*
    off: null, // two threads that meet wait for each other
    text: (routine) => `${routine}: locks are acquired in the same order everywhere`,
    page: 'debugger/bug-check-0xc4--driver-verifier-detected-violation',
    fix: 'Decide on one order for these locks, and on every path acquire them in that order.',
  },
  'lock-deleted-owned': {
    values: ['lock'],
    on: verifier(0x100b, 'documented'), // the subtype; the lock as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: nobody holds the lock or waits for it`,
    page: 'routine',
    fix: 'Wait until every thread has released the lock, and let none acquire it any more.',
  },
  'thread-ends-with-lock': {
    values: ['lock', 'thread'],
    on: verifier(0x100a, 'documented'), // the subtype; the parameters are *ours*
    off: null, // the lock stays held for ever
    text: (routine) => `${routine}: a thread releases every lock before it ends`,
    page: 'debugger/bug-check-0xc4--driver-verifier-detected-violation',
    fix: 'Release the lock on every path out of the thread.',
  },
  'push-lock-acquire-apcs-enabled': {
    values: ['current IRQL', 'push lock'],
    on: verifier(0xea, 'documented'), // D-107; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the caller is in a critical or guarded region, or at APC_LEVEL`,
    page: 'routine',
    fix: 'Call KeEnterCriticalRegion first.',
  },
  'push-lock-release-apcs-enabled': {
    values: ['current IRQL', 'push lock'],
    on: verifier(0xeb, 'documented'), // D-107; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the caller is in a critical or guarded region, or at APC_LEVEL`,
    page: 'routine',
    fix: 'Leave the critical region after the release and not before.',
  },
  'rundown-not-complete': {
    values: ['reference'],
    on: verifier(0x1005, 'documented'), // the subtype; that it covers run-down references is *ours*
    off: null,
    text: (routine) => `${routine}: the run-down of the reference is complete`,
    page: 'routine',
    fix: 'Call ExWaitForRundownProtectionRelease first; use ExInitializeRundownProtection for fresh memory.',
  },
  'remove-lock-tag-mismatch': {
    values: ['remove lock', 'tag'],
    on: verifier(0xd5, 'documented'), // the page of 0xC4; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the tag is that of an acquire that is held`,
    page: 'routine',
    fix: 'Pass the tag of the acquire, and release once for each acquire that gave STATUS_SUCCESS.',
  },
  'remove-lock-wait-tag-mismatch': {
    values: ['remove lock', 'tag'],
    on: verifier(0xd6, 'documented'), // the page of 0xC4; the parameters are *ours*
    off: null,
    text: (routine) => `${routine}: the tag is that of an acquire that is held`,
    page: 'routine',
    fix: 'Acquire the lock when the remove request arrives, and pass the same tag here.',
  },
  'remove-lock-initialised-twice': {
    values: ['remove lock'],
    on: verifier(0xd7, 'documented'), // the page of 0xC4; the lock as parameter is *ours*
    off: null,
    text: (routine) => `${routine}: the remove lock is not initialised yet`,
    page: 'routine',
    fix: 'Initialise a remove lock once, when the device is added; it serves one life of the device.',
  },
  'remove-lock-high-water': {
    values: ['remove lock', 'acquires held', 'limit'],
    on: verifier(OWN_SUBTYPE + 0x20, 'ours'), // a checked build asserts
    off: null,
    text: (routine) => `${routine}: no more acquires are held than HighWater says`,
    page: 'routine',
    fix: 'Look for a path that does not release, or raise the limit.',
  },
  'remove-lock-held-too-long': {
    values: ['remove lock', 'tag', 'limit in minutes'],
    on: verifier(OWN_SUBTYPE + 0x21, 'ours'), // a checked build asserts
    off: null,
    text: (routine) => `${routine}: no acquire is held for longer than Maxmin says`,
    page: 'routine',
    fix: 'Release when the request is completed, or raise the limit.',
  },
} as const satisfies Record<string, Row>;
