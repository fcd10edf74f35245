import {
  DISPATCH_LEVEL,
  IO_SOUND_INCREMENT,
  KIRQL,
  NotificationEvent,
  out,
  PagedPool,
  STATUS_SUCCESS,
  STATUS_TIMEOUT,
  SynchronizationEvent,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { dispatcherFixture } from './fixture.ts';

describe('the state of an event', () => {
  it.each(['x64', 'x86'] as const)('KeInitializeEvent fills the header in (%s)', (arch) => {
    const { nt, event } = dispatcherFixture({ arch });
    const { at, bytes } = structure(arch, 'KEVENT');
    const made = event(SynchronizationEvent, 1);
    expect(nt.memory.readUint8(made + at['Header.Type'])).toBe(1);
    expect(nt.memory.readUint8(made + at['Header.Size'])).toBe(bytes / 4);
    expect(nt.memory.readInt32(made + at['Header.SignalState'])).toBe(1);
    const head = made + at['Header.WaitListHead.Flink'];
    expect(nt.memory.readPointer(head)).toBe(head);
    expect(nt.memory.readPointer(made + at['Header.WaitListHead.Blink'])).toBe(head);
  });

  it('KeSetEvent, KeResetEvent and KePulseEvent give the state before, KeReadStateEvent the state', () => {
    const { nt, event } = dispatcherFixture();
    const made = event(NotificationEvent);
    expect(nt.KeReadStateEvent(made)).toBe(0);
    expect(nt.KeSetEvent(made, 0, 0)).toBe(0);
    expect(nt.KeSetEvent(made, 0, 0)).toBe(1);
    expect(nt.KeReadStateEvent(made)).toBe(1);
    expect(nt.KeResetEvent(made)).toBe(1);
    expect(nt.KeResetEvent(made)).toBe(0);
    nt.KeSetEvent(made, 0, 0);
    nt.KeClearEvent(made);
    expect(nt.KeReadStateEvent(made)).toBe(0);
    expect(nt.KePulseEvent(made, 0, 0)).toBe(0);
    expect(nt.KeReadStateEvent(made)).toBe(0);
  });

  it('a type that is none is refused', () => {
    const { nt } = dispatcherFixture();
    expect(() => nt.KeInitializeEvent(nt.variable('KEVENT'), 2, 0)).toThrow(TypeError);
  });
});

describe('who a signal releases', () => {
  it.each([
    ['KeSetEvent', NotificationEvent, [1, 2, 3], 1],
    ['KeSetEvent', SynchronizationEvent, [1], 0],
    ['KePulseEvent', NotificationEvent, [1, 2, 3], 0],
    ['KePulseEvent', SynchronizationEvent, [1], 0],
  ] as const)('%s on type %i: %j, and the state is %i', (routine, type, released, state) => {
    const { nt, event, waiting } = dispatcherFixture();
    const made = event(type);
    const order: number[] = [];
    for (const name of [1, 2, 3]) {
      nt.startThread(function* () {
        yield* waiting(made);
        order.push(name);
      });
    }
    nt.runThreads();
    nt[routine](made, 0, 0);
    expect(nt.KeReadStateEvent(made)).toBe(state);
    nt.runThreads();
    expect(order).toEqual(released);
  });

  it('a reset after the set does not take a release back', () => {
    const { nt, event, waiting } = dispatcherFixture();
    const made = event(NotificationEvent);
    let released = false;
    nt.startThread(function* () {
      yield* waiting(made);
      released = true;
    });
    nt.runThreads();
    nt.KeSetEvent(made, 0, 0);
    nt.KeClearEvent(made);
    nt.runThreads();
    expect(released).toBe(true);
  });

  it('an increment ends at the next wait and never reaches real-time priority', () => {
    const { nt, event, waiting } = dispatcherFixture();
    const made = event(SynchronizationEvent);
    const seen: number[] = [];
    const thread = nt.startThread(
      function* () {
        for (;;) {
          yield* waiting(made);
          seen.push(thread.priority);
        }
      },
      { priority: 7 },
    );
    nt.runThreads();
    for (const increment of [IO_SOUND_INCREMENT, 1, 12, 0]) {
      nt.KeSetEvent(made, increment, 0);
      nt.runThreads();
    }
    expect(seen).toEqual([15, 8, 15, 7]);
  });
});

describe('Wait TRUE', () => {
  it('leaves DISPATCH_LEVEL, and the wait that follows restores the level', () => {
    const { nt, event, wait } = dispatcherFixture();
    const made = event(NotificationEvent);
    const order: string[] = [];
    nt.startThread(
      function* () {
        yield* nt.wait.KeWaitForSingleObject(made, 0, 0, 0, 0);
        order.push('released');
      },
      { priority: 12 },
    );
    nt.KeSetEvent(made, 0, 1);
    order.push(`level ${nt.irql}`);
    expect(wait(made)).toBe(STATUS_SUCCESS);
    order.push(`level ${nt.irql}`);
    expect(order).toEqual(['level 2', 'released', 'level 0']);
  });

  it('works for a wait that has to wait, and for one that times out', () => {
    const { nt, event, wait } = dispatcherFixture();
    const [first, second] = [event(SynchronizationEvent), event(SynchronizationEvent)];
    nt.startThread(function* () {
      yield* nt.wait.KeWaitForSingleObject(first, 0, 0, 0, 0);
      nt.KeSetEvent(second, 0, 0);
    });
    nt.KeSetEvent(first, 0, 1);
    expect(wait(second)).toBe(STATUS_SUCCESS);
    expect(nt.irql).toBe(0);
    nt.KeSetEvent(first, 0, 1);
    expect(wait(second, -10n)).toBe(STATUS_TIMEOUT);
    expect(nt.irql).toBe(0);
  });

  it('is allowed at or below APC_LEVEL only', () => {
    const { nt, event } = dispatcherFixture();
    const made = event(NotificationEvent);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.outcome(() => nt.KeSetEvent(made, 0, 1))).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
      parameters: [0xe5, 2, 0, 0],
    });
  });
});

describe('memory of an event', () => {
  it('NULL is an invalid access, paged memory at DISPATCH_LEVEL bug check 0xA', () => {
    const { nt } = dispatcherFixture();
    expect(nt.outcome(() => nt.KeSetEvent(0, 0, 0))).toMatchObject({ kind: 'raised' });
    const paged = nt.ExAllocatePoolWithTag(PagedPool, 24, 0x46726564);
    nt.KeInitializeEvent(paged, NotificationEvent, 0);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.outcome(() => nt.KeSetEvent(paged, 0, 0))).toMatchObject({ kind: 'bugcheck', code: 0xa });
  });

  it('KeSetEvent above DISPATCH_LEVEL is 0xC4 subtype 0x80', () => {
    const { nt, event } = dispatcherFixture();
    const made = event(NotificationEvent);
    nt.KeRaiseIrql(5, out(KIRQL));
    expect(nt.outcome(() => nt.KeSetEvent(made, 0, 0))).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
      parameters: [0x80, 5, 0, 0],
    });
  });
});
