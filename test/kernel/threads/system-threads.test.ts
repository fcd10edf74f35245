import {
  boot,
  HANDLE,
  KIRQL,
  NtCurrentProcess,
  out,
  PVOID,
  STATUS_ACCESS_DENIED,
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
  structure,
  THREAD_ALL_ACCESS,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

type StartRoutine = (context: number) => unknown;

function system(options: Parameters<typeof boot>[0] = {}) {
  const nt = boot(options);
  const create = (routine: StartRoutine, context = 0, process = 0, access = THREAD_ALL_ACCESS) => {
    const handle = out(HANDLE);
    const status = nt.PsCreateSystemThread(handle, access, 0, process, 0, routine, context);
    return { status, handle: handle.value };
  };
  const reference = (handle: number, type = 0, mode = 0, access = 0) => {
    const object = out(PVOID);
    const status = nt.ObReferenceObjectByHandle(handle, access, type, mode, object, 0);
    return { status, object: object.value };
  };
  const join = (object: number) => nt.KeWaitForSingleObject(object, 0, 0, 0, 0);
  return { nt, create, reference, join };
}

describe('PsCreateSystemThread', () => {
  it.each(['x64', 'x86'] as const)('runs a routine with its context; one waits for its end (%s)', (arch) => {
    const { nt, create, reference, join } = system({ arch });
    const seen: unknown[] = [];
    const { status, handle } = create(function* (context) {
      seen.push(context, nt.PsGetCurrentThread(), nt.PsGetCurrentThreadId());
      yield;
      seen.push('end');
    }, 0x1234);
    expect(status).toBe(STATUS_SUCCESS);
    const { object } = reference(handle, nt.memory.readPointer(nt.PsThreadType));
    expect(nt.ZwClose(handle)).toBe(STATUS_SUCCESS);
    expect(join(object)).toBe(STATUS_SUCCESS);
    expect(seen).toEqual([0x1234, object, nt.PsGetThreadId(object), 'end']);
    expect(nt.ObDereferenceObject(object)).toBe(0);
  });

  it('writes the identifiers, and takes an address as routine', () => {
    const { nt } = system();
    const { at } = structure('x64', 'CLIENT_ID');
    const clientId = nt.variable('CLIENT_ID');
    let id = 0;
    const routine = nt.functionAddress(() => {
      id = nt.PsGetCurrentThreadId();
    });
    nt.PsCreateSystemThread(nt.variable('PVOID'), 0, 0, 0, clientId, routine, 0);
    nt.runThreads();
    expect(nt.memory.readPointer(clientId + at.UniqueThread)).toBe(id);
    expect(nt.memory.readPointer(clientId + at.UniqueProcess)).toBe(nt.PsGetCurrentProcessId());
  });

  it('in the context of a process its code is kernel-mode code in that address space', () => {
    const { nt, create } = system();
    const process = nt.startProcess();
    const page = process.run(() => process.RtlAllocateHeap(process.processHeap, 0, 16));
    let seen: unknown;
    process.run(() =>
      create(
        function* () {
          nt.memory.writeUint32(page, 77);
          seen = [nt.PsGetCurrentProcessId(), nt.PsIsSystemThread(nt.PsGetCurrentThread())];
          yield;
        },
        0,
        NtCurrentProcess(),
      ),
    );
    nt.runThreads();
    expect(seen).toEqual([process.id, 1]);
    expect(process.memory.readUint32(page)).toBe(77);
    expect(create(() => {}, 0, 12).status).toBe(STATUS_INVALID_HANDLE);
  });

  it('PsTerminateSystemThread ends it there: no handler and no finally block runs', () => {
    const { nt, create, reference, join } = system();
    const log: string[] = [];
    const { handle } = create(function* () {
      yield* nt.guarded(
        function* () {
          nt.__try(
            () => {
              log.push('in');
              nt.PsTerminateSystemThread(5);
              log.push('never');
            },
            nt.__finally(() => log.push('finally')),
          );
          yield;
        },
        nt.__except(1, () => log.push('handler')),
      );
    });
    expect(join(reference(handle).object)).toBe(STATUS_SUCCESS);
    expect(log).toEqual(['in']);
    expect(nt.outcome(() => nt.PsTerminateSystemThread(0))).toMatchObject({ reason: 'not-modelled' });
  });

  it('an async function is refused', () => {
    const { nt, create } = system();
    create(async () => {});
    expect(() => nt.runThreads()).toThrow(TypeError);
  });

  it('two threads that wait for the end of each other are a deadlock', () => {
    const { nt } = system();
    const objects: number[] = [];
    const threads = [0, 1].map((own) =>
      nt.startThread(function* () {
        objects[own] = nt.KeGetCurrentThread();
        yield;
        yield* nt.wait.KeWaitForSingleObject(objects[1 - own]!, 0, 0, 0, 0);
      }),
    );
    expect(nt.outcome(() => nt.KeWaitForSingleObject(threads[0]!.object, 0, 0, 0, 0))).toMatchObject({
      reason: 'deadlock',
      cycle: [
        { thread: threads[0]!.id, owner: threads[1]!.id },
        { thread: threads[1]!.id, owner: threads[0]!.id },
      ],
    });
  });
});

describe('what a thread may not leave behind', () => {
  it.each(['on', 'off'] as const)('a raised level is bug check 0x20 (verifier %s)', (verifier) => {
    const { nt, create } = system({ verifier });
    create(() => nt.KeRaiseIrql(2, out(KIRQL)));
    expect(nt.outcome(() => nt.runThreads())).toMatchObject({
      kind: 'bugcheck',
      code: 0x20,
      parameters: [0, 0, 2, 0],
    });
  });

  it('where the machine goes on the processor is at PASSIVE_LEVEL again', () => {
    const { nt, create } = system({ onViolation: 'report' });
    create(() => nt.KeRaiseIrql(2, out(KIRQL)));
    nt.runThreads();
    expect(nt.irql).toBe(0);
    expect(nt.findings.map(({ rule }) => rule)).toEqual(['thread-ends-restricted']);
  });

  it('D-061: APCs that it disabled are bug check 0x20 with the count and the level', () => {
    const { nt } = system();
    const mutex = nt.variable('KMUTANT');
    nt.KeInitializeMutex(mutex, 0);
    nt.startThread(function* () {
      yield* nt.wait.KeWaitForSingleObject(mutex, 0, 0, 0, 0);
      // A second mutex in the same bytes: what the first disabled is never given back.
      nt.KeInitializeMutex(mutex, 0);
    });
    expect(nt.outcome(() => nt.runThreads())).toMatchObject({
      code: 0x20,
      parameters: [0, -1, 0, 0],
    });
  });
});

describe('a thread that has ended', () => {
  const threadsOf = (nt: ReturnType<typeof boot>): number =>
    JSON.parse(nt.debug.fingerprints()['kernel'] ?? '').threads.length;

  it('is forgotten, once nobody has a reference to it', () => {
    const { nt, create, reference, join } = system();
    const before = threadsOf(nt);
    for (let count = 0; count < 20; count++) nt.startThread(function* () {});
    const { handle } = create(() => 0);
    const { object } = reference(handle);
    expect(threadsOf(nt)).toBe(before + 21);
    expect(join(object)).toBe(STATUS_SUCCESS);
    nt.runThreads();
    const id = nt.PsGetThreadId(object);
    expect([threadsOf(nt), id > 0]).toEqual([before + 1, true]);
    nt.ZwClose(handle);
    expect(nt.PsGetThreadId(object)).toBe(id);
    nt.ObDereferenceObject(object);
    expect(threadsOf(nt)).toBe(before);
    expect(nt.outcome(() => nt.PsGetThreadId(object)).kind).toBe('bugcheck');
  });

  it('comes back with a snapshot from before its start', () => {
    const nt = boot();
    const log: string[] = [];
    const thread = nt.startThread(() => log.push('runs'));
    const saved = nt.snapshot();
    const before = threadsOf(nt);
    nt.runThreads();
    expect([threadsOf(nt), thread.state]).toEqual([before - 1, 'terminated']);
    nt.restore(saved);
    expect([threadsOf(nt), thread.state]).toEqual([before, 'ready']);
    nt.runThreads();
    expect(log).toEqual(['runs', 'runs']);
  });
});

describe('handles and references', () => {
  const withThread = (options = {}) => {
    const all = system(options);
    const created = all.create(
      function* () {
        yield;
      },
      0,
      0,
      1,
    );
    return { ...all, ...created };
  };

  it('a wrong type, and for UserMode an access that the handle does not give, are refused', () => {
    const { nt, handle, reference } = withThread();
    expect(reference(handle, nt.memory.readPointer(nt.PsThreadType)).status).toBe(STATUS_SUCCESS);
    expect(reference(handle, 0x1000)).toEqual({ status: STATUS_OBJECT_TYPE_MISMATCH, object: 0 });
    expect(reference(handle, 0, 1, 2)).toEqual({ status: STATUS_ACCESS_DENIED, object: 0 });
    expect(reference(handle, 0, 1, 1).status).toBe(STATUS_SUCCESS);
    expect(reference(handle, 0, 0, 2).status).toBe(STATUS_SUCCESS);
  });

  it('a closed handle is invalid; with the verifier 0xC4 subtype 0x3C, for NULL 0xF5', () => {
    const { nt, handle, reference } = withThread({ verifier: 'off' });
    expect(nt.ZwClose(handle)).toBe(STATUS_SUCCESS);
    expect(nt.ZwClose(handle)).toBe(STATUS_INVALID_HANDLE);
    expect(reference(handle).status).toBe(STATUS_INVALID_HANDLE);
    const verified = withThread();
    verified.nt.ZwClose(verified.handle);
    expect(verified.nt.outcome(() => verified.reference(verified.handle))).toMatchObject({
      code: 0xc4,
      parameters: [0x3c, verified.handle, 0, 0],
    });
    const empty = withThread();
    expect(empty.nt.outcome(() => empty.reference(0))).toMatchObject({ parameters: [0xf5, 0, 0, 0] });
  });

  it('a handle that a program made up is an answer for UserMode, no violation', () => {
    const { reference } = withThread();
    for (const handle of [0x1234, 0])
      expect(reference(handle, 0, 1, 1)).toEqual({ status: STATUS_INVALID_HANDLE, object: 0 });
  });

  it('NtCurrentThread() and NtCurrentProcess() name the current ones', () => {
    const { nt, reference } = withThread();
    expect(reference(-2).object).toBe(nt.KeGetCurrentThread());
    expect(reference(-1).object).toBe(nt.PsGetCurrentProcess());
    expect(nt.IoGetCurrentProcess()).toBe(nt.PsGetCurrentProcess());
  });

  it.each(['ObDereferenceObject', 'ObfDereferenceObject'] as const)(
    '%s below zero references is 0xC4 subtype 0x3F, without the verifier 0x18',
    (release) => {
      for (const [verifier, code] of [
        ['on', 0xc4],
        ['off', 0x18],
      ] as const) {
        const { nt, handle, reference } = withThread({ verifier });
        const { object } = reference(handle);
        nt.runThreads();
        nt.ZwClose(handle);
        expect(nt.ObReferenceObject(object)).toBe(2);
        expect(nt.ObfReferenceObject(object)).toBe(3);
        expect([nt[release](object), nt[release](object), nt[release](object)]).toEqual([2, 1, 0]);
        expect(nt.outcome(() => nt[release](object))).toMatchObject({ kind: 'bugcheck', code });
      }
    },
  );

  it('ZwClose above PASSIVE_LEVEL is 0xC4 subtype 0xE6', () => {
    const { nt, handle } = withThread();
    nt.KeRaiseIrql(1, out(KIRQL));
    expect(nt.outcome(() => nt.ZwClose(handle))).toMatchObject({ parameters: [0xe6, 1, 0, 0] });
  });

  it('are restored with a snapshot', () => {
    const { nt, handle, reference } = withThread();
    const snapshot = nt.snapshot();
    const type = nt.PsThreadType;
    nt.ZwClose(handle);
    nt.restore(snapshot);
    expect(reference(handle).status).toBe(STATUS_SUCCESS);
    expect(nt.PsThreadType).toBe(type);
  });
});

describe('priorities', () => {
  it('KeSetPriorityThread gives the one before, and a higher one runs before the call returns', () => {
    const { nt } = system();
    const order: string[] = [];
    const thread = nt.startThread(
      function* () {
        for (let turn = 0; turn < 3; turn += 1) {
          order.push(`thread ${nt.KeQueryPriorityThread(nt.KeGetCurrentThread())}`);
          yield;
        }
      },
      { priority: 5 },
    );
    expect(nt.KeSetPriorityThread(thread.object, 20)).toBe(5);
    order.push('main');
    expect(order).toEqual(['thread 20', 'thread 20', 'thread 20', 'main']);
  });

  it('KeSetBasePriorityThread counts from the priority of the process and stays in its half', () => {
    const { nt } = system();
    const own = nt.KeGetCurrentThread();
    expect(nt.KeSetBasePriorityThread(own, 3)).toBe(0);
    expect(nt.KeQueryPriorityThread(own)).toBe(11);
    expect(nt.KeSetBasePriorityThread(own, 15)).toBe(3);
    expect(nt.KeQueryPriorityThread(own)).toBe(15);
    nt.KeSetPriorityThread(own, 16);
    nt.KeSetBasePriorityThread(own, -20);
    expect(nt.KeQueryPriorityThread(own)).toBe(16);
  });

  it('outside of 1 to 31, and of no thread, are findings', () => {
    for (const call of [
      ({ nt }: ReturnType<typeof system>) => nt.KeSetPriorityThread(nt.KeGetCurrentThread(), 32),
      ({ nt }: ReturnType<typeof system>) => nt.KeQueryPriorityThread(nt.variable(64)),
    ]) {
      const all = system();
      expect(all.nt.outcome(() => call(all))).toMatchObject({ kind: 'bugcheck', code: 0xc4 });
    }
  });
});

describe('affinities', () => {
  it('a thread moves to a processor that it may run on, and back', () => {
    const { nt } = system({ processors: 4 });
    const main = nt.thread.id;
    expect(nt.KeSetSystemAffinityThreadEx(0b0100)).toBe(0);
    expect([nt.KeGetCurrentProcessorNumber(), nt.processor(2).thread]).toEqual([2, main]);
    expect(nt.processor(0).thread).not.toBe(main);
    expect(nt.KeSetSystemAffinityThreadEx(0b1100n)).toBe(0b0100);
    expect(nt.KeGetCurrentProcessorNumber()).toBe(2);
    nt.KeSetSystemAffinityThread(0b0011);
    expect(nt.KeGetCurrentProcessorNumber()).toBe(0);
    nt.KeRevertToUserAffinityThreadEx(0b1000);
    expect(nt.KeGetCurrentProcessorNumber()).toBe(3);
    nt.KeRevertToUserAffinityThreadEx(0);
    expect(nt.KeSetSystemAffinityThreadEx(0b1000)).toBe(0);
    nt.KeRevertToUserAffinityThread();
    expect(nt.KeGetCurrentProcessorNumber()).toBe(3);
  });

  it('at DISPATCH_LEVEL it moves when the level drops', () => {
    const { nt } = system({ processors: 2 });
    const old = nt.KeRaiseIrqlToDpcLevel();
    nt.KeSetSystemAffinityThread(2);
    expect(nt.KeGetCurrentProcessorNumber()).toBe(0);
    nt.KeLowerIrql(old);
    expect(nt.KeGetCurrentProcessorNumber()).toBe(1);
    expect([nt.processor(0).irql, nt.processor(1).irql]).toEqual([0, 0]);
  });

  it('a thread that is a generator function goes on where it moved', () => {
    const { nt } = system({ processors: 2 });
    const seen: number[] = [];
    nt.startThread(function* () {
      nt.KeSetSystemAffinityThread(2);
      seen.push(nt.KeGetCurrentProcessorNumber());
      yield;
      seen.push(nt.KeGetCurrentProcessorNumber());
    });
    nt.runThreads();
    expect(seen).toEqual([1, 1]);
    expect(nt.KeGetCurrentProcessorNumber()).toBe(0);
  });

  it('no processor that exists is bug check 0x3', () => {
    const { nt } = system({ processors: 2 });
    expect(nt.outcome(() => nt.KeSetSystemAffinityThread(4))).toMatchObject({
      code: 3,
      parameters: [4, 0, 0, 0],
    });
  });
});

describe('ExGetPreviousMode', () => {
  it('is UserMode inside a system call', () => {
    const { nt } = system();
    expect(nt.ExGetPreviousMode()).toBe(0);
    expect(nt.runAs('system-call', () => nt.ExGetPreviousMode())).toBe(1);
    expect(nt.runAs('system-thread', () => nt.ExGetPreviousMode())).toBe(0);
  });
});

describe('other processors', () => {
  it('onProcessor runs as the processor, not as a thread that waits there', () => {
    const { nt } = system({ processors: 2 });
    const event = nt.variable('KEVENT');
    nt.KeInitializeEvent(event, 0, 0);
    const thread = nt.startThread(
      function* () {
        yield* nt.wait.KeWaitForSingleObject(event, 0, 0, 0, 0);
      },
      { processor: 1 },
    );
    nt.runThreads();
    expect(nt.onProcessor(1, () => nt.PsGetCurrentThreadId())).not.toBe(thread.id);
    nt.startThread(
      function* () {
        nt.KeRaiseIrqlToDpcLevel();
        yield;
        nt.KeLowerIrql(0);
      },
      { processor: 1, priority: 9 },
    );
    nt.KeSetEvent(event, 0, 0);
    nt.runThreads();
    expect(nt.onProcessor(1, () => nt.irql)).toBe(0);
  });
});
