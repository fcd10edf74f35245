import { describe, expect, it } from 'vitest';
import { ARCHITECTURES, bugCheckOf, runDriver } from './running.ts';

const STARTS_THREAD = `
  #include <ntddk.h>
  static void fails(void) { KeBugCheckEx(0x1234, 1, 2, 3, 4); }
  static KSTART_ROUTINE work;
  static void work(PVOID context) { fails(); }
  NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    HANDLE handle; PVOID thread;
    PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, work, NULL);
    ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, &thread, NULL);
    KeWaitForSingleObject(thread, Executive, KernelMode, FALSE, NULL);
    return STATUS_SUCCESS;
  }`;

describe.each(ARCHITECTURES)('the call stack of a thread of a driver on %s', (arch) => {
  it('has the frames of the thread, and none of the thread that waits for it', () => {
    const { code, callStack } = bugCheckOf(runDriver(STARTS_THREAD, { arch }));
    expect(code).toBe(0x1234);
    expect(callStack.map((frame) => frame.replace(/\+.*/, ''))).toEqual([
      'nt!KeBugCheckEx',
      'driver!fails',
      'driver!work',
    ]);
  });
});

describe('the call stack of DriverEntry', () => {
  it('has its frame once', () => {
    const text = `#include <ntddk.h>
      static void fails(void) { KeBugCheckEx(0x1234, 1, 2, 3, 4); }
      NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) { fails(); return STATUS_SUCCESS; }`;
    const { callStack } = bugCheckOf(runDriver(text, { arch: 'x64' }));
    expect(callStack.map((frame) => frame.replace(/\+.*/, ''))).toEqual([
      'nt!KeBugCheckEx',
      'driver!fails',
      'driver!DriverEntry',
    ]);
  });
});
