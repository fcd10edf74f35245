/** RTL_HEAP_PARAMETERS, member by member. */
import { HEAP_GROWABLE, type RTL_HEAP_PARAMETERS } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { pagesAt, places, reserveFor, siteOf } from './fixture.ts';

describe.each(places)('RTL_HEAP_PARAMETERS, $arch $mode mode', ({ arch, mode }) => {
  const create = (parameters: RTL_HEAP_PARAMETERS | 0, reserve = 0, commit = 0) => {
    const site = siteOf(arch, mode);
    const heap = site.caller.RtlCreateHeap(HEAP_GROWABLE, 0, reserve, commit, 0, parameters);
    expect(heap).not.toBe(0);
    const sizes = () => site.nt.debug.heapSizes(site.process, heap);
    const allocate = (bytes: number) => site.caller.RtlAllocateHeap(heap, 0, bytes);
    return { ...site, heap, sizes, allocate };
  };

  it('B-018: a structure of Length bytes in memory, its members pointer-sized behind Length', () => {
    const { caller, P } = siteOf(arch, mode);
    const page = reserveFor(caller, 0x1000, 0x1000);
    const length = 12 * P; // Length, nine members, Reserved[2]
    const at = page + 0x1000 - length; // not a byte more can be read
    caller.memory.writeUint32(at, length);
    caller.memory.writePointer(at + 6 * P, 0x3000); // VirtualMemoryThreshold
    const base = reserveFor(caller, 0x20000);
    const heap = caller.RtlCreateHeap(0, base, 0x20000, 0, 0, at);
    expect(heap).toBe(base);
    expect(caller.RtlAllocateHeap(heap, 0, 0x3000)).not.toBe(0);
    expect(caller.RtlAllocateHeap(heap, 0, 0x3001)).toBe(0);
  });

  it('B-019: SegmentReserve 0: the next segment reserves 1 MB', () => {
    const { sizes, allocate } = create(0, 0x10000);
    allocate(0x20000);
    expect(sizes()).toMatchObject({ segments: 2, reservedBytes: 0x10000 + 0x100000 });
  });

  it('a SegmentReserve that is given counts instead', () => {
    const { sizes, allocate } = create({ SegmentReserve: 0x50000 }, 0x10000);
    allocate(0x20000);
    expect(sizes()).toMatchObject({ segments: 2, reservedBytes: 0x10000 + 0x50000 });
  });

  it.each([
    ['B-020: SegmentCommit 0: two pages are committed at a time', 0, 0x2000],
    ['a SegmentCommit that is given counts instead', 0x5000, 0x5000],
  ])('%s', (_fact, SegmentCommit, step) => {
    const { caller, P, heap, sizes, allocate } = create({ SegmentCommit }, 0x10000);
    const seen = new Set([sizes().committedBytes]);
    while (sizes().segments === 1) {
      allocate(0x40);
      seen.add(sizes().committedBytes);
    }
    const steps = [...seen].slice(1, -2).map((bytes, index) => bytes - [...seen][index]!);
    expect(new Set(steps)).toEqual(new Set([step]));
    expect(pagesAt(caller, P, heap).committed).toBe(0xf000); // the last page is never committed (B-153)
    expect(sizes().committedBytes - 0xf000).toBe(step); // the first commit of the new segment
  });

  /** Frees every second of some blocks; true when any of it gave pages back. */
  const givesBack = (payload: number, parameters: RTL_HEAP_PARAMETERS) => {
    const bytes = 24 * (payload + 16) + 0x1000; // all of them in one piece, with next to nothing behind
    const { caller, heap, sizes, allocate } = create(
      { DeCommitTotalFreeThreshold: 1, ...parameters },
      bytes,
      bytes,
    );
    const blocks = Array.from({ length: 24 }, () => allocate(payload));
    const { committedBytes } = sizes();
    for (let index = 0; index < blocks.length - 1; index += 2) caller.RtlFreeHeap(heap, 0, blocks[index]!);
    return sizes().committedBytes < committedBytes;
  };

  it('B-021: DeCommitFreeBlockThreshold 0: a free block of a page is enough, less is not', () => {
    expect(givesBack(0x1c00, {})).toBe(true);
    expect(givesBack(0xfe0, {})).toBe(false);
    expect(givesBack(0x1c00, { DeCommitFreeBlockThreshold: 0x2000 })).toBe(false);
    expect(givesBack(0x2400, { DeCommitFreeBlockThreshold: 0x2000 })).toBe(true);
  });

  it('DeCommitTotalFreeThreshold 0: nothing goes back before 64 KB are free', () => {
    expect(givesBack(0x1300, { DeCommitTotalFreeThreshold: 0 })).toBe(false); // 12 of them
    expect(givesBack(0x1c00, { DeCommitTotalFreeThreshold: 0 })).toBe(true);
  });

  it.each([0, 0x7f001, 0x100000])('B-024: VirtualMemoryThreshold %i stands for 0x7F000', (threshold) => {
    const { sizes, allocate } = create({ VirtualMemoryThreshold: threshold });
    expect(allocate(0x7f000)).not.toBe(0);
    expect(sizes().largeBlocks).toBe(0);
    expect(allocate(0x7f001)).not.toBe(0);
    expect(sizes().largeBlocks).toBe(1);
  });

  it('a VirtualMemoryThreshold below counts as it is', () => {
    const { sizes, allocate } = create({ VirtualMemoryThreshold: 0x4000 });
    allocate(0x4000);
    expect(sizes().largeBlocks).toBe(0);
    allocate(0x4001);
    expect(sizes().largeBlocks).toBe(1);
  });

  it('MaximumAllocationSize: more is refused, however much memory there is', () => {
    const { allocate } = create({ MaximumAllocationSize: 0x90000 });
    expect(allocate(0x90000)).not.toBe(0);
    expect(allocate(0x90001)).toBe(0);
  });

  it('InitialReserve and InitialCommit count only together with HeapBase and a commit routine', () => {
    const { nt, caller, process, P } = siteOf(arch, mode);
    const initial = { InitialReserve: 0x20000, InitialCommit: 0x3000 };
    const without = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0x40000, 0x1000, 0, initial);
    expect(pagesAt(caller, P, without)).toEqual({ reserved: 0x40000, committed: 0x1000 });
    const base = reserveFor(caller, 0x40000, 0x3000);
    const heap = caller.RtlCreateHeap(0, base, 0x40000, 0x1000, 0, {
      ...initial,
      CommitRoutine: () => 0xc0000017,
    });
    expect(heap).toBe(base);
    expect(nt.debug.heapSizes(process, heap).reservedBytes).toBe(0x20000);
    const blocks: number[] = [];
    for (
      let at = caller.RtlAllocateHeap(heap, 0, 0x100);
      at !== 0;
      at = caller.RtlAllocateHeap(heap, 0, 0x100)
    )
      blocks.push(at);
    expect(Math.max(...blocks) - base).toBeGreaterThan(0x2d00);
  });
});
