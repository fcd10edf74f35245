import {
  APC_LEVEL,
  boot,
  EXCEPTION_EXECUTE_HANDLER,
  Executive,
  KernelMode,
  KIRQL,
  NotificationEvent,
  type Nt,
  out,
  SynchronizationEvent,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

function eventOf(nt: Nt, type = SynchronizationEvent): number {
  const event = nt.variable('KEVENT');
  nt.KeInitializeEvent(event, type, 0);
  return event;
}

describe('who runs', () => {
  it('the higher priority first, among equals the one that is ready longest', () => {
    const nt = boot();
    const order: string[] = [];
    for (const [name, priority] of [
      ['a', 5],
      ['b', 7],
      ['c', 5],
      ['d', 7],
    ] as const) {
      nt.startThread(
        function* () {
          order.push(`${name}1`);
          yield;
          order.push(`${name}2`);
        },
        { name, priority },
      );
    }
    expect(order).toEqual([]);
    nt.runThreads();
    expect(order).toEqual(['b1', 'd1', 'b2', 'd2', 'a1', 'c1', 'a2', 'c2']);
  });

  it('a thread of a higher priority runs before the call that starts it returns', () => {
    const nt = boot();
    const order: string[] = [];
    nt.startThread(
      function* () {
        order.push('high');
        yield;
      },
      { priority: 12 },
    );
    order.push('main');
    expect(order).toEqual(['high', 'main']);
  });

  it('KeSetEvent that releases a higher priority lets it run before it returns; an increment raises one', () => {
    const nt = boot();
    const event = eventOf(nt);
    const order: string[] = [];
    const started = nt.startThread(function* () {
      for (let turn = 1; ; turn += 1) {
        yield* nt.wait.KeWaitForSingleObject(event, Executive, KernelMode, 0, 0);
        order.push(`released ${turn} at ${started.priority}`);
      }
    });
    nt.runThreads();
    nt.KeSetEvent(event, 0, 0);
    order.push('main');
    nt.runThreads();
    nt.KeSetEvent(event, 1, 0);
    order.push('main');
    expect(order).toEqual(['main', 'released 1 at 8', 'released 2 at 9', 'main']);
  });

  it('D-008: at DISPATCH_LEVEL and above no thread switching happens; it comes when the level drops', () => {
    const nt = boot();
    const event = eventOf(nt);
    const order: string[] = [];
    nt.startThread(
      function* () {
        yield* nt.wait.KeWaitForSingleObject(event, Executive, KernelMode, 0, 0);
        order.push('high');
      },
      { priority: 12 },
    );
    const old = nt.KeRaiseIrqlToDpcLevel();
    nt.KeSetEvent(event, 0, 0);
    order.push('still at DISPATCH_LEVEL');
    nt.KeLowerIrql(old);
    order.push('main');
    expect(order).toEqual(['still at DISPATCH_LEVEL', 'high', 'main']);
  });

  it('a switch keeps the level of each thread', () => {
    const nt = boot();
    const event = eventOf(nt);
    const seen: number[] = [];
    nt.startThread(function* () {
      nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
      seen.push(nt.irql);
      yield;
      seen.push(nt.irql);
      nt.KeLowerIrql(0);
      nt.KeSetEvent(event, 0, 0);
    });
    nt.startThread(function* () {
      seen.push(nt.irql);
      yield;
    });
    nt.KeWaitForSingleObject(event, Executive, KernelMode, 0, 0);
    expect(seen).toEqual([1, 0, 1]);
    expect(nt.irql).toBe(0);
  });

  it('a thread that yields at DISPATCH_LEVEL keeps its processor; one on another processor runs meanwhile', () => {
    const nt = boot({ processors: 2 });
    const order: string[] = [];
    const body = (name: string) =>
      function* () {
        const old = nt.KeRaiseIrqlToDpcLevel();
        order.push(`${name} raised`);
        yield;
        nt.KeLowerIrql(old);
        order.push(`${name} lowered`);
      };
    nt.startThread(body('a'), { processor: 0 });
    nt.startThread(body('b'), { processor: 0 });
    nt.startThread(body('c'), { processor: 1 });
    nt.runThreads();
    expect(order).toEqual(['a raised', 'c raised', 'a lowered', 'b raised', 'c lowered', 'b lowered']);
    expect([nt.processor(0).irql, nt.processor(1).irql]).toEqual([0, 0]);
  });
});

describe('the printed schedule', () => {
  const run = (schedule?: number | string) => {
    const nt = boot(schedule === undefined ? {} : { schedule });
    const order: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      nt.startThread(function* () {
        for (let turn = 0; turn < 3; turn += 1) {
          order.push(name + turn);
          yield;
        }
      });
    }
    const events = nt.events.record(() => nt.runThreads());
    return { order, printed: nt.schedule, events };
  };

  it('is empty when the order is the plain one', () => {
    expect(run().printed).toBe('irqlab1:');
    expect(run().order.slice(0, 4)).toEqual(['a0', 'b0', 'c0', 'd0']);
  });

  it('gives the same run again: same order, same events', () => {
    const seeded = run(7);
    expect(run(7)).toEqual(seeded);
    expect(run(seeded.printed)).toEqual(seeded);
    expect(seeded.order).not.toEqual(run().order);
  });

  it('is refused when it is none, or belongs to another program', () => {
    expect(() => boot({ schedule: 'abc' })).toThrow(TypeError);
    expect(() => run('irqlab1:z')).toThrow(TypeError);
  });
});

describe('switch events', () => {
  it('name each thread that becomes current', () => {
    const nt = boot();
    const thread = nt.startThread(function* () {
      yield;
    });
    const main = nt.thread.id;
    const switches = nt.events.record(() => nt.runThreads()).filter(({ kind }) => kind === 'switch');
    expect(switches).toMatchObject([{ thread: thread.id }, { thread: main }]);
    expect(nt.thread.id).toBe(main);
  });
});

describe('exceptions and threads', () => {
  it('a guarded body of a generator thread is its own: another thread runs inside of it', () => {
    const nt = boot();
    const { __except, __finally, guarded } = nt;
    const log: string[] = [];
    const body = (name: string, code: number) =>
      function* () {
        yield* guarded(
          function* () {
            yield* guarded(
              function* () {
                log.push(`${name} in`);
                yield;
                nt.ExRaiseStatus(code);
              },
              __finally(function* () {
                log.push(`${name} finally ${nt.AbnormalTermination()}`);
                yield;
              }),
            );
          },
          __except(EXCEPTION_EXECUTE_HANDLER, () =>
            log.push(`${name} ${nt.GetExceptionCode().toString(16)}`),
          ),
        );
      };
    nt.startThread(body('a', 0xc000_0001));
    nt.startThread(body('b', 0xc000_0002));
    nt.runThreads();
    expect(log).toEqual(['a in', 'b in', 'a finally 1', 'b finally 1', 'a c0000001', 'b c0000002']);
  });

  it('an unhandled exception of a thread is 0x7E, whatever guards the code that waits', () => {
    const nt = boot();
    const event = eventOf(nt, NotificationEvent);
    nt.startThread(function* () {
      nt.ExRaiseStatus(0xc000_0001);
      yield;
    });
    const guarded = () =>
      nt.__try(
        () => nt.KeWaitForSingleObject(event, Executive, KernelMode, 0, 0),
        nt.__except(EXCEPTION_EXECUTE_HANDLER, () => 0),
      );
    expect(nt.outcome(guarded)).toMatchObject({ kind: 'bugcheck', code: 0x7e });
  });

  it('a JavaScript error of a thread comes out where the program lets it run', () => {
    const nt = boot();
    const thread = nt.startThread(function* () {
      yield;
      throw new RangeError('of the test');
    });
    expect(() => nt.runThreads()).toThrow(RangeError);
    expect(thread.state).toBe('terminated');
    expect(nt.thread.id).not.toBe(thread.id);
  });

  it('__leave ends the innermost guarded body of its own thread', () => {
    const nt = boot();
    const seen: unknown[] = [];
    nt.startThread(function* () {
      seen.push(
        yield* nt.guarded(
          function* () {
            yield;
            return nt.__leave('left');
          },
          nt.__finally(() => seen.push(nt.AbnormalTermination())),
        ),
      );
    });
    nt.runThreads();
    expect(seen).toEqual([0, 'left']);
  });

  it('guarded refuses a plain body, __try a generator function', () => {
    const nt = boot();
    const plain = (() => 1) as unknown as () => Generator<undefined, number, void>;
    expect(() =>
      nt
        .guarded(
          plain,
          nt.__finally(() => {}),
        )
        .next(),
    ).toThrow(TypeError);
    expect(() =>
      nt.__try(
        function* () {},
        nt.__finally(() => {}),
      ),
    ).toThrow(TypeError);
  });
});

describe('bodies that are plain functions', () => {
  it('run in one go, and others run while they wait', () => {
    const nt = boot();
    const [first, second] = [eventOf(nt), eventOf(nt)];
    const order: string[] = [];
    nt.startThread(() => {
      nt.KeWaitForSingleObject(first, Executive, KernelMode, 0, 0);
      order.push('plain');
      nt.KeSetEvent(second, 0, 0);
    });
    nt.startThread(function* () {
      order.push('generator');
      nt.KeSetEvent(first, 0, 0);
      yield;
    });
    nt.KeWaitForSingleObject(second, Executive, KernelMode, 0, 0);
    expect(order).toEqual(['generator', 'plain']);
  });

  it('cannot wait for what the code below them would do next: NotModelled names both', () => {
    const nt = boot();
    const [first, second] = [eventOf(nt), eventOf(nt)];
    nt.startThread(() => {
      nt.KeSetEvent(first, 0, 0);
      nt.KeWaitForSingleObject(second, Executive, KernelMode, 0, 0);
    });
    const main = () => {
      nt.KeWaitForSingleObject(first, Executive, KernelMode, 0, 0);
      nt.KeSetEvent(second, 0, 0);
    };
    expect(nt.outcome(main)).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });
});

describe('snapshots', () => {
  it('hold threads that have not run, and are refused while one has started', () => {
    const nt = boot();
    const order: string[] = [];
    nt.startThread(function* () {
      order.push('one');
      yield;
      order.push('two');
    });
    const snapshot = nt.snapshot();
    nt.runThreads();
    nt.restore(snapshot);
    nt.runThreads();
    expect(order).toEqual(['one', 'two', 'one', 'two']);

    const event = eventOf(nt);
    nt.startThread(function* () {
      yield* nt.wait.KeWaitForSingleObject(event, Executive, KernelMode, 0, 0);
    });
    nt.runThreads();
    expect(() => nt.snapshot()).toThrow(TypeError);
    nt.KeSetEvent(event, 0, 0);
    nt.runThreads();
    nt.snapshot();
  });
});

describe('limits', () => {
  it('a thread that yields for ever while another waits stops the machine', () => {
    const nt = boot();
    nt.startThread(
      function* () {
        for (;;) yield;
      },
      { priority: 7 },
    );
    expect(nt.outcome(() => nt.runThreads())).toMatchObject({ kind: 'stopped', reason: 'step-limit' });
  });
  it('a thread has a priority from 1 to 31 and an existing processor', () => {
    const nt = boot();
    expect(() => nt.startThread(() => {}, { priority: 32 })).toThrow(RangeError);
    expect(() => nt.startThread(() => {}, { processor: 1 })).toThrow(RangeError);
  });
});
