/** Events by handle, as drivers have them: ZwCreateEvent and kin. */
import {
  boot,
  EVENT_ALL_ACCESS,
  FALSE,
  HANDLE,
  KIRQL,
  NotificationEvent,
  NULL,
  OBJ_CASE_INSENSITIVE,
  OBJ_KERNEL_HANDLE,
  OBJ_OPENIF,
  out,
  PVOID,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_INVALID_PARAMETER_4,
  STATUS_OBJECT_NAME_COLLISION,
  STATUS_OBJECT_NAME_EXISTS,
  STATUS_OBJECT_NAME_INVALID,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_NOT_FOUND,
  STATUS_OBJECT_PATH_SYNTAX_BAD,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
  STATUS_TIMEOUT,
  SynchronizationEvent,
  structure,
  TRUE,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

describe.each(['x64', 'x86'] as const)('events by handle on %s', (arch) => {
  const start = () => {
    const nt = boot({ arch });
    const pointer = arch === 'x64' ? 8 : 4;
    const { at, bytes } = structure(arch, 'OBJECT_ATTRIBUTES');
    const attributes = (name: string, flags = OBJ_KERNEL_HANDLE, length = bytes): number => {
      const [block, string, text] = [nt.variable(bytes), nt.variable('UNICODE_STRING'), nt.variable(256)];
      nt.memory.writeUtf16String(text, name);
      nt.RtlInitUnicodeString(string, text);
      nt.memory.writeUint32(block + at.Length, length);
      nt.memory.writePointer(block + at.ObjectName, string);
      nt.memory.writeUint32(block + at.Attributes, flags);
      return block;
    };
    const create = (block: number, type = SynchronizationEvent, set = FALSE) => {
      const handle = out(HANDLE);
      return { status: nt.ZwCreateEvent(handle, EVENT_ALL_ACCESS, block, type, set), handle: handle.value };
    };
    const open = (block: number) => {
      const handle = out(HANDLE);
      return { status: nt.ZwOpenEvent(handle, EVENT_ALL_ACCESS, block), handle: handle.value };
    };
    return { nt, pointer, attributes, create, open };
  };

  it('one is made, set, waited for and closed', () => {
    const { nt, create } = start();
    const { status, handle } = create(NULL);
    expect(status).toBe(STATUS_SUCCESS);
    expect(nt.ZwWaitForSingleObject(handle, FALSE, -1n)).toBe(STATUS_TIMEOUT);
    const before = nt.variable(4);
    expect([nt.ZwSetEvent(handle, before), nt.memory.readInt32(before)]).toEqual([STATUS_SUCCESS, 0]);
    expect([nt.ZwSetEvent(handle, before), nt.memory.readInt32(before)]).toEqual([STATUS_SUCCESS, 1]);
    expect(nt.ZwWaitForSingleObject(handle, FALSE, 0)).toBe(STATUS_SUCCESS);
    expect(nt.ZwWaitForSingleObject(handle, FALSE, 0n)).toBe(STATUS_TIMEOUT);
    expect(nt.ZwClose(handle)).toBe(STATUS_SUCCESS);
    expect(nt.ZwSetEvent(handle, NULL)).toBe(STATUS_INVALID_HANDLE);
    expect(nt.ZwWaitForSingleObject(handle, FALSE, 0)).toBe(STATUS_INVALID_HANDLE);
    expect(nt.debug.pool.tags().filter(({ tagText }) => tagText === 'Even')).toEqual([]);
  });

  it('a thread waits for it until another sets it', () => {
    const { nt, create } = start();
    const { handle } = create(NULL, NotificationEvent);
    const log: number[] = [];
    nt.startThread(function* () {
      log.push(yield* nt.wait.ZwWaitForSingleObject(handle, FALSE, 0));
    });
    nt.runThreads();
    expect(log).toEqual([]);
    nt.ZwSetEvent(handle, NULL);
    nt.runThreads();
    expect(log).toEqual([STATUS_SUCCESS]);
  });

  it('a thread is waited for by its handle, and a device is not', () => {
    const { nt } = start();
    const thread = out(HANDLE);
    nt.PsCreateSystemThread(thread, 0, NULL, NULL, NULL, () => {}, NULL);
    expect(nt.ZwWaitForSingleObject(thread.value, FALSE, 0)).toBe(STATUS_SUCCESS);
    expect(nt.ZwSetEvent(thread.value, NULL)).toBe(STATUS_OBJECT_TYPE_MISMATCH);
  });

  it('it is opened by its name, and a program sees it', () => {
    const { nt, attributes, create, open } = start();
    const name = '\\BaseNamedObjects\\Ready';
    expect(open(attributes(name)).status).toBe(STATUS_OBJECT_NAME_NOT_FOUND);
    const made = create(attributes(name), NotificationEvent, TRUE);
    expect(made.status).toBe(STATUS_SUCCESS);
    expect(open(attributes(name)).status).toBe(STATUS_SUCCESS);
    expect(create(attributes(name)).status).toBe(STATUS_OBJECT_NAME_COLLISION);
    expect(create(attributes(name, OBJ_KERNEL_HANDLE | OBJ_OPENIF)).status).toBe(STATUS_OBJECT_NAME_EXISTS);
    expect(open(attributes(name.toUpperCase())).status).toBe(STATUS_OBJECT_NAME_NOT_FOUND);
    expect(open(attributes(name.toUpperCase(), OBJ_CASE_INSENSITIVE)).status).toBe(STATUS_SUCCESS);
    const process = nt.startProcess();
    expect(process.WaitForSingleObject(process.OpenEventW(0x10_0000, FALSE, 'Ready'), 0)).toBe(0);
  });

  it('without OBJ_KERNEL_HANDLE the handle is one of the current process', () => {
    const { nt, attributes, create } = start();
    const inKernel = create(attributes('\\BaseNamedObjects\\A')).handle;
    const inProcess = create(NULL).handle;
    const process = nt.startProcess();
    const inOther = (handle: number) =>
      process.run(() => nt.runAs('system-call', () => nt.ZwSetEvent(handle, NULL)));
    expect([inOther(inKernel), inOther(inProcess)]).toEqual([STATUS_SUCCESS, STATUS_INVALID_HANDLE]);
  });

  it('a name without a backslash in front or in no directory, a wrong length and an unknown type are errors', () => {
    const { attributes, create, open } = start();
    expect(create(attributes('Ready')).status).toBe(STATUS_OBJECT_PATH_SYNTAX_BAD);
    expect(create(attributes('\\BaseNamedObjects\\')).status).toBe(STATUS_OBJECT_NAME_INVALID);
    expect(open(attributes('\\BaseNamedObjects\\')).status).toBe(STATUS_OBJECT_NAME_INVALID);
    expect(create(attributes('\\Nowhere\\Ready')).status).toBe(STATUS_OBJECT_PATH_NOT_FOUND);
    expect(create(attributes('\\BaseNamedObjects\\A', 0, 8)).status).toBe(STATUS_INVALID_PARAMETER);
    expect(create(NULL, 2).status).toBe(STATUS_INVALID_PARAMETER_4);
    expect(open(NULL).status).toBe(STATUS_INVALID_PARAMETER);
  });

  it('a driver gets its KEVENT by reference; above PASSIVE_LEVEL none of it may be called', () => {
    const { nt, create } = start();
    const { handle } = create(NULL);
    const event = out(PVOID);
    const type = nt.memory.readPointer(nt.ExEventObjectType);
    expect(nt.ObReferenceObjectByHandle(handle, EVENT_ALL_ACCESS, type, 0, event, 0)).toBe(STATUS_SUCCESS);
    nt.KeSetEvent(event.value, 0, FALSE);
    expect(nt.ZwWaitForSingleObject(handle, FALSE, 0)).toBe(STATUS_SUCCESS);
    nt.KeRaiseIrql(1, out(KIRQL));
    expect(nt.outcome(() => nt.ZwSetEvent(handle, NULL))).toMatchObject({ kind: 'bugcheck', code: 0xc4 });
  });
});
