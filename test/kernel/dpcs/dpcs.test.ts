/** Deferred procedure calls: D-024, D-027, D-047, D-048, D-052, D-053, D-055, D-092. */
import {
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  EXCEPTION_EXECUTE_HANDLER,
  HighImportance,
  LowImportance,
  MediumHighImportance,
  MediumImportance,
  NotificationEvent,
  type Nt,
  PagedPool,
  STATUS_INVALID_PARAMETER,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const architectures = ['x64', 'x86'] as const;
const HIGH_LEVEL = { x64: 15, x86: 31 } as const;

function machine(options: BootOptions = {}) {
  const nt = boot(options);
  const log: string[] = [];
  /** A DPC whose routine notes a name. */
  const noting = (name: string) => {
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, () => log.push(name), 0);
    return dpc;
  };
  const raised = (level: number, block: () => void) => {
    const old = nt.KfRaiseIrql(level);
    block();
    log.push('lower');
    nt.KfLowerIrql(old);
  };
  return { nt, log, noting, raised };
}

describe.each(architectures)('DPCs, %s', (arch) => {
  const { at, bytes } = structure(arch, 'KDPC');

  it('D-053: KeInitializeDpc sets type, importance, number, routine, context and DpcData, and nothing else', () => {
    const { nt } = machine({ arch });
    const dpc = nt.variable('KDPC');
    for (let byte = 0; byte < bytes; byte += 1) nt.memory.writeUint8(dpc + byte, 0xee);
    const routine = () => 0;
    nt.KeInitializeDpc(dpc, routine, 0x1234);
    expect(nt.memory.readUint8(dpc + at.Type)).toBe(19);
    expect(nt.memory.readUint8(dpc + at.Importance)).toBe(MediumImportance);
    expect(nt.memory.readUint16(dpc + at.Number)).toBe(0);
    expect(nt.memory.readPointer(dpc + at.DeferredContext)).toBe(0x1234);
    expect(nt.memory.readPointer(dpc + at.DpcData)).toBe(0);
    for (const member of ['DpcListEntry.Next', 'SystemArgument1', 'SystemArgument2'] as const)
      expect(nt.memory.readUint8(dpc + at[member])).toBe(0xee);
    const other = nt.variable('KDPC');
    nt.KeInitializeThreadedDpc(other, routine, 0);
    expect(nt.memory.readUint8(other + at.Type)).toBe(24);
    expect(nt.memory.readPointer(other + at.DeferredRoutine)).toBe(
      nt.memory.readPointer(dpc + at.DeferredRoutine),
    );
  });

  it('D-047, D-048: at PASSIVE_LEVEL the routine has run, at DISPATCH_LEVEL and with its arguments, before the call returns TRUE', () => {
    const { nt } = machine({ arch });
    const dpc = nt.variable('KDPC');
    const seen: unknown[] = [];
    const main = nt.thread.id;
    nt.KeInitializeDpc(
      dpc,
      (...args: number[]) => seen.push(...args, nt.irql, nt.KeIsExecutingDpc(), nt.thread.id === main),
      3,
    );
    expect(nt.KeInsertQueueDpc(dpc, 4, 5)).toBe(1);
    expect(seen).toEqual([dpc, 3, 4, 5, DISPATCH_LEVEL, 1, true]);
    expect([nt.irql, nt.KeIsExecutingDpc()]).toEqual([0, 0]);
    expect(nt.memory.readPointer(dpc + at.DpcData)).toBe(0);
  });

  it.each([2, HIGH_LEVEL[arch]])('D-024: queued at level %i it runs before KeLowerIrql returns', (level) => {
    const { nt, log, noting, raised } = machine({ arch });
    const dpc = noting('dpc');
    raised(level, () => {
      expect([nt.KeInsertQueueDpc(dpc, 1, 2), nt.KeInsertQueueDpc(dpc, 3, 4)]).toEqual([1, 0]);
      expect(nt.memory.readPointer(dpc + at.SystemArgument1)).toBe(1);
      expect(nt.memory.readPointer(dpc + at.DpcData)).not.toBe(0);
    });
    expect(log).toEqual(['lower', 'dpc']);
  });

  it('a lower that stays at DISPATCH_LEVEL runs nothing', () => {
    const { nt, log, noting } = machine({ arch });
    const dpc = noting('dpc');
    const passive = nt.KfRaiseIrql(DISPATCH_LEVEL);
    const dispatch = nt.KfRaiseIrql(DISPATCH_LEVEL + 1);
    nt.KeInsertQueueDpc(dpc, 0, 0);
    nt.KfLowerIrql(dispatch);
    expect(log).toEqual([]);
    nt.KfLowerIrql(passive);
    expect(log).toEqual(['dpc']);
  });

  it.each([0, DISPATCH_LEVEL, HIGH_LEVEL[arch]])('D-052: KeRemoveQueueDpc at level %i', (level) => {
    const { nt, log, noting, raised } = machine({ arch });
    const dpc = noting('dpc');
    nt.KeSetImportanceDpc(dpc, LowImportance);
    raised(level, () => {
      expect(nt.KeRemoveQueueDpc(dpc)).toBe(0);
      nt.KeInsertQueueDpc(dpc, 0, 0);
      expect([nt.KeRemoveQueueDpc(dpc), nt.KeRemoveQueueDpc(dpc)]).toEqual([1, 0]);
    });
    nt.KeFlushQueuedDpcs();
    expect(log).toEqual(['lower']);
    expect(nt.KeInsertQueueDpc(dpc, 0, 0)).toBe(1);
  });

  it('run in the order of queueing; those of high importance come first, the last of them before the others', () => {
    const { nt, log, noting, raised } = machine({ arch });
    raised(DISPATCH_LEVEL, () => {
      for (const [name, importance] of [
        ['medium', MediumImportance],
        ['low', LowImportance],
        ['high', HighImportance],
        ['medium high', MediumHighImportance],
        ['higher', HighImportance],
      ] as const) {
        const dpc = noting(name);
        nt.KeSetImportanceDpc(dpc, importance);
        nt.KeInsertQueueDpc(dpc, 0, 0);
      }
    });
    expect(log).toEqual(['lower', 'higher', 'high', 'medium', 'low', 'medium high']);
  });

  it('of low importance wait for the next DPC, for a drop, for an idle machine or for time', () => {
    const { nt, log, noting, raised } = machine({ arch });
    const low = noting('low');
    nt.KeSetImportanceDpc(low, LowImportance);
    const ways: (() => unknown)[] = [
      () => nt.KeInsertQueueDpc(noting('other'), 0, 0),
      () => raised(DISPATCH_LEVEL, () => {}),
      () => nt.time.advance(0n),
      () => nt.KeFlushQueuedDpcs(),
      () => nt.startThread(function* () {}),
    ];
    for (const way of ways) {
      log.length = 0;
      expect(nt.KeInsertQueueDpc(low, 0, 0)).toBe(1);
      expect(log).toEqual([]);
      way();
      nt.runThreads();
      expect(log).toContain('low');
    }
  });

  it('what a routine queues runs in the same go, also the DPC itself', () => {
    const { nt, log, noting } = machine({ arch });
    const second = noting('second');
    const first = nt.variable('KDPC');
    let left = 2;
    nt.KeInitializeDpc(
      first,
      () => {
        log.push('first');
        nt.KeInsertQueueDpc(second, 0, 0);
        left -= 1;
        if (left > 0) nt.KeInsertQueueDpc(first, 0, 0);
        log.push('first ends');
      },
      0,
    );
    nt.KeInsertQueueDpc(first, 0, 0);
    expect(log).toEqual(['first', 'first ends', 'second', 'first', 'first ends', 'second']);
  });

  it('may set an event: the waiter runs when the level drops again', () => {
    const { nt, log } = machine({ arch });
    const [event, dpc] = [nt.variable('KEVENT'), nt.variable('KDPC')];
    nt.KeInitializeEvent(event, NotificationEvent, 0);
    nt.KeInitializeDpc(
      dpc,
      () => {
        nt.KeSetEvent(event, 0, 0);
        log.push('dpc ends');
      },
      0,
    );
    nt.startThread(
      function* () {
        yield* nt.wait.KeWaitForSingleObject(event, 0, 0, 0, 0);
        log.push('woken');
      },
      { priority: 12 },
    );
    nt.KeInsertQueueDpc(dpc, 0, 0);
    log.push('main');
    expect(log).toEqual(['dpc ends', 'woken', 'main']);
  });

  it('do not see the guarded bodies of the thread that they interrupt; an exception is bug check 0x1E', () => {
    const { nt } = machine({ arch });
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, () => nt.trap('divide-by-zero'), 0);
    const outcome = nt.outcome(() =>
      nt.__try(
        () => nt.KeInsertQueueDpc(dpc, 0, 0),
        nt.__except(EXCEPTION_EXECUTE_HANDLER, () => 0),
      ),
    );
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0x1e });
  });

  it('a routine address that is no function is an execute fault', () => {
    const { nt } = machine({ arch });
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, 0, 0);
    expect(nt.outcome(() => nt.KeInsertQueueDpc(dpc, 0, 0))).toMatchObject({ kind: 'bugcheck' });
  });

  it('D-055: one that waits is bug check 0xB8 without the verifier, 0xC4 (0x3B) with it', () => {
    for (const verifier of ['on', 'off'] as const) {
      const { nt } = machine({ arch, verifier });
      const [event, dpc] = [nt.variable('KEVENT'), nt.variable('KDPC')];
      nt.KeInitializeEvent(event, NotificationEvent, 0);
      nt.KeInitializeDpc(dpc, () => nt.KeWaitForSingleObject(event, 0, 0, 0, 0), 0);
      expect(nt.outcome(() => nt.KeInsertQueueDpc(dpc, 0, 0))).toMatchObject(
        verifier === 'on' ? { code: 0xc4, parameters: [0x3b, 2, event, 0] } : { code: 0xb8 },
      );
    }
  });

  it('D-027: lowering the level in one is 0xC4 (0x31, current, requested, 1)', () => {
    const { nt } = machine({ arch });
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, () => nt.KfLowerIrql(1), 0);
    expect(nt.outcome(() => nt.KeInsertQueueDpc(dpc, 0, 0))).toMatchObject({
      code: 0xc4,
      parameters: [0x31, 2, 1, 1],
    });
  });

  it.each([
    ['on', 5],
    ['off', 5],
    ['off', 0],
  ] as const)(
    'D-092: one that returns at another level is bug check 0xC8, verifier %s, level %i',
    (verifier, level) => {
      const { nt } = machine({ arch, verifier });
      const dpc = nt.variable('KDPC');
      nt.KeInitializeDpc(dpc, () => (level === 0 ? nt.KfLowerIrql(0) : nt.KfRaiseIrql(level)), 0x77);
      expect(nt.outcome(() => nt.KeInsertQueueDpc(dpc, 0, 0))).toMatchObject({
        code: 0xc8,
        parameters: [(level << 16) | 0x202, nt.memory.readPointer(dpc + at.DeferredRoutine), 0x77, 0],
      });
    },
  );

  it('recorded, a routine that returns at another level harms nobody else', () => {
    const { nt, log, noting, raised } = machine({ arch, onViolation: 'report' });
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, () => nt.KfLowerIrql(0), 0);
    const other = noting('other');
    raised(DISPATCH_LEVEL, () => {
      nt.KeInsertQueueDpc(dpc, 0, 0);
      nt.KeInsertQueueDpc(other, 0, 0);
    });
    expect([log, nt.irql]).toEqual([['lower', 'other'], 0]);
    expect(nt.findings.map(({ rule }) => rule)).toEqual([
      'irql-lower-not-saved',
      'dpc-returns-at-other-irql',
    ]);
  });

  it('an initialisation while it is queued is reported', () => {
    const { nt, noting, raised } = machine({ arch, onViolation: 'report' });
    const dpc = noting('dpc');
    raised(DISPATCH_LEVEL, () => {
      nt.KeInsertQueueDpc(dpc, 0, 0);
      nt.KeInitializeDpc(dpc, () => 0, 0);
    });
    expect(nt.findings).toMatchObject([{ rule: 'dpc-initialized-while-queued', values: [dpc] }]);
  });

  it('one in paged memory faults at DISPATCH_LEVEL', () => {
    const { nt, raised } = machine({ arch });
    const dpc = nt.ExAllocatePoolWithTag(PagedPool, 64, 0x46726564);
    nt.KeInitializeDpc(dpc, () => 0, 0);
    const outcome = nt.outcome(() => raised(DISPATCH_LEVEL, () => nt.KeInsertQueueDpc(dpc, 0, 0)));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xa });
  });

  it('memory that nobody initialised may look queued: FALSE, and nothing runs', () => {
    const { nt, log, noting } = machine({ arch });
    const dpc = noting('dpc');
    nt.memory.writePointer(dpc + at.DpcData, 8);
    expect([nt.KeInsertQueueDpc(dpc, 0, 0), nt.KeRemoveQueueDpc(dpc)]).toEqual([0, 0]);
    expect(log).toEqual([]);
  });

  it('a generator function, and a number that is no importance, are mistakes of the program', () => {
    const { nt } = machine({ arch });
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, function* () {}, 0);
    expect(() => nt.KeInsertQueueDpc(dpc, 0, 0)).toThrow(TypeError);
    expect(nt.irql).toBe(0);
    expect(() => nt.KeSetImportanceDpc(dpc, 4)).toThrow(TypeError);
  });

  it('queued ones are part of a snapshot', () => {
    const { nt, log, noting } = machine({ arch });
    const dpc = noting('dpc');
    nt.KeSetImportanceDpc(dpc, LowImportance);
    nt.KeInsertQueueDpc(dpc, 0, 0);
    const start = nt.snapshot();
    nt.KeRemoveQueueDpc(dpc);
    nt.restore(start);
    nt.KeFlushQueuedDpcs();
    expect(log).toEqual(['dpc']);
    nt.restore(start);
    nt.KeFlushQueuedDpcs();
    expect(log).toEqual(['dpc', 'dpc']);
  });
});

describe('DPCs of other processors', () => {
  it('run there, at once when it is below DISPATCH_LEVEL', () => {
    const { nt, log } = machine({ processors: 2 });
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, () => log.push(`on ${nt.KeGetCurrentProcessorNumberEx(0)} at ${nt.irql}`), 0);
    nt.KeSetTargetProcessorDpc(dpc, 1);
    const old = nt.KeRaiseIrqlToDpcLevel();
    nt.KeInsertQueueDpc(dpc, 0, 0);
    log.push('main');
    nt.KeLowerIrql(old);
    expect(log).toEqual(['on 1 at 2', 'main']);
    expect(nt.KeGetCurrentProcessorNumberEx(0)).toBe(0);
  });

  it('wait until that processor drops below DISPATCH_LEVEL; a flush of them is a deadlock before', () => {
    const { nt, log, noting } = machine({ processors: 2 });
    const dpc = noting('dpc');
    const number = nt.variable('PROCESSOR_NUMBER');
    nt.KeGetProcessorNumberFromIndex(1, number);
    expect(nt.KeSetTargetProcessorDpcEx(dpc, number)).toBe(0);
    const old = nt.onProcessor(1, () => nt.KeRaiseIrqlToDpcLevel());
    nt.KeInsertQueueDpc(dpc, 0, 0);
    expect(log).toEqual([]);
    nt.onProcessor(1, () => nt.KeLowerIrql(old));
    expect(log).toEqual(['dpc']);
    nt.onProcessor(1, () => nt.KeRaiseIrqlToDpcLevel());
    nt.KeInsertQueueDpc(dpc, 0, 0);
    expect(nt.outcome(() => nt.KeFlushQueuedDpcs())).toMatchObject({ kind: 'stopped', reason: 'deadlock' });
  });

  it('a thread that one of them wakes waits for the end of the call', () => {
    const { nt, log } = machine({ processors: 2 });
    const [event, dpc] = [nt.variable('KEVENT'), nt.variable('KDPC')];
    nt.KeInitializeEvent(event, NotificationEvent, 0);
    nt.KeInitializeDpc(dpc, () => nt.KeSetEvent(event, 0, 0), 0);
    nt.KeSetTargetProcessorDpc(dpc, 1);
    nt.startThread(
      function* () {
        yield* nt.wait.KeWaitForSingleObject(event, 0, 0, 0, 0);
        log.push('woken');
      },
      { priority: 12 },
    );
    nt.KeInsertQueueDpc(dpc, 0, 0);
    log.push('main');
    expect(log).toEqual(['woken', 'main']);
  });

  it('a processor that does not exist is refused', () => {
    const { nt, noting } = machine({ onViolation: 'report' });
    const dpc = noting('dpc');
    const number = nt.variable('PROCESSOR_NUMBER');
    nt.memory.writeUint8(number + structure('x64', 'PROCESSOR_NUMBER').at.Number, 7);
    expect(nt.KeSetTargetProcessorDpcEx(dpc, number)).toBe(STATUS_INVALID_PARAMETER);
    expect(nt.findings).toEqual([]);
    nt.KeSetTargetProcessorDpc(dpc, 1);
    expect(nt.findings).toMatchObject([{ rule: 'dpc-no-such-processor', values: [dpc, 1] }]);
    nt.KeInsertQueueDpc(dpc, 0, 0);
  });
});

describe('threaded DPCs', () => {
  it('run at PASSIVE_LEVEL in a system thread, before the call returns', () => {
    const { nt, log } = machine();
    const dpc = nt.variable('KDPC');
    const main = nt.thread.id;
    nt.KeInitializeThreadedDpc(
      dpc,
      (...args: number[]) => {
        const thread = nt.PsGetCurrentThread();
        log.push(
          `${args.slice(1)} at ${nt.irql} ${nt.thread.id === main} ${nt.KeQueryPriorityThread(thread)}`,
        );
      },
      1,
    );
    expect(nt.KeInsertQueueDpc(dpc, 2, 3)).toBe(1);
    expect(log).toEqual(['1,2,3 at 0 false 31']);
  });

  it('wait for the drop of the level, and can be taken out and queued anew until then', () => {
    const { nt, log, raised } = machine();
    const dpc = nt.variable('KDPC');
    nt.KeInitializeThreadedDpc(
      dpc,
      (_dpc: number, _context: number, first: number) => log.push(`${first}`),
      0,
    );
    raised(DISPATCH_LEVEL, () => {
      nt.KeInsertQueueDpc(dpc, 1, 0);
      expect([nt.KeRemoveQueueDpc(dpc), nt.KeRemoveQueueDpc(dpc)]).toEqual([1, 0]);
      expect([nt.KeInsertQueueDpc(dpc, 2, 0), nt.KeInsertQueueDpc(dpc, 3, 0)]).toEqual([1, 0]);
    });
    expect(log).toEqual(['lower', '2']);
    nt.KeFlushQueuedDpcs();
  });

  it('return at PASSIVE_LEVEL', () => {
    const { nt } = machine();
    const dpc = nt.variable('KDPC');
    nt.KeInitializeThreadedDpc(dpc, () => nt.KfRaiseIrql(1), 9);
    expect(nt.outcome(() => nt.KeInsertQueueDpc(dpc, 0, 0))).toMatchObject({
      code: 0xc8,
      parameters: [0x1_0002, expect.any(Number), 9, 0],
    });
  });
});

describe('a DPC that never comes to an end', () => {
  it.each([
    ['queues itself', (nt: Nt, dpc: number) => nt.KeInsertQueueDpc(dpc, 0, 0)],
    [
      'sets its timer to a time that has passed',
      (nt: Nt, dpc: number, timer: number) => nt.KeSetTimer(timer, 0n, dpc),
    ],
  ] as const)('%s: the machine stops', (_, again) => {
    const { nt } = machine();
    const [dpc, timer] = [nt.variable('KDPC'), nt.variable('KTIMER')];
    nt.KeInitializeTimer(timer);
    nt.KeInitializeDpc(dpc, () => again(nt, dpc, timer), 0);
    expect(nt.outcome(() => nt.KeInsertQueueDpc(dpc, 0, 0))).toMatchObject({
      kind: 'stopped',
      reason: 'step-limit',
    });
  });

  it('one that queues itself a thousand times goes on', () => {
    const { nt, log } = machine();
    const dpc = nt.variable('KDPC');
    let left = 1000;
    nt.KeInitializeDpc(dpc, () => (left-- > 0 ? nt.KeInsertQueueDpc(dpc, 0, 0) : log.push('end')), 0);
    nt.KeInsertQueueDpc(dpc, 0, 0);
    expect(log).toEqual(['end']);
  });
});
