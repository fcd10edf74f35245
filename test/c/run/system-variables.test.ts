import { describe, expect, it } from 'vitest';
import { compileC, loadDriver } from '../../../src/c-programs.ts';
import { STATUS_OBJECT_TYPE_MISMATCH, STATUS_SUCCESS } from '../../../src/status/common.ts';

const NAMES = [
  'PsThreadType',
  'PsProcessType',
  'ExEventObjectType',
  'IoFileObjectType',
  'IoDeviceObjectType',
  'IoDriverObjectType',
  'ExSemaphoreObjectType',
  'CmKeyObjectType',
];

const driver = `#include <ntddk.h>
static VOID Thread(PVOID Context) { UNREFERENCED_PARAMETER(Context); PsTerminateSystemThread(STATUS_SUCCESS); }
static NTSTATUS AsType(HANDLE Handle, POBJECT_TYPE Type) {
  PVOID object = NULL;
  NTSTATUS status = ObReferenceObjectByHandle(Handle, SYNCHRONIZE, Type, KernelMode, &object, NULL);
  if (NT_SUCCESS(status)) ObDereferenceObject(object);
  return status;
}
NTSTATUS Statuses[2];
NTSTATUS Status(ULONG Index) { return Statuses[Index]; }
static POBJECT_TYPE *Variable(ULONG Index) {
  switch (Index) { ${NAMES.map((name, index) => `case ${index}: return ${name};`).join(' ')} default: return NULL; }
}
POBJECT_TYPE Type(ULONG Index) { return *Variable(Index); }
static VOID Unload(PDRIVER_OBJECT DriverObject) { UNREFERENCED_PARAMETER(DriverObject); }
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  OBJECT_ATTRIBUTES attributes;
  HANDLE thread;
  NTSTATUS status;
  UNREFERENCED_PARAMETER(RegistryPath);
  DriverObject->DriverUnload = Unload;
  InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
  status = PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, &attributes, NULL, NULL, Thread, NULL);
  if (!NT_SUCCESS(status)) return status;
  Statuses[0] = AsType(thread, *PsThreadType);
  Statuses[1] = AsType(thread, *ExEventObjectType);
  ZwClose(thread);
  return STATUS_SUCCESS;
}
`;

describe.each(['x64', 'x86'] as const)('variables that the kernel exports, on %s', (arch) => {
  it('lead to the types of objects: *PsThreadType is what a handle of a thread is compared with', () => {
    const { status, fn } = loadDriver(driver, { arch });
    expect(status).toBe(STATUS_SUCCESS);
    expect(Number(fn['Status']?.(0)) >>> 0).toBe(STATUS_SUCCESS);
    expect(Number(fn['Status']?.(1)) >>> 0).toBe(STATUS_OBJECT_TYPE_MISMATCH);
  });

  it('tell where the ranges of addresses end, and that there is no debugger', () => {
    const { status } = loadDriver(
      `#include <ntddk.h>
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath) {
  ULONG_PTR highest = (ULONG_PTR)MmHighestUserAddress;
  UNREFERENCED_PARAMETER(DriverObject);
  if (highest + 1 != MmUserProbeAddress || (highest & 0xFFFF) != 0xFFFF || (PVOID)&highest <= MM_HIGHEST_USER_ADDRESS) return STATUS_UNSUCCESSFUL;
  if ((PVOID)RegistryPath < MmSystemRangeStart || (ULONG_PTR)MM_SYSTEM_RANGE_START <= MM_USER_PROBE_ADDRESS) return STATUS_UNSUCCESSFUL;
  return KD_DEBUGGER_ENABLED || !*KdDebuggerNotPresent ? STATUS_UNSUCCESSFUL : STATUS_SUCCESS;
}`,
      { arch },
    );
    expect(status).toBe(STATUS_SUCCESS);
  });

  it('are the same types as those of TypeScript, and each is another', () => {
    const { nt, fn } = loadDriver(driver, { arch });
    const types = NAMES.map((_, index) => Number(fn['Type']?.(index)));
    expect(new Set([0, ...types]).size).toBe(NAMES.length + 1);
    expect(nt.debug.memory.readPointer(nt.PsThreadType)).toBe(types[0]);
    expect(nt.debug.memory.readPointer(nt.IoFileObjectType)).toBe(types[3]);
  });
});

it('programs have none of them', () => {
  const text = 'extern void **PsThreadType; int main(void) { return PsThreadType != 0; }';
  const program = compileC({ name: 'user.c', text });
  expect(program.diagnostics.map(({ code }) => code)).toEqual(['LNK2001']);
});
