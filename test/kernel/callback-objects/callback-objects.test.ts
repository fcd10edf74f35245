/** Callback objects. What is ours: docs/decisions/0072-objects-strings-registry.md. */
import {
  boot,
  DISPATCH_LEVEL,
  KIRQL,
  type Nt,
  NULL,
  OBJ_CASE_INSENSITIVE,
  OBJ_PERMANENT,
  out,
  PVOID,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_SUCCESS,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';

/** OBJECT_ATTRIBUTES with a name. */
function named(nt: Nt, path: string): number {
  const { at, bytes } = structure('x64', 'OBJECT_ATTRIBUTES');
  const [attributes, name] = [nt.variable(bytes), nt.variable('UNICODE_STRING')];
  nt.RtlInitUnicodeString(name, path);
  nt.memory.fill(attributes, bytes, 0);
  nt.memory.writeUint32(attributes + at.Length, bytes);
  nt.memory.writePointer(attributes + at.ObjectName, name);
  nt.memory.writeUint32(attributes + at.Attributes, OBJ_CASE_INSENSITIVE);
  return attributes;
}

/** Makes or opens an object. */
function open(nt: Nt, path: string, create = 1, multiple = 1): number {
  const object = out(PVOID);
  expect(nt.ExCreateCallback(object, named(nt, path), create, multiple)).toBe(STATUS_SUCCESS);
  return object.value;
}

describe('a callback object', () => {
  it('is made once for a name, and opened from then on', () => {
    const nt = boot();
    const object = open(nt, '\\Callback\\Lab');
    expect(open(nt, '\\Callback\\LAB', 0)).toBe(object);
    expect(open(nt, '\\Callback\\Other')).not.toBe(object);
  });

  it('has to be there where it is not to be made', () => {
    const nt = boot();
    const object = out(PVOID, 7);
    const attributes = named(nt, '\\Callback\\Lab');
    expect(nt.ExCreateCallback(object, attributes, 0, 1)).toBe(STATUS_OBJECT_NAME_NOT_FOUND);
    expect(object.value).toBe(7);
    nt.memory.writeUint32(attributes, 1);
    expect(nt.ExCreateCallback(object, attributes, 1, 1)).toBe(STATUS_INVALID_PARAMETER);
  });

  it('is no event of that name', () => {
    const nt = boot();
    const name = nt.variable('UNICODE_STRING');
    nt.RtlInitUnicodeString(name, '\\BaseNamedObjects\\Ready');
    nt.IoCreateNotificationEvent(name, out(PVOID));
    const attributes = named(nt, '\\BaseNamedObjects\\Ready');
    expect(nt.ExCreateCallback(out(PVOID), attributes, 1, 1)).toBe(STATUS_OBJECT_TYPE_MISMATCH);
  });

  it('calls in the order of registration, at the level of whoever notifies', () => {
    const nt = boot();
    const object = open(nt, '\\Callback\\Lab');
    const calls: unknown[] = [];
    const note =
      (name: string) =>
      (...args: number[]) =>
        calls.push([name, nt.irql, ...args]);
    const first = nt.ExRegisterCallback(object, note('first'), 1);
    nt.ExRegisterCallback(object, note('second'), 2);
    nt.ExNotifyCallback(object, 10, 20);
    const old = out(KIRQL);
    nt.KeRaiseIrql(DISPATCH_LEVEL, old);
    nt.ExNotifyCallback(object, 30, NULL);
    nt.KeLowerIrql(old.value);
    nt.ExUnregisterCallback(first);
    nt.ExNotifyCallback(object, 40, 50);
    expect(calls).toEqual([
      ['first', 0, 1, 10, 20],
      ['second', 0, 2, 10, 20],
      ['first', 2, 1, 30, 0],
      ['second', 2, 2, 30, 0],
      ['second', 0, 2, 40, 50],
    ]);
  });

  it('tells only those who registered with it', () => {
    const nt = boot();
    const [one, other] = [open(nt, '\\Callback\\One'), open(nt, '\\Callback\\Other')];
    let calls = 0;
    nt.ExRegisterCallback(one, () => calls++, NULL);
    nt.ExNotifyCallback(other, NULL, NULL);
    expect(calls).toBe(0);
  });

  it('takes one registration at a time when it was made so', () => {
    const nt = boot();
    const object = open(nt, '\\Callback\\Lab', 1, 0);
    const registration = nt.ExRegisterCallback(object, () => undefined, NULL);
    expect(registration).not.toBe(NULL);
    expect(nt.ExRegisterCallback(object, () => undefined, NULL)).toBe(NULL);
    nt.ExUnregisterCallback(registration);
    expect(nt.ExRegisterCallback(object, () => undefined, NULL)).not.toBe(NULL);
  });

  it('lives as long as references and registrations do, and its name with it', () => {
    const nt = boot();
    const object = open(nt, '\\Callback\\Lab');
    const registration = nt.ExRegisterCallback(object, () => undefined, NULL);
    nt.ObDereferenceObject(object);
    expect(open(nt, '\\Callback\\Lab', 0)).toBe(object);
    nt.ObDereferenceObject(object);
    nt.ExUnregisterCallback(registration);
    expect(nt.ExCreateCallback(out(PVOID), named(nt, '\\Callback\\Lab'), 0, 1)).toBe(
      STATUS_OBJECT_NAME_NOT_FOUND,
    );
    expect(nt.outcome(() => nt.ExNotifyCallback(object, NULL, NULL))).toMatchObject({ kind: 'bugcheck' });
  });

  it('stays without references when it is permanent', () => {
    const nt = boot();
    const attributes = named(nt, '\\Callback\\Lab');
    nt.memory.writeUint32(attributes + structure('x64', 'OBJECT_ATTRIBUTES').at.Attributes, OBJ_PERMANENT);
    const object = out(PVOID);
    expect(nt.ExCreateCallback(object, attributes, 1, 1)).toBe(STATUS_SUCCESS);
    nt.ObDereferenceObject(object.value);
    expect(open(nt, '\\Callback\\Lab', 0)).toBe(object.value);
  });

  it('may lose its last reference while it is notified', () => {
    const nt = boot();
    const object = open(nt, '\\Callback\\Lab');
    const calls: number[] = [];
    const second: { registration: number } = { registration: 0 };
    nt.ExRegisterCallback(
      object,
      () => {
        calls.push(1);
        nt.ExUnregisterCallback(second.registration);
        nt.ObDereferenceObject(object);
      },
      NULL,
    );
    second.registration = nt.ExRegisterCallback(object, () => calls.push(2), NULL);
    nt.ExNotifyCallback(object, NULL, NULL);
    expect(calls).toEqual([1]);
  });

  it('calls a function that is registered meanwhile the next time', () => {
    const nt = boot();
    const object = open(nt, '\\Callback\\Lab');
    let late = 0;
    const registration = nt.ExRegisterCallback(
      object,
      () => nt.ExRegisterCallback(object, () => late++, NULL),
      NULL,
    );
    nt.ExNotifyCallback(object, NULL, NULL);
    expect(late).toBe(0);
    nt.ExUnregisterCallback(registration);
    nt.ExNotifyCallback(object, NULL, NULL);
    expect(late).toBe(1);
  });

  it('makes a function that takes its own registration back wait for itself', () => {
    const nt = boot();
    const object = open(nt, '\\Callback\\Lab');
    const own: { registration: number } = { registration: 0 };
    own.registration = nt.ExRegisterCallback(object, () => nt.ExUnregisterCallback(own.registration), NULL);
    expect(nt.outcome(() => nt.ExNotifyCallback(object, NULL, NULL))).toMatchObject({
      kind: 'stopped',
      reason: 'deadlock',
    });
  });

  it('reports a registration that is taken back twice', () => {
    const nt = boot();
    const registration = nt.ExRegisterCallback(open(nt, '\\Callback\\Lab'), () => undefined, NULL);
    nt.ExUnregisterCallback(registration);
    expect(nt.outcome(() => nt.ExUnregisterCallback(registration))).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
      parameters: [0x4952_4ca3, registration, 0, 0],
    });
  });

  it('is in a snapshot with its registrations', () => {
    const nt = boot();
    const object = open(nt, '\\Callback\\Lab', 1, 0);
    let calls = 0;
    const registration = nt.ExRegisterCallback(object, () => calls++, NULL);
    const snapshot = nt.snapshot();
    nt.ExUnregisterCallback(registration);
    nt.ObDereferenceObject(object);
    nt.restore(snapshot);
    expect(nt.ExRegisterCallback(object, () => undefined, NULL)).toBe(NULL);
    nt.ExNotifyCallback(object, NULL, NULL);
    expect(calls).toBe(1);
  });
});
