/** What happens step by step in two small programs of threads, as it must stay. */
import { describe, expect, it } from 'vitest';
import { compileC } from '../../../src/c-programs.ts';
import { boot, type MachineEvent } from '../../../src/index.ts';
import { ARCHITECTURES, type Arch } from './running.ts';

/** One line for each event that shows who runs: threads by the order in which they first run. */
function lineMaker(): (event: MachineEvent) => string[] {
  const threads: number[] = [];
  const nameOf = (thread: number): string => {
    if (!threads.includes(thread)) threads.push(thread);
    return `thread ${threads.indexOf(thread)}`;
  };
  return (event) => {
    if (event.kind === 'switch') return [`--- ${nameOf(event.thread)}`];
    if (event.kind === 'call') return [`${event.routine} from ${(event.from ?? '?').replace(/\+0x\w+/, '')}`];
    if (event.kind === 'debug-print') return [`"${event.text}"`];
    return event.kind === 'finally' || event.kind === 'handler' ? [event.kind] : [];
  };
}

function traceOfDriver(text: string, arch: Arch): readonly string[] {
  const nt = boot({ arch });
  const loaded = compileC({ name: 'driver.c', text }, { arch }).load(nt);
  const trace: string[] = [];
  const lines = lineMaker();
  nt.events.on((event) => trace.push(...lines(event)));
  loaded.start('driver');
  return trace;
}

const PING_PONG = `#include <ntddk.h>
static KEVENT ping, pong;
static void work(PVOID context) {
  for (int i = 0; i < 2; i++) {
    KeWaitForSingleObject(&ping, Executive, KernelMode, FALSE, NULL);
    KeSetEvent(&pong, 0, FALSE);
  }
}
NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
  HANDLE thread;
  KeInitializeEvent(&ping, SynchronizationEvent, FALSE);
  KeInitializeEvent(&pong, SynchronizationEvent, FALSE);
  PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, work, NULL);
  for (int i = 0; i < 2; i++) {
    KeSetEvent(&ping, 0, FALSE);
    KeWaitForSingleObject(&pong, Executive, KernelMode, FALSE, NULL);
  }
  ZwClose(thread);
  return STATUS_SUCCESS;
}`;

const UNWINDS = `#include <ntddk.h>
static KSEMAPHORE go;
static void work(PVOID context) {
  __try {
    __try {
      KeWaitForSingleObject(&go, Executive, KernelMode, FALSE, NULL);
      ExRaiseStatus(STATUS_UNSUCCESSFUL);
    } __finally {
      KeWaitForSingleObject(&go, Executive, KernelMode, FALSE, NULL);
    }
  } __except (EXCEPTION_EXECUTE_HANDLER) {
    KeWaitForSingleObject(&go, Executive, KernelMode, FALSE, NULL);
  }
  DbgPrint("end");
}
NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
  HANDLE handle; PVOID thread; LARGE_INTEGER soon;
  soon.QuadPart = -10;
  KeInitializeSemaphore(&go, 0, 3);
  PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, work, NULL);
  ObReferenceObjectByHandle(handle, THREAD_ALL_ACCESS, *PsThreadType, KernelMode, &thread, NULL);
  for (int i = 0; i < 3; i++) {
    KeDelayExecutionThread(KernelMode, FALSE, &soon);
    KeReleaseSemaphore(&go, 1, 1, FALSE);
  }
  KeWaitForSingleObject(thread, Executive, KernelMode, FALSE, NULL);
  return STATUS_SUCCESS;
}`;

describe.each(ARCHITECTURES)('the trace on %s', (arch) => {
  it('of ping-pong switches at each wait', () => {
    expect(traceOfDriver(PING_PONG, arch)).toMatchInlineSnapshot(`
      [
        "KeInitializeEvent from driver!DriverEntry [driver.c @ 11]",
        "KeInitializeEvent from driver!DriverEntry [driver.c @ 12]",
        "PsCreateSystemThread from driver!DriverEntry [driver.c @ 13]",
        "KeSetEvent from driver!DriverEntry [driver.c @ 15]",
        "KeWaitForSingleObject from driver!DriverEntry [driver.c @ 16]",
        "--- thread 0",
        "KeWaitForSingleObject from driver!work [driver.c @ 5]",
        "KeSetEvent from driver!work [driver.c @ 6]",
        "KeWaitForSingleObject from driver!work [driver.c @ 5]",
        "--- thread 1",
        "KeSetEvent from driver!DriverEntry [driver.c @ 15]",
        "KeWaitForSingleObject from driver!DriverEntry [driver.c @ 16]",
        "--- thread 0",
        "KeSetEvent from driver!work [driver.c @ 6]",
        "--- thread 1",
        "ZwClose from driver!DriverEntry [driver.c @ 18]",
      ]
    `);
  });

  it('of a thread that unwinds has its waits in the finally block and the handler', () => {
    expect(traceOfDriver(UNWINDS, arch)).toMatchInlineSnapshot(`
      [
        "KeInitializeSemaphore from driver!DriverEntry [driver.c @ 19]",
        "PsCreateSystemThread from driver!DriverEntry [driver.c @ 20]",
        "ObReferenceObjectByHandle from driver!DriverEntry [driver.c @ 21]",
        "KeDelayExecutionThread from driver!DriverEntry [driver.c @ 23]",
        "--- thread 0",
        "KeWaitForSingleObject from driver!work [driver.c @ 6]",
        "--- thread 1",
        "KeReleaseSemaphore from driver!DriverEntry [driver.c @ 24]",
        "--- thread 0",
        "ExRaiseStatus from driver!work [driver.c @ 7]",
        "finally",
        "KeWaitForSingleObject from driver!work [driver.c @ 9]",
        "--- thread 1",
        "KeDelayExecutionThread from driver!DriverEntry [driver.c @ 23]",
        "KeReleaseSemaphore from driver!DriverEntry [driver.c @ 24]",
        "--- thread 0",
        "handler",
        "KeWaitForSingleObject from driver!work [driver.c @ 12]",
        "--- thread 1",
        "KeDelayExecutionThread from driver!DriverEntry [driver.c @ 23]",
        "KeReleaseSemaphore from driver!DriverEntry [driver.c @ 24]",
        "--- thread 0",
        "DbgPrint from driver!work [driver.c @ 14]",
        ""end"",
        "--- thread 1",
        "KeWaitForSingleObject from driver!DriverEntry [driver.c @ 26]",
      ]
    `);
  });
});
