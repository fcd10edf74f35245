/** Drivers in C that use a family of routines each and look at every result. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boot } from '../../../src/boot.ts';
import { compileC } from '../../../src/c-programs.ts';

/** Status of a failed check, less the line. */
const STATUS_DRIVER_INTERNAL_ERROR = 0xc000_0183;

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it.each([
    ['registry.c', ''],
    ['start-io.c', ''],
    ['bitmaps-times.c', ''],
    ['tables.c', ''],
    ['callbacks.c', ''],
    ['utf8.c', ''],
    ['tables.c', '#define RTL_USE_AVL_TABLES 0'],
  ])('%s finds every value that it expects %s', (name, first) => {
    const text = `${first}\n${readFileSync(new URL(name, import.meta.url), 'utf8')}`;
    const program = compileC({ name, text }, { arch });
    expect(program.diagnosticText()).toBe('');
    const nt = boot({ arch });
    const driver = program.load(nt, { module: 'sample' }).start('sample');
    const { status } = driver;
    expect(
      status === 0 ? 'fine' : `line ${status - STATUS_DRIVER_INTERNAL_ERROR - 1} (${status.toString(16)})`,
    ).toBe('fine');
    driver.unload();
    expect(nt.findings).toEqual([]);
  });
});

describe.each(['x64', 'x86'] as const)('files of the kernel on %s', (arch) => {
  it('files.c finds every value that it expects', () => {
    const text = readFileSync(new URL('files.c', import.meta.url), 'utf8');
    const nt = boot({ arch });
    const program = compileC({ name: 'files.c', text }, { arch });
    expect(program.diagnosticText()).toBe('');
    const loaded = program.load(nt);
    const driver = loaded.start();
    expect(driver.status).toBe(0);
    const { talk } = loaded.fn as { readonly talk: () => unknown };
    expect(talk()).toBe(0);
    driver.unload();
    expect(driver.loaded).toBe(false);
    expect(nt.findings).toEqual([]);
  });

  it('a file on a disk is not modelled', () => {
    const text = `#include <ntddk.h>
      NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
        UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\\\??\\\\C:\\\\log.txt"); OBJECT_ATTRIBUTES attributes; IO_STATUS_BLOCK block; HANDLE file;
        InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, NULL, NULL);
        return ZwCreateFile(&file, GENERIC_WRITE, &attributes, &block, NULL, 0, 0, FILE_OPEN_IF, 0, NULL, 0);
      }`;
    const nt = boot({ arch });
    const loaded = compileC({ name: 'x.c', text }, { arch, mode: 'kernel' }).load(nt);
    expect(nt.outcome(() => loaded.start())).toMatchObject({ kind: 'stopped', reason: 'not-modelled' });
  });
});

describe('PsSetCreateProcessNotifyRoutine', () => {
  const TEXT = `#include <ntddk.h>
    static VOID Notify(HANDLE parent, HANDLE process, BOOLEAN begins) {
      DbgPrint("%d %d %d %d;", HandleToUlong(parent), HandleToUlong(process), begins, PsGetCurrentProcessId() == (HANDLE)4);
    }
    static VOID Unload(PDRIVER_OBJECT driver) { PsSetCreateProcessNotifyRoutine(Notify, TRUE); }
    NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING path) {
      driver->DriverUnload = Unload;
      if (PsSetCreateProcessNotifyRoutine(Notify, TRUE) != STATUS_INVALID_PARAMETER) return STATUS_UNSUCCESSFUL;
      if (PsSetCreateProcessNotifyRoutine(Notify, FALSE) != STATUS_SUCCESS) return STATUS_UNSUCCESSFUL;
      return PsSetCreateProcessNotifyRoutine(Notify, FALSE) == STATUS_INVALID_PARAMETER ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
    }`;

  it('tells of processes that begin and end, until the routine is removed', () => {
    const nt = boot();
    const prints: string[] = [];
    nt.events.on((event) => {
      if (event.kind === 'debug-print') prints.push(event.text);
    });
    const driver = compileC({ name: 'x.c', text: TEXT }, { mode: 'kernel' }).load(nt).start();
    expect(driver.status).toBe(0);
    const process = nt.startProcess();
    compileC({ name: 'y.c', text: 'int main(void) { return 0; }' }).load(nt, { process }).runMain();
    driver.unload();
    nt.startProcess();
    expect(prints).toEqual([`4 ${process.id} 1 1;`, `4 ${process.id} 0 1;`]);
  });
});
