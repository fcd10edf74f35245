/**
 * A sweep of a driver of some 600 lines: `npm run build && node bench/sweep.mjs`. A run sends 497 requests, whose calls make
 * some 1,500 points; issue 8 asks for 1,000 points in 5 s.
 */
import { compileC, sweepC } from '../dist/c-entry.js';

const handlers = Array.from(
  { length: 20 },
  (_, n) => `
static NTSTATUS Handle${n}(PUCHAR buffer, ULONG inBytes, ULONG outBytes, PULONG written)
{
    PUCHAR first, second;
    ULONG index;

    *written = 0;
    first = (PUCHAR)ExAllocatePool2(POOL_FLAG_NON_PAGED, 64 + ${n}, 'bB00');
    if (first == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    second = (PUCHAR)ExAllocatePool2(POOL_FLAG_PAGED, 32, 'bB01');
    if (second == NULL) {
        ExFreePoolWithTag(first, 'bB00');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    for (index = 0; index < inBytes && index < 32; index++) {
        first[index] = second[index] = (UCHAR)(buffer[index] + ${n});
    }
    if (outBytes > 0) {
        buffer[0] = first[0];
        *written = 1;
    }
    ExFreePoolWithTag(second, 'bB01');
    ExFreePoolWithTag(first, 'bB00');
    return STATUS_SUCCESS;
}
`,
);

const cases = handlers.map(
  (_, n) => `    case CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + ${n}, METHOD_BUFFERED, FILE_ANY_ACCESS):
        status = Handle${n}(buffer, in, out, &written);
        break;
`,
);

const driver = String.raw`#include <ntddk.h>
${handlers.join('')}
static NTSTATUS Done(PIRP irp, NTSTATUS status, ULONG bytes)
{
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = bytes;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}

static NTSTATUS Create(PDEVICE_OBJECT device, PIRP irp)
{
    UNREFERENCED_PARAMETER(device);
    return Done(irp, STATUS_SUCCESS, 0);
}

static NTSTATUS Control(PDEVICE_OBJECT device, PIRP irp)
{
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(irp);
    PUCHAR buffer = (PUCHAR)irp->AssociatedIrp.SystemBuffer;
    ULONG in = stack->Parameters.DeviceIoControl.InputBufferLength;
    ULONG out = stack->Parameters.DeviceIoControl.OutputBufferLength;
    ULONG written = 0;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(device);
    switch (stack->Parameters.DeviceIoControl.IoControlCode) {
${cases.join('')}    default:
        status = STATUS_INVALID_DEVICE_REQUEST;
        break;
    }
    return Done(irp, status, written);
}

static VOID Unload(PDRIVER_OBJECT driver)
{
    UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\??\\Big");

    IoDeleteSymbolicLink(&link);
    IoDeleteDevice(driver->DeviceObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING registryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Big"), link = RTL_CONSTANT_STRING(L"\\??\\Big");
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(registryPath);
    status = IoCreateDevice(driver, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = IoCreateSymbolicLink(&link, &name);
    if (!NT_SUCCESS(status)) {
        IoDeleteDevice(device);
        return status;
    }
    driver->MajorFunction[IRP_MJ_CREATE] = driver->MajorFunction[IRP_MJ_CLOSE] = Create;
    driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
    driver->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
`;

const client = String.raw`#include <windows.h>
#include <winioctl.h>
int main(void)
{
    UCHAR buffer[64];
    DWORD bytes;
    int n;
    HANDLE device = CreateFileA("\\\\.\\Big", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);

    if (device == INVALID_HANDLE_VALUE) {
        return 3;
    }
    for (n = 0; n < 497; n++) {
        buffer[0] = (UCHAR)n;
        DeviceIoControl(device, CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + n % 20, METHOD_BUFFERED, FILE_ANY_ACCESS), buffer, 32, buffer, 32, &bytes, NULL);
    }
    CloseHandle(device);
    return 0;
}
`;

const program = compileC({ name: 'big.c', text: driver });
const app = compileC({ name: 'client.c', text: client });
for (const { ok, diagnostics } of [program, app]) if (!ok) throw new Error(JSON.stringify(diagnostics));
const start = performance.now();
const { points, runs, ok } = sweepC(program, { client: app, name: 'big' });
const seconds = (performance.now() - start) / 1000;
console.log(
  `${driver.split('\n').length} lines, ${points.length} points, ${runs} runs, ${ok ? 'clean' : 'findings'}`,
);
console.log(
  `${seconds.toFixed(1)} s, ${((seconds * 1000) / runs).toFixed(1)} ms for a run, ${((seconds * 1000) / points.length).toFixed(1)} s for 1,000 points`,
);
