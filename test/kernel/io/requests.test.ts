/** Requests of programs: what reaches a driver and what comes back. Rules: docs/decisions/0070-io-manager.md. */
import {
  DO_BUFFERED_IO,
  DO_DIRECT_IO,
  FILE_READ_DATA,
  IRP_MJ_CREATE,
  IRP_MJ_DEVICE_CONTROL,
  IRP_MJ_READ,
  IRP_MJ_WRITE,
  KIRQL,
  NULL,
  out,
  STATUS_ACCESS_DENIED,
  STATUS_BUFFER_OVERFLOW,
  STATUS_BUFFER_TOO_SMALL,
  STATUS_INVALID_DEVICE_REQUEST,
  STATUS_INVALID_HANDLE,
  STATUS_OBJECT_NAME_NOT_FOUND,
  STATUS_OBJECT_PATH_NOT_FOUND,
  STATUS_PENDING,
  STATUS_SUCCESS,
  STATUS_UNSUCCESSFUL,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { TestDriver } from './test-driver.ts';

const code = (method: number, access = 0): number => 0x22_0000 | (access << 14) | (0x800 << 2) | method;

/** Adds 1 to each byte of the input and gives it back, by whichever method the code has. */
function echo(test: TestDriver): (device: number, irp: number) => number {
  const { nt } = test;
  return (_device, irp) => {
    const method = test.parameter(irp, 'Parameters.DeviceIoControl.IoControlCode') & 3;
    const length = test.parameter(irp, 'Parameters.DeviceIoControl.InputBufferLength');
    const stack = nt.IoGetCurrentIrpStackLocation(irp);
    const system = test.pointer(irp, 'AssociatedIrp.SystemBuffer');
    const type3 = nt.memory.readPointer(stack + test.location['Parameters.DeviceIoControl.Type3InputBuffer']);
    const from = method === 3 ? type3 : system;
    const direct = () => nt.MmGetSystemAddressForMdlSafe(test.pointer(irp, 'MdlAddress'), 16);
    const to = method === 0 ? system : method === 3 ? test.pointer(irp, 'UserBuffer') : direct();
    for (let at = 0; at < length; at++) nt.memory.writeUint8(to + at, nt.memory.readUint8(from + at) + 1);
    return test.complete(irp, STATUS_SUCCESS, length);
  };
}

describe.each(['x64', 'x86'] as const)('a control request on %s', (arch) => {
  it.each([
    [0, 'METHOD_BUFFERED'],
    [1, 'METHOD_IN_DIRECT'],
    [2, 'METHOD_OUT_DIRECT'],
    [3, 'METHOD_NEITHER'],
  ])('of method %i brings bytes there and back (%s)', (method) => {
    const test = new TestDriver({ arch });
    test.load({ [IRP_MJ_DEVICE_CONTROL]: echo(test) });
    const result = test.open().ioctl(code(method), [1, 2, 3], 5);
    expect(result).toMatchObject({ status: STATUS_SUCCESS, information: 3 });
    expect([...result.output]).toEqual([2, 3, 4, 0, 0]);
    expect(test.nt.debug.pool.tags().filter(({ tagText }) => /^(Irp|Mdl|IoSB)/.test(tagText))).toEqual([]);
  });
});

describe('what comes back', () => {
  it.each([
    [STATUS_SUCCESS, 4, [9, 9, 9, 9]],
    [STATUS_BUFFER_OVERFLOW, 4, [9, 9, 9, 9]],
    [STATUS_SUCCESS, 2, [9, 9, 0, 0]],
    [STATUS_SUCCESS, 0, [0, 0, 0, 0]],
    [STATUS_BUFFER_TOO_SMALL, 4, [0, 0, 0, 0]],
  ])('of a request with status %i and Information %i: %j', (status, information, bytes) => {
    const test = new TestDriver();
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        test.nt.memory.fill(test.pointer(irp, 'AssociatedIrp.SystemBuffer'), 4, 9);
        return test.complete(irp, status, information);
      },
    });
    const result = test.open().ioctl(code(0), [], 4);
    expect(result).toMatchObject({ status, information });
    expect([...result.output]).toEqual(bytes);
  });

  it('is the status of the IRP when the driver said STATUS_PENDING, from whichever thread it comes', () => {
    const test = new TestDriver();
    const { nt } = test;
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        nt.IoMarkIrpPending(irp);
        nt.startThread(() => {
          nt.memory.fill(test.pointer(irp, 'AssociatedIrp.SystemBuffer'), 2, 7);
          test.complete(irp, STATUS_SUCCESS, 2);
        });
        return STATUS_PENDING;
      },
    });
    const result = test.open().ioctl(code(0), [], 2);
    expect(result).toMatchObject({ status: STATUS_SUCCESS, information: 2 });
    expect([...result.output]).toEqual([7, 7]);
  });

  it('waits for ever when nobody completes a pending IRP', () => {
    const test = new TestDriver();
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        test.nt.IoMarkIrpPending(irp);
        return STATUS_PENDING;
      },
    });
    const file = test.open();
    expect(test.nt.outcome(() => file.ioctl(code(0)))).toMatchObject({ kind: 'stopped', reason: 'deadlock' });
  });

  it('is STATUS_INVALID_DEVICE_REQUEST where the driver has no dispatch routine', () => {
    const file = new TestDriver().load().open();
    expect(file.ioctl(code(0), [1], 1)).toMatchObject({
      status: STATUS_INVALID_DEVICE_REQUEST,
      information: 0,
    });
  });
});

describe('a read and a write', () => {
  it.each([
    ['buffered', DO_BUFFERED_IO],
    ['direct', DO_DIRECT_IO],
    ['neither', 0],
  ] as const)('reach a device that does %s I/O', (_name, flags) => {
    const test = new TestDriver();
    const { nt } = test;
    const seen: number[][] = [];
    const buffer = (irp: number) => {
      if (flags === DO_BUFFERED_IO) return test.pointer(irp, 'AssociatedIrp.SystemBuffer');
      if (flags === 0) return test.pointer(irp, 'UserBuffer');
      return nt.MmGetSystemAddressForMdlSafe(test.pointer(irp, 'MdlAddress'), 16);
    };
    test.load(
      {
        [IRP_MJ_WRITE]: (_device, irp) => {
          const bytes = test.parameter(irp, 'Parameters.Write.Length');
          seen.push([...nt.memory.readBytes(buffer(irp), bytes)]);
          return test.complete(irp, STATUS_SUCCESS, bytes);
        },
        [IRP_MJ_READ]: (_device, irp) => {
          nt.memory.writeBytes(buffer(irp), [5, 6]);
          return test.complete(irp, STATUS_SUCCESS, 2);
        },
      },
      { flags },
    );
    const file = test.open();
    expect(file.write([1, 2, 3])).toMatchObject({ status: STATUS_SUCCESS, information: 3 });
    expect(seen).toEqual([[1, 2, 3]]);
    expect([...file.read(3).output]).toEqual([5, 6, 0]);
  });
});

describe('an open', () => {
  it('fails with the status of the driver, and neither cleanup nor close follow', () => {
    const test = new TestDriver();
    const majors: number[] = [];
    test.load({
      [IRP_MJ_CREATE]: (_device, irp) => {
        majors.push(IRP_MJ_CREATE);
        return test.complete(irp, STATUS_UNSUCCESSFUL);
      },
    });
    expect(test.open()).toMatchObject({ status: STATUS_UNSUCCESSFUL, handle: 0, file: 0 });
    expect(majors).toEqual([IRP_MJ_CREATE]);
  });

  it.each([
    ['\\\\.\\Nothing', STATUS_OBJECT_NAME_NOT_FOUND],
    ['\\Device\\Nothing', STATUS_OBJECT_NAME_NOT_FOUND],
    ['\\Nowhere\\Nothing', STATUS_OBJECT_PATH_NOT_FOUND],
    ['\\\\.\\tEST', STATUS_SUCCESS],
    ['\\Device\\Test\\and\\more', STATUS_SUCCESS],
  ])('of %s gives %i', (path, status) => {
    expect(new TestDriver().load().driver.open(path).status).toBe(status);
  });

  it('of an exclusive device is one at a time', () => {
    const test = new TestDriver().load({}, { exclusive: 1 });
    const first = test.open();
    expect(test.open().status).toBe(STATUS_ACCESS_DENIED);
    first.close();
    expect(test.open().status).toBe(STATUS_SUCCESS);
  });

  it('decides which control codes and transfers are allowed', () => {
    const test = new TestDriver();
    test.load({ [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => test.complete(irp, STATUS_SUCCESS) });
    const file = test.driver.open('\\\\.\\Test', { access: FILE_READ_DATA });
    expect(file.ioctl(code(0, 1)).status).toBe(STATUS_SUCCESS);
    expect(file.ioctl(code(0, 2)).status).toBe(STATUS_ACCESS_DENIED);
    expect(file.write([1]).status).toBe(STATUS_ACCESS_DENIED);
  });
});

describe('BEHAVIOUR-DECISIONS 7 and program j: a dispatch routine that returns at another level', () => {
  const failing = (options: ConstructorParameters<typeof TestDriver>[0]) => {
    const test = new TestDriver(options);
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        const status = test.complete(irp, STATUS_SUCCESS);
        test.nt.KeAcquireSpinLock(test.nt.variable('KSPIN_LOCK'), out(KIRQL));
        return status;
      },
    });
    const file = test.open();
    return { test, outcome: test.nt.outcome(() => file.ioctl(code(0))) };
  };

  it('is 0xC9 (5, device, 0, 2) with the verifier', () => {
    const { test, outcome } = failing({});
    expect(outcome).toMatchObject({ code: 0xc9, parameters: [5, test.deviceObject, 0, 2] });
  });

  it('is 0x4A without', () => {
    const { test, outcome } = failing({ verifier: 'off' });
    if (outcome.kind !== 'bugcheck') throw new Error('no bug check');
    expect([outcome.code, ...outcome.parameters.slice(1)]).toEqual([0x4a, 2, 0, 0]);
    expect(test.nt.debug.symbolOf(outcome.parameters[0])).toBe('nt!NtDeviceIoControlFile');
  });
});

describe('BEHAVIOUR-DECISIONS 8: an exception that a dispatch routine does not handle', () => {
  it.each([
    ['x64', 0x3b],
    ['x86', 0x8e],
  ] as const)('is, on %s, bug check %i', (arch, bugCheck) => {
    const test = new TestDriver({ arch });
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: () => {
        test.nt.memory.writeUint32(NULL, 1);
        return STATUS_SUCCESS;
      },
    });
    const file = test.open();
    expect(test.nt.outcome(() => file.ioctl(code(0)))).toMatchObject({ kind: 'bugcheck', code: bugCheck });
  });
});

describe('requests to a device that is not open', () => {
  it.each(['x64', 'x86'] as const)(
    'fail with STATUS_INVALID_HANDLE on %s, and the machine goes on',
    (arch) => {
      const test = new TestDriver({ arch });
      test.load({ [IRP_MJ_DEVICE_CONTROL]: echo(test) });
      const never = test.nt.openDevice('\\\\.\\Nothing');
      expect(never).toMatchObject({ status: STATUS_OBJECT_NAME_NOT_FOUND, handle: 0, file: 0 });
      const closed = test.open();
      closed.close();
      const failed = { status: STATUS_INVALID_HANDLE, information: 0 };
      for (const device of [never, closed]) {
        expect(device.ioctl(code(0), [1, 2], 3)).toEqual({ ...failed, output: new Uint8Array(3) });
        expect(device.read(2)).toEqual({ ...failed, output: new Uint8Array(2) });
        expect(device.write([1])).toEqual({ ...failed, output: new Uint8Array(0) });
        device.close();
      }
      expect([...test.open().ioctl(code(0), [1], 1).output]).toEqual([2]);
    },
  );
});
