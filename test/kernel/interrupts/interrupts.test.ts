/** Interrupt objects and their spin locks: D-029, D-092. What raises an interrupt is ours: docs/decisions/0044-interrupts.md. */
import {
  type BootOptions,
  boot,
  DISPATCH_LEVEL,
  EXCEPTION_EXECUTE_HANDLER,
  KIRQL,
  Latched,
  LevelSensitive,
  out,
  PVOID,
  STATUS_INVALID_PARAMETER,
  STATUS_SUCCESS,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const VECTOR = 0x51;
const IRQL = 5;
const SYNCHRONIZE = 7;

interface Connection {
  readonly lock?: number;
  readonly vector?: number;
  readonly irql?: number;
  readonly synchronizeIrql?: number;
  readonly mode?: number;
  readonly shared?: 0 | 1;
  readonly processors?: number | bigint;
  readonly context?: number;
}

function machine(options: BootOptions = {}) {
  const nt = boot(options);
  const log: string[] = [];
  const tryConnect = (routine: number | ((...args: number[]) => unknown), about: Connection = {}) => {
    const { lock = 0, vector = VECTOR, irql = IRQL, synchronizeIrql = SYNCHRONIZE, context = 0 } = about;
    const { mode = LevelSensitive, shared = 0, processors = 1 } = about;
    const object = out(PVOID);
    const levels = [vector, irql, synchronizeIrql] as const;
    const status = nt.IoConnectInterrupt(
      object,
      routine,
      context,
      lock,
      ...levels,
      mode,
      shared,
      processors,
      0,
    );
    return { status, object: object.value };
  };
  const connect = (routine: (...args: number[]) => unknown, about?: Connection) => {
    const { status, object } = tryConnect(routine, about);
    expect(status).toBe(STATUS_SUCCESS);
    return object;
  };
  const noting =
    (name: string, claims: unknown = 1) =>
    () => {
      log.push(`${name} at ${nt.irql}`);
      return claims;
    };
  const spinLock = () => {
    const lock = nt.variable('KSPIN_LOCK');
    nt.KeInitializeSpinLock(lock);
    return lock;
  };
  return { nt, log, tryConnect, connect, noting, spinLock };
}

const bugcheck = (code: number, parameters: readonly unknown[]) => ({ kind: 'bugcheck', code, parameters });
const any = expect.anything();

describe.each(['x64', 'x86'] as const)('service routines, %s', (arch) => {
  it('run at SynchronizeIrql, under the spin lock, on the thread that is interrupted, with object and context', () => {
    const { nt, connect, spinLock } = machine({ arch });
    const lock = spinLock();
    const seen: unknown[] = [];
    const main = nt.thread.id;
    const object = connect(
      (...args) => {
        seen.push(...args, nt.irql, nt.KeTestSpinLock(lock), nt.thread.id === main);
        return true;
      },
      { lock, context: 0x1234 },
    );
    expect(object).not.toBe(0);
    expect(nt.interrupt(VECTOR)).toBe('claimed');
    expect(seen).toEqual([object, 0x1234, SYNCHRONIZE, 0, true]);
    expect([nt.irql, nt.KeTestSpinLock(lock)]).toEqual([0, 1]);
  });

  it('a DPC that one queues runs when the level drops, before the interrupted code goes on', () => {
    const { nt, log, connect } = machine({ arch });
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, () => log.push(`dpc at ${nt.irql}`), 0);
    connect(() => {
      nt.KeInsertQueueDpc(dpc, 0, 0);
      log.push(`isr at ${nt.irql}`);
      return 1;
    });
    nt.interrupt(VECTOR);
    expect([...log, nt.irql]).toEqual([`isr at ${SYNCHRONIZE}`, `dpc at ${DISPATCH_LEVEL}`, 0]);
  });

  it.each([
    ['on', bugcheck(0xc4, [0x111, any, SYNCHRONIZE, 8])],
    ['off', bugcheck(0xc8, [(8 << 16) | (SYNCHRONIZE << 8) | 3, any, any, 0])],
  ] as const)('D-029, D-092: one that returns at another level, verifier %s', (verifier, expected) => {
    const { nt, connect } = machine({ arch, verifier });
    connect(() => {
      nt.KfRaiseIrql(8);
      return 1;
    });
    expect(nt.outcome(() => nt.interrupt(VECTOR))).toMatchObject(expected);
  });

  it('D-029: reported only, lock and level are what they were', () => {
    const { nt, connect } = machine({ arch, onViolation: 'report' });
    const object = connect(() => nt.KfRaiseIrql(9));
    nt.interrupt(VECTOR);
    expect(nt.findings.map(({ rule }) => rule)).toEqual(['isr-returns-at-other-irql']);
    expect(nt.irql).toBe(0);
    expect(nt.KeAcquireInterruptSpinLock(object)).toBe(0);
  });

  it('connecting refuses levels, modes, masks and vectors that cannot be', () => {
    const { nt, connect, tryConnect, noting } = machine({ arch });
    const highest = { x64: 12, x86: 26 }[arch];
    const routine = noting('isr');
    const bad: Connection[] = [
      { irql: DISPATCH_LEVEL },
      { irql: 8 },
      { synchronizeIrql: highest + 1 },
      { mode: 2 },
      { processors: 0 },
      { processors: 2 },
    ];
    for (const about of bad)
      expect(tryConnect(routine, about)).toEqual({ status: STATUS_INVALID_PARAMETER, object: 0 });
    expect(tryConnect(0).status).toBe(STATUS_INVALID_PARAMETER);
    expect(nt.interrupt(VECTOR)).toBe('unclaimed');
    connect(routine, { irql: 3, synchronizeIrql: highest });
    expect(tryConnect(routine, { irql: 3, shared: 1 }).status).toBe(STATUS_INVALID_PARAMETER);
    connect(routine, { vector: 1, shared: 1 });
    for (const about of [{ shared: 0 }, { irql: 6 }, { mode: Latched }] as const)
      expect(tryConnect(routine, { vector: 1, shared: 1, ...about }).status).toBe(STATUS_INVALID_PARAMETER);
    connect(routine, { vector: 1, shared: 1 });
  });

  it('the object can be stored in memory', () => {
    const { nt, noting } = machine({ arch });
    const at = nt.variable('PVOID');
    nt.IoConnectInterrupt(at, noting('isr'), 0, 0, VECTOR, IRQL, IRQL, LevelSensitive, 0, 1n, 0);
    const object = nt.memory.readPointer(at);
    expect(nt.KeAcquireInterruptSpinLock(object)).toBe(0);
    expect(nt.irql).toBe(IRQL);
  });
});

describe('interrupts', () => {
  it('a shared vector asks until one claims it; a latched one asks all; DPCs come after the last', () => {
    const { nt, log, connect, noting } = machine();
    const dpc = nt.variable('KDPC');
    nt.KeInitializeDpc(dpc, () => log.push('dpc'), 0);
    const none = noting('none', 0);
    const queueing = () => {
      nt.KeInsertQueueDpc(dpc, 0, 0);
      return none();
    };
    connect(queueing, { shared: 1 });
    connect(noting('one'), { shared: 1, synchronizeIrql: 6 });
    connect(noting('two'), { shared: 1 });
    expect(nt.interrupt(VECTOR)).toBe('claimed');
    expect(log.splice(0)).toEqual(['none at 7', 'one at 6', 'dpc']);
    const latched = { shared: 1, mode: Latched, vector: 9 } as const;
    connect(noting('a', true), latched);
    connect(noting('b', 0x100), latched);
    expect(nt.interrupt(9)).toBe('claimed');
    expect(log.splice(0)).toEqual(['a at 7', 'b at 7']);
    connect(noting('byte', 0x100), { vector: 10 });
    expect(nt.interrupt(10)).toBe('unclaimed');
  });

  it('at or above its level one waits, once, until the level drops below it; the highest comes first', () => {
    const { nt, log, connect, noting } = machine();
    connect(noting('low'), { vector: 1, irql: 3, synchronizeIrql: 3 });
    connect(noting('high'), { vector: 2, irql: 6, synchronizeIrql: 6 });
    connect(noting('higher'), { vector: 3, irql: 8, synchronizeIrql: 8 });
    nt.KfRaiseIrql(2);
    nt.KfRaiseIrql(4);
    nt.KfRaiseIrql(6);
    expect([1, 2, 1, 3].map((vector) => nt.interrupt(vector))).toEqual([
      'pending',
      'pending',
      'pending',
      'claimed',
    ]);
    expect(log.splice(0)).toEqual(['higher at 8']);
    nt.KfLowerIrql(4);
    expect(log.splice(0)).toEqual(['high at 6']);
    nt.KfLowerIrql(2);
    expect(log.splice(0)).toEqual(['low at 3']);
    nt.KfLowerIrql(0);
    expect(log).toEqual([]);
    nt.KfRaiseIrql(15);
    for (const vector of [1, 3, 2]) nt.interrupt(vector);
    nt.KfLowerIrql(0);
    expect(log).toEqual(['higher at 8', 'high at 6', 'low at 3']);
  });

  it('a higher one interrupts a service routine, a lower one waits for its end', () => {
    const { nt, log, connect, noting } = machine();
    connect(noting('high'), { vector: 2, irql: 9, synchronizeIrql: 9 });
    connect(noting('low'), { vector: 1, irql: 3, synchronizeIrql: 3 });
    connect(() => {
      log.push(nt.interrupt(1), nt.interrupt(2), 'end');
      return 1;
    });
    nt.interrupt(VECTOR);
    expect(log).toEqual(['high at 9', 'pending', 'claimed', 'end', 'low at 3']);
  });

  it('arrive on a processor of the mask, the current one if it is in it', () => {
    const { nt, log, connect } = machine({ processors: 3 });
    const onProcessor = () => log.push(`processor ${nt.KeGetCurrentProcessorNumberEx(0)}`);
    connect(onProcessor, { vector: 1, processors: 0b111 });
    connect(onProcessor, { vector: 2, processors: 0b110n });
    nt.interrupt(1);
    nt.interrupt(2);
    nt.onProcessor(2, () => nt.interrupt(2));
    expect(log.splice(0)).toEqual(['processor 0', 'processor 1', 'processor 2']);
    nt.onProcessor(1, () => nt.KfRaiseIrql(IRQL));
    nt.KfRaiseIrql(2);
    expect(nt.interrupt(2)).toBe('pending');
    nt.KfLowerIrql(0);
    expect(log).toEqual([]);
    nt.onProcessor(1, () => nt.KfLowerIrql(0));
    expect(log).toEqual(['processor 1']);
  });

  it('no service routine is called after IoDisconnectInterrupt, not for what was pending either', () => {
    const { nt, log, connect, noting } = machine({ processors: 2 });
    const object = connect(noting('isr'), { processors: 2 });
    nt.onProcessor(1, () => nt.KfRaiseIrql(IRQL));
    expect(nt.interrupt(VECTOR)).toBe('pending');
    nt.IoDisconnectInterrupt(object);
    expect(nt.interrupt(VECTOR)).toBe('unclaimed');
    connect(noting('other'), { processors: 2 });
    nt.onProcessor(1, () => nt.KfLowerIrql(0));
    expect(log).toEqual([]);
  });

  it('the frames of the interrupted code are not asked: what nobody handles in a service routine is 0x1E', () => {
    const { nt, connect } = machine();
    connect(() => nt.trap('divide-by-zero'));
    const what = nt.outcome(() =>
      nt.__try(
        () => nt.interrupt(VECTOR),
        nt.__except(EXCEPTION_EXECUTE_HANDLER, () => 0),
      ),
    );
    expect(what).toMatchObject({ kind: 'bugcheck', code: 0x1e });
  });

  it('a service routine cannot wait', () => {
    const { nt, connect } = machine();
    const object = connect(function* () {
      yield* [];
    });
    expect(() => nt.interrupt(VECTOR)).toThrow(TypeError);
    expect([nt.irql, nt.KeAcquireInterruptSpinLock(object)]).toEqual([0, 0]);
  });

  it('a snapshot holds what is connected and what is pending', () => {
    const { nt, log, connect, noting } = machine();
    const object = connect(noting('isr'));
    nt.KfRaiseIrql(IRQL);
    nt.interrupt(VECTOR);
    const saved = nt.snapshot();
    nt.KfLowerIrql(0);
    nt.IoDisconnectInterrupt(object);
    expect(log.splice(0)).toEqual(['isr at 7']);
    nt.restore(saved);
    nt.KfLowerIrql(0);
    expect(log.splice(0)).toEqual(['isr at 7']);
    expect(nt.interrupt(VECTOR)).toBe('claimed');
  });
});

describe('interrupt spin locks', () => {
  it.each([0, 2, IRQL, SYNCHRONIZE])('KeAcquireInterruptSpinLock from level %i and back', (level) => {
    const { nt, log, connect, noting, spinLock } = machine();
    const lock = spinLock();
    const object = connect(noting('isr'), { lock });
    nt.KeRaiseIrql(level, out(KIRQL));
    expect(nt.KeAcquireInterruptSpinLock(object)).toBe(level);
    expect([nt.irql, nt.KeTestSpinLock(lock)]).toEqual([SYNCHRONIZE, 0]);
    expect(nt.interrupt(VECTOR)).toBe('pending');
    nt.KeReleaseInterruptSpinLock(object, level);
    expect([nt.irql, nt.KeTestSpinLock(lock)]).toEqual([level, 1]);
    expect(log).toEqual(level < IRQL ? ['isr at 7'] : []);
  });

  it('KeSynchronizeExecution calls the routine at SynchronizeIrql under the lock and gives its BOOLEAN', () => {
    const { nt, log, connect, noting, spinLock } = machine();
    const lock = spinLock();
    const object = connect(noting('isr'), { lock });
    const seen: unknown[] = [];
    const routine = (context: number) => {
      seen.push(context, nt.irql, nt.KeTestSpinLock(lock), nt.interrupt(VECTOR));
      return context;
    };
    expect(nt.KeSynchronizeExecution(object, routine, 0)).toBe(0);
    expect(nt.KeSynchronizeExecution(object, routine, 0x103)).toBe(3);
    expect(nt.KeSynchronizeExecution(object, () => true, 0)).toBe(1);
    expect(seen).toEqual([0, SYNCHRONIZE, 0, 'pending', 0x103, SYNCHRONIZE, 0, 'pending']);
    expect([nt.irql, nt.KeTestSpinLock(lock), log]).toEqual([0, 1, ['isr at 7', 'isr at 7']]);
  });

  it.each([
    ['KeAcquireInterruptSpinLock', (nt, object) => nt.KeAcquireInterruptSpinLock(object)],
    ['KeSynchronizeExecution', (nt, object) => nt.KeSynchronizeExecution(object, () => 0, 0)],
  ] as [string, (nt: ReturnType<typeof boot>, object: number) => unknown][])(
    '%s: of a lock that the processor holds 0xF, above SynchronizeIrql 0xC4/0x30',
    (_, call) => {
      const held = machine();
      const object = held.connect(() => 1);
      held.nt.KeAcquireInterruptSpinLock(object);
      expect(held.nt.outcome(() => call(held.nt, object))).toMatchObject(bugcheck(0xf, [0, 0, 0, 0]));
      const { nt, connect } = machine();
      const other = connect(() => 1);
      nt.KfRaiseIrql(8);
      expect(nt.outcome(() => call(nt, other))).toMatchObject(bugcheck(0xc4, [0x30, 8, SYNCHRONIZE, 0]));
    },
  );

  it('D-043: a release of what is not held is 0x10', () => {
    const { nt, connect } = machine();
    const object = connect(() => 1);
    nt.KfRaiseIrql(SYNCHRONIZE);
    const release = () => nt.KeReleaseInterruptSpinLock(object, 0);
    expect(nt.outcome(release)).toMatchObject(bugcheck(0x10, [0, 0, 0, 0]));
  });

  it('D-043: a lock that a service routine needs too, taken at DISPATCH_LEVEL: 0xF, and without the verifier it spins for ever', () => {
    const spin = (verifier: 'on' | 'off') => {
      const { nt, connect, spinLock } = machine({ verifier });
      const lock = spinLock();
      connect(() => 1, { lock });
      nt.KeAcquireSpinLock(lock, out(KIRQL));
      return nt.outcome(() => nt.interrupt(VECTOR));
    };
    expect(spin('on')).toMatchObject(bugcheck(0xf, [0, 0, 0, 0]));
    expect(spin('off')).toMatchObject({ kind: 'stopped', reason: 'deadlock' });
  });

  it('an address of no interrupt object is reported, and NotModelled without the verifier', () => {
    const calls: ((nt: ReturnType<typeof boot>, object: number) => unknown)[] = [
      (nt, object) => nt.IoDisconnectInterrupt(object),
      (nt, object) => nt.KeAcquireInterruptSpinLock(object),
      (nt, object) => nt.KeReleaseInterruptSpinLock(object, 0),
      (nt, object) => nt.KeSynchronizeExecution(object, () => 0, 0),
    ];
    for (const call of calls) {
      for (const verifier of ['on', 'off'] as const) {
        const { nt, connect } = machine({ verifier });
        const object = connect(() => 1);
        nt.IoDisconnectInterrupt(object);
        expect(nt.outcome(() => call(nt, object))).toMatchObject(
          verifier === 'on'
            ? bugcheck(0xc4, [any, object, 0, 0])
            : { kind: 'stopped', reason: 'not-modelled' },
        );
      }
    }
  });

  it('a service routine whose device asks again each time stops the machine', () => {
    const { nt, connect } = machine();
    connect(() => {
      nt.interrupt(VECTOR);
      return 1;
    });
    expect(nt.outcome(() => nt.interrupt(VECTOR))).toMatchObject({ kind: 'stopped', reason: 'step-limit' });
  });
});
