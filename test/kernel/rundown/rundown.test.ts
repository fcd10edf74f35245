/** Run-down protection. The constants of wdm.h give the bits; the rest stands in decision 0036. */
import { type BootOptions, boot, DISPATCH_LEVEL } from 'irqlab';
import { describe, expect, it } from 'vitest';

const booted = (options: BootOptions = {}) => {
  const nt = boot(options);
  const reference = nt.variable('EX_RUNDOWN_REF');
  nt.ExInitializeRundownProtection(reference);
  return { nt, reference, value: () => nt.memory.readPointer(reference) };
};

describe.each(['x64', 'x86'] as const)('run-down protection on %s', (arch) => {
  it('counts references in units of EX_RUNDOWN_COUNT_INC (2)', () => {
    const { nt, reference, value } = booted({ arch });
    expect([nt.ExAcquireRundownProtection(reference), value()]).toEqual([1, 2]);
    expect([nt.ExAcquireRundownProtectionEx(reference, 3), value()]).toEqual([1, 8]);
    nt.ExReleaseRundownProtectionEx(reference, 2);
    expect(value()).toBe(4);
    nt.ExReleaseRundownProtection(reference);
    nt.ExReleaseRundownProtection(reference);
    expect(value()).toBe(0);
  });

  it('a wait with no reference held returns at once, and then nobody gets one (EX_RUNDOWN_ACTIVE is 1)', () => {
    const { nt, reference, value } = booted({ arch });
    nt.ExWaitForRundownProtectionRelease(reference);
    expect([value(), nt.ExAcquireRundownProtection(reference)]).toEqual([1, 0]);
    expect([nt.ExAcquireRundownProtectionEx(reference, 2), value()]).toEqual([0, 1]);
    nt.ExWaitForRundownProtectionRelease(reference);
    nt.ExReInitializeRundownProtection(reference);
    expect([value(), nt.ExAcquireRundownProtection(reference)]).toEqual([0, 1]);
  });

  it('a release too many is found; without the verifier the count goes below 0, unsigned', () => {
    const { nt, reference } = booted({ arch });
    nt.ExAcquireRundownProtection(reference);
    expect(nt.outcome(() => nt.ExReleaseRundownProtectionEx(reference, 2))).toMatchObject({
      code: 0xc4,
      parameters: [0x1007, reference, 0, 0],
    });
    const other = booted({ arch, verifier: 'off' });
    other.nt.ExReleaseRundownProtection(other.reference);
    expect(other.value()).toBe(arch === 'x64' ? -2 : 0xffff_fffe);
  });
});

describe('waiting for the end of a run-down', () => {
  it('lasts until all references are given back, by whichever thread, and lets nobody in meanwhile', () => {
    const { nt, reference, value } = booted();
    const log: string[] = [];
    nt.ExAcquireRundownProtectionEx(reference, 2);
    nt.startThread(function* () {
      yield* nt.wait.ExWaitForRundownProtectionRelease(reference);
      log.push('gone');
    });
    nt.runThreads();
    log.push(`acquire ${nt.ExAcquireRundownProtection(reference)} value ${value()}`);
    nt.ExReleaseRundownProtection(reference);
    nt.runThreads();
    log.push('one left');
    nt.startThread(function* () {
      nt.ExReleaseRundownProtection(reference);
      yield;
    });
    nt.runThreads();
    expect([log, value()]).toEqual([['acquire 0 value 5', 'one left', 'gone'], 1]);
  });

  it('ends for everybody who waits, before the release returns when his priority is higher', () => {
    const { nt, reference } = booted();
    const log: string[] = [];
    nt.ExAcquireRundownProtection(reference);
    for (const name of ['a', 'b'])
      nt.startThread(
        function* () {
          yield* nt.wait.ExWaitForRundownProtectionRelease(reference);
          log.push(name);
        },
        { priority: 12 },
      );
    nt.runThreads();
    nt.ExReleaseRundownProtection(reference);
    log.push('released');
    expect(log).toEqual(['a', 'b', 'released']);
  });

  it('by the one who holds the reference is a deadlock that depends on no thread', () => {
    const { nt, reference } = booted();
    nt.ExAcquireRundownProtection(reference);
    expect(nt.outcome(() => nt.ExWaitForRundownProtectionRelease(reference))).toMatchObject({
      reason: 'deadlock',
      cycle: [{ thread: nt.thread.id, object: reference, owner: null }],
    });
  });
});

describe('the life of a reference', () => {
  it('ExRundownCompleted lets nobody in', () => {
    const { nt, reference, value } = booted();
    nt.ExRundownCompleted(reference);
    expect([value(), nt.ExAcquireRundownProtection(reference)]).toEqual([1, 0]);
  });

  it('initialised again before its run-down is complete: 0x1005; without the verifier it begins anew', () => {
    const { nt, reference } = booted();
    nt.ExAcquireRundownProtection(reference);
    expect(nt.outcome(() => nt.ExReInitializeRundownProtection(reference))).toMatchObject({
      code: 0xc4,
      parameters: [0x1005, reference, 0, 0],
    });
    const other = booted({ verifier: 'off' });
    other.nt.ExAcquireRundownProtection(other.reference);
    other.nt.ExReInitializeRundownProtection(other.reference);
    expect(other.value()).toBe(0);
  });

  it('references are taken and given back at DISPATCH_LEVEL; the wait is below', () => {
    const { nt, reference, value } = booted();
    nt.KeRaiseIrqlToDpcLevel();
    expect(nt.ExAcquireRundownProtection(reference)).toBe(1);
    nt.ExReleaseRundownProtection(reference);
    expect(value()).toBe(0);
    expect(nt.outcome(() => nt.ExWaitForRundownProtectionRelease(reference))).toMatchObject({
      code: 0xc4,
      parameters: [0xe5, DISPATCH_LEVEL, 0, 0],
    });
  });

  it('comes back with a snapshot', () => {
    const { nt, reference, value } = booted();
    nt.ExAcquireRundownProtection(reference);
    const snapshot = nt.snapshot();
    nt.ExReleaseRundownProtection(reference);
    nt.ExWaitForRundownProtectionRelease(reference);
    nt.restore(snapshot);
    expect([value(), nt.ExAcquireRundownProtection(reference)]).toEqual([2, 1]);
  });
});
