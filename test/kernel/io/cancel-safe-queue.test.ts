/** Cancel-safe queues, events with names, and the small queries. */
import {
  boot,
  FILE_READ_DATA,
  HANDLE,
  IRP_MJ_DEVICE_CONTROL,
  NULL,
  out,
  PVOID,
  STATUS_ACCESS_DENIED,
  STATUS_CANCELLED,
  STATUS_INVALID_PARAMETER,
  STATUS_OBJECT_TYPE_MISMATCH,
  STATUS_PENDING,
  STATUS_SUCCESS,
  STATUS_UNSUCCESSFUL,
  structure,
  ULONG,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { TestDriver } from './test-driver.ts';

const CODE = 0x22_2000;

/** A driver whose control requests wait in a cancel-safe queue. */
function queueing(refuse = false) {
  const test = new TestDriver();
  const { nt } = test;
  const [queue, lock] = [nt.variable('IO_CSQ'), nt.variable('KSPIN_LOCK')];
  const context = nt.variable('IO_CSQ_IRP_CONTEXT');
  const list: number[] = [];
  const routines = [
    (_queue: number, irp: number) => {
      if (refuse) return STATUS_UNSUCCESSFUL;
      list.push(irp);
      return STATUS_SUCCESS;
    },
    (_queue: number, irp: number) => list.splice(list.indexOf(irp), 1),
    (_queue: number, irp: number) => list[irp === 0 ? 0 : list.indexOf(irp) + 1] ?? 0,
    (_queue: number, level: number) => nt.KeAcquireSpinLock(lock, level),
    (_queue: number, level: number) => nt.KeReleaseSpinLock(lock, level),
    (_queue: number, irp: number) => test.complete(irp, STATUS_CANCELLED),
  ] as const;
  nt.IoCsqInitializeEx(queue, ...routines);
  return { test, nt, queue, context, list };
}

describe('a cancel-safe queue', () => {
  it('gives IRPs back in order, and to nobody else', () => {
    const { test, nt, queue, list } = queueing();
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        expect(nt.IoCsqInsertIrpEx(queue, irp, NULL, NULL)).toBe(STATUS_SUCCESS);
        nt.startThread(() => {
          const next = nt.IoCsqRemoveNextIrp(queue, NULL);
          expect(next).toBe(irp);
          expect(nt.IoCsqRemoveNextIrp(queue, NULL)).toBe(NULL);
          test.complete(next, STATUS_SUCCESS, 9);
        });
        return STATUS_PENDING;
      },
    });
    expect(test.open().ioctl(CODE)).toMatchObject({ status: STATUS_SUCCESS, information: 9 });
    expect(list).toEqual([]);
    expect(nt.irql).toBe(0);
  });

  it('completes what is cancelled, whichever comes first', () => {
    const { test, nt, queue, context } = queueing();
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        nt.IoCsqInsertIrpEx(queue, irp, context, NULL);
        nt.startThread(() => {
          expect(nt.IoCancelIrp(irp)).toBe(1);
          expect(nt.IoCsqRemoveIrp(queue, context)).toBe(NULL);
        });
        return STATUS_PENDING;
      },
    });
    expect(test.open().ioctl(CODE).status).toBe(STATUS_CANCELLED);
  });

  it('completes at once what was cancelled before it was queued', () => {
    const { test, nt, queue, list } = queueing();
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        nt.IoCancelIrp(irp);
        nt.IoCsqInsertIrpEx(queue, irp, NULL, NULL);
        return STATUS_PENDING;
      },
    });
    expect(test.open().ioctl(CODE).status).toBe(STATUS_CANCELLED);
    expect(list).toEqual([]);
  });

  it('removes the IRP of a context', () => {
    const { test, nt, queue, context } = queueing();
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        nt.IoCsqInsertIrpEx(queue, irp, context, NULL);
        nt.startThread(() => {
          expect(nt.IoCsqRemoveIrp(queue, context)).toBe(irp);
          expect(nt.IoCsqRemoveIrp(queue, context)).toBe(NULL);
          test.complete(irp, STATUS_SUCCESS);
        });
        return STATUS_PENDING;
      },
    });
    expect(test.open().ioctl(CODE).status).toBe(STATUS_SUCCESS);
  });

  it('gives out none whose cancel routine IoCancelIrp has taken', () => {
    const { test, nt, queue, context } = queueing();
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        nt.IoCsqInsertIrpEx(queue, irp, context, NULL);
        const taken = nt.IoSetCancelRoutine(irp, NULL);
        expect(nt.IoCsqRemoveIrp(queue, context)).toBe(NULL);
        expect(nt.IoCsqRemoveNextIrp(queue, NULL)).toBe(NULL);
        nt.IoSetCancelRoutine(irp, taken);
        test.complete(nt.IoCsqRemoveIrp(queue, context), STATUS_SUCCESS);
        return STATUS_PENDING;
      },
    });
    expect(test.open().ioctl(CODE).status).toBe(STATUS_SUCCESS);
  });

  it('leaves an IRP alone that the routine of the driver refuses', () => {
    const { test, nt, queue } = queueing(true);
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        const status = nt.IoCsqInsertIrpEx(queue, irp, NULL, NULL);
        return test.complete(irp, status);
      },
    });
    expect(test.open().ioctl(CODE).status).toBe(STATUS_UNSUCCESSFUL);
  });
});

describe('an event with a name', () => {
  it('is made set, opened by the second, and gone with the last handle', () => {
    const test = new TestDriver().load();
    const { nt } = test;
    const name = test.string('\\BaseNamedObjects\\Ready');
    const [one, other, object] = [out(HANDLE), out(HANDLE), out(PVOID)];
    const event = nt.IoCreateNotificationEvent(name, one);
    expect(nt.KeReadStateEvent(event)).toBe(1);
    expect(nt.IoCreateNotificationEvent(name, other)).toBe(event);
    const type = nt.memory.readPointer(nt.ExEventObjectType);
    expect(nt.ObReferenceObjectByHandle(one.value, 2, type, 0, object, NULL)).toBe(STATUS_SUCCESS);
    expect(object.value).toBe(event);
    const threads = nt.memory.readPointer(nt.PsThreadType);
    expect(nt.ObReferenceObjectByPointer(event, 0, threads, 0)).toBe(STATUS_OBJECT_TYPE_MISMATCH);
    expect(nt.ObReferenceObjectByPointer(event, 0, type, 0)).toBe(STATUS_SUCCESS);
    for (const handle of [one, other]) expect(nt.ZwClose(handle.value)).toBe(STATUS_SUCCESS);
    expect(nt.debug.pool.block(event)).not.toBeNull();
    nt.ObDereferenceObject(event);
    nt.ObDereferenceObject(event);
    expect(nt.debug.pool.block(event)).toBeNull();
  });

  it('cannot have the name of something else, or no directory', () => {
    const test = new TestDriver().load();
    expect(test.nt.IoCreateSynchronizationEvent(test.string('\\Device\\Test'), out(HANDLE))).toBe(NULL);
    expect(test.nt.IoCreateSynchronizationEvent(test.string('\\Nowhere\\Ready'), out(HANDLE))).toBe(NULL);
  });
});

describe('small queries', () => {
  it('the version is 10.0', () => {
    const nt = boot();
    const at = structure('x64', 'RTL_OSVERSIONINFOW').at;
    const version = nt.variable('RTL_OSVERSIONINFOW');
    nt.memory.writeUint32(version, 276);
    expect(nt.RtlGetVersion(version)).toBe(STATUS_SUCCESS);
    expect(nt.memory.readUint32(version + at.dwMajorVersion)).toBe(10);
    const [major, build] = [out(ULONG), out(ULONG)];
    expect(nt.PsGetVersion(major, NULL, build, NULL)).toBe(0);
    expect([major.value, build.value]).toEqual([10, 26100]);
  });

  it('the function of a control code, and the access of a request', () => {
    const test = new TestDriver();
    const { nt } = test;
    expect(nt.IoGetFunctionCodeFromCtlCode(0x22_2000)).toBe(0x800);
    const seen: number[] = [];
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        for (const access of [1, 2, 4]) seen.push(nt.IoValidateDeviceIoControlAccess(irp, access));
        return test.complete(irp, STATUS_SUCCESS);
      },
    });
    test.driver.open('\\\\.\\Test', { access: FILE_READ_DATA }).ioctl(CODE);
    expect(seen).toEqual([STATUS_SUCCESS, STATUS_ACCESS_DENIED, STATUS_INVALID_PARAMETER]);
    expect(nt.KeGetCurrentIrql()).toBe(0);
  });
});
