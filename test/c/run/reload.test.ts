/** Drivers of one name on one machine: loaded again after an edit, or two at a time. */
import { describe, expect, it } from 'vitest';
import { type CProgram, compileC, type LoadedC } from '../../../src/c-programs.ts';
import { boot, NT_SUCCESS, type Nt } from '../../../src/index.ts';

/** A driver whose worker breaks a rule on the line after `lines` more; it may leave a block of pool. */
const driver = (lines: number, leak = false): string => `#include <ntddk.h>
DRIVER_UNLOAD Unload;
PVOID Block;
void Unload(PDRIVER_OBJECT d) { UNREFERENCED_PARAMETER(d); if (Block) ExFreePoolWithTag(Block, 'kaeL'); }
${'\n'.repeat(lines)}void Break(void) { KIRQL old; KeRaiseIrql(DISPATCH_LEVEL, &old); KeLowerIrql(PASSIVE_LEVEL); KeLowerIrql(HIGH_LEVEL); }
int Version(void) { return ${lines}; }
NTSTATUS DriverEntry(PDRIVER_OBJECT d, PUNICODE_STRING r) {
  UNREFERENCED_PARAMETER(r);
  d->DriverUnload = Unload;
  Block = ExAllocatePoolWithTag(NonPagedPoolNx, 64, 'kaeL');
  ${leak ? 'Block = NULL;' : ''}
  return Block == NULL && ${leak ? 0 : 1} ? STATUS_NO_MEMORY : STATUS_SUCCESS;
}
`;
const compiled = (text: string): CProgram => {
  const program = compileC({ name: 'twice.c', text });
  expect(program.diagnostics.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  return program;
};
const versions = [compiled(driver(0)), compiled(driver(7))] as const;
const leaky = compiled(driver(3, true));

const load = (nt: Nt, program: CProgram, module?: string): LoadedC =>
  program.load(nt, module === undefined ? {} : { module });

describe.each(['twice', undefined])('a driver that is loaded again after an edit (module %s)', (module) => {
  it('has its own functions and lines, under the same name', () => {
    const nt = boot();
    const first = load(nt, versions[0], module);
    const old = first.start();
    expect(old.name).toBe(module ?? 'driver');
    expect(NT_SUCCESS(old.unload())).toBe(true);
    first.unload();
    const second = load(nt, versions[1], module);
    const control = second.start();
    expect([control.name, control.status]).toEqual([module ?? 'driver', 0]);
    expect(second.fn['Version']?.()).toBe(7);
    expect(second.addressOf('Break')).not.toBe(first.addressOf('Break'));
    expect(nt.debug.symbolOf(first.addressOf('Break'))).toBe(`${control.name}!Break [twice.c @ 5]`);
    expect(nt.debug.symbolOf(second.addressOf('Break'))).toBe(`${control.name}!Break [twice.c @ 12]`);
    const outcome = nt.outcome(() => second.fn['Break']?.());
    expect(outcome).toMatchObject({ kind: 'bugcheck' });
    expect(outcome.kind === 'bugcheck' && outcome.report).toContain(`${control.name}!Break+`);
    expect(outcome.kind === 'bugcheck' && outcome.report).toContain('[twice.c @ 12]');
  });
});

describe('two drivers of one module name', () => {
  it('are both there: calls by address reach each one its own', () => {
    const nt = boot();
    const [a, b] = [load(nt, versions[0], 'twice'), load(nt, versions[1], 'twice')];
    expect([a.start('a').status, b.start('b').status]).toEqual([0, 0]);
    expect([a.fn['Version']?.(), b.fn['Version']?.()]).toEqual([0, 7]);
  });

  it('are not accused of the pool of the other one', () => {
    const nt = boot();
    const [a, b] = [load(nt, versions[0], 'twice').start('a'), load(nt, versions[1], 'twice').start('b')];
    expect([a.unload(), b.unload()]).toEqual([0, 0]);
  });
});

describe('pool that is left', () => {
  it('is told of once, though the driver is loaded again under the same name', () => {
    const nt = boot({ onViolation: 'report' });
    expect(load(nt, leaky, 'twice').start().unload()).toBe(0);
    expect(nt.findings.map(({ rule }) => rule)).toEqual(['driver-leaves-pool']);
    expect(load(nt, versions[1], 'twice').start().unload()).toBe(0);
    expect(nt.findings).toHaveLength(1);
    expect(load(nt, leaky, 'twice').start().unload()).toBe(0);
    expect(nt.findings).toHaveLength(2);
  });
});
