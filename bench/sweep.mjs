/**
 * A sweep of a driver of some 600 lines: `npm run build && node bench/sweep.mjs`. A run sends 332 requests, whose calls make
 * 1,000 points with what load and unload add, and each point is a run; issue 8 asks for 5 s. Shown for one thread, and
 * for the command, which shares the runs out to the processors.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
    for (n = 0; n < 332; n++) {
        buffer[0] = (UCHAR)n;
        DeviceIoControl(device, CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + n % 20, METHOD_BUFFERED, FILE_ANY_ACCESS), buffer, 32, buffer, 32, &bytes, NULL);
    }
    CloseHandle(device);
    return 0;
}
`;

/** The sweep of the library, in this thread. */
function inOneThread() {
  const program = compileC({ name: 'big.c', text: driver });
  const app = compileC({ name: 'client.c', text: client });
  for (const { ok, diagnostics } of [program, app]) if (!ok) throw new Error(JSON.stringify(diagnostics));
  const { points, runs, ok } = sweepC(program, { client: app, name: 'big' });
  console.log(
    `${driver.split('\n').length} lines, ${points.length} points, ${runs} runs, ${ok ? 'clean' : 'findings'}`,
  );
}

/** The command, from its start to its end. */
function asCommand(jobs) {
  const folder = mkdtempSync(join(tmpdir(), 'irqlab-bench-'));
  const [big, app] = [join(folder, 'big.c'), join(folder, 'client.c')];
  writeFileSync(big, driver);
  writeFileSync(app, client);
  const command = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
  const { status, stdout } = spawnSync(
    process.execPath,
    [command, 'sweep', big, '--client', app, ...(jobs === null ? [] : ['--jobs', String(jobs)])],
    { encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`the sweep ended with ${status}: ${stdout}`);
}

for (const [what, work] of [
  ['sweepC', inOneThread],
  ['irqlab sweep --jobs 1', () => asCommand(1)],
  [`irqlab sweep (${availableParallelism()} processors)`, () => asCommand(null)],
]) {
  const start = performance.now();
  work();
  console.log(`${what.padEnd(32)} ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
