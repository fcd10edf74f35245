/** Kernel APCs and alerts: D-024, D-057, D-058, D-092. What queues them is ours: docs/decisions/0033-apcs.md. */
import {
  APC_LEVEL,
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  EXCEPTION_EXECUTE_HANDLER,
  KernelMode,
  NotificationEvent,
  STATUS_ALERTED,
  STATUS_SUCCESS,
  STATUS_TIMEOUT,
  STATUS_USER_APC,
  UserMode,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

function machine(options: BootOptions = {}) {
  const nt = boot(options);
  const log: string[] = [];
  const noting = (name: string) => () => log.push(`${name} at ${nt.irql} in ${nt.thread.id}`);
  const event = nt.variable('KEVENT');
  nt.KeInitializeEvent(event, NotificationEvent, 0);
  const main = nt.thread.id;
  return { nt, log, noting, event, main };
}

describe('kernel APCs of the current thread', () => {
  it('run at once where nothing disables them: a special one at APC_LEVEL, a normal one at PASSIVE_LEVEL', () => {
    const { nt, log, noting, main } = machine();
    const seen: number[] = [];
    expect(nt.queueApc(main, { kind: 'special', routine: noting('special') })).toBe(true);
    nt.queueApc(main, { kind: 'normal', routine: noting('normal') });
    nt.queueApc(main, { kind: 'normal', routine: (context: number) => seen.push(context), context: 7 });
    expect(log).toEqual([`special at 1 in ${main}`, `normal at 0 in ${main}`]);
    expect([seen, nt.irql]).toEqual([[7], 0]);
  });

  it.each([APC_LEVEL, DISPATCH_LEVEL, 15])(
    'D-024: at level %i they wait for the drop below APC_LEVEL; special ones come first',
    (level) => {
      const { nt, log, noting, main } = machine();
      const old = nt.KfRaiseIrql(level);
      nt.queueApc(main, { kind: 'normal', routine: noting('normal') });
      nt.queueApc(main, { kind: 'special', routine: noting('first') });
      nt.queueApc(main, { kind: 'special', routine: noting('second') });
      expect(log).toEqual([]);
      nt.KfLowerIrql(old);
      expect(log).toEqual([`first at 1 in ${main}`, `second at 1 in ${main}`, `normal at 0 in ${main}`]);
    },
  );

  it('D-024: DPCs come before them', () => {
    const { nt, log, noting, main } = machine();
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, noting('dpc'), 0);
    const old = nt.KeRaiseIrqlToDpcLevel();
    nt.queueApc(main, { kind: 'special', routine: noting('apc') });
    nt.KeInsertQueueDpc(dpc, 0, 0);
    nt.KeLowerIrql(old);
    expect(log).toEqual([`dpc at 2 in ${main}`, `apc at 1 in ${main}`]);
  });

  it('a critical region keeps normal ones away, until it is left', () => {
    const { nt, log, noting, main } = machine();
    nt.KeEnterCriticalRegion();
    nt.KeEnterCriticalRegion();
    nt.queueApc(main, { kind: 'normal', routine: noting('normal') });
    nt.queueApc(main, { kind: 'special', routine: noting('special') });
    expect(log).toEqual([`special at 1 in ${main}`]);
    nt.KeLeaveCriticalRegion();
    expect(log).toHaveLength(1);
    nt.KeLeaveCriticalRegion();
    expect(log).toEqual([`special at 1 in ${main}`, `normal at 0 in ${main}`]);
  });

  it('D-057: a guarded region keeps all of them away, also when the level drops in it', () => {
    const { nt, log, noting, main } = machine();
    nt.KeEnterGuardedRegion();
    nt.queueApc(main, { kind: 'special', routine: noting('special') });
    nt.queueApc(main, { kind: 'normal', routine: noting('normal') });
    const old = nt.KfRaiseIrql(APC_LEVEL);
    nt.KfLowerIrql(old);
    expect([log, nt.KeAreAllApcsDisabled()]).toEqual([[], 1]);
    nt.KeLeaveGuardedRegion();
    expect(log).toEqual([`special at 1 in ${main}`, `normal at 0 in ${main}`]);
  });

  it('a mutex keeps normal ones away, until it is released', () => {
    const { nt, log, noting, main } = machine();
    const mutex = nt.variable('KMUTANT');
    nt.KeInitializeMutex(mutex, 0);
    nt.KeWaitForSingleObject(mutex, 0, KernelMode, 0, 0);
    nt.queueApc(main, { kind: 'normal', routine: noting('normal') });
    expect(log).toEqual([]);
    nt.KeReleaseMutex(mutex, 0);
    expect(log).toHaveLength(1);
  });

  it('D-058: a special one interrupts a normal one, another normal one waits for its end', () => {
    const { nt, log, noting, main } = machine();
    nt.queueApc(main, {
      kind: 'normal',
      routine: () => {
        nt.queueApc(main, { kind: 'normal', routine: noting('second') });
        nt.queueApc(main, {
          kind: 'special',
          routine: () => log.push(`disabled ${nt.KeAreAllApcsDisabled()}`),
        });
        log.push('first ends');
      },
    });
    expect(log).toEqual(['disabled 1', 'first ends', `second at 0 in ${main}`]);
  });

  it('have frames of their own: an exception that they do not handle is 0x1E', () => {
    const { nt, main } = machine();
    const routine = (): void => nt.trap('divide-by-zero');
    const outcome = nt.outcome(() =>
      nt.__try(
        () => nt.queueApc(main, { kind: 'normal', routine }),
        nt.__except(EXCEPTION_EXECUTE_HANDLER, () => false),
      ),
    );
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0x1e });
  });

  it.each(['special', 'normal'] as const)('D-092: a %s one that returns at another level is 0xC8', (kind) => {
    const { nt, main } = machine();
    const outcome = nt.outcome(() =>
      nt.queueApc(main, { kind, routine: () => nt.KfRaiseIrql(DISPATCH_LEVEL) }),
    );
    const address = expect.any(Number);
    expect(outcome).toMatchObject({
      code: 0xc8,
      parameters: kind === 'special' ? [0x2_0100, address, 0, 0] : [0x2_0001, 0, 0, address],
    });
  });

  it('recorded, it harms nobody: the level is what it was', () => {
    const { nt, log, noting, main } = machine({ onViolation: 'report' });
    nt.queueApc(main, { kind: 'normal', routine: () => nt.KfRaiseIrql(DISPATCH_LEVEL) });
    nt.queueApc(main, { kind: 'special', routine: () => nt.KfLowerIrql(0) });
    nt.queueApc(main, { kind: 'normal', routine: noting('next') });
    expect([log, nt.irql]).toEqual([[`next at 0 in ${main}`], 0]);
    expect(nt.findings.map(({ rule }) => rule)).toContain('apc-returns-at-other-irql');
  });

  it('a generator function and a thread that does not exist are mistakes of the test', () => {
    const { nt, main } = machine();
    expect(() => nt.queueApc(main, { kind: 'normal', routine: function* () {} })).toThrow(TypeError);
    expect(() => nt.queueApc(1, { kind: 'normal', routine: () => 0 })).toThrow(RangeError);
    expect(nt.irql).toBe(0);
  });

  it('pending ones are part of a snapshot', () => {
    const { nt, log, noting, main } = machine();
    nt.KeEnterGuardedRegion();
    nt.queueApc(main, { kind: 'special', routine: noting('special') });
    const start = nt.snapshot();
    nt.KeLeaveGuardedRegion();
    nt.restore(start);
    nt.KeLeaveGuardedRegion();
    expect(log).toHaveLength(2);
    nt.KeEnterGuardedRegion();
    nt.KeLeaveGuardedRegion();
    expect(log).toHaveLength(2);
  });
});

describe('kernel APCs of other threads', () => {
  it('run when the thread goes on, in its context; one that has ended gets none', () => {
    const { nt, log, noting } = machine();
    const thread = nt.startThread(function* () {
      log.push('begins');
      yield;
      log.push('goes on');
    });
    nt.queueApc(thread.id, { kind: 'special', routine: noting('before') });
    expect(log).toEqual([]);
    nt.runThreads();
    expect(log).toEqual([`before at 1 in ${thread.id}`, 'begins', 'goes on']);
    expect(nt.queueApc(thread.id, { kind: 'special', routine: noting('never') })).toBe(false);
    expect(nt.alertThread(thread.id)).toBe(false);
    const process = nt.startProcess();
    for (const none of [0, 1, -4, process.id, 4_000_000, 0.5, Number.NaN]) {
      expect(() => nt.queueApc(none, { kind: 'special', routine: noting('never') })).toThrow(RangeError);
      expect(() => nt.alertThread(none)).toThrow(RangeError);
    }
  });

  it('interrupt a wait, which goes on afterwards', () => {
    const { nt, log, noting, event } = machine();
    const thread = nt.startThread(function* () {
      log.push(`result ${yield* nt.wait.KeWaitForSingleObject(event, 0, KernelMode, 1, 0)}`);
    });
    nt.runThreads();
    for (const kind of ['special', 'normal'] as const) {
      nt.queueApc(thread.id, { kind, routine: noting(kind) });
      nt.runThreads();
    }
    expect(log).toEqual([`special at 1 in ${thread.id}`, `normal at 0 in ${thread.id}`]);
    expect(thread.state).toBe('waiting');
    nt.KeSetEvent(event, 0, 0);
    nt.runThreads();
    expect(log[2]).toBe('result 0');
  });

  it('interrupt the wait of the program too; its timeout counts from its beginning', () => {
    const { nt, log, noting, event, main } = machine();
    nt.startThread(function* () {
      yield* nt.wait.KeDelayExecutionThread(KernelMode, 0, -30n);
      nt.queueApc(main, { kind: 'normal', routine: noting('apc') });
      yield;
    });
    expect(nt.KeWaitForSingleObject(event, 0, KernelMode, 0, -100n)).toBe(STATUS_TIMEOUT);
    expect([log, nt.time.now]).toEqual([[`apc at 0 in ${main}`], 100n]);
  });

  it('do not interrupt a wait at APC_LEVEL, nor a normal one a wait in a critical region', () => {
    const { nt, log, noting, event } = machine();
    const raised = nt.startThread(function* () {
      const old = nt.KfRaiseIrql(APC_LEVEL);
      yield* nt.wait.KeWaitForSingleObject(event, 0, KernelMode, 0, 0);
      log.push('raised goes on');
      nt.KfLowerIrql(old);
    });
    const inRegion = nt.startThread(function* () {
      nt.KeEnterCriticalRegion();
      yield* nt.wait.KeWaitForSingleObject(event, 0, KernelMode, 0, 0);
      log.push('leaves');
      nt.KeLeaveCriticalRegion();
    });
    nt.runThreads();
    nt.queueApc(raised.id, { kind: 'special', routine: noting('special') });
    nt.queueApc(inRegion.id, { kind: 'normal', routine: noting('normal') });
    nt.runThreads();
    expect(log).toEqual([]);
    nt.KeSetEvent(event, 0, 0);
    nt.runThreads();
    expect(log).toEqual([
      'raised goes on',
      `special at 1 in ${raised.id}`,
      'leaves',
      `normal at 0 in ${inRegion.id}`,
    ]);
  });

  it('that of a thread with a higher priority runs before the call returns', () => {
    const { nt, log, noting, event } = machine();
    const thread = nt.startThread(
      function* () {
        yield* nt.wait.KeWaitForSingleObject(event, 0, KernelMode, 0, 0);
      },
      { priority: 12 },
    );
    nt.queueApc(thread.id, { kind: 'normal', routine: noting('apc') });
    log.push('main');
    expect(log).toEqual([`apc at 0 in ${thread.id}`, 'main']);
  });

  it('on another processor they run there', () => {
    const { nt, log } = machine({ processors: 2 });
    const other = nt.processor(1).thread;
    const routine = () => log.push(`on ${nt.KeGetCurrentProcessorNumberEx(0)} in ${nt.thread.id}`);
    nt.queueApc(other, { kind: 'special', routine });
    expect(log).toEqual([`on 1 in ${other}`]);
    const old = nt.onProcessor(1, () => nt.KfRaiseIrql(DISPATCH_LEVEL));
    nt.queueApc(other, { kind: 'special', routine });
    expect(log).toHaveLength(1);
    nt.onProcessor(1, () => nt.KfLowerIrql(old));
    expect(log).toHaveLength(2);
  });

  it('interrupt user-mode code as kernel-mode code, at its next step and in the middle of a wait', () => {
    const { nt, log, event } = machine();
    const process = nt.startProcess();
    const thread = process.startThread(function* () {
      yield;
      log.push('begins');
      yield* process.wait.RtlLockHeap(process.processHeap);
      log.push(`locked ${process.RtlUnlockHeap(process.processHeap)}`);
    });
    process.RtlLockHeap(process.processHeap);
    const routine = () => {
      log.push(`apc of ${nt.PsGetCurrentProcessId()} in ${nt.thread.id}, set ${nt.KeSetEvent(event, 0, 0)}`);
    };
    nt.queueApc(thread.id, { kind: 'special', routine });
    nt.runThreads();
    nt.queueApc(thread.id, { kind: 'normal', routine });
    nt.runThreads();
    process.RtlUnlockHeap(process.processHeap);
    nt.runThreads();
    expect(log).toEqual([
      `apc of ${process.id} in ${thread.id}, set 0`,
      'begins',
      `apc of ${process.id} in ${thread.id}, set 1`,
      'locked 1',
    ]);
  });
});

describe('alertable waits', () => {
  it.each([
    ['alert', KernelMode, STATUS_ALERTED],
    ['alert', UserMode, STATUS_ALERTED],
    ['user-apc', UserMode, STATUS_USER_APC],
  ] as const)('an %s ends a wait of mode %i', (what, mode, status) => {
    const { nt, log, event } = machine();
    const second = nt.variable('KEVENT');
    nt.KeInitializeEvent(second, NotificationEvent, 0);
    const objects = nt.variable(32);
    nt.memory.writePointer(objects, event);
    nt.memory.writePointer(objects + 8, second);
    const bodies = [
      () => nt.wait.KeWaitForSingleObject(event, 0, mode, 1, 0),
      () => nt.wait.KeWaitForMultipleObjects(2, objects, 1, 0, mode, 1, 0, 0),
      () => nt.wait.KeDelayExecutionThread(mode, 1, -1_000_000n),
    ];
    for (const wait of bodies) {
      const thread = nt.startThread(function* () {
        log.push(`${yield* wait()} after ${nt.time.now}`);
      });
      nt.runThreads();
      expect(nt.alertThread(thread.id, what)).toBe(true);
      nt.runThreads();
      expect([log.pop(), thread.state]).toEqual([`${status} after 0`, 'terminated']);
    }
  });

  it.each([
    ['alert', UserMode, 0],
    ['user-apc', KernelMode, 1],
    ['user-apc', UserMode, 0],
  ] as const)('an %s does not end a wait of mode %i with Alertable %i', (what, mode, alertable) => {
    const { nt, event } = machine();
    let result: number | null = null;
    const thread = nt.startThread(function* () {
      result = yield* nt.wait.KeWaitForSingleObject(event, 0, mode, alertable, 0);
    });
    nt.runThreads();
    nt.alertThread(thread.id, what);
    nt.runThreads();
    expect(result).toBeNull();
    nt.KeSetEvent(event, 0, 0);
    nt.runThreads();
    expect(result).toBe(STATUS_SUCCESS);
  });

  it('what came before ends the next wait; a signalled object goes first', () => {
    const { nt, event, main } = machine();
    const wait = () => nt.KeWaitForSingleObject(event, 0, UserMode, 1, -5n);
    nt.alertThread(main);
    nt.alertThread(main, 'user-apc');
    nt.KeSetEvent(event, 0, 0);
    expect(wait()).toBe(STATUS_SUCCESS);
    nt.KeClearEvent(event);
    expect([wait(), wait(), wait()]).toEqual([STATUS_ALERTED, STATUS_USER_APC, STATUS_USER_APC]);
    expect(nt.KeDelayExecutionThread(UserMode, 1, -5n)).toBe(STATUS_USER_APC);
    expect(nt.time.now).toBe(0n);
  });

  it('a user APC is over when a system call of its thread has returned to user mode', () => {
    const { nt, event, main } = machine();
    const wait = () => nt.KeWaitForSingleObject(event, 0, UserMode, 1, -5n);
    nt.alertThread(main, 'user-apc');
    expect(nt.runAs('system-call', wait)).toBe(STATUS_USER_APC);
    expect(nt.runAs('system-call', wait)).toBe(STATUS_TIMEOUT);
  });

  it('alerts are part of a snapshot', () => {
    const { nt, event, main } = machine();
    nt.alertThread(main);
    const start = nt.snapshot();
    const wait = () => nt.KeWaitForSingleObject(event, 0, KernelMode, 1, -5n);
    expect([wait(), wait()]).toEqual([STATUS_ALERTED, STATUS_TIMEOUT]);
    nt.restore(start);
    expect([wait(), wait()]).toEqual([STATUS_ALERTED, STATUS_TIMEOUT]);
  });

  it('one that queues itself for ever stops the machine', () => {
    const { nt, main } = machine();
    const again = (): unknown => nt.queueApc(main, { kind: 'special', routine: again });
    expect(nt.outcome(again)).toMatchObject({ kind: 'stopped', reason: 'step-limit' });
  });
});
