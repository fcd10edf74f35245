/** Drivers: loading, unloading, and what they leave behind. Rules: docs/decisions/0070-io-manager.md. */
import {
  boot,
  DO_DEVICE_INITIALIZING,
  FILE_DEVICE_UNKNOWN,
  NULL,
  out,
  PVOID,
  STATUS_IMAGE_ALREADY_LOADED,
  STATUS_INVALID_DEVICE_REQUEST,
  STATUS_OBJECT_NAME_COLLISION,
  STATUS_SUCCESS,
  STATUS_UNSUCCESSFUL,
  structure,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { TestDriver } from './test-driver.ts';

describe('DriverEntry', () => {
  it('gets a driver object and the path of its key, which is gone afterwards', () => {
    const nt = boot();
    const at = structure('x64', 'DRIVER_OBJECT').at;
    let path = '';
    let header = 0;
    const driver = nt.loadDriver({
      name: 'echo',
      entry: (object: number, registry: number) => {
        header = registry;
        path = nt.memory.readUtf16String(nt.memory.readPointer(registry + 8));
        expect(nt.memory.readUtf16String(nt.memory.readPointer(object + at.DriverName + 8))).toBe(
          '\\Driver\\echo',
        );
        return STATUS_SUCCESS;
      },
    });
    expect(driver).toMatchObject({ name: 'echo', status: STATUS_SUCCESS });
    expect(path).toBe('\\REGISTRY\\MACHINE\\SYSTEM\\CurrentControlSet\\Services\\echo');
    expect(nt.debug.pool.block(header)).toBeNull();
    expect(nt.loadDriver({ name: 'ECHO', entry: () => 0 }).status).toBe(STATUS_IMAGE_ALREADY_LOADED);
  });

  it('that fails leaves nothing, and the name is free again', () => {
    const nt = boot();
    const failed = nt.loadDriver({ name: 'echo', entry: () => STATUS_UNSUCCESSFUL });
    expect(failed).toMatchObject({ status: STATUS_UNSUCCESSFUL, object: 0 });
    expect(failed.unload()).toBe(STATUS_INVALID_DEVICE_REQUEST);
    expect(nt.loadDriver({ name: 'echo', entry: () => 0 }).status).toBe(STATUS_SUCCESS);
  });

  it('that raises is bug check 0x7E', () => {
    const nt = boot();
    const entry = () => nt.memory.writeUint8(NULL, 1);
    expect(nt.outcome(() => nt.loadDriver({ name: 'echo', entry }))).toMatchObject({ code: 0x7e });
  });

  it('makes devices that can be opened when it has returned', () => {
    const test = new TestDriver().load();
    expect(test.nt.memory.readUint32(test.deviceObject + test.device.Flags) & DO_DEVICE_INITIALIZING).toBe(0);
    const later = out(PVOID);
    test.nt.IoCreateDevice(
      test.driver.object,
      0,
      test.string('\\Device\\Later'),
      FILE_DEVICE_UNKNOWN,
      0,
      0,
      later,
    );
    expect(test.driver.open('\\Device\\Later').status).toBe(0xc000_000e);
  });

  it('that gives a name twice gets STATUS_OBJECT_NAME_COLLISION', () => {
    const test = new TestDriver().load();
    const name = test.string('\\Device\\TEST');
    const status = test.nt.IoCreateDevice(test.driver.object, 0, name, FILE_DEVICE_UNKNOWN, 0, 0, out(PVOID));
    expect(status).toBe(STATUS_OBJECT_NAME_COLLISION);
    expect(test.nt.IoCreateSymbolicLink(test.string('\\??\\tEsT'), name)).toBe(STATUS_OBJECT_NAME_COLLISION);
  });
});

describe('unloading', () => {
  it('calls DriverUnload, and the memory of the driver is free', () => {
    const test = new TestDriver();
    const before = test.nt.debug.pool.blocks().length;
    test.load();
    expect(test.driver.unload()).toBe(STATUS_SUCCESS);
    expect(test.driver.open('\\\\.\\Test').status).toBe(0xc000_0034);
    // The path of the hardware key is there for all drivers, and stays.
    expect(test.nt.debug.pool.blocks().length).toBe(before + 1);
  });

  it('is impossible without DriverUnload', () => {
    expect(new TestDriver().load({}, { unload: false }).driver.unload()).toBe(STATUS_INVALID_DEVICE_REQUEST);
  });

  it('waits for the last close', () => {
    const test = new TestDriver().load();
    const file = test.open();
    expect(test.driver.unload()).toBe(STATUS_SUCCESS);
    expect(test.nt.debug.pool.tags().some(({ tagText }) => tagText === 'Devi')).toBe(true);
    // DriverUnload takes the link away: it has not run.
    expect(test.nt.IoDeleteSymbolicLink(test.string('\\??\\Test'))).toBe(STATUS_SUCCESS);
    file.close();
    expect(test.nt.debug.pool.tags().some(({ tagText }) => tagText === 'Devi')).toBe(false);
  });

  it('BEHAVIOUR-DECISIONS, program g: pool that is left is 0xC4 (0x62, name, 0, 1)', () => {
    const test = new TestDriver().load({
      0: (_device, irp) => {
        test.nt.ExAllocatePool2(0x40, 64, 0x4654_4654);
        return test.complete(irp, STATUS_SUCCESS);
      },
    });
    test.open().close();
    const outcome = test.nt.outcome(() => test.driver.unload());
    expect(outcome).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
      parameters: [0x62, expect.anything(), 0, 1],
    });
  });

  it('reports devices that are left, and takes them away', () => {
    const test = new TestDriver({ onViolation: 'report' }).load();
    const spare = out(PVOID);
    test.nt.IoCreateDevice(test.driver.object, 0, NULL, FILE_DEVICE_UNKNOWN, 0, 0, spare);
    test.driver.unload();
    expect(test.nt.findings).toMatchObject([{ rule: 'driver-leaves-devices' }]);
    expect(test.nt.debug.pool.tags().some(({ tagText }) => tagText === 'Devi')).toBe(false);
  });
});

describe('a snapshot', () => {
  it('holds drivers, devices, files and handles', () => {
    const test = new TestDriver().load();
    const file = test.open();
    const snapshot = test.nt.snapshot();
    file.close();
    test.driver.unload();
    test.nt.restore(snapshot);
    expect(test.driver.open('\\\\.\\Test').status).toBe(STATUS_SUCCESS);
    file.close();
  });
});

describe('rules of devices', () => {
  it('one that lies on another is detached before it is deleted', () => {
    const test = new TestDriver().load();
    const top = test.filter();
    expect(test.nt.outcome(() => test.nt.IoDeleteDevice(top))).toMatchObject({
      code: 0xc9,
      parameters: [0x201, top, test.deviceObject, 0],
    });
  });

  it('one on which nothing lies cannot be detached from', () => {
    const test = new TestDriver().load();
    expect(test.nt.outcome(() => test.nt.IoDetachDevice(test.deviceObject))).toMatchObject({
      code: 0xc9,
      parameters: [0x202, test.deviceObject, 0, 0],
    });
  });

  it('a stack grows and shrinks', () => {
    const test = new TestDriver().load();
    const { nt, deviceObject } = test;
    const top = test.filter();
    expect(nt.IoGetAttachedDevice(deviceObject)).toBe(top);
    expect(nt.memory.readUint8(top + test.device.StackSize)).toBe(2);
    expect(nt.IoGetAttachedDeviceReference(deviceObject)).toBe(top);
    nt.IoDetachDevice(deviceObject);
    nt.IoDeleteDevice(top);
    expect(nt.memory.readUint16(top)).toBe(3); // the reference keeps it
    nt.ObDereferenceObject(top);
    expect(nt.IoGetAttachedDevice(deviceObject)).toBe(deviceObject);
  });
});
