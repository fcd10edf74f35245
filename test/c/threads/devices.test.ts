import { describe, expect, it } from 'vitest';
import { compileC, type RunResult } from '../../../src/c-programs.ts';
import { boot, type Nt } from '../../../src/index.ts';
import { ARCHITECTURES, type Arch } from './running.ts';

/** A driver that keeps a request: in its dispatch routine, which waits, or pending, until another request ends it. */
const DRIVER = `#include <ntddk.h>
static KEVENT go; static PIRP pending; static KSPIN_LOCK lock;
static NTSTATUS complete(PIRP irp, NTSTATUS status) {
  irp->IoStatus.Status = status; irp->IoStatus.Information = 0;
  IoCompleteRequest(irp, IO_NO_INCREMENT);
  return status;
}
static NTSTATUS create(PDEVICE_OBJECT d, PIRP irp) { return complete(irp, STATUS_SUCCESS); }
static NTSTATUS control(PDEVICE_OBJECT d, PIRP irp) {
  PIO_STACK_LOCATION at = IoGetCurrentIrpStackLocation(irp); KIRQL old; PIRP other;
  switch (at->Parameters.DeviceIoControl.IoControlCode) {
  case 0x222000:
    __try { KeWaitForSingleObject(&go, UserRequest, KernelMode, FALSE, NULL); } __finally { DbgPrint("waited"); }
    return complete(irp, STATUS_SUCCESS);
  case 0x222004: KeSetEvent(&go, 0, FALSE); return complete(irp, STATUS_SUCCESS);
  case 0x222008:
    IoMarkIrpPending(irp);
    KeAcquireSpinLock(&lock, &old); pending = irp; KeReleaseSpinLock(&lock, old);
    return STATUS_PENDING;
  case 0x22200c:
    KeAcquireSpinLock(&lock, &old); other = pending; pending = NULL; KeReleaseSpinLock(&lock, old);
    complete(other, STATUS_SUCCESS);
    return complete(irp, STATUS_SUCCESS);
  }
  return complete(irp, STATUS_INVALID_DEVICE_REQUEST);
}
static void unload(PDRIVER_OBJECT d) {
  UNICODE_STRING link;
  RtlInitUnicodeString(&link, L"\\\\DosDevices\\\\Keeper");
  IoDeleteSymbolicLink(&link); IoDeleteDevice(d->DeviceObject);
}
NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p) {
  UNICODE_STRING name, link; PDEVICE_OBJECT device;
  RtlInitUnicodeString(&name, L"\\\\Device\\\\Keeper"); RtlInitUnicodeString(&link, L"\\\\DosDevices\\\\Keeper");
  KeInitializeEvent(&go, SynchronizationEvent, FALSE); KeInitializeSpinLock(&lock);
  d->MajorFunction[IRP_MJ_CREATE] = d->MajorFunction[IRP_MJ_CLOSE] = create;
  d->MajorFunction[IRP_MJ_DEVICE_CONTROL] = control; d->DriverUnload = unload;
  IoCreateDevice(d, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
  return IoCreateSymbolicLink(&link, &name);
}`;

/** A driver above it, which sends all requests on. */
const FILTER = `#include <ntddk.h>
typedef struct { PDEVICE_OBJECT below; } EXTENSION;
static NTSTATUS pass(PDEVICE_OBJECT d, PIRP irp) {
  IoSkipCurrentIrpStackLocation(irp);
  return IoCallDriver(((EXTENSION *)d->DeviceExtension)->below, irp);
}
static void unload(PDRIVER_OBJECT d) {
  IoDetachDevice(((EXTENSION *)d->DeviceObject->DeviceExtension)->below); IoDeleteDevice(d->DeviceObject);
}
NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING p) {
  UNICODE_STRING name; PDEVICE_OBJECT device; int i;
  for (i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) d->MajorFunction[i] = pass;
  d->DriverUnload = unload;
  RtlInitUnicodeString(&name, L"\\\\Device\\\\Keeper");
  IoCreateDevice(d, sizeof(EXTENSION), NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
  device->Flags &= ~DO_DEVICE_INITIALIZING;
  return IoAttachDevice(device, &name, &((EXTENSION *)device->DeviceExtension)->below);
}`;

/** A client that has both kinds of request in threads, and ends in two ways. */
const CLIENT = `#include <windows.h>
#include <stdio.h>
static HANDLE device;
static BOOL ask(DWORD code) { DWORD n; return DeviceIoControl(device, code, NULL, 0, NULL, 0, &n, NULL); }
static DWORD WINAPI asks(LPVOID code) { BOOL ok = ask((DWORD)(ULONG_PTR)code); printf("%lx %d ", (DWORD)(ULONG_PTR)code, ok); return ok; }
int main(int argc, char **argv) {
  HANDLE a, b;
  device = CreateFileA("\\\\\\\\.\\\\Keeper", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
  a = CreateThread(NULL, 0, asks, (LPVOID)0x222000, 0, NULL);
  b = CreateThread(NULL, 0, asks, (LPVOID)0x222008, 0, NULL);
  Sleep(10);
  printf("main ");
  if (argc > 1) return 4;
  ask(0x22200c); Sleep(1); ask(0x222004);
  WaitForSingleObject(a, INFINITE); WaitForSingleObject(b, INFINITE);
  CloseHandle(device);
  return 3;
}`;

interface Run {
  readonly nt: Nt;
  readonly result: RunResult;
  readonly prints: () => string;
  readonly unload: () => number;
}

function run(arch: Arch, args: readonly string[], filtered = false): Run {
  const nt = boot({ arch });
  let prints = '';
  nt.events.on((event) => {
    if (event.kind === 'debug-print') prints += event.text;
  });
  const driver = compileC({ name: 'driver.c', text: DRIVER }, { arch }).load(nt).start('keeper');
  const filter = filtered
    ? compileC({ name: 'filter.c', text: FILTER }, { arch }).load(nt).start('filter')
    : null;
  const process = nt.startProcess({ arch });
  const result = compileC({ name: 'client.c', text: CLIENT }, { arch }).load(nt, { process }).runMain(args);
  return { nt, result, prints: () => prints, unload: () => (filter?.unload() ?? 0) + driver.unload() };
}

describe.each(ARCHITECTURES)('requests of threads to a driver on %s', (arch) => {
  it.each([
    ['a driver', false],
    ['a driver below another', true],
  ])('wait in the dispatch routine of %s and for its pending IRP, until main ends them', (_, filtered) => {
    const { result, prints, unload } = run(arch, [], filtered);
    expect(result).toMatchObject({ exitCode: 3, stdout: 'main 222008 1 222000 1 ' });
    expect(unload()).toBe(0);
    expect(prints()).toBe('waited');
  });

  it('end with the process in the middle: no finally block runs, and nothing of them stands in the way', () => {
    const { nt, result, prints } = run(arch, ['ends']);
    expect(result).toMatchObject({ exitCode: 4, stdout: 'main ' });
    expect(prints()).toBe('');
    expect(() => nt.snapshot()).not.toThrow();
  });
});
