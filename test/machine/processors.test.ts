/** Several processors: each has its own level and its own current thread. */
import { APC_LEVEL, DISPATCH_LEVEL, HEAP_GROWABLE, highLevel, KIRQL, levelName, out } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, siteOf } from '../heap/fixture.ts';

describe.each(architectures)('processors, %s', (arch) => {
  it('each has a level and a thread of its own', () => {
    const { nt } = siteOf(arch, 'kernel', { processors: 3 });
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    nt.onProcessor(1, () => nt.KeRaiseIrql(APC_LEVEL, out(KIRQL)));
    expect([0, 1, 2].map((n) => nt.processor(n).irql)).toEqual([2, 1, 0]);
    expect(nt.irql).toBe(2);
    expect(new Set([0, 1, 2].map((n) => nt.processor(n).thread)).size).toBe(3);
    expect(nt.onProcessor(2, () => [nt.irql, nt.thread.id])).toEqual([0, nt.processor(2).thread]);
  });

  it('the level that counts for a call is that of the processor it is made on', () => {
    const { nt } = siteOf(arch, 'kernel', { processors: 2 });
    const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    expect(nt.onProcessor(1, () => nt.RtlAllocateHeap(heap, 0, 8))).not.toBe(0);
    const outcome = nt.outcome(() => nt.RtlAllocateHeap(heap, 0, 8));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4, processor: 0, irql: 2 });
  });

  it('each thread saves the levels of its own raises', () => {
    const { nt } = siteOf(arch, 'kernel', { processors: 2 });
    nt.KeRaiseIrql(APC_LEVEL, out(KIRQL));
    nt.onProcessor(1, () => nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL)));
    nt.KeLowerIrql(0);
    nt.onProcessor(1, () => nt.KeLowerIrql(0));
    expect([nt.processor(0).irql, nt.processor(1).irql]).toEqual([0, 0]);
  });

  it('paged memory follows: readable on one processor while another is at DISPATCH_LEVEL', () => {
    const { nt } = siteOf(arch, 'kernel', { processors: 2 });
    const page = nt.reserve({ bytes: 0x1000, commit: 0x1000 });
    nt.onProcessor(1, () => nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL)));
    expect(nt.memory.readUint8(page)).toBe(0);
    const outcome = nt.outcome(() => nt.onProcessor(1, () => nt.memory.readUint8(page)));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xd1, processor: 1 });
  });

  it('onProcessor goes back also when its block ends with an exception or a JavaScript error', () => {
    const { nt } = siteOf(arch, 'kernel', { processors: 2 });
    const here = nt.thread.id;
    nt.outcome(() => nt.onProcessor(1, () => nt.ExRaiseStatus(0xc0000017)));
    expect(nt.thread.id).toBe(here);
    expect(() => nt.onProcessor(1, () => JSON.parse('{'))).toThrow(SyntaxError);
    expect(nt.thread.id).toBe(here);
    expect(() => nt.onProcessor(2, () => 0)).toThrow(RangeError);
    expect(() => nt.processor(-1)).toThrow(RangeError);
  });

  it('D-006: device levels lie between DISPATCH_LEVEL and the clock or profile level', () => {
    const device = Array.from({ length: highLevel(arch) + 1 }, (_, level) => level).filter((level) =>
      levelName(arch, level).startsWith('DIRQL'),
    );
    expect(Math.min(...device)).toBe(3);
    expect(Math.max(...device)).toBe(arch === 'x64' ? 12 : 26);
    const { nt } = siteOf(arch, 'kernel');
    for (const level of device) {
      nt.KeRaiseIrql(level, out(KIRQL));
      expect(nt.KeGetCurrentIrql()).toBe(level);
    }
  });
});
