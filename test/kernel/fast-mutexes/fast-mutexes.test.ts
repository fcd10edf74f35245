/** Fast mutexes and guarded mutexes. Facts D-063 to D-068, D-071. */
import {
  APC_LEVEL,
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  KIRQL,
  out,
  PASSIVE_LEVEL,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const off: BootOptions = { verifier: 'off' };
const bugcheck = (code: number, parameters: readonly unknown[]) => ({ kind: 'bugcheck', code, parameters });

function booted(options: BootOptions = {}) {
  const nt = boot(options);
  const { at } = structure(options.arch ?? 'x64', 'FAST_MUTEX');
  const mutex = nt.variable('FAST_MUTEX');
  nt.ExInitializeFastMutex(mutex);
  const read = () => ({
    count: nt.memory.readInt32(mutex + at.Count),
    owner: nt.memory.readPointer(mutex + at.Owner),
    contention: nt.memory.readUint32(mutex + at.Contention),
    oldIrql: nt.memory.readUint32(mutex + at.OldIrql),
  });
  return { nt, mutex, at, read };
}

/** Runs a body as a thread of its own, as far as it goes. */
const inThread = (nt: ReturnType<typeof boot>, body: () => void) => {
  const thread = nt.startThread(function* () {
    body();
    yield;
  });
  nt.runThreads();
  return thread;
};

describe.each(['x64', 'x86'] as const)('fast mutexes on %s', (arch) => {
  it('D-063: a new one has Count 1, no owner, no contention, and the OldIrql that was there', () => {
    const { nt, mutex, at, read } = booted({ arch });
    nt.memory.writeInt32(mutex + at.Count, 99);
    nt.memory.writePointer(mutex + at.Owner, 0x1234);
    nt.memory.writeUint32(mutex + at.Contention, 7);
    nt.memory.writeUint32(mutex + at.OldIrql, 0x5555);
    nt.ExInitializeFastMutex(mutex);
    expect(read()).toEqual({ count: 1, owner: 0, contention: 0, oldIrql: 0x5555 });
    expect(nt.KeReadStateEvent(mutex + at.Event)).toBe(0);
    expect(nt.memory.readUint8(mutex + at['Event.Header.Type'])).toBe(1);
  });

  it.each([PASSIVE_LEVEL, APC_LEVEL])('D-064: acquired at level %i and released', (level) => {
    const { nt, mutex, read } = booted({ arch });
    nt.KeRaiseIrql(level, out(KIRQL));
    nt.ExAcquireFastMutex(mutex);
    expect(nt.irql).toBe(APC_LEVEL);
    expect(read()).toEqual({ count: 0, owner: nt.KeGetCurrentThread(), contention: 0, oldIrql: level });
    nt.ExReleaseFastMutex(mutex);
    expect(nt.irql).toBe(level);
    expect(read()).toMatchObject({ count: 1, owner: 0 });
  });

  it('D-066: the unsafe forms change neither the level nor OldIrql', () => {
    const { nt, mutex, at, read } = booted({ arch });
    nt.memory.writeUint32(mutex + at.OldIrql, 0x77);
    nt.KeEnterCriticalRegion();
    nt.ExAcquireFastMutexUnsafe(mutex);
    expect([nt.irql, read()]).toEqual([
      PASSIVE_LEVEL,
      { count: 0, owner: nt.KeGetCurrentThread(), contention: 0, oldIrql: 0x77 },
    ]);
    nt.ExReleaseFastMutexUnsafe(mutex);
    expect([nt.irql, read()]).toMatchObject([PASSIVE_LEVEL, { count: 1, owner: 0, oldIrql: 0x77 }]);
  });

  it('D-067: without the verifier a release without an acquire makes Count 2, and two acquires fit', () => {
    const { nt, mutex, read } = booted({ arch, ...off });
    nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
    nt.ExReleaseFastMutex(mutex);
    expect([nt.irql, read()]).toMatchObject([PASSIVE_LEVEL, { count: 2, owner: 0 }]);
    nt.ExAcquireFastMutex(mutex);
    expect(nt.ExTryToAcquireFastMutex(mutex)).toBe(1);
    expect(nt.ExTryToAcquireFastMutex(mutex)).toBe(0);
    expect(read()).toMatchObject({ count: 0 });
  });

  it('D-068: KeAcquireGuardedMutex counts SpecialApcDisable down and leaves the level', () => {
    const { nt, mutex, read } = booted({ arch });
    nt.KeInitializeGuardedMutex(mutex);
    nt.KeAcquireGuardedMutex(mutex);
    expect([nt.irql, nt.thread.specialApcDisable, nt.KeAreAllApcsDisabled()]).toEqual([PASSIVE_LEVEL, -1, 1]);
    expect(read()).toMatchObject({ count: 0, owner: nt.KeGetCurrentThread() });
    nt.KeReleaseGuardedMutex(mutex);
    expect([nt.thread.specialApcDisable, read().count]).toEqual([0, 1]);
  });
});

describe('a try', () => {
  it('ExTryToAcquireFastMutex takes a free mutex, and leaves the level when it is held', () => {
    const { nt, mutex, read } = booted();
    const seen: unknown[] = [];
    expect([nt.ExTryToAcquireFastMutex(mutex), nt.irql, read().count]).toEqual([1, APC_LEVEL, 0]);
    inThread(nt, () => seen.push(nt.ExTryToAcquireFastMutex(mutex), nt.irql, read().count));
    expect(seen).toEqual([0, PASSIVE_LEVEL, 0]);
    nt.ExReleaseFastMutex(mutex);
    inThread(nt, () => {
      seen.push(nt.ExTryToAcquireFastMutex(mutex), nt.irql);
      nt.ExReleaseFastMutex(mutex);
    });
    expect(seen.slice(3)).toEqual([1, APC_LEVEL]);
  });

  it('KeTryToAcquireGuardedMutex is in a guarded region only when it succeeds', () => {
    const { nt, mutex } = booted();
    const seen: unknown[] = [];
    expect([nt.KeTryToAcquireGuardedMutex(mutex), nt.thread.specialApcDisable]).toEqual([1, -1]);
    inThread(nt, () => seen.push(nt.KeTryToAcquireGuardedMutex(mutex), nt.thread.specialApcDisable));
    expect(seen).toEqual([0, 0]);
    nt.KeReleaseGuardedMutex(mutex);
  });
});

describe('waiting', () => {
  it('excludes others and passes the mutex on in the order of the waits, each at APC_LEVEL', () => {
    const { nt, mutex, read } = booted();
    const order: string[] = [];
    nt.ExAcquireFastMutex(mutex);
    for (const name of ['a', 'b']) {
      nt.startThread(function* () {
        yield* nt.wait.ExAcquireFastMutex(mutex);
        order.push(`${name} in ${nt.irql} ${read().owner === nt.KeGetCurrentThread()}`);
        yield;
        order.push(`${name} out`);
        nt.ExReleaseFastMutex(mutex);
        order.push(`${name} at ${nt.irql}`);
      });
    }
    nt.runThreads();
    expect([order, read()]).toMatchObject([[], { count: -2, contention: 2, owner: nt.KeGetCurrentThread() }]);
    nt.ExReleaseFastMutex(mutex);
    nt.runThreads();
    expect(order).toEqual(['a in 1 true', 'a out', 'a at 0', 'b in 1 true', 'b out', 'b at 0']);
    expect(read()).toMatchObject({ count: 1, owner: 0, contention: 2 });
  });

  it('a released mutex is never free while somebody waits: the releaser waits behind him', () => {
    const { nt, mutex } = booted();
    const order: string[] = [];
    nt.KeAcquireGuardedMutex(mutex);
    nt.startThread(function* () {
      yield* nt.wait.KeAcquireGuardedMutex(mutex);
      order.push('other');
      yield;
      nt.KeReleaseGuardedMutex(mutex);
    });
    nt.runThreads();
    nt.KeReleaseGuardedMutex(mutex);
    order.push(`try ${nt.KeTryToAcquireGuardedMutex(mutex)}`);
    nt.KeAcquireGuardedMutex(mutex);
    order.push('main again');
    nt.KeReleaseGuardedMutex(mutex);
    expect(order).toEqual(['try 0', 'other', 'main again']);
  });

  it('a waiter of a higher priority runs before the release returns', () => {
    const { nt, mutex } = booted();
    const order: string[] = [];
    nt.KeEnterGuardedRegion();
    nt.KeAcquireGuardedMutexUnsafe(mutex);
    nt.startThread(
      function* () {
        nt.KeEnterGuardedRegion();
        yield* nt.wait.KeAcquireGuardedMutexUnsafe(mutex);
        order.push('high');
        nt.KeReleaseGuardedMutexUnsafe(mutex);
        nt.KeLeaveGuardedRegion();
      },
      { priority: 12 },
    );
    nt.runThreads();
    nt.KeReleaseGuardedMutexUnsafe(mutex);
    order.push('low');
    expect(order).toEqual(['high', 'low']);
  });

  it('two threads that wait for each other are a deadlock with its cycle', () => {
    const { nt, mutex } = booted();
    const second = nt.variable('KGUARDED_MUTEX');
    nt.KeInitializeGuardedMutex(second);
    const other = nt.startThread(function* () {
      yield* nt.wait.KeAcquireGuardedMutex(second);
      yield* nt.wait.ExAcquireFastMutex(mutex);
    });
    nt.ExAcquireFastMutex(mutex);
    nt.runThreads();
    const main = nt.thread.id;
    expect(nt.outcome(() => nt.KeAcquireGuardedMutex(second))).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
      cycle: [
        { thread: main, routine: 'KeAcquireGuardedMutex', object: second, owner: other.id },
        { thread: other.id, routine: 'ExAcquireFastMutex', object: mutex, owner: main },
      ],
    });
  });
});

describe('mistakes', () => {
  it('acquired twice: 0xBF with the verifier, a deadlock of one thread without', () => {
    for (const verifier of ['on', 'off'] as const) {
      const { nt, mutex } = booted({ verifier });
      nt.ExAcquireFastMutex(mutex);
      expect(nt.outcome(() => nt.ExAcquireFastMutex(mutex))).toMatchObject(
        verifier === 'on'
          ? bugcheck(0xbf, [0, 0, 0, 0])
          : { kind: 'stopped', reason: 'deadlock', cycle: [{ thread: nt.thread.id, owner: nt.thread.id }] },
      );
    }
  });

  it('the report of a second acquire names the first', () => {
    const { nt, mutex } = booted();
    nt.KeAcquireGuardedMutex(mutex);
    const outcome = nt.outcome(() => nt.KeAcquireGuardedMutex(mutex));
    expect(outcome).toMatchObject({
      details: [
        expect.stringContaining(`KeAcquireGuardedMutex on thread ${nt.thread.id}`),
        expect.any(String),
      ],
    });
  });

  it('never initialised: 0xC4 0x1002 with the verifier, a wait for ever without', () => {
    for (const verifier of ['on', 'off'] as const) {
      const { nt } = booted({ verifier });
      const zeroed = nt.variable('FAST_MUTEX');
      expect(nt.outcome(() => nt.ExAcquireFastMutex(zeroed))).toMatchObject(
        verifier === 'on'
          ? bugcheck(0xc4, [0x1002, zeroed, 0, 0])
          : { reason: 'deadlock', cycle: [{ object: zeroed, owner: null }] },
      );
    }
  });

  it('released by nobody: 0xC4 0x1007', () => {
    const { nt, mutex } = booted();
    nt.KeEnterCriticalRegion();
    expect(nt.outcome(() => nt.ExReleaseFastMutexUnsafe(mutex))).toMatchObject(
      bugcheck(0xc4, [0x1007, mutex, 0, 0]),
    );
  });

  it('released by another thread: 0xC4 0x1004 with the verifier, a release without', () => {
    const { nt, mutex } = booted();
    let called = 0;
    nt.KeEnterCriticalRegion();
    nt.ExAcquireFastMutexUnsafe(mutex);
    const owner = nt.KeGetCurrentThread();
    expect(
      nt.outcome(() =>
        inThread(nt, () => {
          called = nt.KeGetCurrentThread();
          nt.KeEnterCriticalRegion();
          nt.ExReleaseFastMutexUnsafe(mutex);
        }),
      ),
    ).toMatchObject(bugcheck(0xc4, [0x1004, mutex, owner, called]));

    const free = booted(off);
    free.nt.KeEnterCriticalRegion();
    free.nt.ExAcquireFastMutexUnsafe(free.mutex);
    inThread(free.nt, () => free.nt.ExReleaseFastMutexUnsafe(free.mutex));
    expect(free.read()).toMatchObject({ count: 1, owner: 0 });
  });

  it('released by another form: 0xC4 0x1009', () => {
    const { nt, mutex } = booted();
    nt.ExAcquireFastMutex(mutex);
    expect(nt.outcome(() => nt.ExReleaseFastMutexUnsafe(mutex))).toMatchObject(
      bugcheck(0xc4, [0x1009, mutex, 0, 0]),
    );
  });

  it.each([
    ['ExAcquireFastMutex', 0x33],
    ['ExTryToAcquireFastMutex', 0x33],
    ['ExReleaseFastMutex', 0x34],
    ['ExAcquireFastMutexUnsafe', 0x39],
    ['ExReleaseFastMutexUnsafe', 0x3a],
    ['KeAcquireGuardedMutex', 0xe5],
  ] as const)('D-071: %s above APC_LEVEL', (name, subtype) => {
    const { nt, mutex } = booted();
    nt.KeRaiseIrqlToDpcLevel();
    expect(nt.outcome(() => nt[name](mutex))).toMatchObject(bugcheck(0xc4, [subtype, DISPATCH_LEVEL, 0, 0]));
  });

  it('D-071: a release below APC_LEVEL is 0x34', () => {
    const { nt, mutex } = booted();
    nt.ExAcquireFastMutex(mutex);
    nt.KeLowerIrql(PASSIVE_LEVEL);
    expect(nt.outcome(() => nt.ExReleaseFastMutex(mutex))).toMatchObject(bugcheck(0xc4, [0x34, 0, 0, 0]));
  });

  it.each([
    ['ExAcquireFastMutexUnsafe', 0x39],
    ['ExReleaseFastMutexUnsafe', 0x3a],
    ['KeAcquireGuardedMutexUnsafe', 0x39],
    ['KeReleaseGuardedMutexUnsafe', 0x3a],
  ] as const)('D-071: %s with APCs enabled', (name, subtype) => {
    const { nt, mutex } = booted();
    expect(nt.outcome(() => nt[name](mutex))).toMatchObject(bugcheck(0xc4, [subtype, 0, 0, 0]));
  });

  it.each(['APC_LEVEL', 'critical', 'guarded'])('the unsafe forms are fine with %s', (how) => {
    const { nt, mutex, read } = booted();
    if (how === 'APC_LEVEL') nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
    else if (how === 'critical') nt.KeEnterCriticalRegion();
    else nt.KeEnterGuardedRegion();
    nt.ExAcquireFastMutexUnsafe(mutex);
    nt.ExReleaseFastMutexUnsafe(mutex);
    expect(read()).toMatchObject({ count: 1 });
  });

  it('without the verifier an acquire above APC_LEVEL goes down to it; what the release does is D-016 or D-022', () => {
    for (const profile of ['observed', 'documented'] as const) {
      const { nt, mutex } = booted({ ...off, profile });
      nt.KeRaiseIrqlToDpcLevel();
      nt.ExAcquireFastMutex(mutex);
      expect(nt.irql).toBe(APC_LEVEL);
      expect(nt.outcome(() => nt.ExReleaseFastMutex(mutex))).toMatchObject(
        profile === 'observed' ? { kind: 'returned' } : bugcheck(0xa, [0, 0, 0, 0]),
      );
      expect(nt.irql).toBe(profile === 'observed' ? DISPATCH_LEVEL : APC_LEVEL);
    }
  });

  it('KeReleaseGuardedMutex outside of a guarded region is found as leaving one', () => {
    const { nt, mutex } = booted();
    nt.KeAcquireGuardedMutex(mutex);
    nt.KeLeaveGuardedRegion();
    expect(nt.outcome(() => nt.KeReleaseGuardedMutex(mutex))).toMatchObject(
      bugcheck(0xc4, [0x4000e, 0, 0, 0]),
    );
  });

  it('a thread that ends with a mutex is 0xC4 0x100A; the next to acquire it waits for a dead thread', () => {
    const { nt, mutex } = booted();
    let object = 0;
    const leave = () => {
      object = nt.KeGetCurrentThread();
      nt.ExAcquireFastMutex(mutex);
    };
    const outcome = nt.outcome(() => inThread(nt, leave));
    expect(outcome).toMatchObject(bugcheck(0xc4, [0x100a, mutex, object, 0]));

    const other = booted({ onViolation: 'report' });
    const ended = inThread(other.nt, () => other.nt.ExAcquireFastMutex(other.mutex));
    expect(other.nt.findings.map(({ rule }) => rule)).toEqual([
      'thread-ends-with-lock',
      'thread-ends-restricted',
    ]);
    expect(other.nt.outcome(() => other.nt.ExAcquireFastMutex(other.mutex))).toMatchObject({
      reason: 'deadlock',
      cycle: [{ object: other.mutex, owner: ended.id }],
    });
  });
});

describe('APCs', () => {
  it('wait until a guarded mutex is released', () => {
    const { nt, mutex } = booted();
    const log: string[] = [];
    const routine = () => void log.push(`apc, held ${nt.KeAreAllApcsDisabled()}`);
    nt.KeAcquireGuardedMutex(mutex);
    nt.queueApc(nt.thread.id, { kind: 'normal', routine });
    log.push('release');
    nt.KeReleaseGuardedMutex(mutex);
    expect(log).toEqual(['release', 'apc, held 0']);
  });

  it('wait until a fast mutex is released', () => {
    const { nt, mutex } = booted();
    const log: string[] = [];
    nt.ExAcquireFastMutex(mutex);
    nt.queueApc(nt.thread.id, { kind: 'normal', routine: () => void log.push('apc') });
    log.push('release');
    nt.ExReleaseFastMutex(mutex);
    expect(log).toEqual(['release', 'apc']);
  });
});

describe('memory', () => {
  it('a NULL mutex is an access of the kernel', () => {
    const { nt } = booted();
    expect(nt.outcome(() => nt.ExAcquireFastMutex(0))).toMatchObject({ kind: 'raised' });
  });

  it('what is overwritten decides: a forged Count lets a second thread in, a forged Owner changes nothing', () => {
    const { nt, mutex, at } = booted(off);
    nt.ExAcquireFastMutex(mutex);
    nt.memory.writePointer(mutex + at.Owner, 0);
    nt.memory.writeInt32(mutex + at.Count, 1);
    const seen: number[] = [];
    inThread(nt, () => {
      seen.push(nt.KeTryToAcquireGuardedMutex(mutex));
      nt.KeLeaveGuardedRegion();
    });
    expect(seen).toEqual([1]);

    const checked = booted();
    checked.nt.ExAcquireFastMutex(checked.mutex);
    checked.nt.memory.writePointer(checked.mutex + at.Owner, 0x1234);
    checked.nt.ExReleaseFastMutex(checked.mutex);
    expect(checked.read()).toMatchObject({ count: 1, owner: 0 });
  });

  it('owners come back with a snapshot', () => {
    const { nt, mutex } = booted();
    nt.KeEnterCriticalRegion();
    nt.ExAcquireFastMutexUnsafe(mutex);
    const snapshot = nt.snapshot();
    nt.ExReleaseFastMutexUnsafe(mutex);
    nt.restore(snapshot);
    nt.ExReleaseFastMutexUnsafe(mutex);
    expect(nt.outcome(() => nt.ExReleaseFastMutexUnsafe(mutex))).toMatchObject({ code: 0xc4 });
  });
});
