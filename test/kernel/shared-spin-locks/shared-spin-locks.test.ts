/** Reader/writer spin locks. Facts D-045, D-046; what is ours stands in decision 0028. */
import {
  APC_LEVEL,
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  highLevel,
  KIRQL,
  out,
  PASSIVE_LEVEL,
  POOL_FLAG_NON_PAGED,
  POOL_FLAG_PAGED,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const off: BootOptions = { verifier: 'off' };
const bugcheck = (code: number, parameters: readonly unknown[]) => ({ kind: 'bugcheck', code, parameters });
const booted = (options: BootOptions = {}) => {
  const nt = boot(options);
  const lock = nt.variable('EX_SPIN_LOCK');
  return { nt, lock, value: () => nt.memory.readInt32(lock) };
};
const EXCLUSIVE = -0x8000_0000;

describe.each(['x64', 'x86'] as const)('reader/writer spin locks on %s', (arch) => {
  it.each([PASSIVE_LEVEL, APC_LEVEL, DISPATCH_LEVEL])('a writer from level %i and back', (level) => {
    const { nt, lock, value } = booted({ arch });
    nt.KeRaiseIrql(level, out(KIRQL));
    expect(nt.ExAcquireSpinLockExclusive(lock)).toBe(level);
    expect([nt.irql, value()]).toEqual([DISPATCH_LEVEL, EXCLUSIVE]);
    nt.ExReleaseSpinLockExclusive(lock, level);
    expect([nt.irql, value()]).toEqual([level, 0]);
  });

  it('a reader from PASSIVE_LEVEL, again, and back', () => {
    const { nt, lock, value } = booted({ arch });
    expect(nt.ExAcquireSpinLockShared(lock)).toBe(PASSIVE_LEVEL);
    expect(nt.ExAcquireSpinLockShared(lock)).toBe(DISPATCH_LEVEL);
    expect([nt.irql, value()]).toEqual([DISPATCH_LEVEL, 2]);
    nt.ExReleaseSpinLockShared(lock, DISPATCH_LEVEL);
    expect([nt.irql, value()]).toEqual([DISPATCH_LEVEL, 1]);
    nt.ExReleaseSpinLockShared(lock, PASSIVE_LEVEL);
    expect([nt.irql, value()]).toEqual([PASSIVE_LEVEL, 0]);
  });

  it('the forms for DISPATCH_LEVEL leave the level alone, as high as it is', () => {
    const { nt, lock, value } = booted({ arch });
    nt.KeRaiseIrql(highLevel(arch), out(KIRQL));
    nt.ExAcquireSpinLockExclusiveAtDpcLevel(lock);
    nt.ExReleaseSpinLockExclusiveFromDpcLevel(lock);
    nt.ExAcquireSpinLockSharedAtDpcLevel(lock);
    expect(value()).toBe(1);
    nt.ExReleaseSpinLockSharedFromDpcLevel(lock);
    expect([nt.irql, value()]).toEqual([highLevel(arch), 0]);
  });

  it('tries take what is free, and readers share', () => {
    const { nt, lock, value } = booted({ arch });
    nt.KeRaiseIrqlToDpcLevel();
    expect(nt.ExTryAcquireSpinLockExclusiveAtDpcLevel(lock)).toBe(1);
    expect(nt.ExTryAcquireSpinLockExclusiveAtDpcLevel(lock)).toBe(0);
    expect([nt.ExTryAcquireSpinLockSharedAtDpcLevel(lock), value()]).toEqual([0, EXCLUSIVE]);
    nt.ExReleaseSpinLockExclusiveFromDpcLevel(lock);
    expect(nt.ExTryAcquireSpinLockSharedAtDpcLevel(lock)).toBe(1);
    expect(nt.ExTryAcquireSpinLockSharedAtDpcLevel(lock)).toBe(1);
    expect([nt.ExTryAcquireSpinLockExclusiveAtDpcLevel(lock), value()]).toEqual([0, 2]);
  });

  it('the only reader can become the writer', () => {
    const { nt, lock, value } = booted({ arch });
    const old = nt.ExAcquireSpinLockShared(lock);
    nt.ExAcquireSpinLockSharedAtDpcLevel(lock);
    expect([nt.ExTryConvertSharedSpinLockExclusive(lock), value()]).toEqual([0, 2]);
    nt.ExReleaseSpinLockSharedFromDpcLevel(lock);
    expect([nt.ExTryConvertSharedSpinLockExclusive(lock), value()]).toEqual([1, EXCLUSIVE]);
    nt.ExReleaseSpinLockExclusive(lock, old);
    expect([nt.irql, value()]).toEqual([PASSIVE_LEVEL, 0]);
  });
});

describe('several processors', () => {
  it('share a lock; a writer elsewhere makes an acquire a deadlock', () => {
    const { nt, lock, value } = booted({ processors: 2 });
    nt.ExAcquireSpinLockShared(lock);
    nt.onProcessor(1, () => {
      nt.ExAcquireSpinLockShared(lock);
      expect(value()).toBe(2);
      nt.ExReleaseSpinLockShared(lock, PASSIVE_LEVEL);
    });
    nt.ExReleaseSpinLockShared(lock, PASSIVE_LEVEL);
    nt.onProcessor(1, () => nt.ExAcquireSpinLockExclusive(lock));
    // What another processor holds does not keep this one from lowering its level.
    nt.KeLowerIrql(nt.KeRaiseIrqlToDpcLevel());
    expect(nt.irql).toBe(PASSIVE_LEVEL);
    expect(nt.outcome(() => nt.ExAcquireSpinLockShared(lock))).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
    });
  });
});

describe('mistakes', () => {
  it.each([
    ['ExAcquireSpinLockExclusive', 'ExAcquireSpinLockExclusive'],
    ['ExAcquireSpinLockExclusive', 'ExAcquireSpinLockShared'],
    ['ExAcquireSpinLockShared', 'ExAcquireSpinLockExclusive'],
  ] as const)('%s, then %s on the same processor: 0xF, or a deadlock', (first, then) => {
    for (const verifier of ['on', 'off'] as const) {
      const { nt, lock } = booted({ verifier });
      nt[first](lock);
      expect(nt.outcome(() => nt[then](lock))).toMatchObject(
        verifier === 'on' ? bugcheck(0xf, [0, 0, 0, 0]) : { kind: 'stopped', reason: 'deadlock' },
      );
    }
  });

  it('overwritten: a deadlock', () => {
    const { nt, lock } = booted();
    nt.memory.writeInt32(lock, -5);
    expect(nt.outcome(() => nt.ExAcquireSpinLockShared(lock))).toMatchObject({
      reason: 'deadlock',
    });
  });

  it('released and not held: 0x10; in another way: 0xC4 0x1009', () => {
    const { nt, lock } = booted();
    nt.KeRaiseIrqlToDpcLevel();
    expect(nt.outcome(() => nt.ExReleaseSpinLockSharedFromDpcLevel(lock))).toMatchObject(
      bugcheck(0x10, [0, 0, 0, 0]),
    );
    const other = booted();
    other.nt.ExAcquireSpinLockShared(other.lock);
    expect(other.nt.outcome(() => other.nt.ExReleaseSpinLockExclusive(other.lock, 0))).toMatchObject(
      bugcheck(0xc4, [0x1009, other.lock, 0, 0]),
    );
    const convert = booted();
    convert.nt.ExAcquireSpinLockExclusive(convert.lock);
    expect(
      convert.nt.outcome(() => convert.nt.ExTryConvertSharedSpinLockExclusive(convert.lock)),
    ).toMatchObject(bugcheck(0xc4, [0x1009, convert.lock, 0, 0]));
  });

  it('D-045, D-046: levels', () => {
    const lowered = boot({ onViolation: 'report' });
    const lock = lowered.variable('EX_SPIN_LOCK');
    const old = lowered.ExAcquireSpinLockExclusive(lock);
    lowered.KeLowerIrql(old);
    lowered.ExReleaseSpinLockExclusive(lock, old);
    expect(lowered.findings.map(({ rule }) => rule).slice(0, 2)).toEqual([
      'irql-lower-with-spin-lock',
      'spin-lock-release-low',
    ]);
    for (const [name, subtype] of [
      ['ExAcquireSpinLockExclusiveAtDpcLevel', 0x40],
      ['ExTryAcquireSpinLockSharedAtDpcLevel', 0x40],
      ['ExReleaseSpinLockSharedFromDpcLevel', 0x41],
    ] as const) {
      const one = booted();
      expect(one.nt.outcome(() => one.nt[name](one.lock))).toMatchObject(
        bugcheck(0xc4, [subtype, PASSIVE_LEVEL, one.lock, 0]),
      );
    }
    for (const name of ['ExAcquireSpinLockExclusive', 'ExAcquireSpinLockShared'] as const) {
      const one = booted();
      one.nt.KeRaiseIrql(5, out(KIRQL));
      expect(one.nt.outcome(() => one.nt[name](one.lock))).toMatchObject(bugcheck(0xc4, [0x42, 5, 0, 0]));
    }
  });

  it('without the verifier an acquire above DISPATCH_LEVEL goes down to it', () => {
    const { nt, lock } = booted(off);
    nt.KeRaiseIrql(5, out(KIRQL));
    expect([nt.ExAcquireSpinLockShared(lock), nt.irql]).toEqual([5, DISPATCH_LEVEL]);
  });

  it('a lock in pageable memory is touched by the kernel at DISPATCH_LEVEL: 0xA', () => {
    const { nt } = booted();
    const paged = nt.ExAllocatePool2(POOL_FLAG_PAGED, 16, 0x74736554);
    expect(nt.outcome(() => nt.ExAcquireSpinLockShared(paged))).toMatchObject({
      code: 0xa,
      parameters: [paged, DISPATCH_LEVEL, 0, expect.any(Number)],
    });
  });

  it('holders come back with a snapshot', () => {
    const { nt, lock } = booted();
    const old = nt.ExAcquireSpinLockShared(lock);
    const snapshot = nt.snapshot();
    nt.ExReleaseSpinLockShared(lock, old);
    nt.restore(snapshot);
    nt.ExReleaseSpinLockShared(lock, old);
    nt.KeRaiseIrqlToDpcLevel();
    expect(nt.outcome(() => nt.ExReleaseSpinLockSharedFromDpcLevel(lock))).toMatchObject({ code: 0x10 });
  });

  it.each([
    ['a reader', 'ExAcquireSpinLockShared'],
    ['the writer', 'ExAcquireSpinLockExclusive'],
  ] as const)('memory of pool is not freed while %s holds a lock in it', (_, acquire) => {
    const { nt } = booted();
    const [block, other] = [0, 1].map(() => nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 0x6b63_6f4c));
    nt[acquire](block! + 32);
    nt.ExFreePool(other!);
    expect(nt.outcome(() => nt.ExFreePool(block!))).toMatchObject(
      bugcheck(0xc4, [0x100b, block! + 32, expect.any(Number), 0]),
    );
  });
});
