/**
 * Drives a real lock of each family with the events of the machine: "mine" is
 * the program, "theirs" another thread, or for spin locks another processor.
 */
import {
  APC_LEVEL,
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  KIRQL,
  LevelSensitive,
  out,
  PASSIVE_LEVEL,
  PVOID,
} from 'irqlab';
import type { LockFamilyName, LockProtection } from '../../../src/kernel/locks/lock-families.ts';

type Nt = ReturnType<typeof boot>;

/** The calls of one family on one lock. Each is made at the user's own level. */
interface Calls {
  make(nt: Nt): number;
  acquire(nt: Nt, lock: number): void;
  share?(nt: Nt, lock: number): void;
  release(nt: Nt, lock: number, shared: boolean): void;
  /** Tries without waiting; gives back what it got. True when it got the lock. */
  probe?(nt: Nt, lock: number, shared: boolean): boolean;
}

/** Level of the interrupt spin lock. */
export const SYNCHRONIZE_IRQL = 7;

/** Levels that acquires returned, by lock user, newest last. */
type Levels = number[];

const raised = (nt: Nt, level: number, block: () => boolean): boolean => {
  const before = nt.irql;
  if (before >= level) return block();
  nt.KeRaiseIrql(level, out(KIRQL));
  const result = block();
  nt.KeLowerIrql(before);
  return result;
};

function callsOf(family: LockFamilyName, levels: Levels): Calls {
  switch (family) {
    case 'spin lock':
      return {
        make: (nt) => nt.variable('KSPIN_LOCK'),
        acquire(nt, lock) {
          levels.push(nt.KeAcquireSpinLockRaiseToDpc(lock));
        },
        release: (nt, lock) => nt.KeReleaseSpinLock(lock, levels.pop() ?? PASSIVE_LEVEL),
        probe: (nt, lock) =>
          raised(nt, DISPATCH_LEVEL, () => {
            const got = nt.KeTryToAcquireSpinLockAtDpcLevel(lock) === 1;
            if (got) nt.KeReleaseSpinLockFromDpcLevel(lock);
            return got;
          }),
      };
    case 'interrupt spin lock':
      return {
        make(nt) {
          const object = out(PVOID);
          const levels = [SYNCHRONIZE_IRQL - 2, SYNCHRONIZE_IRQL] as const;
          nt.IoConnectInterrupt(object, () => 0, 0, 0, 0x51, ...levels, LevelSensitive, 0, 0b11, 0);
          return object.value;
        },
        acquire(nt, interrupt) {
          levels.push(nt.KeAcquireInterruptSpinLock(interrupt));
        },
        release: (nt, interrupt) => nt.KeReleaseInterruptSpinLock(interrupt, levels.pop() ?? PASSIVE_LEVEL),
      };
    case 'reader/writer spin lock':
      return {
        make: (nt) => nt.variable('EX_SPIN_LOCK'),
        acquire(nt, lock) {
          levels.push(nt.ExAcquireSpinLockExclusive(lock));
        },
        share(nt, lock) {
          levels.push(nt.ExAcquireSpinLockShared(lock));
        },
        release: (nt, lock, shared) =>
          shared
            ? nt.ExReleaseSpinLockShared(lock, levels.pop() ?? PASSIVE_LEVEL)
            : nt.ExReleaseSpinLockExclusive(lock, levels.pop() ?? PASSIVE_LEVEL),
        probe: (nt, lock, shared) =>
          raised(nt, DISPATCH_LEVEL, () => {
            const got = shared
              ? nt.ExTryAcquireSpinLockSharedAtDpcLevel(lock)
              : nt.ExTryAcquireSpinLockExclusiveAtDpcLevel(lock);
            if (got === 1 && shared) nt.ExReleaseSpinLockSharedFromDpcLevel(lock);
            else if (got === 1) nt.ExReleaseSpinLockExclusiveFromDpcLevel(lock);
            return got === 1;
          }),
      };
    case 'fast mutex':
      return {
        make(nt) {
          const mutex = nt.variable('FAST_MUTEX');
          nt.ExInitializeFastMutex(mutex);
          return mutex;
        },
        acquire: (nt, lock) => nt.ExAcquireFastMutex(lock),
        release: (nt, lock) => nt.ExReleaseFastMutex(lock),
        probe(nt, lock) {
          const got = nt.ExTryToAcquireFastMutex(lock) === 1;
          if (got) nt.ExReleaseFastMutex(lock);
          return got;
        },
      };
    case 'guarded mutex':
      return {
        make(nt) {
          const mutex = nt.variable('KGUARDED_MUTEX');
          nt.KeInitializeGuardedMutex(mutex);
          return mutex;
        },
        acquire: (nt, lock) => nt.KeAcquireGuardedMutex(lock),
        release: (nt, lock) => nt.KeReleaseGuardedMutex(lock),
        probe(nt, lock) {
          const got = nt.KeTryToAcquireGuardedMutex(lock) === 1;
          if (got) nt.KeReleaseGuardedMutex(lock);
          return got;
        },
      };
    case 'push lock':
      return {
        make: (nt) => nt.variable('ULONG_PTR'),
        acquire: (nt, lock) => nt.ExAcquirePushLockExclusive(lock),
        share: (nt, lock) => nt.ExAcquirePushLockShared(lock),
        release: (nt, lock, shared) =>
          shared ? nt.ExReleasePushLockShared(lock) : nt.ExReleasePushLockExclusive(lock),
      };
    case 'ERESOURCE':
      return {
        make(nt) {
          const resource = nt.variable('ERESOURCE');
          nt.ExInitializeResourceLite(resource);
          return resource;
        },
        acquire: (nt, lock) => void nt.ExAcquireResourceExclusiveLite(lock, 1),
        share: (nt, lock) => void nt.ExAcquireResourceSharedLite(lock, 1),
        release: (nt, lock) => nt.ExReleaseResourceLite(lock),
        probe(nt, lock, shared) {
          const got = shared
            ? nt.ExAcquireResourceSharedLite(lock, 0)
            : nt.ExAcquireResourceExclusiveLite(lock, 0);
          if (got === 1) nt.ExReleaseResourceLite(lock);
          return got === 1;
        },
      };
  }
}

/** One of the two users of a lock. */
export interface LockUser {
  acquire(): void;
  share(): void;
  release(shared: boolean): void;
  /** Null where the family has no call that tries. */
  probe(shared: boolean): boolean | null;
  /** What protects the user now. */
  protection(): LockProtection;
}

const protectionNow = (nt: Nt): LockProtection => {
  if (nt.irql === SYNCHRONIZE_IRQL) return 'SynchronizeIrql';
  if (nt.irql === DISPATCH_LEVEL) return 'DISPATCH_LEVEL';
  if (nt.irql === APC_LEVEL) return 'APC_LEVEL';
  if (nt.thread.specialApcDisable < 0) return 'guarded region';
  return nt.thread.kernelApcDisable < 0 ? 'critical region' : 'nothing';
};

/** A machine with one lock and its two users. */
export function lockUsers(family: LockFamilyName, byCaller: boolean, options: BootOptions = {}) {
  const nt = boot({ ...options, processors: 2 });
  const levels = { mine: [] as Levels, theirs: [] as Levels };
  const mine = callsOf(family, levels.mine);
  const theirs = callsOf(family, levels.theirs);
  const lock = mine.make(nt);
  const spins = family.endsWith('spin lock');
  if (byCaller) nt.KeEnterCriticalRegion();
  const elsewhere = spins ? <T>(block: () => T): T => nt.onProcessor(1, block) : inThread(nt, byCaller);
  const user = (calls: Calls, run: <T>(block: () => T) => T): LockUser => ({
    acquire: () => run(() => calls.acquire(nt, lock)),
    share: () => run(() => calls.share?.(nt, lock)),
    release: (shared) => run(() => calls.release(nt, lock, shared)),
    probe: (shared) => run(() => calls.probe?.(nt, lock, shared) ?? null),
    protection: () => run(() => protectionNow(nt)),
  });
  return { nt, lock, mine: user(mine, (block) => block()), theirs: user(theirs, elsewhere) };
}

/** A thread that runs what it is given, a piece at a time, and waits in between. */
function inThread(nt: Nt, byCaller: boolean): <T>(block: () => T) => T {
  const event = nt.variable('KEVENT');
  nt.KeInitializeEvent(event, 1, 0);
  let work: () => void = () => {};
  nt.startThread(function* () {
    if (byCaller) nt.KeEnterCriticalRegion();
    for (;;) {
      yield* nt.wait.KeWaitForSingleObject(event, 0, 0, 0, 0);
      work();
    }
  });
  return <T>(block: () => T): T => {
    const results: T[] = [];
    work = () => void results.push(block());
    nt.KeSetEvent(event, 0, 0);
    nt.runThreads();
    if (results.length !== 1) throw new Error('the other thread did not run');
    return results[0] as T;
  };
}
