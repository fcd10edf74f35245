/** nt.outcome: four ways a block can end, as data; a JavaScript error is none of them. */
import { DISPATCH_LEVEL, HEAP_GROWABLE, KIRQL, out, STATUS_ACCESS_VIOLATION, STATUS_NO_MEMORY } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, siteOf, userOf } from '../heap/fixture.ts';

describe.each(architectures)('outcome, %s', (arch) => {
  it('returned, with the value', () => {
    const { nt } = siteOf(arch, 'kernel');
    expect(nt.outcome(() => 42)).toEqual({ kind: 'returned', value: 42 });
    expect(nt.outcome(() => undefined)).toEqual({ kind: 'returned', value: undefined });
  });

  it('raised, with the record; finally blocks of the block have run', () => {
    const { nt } = siteOf(arch, 'kernel');
    const ran: number[] = [];
    const outcome = nt.outcome(() =>
      nt.__try(
        () => nt.ExRaiseStatus(STATUS_NO_MEMORY),
        nt.__finally(() => ran.push(nt.AbnormalTermination())),
      ),
    );
    expect(outcome).toMatchObject({ kind: 'raised', record: { ExceptionCode: STATUS_NO_MEMORY } });
    expect(ran).toEqual([1]);
  });

  it('raised, for a fault, with access and address', () => {
    const { nt } = siteOf(arch, 'kernel');
    const record = { ExceptionCode: STATUS_ACCESS_VIOLATION, ExceptionInformation: [1, 0x40] };
    expect(nt.outcome(() => nt.memory.writeUint8(0x40, 1))).toMatchObject({ kind: 'raised', record });
  });

  it('bugcheck, with everything a report says', () => {
    const { nt } = siteOf(arch, 'kernel');
    const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const outcome = nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 64));
    expect(outcome).toMatchObject({
      kind: 'bugcheck',
      code: 0xc4,
      name: 'DRIVER_VERIFIER_DETECTED_VIOLATION',
      parameters: [0xe5, 2, 0, 0],
      rule: 'RtlAllocateHeap: IRQL < DISPATCH_LEVEL',
      page: 'ntifs/nf-ntifs-rtlallocateheap',
      irql: 2,
      processor: 0,
      process: { name: 'System' },
    });
    if (outcome.kind !== 'bugcheck') return;
    expect(outcome.callStack[0]).toBe('nt!RtlAllocateHeap');
    expect(outcome.meanings).toHaveLength(4);
    expect(outcome.fix).toMatch(/\.$/);
    expect(outcome.report).toContain('RtlAllocateHeap');
  });

  it('D-025: 0x8 and 0x9 have no parameters: four zeros without meanings', () => {
    for (const code of [0x8, 0x9]) {
      const { nt } = siteOf(arch, 'kernel');
      const outcome = nt.outcome(() => nt.KeBugCheck(code));
      expect(outcome).toMatchObject({ kind: 'bugcheck', code, parameters: [0, 0, 0, 0] });
      expect(outcome).toMatchObject({ meanings: Array(4).fill('not documented') });
    }
    const { nt } = siteOf(arch, 'kernel', { verifier: 'off' });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const raised = nt.outcome(() => nt.KeRaiseIrql(1, out(KIRQL)));
    expect(raised).toMatchObject({ kind: 'bugcheck', code: 0x9, parameters: [0, 0, 0, 0] });
  });

  it('stopped, for what is not modelled: the machine halts', () => {
    const { nt } = siteOf(arch, 'kernel');
    const outcome = nt.outcome(() => nt.ExAllocateTimer(0, 0, 1));
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'not-modelled', exitCode: null, record: null });
    expect(nt.outcome(() => nt.KeGetCurrentIrql())).toEqual(outcome);
  });

  it('stopped, for a process that ended; the machine goes on', () => {
    const { nt, process } = userOf(arch);
    const outcome = nt.outcome(() => process.RtlFreeHeap(process.processHeap, 0, 4));
    expect(outcome).toMatchObject({ kind: 'stopped', reason: 'process-exit', what: process.name });
    expect(nt.outcome(() => nt.KeGetCurrentIrql())).toEqual({ kind: 'returned', value: 0 });
  });

  it('an exception nobody handles ends the process with its code, and the machine in kernel mode', () => {
    const { nt, process } = userOf(arch);
    expect(() => process.run(() => process.RtlRaiseStatus(STATUS_NO_MEMORY))).toThrow();
    expect(process.exitCode).toBe(STATUS_NO_MEMORY);
    expect(() => nt.ExRaiseStatus(STATUS_NO_MEMORY)).toThrow();
    const code = arch === 'x64' ? STATUS_NO_MEMORY | 0 : STATUS_NO_MEMORY;
    const after = nt.outcome(() => nt.KeGetCurrentIrql());
    expect(after).toMatchObject({ kind: 'bugcheck', code: 0x7e });
    expect(after.kind === 'bugcheck' && after.parameters[0]).toBe(code);
  });

  it('a JavaScript error is thrown on; the machine is usable afterwards', () => {
    const { nt } = siteOf(arch, 'kernel');
    const mine = new Error('mine');
    expect(() =>
      nt.outcome(() => {
        throw mine;
      }),
    ).toThrow(mine);
    expect(nt.outcome(() => nt.KeGetCurrentIrql())).toEqual({ kind: 'returned', value: 0 });
    expect(nt.snapshot().number).toBe(1);
  });

  it('may be nested: the inner one takes what is raised inside', () => {
    const { nt } = siteOf(arch, 'kernel');
    const outer = nt.outcome(() => nt.outcome(() => nt.ExRaiseStatus(STATUS_NO_MEMORY)).kind);
    expect(outer).toEqual({ kind: 'returned', value: 'raised' });
  });
});
