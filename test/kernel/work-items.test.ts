import {
  boot,
  CriticalWorkQueue,
  CustomPriorityWorkQueue,
  DelayedWorkQueue,
  KIRQL,
  NormalWorkQueue,
  out,
  POOL_FLAG_NON_PAGED,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

/** At DISPATCH_LEVEL nothing runs before the level drops: a place to queue several items from. */
function work(options: Parameters<typeof boot>[0] = {}) {
  const nt = boot(options);
  const log: string[] = [];
  const raised = (block: () => void) => {
    const old = nt.KeRaiseIrqlToDpcLevel();
    block();
    log.push('queued');
    nt.KeLowerIrql(old);
  };
  return { nt, log, raised };
}

describe('executive work items', () => {
  it.each(['x64', 'x86'] as const)(
    'run in a system thread at PASSIVE_LEVEL with their argument (%s)',
    (arch) => {
      const { nt, log, raised } = work({ arch });
      const { at } = structure(arch, 'WORK_QUEUE_ITEM');
      const item = nt.variable('WORK_QUEUE_ITEM');
      const main = nt.thread.id;
      nt.ExInitializeWorkItem(
        item,
        (context: number) => {
          const thread = nt.PsGetCurrentThread();
          log.push(`${context} at ${nt.irql} ${nt.thread.id === main} ${nt.PsIsSystemThread(thread)}`);
        },
        7,
      );
      expect(nt.memory.readPointer(item + at.Parameter)).toBe(7);
      raised(() => nt.ExQueueWorkItem(item, DelayedWorkQueue));
      expect(log).toEqual(['queued', '7 at 0 false 1']);
      expect(nt.memory.readPointer(item + at['List.Flink'])).toBe(0);
    },
  );

  it('run before the call returns below DISPATCH_LEVEL: their priority is higher', () => {
    const { nt, log } = work();
    const item = nt.variable('WORK_QUEUE_ITEM');
    nt.ExInitializeWorkItem(item, () => log.push('work'), 0);
    nt.ExQueueWorkItem(item, DelayedWorkQueue);
    log.push('main');
    expect(log).toEqual(['work', 'main']);
  });

  it('run in the order of their priorities, then of queueing', () => {
    const { nt, log, raised } = work();
    raised(() => {
      for (const [name, type] of [
        ['delayed 1', DelayedWorkQueue],
        ['critical', CriticalWorkQueue],
        ['delayed 2', DelayedWorkQueue],
        ['custom 14', CustomPriorityWorkQueue + 14],
      ] as const) {
        const item = nt.variable('WORK_QUEUE_ITEM');
        nt.ExInitializeWorkItem(item, () => log.push(name), 0);
        nt.ExQueueWorkItem(item, type);
      }
    });
    expect(log).toEqual(['queued', 'custom 14', 'critical', 'delayed 1', 'delayed 2']);
    const item = nt.variable('WORK_QUEUE_ITEM');
    expect(nt.outcome(() => nt.ExQueueWorkItem(item, NormalWorkQueue))).toMatchObject({
      reason: 'not-modelled',
    });
  });

  it('may wait as generator functions, and be queued again from their own routine', () => {
    const { nt, log } = work();
    const item = nt.variable('WORK_QUEUE_ITEM');
    let turns = 0;
    nt.ExInitializeWorkItem(
      item,
      function* () {
        turns += 1;
        log.push(`turn ${turns}`);
        if (turns < 3) nt.ExQueueWorkItem(item, DelayedWorkQueue);
        yield* nt.wait.KeDelayExecutionThread(0, 0, -10n);
        log.push('end');
      },
      0,
    );
    nt.ExQueueWorkItem(item, DelayedWorkQueue);
    nt.time.advance(100);
    expect(log).toEqual(['turn 1', 'turn 2', 'turn 3', 'end', 'end', 'end']);
  });

  it.each(['on', 'off'] as const)('queued twice are bug check 0xE4 (verifier %s)', (verifier) => {
    const { nt, raised } = work({ verifier });
    const item = nt.variable('WORK_QUEUE_ITEM');
    nt.ExInitializeWorkItem(item, () => {}, 0);
    const twice = () =>
      raised(() => {
        nt.ExQueueWorkItem(item, DelayedWorkQueue);
        nt.ExQueueWorkItem(item, DelayedWorkQueue);
      });
    expect(nt.outcome(twice)).toMatchObject({ kind: 'bugcheck', code: 0xe4, parameters: [0, item, 0, 0] });
  });

  it('a routine that is no function faults as executing it would', () => {
    const { nt } = work();
    const item = nt.variable('WORK_QUEUE_ITEM');
    nt.ExInitializeWorkItem(item, 0x10, 0);
    expect(nt.outcome(() => nt.ExQueueWorkItem(item, DelayedWorkQueue))).toMatchObject({
      kind: 'bugcheck',
      code: 0x7e,
    });
  });
});

describe('what a worker routine may not do', () => {
  const queue = (body: (nt: ReturnType<typeof boot>) => void, options: Parameters<typeof boot>[0] = {}) => {
    const { nt } = work(options);
    const item = nt.variable('WORK_QUEUE_ITEM');
    const routine = nt.functionAddress(() => body(nt));
    nt.ExInitializeWorkItem(item, routine, 9);
    const outcome = nt.outcome(() => nt.ExQueueWorkItem(item, DelayedWorkQueue));
    return { nt, item, routine, outcome };
  };

  it('return at a raised level: bug check 0xE1 (routine, level, argument, item)', () => {
    const { outcome, routine, item } = queue((nt) => nt.KeRaiseIrql(1, out(KIRQL)));
    expect(outcome).toMatchObject({ code: 0xe1, parameters: [routine, 1, 9, item] });
  });

  it('D-060: return with APCs disabled: bug check 0x1, with 1 for a worker routine', () => {
    const { outcome, routine } = queue((nt) => {
      const mutex = nt.variable('KMUTANT');
      nt.KeInitializeMutex(mutex, 0);
      nt.KeWaitForMutexObject(mutex, 0, 0, 0, 0);
    });
    expect(outcome).toMatchObject({ code: 1, parameters: [routine, 0, 0xffff, 1] });
  });

  it('end its thread: bug check 0xE9', () => {
    const { outcome } = queue((nt) => nt.PsTerminateSystemThread(0));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xe9 });
  });

  it('raise what nobody handles: bug check 0x7E', () => {
    const { outcome } = queue((nt) => nt.ExRaiseStatus(0xc000_0001));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0x7e });
  });

  it('all of them are findings where the machine goes on, one each', () => {
    const { nt } = queue((own) => own.KeRaiseIrql(1, out(KIRQL)), { onViolation: 'report' });
    expect(nt.findings.map(({ rule }) => rule)).toEqual(['worker-returns-at-raised-irql']);
    expect(nt.irql).toBe(0);
  });
});

describe('I/O work items', () => {
  const DEVICE = 0x7000;

  it('call their routine with the device object and the context, and Ex with the item', () => {
    const { nt, log } = work();
    const item = nt.IoAllocateWorkItem(DEVICE);
    nt.IoQueueWorkItem(item, (...args: number[]) => log.push(args.join()), DelayedWorkQueue, 5);
    nt.IoQueueWorkItemEx(
      item,
      (device: number, context: number, own: number) => {
        log.push(`${device},${context} ${own === item}`);
        nt.IoFreeWorkItem(own);
      },
      DelayedWorkQueue,
      6,
    );
    expect(log).toEqual([`${DEVICE},5`, `${DEVICE},6 true`]);
    expect(nt.IoAllocateWorkItem(DEVICE)).toBe(item);
  });

  it('can lie in memory of the driver', () => {
    const { nt, log } = work();
    const item = nt.variable(nt.IoSizeofWorkItem());
    nt.IoInitializeWorkItem(DEVICE, item);
    nt.IoQueueWorkItem(item, (device: number) => log.push(`${device}`), DelayedWorkQueue, 0);
    nt.IoUninitializeWorkItem(item);
    expect(log).toEqual([`${DEVICE}`]);
  });

  it('freed while queued are bug check 0xE4', () => {
    const { nt, raised } = work();
    const item = nt.IoAllocateWorkItem(DEVICE);
    const free = () =>
      raised(() => {
        nt.IoQueueWorkItem(item, () => {}, DelayedWorkQueue, 0);
        nt.IoFreeWorkItem(item);
      });
    expect(nt.outcome(free)).toMatchObject({ kind: 'bugcheck', code: 0xe4 });
  });

  it.each([
    [
      'queued but never made',
      (nt: ReturnType<typeof boot>) => nt.IoQueueWorkItem(nt.variable(96), () => {}, 1, 0),
    ],
    [
      'freed by the wrong routine',
      (nt: ReturnType<typeof boot>) => nt.IoUninitializeWorkItem(nt.IoAllocateWorkItem(0)),
    ],
    [
      'freed twice',
      (nt: ReturnType<typeof boot>) => {
        const item = nt.IoAllocateWorkItem(0);
        nt.IoFreeWorkItem(item);
        nt.IoFreeWorkItem(item);
      },
    ],
  ])('%s are a finding', (_, call) => {
    const { nt } = work();
    expect(nt.outcome(() => call(nt))).toMatchObject({ kind: 'bugcheck', code: 0xc4 });
  });

  it('that wait for their worker are part of a snapshot', () => {
    const { nt, log } = work();
    const item = nt.IoAllocateWorkItem(DEVICE);
    nt.KeRaiseIrqlToDpcLevel();
    nt.IoQueueWorkItem(item, () => log.push('work'), DelayedWorkQueue, 0);
    const snapshot = nt.snapshot();
    nt.KeLowerIrql(0);
    nt.restore(snapshot);
    nt.KeLowerIrql(0);
    expect(log).toEqual(['work', 'work']);
  });

  it('end with their memory', () => {
    const { nt } = work();
    const item = nt.ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 0x6b63_6f4c);
    nt.IoInitializeWorkItem(DEVICE, item);
    nt.ExFreePool(item);
    expect(nt.outcome(() => nt.IoQueueWorkItem(item, () => {}, DelayedWorkQueue, 0))).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
    });
  });
});
