import { describe, expect, it } from 'vitest';
import { compileC, loadDriver } from '../../../src/c-programs.ts';
import { boot, type Finding } from '../../../src/index.ts';
import { OWN_SUBTYPE } from '../../../src/kernel/violations/row.ts';
import { ANY, expected, runPair } from '../../c/drivers/harness.ts';
import { inTurn } from '../../property-runs.ts';
import { type Bug, file, mended, mistakeOf } from './bugs.ts';

const SUBTYPES: Readonly<Record<string, number>> = {
  'memory-out-of-bounds': 0x90,
  'memory-after-free': 0x91,
  'memory-after-return': 0x92,
  'memory-uninitialised': 0x93,
};

/** A driver that does something in DriverEntry. */
const entry = (name: string, object: string, mend: Bug['mend'], body: string): Bug => ({
  name,
  object,
  mend,
  text: `#include <ntddk.h>
#define TAG 'galT'
static void Try(PDRIVER_OBJECT Driver) {
${body}
  UNREFERENCED_PARAMETER(Driver);
}
static void Unload(PDRIVER_OBJECT Driver) { UNREFERENCED_PARAMETER(Driver); }
NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path) {
  UNREFERENCED_PARAMETER(Path);
  Driver->DriverUnload = Unload;
  Try(Driver);
  return STATUS_SUCCESS;
}
`,
});

const drivers: readonly Bug[] = [
  entry(
    'a block of pool is overrun',
    'pool block Tlag',
    ['i <= 6', 'i < 6'],
    `  PULONG block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 6 * sizeof(ULONG), TAG);
  for (ULONG i = 0; i <= 6; i++)
    block[i] = i; // BUG memory-out-of-bounds
  ExFreePoolWithTag(block, TAG);`,
  ),
  entry(
    'a freed block of pool is read',
    'pool block Tlag',
    ['ExFreePoolWithTag(first, TAG); // too early', ''],
    `  PLIST_ENTRY first = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(LIST_ENTRY), TAG);
  InitializeListHead(first);
  ExFreePoolWithTag(first, TAG); // too early
  if (first->Flink != first) // BUG memory-after-free
    KeBugCheck(1);`,
  ),
  entry(
    'a block that ExAllocatePool2 was told to leave as it is is used',
    'pool block Tlag',
    ['POOL_FLAG_NON_PAGED | POOL_FLAG_UNINITIALIZED', 'POOL_FLAG_NON_PAGED'],
    `  PULONG count = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_UNINITIALIZED, sizeof(ULONG), TAG);
  *count += 1; // BUG memory-uninitialised
  ExFreePoolWithTag(count, TAG);`,
  ),
  entry(
    'RtlCopyMemory reads more than the source has',
    'pool block Tlag',
    ['RtlCopyMemory(copy, block, 24)', 'RtlCopyMemory(copy, block, 16)'],
    `  UCHAR copy[32];
  PUCHAR block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 16, TAG);
  RtlCopyMemory(copy, block, 24); // BUG memory-out-of-bounds
  ExFreePoolWithTag(block, TAG);`,
  ),
  entry(
    'RtlZeroMemory clears more than the local variable',
    'local variable name of Try',
    ['sizeof(name) + 8', 'sizeof(name)'],
    `  UNICODE_STRING name;
  RtlZeroMemory(&name, sizeof(name) + 8); // BUG memory-out-of-bounds`,
  ),
  entry(
    'a status is used that a failed call has not stored',
    'local variable value of Try',
    ['&text, 99', '&text, 10'],
    `  ULONG value;
  UNICODE_STRING text = RTL_CONSTANT_STRING(L"12");
  (void)RtlUnicodeStringToInteger(&text, 99, &value);
  if (value == 12) // BUG memory-uninitialised
    DbgPrint("twelve");`,
  ),
  entry(
    'memory of a lookaside list is used after it was given back',
    'pool block Tlag',
    ['ExFreeToNPagedLookasideList(&list, block);\n  block', 'block'],
    `  static NPAGED_LOOKASIDE_LIST list;
  PULONG block;
  ExInitializeNPagedLookasideList(&list, NULL, NULL, 0, 64, TAG, 0);
  block = ExAllocateFromNPagedLookasideList(&list);
  ExFreeToNPagedLookasideList(&list, block);
  block[8] = 1; // BUG memory-after-free
  ExDeleteNPagedLookasideList(&list);`,
  ),
];

/** A driver that serves one request: METHOD_BUFFERED, four bytes in, eight out. */
const request = (name: string, object: string, mend: Bug['mend'], body: string): Bug => ({
  name,
  object,
  mend,
  text: `#include <ntddk.h>
static UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\\\??\\\\Bug");
static NTSTATUS Open(PDEVICE_OBJECT Device, PIRP Irp) {
  UNREFERENCED_PARAMETER(Device);
  Irp->IoStatus.Status = STATUS_SUCCESS;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;
}
static NTSTATUS Serve(PDEVICE_OBJECT Device, PIRP Irp) {
  PULONG buffer = Irp->AssociatedIrp.SystemBuffer;
  UNREFERENCED_PARAMETER(Device);
${body}
}
static void Unload(PDRIVER_OBJECT Driver) {
  IoDeleteSymbolicLink(&link);
  IoDeleteDevice(Driver->DeviceObject);
}
NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path) {
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\\\Device\\\\Bug");
  PDEVICE_OBJECT device;
  UNREFERENCED_PARAMETER(Path);
  Driver->DriverUnload = Unload;
  Driver->MajorFunction[IRP_MJ_CREATE] = Driver->MajorFunction[IRP_MJ_CLOSE] = Open;
  Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Serve;
  IoCreateDevice(Driver, 0, &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
  return IoCreateSymbolicLink(&link, &name);
}
`,
});

const requests: readonly Bug[] = [
  request(
    'an IRP is read after its completion',
    'pool block Irp',
    ['return Irp->IoStatus.Status;', 'return STATUS_SUCCESS;'],
    `  buffer[0] = buffer[1] = 1;
  Irp->IoStatus.Status = STATUS_SUCCESS;
  Irp->IoStatus.Information = 8;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return Irp->IoStatus.Status; // BUG memory-after-free`,
  ),
  request(
    'a request is read past its input, which nobody stored',
    'pool block IoSB',
    ['buffer[1] == 7', 'buffer[0] == 7'],
    `  if (buffer[1] == 7) // BUG memory-uninitialised
    buffer[0] = 1;
  Irp->IoStatus.Status = STATUS_SUCCESS;
  Irp->IoStatus.Information = 0;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;`,
  ),
  request(
    'an answer is longer than the output buffer',
    'pool block IoSB',
    ['buffer[2] = 3;', 'buffer[1] = 3;'],
    `  buffer[0] = 1;
  buffer[2] = 3; // BUG memory-out-of-bounds
  Irp->IoStatus.Status = STATUS_SUCCESS;
  Irp->IoStatus.Information = 4;
  IoCompleteRequest(Irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;`,
  ),
  request(
    'a request of which a member was never stored is copied to the caller',
    'pool block IoSB',
    ['buffer[0] = 1;', 'buffer[0] = buffer[1] = 1;'],
    `  buffer[0] = 1;
  Irp->IoStatus.Status = STATUS_SUCCESS;
  Irp->IoStatus.Information = 8;
  IoCompleteRequest(Irp, IO_NO_INCREMENT); // BUG memory-uninitialised
  return STATUS_SUCCESS;`,
  ),
];

const CLIENT = `#include <windows.h>
#include <winioctl.h>
int main(void) {
  ULONG in = 5, out[2]; DWORD bytes;
  HANDLE device = CreateFileA("\\\\\\\\.\\\\Bug", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
  if (!DeviceIoControl(device, 0x222000, &in, sizeof in, out, sizeof out, &bytes, NULL)) return 1;
  // Nothing is copied: what the driver sees of it is not its mistake.
  return DeviceIoControl(device, 0x222000, NULL, sizeof in, out, sizeof out, &bytes, NULL) ? 0 : 2;
}`;

const objectOf = ({ memory }: Finding): string =>
  `${memory?.object?.kind} ${memory?.object?.name}`.replace(/ $/, '');

describe.each(['x64', 'x86'] as const)('a driver with one mistake on %s', (arch) => {
  it.each(inTurn(drivers, arch === 'x64' ? 0 : 1))('$name', (bug) => {
    const { line, rule } = mistakeOf(bug);
    const nt = boot({ arch });
    const outcome = nt.outcome(() => loadDriver(file(bug.text), { nt, arch, checks: true }));
    expect(outcome).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
      parameters: [OWN_SUBTYPE + (SUBTYPES[rule] ?? 0), ANY, ANY, ANY],
    });
    expect(nt.findings).toMatchObject([{ rule, memory: { rule, file: 'bug.c', line } }]);
    expect(nt.findings.map(objectOf)).toEqual([bug.object]);
  });

  it.each(inTurn(drivers, arch === 'x64' ? 1 : 0))('$name: without the mistake nothing is found', (bug) => {
    const nt = boot({ arch, verifier: 'off' });
    const driver = loadDriver(file(mended(bug)), { nt, arch, checks: true });
    expect(driver.status).toBe(0);
    expect(nt.findings).toEqual([]);
  });
});

describe.each(['x64', 'x86'] as const)('a driver that makes one mistake with a request on %s', (arch) => {
  const client = compileC({ name: 'client.c', text: CLIENT }, { arch });
  const serve = (text: string) => {
    const nt = boot({ arch, verifier: 'off' });
    loadDriver(file(text), { nt, arch, checks: true });
    const process = nt.startProcess({ name: 'client.exe', arch });
    const { exitCode, outcome } = client.load(nt, { process }).runMain();
    return { nt, exitCode, outcome };
  };

  it.each(inTurn(requests, arch === 'x64' ? 0 : 1))('$name', (bug) => {
    const { line, rule } = mistakeOf(bug);
    const { nt, outcome } = serve(bug.text);
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4 });
    expect(nt.findings).toMatchObject([{ rule, memory: { rule, file: 'bug.c', line } }]);
    expect(nt.findings.map(objectOf)).toEqual([bug.object]);
  });

  it.each(inTurn(requests, arch === 'x64' ? 1 : 0))('$name: without the mistake nothing is found', (bug) => {
    const { nt, exitCode } = serve(mended(bug));
    expect(exitCode).toBe(0);
    expect(nt.findings).toEqual([]);
  });
});

describe('drivers with clients, every access checked', () => {
  const pairs = ['cache', 'careful', 'echo', 'filter', 'ring'].flatMap((name) =>
    (['x64', 'x86'] as const).map((arch) => ({ name, arch })),
  );

  it.each(inTurn(pairs, 0))('$name on $arch', ({ name, arch }) => {
    const { nt, stdout, unloaded } = runPair(name, { arch, checks: true });
    expect(nt.findings).toEqual([]);
    expect(stdout).toBe(expected(name));
    expect(unloaded).toBe(0);
  });
});
