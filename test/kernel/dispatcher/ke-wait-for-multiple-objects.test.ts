import {
  NotificationEvent,
  STATUS_ABANDONED,
  STATUS_SUCCESS,
  STATUS_TIMEOUT,
  SynchronizationEvent,
  structure,
  WaitAll,
  WaitAny,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { dispatcherFixture } from './fixture.ts';

describe('KeWaitForMultipleObjects', () => {
  it('WaitAny gives the number of the first signalled object and takes only that one', () => {
    const { nt, event, waitMany } = dispatcherFixture();
    const events = [
      event(SynchronizationEvent),
      event(SynchronizationEvent, 1),
      event(SynchronizationEvent, 1),
    ];
    expect(waitMany(events, WaitAny)).toBe(1);
    expect(events.map((one) => nt.KeReadStateEvent(one))).toEqual([0, 0, 1]);
  });

  it('WaitAll takes nothing before all are signalled at one moment', () => {
    const { nt, event, waiting } = dispatcherFixture();
    const [first, second] = [event(SynchronizationEvent), event(SynchronizationEvent)];
    const blocks = nt.variable(8 * 2);
    nt.memory.writePointer(blocks, first);
    nt.memory.writePointer(blocks + 8, second);
    const order: string[] = [];
    nt.startThread(function* () {
      order.push(`all ${yield* nt.wait.KeWaitForMultipleObjects(2, blocks, WaitAll, 0, 0, 0, 0, 0)}`);
    });
    nt.startThread(function* () {
      order.push(`first ${yield* waiting(first)}`);
    });
    nt.runThreads();
    nt.KeSetEvent(first, 0, 0);
    nt.runThreads();
    expect(order).toEqual([`first ${STATUS_SUCCESS}`]);
    nt.KeSetEvent(first, 0, 0);
    expect(nt.KeReadStateEvent(first)).toBe(1);
    nt.KeSetEvent(second, 0, 0);
    expect([nt.KeReadStateEvent(first), nt.KeReadStateEvent(second)]).toEqual([0, 0]);
    nt.runThreads();
    expect(order.at(-1)).toBe(`all ${STATUS_SUCCESS}`);
  });

  it('gives STATUS_TIMEOUT when the time is up, and waits for none of them afterwards', () => {
    const { nt, event, waitMany } = dispatcherFixture();
    const events = [event(SynchronizationEvent), event(SynchronizationEvent)];
    expect(waitMany(events, WaitAny, -10n)).toBe(STATUS_TIMEOUT);
    nt.KeSetEvent(events[0]!, 0, 0);
    expect(nt.KeReadStateEvent(events[0]!)).toBe(1);
  });

  it('an abandoned mutex counts with its number for one, without for all', () => {
    const abandoned = () => {
      const fixture = dispatcherFixture({ onViolation: 'report' });
      const made = fixture.mutex();
      fixture.inThread(() => fixture.wait(made));
      return { ...fixture, made };
    };
    const any = abandoned();
    expect(any.waitMany([any.event(NotificationEvent), any.made], WaitAny)).toBe(STATUS_ABANDONED + 1);
    const all = abandoned();
    expect(all.waitMany([all.event(NotificationEvent, 1), all.made], WaitAll)).toBe(STATUS_ABANDONED);
  });

  it('takes 3 objects without wait blocks, 64 with; more is bug check 0xC', () => {
    const { event, waitMany } = dispatcherFixture();
    const events = Array.from({ length: 64 }, () => event(NotificationEvent, 1));
    expect(waitMany(events.slice(0, 3), WaitAll)).toBe(STATUS_SUCCESS);
    expect(waitMany(events, WaitAll)).toBe(STATUS_SUCCESS);
    for (const [count, blocks] of [
      [4, 0],
      [65, undefined],
    ] as const) {
      const fixture = dispatcherFixture();
      const objects = Array.from({ length: count }, () => fixture.event(NotificationEvent, 1));
      expect(fixture.nt.outcome(() => fixture.waitMany(objects, WaitAll, 0, blocks))).toMatchObject({
        kind: 'bugcheck',
        code: 0xc,
      });
    }
  });

  it('notes the wait in the wait blocks', () => {
    const { nt, event, waitMany } = dispatcherFixture();
    const { at, bytes } = structure('x64', 'KWAIT_BLOCK');
    const events = [event(NotificationEvent, 1), event(NotificationEvent, 1)];
    const blocks = nt.variable(bytes * 2);
    waitMany(events, WaitAny, 0, blocks);
    const second = blocks + bytes;
    expect(nt.memory.readPointer(second + at.Object)).toBe(events[1]);
    expect(nt.memory.readUint16(second + at.WaitKey)).toBe(1);
    expect(nt.memory.readUint8(second + at.WaitType)).toBe(WaitAny);
  });

  it('D-073: at DISPATCH_LEVEL only with a zero timeout', () => {
    const { nt, event, waitMany } = dispatcherFixture();
    const events = [event(NotificationEvent)];
    nt.KeRaiseIrqlToDpcLevel();
    expect(waitMany(events, WaitAny, 0n)).toBe(STATUS_TIMEOUT);
    expect(nt.outcome(() => waitMany(events, WaitAny))).toMatchObject({ code: 0xc4 });
  });
});

describe('KeDelayExecutionThread', () => {
  it('lets the time pass that nobody else uses, and others run meanwhile', () => {
    const { nt } = dispatcherFixture();
    const order: string[] = [];
    nt.startThread(function* () {
      yield* nt.wait.KeDelayExecutionThread(0, 0, -30n);
      order.push(`thread at ${nt.time.now}`);
    });
    nt.KeDelayExecutionThread(0, 0, -20n);
    order.push(`main at ${nt.time.now}`);
    nt.KeDelayExecutionThread(0, 0, -20n);
    order.push(`main at ${nt.time.now}`);
    expect(order).toEqual(['main at 20', 'thread at 30', 'main at 40']);
  });

  it('is over when the test advances the clock: a higher priority runs on the way, in the order of the times', () => {
    const { nt } = dispatcherFixture();
    const order: string[] = [];
    for (const units of [30n, 10n, 20n]) {
      nt.startThread(
        function* () {
          yield* nt.wait.KeDelayExecutionThread(0, 0, -units);
          order.push(`${units} at ${nt.time.now}`);
        },
        { priority: 9 },
      );
    }
    nt.time.advance(25);
    expect(order).toEqual(['10 at 10', '20 at 20']);
    expect(nt.time.now).toBe(25n);
    nt.time.advance(5n);
    expect(order.at(-1)).toBe('30 at 30');
    expect(() => nt.time.advance(-1)).toThrow(RangeError);
  });

  it('at DISPATCH_LEVEL is too high', () => {
    const { nt } = dispatcherFixture();
    nt.KeRaiseIrqlToDpcLevel();
    expect(nt.outcome(() => nt.KeDelayExecutionThread(0, 0, -1n))).toMatchObject({
      kind: 'bugcheck',
      parameters: [0xe5, 2, 0, 0],
    });
  });
});
