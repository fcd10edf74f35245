/** Executive timers. What is ours stands in docs/decisions/0032-dpcs-and-timers.md. */
import {
  boot,
  DISPATCH_LEVEL,
  EX_TIMER_HIGH_RESOLUTION,
  EX_TIMER_NOTIFICATION,
  STATUS_SUCCESS,
  STATUS_TIMEOUT,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

describe.each(['x64', 'x86'] as const)('executive timers, %s', (arch) => {
  function machine(options: Parameters<typeof boot>[0] = {}) {
    const nt = boot({ arch, ...options });
    const log: string[] = [];
    const callback = (timer: number, context: number) =>
      log.push(`${timer} ${context} at ${nt.irql}, time ${nt.time.now}`);
    return { nt, log, callback };
  }

  it('call their callback at DISPATCH_LEVEL when they expire, once or with a period in units of 100 ns', () => {
    const { nt, log, callback } = machine();
    const timer = nt.ExAllocateTimer(callback, 7, EX_TIMER_HIGH_RESOLUTION);
    expect(nt.ExSetTimer(timer, -10n, 0n, 0)).toBe(0);
    nt.time.advance(9n);
    expect(log).toEqual([]);
    nt.time.advance(50n);
    expect(log).toEqual([`${timer} 7 at 2, time 10`]);
    log.length = 0;
    nt.ExSetTimer(timer, -1n, 0n, 0);
    expect(nt.ExSetTimer(timer, -1n, 20n, 0)).toBe(1);
    nt.time.advance(45n);
    expect(log.map((line) => line.split('time ')[1])).toEqual(['60', '80', '100']);
    expect([nt.ExCancelTimer(timer, 0), nt.ExCancelTimer(timer, 0)]).toEqual([1, 0]);
    nt.time.advance(45n);
    expect(log).toHaveLength(3);
  });

  it('with a date that has passed expire before the call returns, at DISPATCH_LEVEL when the level drops', () => {
    const { nt, log, callback } = machine();
    const timer = nt.ExAllocateTimer(callback, 0, 0);
    nt.ExSetTimer(timer, 1n, 0n, 0);
    expect(log).toHaveLength(1);
    const old = nt.KeRaiseIrqlToDpcLevel();
    nt.ExSetTimer(timer, 1n, 0n, 0);
    expect(log).toHaveLength(1);
    nt.KeLowerIrql(old);
    expect(log).toHaveLength(2);
  });

  it('set anew before the level lets them expire, only the new time counts', () => {
    const { nt, log, callback } = machine();
    const timer = nt.ExAllocateTimer(callback, 0, 0);
    nt.ExSetTimer(timer, -10n, 0n, 0);
    const old = nt.KeRaiseIrqlToDpcLevel();
    nt.KeStallExecutionProcessor(1);
    expect(nt.ExSetTimer(timer, -20n, 0n, 0)).toBe(1);
    nt.KeLowerIrql(old);
    expect(log).toEqual([]);
    nt.time.advance(20n);
    expect(log).toEqual([`${timer} 0 at 2, time 30`]);
  });

  it.each([
    ['synchronization', 0, STATUS_TIMEOUT],
    ['notification', EX_TIMER_NOTIFICATION, STATUS_SUCCESS],
  ] as const)('are wait objects: a %s timer', (_, attributes, second) => {
    const { nt } = machine();
    const timer = nt.ExAllocateTimer(0, 0, attributes);
    const wait = () => nt.KeWaitForSingleObject(timer, 0, 0, 0, -100n);
    nt.ExSetTimer(timer, -10n, 0n, 0);
    expect([wait(), nt.time.now, wait()]).toEqual([STATUS_SUCCESS, 10n, second]);
  });

  it('deleted, they are gone: the delete callback runs, and no other call may name them', () => {
    const { nt, log, callback } = machine({ onViolation: 'report' });
    const timer = nt.ExAllocateTimer(callback, 0, 0);
    const parameters = nt.variable('EXT_DELETE_PARAMETERS');
    const { at, bytes } = structure(arch, 'EXT_DELETE_PARAMETERS');
    for (let byte = 0; byte < bytes; byte += 1) nt.memory.writeUint8(parameters + byte, 0xee);
    nt.ExInitializeDeleteTimerParameters(parameters);
    expect(nt.memory.readPointer(parameters + at.DeleteCallback)).toBe(0);
    const event = nt.variable('KEVENT');
    nt.KeInitializeEvent(event, 0, 0);
    // Any routine that a driver hands over as an address.
    const ended = nt.variable('KDPC');
    nt.KeInitializeDpc(ended, (context: number) => log.push(`ended ${context} at ${nt.irql}`), 0);
    const address = nt.memory.readPointer(ended + structure(arch, 'KDPC').at.DeferredRoutine);
    nt.memory.writePointer(parameters + at.DeleteCallback, address);
    nt.memory.writePointer(parameters + at.DeleteContext, 5);
    nt.ExSetTimer(timer, -10n, 0n, 0);
    expect(nt.ExDeleteTimer(timer, 1, 1, parameters)).toBe(1);
    expect(log).toEqual(['ended 5 at 2']);
    nt.time.advance(100n);
    expect([nt.ExSetTimer(timer, -1n, 0n, 0), nt.ExDeleteTimer(timer, 0, 0, 0), log.length]).toEqual([
      0, 0, 1,
    ]);
    expect(nt.findings.map(({ rule, routine }) => `${rule} ${routine}`)).toEqual([
      'no-such-timer ExSetTimer',
      'no-such-timer ExDeleteTimer',
    ]);
    expect(nt.ExAllocateTimer(0, 0, 0)).toBe(timer);
  });

  it('deleted without Cancel, one that is set expires first; with Wait TRUE the call returns then', () => {
    const { nt, log, callback } = machine();
    const timer = nt.ExAllocateTimer(callback, 0, 0);
    nt.ExSetTimer(timer, -10n, 0n, 0);
    expect([nt.ExDeleteTimer(timer, 0, 0, 0), log]).toEqual([0, []]);
    nt.time.advance(10n);
    expect(log).toHaveLength(1);
    const other = nt.ExAllocateTimer(callback, 0, 0);
    nt.ExSetTimer(other, -10n, 0n, 0);
    expect([nt.ExDeleteTimer(other, 0, 1, 0), log.length, nt.time.now]).toEqual([0, 2, 20n]);
  });

  it('Wait TRUE is for levels below DISPATCH_LEVEL', () => {
    const { nt } = machine();
    const timer = nt.ExAllocateTimer(0, 0, 0);
    nt.KfRaiseIrql(DISPATCH_LEVEL);
    expect(nt.outcome(() => nt.ExDeleteTimer(timer, 1, 1, 0))).toMatchObject({
      code: 0xc4,
      parameters: [0xe5, 2, 0, 0],
    });
  });

  it('attributes and periods that no source explains are not modelled', () => {
    const calls: ((nt: ReturnType<typeof boot>) => unknown)[] = [
      (nt) => nt.ExAllocateTimer(0, 0, 1),
      (nt) => nt.ExSetTimer(nt.ExAllocateTimer(0, 0, 0), -1n, -1n, 0),
    ];
    for (const call of calls) {
      const { nt } = machine();
      expect(nt.outcome(() => call(nt))).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
    }
  });

  it('a callback returns at DISPATCH_LEVEL', () => {
    const { nt } = machine();
    const timer = nt.ExAllocateTimer(() => nt.KfRaiseIrql(5), 9, 0);
    expect(nt.outcome(() => nt.ExSetTimer(timer, 1n, 0n, 0))).toMatchObject({
      code: 0xc8,
      parameters: [0x5_0202, expect.any(Number), 9, 0],
    });
  });

  it('set ones are part of a snapshot', () => {
    const { nt, log, callback } = machine();
    const timer = nt.ExAllocateTimer(callback, 0, 0);
    const parameters = nt.variable('EXT_SET_PARAMETERS');
    nt.ExInitializeSetTimerParameters(parameters);
    nt.ExSetTimer(timer, -10n, 0n, parameters);
    const start = nt.snapshot();
    nt.ExDeleteTimer(timer, 1, 0, 0);
    nt.restore(start);
    nt.time.advance(10n);
    expect(log).toHaveLength(1);
    expect(nt.ExDeleteTimer(timer, 1, 0, 0)).toBe(0);
  });

  it.each([0, 1])('a periodic one that is deleted without Cancel expires once more, Wait %i', (wait) => {
    const { nt, log, callback } = machine();
    const timer = nt.ExAllocateTimer(callback, 0, 0);
    nt.ExSetTimer(timer, -10n, 10n, 0);
    nt.time.advance(10n);
    expect(nt.ExDeleteTimer(timer, 0, wait, 0)).toBe(0);
    nt.time.advance(100n);
    expect(log).toHaveLength(2);
  });
});
