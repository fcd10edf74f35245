/** Contiguous memory and memory that is not cached: what is given, where, and how it is freed. */
import { DISPATCH_LEVEL, KIRQL, MiB, MM_ANY_NODE_OK, MmCached, MmNonCached, type Nt, out } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, machine, stopOf } from '../pool/fixture.ts';

const PAGE = 4096;
const ANYWHERE = 0xffff_ffff_ffffn;
const first = 0x10_0000n;
const raise = (nt: Nt, level: number): void => nt.KeRaiseIrql(level, out(KIRQL));

describe.each(architectures)('contiguous memory, %s', (arch) => {
  it('is resident, page-aligned memory that is not cleared, with physical addresses that follow each other', () => {
    const nt = machine(arch);
    const block = nt.MmAllocateContiguousMemory(3 * PAGE + 1, ANYWHERE);
    expect(Math.abs(block % PAGE)).toBe(0);
    expect(nt.memory.readUint8(block + 3 * PAGE)).toBe(0xcd);
    raise(nt, DISPATCH_LEVEL);
    nt.memory.fill(block, 4 * PAGE, 7);
    expect(nt.memory.readUint8(block + 4 * PAGE - 1)).toBe(7);
    const physical = [0, 5, PAGE, 4 * PAGE - 1].map((at) => nt.MmGetPhysicalAddress(block + at));
    expect(physical).toEqual([first, first + 5n, first + 0x1000n, first + 0x3fffn]);
    expect(nt.MmIsAddressValid(block)).toBe(1);
  });

  it('lies where the caller can use it, in the lowest place that fits', () => {
    const nt = machine(arch);
    const at = (bytes: number, lowest: bigint, highest: bigint, boundary: bigint): bigint | null => {
      const block = nt.MmAllocateContiguousMemorySpecifyCache(bytes, lowest, highest, boundary, MmCached);
      return block === 0 ? null : nt.MmGetPhysicalAddress(block);
    };
    expect(at(PAGE, 0n, ANYWHERE, 0n)).toBe(first);
    expect(at(2 * PAGE, 0n, ANYWHERE, 0n)).toBe(first + 0x1000n);
    expect(at(PAGE, 0x20_0000n, ANYWHERE, 0n)).toBe(0x20_0000n);
    expect(at(PAGE, 0x20_0000n, ANYWHERE, 0n)).toBe(0x20_1000n);
    expect(at(0x1_0000, 0n, ANYWHERE, 0x1_0000n)).toBe(0x11_0000n);
    expect(at(PAGE, 0n, ANYWHERE, 0x1_0000n)).toBe(first + 0x3000n);
    // Nothing fits: below the first megabyte, in a page that is taken, across every boundary, above the memory.
    expect(at(PAGE, 0n, first - 1n, 0n)).toBeNull();
    expect(at(PAGE, first, first + 0xfffn, 0n)).toBeNull();
    expect(at(0x2_0000, 0n, ANYWHERE, 0x1_0000n)).toBeNull();
    expect(at(PAGE, BigInt(16 * MiB), ANYWHERE, 0n)).toBeNull();
    expect(at(PAGE, 0x30_0000n, 0x30_0fffn, 0n)).toBe(0x30_0000n);
    expect(at(2 * PAGE, 0x31_0000n, 0x31_1ffen, 0n)).toBeNull();
    expect(at(2 * PAGE, 0x31_0000n, 0x31_1fffn, 0n)).toBe(0x31_0000n);
  });

  it('takes -1 for the highest address there is: a PHYSICAL_ADDRESS is signed in C', () => {
    const nt = machine(arch);
    const physical = (block: number) => (block === 0 ? null : nt.MmGetPhysicalAddress(block));
    expect(physical(nt.MmAllocateContiguousMemory(PAGE, -1n))).toBe(first);
    expect(physical(nt.MmAllocateContiguousMemory(PAGE, 2n ** 64n - 1n))).toBe(first + 0x1000n);
    const between = (lowest: bigint, highest: bigint, boundary: bigint) =>
      physical(nt.MmAllocateContiguousMemorySpecifyCache(PAGE, lowest, highest, boundary, MmCached));
    expect(between(0n, -1n, -(2n ** 63n))).toBe(first + 0x2000n);
    expect(between(-1n, -1n, 0n)).toBeNull();
  });

  it('is NULL for no bytes, a boundary that is no power of two, and when memory ends', () => {
    const nt = machine(arch);
    const reserved = (): number => nt.reserve({ bytes: PAGE, space: 'system' });
    const before = reserved();
    expect(nt.MmAllocateContiguousMemory(0, ANYWHERE)).toBe(0);
    expect(nt.MmAllocateContiguousMemorySpecifyCache(PAGE, 0n, ANYWHERE, 0x3000n, MmCached)).toBe(0);
    expect(nt.debug.lastFailure).toMatchObject({ status: 0xc000_000d });
    const filler = nt.MmAllocateContiguousMemory(12 * MiB, ANYWHERE);
    expect(filler).not.toBe(0);
    expect(nt.MmAllocateNonCachedMemory(6 * MiB)).toBe(0);
    expect(nt.debug.lastFailure).toMatchObject({ status: 0xc000_009a });
    nt.MmFreeContiguousMemory(filler);
    expect(nt.MmAllocateNonCachedMemory(6 * MiB)).not.toBe(0);
    expect(reserved() - before).toBeGreaterThan(0);
  });

  it('a failure leaves nothing behind', () => {
    const nt = machine(arch, { kernelBytes: 8 * MiB, physicalMemory: 2 * MiB });
    for (let time = 0; time < 20; time++) expect(nt.MmAllocateNonCachedMemory(4 * MiB)).toBe(0);
    expect(nt.reserve({ bytes: 5 * MiB, space: 'system' })).not.toBe(0);
  });

  it('is executable unless a protection says otherwise; node and cache type change nothing', () => {
    const nt = machine(arch);
    const code = nt.MmAllocateContiguousMemorySpecifyCacheNode(
      PAGE,
      0n,
      ANYWHERE,
      0n,
      MmNonCached,
      MM_ANY_NODE_OK,
    );
    const data = nt.MmAllocateContiguousNodeMemory(PAGE, 0n, ANYWHERE, 0n, 0x204, 0);
    const both = nt.MmAllocateContiguousNodeMemory(PAGE, 0n, ANYWHERE, 0n, 0x40, 0);
    expect(nt.MmAllocateContiguousNodeMemory(PAGE, 0n, ANYWHERE, 0n, 0x02, 0)).toBe(0);
    const protections = [code, data, both].map((block) => nt.memory.probe(block, 1, 'execute')?.reason);
    expect(protections).toEqual([undefined, 'no-execute', undefined]);
  });

  it('is freed once, by its own family: else 0xC2/0x60', () => {
    const wrong: ((nt: Nt, contiguous: number, noncached: number) => number)[] = [
      (nt, contiguous) => {
        nt.MmFreeContiguousMemory(contiguous);
        nt.MmFreeContiguousMemory(contiguous);
        return contiguous;
      },
      (nt, contiguous) => {
        nt.MmFreeContiguousMemorySpecifyCache(contiguous + PAGE, PAGE, MmCached);
        return contiguous + PAGE;
      },
      (nt, contiguous) => {
        nt.MmFreeNonCachedMemory(contiguous, 2 * PAGE);
        return contiguous;
      },
      (nt, _, noncached) => {
        nt.MmFreeContiguousMemory(noncached);
        return noncached;
      },
    ];
    for (const [index, free] of wrong.entries()) {
      for (const verifier of ['on', 'off'] as const) {
        const nt = machine(arch, { verifier });
        const contiguous = nt.MmAllocateContiguousMemory(2 * PAGE, ANYWHERE);
        const noncached = nt.MmAllocateNonCachedMemory(2 * PAGE);
        const address = [contiguous, contiguous + PAGE, contiguous, noncached][index]!;
        expect(stopOf(nt.outcome(() => free(nt, contiguous, noncached)))).toEqual([
          0xc2,
          0x60,
          address,
          0,
          0,
        ]);
      }
    }
  });

  it('is freed with its size: another is a finding, and the memory is gone', () => {
    const nt = machine(arch, { onViolation: 'report' });
    const [contiguous, noncached] = [
      nt.MmAllocateContiguousMemory(100, ANYWHERE),
      nt.MmAllocateNonCachedMemory(100),
    ];
    nt.MmFreeContiguousMemorySpecifyCache(contiguous, PAGE, MmCached);
    nt.MmFreeNonCachedMemory(noncached, 101);
    expect(nt.findings).toMatchObject([
      { rule: 'contiguous-free-size', values: [contiguous, 100, PAGE] },
      { rule: 'contiguous-free-size', values: [noncached, 100, 101] },
    ]);
    expect([contiguous, noncached].map((block) => nt.MmIsAddressValid(block))).toEqual([0, 0]);
    const again = nt.MmAllocateContiguousMemory(100, ANYWHERE);
    expect(nt.MmGetPhysicalAddress(again)).toBe(first);
    nt.MmFreeContiguousMemorySpecifyCache(again, 100, MmCached);
    expect(nt.findings).toHaveLength(2);
  });

  it('other memory has no physical address', () => {
    const nt = machine(arch);
    const block = nt.MmAllocateContiguousMemory(PAGE, ANYWHERE);
    nt.MmFreeContiguousMemory(block);
    expect(nt.MmGetPhysicalAddress(block)).toBe(0n);
    for (const make of [
      () => nt.variable(16),
      () => nt.variable(16, { paged: true }),
      () => nt.MmAllocateNonCachedMemory(PAGE),
    ]) {
      const address = make();
      const snapshot = nt.snapshot();
      raise(nt, DISPATCH_LEVEL);
      expect(nt.outcome(() => nt.MmGetPhysicalAddress(address))).toMatchObject({
        kind: 'stopped',
        reason: 'not-modelled',
      });
      nt.restore(snapshot);
    }
  });

  it('has its levels', () => {
    const calls: [(nt: Nt) => unknown, number][] = [
      [(nt) => nt.MmAllocateContiguousMemory(PAGE, ANYWHERE), 3],
      [(nt) => nt.MmFreeContiguousMemory(0), 3],
      [(nt) => nt.MmAllocateNonCachedMemory(PAGE), 2],
      [(nt) => nt.MmFreeNonCachedMemory(0, PAGE), 2],
    ];
    for (const [call, level] of calls) {
      const nt = machine(arch);
      raise(nt, level);
      expect(stopOf(nt.outcome(() => call(nt)))).toEqual([0xc4, 0xe5, level, 0, 0]);
    }
    const nt = machine(arch);
    raise(nt, DISPATCH_LEVEL);
    expect(nt.MmAllocateContiguousMemory(PAGE, ANYWHERE)).not.toBe(0);
  });

  it('a snapshot knows what was given out', () => {
    const nt = machine(arch);
    const block = nt.MmAllocateContiguousMemory(PAGE, ANYWHERE);
    const before = nt.debug.fingerprints();
    const snapshot = nt.snapshot();
    nt.MmFreeContiguousMemory(block);
    nt.restore(snapshot);
    expect(nt.debug.fingerprints()).toEqual(before);
    expect(nt.MmGetPhysicalAddress(nt.MmAllocateContiguousMemory(PAGE, ANYWHERE))).toBe(first + 0x1000n);
    nt.MmFreeContiguousMemory(block);
  });
});
