/** Code of a driver that is not always there: sections PAGE…, and INIT when DriverEntry has returned. */
import { describe, expect, it } from 'vitest';
import { loadDriver } from '../../../src/c-programs.ts';
import { boot } from '../../../src/index.ts';

const AROUND = `#include <ntddk.h>
DRIVER_INITIALIZE DriverEntry; DRIVER_UNLOAD Unload;
static int Paged(int n), Early(int n), Tagged(int n), Resident(int n);
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(INIT, Early)
#pragma alloc_text(PAGE, Paged)
#pragma data_seg("PAGEDATA")
static int Counter = 7;
#pragma data_seg()
static int Paged(int n) { return n + 1; }
static int Early(int n) { DbgPrint("early\\n"); return n + 1; }
#pragma code_seg("PAGEMINE")
static int Tagged(int n) { int array[4]; array[n & 3] = n; return array[n & 3] + 1; }
#pragma code_seg()
static int Resident(int n) { return n + 1; }
VOID Unload(PDRIVER_OBJECT Driver) { KIRQL old = 0; int (*function)(int) = Early; UNREFERENCED_PARAMETER(Driver);
  UNREFERENCED_PARAMETER(old); UNREFERENCED_PARAMETER(function); { IN_UNLOAD } }
NTSTATUS DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING Path) {
  KIRQL old = 0; PVOID lock = NULL; int n; UNREFERENCED_PARAMETER(Path); UNREFERENCED_PARAMETER(lock);
  Driver->DriverUnload = Unload;
  n = Paged(1) + Early(2) + Tagged(3) + Resident(4) + Counter;
  UNREFERENCED_PARAMETER(old);
  { IN_ENTRY }
  DbgPrint("%d\\n", n);
  return STATUS_SUCCESS;
}
`;

/** Loads and unloads the driver with these statements; gives the outcome and what it printed. */
function run(arch: 'x64' | 'x86', { entry = '', unload = '' }) {
  const nt = boot({ arch });
  const printed: string[] = [];
  nt.events.on((event) => {
    if (event.kind === 'debug-print') printed.push(event.text);
  });
  const text = AROUND.replace('IN_ENTRY', entry).replace('IN_UNLOAD', unload);
  const outcome = nt.outcome(() =>
    loadDriver({ name: 'paging.c', text }, { arch, nt, name: 'paging' }).unload(),
  );
  return { outcome, printed: printed.join('') };
}

describe.each(['x64', 'x86'] as const)('on %s', (arch) => {
  it.each([
    ['alloc_text', 'Paged'],
    ['code_seg', 'Tagged'],
    ['data_seg', 'Counter'],
  ])('D-090: %s: what lies in a section PAGE… is 0xD3 at DISPATCH_LEVEL', (_, name) => {
    const use = name === 'Counter' ? 'n += Counter;' : `n += ${name}(n);`;
    const { outcome, printed } = run(arch, { entry: `KeRaiseIrql(DISPATCH_LEVEL, &old); ${use}` });
    if (outcome.kind !== 'bugcheck') throw new Error(`no bug check: ${printed}`);
    const [address, level, access, instruction] = outcome.parameters;
    expect([outcome.code, level, access]).toEqual([0xd3, 2, 0]);
    const [top, caller] = outcome.callStack;
    if (name === 'Counter') expect(top).toMatch(/^paging!DriverEntry\+0x/);
    else {
      expect(instruction).toBe(address);
      expect(top).toMatch(new RegExp(`^paging!${name}\\+0x`));
      expect(caller).toMatch(/^paging!DriverEntry\+0x/);
    }
  });

  it('D-082: a locked section is used at every level, and what is not in one of them too', () => {
    const { outcome, printed } = run(arch, {
      entry: `lock = MmLockPagableCodeSection((PVOID)Paged);
        KeRaiseIrql(DISPATCH_LEVEL, &old);
        n += Paged(n) + Resident(n);
        n += MmIsAddressValid((PVOID)Paged) + MmIsAddressValid((PVOID)Resident);
        n += 10 * MmIsAddressValid((PVOID)Tagged) + 10 * MmIsAddressValid(&Counter);
        KeLowerIrql(old);
        MmUnlockPagableImageSection(lock);`,
    });
    expect([outcome.kind, printed]).toEqual(['returned', 'early\n67\n']);
    expect(
      run(arch, {
        entry:
          'MmUnlockPagableImageSection(MmLockPagableCodeSection((PVOID)Paged)); KeRaiseIrql(DISPATCH_LEVEL, &old); Paged(1);',
      }).outcome,
    ).toMatchObject({ kind: 'bugcheck', code: 0xd3 });
  });

  it('BEHAVIOUR-DECISIONS 9: code in INIT is gone when DriverEntry has returned: 0x50, at DISPATCH_LEVEL 0xD1', () => {
    const later = run(arch, { unload: 'function(1);' });
    if (later.outcome.kind !== 'bugcheck') throw new Error('no bug check');
    expect(later.outcome.callStack.slice(0, 2).map((one) => one.replace(/\+.*/, ''))).toEqual([
      'paging!Early',
      'paging!Unload',
    ]);
    const [address] = later.outcome.parameters;
    expect([later.outcome.code, ...later.outcome.parameters]).toEqual([0x50, address, 0x10, address, 0]);
    const raised = run(arch, { unload: 'KeRaiseIrql(DISPATCH_LEVEL, &old); function(1);' });
    expect(raised.outcome).toMatchObject({
      kind: 'bugcheck',
      code: 0xd1,
      parameters: [address, 2, 8, address],
    });
    expect(run(arch, { unload: 'DbgPrint("%d", MmIsAddressValid((PVOID)Early));' }).printed).toBe(
      'early\n21\n0',
    );
  });
});
