import {
  APC_LEVEL,
  boot,
  DISPATCH_LEVEL,
  Executive,
  KernelMode,
  KIRQL,
  NotificationEvent,
  type Nt,
  out,
  STATUS_SUCCESS,
  STATUS_TIMEOUT,
  SynchronizationEvent,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const SECOND = 10_000_000n;

function eventOf(nt: Nt, type: number, state = 0): number {
  const event = nt.variable('KEVENT');
  nt.KeInitializeEvent(event, type, state);
  return event;
}

const wait = (nt: Nt, object: number, timeout: bigint | number = 0) =>
  nt.KeWaitForSingleObject(object, Executive, KernelMode, 0, timeout);

describe('KeWaitForSingleObject on an event', () => {
  it('gives STATUS_SUCCESS at once when the event is set; a notification event stays set', () => {
    const nt = boot();
    const event = eventOf(nt, NotificationEvent, 1);
    expect(wait(nt, event)).toBe(STATUS_SUCCESS);
    expect(wait(nt, event)).toBe(STATUS_SUCCESS);
  });

  it('clears a synchronization event that it takes', () => {
    const nt = boot();
    const event = eventOf(nt, SynchronizationEvent, 1);
    expect(wait(nt, event)).toBe(STATUS_SUCCESS);
    expect(wait(nt, event, 0n)).toBe(STATUS_TIMEOUT);
  });

  it('lets other threads run until one of them sets the event', () => {
    const nt = boot();
    const event = eventOf(nt, SynchronizationEvent);
    const order: string[] = [];
    nt.startThread(function* () {
      order.push('thread');
      nt.KeSetEvent(event, 0, 0);
      order.push('after set');
      yield;
    });
    expect(wait(nt, event)).toBe(STATUS_SUCCESS);
    order.push('main');
    expect(order).toEqual(['thread', 'after set', 'main']);
    expect(nt.memory.readInt32(event + 4)).toBe(0);
  });

  it('a timeout below 0 counts from now, one above 0 is a date; time passes when nobody else can run', () => {
    const nt = boot();
    const event = eventOf(nt, SynchronizationEvent);
    expect(wait(nt, event, -5n * SECOND)).toBe(STATUS_TIMEOUT);
    expect(nt.time.now).toBe(5n * SECOND);
    expect(wait(nt, event, 1n)).toBe(STATUS_TIMEOUT);
    expect(nt.time.now).toBe(5n * SECOND);
    const cell = nt.variable(8);
    nt.memory.writeBigInt64(cell, -SECOND);
    expect(wait(nt, event, cell)).toBe(STATUS_TIMEOUT);
    expect(nt.time.now).toBe(6n * SECOND);
  });

  it('releases the waiters of a synchronization event one by one, first come first', () => {
    const nt = boot();
    const event = eventOf(nt, SynchronizationEvent);
    const order: number[] = [];
    const threads = [1, 2, 3].map((n) =>
      nt.startThread(function* () {
        yield* nt.wait.KeWaitForSingleObject(event, Executive, KernelMode, 0, 0);
        order.push(n);
      }),
    );
    nt.runThreads();
    expect(threads.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    nt.KeSetEvent(event, 0, 0);
    nt.KeSetEvent(event, 0, 0);
    nt.runThreads();
    expect(order).toEqual([1, 2]);
    nt.KeSetEvent(event, 0, 0);
    nt.runThreads();
    expect(order).toEqual([1, 2, 3]);
  });
});

describe('the level of a wait', () => {
  const at = (level: number, verifier: 'on' | 'off' = 'on') => {
    const nt = boot({ verifier });
    const event = eventOf(nt, NotificationEvent);
    nt.KeRaiseIrql(level, out(KIRQL));
    return { nt, event };
  };

  it('D-073: at DISPATCH_LEVEL only with a zero timeout', () => {
    const { nt, event } = at(DISPATCH_LEVEL);
    expect(wait(nt, event, 0n)).toBe(STATUS_TIMEOUT);
    expect(nt.outcome(() => wait(nt, event, -1n))).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
      parameters: [0x3b, 2, event, 0],
    });
  });

  it('D-073: with any timeout, or none, at APC_LEVEL', () => {
    const { nt, event } = at(APC_LEVEL);
    expect(wait(nt, event, -1n)).toBe(STATUS_TIMEOUT);
    expect(nt.irql).toBe(APC_LEVEL);
  });

  it('D-055: without the verifier a wait inside a DPC that has to switch is 0xB8', () => {
    const nt = boot({ verifier: 'off' });
    const event = eventOf(nt, NotificationEvent);
    expect(nt.outcome(() => nt.runAs('dpc', () => wait(nt, event)))).toMatchObject({
      kind: 'bugcheck',
      code: 0xb8,
    });
  });

  it('above DISPATCH_LEVEL even a zero timeout breaks the limit of the routine', () => {
    const { nt, event } = at(3);
    expect(nt.outcome(() => wait(nt, event, 0n))).toMatchObject({ kind: 'bugcheck', code: 0xc4 });
  });
});

describe('waits that cannot end', () => {
  it('stop the machine as a deadlock that names thread, routine and object', () => {
    const nt = boot();
    const event = eventOf(nt, NotificationEvent);
    expect(nt.outcome(() => wait(nt, event))).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
      cycle: [{ thread: nt.thread.id, routine: 'KeWaitForSingleObject', object: event, owner: null }],
    });
  });

  it('name every object that is none', () => {
    const nt = boot();
    const nothing = nt.variable(64);
    nt.memory.writeUint8(nothing, 99);
    expect(nt.outcome(() => wait(nt, nothing))).toMatchObject({ kind: 'bugcheck', code: 0xc4 });
  });
});

describe('the plain form in a thread that is a generator function', () => {
  it('is a TypeError when it has to wait, and works when it has not', () => {
    const nt = boot();
    const event = eventOf(nt, SynchronizationEvent, 1);
    const seen: unknown[] = [];
    nt.startThread(function* () {
      seen.push(wait(nt, event));
      try {
        wait(nt, event);
      } catch (error) {
        seen.push(error);
      }
      yield;
    });
    nt.runThreads();
    expect(seen).toEqual([STATUS_SUCCESS, expect.any(TypeError)]);
  });
});
