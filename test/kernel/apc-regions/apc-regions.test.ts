/** Critical and guarded regions: counters, queries, and what may not be left behind. Facts D-035, D-057 to D-061. */
import { APC_LEVEL, type BootOptions, boot, DISPATCH_LEVEL, KIRQL, out, PagedPool } from 'irqlab';
import { describe, expect, it } from 'vitest';

type Nt = ReturnType<typeof boot>;
const counters = ({ thread }: Nt) => [thread.kernelApcDisable, thread.specialApcDisable];
const queries = (nt: Nt) => [nt.KeAreApcsDisabled(), nt.KeAreAllApcsDisabled()];
const bugcheck = (code: number, parameters: readonly unknown[]) => ({ kind: 'bugcheck', code, parameters });
const off: BootOptions = { verifier: 'off' };

describe('regions', () => {
  it('D-057: each entry of a guarded region counts SpecialApcDisable down, and both queries are TRUE', () => {
    const nt = boot();
    nt.KeEnterGuardedRegion();
    nt.KeEnterGuardedRegion();
    expect([counters(nt), queries(nt)]).toEqual([
      [0, -2],
      [1, 1],
    ]);
    nt.KeLeaveGuardedRegion();
    expect([counters(nt), queries(nt)]).toEqual([
      [0, -1],
      [1, 1],
    ]);
    nt.KeLeaveGuardedRegion();
    expect([counters(nt), queries(nt)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('a critical region counts KernelApcDisable down and leaves special APCs alone', () => {
    const nt = boot();
    nt.KeEnterCriticalRegion();
    nt.KeEnterCriticalRegion();
    expect([counters(nt), queries(nt)]).toEqual([
      [-2, 0],
      [1, 0],
    ]);
    nt.KeLeaveCriticalRegion();
    nt.KeLeaveCriticalRegion();
    expect([counters(nt), queries(nt)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it.each([APC_LEVEL, DISPATCH_LEVEL])(
    'D-058: at level %i outside of regions APCs are not disabled, and all APCs are',
    (level) => {
      const nt = boot();
      nt.KeRaiseIrql(level, out(KIRQL));
      expect(queries(nt)).toEqual([0, 1]);
    },
  );

  it('D-035: a spin lock changes neither what KeAreApcsDisabled says nor whether interrupts arrive', () => {
    const nt = boot();
    const lock = nt.variable('KSPIN_LOCK');
    nt.KeInitializeSpinLock(lock);
    for (const entered of [0, 1]) {
      if (entered === 1) nt.KeEnterCriticalRegion();
      const old = out(KIRQL);
      nt.KeAcquireSpinLock(lock, old);
      expect(nt.KeAreApcsDisabled()).toBe(entered);
      nt.KeReleaseSpinLock(lock, old.value);
    }
    // A fault says IRQL 2 and not 0xFF, which would mean that interrupts are disabled.
    const paged = nt.ExAllocatePoolWithTag(PagedPool, 16, 0x46726564);
    nt.KeAcquireSpinLock(lock, out(KIRQL));
    expect(nt.outcome(() => nt.memory.readUint8(paged))).toMatchObject(
      bugcheck(0xd1, [paged, DISPATCH_LEVEL, 0, expect.any(Number)]),
    );
  });

  it('belong to the thread: another one is outside, and finds its own again', () => {
    const nt = boot();
    const seen: unknown[] = [];
    nt.startThread(function* () {
      nt.KeEnterGuardedRegion();
      yield;
      seen.push(counters(nt));
      nt.KeLeaveGuardedRegion();
    });
    nt.KeEnterCriticalRegion();
    nt.startThread(function* () {
      seen.push(counters(nt));
      yield;
    });
    nt.runThreads();
    expect(seen).toEqual([
      [0, 0],
      [0, -1],
    ]);
    expect(counters(nt)).toEqual([-1, 0]);
  });

  it('come back with a snapshot', () => {
    const nt = boot();
    nt.KeEnterCriticalRegion();
    nt.KeEnterGuardedRegion();
    const snapshot = nt.snapshot();
    nt.KeLeaveGuardedRegion();
    nt.KeLeaveCriticalRegion();
    nt.restore(snapshot);
    expect(counters(nt)).toEqual([-1, -1]);
  });
});

describe('leaving a region that was never entered', () => {
  it('D-059: without the verifier the counter becomes +1 and counts as disabled', () => {
    const nt = boot(off);
    nt.KeLeaveCriticalRegion();
    expect([counters(nt), queries(nt)]).toEqual([
      [1, 0],
      [1, 0],
    ]);
    nt.KeEnterCriticalRegion();
    expect(queries(nt)).toEqual([0, 0]);
    nt.KeLeaveGuardedRegion();
    expect([counters(nt), queries(nt)]).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('with the verifier it is 0xC4, for each kind of region', () => {
    const nt = boot();
    nt.KeEnterGuardedRegion();
    expect(nt.outcome(() => nt.KeLeaveCriticalRegion())).toMatchObject(bugcheck(0xc4, [0x3e, 0, 0, 0]));
    const other = boot();
    other.KeEnterCriticalRegion();
    expect(other.outcome(() => other.KeLeaveGuardedRegion())).toMatchObject(
      bugcheck(0xc4, [0x4000e, 0, 0, 0]),
    );
  });

  it('a finding that is only reported goes on as without the verifier', () => {
    const nt = boot({ onViolation: 'report' });
    nt.KeLeaveCriticalRegion();
    nt.KeLeaveGuardedRegion();
    expect(counters(nt)).toEqual([1, 1]);
    expect(nt.findings.map(({ rule }) => rule)).toEqual([
      'critical-region-not-entered',
      'guarded-region-not-entered',
    ]);
  });
});

describe('levels', () => {
  it.each([
    ['KeEnterCriticalRegion', 0x11a],
    ['KeLeaveCriticalRegion', 0x11b],
    ['KeEnterGuardedRegion', 0xe5],
    ['KeLeaveGuardedRegion', 0xe5],
  ] as const)('%s above APC_LEVEL is 0xC4 0x%x', (name, subtype) => {
    const nt = boot();
    nt.KeRaiseIrqlToDpcLevel();
    expect(nt.outcome(() => nt[name]())).toMatchObject(bugcheck(0xc4, [subtype, DISPATCH_LEVEL, 0, 0]));
  });

  it('at APC_LEVEL regions are allowed', () => {
    const nt = boot();
    nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
    nt.KeEnterCriticalRegion();
    nt.KeLeaveCriticalRegion();
    expect(counters(nt)).toEqual([0, 0]);
  });
});

describe('what may not be left behind', () => {
  it('D-060: a system call that returns inside a region is 0x1', () => {
    const nt = boot();
    expect(nt.outcome(() => nt.runAs('system-call', () => nt.KeEnterCriticalRegion()))).toMatchObject(
      bugcheck(0x1, [expect.any(Number), 0, 0xffff, 0]),
    );
    const other = boot(off);
    const twice = () => {
      other.KeEnterGuardedRegion();
      other.KeEnterGuardedRegion();
    };
    expect(other.outcome(() => other.runAs('system-call', twice))).toMatchObject(
      bugcheck(0x1, [expect.any(Number), 0, 0xfffe_0000, 0]),
    );
  });

  it('D-061: a thread that ends inside a region is 0x20', () => {
    const nt = boot();
    expect(nt.outcome(() => nt.runAs('system-thread', () => nt.KeEnterGuardedRegion()))).toMatchObject(
      bugcheck(0x20, [0, -1, 0, 0]),
    );
    const other = boot();
    other.startThread(function* () {
      other.KeEnterCriticalRegion();
      yield;
    });
    expect(other.outcome(() => other.runThreads())).toMatchObject(bugcheck(0x20, [0, -1, 0, 0]));
  });

  it('a system call begins with APCs enabled, and the regions around it are there afterwards', () => {
    const nt = boot();
    nt.KeEnterCriticalRegion();
    expect(nt.runAs('system-call', () => [counters(nt), queries(nt)])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(counters(nt)).toEqual([-1, 0]);
  });

  it('a DPC sees the counters of the thread that it interrupts', () => {
    const nt = boot();
    nt.KeEnterGuardedRegion();
    expect(nt.runAs('dpc', () => counters(nt))).toEqual([0, -1]);
    expect(counters(nt)).toEqual([0, -1]);
  });
});
