/** Blocks above the threshold: reservations of their own, with a header in front of the payload. */
import {
  HEAP_CREATE_ENABLE_EXECUTE,
  HEAP_GROWABLE,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_ZERO_MEMORY,
  MiB,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { layouts } from '../../src/heap/layout.ts';
import { architectures, ended, pagesAt, places, siteOf, userOf } from './fixture.ts';

const LARGE = 0x10_0000;

describe.each(places)('large blocks, $arch $mode mode', ({ arch, mode }) => {
  const create = (flags = 0) => {
    const site = siteOf(arch, mode);
    const heap = site.caller.RtlCreateHeap(HEAP_GROWABLE | flags, 0, 0, 0, 0, 0);
    return { ...site, heap, used: () => site.nt.debug.physicalMemory.usedBytes };
  };

  it('cost the pages they need and give all of them back at once', () => {
    const { nt, caller, process, heap, used } = create();
    const before = [used(), nt.debug.heapSizes(process, heap)];
    const block = caller.RtlAllocateHeap(heap, 0, LARGE);
    expect(used() - (before[0] as number)).toBe(LARGE + 0x1000);
    caller.memory.fill(block, LARGE, 0xcc);
    expect(caller.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect([used(), nt.debug.heapSizes(process, heap)]).toEqual(before);
    expect(caller.outcome(() => caller.memory.readUint8(block)).kind).toBe('raised');
  });

  it('are zero when fresh, with and without the flag', () => {
    const { caller, heap } = create();
    for (const flags of [0, HEAP_ZERO_MEMORY]) {
      const block = caller.RtlAllocateHeap(heap, flags, LARGE);
      expect(caller.memory.readBytes(block, LARGE).some((byte) => byte !== 0)).toBe(false);
      caller.memory.fill(block, LARGE, 0xcc);
      caller.RtlFreeHeap(heap, 0, block);
    }
  });

  it('B-066: the header in front tells bytes committed and reserved; the entry’s Size holds the unused bytes', () => {
    const { caller, heap, P } = create();
    const { encoding } = layouts[arch];
    for (const bytes of [0x7f001, LARGE, LARGE + 0xfc0]) {
      const block = caller.RtlAllocateHeap(heap, 0, bytes);
      const committed = Math.ceil((bytes + 8 * P) / 0x1000) * 0x1000;
      const sizes = arch === 'x64' ? [block - 0x20, block - 0x18] : [block - 0x10, block - 0x0c];
      expect(sizes.map((at) => caller.memory.readPointer(at))).toEqual([committed, committed]);
      const word = caller.memory.readUint32(block - 8) ^ caller.memory.readUint32(heap + encoding);
      expect(word & 0xffff).toBe(committed - bytes);
      expect((word >>> 16) & 0xff).toBe(0x09); // busy, virtual
    }
  });

  it('are executable only on a heap that was made so', () => {
    for (const flags of [0, HEAP_CREATE_ENABLE_EXECUTE]) {
      const { caller, heap } = create(flags);
      const block = caller.RtlAllocateHeap(heap, 0, LARGE);
      const fault = caller.memory.probe(block, 1, 'execute');
      expect(fault?.reason ?? null).toBe(flags === 0 ? 'no-execute' : null);
    }
  });

  it('thousands of them are found as fast as one: the count of live blocks does not matter', () => {
    const { nt, caller, process, heap } = create();
    const blocks = Array.from({ length: 40 }, () => caller.RtlAllocateHeap(heap, 0, LARGE));
    expect(nt.debug.heapSizes(process, heap).largeBlocks).toBe(40);
    for (const block of blocks.reverse()) expect(caller.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(nt.debug.heapSizes(process, heap).largeBlocks).toBe(0);
  });
});

describe.each(architectures)('resizing large blocks, %s', (arch) => {
  const create = () => {
    const { nt, process, P } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = process.RtlAllocateHeap(heap, 0, LARGE);
    const resize = (flags: number, bytes: number) => process.RtlReAllocateHeap(heap, flags, block, bytes);
    return { nt, process, P, heap, block, resize };
  };

  it('shrinks in place and gives the pages behind back', () => {
    const { process, P, block, resize } = create();
    expect(resize(HEAP_REALLOC_IN_PLACE_ONLY, 0x81000)).toBe(block);
    expect(pagesAt(process, P, block - 8 * P)).toEqual({ reserved: LARGE + 0x1000, committed: 0x82000 });
    expect(process.outcome(() => process.memory.readUint8(block + 0x82000)).kind).toBe('raised');
  });

  it('what a shrink gave back is not taken again in place', () => {
    const { process, block, resize } = create();
    resize(HEAP_REALLOC_IN_PLACE_ONLY, 0x90000);
    expect(resize(HEAP_REALLOC_IN_PLACE_ONLY, 0xa0000)).toBe(0);
    expect(process.lastStatus).toBe(STATUS_NO_MEMORY);
    expect(resize(HEAP_REALLOC_IN_PLACE_ONLY, 0x90010)).toBe(block); // inside the last page
  });

  it('moves when it must, with its contents', () => {
    const { nt, process, heap, block, resize } = create();
    process.memory.writeUint32(block + LARGE - 4, 0x600dbeef);
    const moved = resize(0, 3 * MiB);
    expect([moved === 0, moved === block]).toEqual([false, false]);
    expect(process.memory.readUint32(moved + LARGE - 4)).toBe(0x600dbeef);
    expect(nt.debug.heap(process, heap)).toMatchObject({ liveBlocks: 1, largeBlocks: 1, liveBytes: 3 * MiB });
  });

  it('becomes a small block when it shrinks below the threshold', () => {
    const { nt, process, heap, block, resize } = create();
    process.memory.fill(block, 0x100, 9);
    const small = resize(0, 0x100);
    expect(new Set(process.memory.readBytes(small, 0x100))).toEqual(new Set([9]));
    expect(nt.debug.heap(process, heap)).toMatchObject({ largeBlocks: 0, liveBytes: 0x100 });
  });

  it('twice freed, or with a header written over, it ends the process', () => {
    const twice = create();
    twice.process.RtlFreeHeap(twice.heap, 0, twice.block);
    const again = twice.process.outcome(() => twice.process.RtlFreeHeap(twice.heap, 0, twice.block));
    expect(again).toMatchObject(ended(0xc000_0374));
    const damaged = create();
    damaged.process.memory.fill(damaged.block - 4, 4, 0);
    damaged.process.memory.fill(damaged.block - 8, 4, 0);
    const freed = damaged.process.outcome(() => damaged.process.RtlFreeHeap(damaged.heap, 0, damaged.block));
    expect(freed).toMatchObject(ended(0xc000_0374));
  });
});
