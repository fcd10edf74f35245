/** Drivers in C that use a family of routines each and look at every result. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { boot } from '../../../src/boot.ts';
import { compileC } from '../../../src/c-programs.ts';

/** Status of a failed check, less the line. */
const STATUS_DRIVER_INTERNAL_ERROR = 0xc000_0183;

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it.each(['registry.c', 'start-io.c'])('%s finds every value that it expects', (name) => {
    const text = readFileSync(new URL(name, import.meta.url), 'utf8');
    const program = compileC({ name, text }, { arch });
    expect(program.diagnosticText()).toBe('');
    const nt = boot({ arch });
    const driver = program.load(nt, { module: 'sample' }).start('sample');
    const { status } = driver;
    expect(
      status === 0 ? 'fine' : `line ${status - STATUS_DRIVER_INTERNAL_ERROR} (${status.toString(16)})`,
    ).toBe('fine');
    driver.unload();
    expect(nt.findings).toEqual([]);
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
