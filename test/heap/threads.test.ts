/** Two threads and one heap: S4-023 to S4-028, B-162 to B-165. */
import {
  type BootOptions,
  boot,
  EXCEPTION_EXECUTE_HANDLER,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  HeapCompatibilityInformation,
  STATUS_HEAP_CORRUPTION,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

const architectures = ['x64', 'x86'] as const;
/** Allocations of a size that activate its bucket. */
const ACTIVATION = 0x12;

function program(options: BootOptions = {}) {
  const nt = boot(options);
  const process = nt.startProcess();
  const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
  const log: string[] = [];
  return { nt, process, heap, log };
}

describe.each(architectures)('a heap that another thread has locked, %s', (arch) => {
  it('B-162: RtlLockHeap waits, and proceeds after the unlock', () => {
    const { nt, process, heap, log } = program({ arch });
    process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
      log.push('1 locks');
      yield;
      log.push('1 unlocks');
      process.RtlUnlockHeap(heap);
      yield;
      log.push('1 ends');
    });
    process.startThread(function* () {
      log.push('2 wants');
      yield* process.wait.RtlLockHeap(heap);
      log.push('2 locks');
      process.RtlUnlockHeap(heap);
    });
    nt.runThreads();
    expect(log).toEqual(['1 locks', '2 wants', '1 unlocks', '2 locks', '1 ends']);
  });

  it('B-162: the synchronous form waits too, while the other threads run', () => {
    const { nt, process, heap, log } = program({ arch });
    process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
      for (let turn = 0; turn < 3; turn += 1) yield;
      log.push('unlock');
      process.RtlUnlockHeap(heap);
    });
    process.startThread(() => {
      log.push(`allocated ${process.RtlAllocateHeap(heap, 0, 100) !== 0}`);
    });
    nt.runThreads();
    expect(log).toEqual(['unlock', 'allocated true']);
  });

  it('each wait is an event, in either form', () => {
    const { nt, process, heap } = program({ arch });
    const [owner, ...others] = [
      process.startThread(function* () {
        yield* process.wait.RtlLockHeap(heap);
        for (let turn = 0; turn < 4; turn += 1) yield;
        process.RtlUnlockHeap(heap);
      }),
      process.startThread(function* () {
        yield* process.wait.RtlFreeHeap(heap, 0, heap + 0x1000);
      }),
      process.startThread(() => {
        process.RtlSizeHeap(heap, 0, heap + 0x1000);
      }),
    ];
    const events = nt.events.record(() => nt.runThreads());
    expect(events.filter(({ kind }) => kind === 'wait')).toEqual(
      others.map(({ id }) => ({
        kind: 'wait',
        lock: 'heap',
        address: heap,
        thread: id,
        owner: owner?.id,
        depth: 1,
      })),
    );
  });

  it('S4-023: every routine that looks at a heap or changes it waits for the lock', () => {
    const { nt, process, heap, log } = program({ arch });
    const block = process.RtlAllocateHeap(heap, 0, 5000);
    const place = process.RtlAllocateHeap(process.processHeap, 0, 0x100);
    const { wait } = process;
    const calls = {
      RtlSizeHeap: () => wait.RtlSizeHeap(heap, 0, block),
      RtlValidateHeap: () => wait.RtlValidateHeap(heap, 0, 0),
      RtlWalkHeap: () => wait.RtlWalkHeap(heap, place),
      RtlCompactHeap: () => wait.RtlCompactHeap(heap, 0),
      RtlZeroHeap: () => wait.RtlZeroHeap(heap, 0),
      RtlGetUserInfoHeap: () => wait.RtlGetUserInfoHeap(heap, 0, block, 0, 0),
      RtlSetUserValueHeap: () => wait.RtlSetUserValueHeap(heap, 0, block, 1),
      RtlSetUserFlagsHeap: () => wait.RtlSetUserFlagsHeap(heap, 0, block, 0, 0),
      RtlQueryTagHeap: () => wait.RtlQueryTagHeap(heap, 0, 1, 0, 0),
      RtlCreateTagHeap: () => wait.RtlCreateTagHeap(heap, 0, 'a', 'b'),
      RtlExtendHeap: () => wait.RtlExtendHeap(heap, 0, 0, 0x1000),
      RtlProtectHeap: () => wait.RtlProtectHeap(heap, 0),
      RtlMultipleAllocateHeap: () => wait.RtlMultipleAllocateHeap(heap, 0, 8, 1, place),
      RtlMultipleFreeHeap: () => wait.RtlMultipleFreeHeap(heap, 0, 1, place),
      RtlSetHeapInformation: () => wait.RtlSetHeapInformation(heap, HeapCompatibilityInformation, place, 4),
      RtlReAllocateHeap: () => wait.RtlReAllocateHeap(heap, 0, block, 5),
    } satisfies Partial<Record<keyof UserProcess['wait'], () => unknown>>;
    process.startThread(function* () {
      yield* wait.RtlLockHeap(heap);
      for (let turn = 0; turn < 3; turn += 1) yield;
      log.push('unlock');
      process.RtlUnlockHeap(heap);
    });
    for (const [name, call] of Object.entries(calls)) {
      process.startThread(function* () {
        yield* call();
        log.push(name);
      });
    }
    nt.runThreads();
    expect(log).toEqual(['unlock', ...Object.keys(calls)]);
  });

  it('S4-023: RtlAllocateHeap and RtlFreeHeap wait until the lock is given up', () => {
    const { nt, process, heap, log } = program({ arch });
    const block = process.RtlAllocateHeap(heap, 0, 5000);
    process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
      for (let turn = 0; turn < 3; turn += 1) yield;
      log.push('unlock');
      process.RtlUnlockHeap(heap);
    });
    process.startThread(function* () {
      yield* process.wait.RtlAllocateHeap(heap, 0, 5000);
      log.push('allocate');
    });
    process.startThread(function* () {
      yield* process.wait.RtlFreeHeap(heap, 0, block);
      log.push('free');
    });
    process.startThread(function* () {
      log.push(`size ${yield* process.wait.RtlSizeHeap(heap, 0, block)}`);
    });
    nt.runThreads();
    expect(log).toEqual(['unlock', 'allocate', 'free', expect.stringMatching(/^size/)]);
  });

  it('B-164: RtlAllocateHeap and RtlFreeHeap with HEAP_NO_SERIALIZE proceed at once', () => {
    const { nt, process, heap, log } = program({ arch });
    process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
      for (let turn = 0; turn < 3; turn += 1) yield;
      log.push('unlock');
      process.RtlUnlockHeap(heap);
    });
    process.startThread(function* () {
      const block = yield* process.wait.RtlAllocateHeap(heap, HEAP_NO_SERIALIZE, 5000);
      log.push(`allocate ${block !== 0}`);
      log.push(`free ${yield* process.wait.RtlFreeHeap(heap, HEAP_NO_SERIALIZE, block)}`);
    });
    nt.runThreads();
    expect(log).toEqual(['allocate true', 'free 1', 'unlock']);
  });

  it('B-165: once the front end serves a size, it is allocated and freed; RtlLockHeap still waits', () => {
    const { nt, process, heap, log } = program({ arch });
    for (let turn = 0; turn < ACTIVATION; turn += 1)
      process.RtlFreeHeap(heap, 0, process.RtlAllocateHeap(heap, 0, 0));
    process.RtlFreeHeap(heap, 0, process.RtlAllocateHeap(heap, 0, 0));
    process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
      for (let turn = 0; turn < 3; turn += 1) yield;
      log.push('unlock');
      process.RtlUnlockHeap(heap);
    });
    process.startThread(function* () {
      const block = yield* process.wait.RtlAllocateHeap(heap, 0, 0);
      log.push(`allocate ${block !== 0}`);
      log.push(`free ${yield* process.wait.RtlFreeHeap(heap, 0, block)}`);
      yield* process.wait.RtlLockHeap(heap);
      log.push('lock');
      process.RtlUnlockHeap(heap);
    });
    nt.runThreads();
    expect(log).toEqual(['allocate true', 'free 1', 'unlock', 'lock']);
  });

  it('B-165: before that the same calls wait', () => {
    const { nt, process, heap, log } = program({ arch });
    process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
      for (let turn = 0; turn < 3; turn += 1) yield;
      log.push('unlock');
      process.RtlUnlockHeap(heap);
    });
    process.startThread(function* () {
      yield* process.wait.RtlAllocateHeap(heap, 0, 0);
      log.push('allocate');
    });
    nt.runThreads();
    expect(log).toEqual(['unlock', 'allocate']);
  });

  it('a thread of a higher priority that waits gets it before RtlUnlockHeap returns', () => {
    const { nt, process, heap, log } = program({ arch });
    process.RtlLockHeap(heap);
    process.startThread(
      function* () {
        yield* process.wait.RtlLockHeap(heap);
        log.push('high');
        process.RtlUnlockHeap(heap);
      },
      { priority: 12 },
    );
    process.RtlUnlockHeap(heap);
    log.push('main');
    expect(log).toEqual(['high', 'main']);
    expect(nt.irql).toBe(0);
  });

  it('two heaps taken in different order are a deadlock with its cycle', () => {
    const { nt, process, heap } = program({ arch });
    const other = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const thread = process.startThread(function* () {
      yield* process.wait.RtlLockHeap(other);
      yield* process.wait.RtlLockHeap(heap);
    });
    process.RtlLockHeap(heap);
    nt.runThreads();
    expect(process.outcome(() => process.RtlLockHeap(other))).toMatchObject({
      reason: 'deadlock',
      cycle: [
        { object: other, owner: thread.id },
        { thread: thread.id, object: heap },
      ],
    });
  });

  it('the plain form is a TypeError in a thread that is a generator function, and nothing was done', () => {
    const { nt, process, heap, log } = program({ arch });
    process.RtlLockHeap(heap);
    process.startThread(function* () {
      try {
        process.RtlAllocateHeap(heap, 0, 5000);
      } catch (error) {
        log.push(String(error instanceof TypeError));
      }
      yield;
    });
    nt.runThreads();
    expect(log).toEqual(['true']);
    expect(process.RtlUnlockHeap(heap)).toBe(1);
  });
});

describe('HEAP_NO_SERIALIZE and several threads', () => {
  const findings = (nt: ReturnType<typeof boot>) => nt.findings.map(({ rule }) => rule);
  const use = (process: UserProcess, heap: number, flags = 0) =>
    process.RtlFreeHeap(heap, flags, process.RtlAllocateHeap(heap, flags, 64));
  const unserialized = () => {
    const all = program();
    const heap = all.process.RtlCreateHeap(HEAP_GROWABLE | HEAP_NO_SERIALIZE, 0, 0, 0, 0, 0);
    return { ...all, heap };
  };

  it('S4-025: two threads that use the heap are a finding', () => {
    const { nt, process, heap } = unserialized();
    for (const name of ['a', 'b']) {
      process.startThread(
        function* () {
          use(process, heap);
          yield;
        },
        { name },
      );
    }
    nt.runThreads();
    expect(new Set(findings(nt))).toEqual(new Set(['heap-unserialized-use']));
  });

  it('S4-024: with serialization the same program is none', () => {
    const { nt, process, heap } = program();
    for (const name of ['a', 'b']) {
      process.startThread(
        function* () {
          use(process, heap);
          yield;
        },
        { name },
      );
    }
    nt.runThreads();
    expect(findings(nt)).toEqual([]);
  });

  it('S4-025: also one call with the flag while another thread uses the heap under its lock', () => {
    const { nt, process, heap } = program();
    const holder = process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
      use(process, heap);
      yield;
      process.RtlUnlockHeap(heap);
    });
    const other = process.startThread(function* () {
      use(process, heap, HEAP_NO_SERIALIZE);
      yield;
    });
    nt.runThreads();
    expect(nt.findings[0]).toMatchObject({
      rule: 'heap-unserialized-use',
      routine: 'RtlAllocateHeap',
      values: [heap, holder.id, other.id],
    });
  });

  it('B-164: a lock that is only held is no use: nothing is reported', () => {
    const { nt, process, heap } = program();
    process.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
      yield;
      process.RtlUnlockHeap(heap);
    });
    process.startThread(function* () {
      use(process, heap, HEAP_NO_SERIALIZE);
      yield;
    });
    nt.runThreads();
    expect(findings(nt)).toEqual([]);
  });

  it('S4-025: a lock that only one of the two takes orders nothing', () => {
    const { nt, process, heap } = unserialized();
    process.startThread(function* () {
      use(process, heap);
      yield;
    });
    process.startThread(function* () {
      yield* process.wait.RtlLockHeap(process.processHeap);
      use(process, heap);
      process.RtlUnlockHeap(process.processHeap);
    });
    nt.runThreads();
    expect(findings(nt)).toContain('heap-unserialized-use');
  });

  it('S4-027: a thread may use what its starter used before, and its starter again when it has ended', () => {
    const { nt, process, heap } = unserialized();
    for (let turn = 0; turn < 2; turn += 1) {
      use(process, heap);
      process.startThread(() => {
        use(process, heap);
      });
      nt.runThreads();
    }
    use(process, heap);
    expect(findings(nt)).toEqual([]);
    process.startThread(function* () {
      yield;
    });
    process.startThread(function* () {
      use(process, heap);
      yield;
    });
    use(process, heap);
    nt.runThreads();
    expect(findings(nt)).toContain('heap-unserialized-use');
  });

  it('a snapshot brings back the time when the process had one thread', () => {
    const { nt, process, heap } = unserialized();
    const start = nt.snapshot();
    process.RtlLockHeap(process.processHeap);
    process.startThread(function* () {
      use(process, heap);
      yield* process.wait.RtlLockHeap(process.processHeap);
    });
    nt.runThreads();
    nt.restore(start);
    use(process, heap);
    expect(findings(nt)).toEqual([]);
  });

  it('S4-026: a process with one thread is safe', () => {
    const { nt, process, heap } = unserialized();
    for (let turn = 0; turn < 3; turn += 1) use(process, heap);
    expect(findings(nt)).toEqual([]);
  });

  it('S4-027: one thread alone that uses the heap is safe, whatever others do', () => {
    const { nt, process, heap } = unserialized();
    process.startThread(function* () {
      for (let turn = 0; turn < 3; turn += 1) {
        use(process, heap);
        yield;
      }
    });
    process.startThread(function* () {
      for (let turn = 0; turn < 3; turn += 1) {
        use(process, process.processHeap);
        yield;
      }
    });
    nt.runThreads();
    expect(findings(nt)).toEqual([]);
  });

  it('S4-028: a lock of the program around each use is safe', () => {
    const { nt, process, heap } = unserialized();
    const guard = process.processHeap;
    for (const name of ['a', 'b']) {
      process.startThread(
        function* () {
          for (let turn = 0; turn < 3; turn += 1) {
            yield* process.wait.RtlLockHeap(guard);
            use(process, heap);
            yield;
            use(process, heap);
            process.RtlUnlockHeap(guard);
            yield;
          }
        },
        { name },
      );
    }
    nt.runThreads();
    expect(findings(nt)).toEqual([]);
  });
});

describe('threads of a process', () => {
  it('run as user-mode code of the process, each with its last status', () => {
    const { nt, process, heap } = program();
    const seen: unknown[] = [];
    process.startThread(function* () {
      process.RtlAllocateHeap(heap, 0, 2 ** 30);
      yield;
      seen.push(process.lastStatus);
    });
    process.startThread(function* () {
      yield;
      seen.push(process.lastStatus);
    });
    nt.runThreads();
    expect(seen).toEqual([0xc000_0017, 0]);
    expect(process.lastStatus).toBe(0);
  });

  it('guard their code; what nobody handles ends the process and its other threads, not the program', () => {
    const { nt, process } = program();
    const log: string[] = [];
    process.startThread(function* () {
      yield* process.guarded(
        function* () {
          yield;
          process.RtlRaiseStatus(0xc000_0001);
        },
        process.__except(1, () => log.push('handled')),
      );
      yield;
      process.RtlRaiseStatus(0xc000_0002);
    });
    process.startThread(function* () {
      for (;;) {
        log.push('other');
        yield;
      }
    });
    nt.runThreads();
    expect(process.exitCode).toBe(0xc000_0002);
    expect(log).toEqual(['other', 'handled', 'other']);
    expect(() => process.startThread(() => {})).toThrow();
    nt.snapshot();
  });

  it('end with the process when its top-level filter accepts an exception', () => {
    const { nt, process } = program();
    process.SetUnhandledExceptionFilter(() => EXCEPTION_EXECUTE_HANDLER);
    process.startThread(() => process.RtlRaiseStatus(0xc000_0003));
    nt.runThreads();
    expect(process.exitCode).toBe(0xc000_0003);
  });

  it('end with the process when its heap is found damaged', () => {
    const { nt, process, heap } = program();
    const block = process.RtlAllocateHeap(heap, 0, 5000);
    process.startThread(function* () {
      yield;
      process.RtlFreeHeap(heap, 0, block);
      process.RtlFreeHeap(heap, 0, block);
    });
    nt.runThreads();
    expect(process.exitCode).toBe(STATUS_HEAP_CORRUPTION);
  });

  it('wait only in threads of their own process', () => {
    const { nt, process, heap } = program();
    process.RtlLockHeap(heap);
    nt.startThread(function* () {
      yield* process.wait.RtlLockHeap(heap);
    });
    expect(() => nt.runThreads()).toThrow(TypeError);
  });
});
