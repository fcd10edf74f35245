/** Spin locks: the machine and its table, the routines, and what is found. Facts D-031 to D-046. */
import {
  APC_LEVEL,
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  highLevel,
  KIRQL,
  levelNumber,
  out,
  PASSIVE_LEVEL,
  PagedPool,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { transition } from 'xstate';
import { Machine } from '../../src/kernel/machine.ts';
import { settingsFrom } from '../../src/kernel/options.ts';
import {
  SPIN_LOCK_EVENTS,
  SPIN_LOCK_STATES,
  spinLockDiagram,
  spinLockEntry,
  spinLockMachine,
  spinLockTable,
} from '../../src/kernel/spin-locks/spin-lock-machine.ts';

const HIGH = highLevel('x64');
const booted = (options: BootOptions = {}) => {
  const nt = boot(options);
  const lock = nt.variable('KSPIN_LOCK');
  nt.KeInitializeSpinLock(lock);
  return { nt, lock, old: out(KIRQL) };
};
const bugcheck = (code: number, parameters: readonly unknown[]) => ({ kind: 'bugcheck', code, parameters });

describe('the spin lock machine', () => {
  it('is what the table says, for every state and event', () => {
    const table = spinLockTable();
    for (const state of SPIN_LOCK_STATES) {
      const here = spinLockMachine.resolveState({ value: state });
      for (const type of SPIN_LOCK_EVENTS) {
        const [next] = transition(spinLockMachine, here, { type });
        expect(next.value, `${state} ${type}`).toBe(table[spinLockEntry(state, type)]);
      }
    }
    expect(table).toHaveLength(SPIN_LOCK_STATES.length * SPIN_LOCK_EVENTS.length);
  });

  it('has a diagram with every move', () =>
    expect(spinLockDiagram().split('\n')).toHaveLength(
      2 + SPIN_LOCK_STATES.length * SPIN_LOCK_EVENTS.length,
    ));
});

describe.each(['x64', 'x86'] as const)('spin locks on %s', (arch) => {
  it.each([0, 1, 2, -1, 0x8000_0000 | 0])('D-031: KeTestSpinLock of a lock whose value is %i', (value) => {
    const { nt, lock } = booted({ arch });
    nt.memory.writePointer(lock, arch === 'x64' || value >= 0 ? value : value >>> 0);
    expect(nt.KeTestSpinLock(lock)).toBe(value === 0 ? 1 : 0);
  });

  it.each([PASSIVE_LEVEL, APC_LEVEL])('D-032: acquire from level %i and release', (level) => {
    const { nt, lock, old } = booted({ arch });
    if (level > 0) nt.KeRaiseIrql(level, out(KIRQL));
    nt.KeAcquireSpinLock(lock, old);
    expect([nt.irql, old.value, nt.KeTestSpinLock(lock)]).toEqual([DISPATCH_LEVEL, level, 0]);
    nt.KeReleaseSpinLock(lock, old.value);
    expect([nt.irql, nt.KeTestSpinLock(lock)]).toEqual([level, 1]);
  });

  it('D-034: KeAcquireSpinLockRaiseToSynch goes to SYNCH_LEVEL', () => {
    const { nt, lock } = booted({ arch });
    expect(nt.KeAcquireSpinLockRaiseToSynch(lock)).toBe(PASSIVE_LEVEL);
    expect(nt.irql).toBe(levelNumber(arch, 'SYNCH_LEVEL'));
    nt.KeReleaseSpinLock(lock, PASSIVE_LEVEL);
    expect(nt.irql).toBe(PASSIVE_LEVEL);
  });

  it('D-042: a queued lock keeps lock and level in its handle', () => {
    const { nt, lock } = booted({ arch });
    const handle = nt.variable('KLOCK_QUEUE_HANDLE');
    nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
    nt.KeAcquireInStackQueuedSpinLock(lock, handle);
    const pointer = arch === 'x64' ? 8 : 4;
    expect([
      nt.irql,
      nt.memory.readPointer(handle + pointer),
      nt.memory.readUint8(handle + 2 * pointer),
    ]).toEqual([DISPATCH_LEVEL, lock, APC_LEVEL]);
    nt.KeReleaseInStackQueuedSpinLock(handle);
    expect([nt.irql, nt.KeTestSpinLock(lock)]).toEqual([APC_LEVEL, 1]);
  });

  it('the pairs for DPCs and for code at DISPATCH_LEVEL keep the level', () => {
    const { nt, lock } = booted({ arch });
    const handle = nt.variable('KLOCK_QUEUE_HANDLE');
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    nt.KeAcquireSpinLockAtDpcLevel(lock);
    nt.KeReleaseSpinLockFromDpcLevel(lock);
    nt.KeReleaseSpinLockForDpc(lock, nt.KeAcquireSpinLockForDpc(lock));
    nt.KeAcquireInStackQueuedSpinLockAtDpcLevel(lock, handle);
    nt.KeReleaseInStackQueuedSpinLockFromDpcLevel(handle);
    nt.KeAcquireInStackQueuedSpinLockForDpc(lock, handle);
    nt.KeReleaseInStackQueuedSpinLockForDpc(handle);
    expect([nt.irql, nt.KeTestSpinLock(lock)]).toEqual([DISPATCH_LEVEL, 1]);
    nt.KeLowerIrql(PASSIVE_LEVEL);
    nt.KeReleaseSpinLockForDpc(lock, nt.KeAcquireSpinLockForDpc(lock));
    expect(nt.irql).toBe(PASSIVE_LEVEL);
  });

  it('D-038, D-039: a try gives FALSE on a held lock and TRUE on a free one', () => {
    const { nt, lock } = booted({ arch });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.KeTryToAcquireSpinLockAtDpcLevel(lock)).toBe(1);
    expect(nt.KeTryToAcquireSpinLockAtDpcLevel(lock)).toBe(0);
    nt.KeReleaseSpinLockFromDpcLevel(lock);
    expect(nt.KeTryToAcquireSpinLockAtDpcLevel(lock)).toBe(1);
  });
});

describe('what is found with the verifier', () => {
  it('D-043: the same lock twice on one processor', () => {
    const { nt, lock, old } = booted();
    nt.KeAcquireSpinLock(lock, old);
    expect(nt.outcome(() => nt.KeAcquireSpinLock(lock, old))).toMatchObject(bugcheck(0xf, [0, 0, 0, 0]));
  });

  it('a release of a lock that nobody holds', () => {
    const { nt, lock } = booted();
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.outcome(() => nt.KeReleaseSpinLockFromDpcLevel(lock))).toMatchObject(
      bugcheck(0x10, [0, 0, 0, 0]),
    );
  });

  it('a release by another processor', () => {
    const { nt, lock, old } = booted({ processors: 2 });
    nt.KeAcquireSpinLock(lock, old);
    const outcome = nt.onProcessor(1, () => {
      nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
      return nt.outcome(() => nt.KeReleaseSpinLockFromDpcLevel(lock));
    });
    expect(outcome).toMatchObject(bugcheck(0x10, [0, 0, 0, 0]));
  });

  it('D-045: a release below DISPATCH_LEVEL', () => {
    const { nt, lock } = booted();
    expect(nt.outcome(() => nt.KeReleaseSpinLock(lock, 0))).toMatchObject(bugcheck(0xc4, [0x32, 0, lock, 0]));
  });

  it('D-046: calls at a level that is too low', () => {
    const low = (call: (nt: ReturnType<typeof boot>, lock: number) => unknown) => {
      const { nt, lock } = booted();
      const outcome = nt.outcome(() => call(nt, lock));
      return (
        outcome.kind === 'bugcheck' && [outcome.code, outcome.parameters[0], outcome.parameters[2] === lock]
      );
    };
    expect(low((nt, lock) => nt.KeAcquireSpinLockAtDpcLevel(lock))).toEqual([0xc4, 0x40, true]);
    expect(low((nt, lock) => nt.KeTryToAcquireSpinLockAtDpcLevel(lock))).toEqual([0xc4, 0x40, true]);
    expect(low((nt, lock) => nt.KeReleaseSpinLockFromDpcLevel(lock))).toEqual([0xc4, 0x41, true]);
  });

  it('D-046, D-033: an acquire above DISPATCH_LEVEL', () => {
    const { nt, lock, old } = booted();
    nt.KeRaiseIrql(HIGH, out(KIRQL));
    expect(nt.outcome(() => nt.KeAcquireSpinLock(lock, old))).toMatchObject(
      bugcheck(0xc4, [0x42, HIGH, 0, 0]),
    );
  });

  it('D-042: ordinary and queued calls on one lock', () => {
    const first = booted();
    const handle = first.nt.variable('KLOCK_QUEUE_HANDLE');
    first.nt.KeAcquireSpinLock(first.lock, first.old);
    expect(first.nt.outcome(() => first.nt.KeAcquireInStackQueuedSpinLock(first.lock, handle))).toMatchObject(
      bugcheck(0xc4, [0x1008, first.lock, 0, 0]),
    );
    const { nt, lock, old } = booted();
    nt.KeAcquireInStackQueuedSpinLock(lock, nt.variable('KLOCK_QUEUE_HANDLE'));
    expect(nt.outcome(() => nt.KeReleaseSpinLock(lock, old.value))).toMatchObject(
      bugcheck(0xc4, [0x1009, lock, 0, 0]),
    );
  });

  it('a lower while a lock is held, and none of the lock once it is free', () => {
    const { nt, lock, old } = booted();
    nt.KeAcquireSpinLock(lock, old);
    nt.KeReleaseSpinLock(lock, old.value);
    nt.KeRaiseIrql(DISPATCH_LEVEL, old);
    nt.KeLowerIrql(old.value);
    nt.KeAcquireSpinLock(lock, old);
    expect(nt.outcome(() => nt.KeLowerIrql(old.value))).toMatchObject(bugcheck(0xc4, [0x31, 2, 0, 0]));
  });

  it('a lock in pageable memory', () => {
    const nt = boot();
    const pool = nt.ExAllocatePoolWithTag(PagedPool, 16, 0x46726564);
    const codes = [pool, nt.variable('KSPIN_LOCK', { paged: true })].map((lock) => {
      const snapshot = nt.snapshot();
      nt.KeInitializeSpinLock(lock);
      const outcome = nt.outcome(() => nt.KeAcquireSpinLock(lock, out(KIRQL)));
      nt.restore(snapshot);
      return outcome.kind === 'bugcheck' ? outcome.code : outcome.kind;
    });
    expect(codes).toEqual([0xa, 0xd3]);
  });
});

describe('what happens without the verifier', () => {
  it('D-043: the processor spins for ever', () => {
    const { nt, lock, old } = booted({ verifier: 'off' });
    nt.KeAcquireSpinLock(lock, old);
    expect(nt.outcome(() => nt.KeAcquireSpinLock(lock, old))).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
    });
  });

  it('so it does on a lock that holds garbage, and on one that another processor holds', () => {
    const { nt, lock, old } = booted({ verifier: 'off' });
    nt.memory.writeUint32(lock, 0x1234);
    expect(nt.outcome(() => nt.KeAcquireSpinLock(lock, old))).toMatchObject({ reason: 'deadlock' });
    const two = booted({ verifier: 'off', processors: 2 });
    two.nt.KeAcquireSpinLock(two.lock, two.old);
    const outcome = two.nt.onProcessor(1, () =>
      two.nt.outcome(() => two.nt.KeAcquireSpinLock(two.lock, two.old)),
    );
    expect(outcome).toMatchObject({ reason: 'deadlock' });
  });

  it.each([0, 4])('garbage in the upper half of a lock counts too, %i bytes into a granule', (offset) => {
    const nt = boot({ verifier: 'off' });
    const lock = nt.variable(24) + offset;
    nt.memory.writeUint32(lock + 4, 1);
    expect(nt.KeTestSpinLock(lock)).toBe(0);
    expect(nt.outcome(() => nt.KeAcquireSpinLock(lock, out(KIRQL)))).toMatchObject({ reason: 'deadlock' });
  });

  it('a release frees a lock whose upper half was overwritten meanwhile', () => {
    const { nt, lock, old } = booted({ verifier: 'off' });
    nt.KeAcquireSpinLock(lock, old);
    nt.memory.writeUint32(lock + 4, 1);
    nt.KeReleaseSpinLock(lock, old.value);
    expect(nt.KeTestSpinLock(lock)).toBe(1);
  });

  it.each(['x64', 'x86'] as const)('a lock that is not aligned touches its own bytes only, %s', (arch) => {
    const nt = boot({ arch, verifier: 'off' });
    const bytes = arch === 'x64' ? 8 : 4;
    const start = nt.variable(24);
    nt.memory.fill(start, 24, 0xee);
    const [lock, old] = [start + 5, out(KIRQL)];
    nt.KeInitializeSpinLock(lock);
    const around = () => [...nt.memory.readBytes(start, 5), ...nt.memory.readBytes(lock + bytes, 19 - bytes)];
    nt.KeAcquireSpinLock(lock, old);
    expect(nt.KeTestSpinLock(lock)).toBe(0);
    expect(new Set(around())).toEqual(new Set([0xee]));
    nt.KeReleaseSpinLock(lock, old.value);
    expect(nt.KeTestSpinLock(lock)).toBe(1);
    expect(new Set(around())).toEqual(new Set([0xee]));
  });

  it('D-033: an acquire at HIGH_LEVEL goes down to DISPATCH_LEVEL and stores HIGH_LEVEL', () => {
    const { nt, lock, old } = booted({ verifier: 'off', profile: 'observed' });
    nt.KeRaiseIrql(HIGH, out(KIRQL));
    nt.KeAcquireSpinLock(lock, old);
    expect([nt.irql, old.value]).toEqual([DISPATCH_LEVEL, HIGH]);
  });

  it('a release at PASSIVE_LEVEL frees the lock and nothing notices', () => {
    const { nt, lock, old } = booted({ verifier: 'off' });
    nt.KeAcquireSpinLock(lock, old);
    nt.KeLowerIrql(PASSIVE_LEVEL);
    nt.KeReleaseSpinLock(lock, PASSIVE_LEVEL);
    expect([nt.irql, nt.KeTestSpinLock(lock)]).toEqual([PASSIVE_LEVEL, 1]);
  });
});

describe('a snapshot', () => {
  it('knows who holds a lock', () => {
    const { nt, lock, old } = booted();
    nt.KeAcquireSpinLock(lock, old);
    const held = nt.snapshot();
    nt.KeReleaseSpinLock(lock, old.value);
    nt.restore(held);
    expect(nt.outcome(() => nt.KeAcquireSpinLock(lock, old))).toMatchObject({ code: 0xf });
    nt.restore(held);
    nt.KeReleaseSpinLock(lock, old.value);
    expect([nt.irql, nt.KeTestSpinLock(lock)]).toEqual([PASSIVE_LEVEL, 1]);
  });

  it('knows that a lock is held when the level is lowered', () => {
    const { nt, lock, old } = booted();
    const free = nt.snapshot();
    nt.KeAcquireSpinLock(lock, old);
    const held = nt.snapshot();
    nt.restore(free);
    nt.restore(held);
    expect(nt.outcome(() => nt.KeLowerIrql(old.value))).toMatchObject(bugcheck(0xc4, [0x31, 2, 0, 0]));
  });
});

describe('the number that a lowering asks', () => {
  it('is that of the locks held, of both kinds, in whatever order they are released and restored', () => {
    const machine = new Machine(settingsFrom({ processors: 2, onViolation: 'report' }));
    const { current, subsystems } = machine;
    const { spinLocks, sharedSpinLocks } = subsystems;
    const locks = [0, 1, 2].map(() => subsystems.driverData.variable('KSPIN_LOCK'));
    const [a, b, c] = locks as [number, number, number];
    const expectAgreement = (count: number) => {
      expect(current.spinLocksHeld).toBe(count);
      expect(spinLocks.all.length + sharedSpinLocks.save().length).toBe(count);
    };
    current.setIrql(DISPATCH_LEVEL);
    const before = spinLocks.save();
    spinLocks.acquire(a, 'a');
    spinLocks.acquire(b, 'b');
    sharedSpinLocks.acquire(c, true, 'c');
    expectAgreement(3);
    const both = spinLocks.save();
    spinLocks.release(a, 'a'); // not the last one
    expectAgreement(2);
    spinLocks.release(b, 'b');
    expectAgreement(1);
    spinLocks.load(both);
    expectAgreement(3);
    spinLocks.initialize(b); // forgets who holds it
    expectAgreement(2);
    spinLocks.load(before);
    sharedSpinLocks.release(c, true, 'c');
    expectAgreement(0);
  });
});
