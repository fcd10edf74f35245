import {
  boot,
  FALSE,
  HANDLE,
  out,
  STATUS_ACCESS_DENIED,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_PARAMETER,
  STATUS_PROCEDURE_NOT_FOUND,
  STATUS_SUCCESS,
  structure,
  TRUE,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';
import { behind } from '../../../src/machine-access.ts';
import { inventoryOf } from '../../../src/verifier/leftovers.ts';

type Nt = ReturnType<typeof boot>;

const text = (nt: Nt, address: number, arch: 'x64' | 'x86') => {
  const { at } = structure(arch, 'UNICODE_STRING');
  const bytes = nt.memory.readBytes(
    nt.memory.readPointer(address + at.Buffer),
    nt.memory.readUint16(address + at.Length),
  );
  return new TextDecoder('utf-16le').decode(bytes);
};

describe.each(['x64', 'x86'] as const)('processes on %s', (arch) => {
  it('begin with a PS_CREATE_NOTIFY_INFO, in the System process, in a critical region at PASSIVE_LEVEL', () => {
    const nt = boot({ arch });
    const { at, bytes } = structure(arch, 'PS_CREATE_NOTIFY_INFO');
    const seen: unknown[] = [];
    nt.PsSetCreateProcessNotifyRoutineEx((process: number, id: number, info: number) => {
      const { memory } = nt;
      seen.push(nt.PsGetProcessId(process) === id, nt.PsGetCurrentProcessId(), nt.KeGetCurrentIrql());
      seen.push(nt.KeAreApcsDisabled(), memory.readPointer(info + at.Size) === bytes);
      seen.push(memory.readPointer(info + at.ParentProcessId), memory.readUint32(info + at.CreationStatus));
      seen.push(text(nt, memory.readPointer(info + at.ImageFileName), arch));
      seen.push(text(nt, memory.readPointer(info + at.CommandLine), arch));
    }, FALSE);
    const { exitCode } = nt.startProcess({ name: 'a.exe' });
    expect(exitCode).toBe(null);
    expect(seen).toEqual([true, 4, 0, 1, true, 4, 0, '\\??\\C:\\a.exe', 'a.exe']);
    expect(nt.KeAreApcsDisabled()).toBe(0);
  });

  it('that a driver refuses have ended with its status, and nobody hears of their threads and images', () => {
    const nt = boot({ arch });
    const { at } = structure(arch, 'PS_CREATE_NOTIFY_INFO');
    const seen: unknown[] = [];
    nt.PsSetCreateProcessNotifyRoutineEx((_process: number, _id: number, info: number) => {
      if (info !== 0) nt.memory.writeUint32(info + at.CreationStatus, STATUS_ACCESS_DENIED);
    }, FALSE);
    nt.PsSetCreateProcessNotifyRoutineEx((_process: number, _id: number, info: number) => {
      seen.push(nt.memory.readUint32(info + at.CreationStatus));
    }, FALSE);
    nt.PsSetCreateThreadNotifyRoutine(() => seen.push('thread'));
    nt.PsSetLoadImageNotifyRoutine(() => seen.push('image'));
    const process = nt.startProcess({ name: 'a.exe' });
    expect(process.exitCode).toBe(STATUS_ACCESS_DENIED);
    expect(seen).toEqual([STATUS_ACCESS_DENIED]);
    expect(nt.outcome(() => process.HeapAlloc(process.processHeap, 0, 1))).toMatchObject({
      kind: 'stopped',
      reason: 'process-exit',
      message: expect.stringContaining('a driver refused it with STATUS_ACCESS_DENIED'),
    });
    expect(nt.startProcess({ name: 'b.exe' }).exitCode).toBe(STATUS_ACCESS_DENIED);
  });

  it('begin with their images, in the process; a driver is one of the System process', () => {
    const nt = boot({ arch });
    const { at } = structure(arch, 'IMAGE_INFO');
    const seen: unknown[] = [];
    nt.PsSetLoadImageNotifyRoutine((name: number, process: number, info: number) => {
      const properties = nt.memory.readUint32(info + at.Properties);
      seen.push([text(nt, name, arch).split('\\').at(-1), process, (properties >> 8) & 1]);
      expect(nt.PsGetCurrentProcessId()).toBe(process === 0 ? 4 : process);
    });
    const { id, GetModuleHandleA } = nt.startProcess({ name: 'a.exe' });
    expect(seen).toEqual(
      ['a.exe', 'ntdll.dll', 'kernel32.dll', 'kernelbase.dll'].map((name) => [name, id, 0]),
    );
    expect(GetModuleHandleA('ntdll.dll')).not.toBe(0);
    seen.splice(0);
    nt.loadDriver({ name: 'other', entry: () => STATUS_SUCCESS });
    expect(seen).toEqual([['other.sys', 0, 1]]);
  });
});

describe('threads', () => {
  const listening = () => {
    const nt = boot();
    const seen: unknown[] = [];
    nt.PsSetCreateThreadNotifyRoutine((process: number, thread: number, create: number) =>
      seen.push([process, thread, create, nt.PsGetCurrentProcessId(), nt.PsGetCurrentThreadId() === thread]),
    );
    return { nt, seen };
  };

  it('of drivers begin in their maker and end in themselves', () => {
    const { nt, seen } = listening();
    const handle = out(HANDLE);
    let id = 0;
    nt.PsCreateSystemThread(
      handle,
      0,
      0,
      0,
      0,
      () => {
        id = Number(nt.PsGetCurrentThreadId());
      },
      0,
    );
    expect(seen).toHaveLength(1);
    nt.runThreads();
    expect(seen).toEqual([
      [4, id, 1, 4, false],
      [4, id, 0, 4, true],
    ]);
  });

  it('of programs begin in their maker and end in themselves, the first one with its process', () => {
    const { nt, seen } = listening();
    const process = nt.startProcess();
    const source = `#include <windows.h>
      static DWORD WINAPI Run(void *p) { return 0; }
      int main(void) { HANDLE t = CreateThread(0, 0, Run, 0, 0, 0); WaitForSingleObject(t, INFINITE); return 0; }`;
    compileC({ name: 'x.c', text: source }).load(nt, { process }).runMain();
    const [first, second] = [0, 1].map((index) => (seen[index] as number[])[1]);
    expect(seen).toEqual([
      [process.id, first, 1, 4, false],
      [process.id, second, 1, process.id, false],
      [process.id, second, 0, process.id, true],
      [process.id, first, 0, 4, false],
    ]);
  });

  it("of work items are nobody's affair", () => {
    const { nt, seen } = listening();
    const item = nt.ExAllocatePool2(0x40n, structure('x64', 'WORK_QUEUE_ITEM').bytes, 0x4141_4141);
    nt.ExInitializeWorkItem(item, () => 0, 0);
    nt.ExQueueWorkItem(item, 1);
    nt.runThreads();
    expect(seen).toEqual([]);
  });
});

describe('registrations', () => {
  it('of processes: once for each routine and kind, and 64 of both kinds together', () => {
    const nt = boot();
    const routine = () => 0;
    expect(nt.PsSetCreateProcessNotifyRoutineEx(routine, TRUE)).toBe(STATUS_INVALID_PARAMETER);
    expect(nt.PsSetCreateProcessNotifyRoutineEx(routine, FALSE)).toBe(STATUS_SUCCESS);
    expect(nt.PsSetCreateProcessNotifyRoutineEx(routine, FALSE)).toBe(STATUS_INVALID_PARAMETER);
    expect(nt.PsSetCreateProcessNotifyRoutine(routine, TRUE)).toBe(STATUS_INVALID_PARAMETER);
    for (let count = 1; count < 64; count++)
      expect(nt.PsSetCreateProcessNotifyRoutine(() => 0, FALSE)).toBe(STATUS_SUCCESS);
    expect(nt.PsSetCreateProcessNotifyRoutine(() => 0, FALSE)).toBe(STATUS_INVALID_PARAMETER);
    expect(nt.PsSetCreateProcessNotifyRoutineEx(routine, TRUE)).toBe(STATUS_SUCCESS);
    expect(nt.PsSetCreateProcessNotifyRoutine(() => 0, FALSE)).toBe(STATUS_SUCCESS);
  });

  it.each([
    ['PsSetCreateThreadNotifyRoutine', 'PsRemoveCreateThreadNotifyRoutine'],
    ['PsSetLoadImageNotifyRoutine', 'PsRemoveLoadImageNotifyRoutine'],
  ] as const)('%s: 64, and taken back one by one', (set, remove) => {
    const nt = boot();
    const routine = () => 0;
    expect(nt[remove](routine)).toBe(STATUS_PROCEDURE_NOT_FOUND);
    for (let count = 0; count < 64; count++) expect(nt[set](routine)).toBe(STATUS_SUCCESS);
    expect(nt[set](routine)).toBe(STATUS_INSUFFICIENT_RESOURCES);
    for (let count = 0; count < 64; count++) expect(nt[remove](routine)).toBe(STATUS_SUCCESS);
    expect(nt[remove](routine)).toBe(STATUS_PROCEDURE_NOT_FOUND);
  });

  it('taken back by an earlier routine are not called', () => {
    const nt = boot();
    const seen: string[] = [];
    const second = () => seen.push('second');
    nt.PsSetCreateProcessNotifyRoutine(() => {
      seen.push('first');
      nt.PsSetCreateProcessNotifyRoutine(second, TRUE);
    }, FALSE);
    nt.PsSetCreateProcessNotifyRoutine(second, FALSE);
    nt.startProcess();
    expect(seen).toEqual(['first']);
  });

  it('come back with a snapshot', () => {
    const nt = boot();
    const seen: number[] = [];
    const routine = (_parent: number, id: number) => seen.push(id);
    const before = nt.snapshot();
    nt.PsSetCreateProcessNotifyRoutine(routine, FALSE);
    nt.restore(before);
    expect(nt.PsSetCreateProcessNotifyRoutine(routine, TRUE)).toBe(STATUS_INVALID_PARAMETER);
    nt.PsSetCreateProcessNotifyRoutine(routine, FALSE);
    const after = nt.snapshot();
    nt.PsSetCreateProcessNotifyRoutine(routine, TRUE);
    nt.restore(after);
    const { id } = nt.startProcess();
    expect(seen).toEqual([id]);
  });
});

describe('a driver that goes', () => {
  const TEXT = (unload: string, entry = 'return STATUS_SUCCESS;') => `#include <ntddk.h>
    static VOID OnThread(HANDLE process, HANDLE thread, BOOLEAN create) { }
    static VOID Unload(PDRIVER_OBJECT driver) { ${unload} }
    NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
      driver->DriverUnload = Unload;
      PsSetCreateThreadNotifyRoutine(OnThread);
      ${entry}
    }`;
  const load = (nt: Nt, source: string) =>
    compileC({ name: 'left.c', text: source }, { mode: 'kernel' }).load(nt, { module: 'left' }).start('left');
  const LEFT = {
    kind: 'bugcheck',
    code: 0xce,
    report: expect.stringMatching(
      /left!OnThread \[left\.c @ 2\] is registered by PsSetCreateThreadNotifyRoutine, called in left!DriverEntry\+0x[0-9a-f]+ \[left\.c @ 6\]/,
    ),
  };

  it('and takes its routine back', () => {
    const nt = boot();
    load(nt, TEXT('PsRemoveCreateThreadNotifyRoutine(OnThread);')).unload();
    expect(nt.findings).toEqual([]);
  });

  it('and leaves it', () => {
    const nt = boot();
    const driver = load(nt, TEXT(''));
    expect(nt.outcome(() => driver.unload())).toMatchObject(LEFT);
  });

  it('because DriverEntry failed, and leaves it', () => {
    const nt = boot();
    expect(nt.outcome(() => load(nt, TEXT('', 'return STATUS_UNSUCCESSFUL;')))).toMatchObject(LEFT);
  });

  it('leaves nothing that is called where the machine goes on; one that stays is not looked at', () => {
    const nt = boot({ onViolation: 'report' });
    const seen: number[] = [];
    nt.PsSetCreateProcessNotifyRoutine((_parent: number, id: number) => seen.push(id), FALSE);
    load(nt, TEXT('')).unload();
    expect(nt.findings.map(({ rule }) => rule)).toEqual(['driver-leaves-notification']);
    const { id } = nt.startProcess();
    expect(seen).toEqual([id]);
  });

  it('is in the inventory of what is left', () => {
    const nt = boot();
    nt.PsSetLoadImageNotifyRoutine(() => 0);
    const { machine } = behind(nt);
    expect([...inventoryOf(machine).values()].filter(({ kind }) => kind === 'notification')).toMatchObject([
      { text: expect.stringContaining('is registered by PsSetLoadImageNotifyRoutine') },
    ]);
  });
});
