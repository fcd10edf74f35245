/** A driver in C that reads the memory of a program by its identifier, as drivers of debuggers do. */
import { describe, expect, it } from 'vitest';
import { boot } from '../../../src/boot.ts';
import { compileC } from '../../../src/c-programs.ts';

const driverText = (afterRead: string) => `#include <ntifs.h>
  struct request { ULONG pid; int *address; };
  static NTSTATUS Peek(struct request *request, int *value) {
    PEPROCESS process; KAPC_STATE state; NTSTATUS status;
    status = PsLookupProcessByProcessId(ULongToHandle(request->pid), &process);
    if (!NT_SUCCESS(status)) return status;
    KeStackAttachProcess(process, &state);
    __try { ProbeForRead(request->address, sizeof(int), sizeof(int)); *value = *request->address; }
    __except (EXCEPTION_EXECUTE_HANDLER) { status = GetExceptionCode(); }
    ${afterRead}
    ObDereferenceObject(process);
    return status;
  }
  static NTSTATUS Open(PDEVICE_OBJECT device, PIRP irp) {
    irp->IoStatus.Status = STATUS_SUCCESS; irp->IoStatus.Information = 0;
    IoCompleteRequest(irp, IO_NO_INCREMENT); return STATUS_SUCCESS;
  }
  static NTSTATUS Control(PDEVICE_OBJECT device, PIRP irp) {
    int value = 0; NTSTATUS status = Peek(irp->AssociatedIrp.SystemBuffer, &value);
    irp->IoStatus.Information = 0;
    if (NT_SUCCESS(status)) { *(int *)irp->AssociatedIrp.SystemBuffer = value; irp->IoStatus.Information = sizeof value; }
    irp->IoStatus.Status = status; IoCompleteRequest(irp, IO_NO_INCREMENT); return status;
  }
  static VOID Unload(PDRIVER_OBJECT driver) { IoDeleteDevice(driver->DeviceObject); }
  NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\\\Device\\\\Peek"); PDEVICE_OBJECT device;
    driver->MajorFunction[IRP_MJ_CREATE] = driver->MajorFunction[IRP_MJ_CLOSE] = Open;
    driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
    driver->DriverUnload = Unload;
    return IoCreateDevice(driver, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
  }`;

/** An address that no program has anything at. */
const UNMAPPED = 0x3000;
const PEEK = 0x22_2000;

function peeking(arch: 'x64' | 'x86', afterRead: string, options: Parameters<typeof boot>[0] = {}) {
  const nt = boot({ arch, ...options });
  const program = compileC({ name: 'peek.c', text: driverText(afterRead) }, { arch, mode: 'kernel' });
  expect(program.diagnosticText()).toBe('');
  const driver = program.load(nt, { module: 'peek' }).start('peek');
  const target = nt.startProcess({ name: 'target.exe' });
  const address = target.HeapAlloc(target.processHeap, 0, 16);
  target.memory.writeInt32(address, 0x1234);
  const file = driver.open('\\Device\\Peek');
  const peek = (at: number) => {
    const input = new Uint8Array(arch === 'x64' ? 16 : 8);
    const view = new DataView(input.buffer);
    view.setUint32(0, target.id, true);
    if (arch === 'x64') view.setBigInt64(8, BigInt(at), true);
    else view.setUint32(4, at, true);
    return file.ioctl(PEEK, input, 4);
  };
  return { nt, peek, address };
}

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it('reads what the other program has', () => {
    const { nt, peek, address } = peeking(arch, 'KeUnstackDetachProcess(&state);');
    expect([...peek(address).output]).toEqual([0x34, 0x12, 0, 0]);
    expect(peek(UNMAPPED).status).toBe(0xc000_0005);
    expect(nt.findings).toEqual([]);
  });

  it.each([
    ['on', 5],
    ['off', 1],
  ] as const)('forgets the detach when the read fails: Driver Verifier %s', (verifier, code) => {
    const { nt, peek, address } = peeking(arch, 'if (NT_SUCCESS(status)) KeUnstackDetachProcess(&state);', {
      verifier,
    });
    expect(peek(address).status).toBe(0);
    expect(nt.outcome(() => peek(UNMAPPED))).toMatchObject({
      kind: 'bugcheck',
      code,
      report: expect.stringMatching(
        /attached to process target\.exe \(\d+\) by KeStackAttachProcess, called in peek!Peek\+0x[0-9a-f]+ \[peek\.c @ 7\]/,
      ),
    });
  });
});
