/** IRPs between drivers: stacks of devices, completion routines, cancelling, and what Driver Verifier looks at. */
import {
  boot,
  DISPATCH_LEVEL,
  FILE_READ_DATA,
  IRP_MJ_DEVICE_CONTROL,
  IRP_MJ_INTERNAL_DEVICE_CONTROL,
  IRP_MJ_READ,
  KIRQL,
  NotificationEvent,
  NULL,
  out,
  PVOID,
  STATUS_CANCELLED,
  STATUS_INVALID_DEVICE_REQUEST,
  STATUS_MORE_PROCESSING_REQUIRED,
  STATUS_PENDING,
  STATUS_SUCCESS,
  STATUS_UNSUCCESSFUL,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { type Dispatch, TestDriver } from './test-driver.ts';

const CODE = 0x22_2000;

/** A driver with a filter device on top; the dispatch routine of the filter gets the device below. */
function stack(
  upper: (test: TestDriver, below: number, irp: number) => unknown,
  lower: (test: TestDriver, irp: number) => unknown,
  options: ConstructorParameters<typeof TestDriver>[0] = {},
) {
  const test = new TestDriver(options);
  let top = 0;
  test.load({
    [IRP_MJ_DEVICE_CONTROL]: (device, irp) =>
      device === top ? upper(test, test.deviceObject, irp) : lower(test, irp),
  });
  const file = test.open();
  top = test.filter();
  return { test, file };
}

describe('a stack of devices', () => {
  it('gets an IRP from the top; skipping leaves the location to the one below', () => {
    const seen: number[] = [];
    const { test, file } = stack(
      ({ nt }, below, irp) => {
        seen.push(nt.memory.readInt8(irp + test.irp.CurrentLocation));
        nt.IoSkipCurrentIrpStackLocation(irp);
        return nt.IofCallDriver(below, irp);
      },
      (self, irp) => {
        seen.push(self.nt.memory.readInt8(irp + self.irp.CurrentLocation));
        expect(self.parameter(irp, 'Parameters.DeviceIoControl.IoControlCode')).toBe(CODE);
        return self.complete(irp, STATUS_SUCCESS, 0);
      },
    );
    expect(file.ioctl(CODE).status).toBe(STATUS_SUCCESS);
    expect(seen).toEqual([2, 2]);
  });

  it.each([
    [STATUS_SUCCESS, [1, 0, 0], true],
    [STATUS_SUCCESS, [0, 1, 1], false],
    [STATUS_UNSUCCESSFUL, [0, 1, 0], true],
    [STATUS_UNSUCCESSFUL, [1, 0, 0], false],
  ] as const)(
    'with status %i and flags %j: the completion routine is called: %s',
    (status, flags, isCalled) => {
      const calls: unknown[] = [];
      const { test, file } = stack(
        ({ nt }, below, irp) => {
          nt.IoCopyCurrentIrpStackLocationToNext(irp);
          const done = (device: number, same: number, context: number) => {
            calls.push([device === test.deviceObject, same === irp, context]);
            return STATUS_SUCCESS;
          };
          nt.IoSetCompletionRoutine(irp, done, 77, flags[0], flags[1], flags[2]);
          return nt.IofCallDriver(below, irp);
        },
        (self, irp) => self.complete(irp, status, 0),
      );
      expect(file.ioctl(CODE).status).toBe(status);
      expect(calls).toEqual(isCalled ? [[false, true, 77]] : []);
    },
  );

  it('STATUS_MORE_PROCESSING_REQUIRED keeps the IRP until it is completed again', () => {
    const log: string[] = [];
    const { file } = stack(
      (test, below, irp) => {
        const { nt } = test;
        const event = nt.variable('KEVENT');
        nt.KeInitializeEvent(event, NotificationEvent, 0);
        nt.IoCopyCurrentIrpStackLocationToNext(irp);
        const keep = () => {
          log.push('completion');
          nt.KeSetEvent(event, 0, 0);
          return STATUS_MORE_PROCESSING_REQUIRED;
        };
        nt.IoSetCompletionRoutine(irp, keep, NULL, 1, 1, 1);
        const status = nt.IofCallDriver(below, irp);
        nt.KeWaitForSingleObject(event, 0, 0, 0, NULL);
        log.push('after');
        expect(status).toBe(STATUS_PENDING);
        return test.complete(irp, STATUS_SUCCESS, 5);
      },
      (test, irp) => {
        test.nt.IoMarkIrpPending(irp);
        test.nt.startThread(() => test.complete(irp, STATUS_UNSUCCESSFUL));
        return STATUS_PENDING;
      },
    );
    expect(file.ioctl(CODE)).toMatchObject({ status: STATUS_SUCCESS, information: 5 });
    expect(log).toEqual(['completion', 'after']);
  });

  it('passes on that an IRP is pending, also without a completion routine', () => {
    const { file } = stack(
      ({ nt }, below, irp) => {
        nt.IoCopyCurrentIrpStackLocationToNext(irp);
        return nt.IofCallDriver(below, irp);
      },
      (test, irp) => {
        test.nt.IoMarkIrpPending(irp);
        test.nt.startThread(() => test.complete(irp, STATUS_SUCCESS, 3));
        return STATUS_PENDING;
      },
    );
    expect(file.ioctl(CODE)).toMatchObject({ status: STATUS_SUCCESS, information: 3 });
  });
});

describe('an IRP of a driver', () => {
  const below: Dispatch = {
    [IRP_MJ_INTERNAL_DEVICE_CONTROL]: () => 0,
  };

  it('of IoBuildDeviceIoControlRequest is ended by the I/O manager: bytes, status block, event', () => {
    const test = new TestDriver();
    const { nt } = test;
    test.load({
      ...below,
      [IRP_MJ_INTERNAL_DEVICE_CONTROL]: (_device, irp) => {
        const system = test.pointer(irp, 'AssociatedIrp.SystemBuffer');
        nt.memory.writeUint32(system, nt.memory.readUint32(system) + 1);
        return test.complete(irp, STATUS_SUCCESS, 4);
      },
    });
    const [event, block, buffer] = [nt.variable('KEVENT'), nt.variable('IO_STATUS_BLOCK'), nt.variable(16)];
    nt.KeInitializeEvent(event, NotificationEvent, 0);
    nt.memory.writeUint32(buffer, 41);
    const args = [buffer, 4, buffer + 8, 4] as const;
    const irp = nt.IoBuildDeviceIoControlRequest(CODE, test.deviceObject, ...args, 1, event, block);
    expect(nt.IofCallDriver(test.deviceObject, irp)).toBe(STATUS_SUCCESS);
    expect(nt.KeReadStateEvent(event)).toBe(1);
    expect(nt.memory.readUint32(block)).toBe(STATUS_SUCCESS);
    expect(nt.memory.readPointer(block + 8)).toBe(4);
    expect(nt.memory.readUint32(buffer + 8)).toBe(42);
    expect(nt.debug.pool.tags().filter(({ tagText }) => /^(Irp|IoSB)/.test(tagText))).toEqual([]);
  });

  it('of IoAllocateIrp is freed by its completion routine', () => {
    const test = new TestDriver();
    const { nt } = test;
    test.load({ [IRP_MJ_READ]: (_device, irp) => test.complete(irp, STATUS_SUCCESS, 1) });
    const irp = nt.IoAllocateIrp(nt.memory.readUint8(test.deviceObject + test.device.StackSize), 0);
    const next = nt.IoGetNextIrpStackLocation(irp);
    nt.memory.writeUint8(next + test.location.MajorFunction, IRP_MJ_READ);
    let freed = 0;
    const done = (_device: number, same: number) => {
      nt.IoFreeIrp(same);
      freed = same;
      return STATUS_MORE_PROCESSING_REQUIRED;
    };
    nt.IoSetCompletionRoutine(irp, done, NULL, 1, 1, 1);
    expect(nt.IofCallDriver(test.deviceObject, irp)).toBe(STATUS_SUCCESS);
    expect(freed).toBe(irp);
    expect(nt.findings).toEqual([]);
  });

  it('of IoAllocateIrp without a completion routine is a finding', () => {
    const test = new TestDriver({ onViolation: 'report' });
    const { nt } = test;
    test.load({ [IRP_MJ_READ]: (_device, irp) => test.complete(irp, STATUS_SUCCESS) });
    const irp = nt.IoAllocateIrp(1, 0);
    nt.memory.writeUint8(nt.IoGetNextIrpStackLocation(irp) + test.location.MajorFunction, IRP_MJ_READ);
    nt.IofCallDriver(test.deviceObject, irp);
    expect(nt.findings).toMatchObject([{ rule: 'irp-completed-to-nobody' }]);
  });

  it('reaches another driver through IoGetDeviceObjectPointer', () => {
    const test = new TestDriver().load();
    const { nt } = test;
    const [file, device] = [out(PVOID), out(PVOID)];
    const name = test.string('\\Device\\Test');
    expect(nt.IoGetDeviceObjectPointer(name, FILE_READ_DATA, file, device)).toBe(STATUS_SUCCESS);
    expect(device.value).toBe(test.deviceObject);
    expect(nt.IoGetRelatedDeviceObject(file.value)).toBe(test.deviceObject);
    nt.ObDereferenceObject(file.value);
    expect(test.driver.unload()).toBe(STATUS_SUCCESS);
  });
});

describe('cancelling', () => {
  it('calls the cancel routine under the cancel spin lock, and it completes the IRP', () => {
    const test = new TestDriver();
    const { nt } = test;
    let pending = 0;
    const levels: number[] = [];
    const cancel = (_device: number, irp: number) => {
      levels.push(nt.irql);
      nt.IoReleaseCancelSpinLock(nt.memory.readUint8(irp + test.irp.CancelIrql));
      levels.push(nt.irql);
      test.complete(irp, STATUS_CANCELLED);
    };
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        pending = irp;
        nt.IoMarkIrpPending(irp);
        expect(nt.IoSetCancelRoutine(irp, cancel)).toBe(NULL);
        nt.startThread(() => expect(nt.IoCancelIrp(pending)).toBe(1));
        return STATUS_PENDING;
      },
    });
    expect(test.open().ioctl(CODE).status).toBe(STATUS_CANCELLED);
    expect(levels).toEqual([DISPATCH_LEVEL, 0]);
  });

  it('an IRP without a cancel routine only sets the bit', () => {
    const test = new TestDriver();
    test.load({
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        expect(test.nt.IoCancelIrp(irp)).toBe(0);
        expect(test.nt.memory.readUint8(irp + test.irp.Cancel)).toBe(1);
        return test.complete(irp, STATUS_CANCELLED);
      },
    });
    expect(test.open().ioctl(CODE).status).toBe(STATUS_CANCELLED);
  });
});

describe('what Driver Verifier looks at', () => {
  type Row = readonly [string, (test: TestDriver, irp: number) => unknown, number, readonly unknown[]];
  const any = expect.anything();
  const complete = (test: TestDriver, irp: number) => test.complete(irp, STATUS_SUCCESS);
  type Routine = (test: TestDriver, irp: number) => unknown;
  /** One after the other; the result is that of the second. */
  const inOrder =
    (first: Routine, second: Routine): Routine =>
    (test, irp) => {
      first(test, irp);
      return second(test, irp);
    };
  const rows: readonly Row[] = [
    [
      'completes with STATUS_PENDING',
      (test, irp) => test.complete(irp, STATUS_PENDING),
      0xc9,
      [6, STATUS_PENDING, any],
    ],
    [
      'completes with a cancel routine set',
      (test, irp) => {
        test.nt.IoSetCancelRoutine(irp, () => 0);
        return complete(test, irp);
      },
      0xc9,
      [7, any, any],
    ],
    [
      'completes twice',
      (test, irp) => {
        complete(test, irp);
        return complete(test, irp);
      },
      0xd5, // the IRP has a page of its own, which is gone: setting its status faults
      [any],
    ],
    [
      'completes twice without a look at the IRP',
      (test, irp) => {
        complete(test, irp);
        test.nt.IofCompleteRequest(irp, 0);
        return STATUS_SUCCESS;
      },
      0x44,
      [any],
    ],
    [
      'touches the IRP after its completion',
      (test, irp) => {
        complete(test, irp);
        return test.nt.memory.readUint32(irp + test.irp.IoStatus);
      },
      0xd5,
      [any],
    ],
    ['returns STATUS_PENDING unmarked', () => STATUS_PENDING, 0xc4, [any]],
    [
      'marks and returns another status',
      (test, irp) => {
        test.nt.IoMarkIrpPending(irp);
        return complete(test, irp);
      },
      0xc4,
      [any],
    ],
    ['returns without completing', () => STATUS_SUCCESS, 0xc9, [0x226, any]],
    [
      'returns another status than it completed with',
      (test, irp) => {
        complete(test, irp);
        return STATUS_UNSUCCESSFUL;
      },
      0xc9,
      [0x224, any, STATUS_UNSUCCESSFUL, STATUS_SUCCESS],
    ],
    ['returns 0xFFFFFFFF', inOrder(complete, () => 0xffff_ffff), 0xc9, [0x225]],
    ['sends it to NULL', (test, irp) => test.nt.IofCallDriver(NULL, irp), 0xc9, [0x204]],
    ['sends it where no device is', (test, irp) => test.nt.IofCallDriver(test.driver.object, irp), 0xc9, [4]],
    [
      'sends it on below the last location',
      (test, irp) => test.nt.IofCallDriver(test.deviceObject, irp),
      0x35,
      [any],
    ],
    ['frees it', inOrder((test, irp) => test.nt.IoFreeIrp(irp), complete), 0xc9, [2]],
    ['frees it as pool', inOrder((test, irp) => test.nt.ExFreePool(irp), complete), 0xc4, [0x105]],
    [
      'completes it too high',
      (test, irp) => {
        test.nt.KeRaiseIrql(5, out(KIRQL));
        return complete(test, irp);
      },
      0xc9,
      [0xe, 5],
    ],
  ];

  it.each(rows)('a dispatch routine that %s', (_what, routine, code, parameters) => {
    const test = new TestDriver();
    test.load({ [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => routine(test, irp) });
    const file = test.open();
    const outcome = test.nt.outcome(() => file.ioctl(CODE));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code });
    if (outcome.kind === 'bugcheck')
      expect(outcome.parameters.slice(0, parameters.length)).toEqual(parameters);
  });

  it('a completion routine that does not pass on that the IRP is pending', () => {
    const { test, file } = stack(
      ({ nt }, below, irp) => {
        nt.IoCopyCurrentIrpStackLocationToNext(irp);
        nt.IoSetCompletionRoutine(irp, () => STATUS_SUCCESS, NULL, 1, 1, 1);
        return nt.IofCallDriver(below, irp);
      },
      (self, irp) => {
        self.nt.IoMarkIrpPending(irp);
        self.nt.startThread(() => self.complete(irp, STATUS_SUCCESS));
        return STATUS_PENDING;
      },
    );
    expect(test.nt.outcome(() => file.ioctl(CODE))).toMatchObject({
      code: 0xc9,
      parameters: [0x228, any, 0, 0],
    });
  });

  it('without it a second completion is 0x44, and a kept cancel routine 0x48', () => {
    for (const [code, routine] of [
      [0x44, inOrder(complete, (test, irp) => test.nt.IofCompleteRequest(irp, 0))],
      [0x48, inOrder((test, irp) => test.nt.IoSetCancelRoutine(irp, () => 0), complete)],
    ] as const) {
      const test = new TestDriver({ verifier: 'off' });
      test.load({ [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => routine(test, irp) });
      const file = test.open();
      expect(test.nt.outcome(() => file.ioctl(CODE))).toMatchObject({ kind: 'bugcheck', code });
    }
  });
});

describe('bad arguments', () => {
  const garbage = -0x1000;
  const calls: readonly (readonly [string, (nt: ReturnType<typeof boot>) => unknown])[] = [
    ['IofCallDriver', (nt) => nt.IofCallDriver(garbage, garbage)],
    ['IofCompleteRequest', (nt) => nt.IofCompleteRequest(garbage, 0)],
    ['IoFreeIrp', (nt) => nt.IoFreeIrp(garbage)],
    ['IoReuseIrp', (nt) => nt.IoReuseIrp(garbage, 0)],
    ['IoCancelIrp', (nt) => nt.IoCancelIrp(garbage)],
    ['IoDeleteDevice', (nt) => nt.IoDeleteDevice(garbage)],
    ['IoDetachDevice', (nt) => nt.IoDetachDevice(garbage)],
    ['IoAttachDeviceToDeviceStack', (nt) => nt.IoAttachDeviceToDeviceStack(garbage, garbage)],
    ['IoCreateDevice', (nt) => nt.IoCreateDevice(garbage, 0, NULL, 0, 0, 0, out(PVOID))],
    ['IoCreateSymbolicLink', (nt) => nt.IoCreateSymbolicLink(garbage, garbage)],
    ['IoGetCurrentIrpStackLocation', (nt) => nt.IoGetCurrentIrpStackLocation(garbage)],
    ['IoMarkIrpPending', (nt) => nt.IoMarkIrpPending(garbage)],
    ['IoGetAttachedDevice', (nt) => nt.IoGetAttachedDevice(garbage)],
  ];

  it.each(calls)('%s faults where there is no memory', (_name, call) => {
    const nt = boot();
    expect(nt.outcome(() => call(nt))).toMatchObject({ kind: 'bugcheck', code: 0x50 });
  });

  it('a device that is none is a finding, and the call fails', () => {
    const test = new TestDriver({ onViolation: 'report' }).load();
    const { nt } = test;
    nt.IoDeleteDevice(test.driver.object);
    expect(nt.IoAttachDeviceToDeviceStack(test.driver.object, test.deviceObject)).toBe(NULL);
    const irp = nt.IoAllocateIrp(1, 0);
    expect(nt.IofCallDriver(test.driver.object, irp)).toBe(STATUS_INVALID_DEVICE_REQUEST);
    expect(nt.findings.map(({ rule }) => rule)).toEqual([
      'no-such-device',
      'no-such-device',
      'call-driver-no-device',
    ]);
  });
});
