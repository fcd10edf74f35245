/** Pages of the pools: distinct memory, given back, kept. */
import { NonPagedPool, NonPagedPoolNx, type Nt, PagedPool } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, FRED, headerOf, machine, stopOf } from './fixture.ts';

const committed = (nt: Nt, address: number) => nt.debug.memory.isCommitted(address, 1);
const pageOf = (address: number) => Math.floor(address / 4096);

describe.each(architectures)('pages of pool, %s', (arch) => {
  it('the three pools never share a page', () => {
    const nt = machine(arch);
    const types = [NonPagedPool, PagedPool, NonPagedPoolNx];
    const pages = types.map((type) => {
      const blocks = Array.from({ length: 30 }, (_, at) =>
        nt.ExAllocatePoolWithTag(type, 40 + at * 50, FRED),
      );
      return new Set(blocks.map(pageOf));
    });
    const all = pages.flatMap((set) => [...set]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('F-039: free neighbours are merged, whichever is freed last', () => {
    for (const order of [
      [1, 2, 3],
      [3, 2, 1],
      [1, 3, 2],
      [2, 1, 3],
    ]) {
      const nt = machine(arch);
      const blocks = Array.from({ length: 6 }, () => nt.ExAllocatePoolWithTag(PagedPool, 64, FRED));
      const total = nt.debug.pool.block(blocks[1]!)!.totalBytes * 3;
      for (const at of order) nt.ExFreePool(blocks[at]!);
      const room = total - (arch === 'x64' ? 16 : 8);
      // One block of the whole room fits exactly there.
      expect(nt.ExAllocatePoolWithTag(PagedPool, room, FRED)).toBe(blocks[1]);
      expect(nt.debug.pool.finding()).toBeNull();
    }
  });

  it('F-039: a page of paged pool that becomes free loses its memory, but for one', () => {
    const nt = machine(arch);
    const blocks = Array.from({ length: 6 }, () => nt.ExAllocatePoolWithTag(PagedPool, 3000, FRED));
    const used = nt.debug.physicalMemory.usedBytes;
    expect(new Set(blocks.map(pageOf)).size).toBe(6);
    for (const block of blocks) nt.ExFreePool(block);
    expect(blocks.filter((block) => committed(nt, block))).toHaveLength(1);
    expect(used - nt.debug.physicalMemory.usedBytes).toBe(5 * 4096);
    expect(nt.debug.pool.sizes().usedBytes.PagedPool).toBe(0);
    const gone = blocks.find((block) => !committed(nt, block))!;
    expect(stopOf(nt.outcome(() => nt.memory.readUint32(gone))).slice(0, 3)).toEqual([0x50, gone, 0]);
  });

  it('F-039: free pages of nonpaged pool are merged and used for blocks of whole pages', () => {
    const nt = machine(arch);
    const blocks = Array.from({ length: 6 }, () => nt.ExAllocatePoolWithTag(NonPagedPoolNx, 4096, FRED));
    for (const at of [1, 3, 2]) nt.ExFreePool(blocks[at]!);
    expect(nt.debug.pool.sizes().freeBytes).toBe(3 * 4096);
    expect(committed(nt, blocks[2]!)).toBe(true);
    expect(nt.ExAllocatePoolWithTag(NonPagedPoolNx, 3 * 4096, FRED)).toBe(blocks[1]);
    expect(nt.debug.pool.sizes().freeBytes).toBe(0);
    expect(nt.debug.pool.finding()).toBeNull();
  });

  it('nonpaged pool keeps 256 KB of free pages; beyond that their memory is given back', () => {
    const nt = machine(arch);
    const blocks = Array.from({ length: 40 }, () => nt.ExAllocatePoolWithTag(NonPagedPoolNx, 16_384, FRED));
    const used = nt.debug.physicalMemory.usedBytes;
    nt.ExAllocatePoolWithTag(NonPagedPoolNx, 16_384, FRED);
    for (const block of blocks) nt.ExFreePool(block);
    expect(nt.debug.pool.sizes().freeBytes).toBe(0x4_0000);
    expect(used - nt.debug.physicalMemory.usedBytes).toBe(24 * 16_384 - 16_384);
    expect(nt.debug.pool.finding()).toBeNull();
  });

  it('free pages that one pool keeps go when another needs the memory', () => {
    const nt = machine(arch, { physicalMemory: 2 ** 20 });
    const free = () => 2 ** 20 - nt.debug.physicalMemory.usedBytes;
    const kept = nt.ExAllocatePoolWithTag(NonPagedPoolNx, 0x2_0000, FRED);
    const small = nt.ExAllocatePoolWithTag(PagedPool, 40, FRED);
    nt.ExFreePool(kept);
    nt.ExFreePool(small);
    expect(nt.debug.pool.sizes().freeBytes).toBe(0x2_0000 + 4096);
    const wanted = free() + 0x1_0000;
    expect(nt.ExAllocatePoolWithTag(NonPagedPool, wanted, FRED)).not.toBe(0);
    expect(nt.debug.pool.sizes().freeBytes).toBe(0);
    expect(nt.debug.pool.finding()).toBeNull();
  });

  it('address space that is free again serves every pool', () => {
    const nt = machine(arch, { kernelBytes: 4 * 2 ** 20 });
    for (const type of [PagedPool, NonPagedPoolNx, NonPagedPool, PagedPool]) {
      const block = nt.ExAllocatePoolWithTag(type, 2.5 * 2 ** 20, FRED);
      expect(block).not.toBe(0);
      nt.ExFreePool(block);
    }
    expect(nt.ExAllocatePoolWithTag(PagedPool, 5 * 2 ** 20, FRED)).toBe(0);
    expect(nt.debug.pool.finding()).toBeNull();
  });

  it('what runs over the end of the last block of a reservation faults', () => {
    const nt = machine(arch);
    const bytes = 255 * 4096;
    const block = nt.ExAllocatePoolWithTag(NonPagedPoolNx, bytes, FRED);
    expect(stopOf(nt.outcome(() => nt.memory.writeUint8(block + bytes, 1))).slice(0, 3)).toEqual([
      0x50,
      block + bytes,
      2,
    ]);
  });

  it('a block freed last is given out first, of exactly its size', () => {
    const nt = machine(arch);
    const blocks = Array.from({ length: 9 }, () => nt.ExAllocatePoolWithTag(PagedPool, 64, FRED));
    for (const at of [1, 5, 3]) nt.ExFreePool(blocks[at]!);
    const taken = [0, 1, 2].map(() => nt.ExAllocatePoolWithTag(PagedPool, 64, FRED));
    expect(taken).toEqual([blocks[3], blocks[5], blocks[1]]);
    expect(headerOf(nt, arch, taken[0]!).poolType).toBe(2);
  });

  it('a kernel range without room for pools gives NULL', () => {
    const nt = machine(arch, { kernelBytes: 2 ** 20, physicalMemory: 2 ** 20 });
    nt.reserve({ bytes: 2 ** 20 - 0x1_0000, space: 'system' });
    expect(nt.ExAllocatePoolWithTag(PagedPool, 40, FRED)).toBe(0);
    const full = machine(arch, { physicalMemory: 2 ** 20 });
    full.reserve({
      bytes: 2 ** 20,
      commit: 2 ** 20 - full.debug.physicalMemory.usedBytes - 0x2000,
      space: 'system',
    });
    expect(full.ExAllocatePoolWithTag(PagedPool, 40, FRED)).toBe(0);
  });
});
