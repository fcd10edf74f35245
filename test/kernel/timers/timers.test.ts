/** Timers on simulated time: wait objects, DPCs, periods. What is ours stands in docs/decisions/0032-dpcs-and-timers.md. */
import {
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  NonPagedPoolNx,
  NotificationTimer,
  STATUS_SUCCESS,
  STATUS_TIMEOUT,
  SynchronizationTimer,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const architectures = ['x64', 'x86'] as const;
/** 100 ns units in a millisecond. */
const MS = 10_000n;

function machine(options: BootOptions = {}) {
  const nt = boot(options);
  const log: string[] = [];
  const make = (type: number = NotificationTimer) => {
    const timer = nt.variable('KTIMER');
    nt.KeInitializeTimerEx(timer, type);
    return timer;
  };
  /** A DPC that notes a name, the time in ms and the level. */
  const noting = (name: string) => {
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, () => log.push(`${name} ${nt.time.now / MS} at ${nt.irql}`), 0);
    return dpc;
  };
  const waiter = (timer: number, name: string) =>
    nt.startThread(function* () {
      yield* nt.wait.KeWaitForSingleObject(timer, 0, 0, 0, 0);
      log.push(`${name} ${nt.time.now / MS}`);
    });
  return { nt, log, make, noting, waiter };
}

describe.each(architectures)('timers, %s', (arch) => {
  const { at } = structure(arch, 'KTIMER');

  it('begin unset and not signalled, a notification timer by default', () => {
    const { nt } = machine({ arch });
    const timer = nt.variable('KTIMER');
    nt.KeInitializeTimer(timer);
    expect(nt.memory.readUint8(timer + at['Header.Type'])).toBe(8);
    expect([nt.KeReadStateTimer(timer), nt.KeCancelTimer(timer)]).toEqual([0, 0]);
    nt.KeInitializeTimerEx(timer, SynchronizationTimer);
    expect(nt.memory.readUint8(timer + at['Header.Type'])).toBe(9);
    expect(() => nt.KeInitializeTimerEx(timer, 2)).toThrow(TypeError);
  });

  it('expire when their time has come, not before, and queue their DPC', () => {
    const { nt, log, make, noting } = machine({ arch });
    const [timer, dpc] = [make(), noting('dpc')];
    expect(nt.KeSetTimer(timer, -5n * MS, dpc)).toBe(0);
    expect(nt.memory.readPointer(timer + at.Dpc)).toBe(dpc);
    nt.time.advance(5n * MS - 1n);
    expect([nt.KeReadStateTimer(timer), log]).toEqual([0, []]);
    nt.time.advance(1n);
    expect([nt.KeReadStateTimer(timer), log]).toEqual([1, ['dpc 5 at 2']]);
    nt.time.advance(100n * MS);
    expect(log).toHaveLength(1);
    expect(nt.KeCancelTimer(timer)).toBe(0);
  });

  it('take a date as well; one that has passed expires before the call returns', () => {
    const { nt, log, make, noting } = machine({ arch });
    const dpc = noting('dpc');
    const date = nt.variable(8);
    nt.KeQuerySystemTime(date);
    const now = nt.memory.readBigInt64(date);
    const timer = make();
    nt.KeSetTimer(timer, now + 3n * MS, dpc);
    nt.time.advance(3n * MS);
    for (const due of [now, 0n]) {
      nt.KeSetTimer(timer, due, dpc);
      expect(nt.KeReadStateTimer(timer)).toBe(1);
    }
    expect(log).toEqual(['dpc 3 at 2', 'dpc 3 at 2', 'dpc 3 at 2']);
  });

  it('fire in the order of their times, then of their setting, however far the test advances', () => {
    const { nt, log, make, noting } = machine({ arch });
    for (const [name, ms] of [
      ['c', 7n],
      ['a', 2n],
      ['b', 5n],
      ['d', 7n],
    ] as const)
      nt.KeSetTimer(make(), -ms * MS, noting(name));
    nt.time.advance(20n * MS);
    expect(log).toEqual(['a 2 at 2', 'b 5 at 2', 'c 7 at 2', 'd 7 at 2']);
    expect(nt.time.now).toBe(20n * MS);
  });

  it('set again, only the last time counts; the call says whether it was set, and takes the signal away', () => {
    const { nt, log, make, noting } = machine({ arch });
    const [timer, first, second] = [make(), noting('first'), noting('second')];
    nt.KeSetTimer(timer, -2n * MS, first);
    expect(nt.KeSetTimer(timer, -4n * MS, second)).toBe(1);
    nt.time.advance(3n * MS);
    expect(log).toEqual([]);
    nt.time.advance(1n * MS);
    expect([nt.KeReadStateTimer(timer), log]).toEqual([1, ['second 4 at 2']]);
    expect(nt.KeSetTimer(timer, -1n * MS, 0)).toBe(0);
    expect(nt.KeReadStateTimer(timer)).toBe(0);
  });

  it('cancelled, they do not expire; a signal stays', () => {
    const { nt, log, make, noting } = machine({ arch });
    const [timer, dpc] = [make(), noting('dpc')];
    nt.KeSetTimerEx(timer, -1n * MS, 3, dpc);
    nt.time.advance(1n * MS);
    expect([nt.KeCancelTimer(timer), nt.KeCancelTimer(timer)]).toEqual([1, 0]);
    nt.time.advance(30n * MS);
    expect([log.length, nt.KeReadStateTimer(timer)]).toEqual([1, 1]);
  });

  it('with a period expire again and again, until they are cancelled', () => {
    const { nt, log, make, noting } = machine({ arch });
    nt.KeSetTimerEx(make(), -1n * MS, 3, noting('plain'));
    nt.KeSetCoalescableTimer(make(), -2n * MS, 4, 1000, noting('late'));
    nt.time.advance(9n * MS);
    expect(log).toEqual(['plain 1 at 2', 'late 2 at 2', 'plain 4 at 2', 'late 6 at 2', 'plain 7 at 2']);
    const { nt: other, make: makeOther } = machine({ arch });
    const outcome = other.outcome(() => other.KeSetTimerEx(makeOther(), -1n, -1, 0));
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });

  it('a periodic one whose date has passed expires once, and then from now on', () => {
    const { nt, log, make, noting } = machine({ arch });
    nt.KeSetTimerEx(make(), 1n, 3, noting('dpc'));
    nt.time.advance(7n * MS);
    expect(log).toEqual(['dpc 0 at 2', 'dpc 3 at 2', 'dpc 6 at 2']);
  });

  it.each([
    ['notification', NotificationTimer, ['a 2', 'b 2'], 1],
    ['synchronization', SynchronizationTimer, ['a 2'], 0],
  ] as const)('a %s timer releases its waiters as its type says', (_, type, released, state) => {
    const { nt, log, make, waiter } = machine({ arch });
    const timer = make(type);
    waiter(timer, 'a');
    waiter(timer, 'b');
    nt.KeSetTimer(timer, -2n * MS, 0);
    nt.runThreads();
    expect(log).toEqual([]);
    nt.time.advance(2n * MS);
    nt.runThreads();
    expect([log, nt.KeReadStateTimer(timer)]).toEqual([released, state]);
  });

  it('time passes to a timer when nothing else can run', () => {
    const { nt, log, make, noting } = machine({ arch });
    const [timer, other] = [make(), make()];
    nt.KeSetTimer(other, -3n * MS, noting('other'));
    nt.KeSetTimer(timer, -9n * MS, 0);
    expect(nt.KeWaitForSingleObject(timer, 0, 0, 0, 0)).toBe(STATUS_SUCCESS);
    expect([log, nt.time.now]).toEqual([['other 3 at 2'], 9n * MS]);
    expect(nt.KeWaitForSingleObject(make(), 0, 0, 0, -2n * MS)).toBe(STATUS_TIMEOUT);
    expect(nt.outcome(() => nt.KeWaitForSingleObject(make(), 0, 0, 0, 0))).toMatchObject({
      reason: 'deadlock',
    });
  });

  it('while the program waits, a timer wakes threads, and a DPC interrupts nobody', () => {
    const { nt, log, make, noting, waiter } = machine({ arch });
    const [early, first, second] = [make(), make(), make()];
    waiter(first, 'a');
    waiter(second, 'b');
    nt.KeSetTimer(early, -1n * MS, noting('dpc'));
    nt.KeSetTimer(first, -2n * MS, 0);
    nt.KeSetTimer(second, -3n * MS, 0);
    const timeout = -4n * MS;
    expect(nt.KeWaitForSingleObject(make(), 0, 0, 0, timeout)).toBe(STATUS_TIMEOUT);
    expect([log, nt.time.now]).toEqual([['dpc 1 at 2', 'a 2', 'b 3'], 4n * MS]);
  });

  it('a DPC may end a wait by an event, and set its timer anew', () => {
    const { nt, make } = machine({ arch });
    const [timer, dpc, event] = [make(), nt.variable('KDPC'), nt.variable('KEVENT')];
    nt.KeInitializeEvent(event, 1, 0);
    let turns = 0;
    nt.KeInitializeDpc(
      dpc,
      () => {
        turns += 1;
        if (turns < 3) nt.KeSetTimer(timer, -2n * MS, dpc);
        else nt.KeSetEvent(event, 0, 0);
      },
      0,
    );
    nt.KeSetTimer(timer, -2n * MS, dpc);
    nt.KeWaitForSingleObject(event, 0, 0, 0, 0);
    expect([turns, nt.time.now]).toEqual([3, 6n * MS]);
  });

  it('at DISPATCH_LEVEL they expire when the level drops, unless they are cancelled before', () => {
    const { nt, log, make, noting } = machine({ arch });
    const [kept, cancelled] = [make(), make()];
    nt.KeSetTimer(kept, -1n * MS, noting('kept'));
    nt.KeSetTimer(cancelled, -1n * MS, noting('cancelled'));
    const old = nt.KeRaiseIrqlToDpcLevel();
    nt.KeStallExecutionProcessor(1000);
    expect([nt.KeReadStateTimer(kept), nt.KeCancelTimer(cancelled), log]).toEqual([0, 1, []]);
    nt.KeLowerIrql(old);
    expect([nt.KeReadStateTimer(kept), nt.KeReadStateTimer(cancelled)]).toEqual([1, 0]);
    expect(log).toEqual(['kept 1 at 2']);
  });

  it('above DISPATCH_LEVEL the routines are refused', () => {
    const { nt, make } = machine({ arch });
    const timer = make();
    nt.KfRaiseIrql(DISPATCH_LEVEL + 1);
    expect(nt.outcome(() => nt.KeSetTimer(timer, -1n, 0))).toMatchObject({
      code: 0xc4,
      parameters: [0xe5, DISPATCH_LEVEL + 1, 0, 0],
    });
  });

  it('what is no timer, or is made one while it is set, is reported', () => {
    const { nt, make } = machine({ arch, onViolation: 'report' });
    const event = nt.variable('KEVENT');
    nt.KeInitializeEvent(event, 0, 0);
    nt.KeCancelTimer(event);
    nt.KeReadStateTimer(event);
    const timer = make();
    nt.KeSetTimer(timer, -1n * MS, 0);
    nt.KeInitializeTimer(timer);
    nt.time.advance(1n * MS);
    expect(nt.KeReadStateTimer(timer)).toBe(0);
    nt.KeSetTimer(timer, -1n * MS, 0);
    nt.memory.writeUint8(timer, 0x77);
    nt.time.advance(1n * MS);
    expect(nt.findings).toMatchObject([
      { rule: 'no-such-timer', routine: 'KeCancelTimer', values: [event, 0] },
      { rule: 'no-such-timer', routine: 'KeReadStateTimer', values: [event, 0] },
      { rule: 'timer-initialized-while-set', values: [timer] },
      { rule: 'no-such-timer', values: [timer, 0x77] },
    ]);
  });

  it('D-106: pool that holds one which is set is not freed: 0xC4 (0x15)', () => {
    const { nt } = machine({ arch, onViolation: 'report' });
    const { bytes } = structure(arch, 'KTIMER');
    const tag = 0x74_73_65_74;
    const block = () => nt.ExAllocatePoolWithTag(NonPagedPoolNx, bytes + 32, tag);
    const [free, taken] = [block(), block()];
    const timer = taken + 16;
    nt.KeInitializeTimer(timer);
    nt.ExFreePoolWithTag(free, tag);
    nt.KeSetTimer(timer, -1n * MS, 0);
    const start = nt.snapshot();
    nt.ExFreePoolWithTag(taken, tag);
    expect(nt.findings).toMatchObject([{ rule: 'pool-free-with-timer', values: [timer, taken, bytes + 32] }]);
    nt.restore(start);
    nt.KeCancelTimer(timer);
    nt.ExFreePoolWithTag(taken, tag);
    expect(nt.findings).toEqual([]);
  });

  it('set ones are part of a snapshot', () => {
    const { nt, log, make, noting } = machine({ arch });
    const timer = make();
    nt.KeSetTimer(timer, -2n * MS, noting('dpc'));
    const start = nt.snapshot();
    nt.KeCancelTimer(timer);
    nt.restore(start);
    nt.time.advance(2n * MS);
    expect(log).toEqual(['dpc 2 at 2']);
    nt.restore(start);
    expect([nt.time.now, nt.KeCancelTimer(timer)]).toEqual([0n, 1]);
  });
});
