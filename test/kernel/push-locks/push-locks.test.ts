/** Push locks. Fact D-107; what is ours stands in decision 0036. */
import { APC_LEVEL, type BootOptions, boot, DISPATCH_LEVEL, KIRQL, out, PASSIVE_LEVEL } from 'irqlab';
import { describe, expect, it } from 'vitest';

const off: BootOptions = { verifier: 'off' };
const bugcheck = (code: number, parameters: readonly unknown[]) => ({ kind: 'bugcheck', code, parameters });

function booted(options: BootOptions = {}) {
  const nt = boot(options);
  const lock = nt.variable('ULONG_PTR');
  nt.KeEnterCriticalRegion();
  return {
    nt,
    lock,
    value: () => nt.memory.readPointer(lock),
    /** A thread that acquires, logs, and releases when it gets the next turn. */
    user(log: string[], name: string, how: 'Exclusive' | 'Shared') {
      const thread = nt.startThread(function* () {
        nt.KeEnterCriticalRegion();
        yield* nt.wait[`ExAcquirePushLock${how}`](lock);
        log.push(`${name} in`);
        yield;
        log.push(`${name} out`);
        nt[`ExReleasePushLock${how}`](lock);
        nt.KeLeaveCriticalRegion();
      });
      nt.runThreads();
      return thread;
    },
  };
}

describe.each(['x64', 'x86'] as const)('push locks on %s', (arch) => {
  it('are 0 when free, as a variable begins and as ExInitializePushLock makes them', () => {
    const { nt, lock, value } = booted({ arch });
    nt.ExAcquirePushLockExclusive(lock);
    expect(value()).toBe(1);
    nt.ExReleasePushLockExclusive(lock);
    expect(value()).toBe(0);
    nt.memory.writePointer(lock, 0x1234);
    nt.ExInitializePushLock(lock);
    expect(value()).toBe(0);
  });

  it('count those who share', () => {
    const { nt, lock, value, user } = booted({ arch });
    const log: string[] = [];
    nt.ExAcquirePushLockShared(lock);
    expect(value()).toBe(17);
    nt.startThread(function* () {
      nt.KeEnterCriticalRegion();
      nt.ExAcquirePushLockSharedEx(lock, 0);
      log.push(`value ${value()}`);
      nt.ExReleasePushLockSharedEx(lock, 0);
      nt.KeLeaveCriticalRegion();
      yield;
    });
    nt.runThreads();
    expect([log, value()]).toEqual([['value 33'], 17]);
    nt.ExReleasePushLockShared(lock);
    expect(value()).toBe(0);
    user(log, 'a', 'Exclusive');
    expect(log.slice(1)).toEqual(['a in', 'a out']);
  });
});

describe('waiting', () => {
  it('is first come first served; those who share and stand together come together', () => {
    const { nt, lock, user } = booted();
    const log: string[] = [];
    nt.ExAcquirePushLockExclusive(lock);
    user(log, 'a', 'Shared');
    user(log, 'b', 'Shared');
    user(log, 'w', 'Exclusive');
    user(log, 'c', 'Shared');
    expect(log).toEqual([]);
    nt.ExReleasePushLockExclusive(lock);
    nt.runThreads();
    expect(log).toEqual(['a in', 'b in', 'a out', 'b out', 'w in', 'w out', 'c in', 'c out']);
  });

  it('who shares does not overtake an exclusive waiter', () => {
    const { nt, lock, user } = booted();
    const log: string[] = [];
    nt.ExAcquirePushLockShared(lock);
    user(log, 'w', 'Exclusive');
    user(log, 'r', 'Shared');
    expect(log).toEqual([]);
    nt.ExReleasePushLockShared(lock);
    nt.runThreads();
    expect(log).toEqual(['w in', 'w out', 'r in', 'r out']);
  });

  it('a waiter of a higher priority runs before the release returns', () => {
    const { nt, lock } = booted();
    const log: string[] = [];
    nt.ExAcquirePushLockExclusiveEx(lock, 0);
    nt.startThread(
      function* () {
        nt.KeEnterCriticalRegion();
        yield* nt.wait.ExAcquirePushLockExclusiveEx(lock, 0);
        log.push('high');
        nt.ExReleasePushLockExclusiveEx(lock, 0);
        nt.KeLeaveCriticalRegion();
      },
      { priority: 12 },
    );
    nt.runThreads();
    nt.ExReleasePushLockExclusiveEx(lock, 0);
    log.push('low');
    expect(log).toEqual(['high', 'low']);
  });

  it('two threads that wait for each other are a deadlock with its cycle', () => {
    const { nt, lock } = booted();
    const second = nt.variable('ULONG_PTR');
    const other = nt.startThread(function* () {
      nt.KeEnterCriticalRegion();
      yield* nt.wait.ExAcquirePushLockShared(second);
      yield* nt.wait.ExAcquirePushLockShared(lock);
    });
    nt.ExAcquirePushLockExclusive(lock);
    nt.runThreads();
    expect(nt.outcome(() => nt.ExAcquirePushLockExclusive(second))).toMatchObject({
      reason: 'deadlock',
      cycle: [
        { thread: nt.thread.id, object: second, owner: other.id },
        { thread: other.id, object: lock, owner: nt.thread.id },
      ],
    });
  });
});

describe('mistakes', () => {
  it('D-107: with APCs enabled an acquire is 0xEA, and a release 0xEB', () => {
    for (const name of ['ExAcquirePushLockExclusive', 'ExAcquirePushLockShared'] as const) {
      const { nt, lock } = booted();
      nt.KeLeaveCriticalRegion();
      expect(nt.outcome(() => nt[name](lock))).toMatchObject(bugcheck(0xc4, [0xea, PASSIVE_LEVEL, lock, 0]));
    }
    const { nt, lock } = booted();
    nt.ExAcquirePushLockShared(lock);
    nt.KeLeaveCriticalRegion();
    expect(nt.outcome(() => nt.ExReleasePushLockShared(lock))).toMatchObject(
      bugcheck(0xc4, [0xeb, PASSIVE_LEVEL, lock, 0]),
    );
  });

  it.each(['APC_LEVEL', 'guarded'])('%s keeps APCs away too', (how) => {
    const { nt, lock, value } = booted();
    nt.KeLeaveCriticalRegion();
    if (how === 'guarded') nt.KeEnterGuardedRegion();
    else nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
    nt.ExAcquirePushLockExclusive(lock);
    nt.ExReleasePushLockExclusive(lock);
    expect(value()).toBe(0);
  });

  it.each([
    ['ExAcquirePushLockExclusive', 'ExAcquirePushLockExclusive'],
    ['ExAcquirePushLockExclusive', 'ExAcquirePushLockShared'],
    ['ExAcquirePushLockShared', 'ExAcquirePushLockExclusive'],
  ] as const)('%s, then %s by the same thread: 0x1000, or a deadlock', (first, then) => {
    for (const verifier of ['on', 'off'] as const) {
      const { nt, lock } = booted({ verifier });
      const me = nt.KeGetCurrentThread();
      nt[first](lock);
      expect(nt.outcome(() => nt[then](lock))).toMatchObject(
        verifier === 'on'
          ? bugcheck(0xc4, [0x1000, lock, me, 0])
          : { reason: 'deadlock', cycle: [{ thread: nt.thread.id, owner: nt.thread.id }] },
      );
    }
  });

  it('overwritten: 0x1002, or a wait for ever', () => {
    for (const verifier of ['on', 'off'] as const) {
      const { nt, lock } = booted({ verifier });
      nt.memory.writePointer(lock, 1);
      expect(nt.outcome(() => nt.ExAcquirePushLockShared(lock))).toMatchObject(
        verifier === 'on'
          ? bugcheck(0xc4, [0x1002, lock, 0, 0])
          : { reason: 'deadlock', cycle: [{ owner: null }] },
      );
    }
  });

  it('released by nobody, by another thread, in another way', () => {
    const free = booted();
    expect(free.nt.outcome(() => free.nt.ExReleasePushLockShared(free.lock))).toMatchObject(
      bugcheck(0xc4, [0x1007, free.lock, 0, 0]),
    );
    const { nt, lock } = booted();
    let caller = 0;
    const owner = nt.KeGetCurrentThread();
    nt.ExAcquirePushLockExclusive(lock);
    nt.startThread(function* () {
      caller = nt.KeGetCurrentThread();
      nt.KeEnterCriticalRegion();
      nt.ExReleasePushLockExclusive(lock);
      yield;
    });
    const outcome = nt.outcome(() => nt.runThreads());
    expect(outcome).toMatchObject(bugcheck(0xc4, [0x1004, lock, owner, caller]));
    const mixed = booted();
    mixed.nt.ExAcquirePushLockExclusive(mixed.lock);
    expect(mixed.nt.outcome(() => mixed.nt.ExReleasePushLockShared(mixed.lock))).toMatchObject(
      bugcheck(0xc4, [0x1009, mixed.lock, 0, 0]),
    );
  });

  it('without the verifier another thread can release it', () => {
    const { nt, lock, value } = booted(off);
    nt.ExAcquirePushLockExclusive(lock);
    nt.startThread(function* () {
      nt.ExReleasePushLockExclusive(lock);
      yield;
    });
    nt.runThreads();
    expect(value()).toBe(0);
  });

  it('a thread that ends with one: 0x100A', () => {
    const { nt, lock } = booted();
    let object = 0;
    nt.startThread(function* () {
      object = nt.KeGetCurrentThread();
      nt.KeEnterCriticalRegion();
      nt.ExAcquirePushLockShared(lock);
      yield;
    });
    const outcome = nt.outcome(() => nt.runThreads());
    expect(outcome).toMatchObject(bugcheck(0xc4, [0x100a, lock, object, 0]));
  });

  it('flags are not modelled; DISPATCH_LEVEL is too high', () => {
    const { nt, lock } = booted();
    expect(nt.outcome(() => nt.ExAcquirePushLockSharedEx(lock, 1))).toMatchObject({ reason: 'not-modelled' });
    const other = booted();
    other.nt.KeRaiseIrqlToDpcLevel();
    expect(other.nt.outcome(() => other.nt.ExAcquirePushLockShared(other.lock))).toMatchObject(
      bugcheck(0xc4, [0xe5, DISPATCH_LEVEL, 0, 0]),
    );
  });

  it('owners come back with a snapshot', () => {
    const { nt, lock } = booted();
    nt.ExAcquirePushLockShared(lock);
    const snapshot = nt.snapshot();
    nt.ExReleasePushLockShared(lock);
    nt.restore(snapshot);
    nt.ExReleasePushLockShared(lock);
    expect(nt.outcome(() => nt.ExReleasePushLockShared(lock))).toMatchObject({ code: 0xc4 });
  });
});
