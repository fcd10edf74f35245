/** IRPs that the I/O manager passes on or divides for a driver, and the devices of a stack by their neighbours. */
import {
  type Architecture,
  BugCheck,
  DISPATCH_LEVEL,
  DO_DEVICE_INITIALIZING,
  FILE_DEVICE_UNKNOWN,
  IRP_ASSOCIATED_IRP,
  IRP_MJ_DEVICE_CONTROL,
  IRP_MJ_INTERNAL_DEVICE_CONTROL,
  KIRQL,
  NULL,
  out,
  PVOID,
  STATUS_NO_SUCH_DEVICE,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_PENDING,
  STATUS_SUCCESS,
  STATUS_UNSUCCESSFUL,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { TestDriver } from './test-driver.ts';

const CODE = 0x22_2000;

/** A driver whose filter device forwards an IRP and completes it itself, and what its device below does. */
function forwarding(lower: (test: TestDriver, irp: number) => unknown) {
  const test = new TestDriver();
  const { nt } = test;
  const seen: unknown[] = [];
  let top = 0;
  test.load({
    [IRP_MJ_DEVICE_CONTROL]: (device, irp) => {
      if (device !== top) return lower(test, irp);
      const before = nt.memory.readInt8(irp + test.irp.CurrentLocation);
      seen.push(nt.IoForwardIrpSynchronously(test.deviceObject, irp));
      seen.push(nt.memory.readInt8(irp + test.irp.CurrentLocation) === before);
      seen.push(nt.memory.readUint32(irp + test.irp.IoStatus));
      return test.complete(irp, STATUS_SUCCESS, 0);
    },
  });
  const file = test.open();
  top = test.filter();
  return { test, file, seen };
}

describe('IoForwardIrpSynchronously', () => {
  it('gives the IRP back with the status of the driver below, which sees the same parameters', () => {
    const { file, seen } = forwarding((test, irp) => {
      seen.push(test.parameter(irp, 'Parameters.DeviceIoControl.IoControlCode'));
      return test.complete(irp, STATUS_UNSUCCESSFUL);
    });
    expect(file.ioctl(CODE).status).toBe(STATUS_SUCCESS);
    expect(seen).toEqual([CODE, 1, true, STATUS_UNSUCCESSFUL]);
  });

  it('waits for a driver that completes the IRP later, at DISPATCH_LEVEL', () => {
    const { test, file, seen } = forwarding(({ nt }, irp) => {
      nt.IoMarkIrpPending(irp);
      nt.KeInsertQueueDpc(dpc, irp, NULL);
      return STATUS_PENDING;
    });
    const { nt } = test;
    const dpc = nt.variable('KDPC');
    const finish = (_dpc: number, _context: number, irp: number) => {
      seen.push(nt.KeGetCurrentIrql());
      test.complete(irp, STATUS_UNSUCCESSFUL);
    };
    nt.KeInitializeDpc(dpc, finish, NULL);
    expect(file.ioctl(CODE).status).toBe(STATUS_SUCCESS);
    expect(seen).toEqual([DISPATCH_LEVEL, 1, true, STATUS_UNSUCCESSFUL]);
  });

  it('waits each time for an IRP that is completed a second later', () => {
    const test = new TestDriver();
    const { nt } = test;
    const seen: unknown[] = [];
    const dpc = nt.variable('KDPC');
    const timer = nt.variable('KTIMER');
    let top = 0;
    let sent = 0;
    nt.KeInitializeTimer(timer);
    const finish = () => test.complete(sent, STATUS_UNSUCCESSFUL);
    nt.KeInitializeDpc(dpc, finish, NULL);
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (device, irp) => {
        if (device !== top) {
          nt.IoMarkIrpPending(irp);
          sent = irp;
          nt.KeSetTimer(timer, -10_000_000n, dpc);
          return STATUS_PENDING;
        }
        for (let turn = 0; turn < 2; turn++) {
          const start = nt.KeQueryInterruptTime();
          seen.push(nt.IoForwardIrpSynchronously(test.deviceObject, irp));
          seen.push(nt.KeQueryInterruptTime() - start);
        }
        return test.complete(irp, STATUS_SUCCESS);
      },
    });
    const file = test.open();
    top = test.filter();
    expect(file.ioctl(CODE).status).toBe(STATUS_SUCCESS);
    expect(seen).toEqual([1, 10_000_000n, 1, 10_000_000n]);
  });

  it('is FALSE for an IRP without a location for another driver, which stays as it is', () => {
    const seen: number[] = [];
    const test = new TestDriver();
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (device, irp) => {
        seen.push(test.nt.IoForwardIrpSynchronously(device, irp));
        return test.complete(irp, STATUS_SUCCESS);
      },
    });
    expect(test.open().ioctl(CODE).status).toBe(STATUS_SUCCESS);
    expect(seen).toEqual([0]);
  });
});

describe('IoMakeAssociatedIrp', () => {
  it.each<Architecture>(['x64', 'x86'])('completes the master with the last of its IRPs (%s)', (arch) => {
    const test = new TestDriver({ arch });
    const { nt } = test;
    const kept: number[] = [];
    const counts: number[] = [];
    let lowest = 0;
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        nt.IoMarkIrpPending(irp);
        test.setStatus(irp, STATUS_SUCCESS, 0);
        nt.memory.writeUint32(irp + test.irp['AssociatedIrp.IrpCount'], 2);
        for (let made = 0; made < 2; made++) {
          const part = nt.IoMakeAssociatedIrp(irp, 1);
          expect(test.pointer(part, 'AssociatedIrp.MasterIrp')).toBe(irp);
          expect(nt.memory.readUint32(part + test.irp.Flags) & IRP_ASSOCIATED_IRP).not.toBe(0);
          expect(test.pointer(part, 'Tail.Overlay.Thread')).toBe(test.pointer(irp, 'Tail.Overlay.Thread'));
          const next = nt.IoGetNextIrpStackLocation(part);
          nt.memory.writeUint8(next + test.location.MajorFunction, IRP_MJ_INTERNAL_DEVICE_CONTROL);
          nt.IofCallDriver(lowest, part);
        }
        for (const part of kept) {
          counts.push(nt.memory.readUint32(irp + test.irp['AssociatedIrp.IrpCount']));
          test.complete(part, STATUS_UNSUCCESSFUL);
        }
        return STATUS_PENDING;
      },
      [IRP_MJ_INTERNAL_DEVICE_CONTROL]: (_device, irp) => {
        nt.IoMarkIrpPending(irp);
        kept.push(irp);
        return STATUS_PENDING;
      },
    });
    lowest = test.deviceObject;
    expect(test.open().ioctl(CODE).status).toBe(STATUS_SUCCESS);
    expect(counts).toEqual([2, 1]);
    // They are over: a second completion is reported as one.
    expect(() => nt.IofCompleteRequest(kept[0] ?? 0, 0)).toThrow(BugCheck);
  });

  it('gives NULL for more locations than an IRP can have', () => {
    const test = new TestDriver();
    const seen: number[] = [];
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        seen.push(test.nt.IoMakeAssociatedIrp(irp, 127), test.nt.IoMakeAssociatedIrp(irp, 0xff));
        return test.complete(irp, STATUS_SUCCESS);
      },
    });
    test.open().ioctl(CODE);
    expect(seen).toEqual([0, 0]);
  });

  it('makes an IRP of the thread of the master, whoever makes it', () => {
    const test = new TestDriver();
    const { nt } = test;
    const owners: number[] = [];
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        nt.IoMarkIrpPending(irp);
        nt.startThread(function* () {
          yield* nt.wait.KeDelayExecutionThread(0, 0, -10_000n);
          const part = nt.IoMakeAssociatedIrp(irp, 1);
          for (const one of [part, irp]) owners.push(test.pointer(one, 'Tail.Overlay.Thread'));
          owners.push(nt.KeGetCurrentThread());
          nt.IoFreeIrp(part);
          test.complete(irp, STATUS_SUCCESS);
        });
        return STATUS_PENDING;
      },
    });
    test.open().ioctl(CODE);
    const [ofPart, ofMaster, maker] = owners;
    expect([ofPart === ofMaster, ofPart === maker]).toEqual([true, false]);
  });

  it('has no part for a master that is over', () => {
    const test = new TestDriver();
    let over = 0;
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        over = irp;
        return test.complete(irp, STATUS_SUCCESS);
      },
    });
    test.open().ioctl(CODE);
    expect(test.nt.outcome(() => test.nt.IoMakeAssociatedIrp(over, 1))).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
    });
  });
});

describe('neighbours in a stack', () => {
  it('IoAttachDeviceToDeviceStackSafe stores the device below, or leaves the variable alone', () => {
    const test = new TestDriver().load();
    const { nt } = test;
    const made = out(PVOID);
    nt.IoCreateDevice(test.driver.object, 0, NULL, FILE_DEVICE_UNKNOWN, 0, 0, made);
    const below = out(PVOID);
    expect(nt.IoAttachDeviceToDeviceStackSafe(made.value, test.deviceObject, below)).toBe(STATUS_SUCCESS);
    expect(below.value).toBe(test.deviceObject);
    expect(nt.IoGetAttachedDevice(test.deviceObject)).toBe(made.value);
    // The device on top is new: DO_DEVICE_INITIALIZING is set in it.
    const second = out(PVOID);
    nt.IoCreateDevice(test.driver.object, 0, NULL, FILE_DEVICE_UNKNOWN, 0, 0, second);
    const none = out(PVOID);
    const status = nt.IoAttachDeviceToDeviceStackSafe(second.value, test.deviceObject, none);
    expect([status, none.value]).toEqual([STATUS_NO_SUCH_DEVICE, 0]);
  });

  /** A new device of the driver, without a name. */
  const another = ({ nt, driver }: TestDriver): number => {
    const made = out(PVOID);
    nt.IoCreateDevice(driver.object, 0, NULL, FILE_DEVICE_UNKNOWN, 0, 0, made);
    return made.value;
  };

  it('IoAttachDevice puts a device on top of the stack of a name, or says why not', () => {
    const test = new TestDriver().load();
    const { nt, device } = test;
    const filter = test.filter();
    const source = another(test);
    const below = out(PVOID);
    const attach = (name: string): number => nt.IoAttachDevice(source, test.string(name), below);
    expect([attach('\\Device\\None'), attach('\\Device\\Test'), below.value]).toEqual([
      STATUS_OBJECT_NAME_NOT_FOUND,
      STATUS_NO_SUCH_DEVICE, // the filter on top is new
      0,
    ]);
    const flags = filter + device.Flags;
    nt.memory.writeUint32(flags, nt.memory.readUint32(flags) & ~DO_DEVICE_INITIALIZING);
    expect([attach('\\DosDevices\\Test'), below.value]).toEqual([STATUS_SUCCESS, filter]);
  });

  it('a device has alignment and sector size of the one that it lies on', () => {
    const test = new TestDriver().load();
    const { nt, deviceObject, device } = test;
    nt.memory.writeUint32(deviceObject + device.AlignmentRequirement, 0x1ff);
    nt.memory.writeUint16(deviceObject + device.SectorSize, 0x200);
    const top = test.filter();
    expect(nt.memory.readUint32(top + device.AlignmentRequirement)).toBe(0x1ff);
    expect(nt.memory.readUint16(top + device.SectorSize)).toBe(0x200);
  });

  it('nothing lies on a device that is being deleted, nor is it the one below', () => {
    const test = new TestDriver().load();
    const { nt, deviceObject } = test;
    const source = another(test);
    nt.ObfReferenceObject(deviceObject);
    const top = test.filter();
    nt.IoDeleteDevice(deviceObject);
    expect(nt.IoGetLowerDeviceObject(top)).toBe(0);
    nt.IoDetachDevice(deviceObject);
    expect(nt.IoAttachDeviceToDeviceStack(source, deviceObject)).toBe(0);
  });

  it('IoGetLowerDeviceObject gives the device below with a reference, and NULL for the lowest', () => {
    const test = new TestDriver().load();
    const { nt } = test;
    const top = test.filter();
    const level = out(KIRQL);
    nt.KeRaiseIrql(DISPATCH_LEVEL, level);
    expect(nt.IoGetLowerDeviceObject(top)).toBe(test.deviceObject);
    nt.KeLowerIrql(level.value);
    expect(nt.IoGetLowerDeviceObject(test.deviceObject)).toBe(0);
    nt.IoDetachDevice(test.deviceObject);
    expect(nt.IoGetLowerDeviceObject(top)).toBe(0);
    nt.IoDeleteDevice(test.deviceObject);
    // The reference holds the memory of the device until it is given back.
    expect(nt.memory.readUint16(test.deviceObject)).toBe(3);
    nt.ObDereferenceObject(test.deviceObject);
    expect(() => nt.IoGetLowerDeviceObject(test.deviceObject)).toThrow(BugCheck);
  });
});
