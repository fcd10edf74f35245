/** `irqlab sweep`: what it prints, in every form, and what it answers to wrong input. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capture } from './capture.ts';

const leaky = `#include <ntddk.h>
typedef struct _EXTENSION { PVOID First, Second; } EXTENSION, *PEXTENSION;
static NTSTATUS Create(PDEVICE_OBJECT device, PIRP irp) {
  UNREFERENCED_PARAMETER(device);
  irp->IoStatus.Status = STATUS_SUCCESS;
  irp->IoStatus.Information = 0;
  IoCompleteRequest(irp, IO_NO_INCREMENT);
  return STATUS_SUCCESS;
}
static VOID Unload(PDRIVER_OBJECT driver) {
  UNICODE_STRING link = RTL_CONSTANT_STRING(L"\\\\??\\\\Leaky");
  PEXTENSION extension = (PEXTENSION)driver->DeviceObject->DeviceExtension;
  IoDeleteSymbolicLink(&link);
  ExFreePoolWithTag(extension->First, 'kaeL');
  ExFreePoolWithTag(extension->Second, 'kaeL');
  IoDeleteDevice(driver->DeviceObject);
}
NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING registryPath) {
  UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\\\Device\\\\Leaky"), link = RTL_CONSTANT_STRING(L"\\\\??\\\\Leaky");
  PDEVICE_OBJECT device;
  PEXTENSION extension;
  NTSTATUS status = IoCreateDevice(driver, sizeof(EXTENSION), &name, FILE_DEVICE_UNKNOWN, 0, FALSE, &device);
  UNREFERENCED_PARAMETER(registryPath);
  if (!NT_SUCCESS(status)) return status;
  extension = (PEXTENSION)device->DeviceExtension;
  extension->First = ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, 'kaeL'); /* line of the leak */
  if (extension->First == NULL) {
    IoDeleteDevice(device);
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  extension->Second = ExAllocatePool2(POOL_FLAG_NON_PAGED, 200, 'kaeL');
  if (extension->Second == NULL) {
    IoDeleteDevice(device); /* BUG */
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  status = IoCreateSymbolicLink(&link, &name);
  if (!NT_SUCCESS(status)) {
    ExFreePoolWithTag(extension->First, 'kaeL');
    ExFreePoolWithTag(extension->Second, 'kaeL');
    IoDeleteDevice(device);
    return status;
  }
  driver->MajorFunction[IRP_MJ_CREATE] = driver->MajorFunction[IRP_MJ_CLOSE] = Create;
  driver->DriverUnload = Unload;
  return STATUS_SUCCESS;
}
`;

const client = `#include <windows.h>
#include <stdlib.h>
int main(void) {
  char *first = malloc(10), *second;
  HANDLE device;
  if (first == NULL) return 1;
  second = malloc(20);
  if (second == NULL) { free(first); return 2; }
  device = CreateFileA("\\\\\\\\.\\\\Leaky", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
  if (device != INVALID_HANDLE_VALUE) CloseHandle(device);
  free(second);
  free(first);
  return 0;
}
`;

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
const LEAK = lineOf(leaky, '/* line of the leak */');
const REPLAY = '3:ExAllocatePool2:STATUS_INSUFFICIENT_RESOURCES';

let folder = '';
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'irqlab-sweep-'));
  writeFileSync(file('leaky.c'), leaky);
  writeFileSync(
    file('mended.c'),
    leaky.replace(
      'IoDeleteDevice(device); /* BUG */',
      "ExFreePoolWithTag(extension->First, 'kaeL'); IoDeleteDevice(device);",
    ),
  );
  writeFileSync(file('client.c'), client);
  writeFileSync(file('wrong.c'), 'int main(void) { return x; }');
});
afterAll(() => rmSync(folder, { recursive: true }));

const sweep = (name: string, ...more: string[]) =>
  capture(['sweep', file(name), '--client', file('client.c'), ...more]);

describe('irqlab sweep', () => {
  it.each([
    ['no-leaks', 0],
    ['leaks', 1],
    ['frees,balance', 0],
    ['none', 0],
    ['all', 1],
    ['leaks,no-frees', 2],
    ['leeks', 2],
  ])('--recorders %s', async (names, expected) => {
    const { code, stderr } = await sweep(
      'leaky.c',
      '--routine',
      'IoCreateSymbolicLink',
      'ExAllocatePool2',
      '--recorders',
      names,
    );
    expect(code).toBe(expected);
    if (names === 'leeks') expect(stderr).toContain("'leeks' is no recorder");
  });

  it.each(['x64', 'x86'])('finds the block that is lost on an error path, on %s', async (arch) => {
    const { code, stdout, stderr } = await sweep('leaky.c', '--arch', arch);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('; 1 finding\n');
    expect(stdout).toContain('0xC4 DRIVER_VERIFIER_DETECTED_VIOLATION (0x62, ');
    expect(stdout).toContain(`leaky.c @ ${LEAK}]`);
    expect(stdout).toContain('after ExAllocatePool2 failed with STATUS_INSUFFICIENT_RESOURCES:');
    expect(stdout).toContain(`run it again: ${REPLAY}`);
  });

  it('is content with the mended driver', async () => {
    const { code, stdout } = await sweep('mended.c');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+ calls can fail; \d+ runs with a fault; all came back clean\n$/);
  });

  it('finds with --checks what an error path uses before anybody has stored it', async () => {
    const unset = `#include <stdlib.h>
int main(void) {
  int size, *block = malloc(sizeof(int));
  if (block != NULL) size = 4;
  if (size > 100) size = 0; /* line of the use */
  free(block);
  return 0;
}
`;
    writeFileSync(file('unset.c'), unset);
    const plain = await capture(['sweep', file('unset.c')]);
    expect(plain.code).toBe(0);
    const { code, stdout } = await capture(['sweep', file('unset.c'), '--checks']);
    expect(code).toBe(1);
    expect(stdout).toContain(`unset.c @ ${lineOf(unset, '/* line of the use */')}]`);
    expect(stdout).toContain('the local variable size of main (4 bytes)');
  });

  it('runs one run again and tells what happened in it', async () => {
    const { code, stdout } = await sweep('leaky.c', '--replay', REPLAY);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'since the failure:\n   {"kind":"return","routine":"ExAllocatePool2","value":0}',
    );
  });

  it('prints one JSON object', async () => {
    const { stdout } = await sweep('leaky.c', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      findings: [{ kind: 'bugcheck', replay: REPLAY, place: { file: file('leaky.c'), line: LEAK } }],
    });
  });

  it('prints SARIF', async () => {
    const { stdout } = await sweep('leaky.c', '--sarif');
    const [run] = JSON.parse(stdout).runs;
    expect(run.results).toMatchObject([
      {
        ruleId: 'bugcheck',
        locations: [{ physicalLocation: { region: { startLine: LEAK } } }],
        properties: { replay: REPLAY },
      },
    ]);
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toContain('bugcheck');
  });

  it('prints JUnit: a case for each run, and the parts of it are the whole', async () => {
    const cases = (text: string) =>
      [...text.matchAll(/<testcase [^>]*name="([^"]*)"/g)].map(([, name]) => name);
    const whole = (await sweep('leaky.c', '--junit')).stdout;
    const parts = await Promise.all(
      ['1/2', '2/2'].map((part) => sweep('leaky.c', '--junit', '--shard', part)),
    );
    expect(new Set(parts.flatMap(({ stdout }) => cases(stdout)))).toEqual(new Set(cases(whole)));
    expect(parts.map(({ stdout }) => [...stdout.matchAll(/<failure /g)].length).reduce((a, b) => a + b)).toBe(
      1,
    );
    expect(whole).toContain(`<testcase classname="irqlab sweep" name="${REPLAY}">`);
  });

  it('takes a program without a driver', async () => {
    writeFileSync(file('program.c'), client.replace('free(first); return 2;', 'return 2;'));
    const { code, stdout } = await capture(['sweep', file('program.c'), '--routine', 'HeapAlloc']);
    expect(code).toBe(1);
    expect(stdout).toContain('left behind: ');
    expect(stdout).toContain(`program.c @ ${lineOf(client, 'malloc(10)')}]`);
  });

  it.each([
    ['a replay that is none', ['--replay', '3:x'], '3:x'],
    ['a routine that there is not', ['--routine', 'ExAllocPool'], 'ExAllocPool'],
    ['a part that there is not', ['--shard', '3/2'], '3/2'],
    ['two forms', ['--json', '--sarif'], '--sarif'],
    ['no pairs', ['--pairs', '0'], "'0'"],
  ])('refuses %s', async (_, args, named) => {
    const { code, stdout, stderr } = await sweep('leaky.c', ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(named);
    expect(stderr.split('\n')).toHaveLength(2);
  });

  it('refuses what does not compile, is not there, or needs a driver', async () => {
    expect((await capture(['sweep', file('wrong.c')])).stderr).toContain('C2065');
    for (const args of [
      [file('wrong.c')],
      [file('none.c')],
      [file('client.c'), '--client', file('client.c')],
    ])
      expect((await capture(['sweep', ...args])).code).toBe(2);
  });
});
