import {
  DISPATCH_LEVEL,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  KIRQL,
  out,
  STATUS_INVALID_PARAMETER,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, ended, places, reserveFor, siteOf, userOf } from './fixture.ts';

describe.each(places)('RtlFreeHeap, $arch $mode mode', ({ arch, mode }) => {
  const create = () => {
    const site = siteOf(arch, mode);
    const heap = site.caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    return { ...site, heap };
  };

  it('B-096: TRUE for a block, with HEAP_NO_SERIALIZE too', () => {
    const { nt, caller, process, heap } = create();
    for (const flags of [0, HEAP_NO_SERIALIZE])
      expect(caller.RtlFreeHeap(heap, flags, caller.RtlAllocateHeap(heap, 0, 40))).toBe(1);
    expect(nt.debug.heap(process, heap)).toMatchObject({ liveBlocks: 0 });
  });

  it('B-097: TRUE for NULL, and nothing changes', () => {
    const { nt, caller, process, heap } = create();
    const before = nt.debug.heap(process, heap);
    expect(caller.RtlFreeHeap(heap, 0, 0)).toBe(1);
    expect(nt.debug.heap(process, heap)).toEqual(before);
  });

  it('a block that is free joins free neighbours on both sides', () => {
    const { nt, caller, process, heap } = create();
    const [a, b, c] = [1, 2, 3].map(() => caller.RtlAllocateHeap(heap, 0, 0x100)) as [number, number, number];
    caller.RtlAllocateHeap(heap, 0, 0x10);
    const free = () =>
      nt.debug.heapBlocks(process, heap).filter((piece) => piece.state === 'free' && piece.address <= c);
    caller.RtlFreeHeap(heap, 0, a);
    caller.RtlFreeHeap(heap, 0, c);
    expect(free().map(({ address }) => address)).toEqual([a, c]);
    caller.RtlFreeHeap(heap, 0, b);
    expect(free()).toMatchObject([{ address: a, totalBytes: 3 * (b - a) }]);
  });
});

describe.each(architectures)('RtlFreeHeap and the IRQL, %s', (arch) => {
  it('is stopped at DISPATCH_LEVEL like the other heap routines', () => {
    const { nt } = siteOf(arch, 'kernel');
    const heap = nt.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = nt.RtlAllocateHeap(heap, 0, 8);
    nt.KeRaiseIrql(DISPATCH_LEVEL, out(KIRQL));
    const outcome = nt.outcome(() => nt.RtlFreeHeap(heap, 0, block));
    expect(outcome).toMatchObject({ kind: 'bugcheck', code: 0xc4, parameters: [0xe5, 2, 0, 0] });
  });
});

describe.each(architectures)('RtlFreeHeap of what is no block, termination off, %s', (arch) => {
  const create = () => {
    const site = userOf(arch, false);
    const heap = site.process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = site.process.RtlAllocateHeap(heap, 0, 0x60);
    site.process.RtlAllocateHeap(heap, 0, 0x10);
    return { ...site, heap, block };
  };

  it('B-098: a block freed twice: FALSE and STATUS_INVALID_PARAMETER; the heap stays sound', () => {
    const { nt, process, heap, block } = create();
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(process.lastStatus).toBe(0);
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(0);
    expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });

  it('B-098: also when the first free merged it into the free block in front of it', () => {
    const { process, heap, block } = create();
    const second = process.RtlAllocateHeap(heap, 0, 0x60);
    process.RtlAllocateHeap(heap, 0, 0x10);
    const front = process.RtlAllocateHeap(heap, 0, 0x60);
    const back = process.RtlAllocateHeap(heap, 0, 0x60);
    process.RtlAllocateHeap(heap, 0, 0x10);
    for (const one of [front, back, second, block]) expect(process.RtlFreeHeap(heap, 0, one)).toBe(1);
    for (const one of [back, front]) expect(process.RtlFreeHeap(heap, 0, one)).toBe(0);
  });

  it.each([1, 2, 3, 4, 5, 7])(
    'B-099: a pointer %i bytes into a block: FALSE, STATUS_INVALID_PARAMETER',
    (by) => {
      const { nt, process, heap, block } = create();
      expect(process.RtlFreeHeap(heap, 0, block + by)).toBe(0);
      expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
      expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
    },
  );

  it('a wild pointer, the handle, a block of another heap, memory of no heap: FALSE, and nothing is touched', () => {
    const { nt, process, heap } = create();
    const other = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const foreign = process.RtlAllocateHeap(other, 0, 0x60);
    const noHeap = reserveFor(process, 0x1000, 0x1000) + 0x100;
    const large = process.RtlAllocateHeap(other, 0, 0x100000);
    const before = nt.debug.fingerprints()['memory'];
    for (const wrong of [0xdeadbe00, heap, heap + 0x10, foreign, noHeap, large, -16, 16, 0x7fff_fff0]) {
      expect(process.RtlFreeHeap(heap, 0, wrong)).toBe(0);
      expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
    }
    expect(nt.debug.fingerprints()['memory']).toBe(before);
  });

  it('an interior pointer that looks aligned is no block, unless its bytes are forged', () => {
    const { process, heap, block } = create();
    process.memory.fill(block, 0x60, 0);
    expect(process.RtlFreeHeap(heap, 0, block + 0x20)).toBe(0);
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(0x60);
  });

  it('with termination on each of them ends the process with STATUS_HEAP_CORRUPTION', () => {
    for (const wrong of [1, 0x20, 0x7000_0000]) {
      const { process } = userOf(arch);
      const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
      const block = process.RtlAllocateHeap(heap, 0, 0x60);
      process.memory.fill(block, 0x60, 0);
      const outcome = process.outcome(() => process.RtlFreeHeap(heap, 0, block + wrong));
      expect(outcome).toMatchObject(ended(0xc000_0374));
    }
  });
});
