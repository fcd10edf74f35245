/** Requests that a program does not wait for, where the driver overlapped of test/c/drivers does not go. */
import {
  FALSE,
  IRP_MJ_CLEANUP,
  IRP_MJ_CLOSE,
  IRP_MJ_DEVICE_CONTROL,
  STATUS_ACCESS_VIOLATION,
  STATUS_PENDING,
  STATUS_SUCCESS,
  TRUE,
} from 'irqlab';
import { FILE_FLAG_OVERLAPPED, GENERIC_READ, OPEN_EXISTING } from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { TestDriver } from './test-driver.ts';

const CODE = 0x22_2000;
const INFINITE = 0xffff_ffff;
const WAIT_TIMEOUT = 0x102;
const errors = { accessDenied: 5, invalidHandle: 6, pending: 997 } as const;

/** A device that keeps what it gets, a program that has it open, and the memory of its OVERLAPPED and buffers. */
function start(how: 'keep' | 'complete' = 'keep', flags = FILE_FLAG_OVERLAPPED) {
  const test = new TestDriver();
  const kept: number[] = [];
  const log: string[] = [];
  const say = (what: string) => (_device: number, irp: number) => {
    log.push(what);
    return test.complete(irp, STATUS_SUCCESS);
  };
  const finish = (irp: number): void => {
    test.nt.memory.writeUint32(test.pointer(irp, 'AssociatedIrp.SystemBuffer'), 77);
    test.complete(irp, STATUS_SUCCESS, 4);
  };
  test.load({
    [IRP_MJ_CLEANUP]: say('cleanup'),
    [IRP_MJ_CLOSE]: say('close'),
    [IRP_MJ_DEVICE_CONTROL]: (_device, irp) => {
      test.nt.IoMarkIrpPending(irp);
      if (how === 'keep') kept.push(irp);
      else finish(irp);
      return STATUS_PENDING;
    },
  });
  const process = test.nt.startProcess();
  const file = process.CreateFileW('\\\\.\\Test', GENERIC_READ, 0, 0, OPEN_EXISTING, flags, 0);
  const overlapped = process.VirtualAlloc(0, 4096, 0x3000, 4);
  const buffer = process.VirtualAlloc(0, 4096, 0x3000, 4);
  const event = process.CreateEventW(0, TRUE, FALSE, 0);
  process.memory.writePointer(overlapped + 24, event);
  return {
    ...{ test, nt: test.nt, kept, log, process, file, overlapped, buffer, event },
    finish: () => finish(kept.shift() ?? 0),
    request: (at = overlapped) => process.DeviceIoControl(file, CODE, 0, 0, buffer, 4, 0, at),
    state: () => [
      process.memory.readUint32(overlapped),
      process.memory.readPointer(overlapped + 8),
      process.WaitForSingleObject(event, 0),
    ],
  };
}

describe('a request with an OVERLAPPED', () => {
  it('gets its results in the thread that made it, wherever the driver completes it', () => {
    const { nt, process, request, finish, state, buffer } = start();
    expect([request(), process.GetLastError()]).toEqual([FALSE, errors.pending]);
    expect(state()).toEqual([STATUS_PENDING, 0, WAIT_TIMEOUT]);
    nt.runAs('dpc', finish);
    expect(process.run(state)).toEqual([STATUS_SUCCESS, 4, 0]);
    expect(process.memory.readUint32(buffer)).toBe(77);
    expect(nt.debug.pool.tags().filter(({ tagText }) => /^(Irp|IoSB)/.test(tagText))).toEqual([]);
    expect(nt.findings).toEqual([]);
  });

  it('that is completed in the dispatch routine with STATUS_PENDING is pending for the caller, and over', () => {
    const { process, request, state } = start('complete');
    expect([request(), process.GetLastError()]).toEqual([FALSE, errors.pending]);
    expect(state()).toEqual([STATUS_SUCCESS, 4, 0]);
  });

  it('keeps its file: the last close waits for it', () => {
    const { process, request, finish, file, log, state } = start();
    request();
    process.CloseHandle(file);
    expect(log).toEqual(['cleanup']);
    finish();
    expect(process.run(state)).toEqual([STATUS_SUCCESS, 4, 0]);
    expect(log).toEqual(['cleanup', 'close']);
  });

  it('whose buffer is gone ends with an access violation', () => {
    const { nt, process, request, finish, state, buffer } = start();
    request();
    process.VirtualFree(buffer, 0, 0x8000);
    finish();
    expect(process.run(state)).toEqual([STATUS_ACCESS_VIOLATION, 4, 0]);
    expect(nt.findings).toEqual([]);
  });

  it('whose OVERLAPPED is gone sets its event', () => {
    const { nt, process, request, finish, overlapped, event, buffer } = start();
    request();
    process.VirtualFree(overlapped, 0, 0x8000);
    finish();
    expect(process.WaitForSingleObject(event, 0)).toBe(0);
    expect(process.memory.readUint32(buffer)).toBe(77);
    expect(nt.findings).toEqual([]);
  });

  it('of a thread that has ended has no results, and leaves nothing behind', () => {
    const { nt, process, request, finish, state } = start();
    process.startThread(function* () {
      yield;
      request();
    });
    nt.runThreads();
    finish();
    expect(process.run(state)).toEqual([STATUS_PENDING, 0, WAIT_TIMEOUT]);
    expect(nt.debug.pool.tags().filter(({ tagText }) => /^(Irp|IoSB)/.test(tagText))).toEqual([]);
  });

  it('of a process that has ended has no results, and leaves nothing behind', () => {
    const { nt, process, request, finish, event } = start();
    request();
    expect(process.WaitForSingleObject(event, 0)).toBe(WAIT_TIMEOUT);
    process.outcome(() => process.ExitProcess(0));
    finish();
    expect(nt.debug.pool.tags().filter(({ tagText }) => /^(Irp|IoSB|Even)/.test(tagText))).toEqual([]);
    expect(nt.findings).toEqual([]);
  });

  it('needs an event that is one and may be set', () => {
    const { process, request, overlapped } = start();
    const mutex = process.CreateMutexW(0, FALSE, 0);
    process.CreateEventW(0, FALSE, FALSE, 'e');
    for (const [handle, error] of [
      [mutex, errors.invalidHandle],
      [0x7778, errors.invalidHandle],
      [process.OpenEventW(0x10_0000, FALSE, 'e'), errors.accessDenied],
    ] as const) {
      process.memory.writePointer(overlapped + 24, handle);
      expect([request(), process.GetLastError()]).toEqual([FALSE, error]);
    }
  });

  it('without an event sets that of the file; CancelIo cancels those of the calling thread only', () => {
    const { test, nt, process, request, kept, file, overlapped, finish } = start();
    process.memory.writePointer(overlapped + 24, 0);
    request();
    expect(process.WaitForSingleObject(file, 0)).toBe(WAIT_TIMEOUT);
    const cancelled = () => kept.map((irp) => nt.memory.readUint8(irp + test.irp.Cancel));
    process.startThread(function* () {
      yield;
      expect(process.CancelIo(file)).toBe(TRUE);
    });
    nt.runThreads();
    expect(cancelled()).toEqual([0]);
    expect(process.CancelIo(file)).toBe(TRUE);
    expect(cancelled()).toEqual([1]);
    finish();
    expect(process.WaitForSingleObject(file, INFINITE)).toBe(0);
  });
});

it('a thread that is a generator function waits for a request as the main thread does', () => {
  const { nt, process, kept, buffer, finish, file } = start('keep', 0);
  const log: unknown[] = [];
  process.startThread(function* () {
    log.push(yield* process.wait.DeviceIoControl(file, CODE, 0, 0, buffer, 4, buffer + 8, 0));
    log.push(process.memory.readUint32(buffer), process.memory.readUint32(buffer + 8));
    log.push(yield* process.wait.CloseHandle(file));
  });
  nt.runThreads();
  expect([kept.length, log.length]).toEqual([1, 0]);
  finish();
  nt.runThreads();
  expect(log).toEqual([TRUE, 77, 4, TRUE]);
});
