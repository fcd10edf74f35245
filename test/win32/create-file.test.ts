/** Programs that use a driver: CreateFile, DeviceIoControl, ReadFile, WriteFile, CloseHandle. */
import {
  DO_BUFFERED_IO,
  IRP_MJ_CLEANUP,
  IRP_MJ_CLOSE,
  IRP_MJ_DEVICE_CONTROL,
  IRP_MJ_READ,
  IRP_MJ_WRITE,
  NULL,
  out,
  STATUS_BUFFER_OVERFLOW,
  STATUS_END_OF_FILE,
  STATUS_SUCCESS,
  STATUS_UNSUCCESSFUL,
  ULONG,
} from 'irqlab';
import * as win32 from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { TestDriver } from '../kernel/io/test-driver.ts';

const { GENERIC_READ, GENERIC_WRITE, INVALID_HANDLE_VALUE, OPEN_EXISTING } = win32;
const CODE = 0x22_2000;

function program(arch: 'x64' | 'x86' = 'x64', dispatch: Parameters<TestDriver['load']>[0] = {}, flags = 0) {
  const test = new TestDriver();
  test.load(dispatch, { flags });
  const process = test.nt.startProcess({ arch });
  const open = (name = '\\\\.\\Test', access = GENERIC_READ | GENERIC_WRITE) =>
    process.CreateFileW(name, access, 0, NULL, OPEN_EXISTING, 0, NULL);
  const buffer = process.VirtualAlloc(NULL, 0x2000, 0x3000, 4);
  return { test, process, open, buffer };
}

describe.each(['x64', 'x86'] as const)('a program for %s', (arch) => {
  it('sends a control code and gets bytes back', () => {
    const { test, process, open, buffer } = program(arch, {
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
        const system = test.pointer(irp, 'AssociatedIrp.SystemBuffer');
        test.nt.memory.writeUint32(system, test.nt.memory.readUint32(system) * 2);
        expect(test.nt.IoIs32bitProcess(irp)).toBe(Number(arch === 'x86'));
        return test.complete(irp, STATUS_SUCCESS, 4);
      },
    });
    const handle = open();
    expect(handle).not.toBe(INVALID_HANDLE_VALUE);
    process.memory.writeUint32(buffer, 21);
    const count = out(ULONG);
    expect(process.DeviceIoControl(handle, CODE, buffer, 4, buffer + 8, 4, count, NULL)).toBe(1);
    expect(count.value).toBe(4);
    expect(process.memory.readUint32(buffer + 8)).toBe(42);
    expect(process.CloseHandle(handle)).toBe(1);
  });
});

describe('CreateFile', () => {
  it.each([
    ['\\\\.\\Nothing', 2],
    ['\\Device\\Nothing', 2],
  ])('of %s leaves last error %i', (name, error) => {
    const { process, open } = program();
    expect(open(name)).toBe(INVALID_HANDLE_VALUE);
    expect(process.GetLastError()).toBe(error);
  });

  it('takes a name from memory, of 8 bits or 16', () => {
    const { process, buffer } = program();
    process.memory.writeAnsiString(buffer, '\\\\.\\Test');
    process.memory.writeUtf16String(buffer + 64, '\\\\.\\Test');
    const rest = [GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL] as const;
    expect(process.CreateFileA(buffer, ...rest)).toBeGreaterThan(0);
    expect(process.CreateFileW(buffer + 64, ...rest)).toBeGreaterThan(0);
  });

  it('of a disk is not modelled', () => {
    const { test, open } = program();
    expect(test.nt.outcome(() => open('C:\\file.txt'))).toMatchObject({
      kind: 'stopped',
      reason: 'not-modelled',
    });
  });

  it('with a disposition that is none fails with ERROR_INVALID_PARAMETER', () => {
    const { process } = program();
    expect(process.CreateFileW('\\\\.\\Test', 0, 0, NULL, 9, 0, NULL)).toBe(INVALID_HANDLE_VALUE);
    expect(process.GetLastError()).toBe(87);
  });
});

describe('a request of a program', () => {
  it.each([
    [STATUS_SUCCESS, 4, 1, 4, null],
    [STATUS_BUFFER_OVERFLOW, 4, 0, 4, 234],
    [STATUS_UNSUCCESSFUL, 4, 0, 0, 31],
  ])(
    'with status %i and Information %i: result %i, %i bytes, last error %s',
    (status, bytes, result, given, error) => {
      const { test, process, open, buffer } = program('x64', {
        [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => test.complete(irp, status, bytes),
      });
      const count = out(ULONG, 99);
      expect(process.DeviceIoControl(open(), CODE, NULL, 0, buffer, 16, count, NULL)).toBe(result);
      expect(count.value).toBe(given);
      if (error !== null) expect(process.GetLastError()).toBe(error);
    },
  );

  it('with a buffer of the system, or one that is not there, fails before the driver sees it', () => {
    const { process, open, buffer } = program('x64', {
      [IRP_MJ_DEVICE_CONTROL]: () => {
        throw new Error('the driver was asked');
      },
    });
    const handle = open();
    for (const bad of [-0x1000, buffer + 0x10_0000]) {
      expect(process.DeviceIoControl(handle, CODE, bad, 4, NULL, 0, out(ULONG), NULL)).toBe(0);
      expect(process.GetLastError()).toBe(998);
      expect(process.DeviceIoControl(handle, CODE, NULL, 0, bad, 4, out(ULONG), NULL)).toBe(0);
      expect(process.GetLastError()).toBe(998);
    }
  });

  it('reads and writes, and the end of a file is a read of no bytes', () => {
    const { test, process, open, buffer } = program(
      'x64',
      {
        [IRP_MJ_WRITE]: (_device, irp) => test.complete(irp, STATUS_SUCCESS, 3),
        [IRP_MJ_READ]: (_device, irp) => test.complete(irp, STATUS_END_OF_FILE, 7),
      },
      DO_BUFFERED_IO,
    );
    const handle = open();
    const count = out(ULONG, 99);
    expect(process.WriteFile(handle, buffer, 3, count, NULL)).toBe(1);
    expect(count.value).toBe(3);
    expect(process.ReadFile(handle, buffer, 3, count, NULL)).toBe(1);
    expect(count.value).toBe(0);
  });

  it('needs a handle of its process that is open', () => {
    const majors: number[] = [];
    const { test, process, open } = program('x64', {
      [IRP_MJ_CLEANUP]: (_device, irp) => {
        majors.push(IRP_MJ_CLEANUP);
        return test.complete(irp, STATUS_SUCCESS);
      },
      [IRP_MJ_CLOSE]: (_device, irp) => {
        majors.push(IRP_MJ_CLOSE);
        return test.complete(irp, STATUS_SUCCESS);
      },
    });
    const handle = open();
    const other = test.nt.startProcess();
    expect(other.CloseHandle(handle)).toBe(0);
    expect(other.GetLastError()).toBe(6);
    expect(process.CloseHandle(handle)).toBe(1);
    expect(majors).toEqual([IRP_MJ_CLEANUP, IRP_MJ_CLOSE]);
    expect(process.CloseHandle(handle)).toBe(0);
    expect(process.DeviceIoControl(handle, CODE, NULL, 0, NULL, 0, out(ULONG), NULL)).toBe(0);
    expect(process.GetLastError()).toBe(6);
  });

  it('faults where the count is to go to NULL', () => {
    const { test, process, open } = program('x64', {
      [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => test.complete(irp, STATUS_SUCCESS),
    });
    const handle = open();
    expect(
      test.nt.outcome(() => process.DeviceIoControl(handle, CODE, NULL, 0, NULL, 0, NULL, NULL)),
    ).toMatchObject({ kind: 'stopped', reason: 'process-exit', exitCode: 0xc000_0005 });
  });
});
