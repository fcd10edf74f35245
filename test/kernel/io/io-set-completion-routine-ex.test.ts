import { describe, expect, it } from 'vitest';
import { boot } from '../../../src/boot.ts';
import { compileC } from '../../../src/c-programs.ts';

/** A driver that sends an IRP of its own to its own device, which completes it with a status. */
const driver = (flags: string, status: string) => `#include <ntddk.h>
  static PVOID seen; static PDEVICE_OBJECT device;
  static NTSTATUS Done(PDEVICE_OBJECT d, PIRP irp, PVOID context) { seen = context; IoFreeIrp(irp); return STATUS_MORE_PROCESSING_REQUIRED; }
  static NTSTATUS Read(PDEVICE_OBJECT d, PIRP irp) {
    irp->IoStatus.Status = ${status}; IoCompleteRequest(irp, IO_NO_INCREMENT); return ${status};
  }
  static VOID Unload(PDRIVER_OBJECT driver) { IoDeleteDevice(device); }
  NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    PIRP irp; NTSTATUS status;
    driver->DriverUnload = Unload; driver->MajorFunction[IRP_MJ_READ] = Read;
    status = IoCreateDevice(driver, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) return status;
    irp = IoAllocateIrp(device->StackSize, FALSE);
    irp->IoStatus.Status = STATUS_NOT_SUPPORTED;
    IoGetNextIrpStackLocation(irp)->MajorFunction = IRP_MJ_READ;
    if (IoSetCompletionRoutineEx(device, irp, Done, (PVOID)0x77, ${flags}) != STATUS_SUCCESS) DbgPrint("failed");
    IoCallDriver(device, irp);
    DbgPrint("%p", seen);
    return STATUS_SUCCESS;
  }`;

describe.each(['x64', 'x86'] as const)('IoSetCompletionRoutineEx on %s', (arch) => {
  it.each([
    ['TRUE, FALSE, FALSE', 'STATUS_SUCCESS'],
    ['FALSE, TRUE, FALSE', 'STATUS_UNSUCCESSFUL'],
  ])('has the routine called with its context (%s)', (flags, status) => {
    const nt = boot({ arch });
    const prints: string[] = [];
    nt.events.on((event) => {
      if (event.kind === 'debug-print') prints.push(event.text);
    });
    const program = compileC({ name: 'x.c', text: driver(flags, status) }, { arch, mode: 'kernel' });
    expect(program.diagnosticText()).toBe('');
    program.load(nt, { module: 'x' }).start('x').unload();
    expect(prints.map((text) => Number.parseInt(text, 16))).toEqual([0x77]);
    expect(nt.findings).toEqual([]);
  });

  it('wants a device', () => {
    const nt = boot({ arch });
    const program = compileC(
      {
        name: 'x.c',
        text: driver('TRUE, TRUE, TRUE', 'STATUS_SUCCESS').replace(
          'Ex(device, irp',
          'Ex((PDEVICE_OBJECT)irp, irp',
        ),
      },
      { arch, mode: 'kernel' },
    );
    expect(nt.outcome(() => program.load(nt).start('x'))).toMatchObject({
      kind: 'bugcheck',
      report: expect.stringContaining('IoSetCompletionRoutineEx'),
    });
  });
});
