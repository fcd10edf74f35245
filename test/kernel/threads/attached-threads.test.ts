import {
  boot,
  FALSE,
  HANDLE,
  HEAP_GROWABLE,
  KernelMode,
  OBJ_KERNEL_HANDLE,
  out,
  PVOID,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_PENDING,
  STATUS_SUCCESS,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { behind } from '../../../src/machine-access.ts';
import { inventoryOf } from '../../../src/verifier/leftovers.ts';

const PAGED_POOL = 0x100n;
const TAG = 0x7061_434b;

function attachable(options: Parameters<typeof boot>[0] = {}) {
  const nt = boot(options);
  const programs = [nt.startProcess({ name: 'one.exe' }), nt.startProcess({ name: 'two.exe' })] as const;
  const objects = programs.map(({ id }) => {
    const object = out(PVOID);
    expect(nt.PsLookupProcessByProcessId(id, object)).toBe(STATUS_SUCCESS);
    return object.value;
  }) as [number, number];
  const { bytes } = structure(options.arch ?? 'x64', 'KAPC_STATE');
  const states = [0, 1, 2].map(() => nt.ExAllocatePool2(PAGED_POOL, bytes, TAG));
  return { nt, programs, objects, states: states as [number, number, number] };
}

describe.each(['x64', 'x86'] as const)('an attached thread on %s', (arch) => {
  it('sees the memory of the process, of each in turn, and its own again', () => {
    const { nt, programs, objects, states } = attachable({ arch });
    const blocks = programs.map((program, index) => {
      const block = program.HeapAlloc(program.processHeap, 0, 16);
      program.memory.writeUint32(block, 100 + index);
      return block;
    }) as [number, number];
    const system = nt.IoGetCurrentProcess();
    nt.KeStackAttachProcess(objects[0], states[0]);
    expect([nt.IoGetCurrentProcess(), nt.memory.readUint32(blocks[0])]).toEqual([objects[0], 100]);
    nt.KeStackAttachProcess(objects[1], states[1]);
    expect([nt.IoGetCurrentProcess(), nt.memory.readUint32(blocks[1])]).toEqual([objects[1], 101]);
    nt.KeStackAttachProcess(objects[1], states[2]);
    nt.KeUnstackDetachProcess(states[2]);
    expect(nt.memory.readUint32(blocks[1])).toBe(101);
    nt.KeUnstackDetachProcess(states[1]);
    nt.memory.writeUint32(blocks[0], 7);
    nt.KeUnstackDetachProcess(states[0]);
    expect(nt.IoGetCurrentProcess()).toBe(system);
    expect(programs[0].memory.readUint32(blocks[0])).toBe(7);
    expect(nt.outcome(() => nt.memory.readUint32(blocks[0]))).not.toMatchObject({ kind: 'returned' });
  });

  it('is still a thread of its own process', () => {
    const { nt, objects, states } = attachable({ arch });
    nt.KeStackAttachProcess(objects[0], states[0]);
    const thread = nt.KeGetCurrentThread();
    const own = nt.PsGetThreadProcess(thread);
    expect([nt.PsGetCurrentProcessId(), nt.PsGetThreadProcessId(thread), nt.PsGetProcessId(own)]).toEqual([
      4, 4, 4,
    ]);
    expect(nt.IoThreadToProcess(thread)).toBe(own);
    expect(own).not.toBe(objects[0]);
    nt.KeUnstackDetachProcess(states[0]);
  });

  it('makes heaps in the process, and uses its handles', () => {
    const { nt, programs, objects, states } = attachable({ arch });
    const event = programs[0].CreateEventA(0, 1, 0, 0);
    const object = out(PVOID);
    nt.KeStackAttachProcess(objects[0], states[0]);
    const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    expect(nt.RtlAllocateHeap(heap, 0, 8)).not.toBe(0);
    expect(nt.ObReferenceObjectByHandle(event, 0, 0, KernelMode, object, 0)).toBe(STATUS_SUCCESS);
    nt.ObDereferenceObject(object.value);
    nt.KeUnstackDetachProcess(states[0]);
    const record = behind(programs[0]).process;
    expect(record?.kernelHeaps.all().map(({ handle }) => handle)).toContain(heap);
    expect(nt.outcome(() => nt.ObReferenceObjectByHandle(event, 0, 0, KernelMode, object, 0))).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
      parameters: [0x3c, event, 0, 0],
    });
  });

  it('is no bystander of code that runs in another thread', () => {
    const { nt, programs, objects, states } = attachable({ arch });
    const [one, two] = programs;
    const block = two.HeapAlloc(two.processHeap, 0, 16);
    nt.KeStackAttachProcess(objects[0], states[0]);
    two.run(() => two.memory.writeUint32(block, 5));
    const inOne = one.HeapAlloc(one.processHeap, 0, 16);
    const seen: number[] = [];
    nt.loadDriver({
      name: 'other',
      entry: () => {
        seen.push(nt.PsGetProcessId(nt.IoGetCurrentProcess()));
        return STATUS_SUCCESS;
      },
    });
    expect(seen).toEqual([4]);
    expect(nt.IoGetCurrentProcess()).toBe(objects[0]);
    nt.memory.writeUint32(inOne, 9);
    nt.KeUnstackDetachProcess(states[0]);
    expect([two.memory.readUint32(block), one.memory.readUint32(inOne)]).toEqual([5, 9]);
  });

  it('runs kernel APCs when it is detached', () => {
    const { nt, objects, states } = attachable({ arch });
    const seen: string[] = [];
    nt.KeStackAttachProcess(objects[0], states[0]);
    nt.queueApc(Number(nt.PsGetCurrentThreadId()), { kind: 'special', routine: () => seen.push('apc') });
    seen.push('attached');
    nt.KeUnstackDetachProcess(states[0]);
    expect(seen).toEqual(['attached', 'apc']);
  });
});

describe('what is not taken back', () => {
  const ENDS = { kind: 'bugcheck', code: 0x5, parameters: [0, 0, 0, 0] } as const;

  it('a system thread that ends attached', () => {
    const { nt, objects, states } = attachable();
    const handle = out(HANDLE);
    nt.PsCreateSystemThread(handle, 0, 0, 0, 0, () => nt.KeStackAttachProcess(objects[0], states[0]), 0);
    expect(nt.outcome(() => nt.runThreads())).toMatchObject(ENDS);
  });

  it('a worker routine', () => {
    const { nt, objects, states } = attachable();
    const item = nt.ExAllocatePool2(PAGED_POOL, structure('x64', 'WORK_QUEUE_ITEM').bytes, TAG);
    nt.ExInitializeWorkItem(item, () => nt.KeStackAttachProcess(objects[0], states[0]), 0);
    expect(nt.outcome(() => nt.ExQueueWorkItem(item, 1))).toMatchObject({
      ...ENDS,
      report: expect.stringMatching(/RULE: a worker routine.*attached to process one\.exe/s),
    });
  });

  it('DriverEntry', () => {
    const { nt, objects, states } = attachable();
    const load = () =>
      nt.loadDriver({
        name: 'left',
        entry: () => {
          nt.KeStackAttachProcess(objects[0], states[0]);
          return STATUS_SUCCESS;
        },
      });
    expect(nt.outcome(load)).toMatchObject({ ...ENDS, report: expect.stringContaining('RULE: DriverEntry') });
  });

  it('D-060: a system call, whose thread has ApcStateIndex 1 then', () => {
    const { nt, objects, states } = attachable();
    const call = () => nt.runAs('system-call', () => nt.KeStackAttachProcess(objects[0], states[0]));
    expect(nt.outcome(call)).toMatchObject({
      kind: 'bugcheck',
      code: 1,
      parameters: [expect.anything(), 1, 0, 0],
    });
  });

  it('is taken back where the machine goes on', () => {
    const { nt, objects, states } = attachable({ onViolation: 'report' });
    const own = nt.IoGetCurrentProcess();
    nt.runAs('system-thread', () => nt.KeStackAttachProcess(objects[0], states[0]));
    nt.runAs('system-call', () => nt.KeStackAttachProcess(objects[1], states[0]));
    expect(nt.IoGetCurrentProcess()).toBe(own);
    expect(nt.findings.map(({ rule }) => rule)).toEqual(['returns-attached', 'user-mode-attached']);
  });

  it('is in the inventory of what is left', () => {
    const { nt, objects, states } = attachable();
    const { machine } = behind(nt);
    nt.KeStackAttachProcess(objects[0], states[0]);
    const kinds = () => [...inventoryOf(machine).values()].filter(({ kind }) => kind === 'attachment');
    expect(kinds()).toMatchObject([{ address: states[0], text: expect.stringContaining('one.exe') }]);
    nt.KeUnstackDetachProcess(states[0]);
    expect(kinds()).toEqual([]);
  });
});

describe('KeUnstackDetachProcess', () => {
  const NOT_ATTACHED = { kind: 'bugcheck', code: 0x6, parameters: [0, 0, 0, 0] } as const;

  it('of a thread that is not attached', () => {
    const { nt, states } = attachable();
    expect(nt.outcome(() => nt.KeUnstackDetachProcess(states[0]))).toMatchObject(NOT_ATTACHED);
  });

  it('in the wrong order', () => {
    const { nt, objects, states } = attachable();
    nt.KeStackAttachProcess(objects[0], states[0]);
    nt.KeStackAttachProcess(objects[1], states[1]);
    expect(nt.outcome(() => nt.KeUnstackDetachProcess(states[0]))).toMatchObject(NOT_ATTACHED);
  });

  it('goes back to where that KAPC_STATE is from, where the machine goes on', () => {
    const { nt, objects, states } = attachable({ onViolation: 'report' });
    nt.KeStackAttachProcess(objects[0], states[0]);
    nt.KeStackAttachProcess(objects[1], states[1]);
    nt.KeStackAttachProcess(objects[0], states[2]);
    nt.KeUnstackDetachProcess(states[1]);
    expect(nt.IoGetCurrentProcess()).toBe(objects[0]);
    nt.KeUnstackDetachProcess(states[0]);
    expect(nt.PsGetProcessId(nt.IoGetCurrentProcess())).toBe(4);
    expect(nt.findings).toHaveLength(1);
  });
});

it('an address that is no process is a finding, and nothing is attached', () => {
  const { nt, states } = attachable({ onViolation: 'report' });
  nt.KeStackAttachProcess(states[1], states[0]);
  expect(nt.findings).toMatchObject([{ rule: 'no-such-process', routine: 'KeStackAttachProcess' }]);
  expect(nt.PsGetProcessId(nt.IoGetCurrentProcess())).toBe(4);
});

it('a snapshot holds attachments', () => {
  const { nt, objects, states } = attachable();
  nt.KeStackAttachProcess(objects[0], states[0]);
  const snapshot = nt.snapshot();
  nt.KeUnstackDetachProcess(states[0]);
  nt.restore(snapshot);
  expect(nt.IoGetCurrentProcess()).toBe(objects[0]);
  nt.KeUnstackDetachProcess(states[0]);
  expect(nt.PsGetProcessId(nt.IoGetCurrentProcess())).toBe(4);
});

describe('ObOpenObjectByPointer', () => {
  it('opens a handle of the kernel, or of the current process', () => {
    const { nt, objects, states } = attachable();
    const [kernel, own, object] = [out(HANDLE), out(HANDLE), out(PVOID)];
    const type = nt.memory.readPointer(nt.PsProcessType);
    expect(nt.ObOpenObjectByPointer(objects[1], OBJ_KERNEL_HANDLE, 0, 1, type, KernelMode, kernel)).toBe(
      STATUS_SUCCESS,
    );
    expect(nt.ObOpenObjectByPointer(objects[1], 0, 0, 1, 0, KernelMode, own)).toBe(STATUS_SUCCESS);
    nt.KeStackAttachProcess(objects[0], states[0]);
    expect(nt.ObReferenceObjectByHandle(kernel.value, 0, type, KernelMode, object, 0)).toBe(STATUS_SUCCESS);
    expect(object.value).toBe(objects[1]);
    expect(nt.ZwClose(own.value)).not.toBe(STATUS_SUCCESS);
    nt.KeUnstackDetachProcess(states[0]);
    expect([nt.ZwClose(own.value), nt.ZwClose(kernel.value)]).toEqual([STATUS_SUCCESS, STATUS_SUCCESS]);
  });

  it('refuses another type, and an address of no object', () => {
    const { nt, objects, states } = attachable();
    const handle = out(HANDLE);
    const type = nt.memory.readPointer(nt.PsThreadType);
    expect(nt.ObOpenObjectByPointer(objects[0], 0, 0, 0, type, KernelMode, handle)).toBe(
      STATUS_OBJECT_TYPE_MISMATCH,
    );
    expect(
      nt.outcome(() => nt.ObOpenObjectByPointer(states[0], 0, 0, 0, 0, KernelMode, handle)),
    ).toMatchObject({
      kind: 'bugcheck',
      parameters: [0x3f, states[0], 0, 0],
    });
  });

  it.each([
    ['access state', 0, 8],
    ['exclusive handle', 0x20, 0],
  ])('models no %s', (_, attributes, state) => {
    const { nt, objects } = attachable();
    const open = () => nt.ObOpenObjectByPointer(objects[0], attributes, state, 0, 0, KernelMode, out(HANDLE));
    expect(nt.outcome(open)).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });
});

describe('what threads and processes are', () => {
  it('PsLookupThreadByThreadId gives a thread with a reference, while it runs', () => {
    const nt = boot();
    const [handle, object] = [out(HANDLE), out(PVOID)];
    let go = FALSE;
    let id = 0;
    nt.PsCreateSystemThread(
      handle,
      0,
      0,
      0,
      0,
      function* () {
        id = Number(nt.PsGetCurrentThreadId());
        while (go === FALSE) yield* nt.wait.KeDelayExecutionThread(0, 0, -10n);
      },
      0,
    );
    nt.ZwClose(handle.value);
    nt.KeDelayExecutionThread(0, 0, -100n);
    expect(nt.PsLookupThreadByThreadId(id, object)).toBe(STATUS_SUCCESS);
    expect(nt.PsGetThreadId(object.value)).toBe(id);
    go = 1;
    nt.KeWaitForSingleObject(object.value, 0, 0, 0, 0);
    expect(nt.PsLookupThreadByThreadId(id, object)).toBe(STATUS_INVALID_PARAMETER);
    expect(nt.ObDereferenceObject(object.value)).toBe(0);
  });

  it('PsGetProcessExitStatus gives STATUS_PENDING, then what the process ended with', () => {
    const { nt, programs, objects } = attachable();
    expect(nt.PsGetProcessExitStatus(objects[0])).toBe(STATUS_PENDING);
    programs[0].outcome(() => programs[0].ExitProcess(77));
    expect(nt.PsGetProcessExitStatus(objects[0])).toBe(77);
  });
});
