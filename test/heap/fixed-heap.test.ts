/** Heaps in the caller's memory: commit routines, growth until nothing is left, and every byte back at the end. */
import {
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  MEM_RELEASE,
  MiB,
  NtCurrentProcess,
  out,
  PVOID,
  type RTL_HEAP_COMMIT_ROUTINE,
  SIZE_T,
  STATUS_NO_MEMORY,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { codeOf, commitFor, pagesAt, places, reserveFor, siteOf } from './fixture.ts';

const RESERVE = 0x40000;

describe.each(places)('a commit routine, $arch $mode mode', ({ arch, mode }) => {
  const withRoutine = (make: (caller: ReturnType<typeof siteOf>['caller']) => RTL_HEAP_COMMIT_ROUTINE) => {
    const site = siteOf(arch, mode);
    const base = reserveFor(site.caller, RESERVE, 0x1000);
    const parameters = { CommitRoutine: make(site.caller) };
    const heap = site.caller.RtlCreateHeap(0, base, RESERVE, 0x1000, 0, parameters);
    expect(heap).toBe(base);
    const finding = () => site.nt.debug.heapFinding(site.process, heap);
    return {
      ...site,
      heap,
      finding,
      allocate: (bytes: number) => site.caller.RtlAllocateHeap(heap, 0, bytes),
    };
  };

  it('B-029: is called with the heap’s base, where and how much, when committed memory is used up', () => {
    const calls: number[][] = [];
    const { caller, P, heap, finding, allocate } = withRoutine((who) => (Base, CommitAddress, CommitSize) => {
      calls.push([Base, CommitAddress.value, CommitSize.value]);
      return commitFor(who, CommitAddress.value, CommitSize.value);
    });
    allocate(0x100);
    expect(calls).toEqual([]);
    const block = allocate(0x5000);
    caller.memory.fill(block, 0x5000, 7);
    expect(calls).toHaveLength(1);
    const [base, address, bytes] = calls[0]!;
    expect([base, address]).toEqual([heap, heap + 0x1000]);
    expect(bytes).toBeGreaterThanOrEqual(0x4000);
    expect(pagesAt(caller, P, heap).committed).toBe(0x1000 + bytes!);
    expect(finding()).toBeNull();
    while (allocate(0x800) !== 0);
    expect(calls.map(([, at]) => at)).toEqual(
      [...calls.keys()].map((n) => sumBefore(calls, n) + heap + 0x1000),
    );
    expect(pagesAt(caller, P, heap).committed).toBe(RESERVE);
  });

  it('ours: one that refuses is asked for SegmentCommit, then for what the request needs, and not again', () => {
    const asked: number[] = [];
    const { finding, allocate } = withRoutine(() => (_base, _address, CommitSize) => {
      asked.push(CommitSize.value);
      return STATUS_NO_MEMORY;
    });
    expect(allocate(0x1000)).toBe(0);
    expect(asked).toEqual([0x2000, 0x1000]);
    expect(allocate(0x1f00)).toBe(0); // needs as much as SegmentCommit
    expect(asked).toEqual([0x2000, 0x1000, 0x2000]);
    expect(finding()).toBeNull();
  });

  it.runIf(mode === 'user')(
    'ours: a block does not grow into pages that guest code would have to commit; it moves',
    () => {
      const { process, heap, finding, allocate } = withRoutine(
        (who) => (_base, at, bytes) => commitFor(who, at.value, bytes.value),
      );
      const block = allocate(0x1800);
      const grown = process?.RtlReAllocateHeap(heap, 0, block, 0x8000);
      expect(grown).toBeGreaterThan(block);
      expect(finding()).toBeNull();
    },
  );

  it('B-029: may be given as an address; its out-parameters are then cells in simulated memory', () => {
    const { nt, caller, process, P } = siteOf(arch, mode);
    const memory = process?.memory ?? nt.memory;
    const seen: number[] = [];
    const routine = nt.functionAddress((base = 0, address = 0, size = 0) => {
      seen.push(base);
      return commitFor(caller, memory.readPointer(address), memory.readPointer(size));
    }, 'CommitHeap');
    const parameters = reserveFor(caller, 0x1000, 0x1000);
    memory.writeUint32(parameters, 12 * P);
    memory.writePointer(parameters + 9 * P, routine);
    const base = reserveFor(caller, RESERVE, 0x1000);
    const heap = caller.RtlCreateHeap(0, base, RESERVE, 0x1000, 0, parameters);
    const used = nt.debug.physicalMemory.usedBytes;
    expect(caller.RtlAllocateHeap(heap, 0, 0x5000)).not.toBe(0);
    expect(seen).toEqual([heap]);
    expect(nt.debug.physicalMemory.usedBytes - used).toBe(pagesAt(caller, P, heap).committed - 0x1000);
  });

  it('B-029: an error status makes the allocation fail; the heap stays as it was', () => {
    const { nt, process, caller, heap, finding, allocate } = withRoutine(() => () => STATUS_NO_MEMORY);
    const small = allocate(0x80);
    const before = nt.debug.heap(process, heap);
    expect(allocate(0x5000)).toBe(0);
    expect(nt.debug.lastFailure?.status).toBe(STATUS_NO_MEMORY);
    expect(codeOf(caller, () => caller.RtlAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, 0x5000))).toBe(
      STATUS_NO_MEMORY,
    );
    expect(nt.debug.heap(process, heap)).toEqual(before);
    expect(finding()).toBeNull();
    expect(caller.RtlFreeHeap(heap, 0, small)).toBe(1);
  });

  it('B-029: an error status counts although the pages were committed', () => {
    const { nt, finding, allocate } = withRoutine((who) => (_base, CommitAddress, CommitSize) => {
      commitFor(who, CommitAddress.value, CommitSize.value);
      return STATUS_NO_MEMORY;
    });
    expect(allocate(0x5000)).toBe(0);
    expect(nt.debug.lastFailure?.status).toBe(STATUS_NO_MEMORY);
    expect(finding()).toBeNull();
  });

  it('may commit more than it was asked for and say so', () => {
    const { caller, P, heap, finding, allocate } = withRoutine(
      (who) => (_base, CommitAddress, CommitSize) => {
        CommitSize.value = 0x10000;
        return commitFor(who, CommitAddress.value, CommitSize.value);
      },
    );
    expect(allocate(0x2000)).not.toBe(0);
    expect(pagesAt(caller, P, heap).committed).toBe(0x11000);
    expect(allocate(0xd000)).not.toBe(0);
    expect(finding()).toBeNull();
  });

  it('may use the heap itself', () => {
    let deep = 0;
    const inner: number[] = [];
    const { heap, caller, finding, allocate } = withRoutine((who) => (_base, CommitAddress, CommitSize) => {
      const [address, bytes] = [CommitAddress.value, CommitSize.value];
      if (deep++ === 0) inner.push(who.RtlAllocateHeap(heap, 0, 0x2000));
      return commitFor(who, address, bytes);
    });
    const outer = allocate(0x3000);
    expect(finding()).toBeNull();
    for (const block of [outer, ...inner]) if (block !== 0) caller.memory.fill(block, 0x2000, 1);
    expect(finding()).toBeNull();
  });

  const answering =
    (bytes: number, moved = 0): RTL_HEAP_COMMIT_ROUTINE =>
    (_base, CommitAddress, CommitSize) => {
      CommitAddress.value += moved;
      CommitSize.value = bytes;
      return 0;
    };
  const lies: readonly [string, RTL_HEAP_COMMIT_ROUTINE][] = [
    ['success without a commit', () => 0],
    ['no bytes', answering(0)],
    ['one byte', answering(1)],
    ['a page and a half', answering(0x1800)],
    ['a negative size', answering(-0x1000)],
    ['more than there is', answering(2 ** 40)],
    ['not a number', answering(Number.NaN)],
    ['another address', answering(0x5000, 0x1000)],
  ];

  it.each(lies)('that answers %s: no memory, and the heap stays sound', (_what, routine) => {
    const { finding, allocate } = withRoutine(() => routine);
    expect([allocate(0x5000), allocate(0x20), allocate(0x5000)].map((block) => block !== 0)).toEqual([
      false,
      true,
      false,
    ]);
    expect(finding()).toBeNull();
  });

  it('that commits a page and a half and says so has committed one page (ours)', () => {
    const { nt, process, heap, finding, allocate } = withRoutine(
      (who) => (_base, CommitAddress, CommitSize) => {
        CommitSize.value = 0x1800;
        return commitFor(who, CommitAddress.value, 0x1800);
      },
    );
    expect(allocate(0x2000)).toBe(0); // one page more is not enough
    expect(nt.debug.heap(process, heap).committedBytes).toBe(0x2000);
    expect(allocate(0x1200)).not.toBe(0);
    expect(finding()).toBeNull();
  });
});

const sumBefore = (calls: readonly number[][], n: number): number =>
  calls.slice(0, n).reduce((sum, [, , bytes]) => sum + bytes!, 0);

describe.each(places)('all bytes come back, $arch $mode mode', ({ arch, mode }) => {
  it('after RtlDestroyHeap of a growable heap, whatever was left in it', () => {
    const { nt, caller } = siteOf(arch, mode);
    const { usedBytes } = nt.debug.physicalMemory;
    for (let round = 0; round < 3; round++) {
      const heap = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
      const blocks = Array.from({ length: 300 }, (_, n) =>
        caller.RtlAllocateHeap(heap, 0, (n * n * 7) % 0x9000),
      );
      blocks.push(caller.RtlAllocateHeap(heap, 0, 3 * MiB), caller.RtlAllocateHeap(heap, 0, 0x80000));
      for (let n = 0; n < blocks.length; n += 3) expect(caller.RtlFreeHeap(heap, 0, blocks[n]!)).toBe(1);
      expect(nt.debug.physicalMemory.usedBytes).toBeGreaterThan(usedBytes);
      expect(caller.RtlDestroyHeap(heap)).toBe(0);
      expect(nt.debug.physicalMemory.usedBytes).toBe(usedBytes);
    }
  });

  it('after the caller has released the memory of a fixed heap', () => {
    const { nt, caller } = siteOf(arch, mode);
    const { usedBytes } = nt.debug.physicalMemory;
    const base = reserveFor(caller, RESERVE, 0x1000);
    const heap = caller.RtlCreateHeap(0, base, RESERVE, 0, 0, 0);
    const blocks: number[] = [];
    for (
      let at = caller.RtlAllocateHeap(heap, 0, 0x900);
      at !== 0;
      at = caller.RtlAllocateHeap(heap, 0, 0x900)
    )
      blocks.push(at);
    const overhead = arch === 'x64' ? { header: 0xa10, block: 0x10 } : { header: 0x580, block: 8 };
    expect(blocks.length).toBe(Math.floor((RESERVE - overhead.header) / (0x900 + overhead.block)));
    for (const block of blocks) expect(caller.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(caller.RtlAllocateHeap(heap, 0, 0x3f000)).not.toBe(0); // one free block again
    caller.RtlDestroyHeap(heap);
    expect(
      caller.NtFreeVirtualMemory(NtCurrentProcess(), out(PVOID, base), out(SIZE_T, 0), MEM_RELEASE),
    ).toBe(0);
    expect(nt.debug.physicalMemory.usedBytes).toBe(usedBytes);
  });

  it('after physical memory has run out and everything was freed again', () => {
    const { nt, caller, process } = siteOf(arch, mode, { physicalMemory: 4 * MiB });
    const { usedBytes } = nt.debug.physicalMemory;
    const heap = caller.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const blocks: number[] = [];
    for (const bytes of [0x90000, 0x8000, 0x700, 0x40])
      for (
        let at = caller.RtlAllocateHeap(heap, 0, bytes);
        at !== 0;
        at = caller.RtlAllocateHeap(heap, 0, bytes)
      )
        blocks.push(at);
    expect(nt.debug.heap(process, heap).liveBlocks).toBe(blocks.length);
    for (const block of blocks) expect(caller.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(nt.debug.heap(process, heap)).toMatchObject({ liveBlocks: 0, largeBlocks: 0 });
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
    caller.RtlDestroyHeap(heap);
    expect(nt.debug.physicalMemory.usedBytes).toBe(usedBytes);
  });
});
