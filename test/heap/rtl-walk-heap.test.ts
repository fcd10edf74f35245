import {
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  HEAP_SETTABLE_USER_FLAG2,
  HEAP_SETTABLE_USER_VALUE,
  HEAP_TAG_SHIFT,
  HeapCompatibilityInformation,
  NULL,
  out,
  RTL_HEAP_BUSY,
  RTL_HEAP_LARGE_ALLOC,
  RTL_HEAP_LFH_ALLOC,
  RTL_HEAP_SEGMENT,
  RTL_HEAP_SETTABLE_FLAG2,
  RTL_HEAP_SETTABLE_VALUE,
  RTL_HEAP_UNCOMMITTED_RANGE,
  RTL_HEAP_WALK_ENTRY,
  STATUS_ACCESS_VIOLATION,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MORE_ENTRIES,
  STATUS_SUCCESS,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { structure } from '../../src/contract/structure.ts';
import { layouts } from '../../src/heap/layout.ts';
import { architectures, codeOf, reserveFor, userOf } from './fixture.ts';
import { isBusy, isFree, walk, walkText } from './walk.ts';

/** A heap as HeapCreate(0, 0, 0) makes one. */
function freshHeap(arch: 'x64' | 'x86', profile: 'documented' | 'observed' = 'documented') {
  const site = userOf(arch, false, { profile });
  const heap = site.process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
  return { ...site, heap, A: 0x8000 * site.P, pieces: () => walk(site.process, heap) };
}

describe.each(architectures)('RtlWalkHeap on a fresh heap, %s', (arch) => {
  const shape = (entry: RTL_HEAP_WALK_ENTRY) => entry.Flags;

  it('B-146: exactly three pieces: segment, free block, uncommitted range', () => {
    const { pieces } = freshHeap(arch);
    expect(pieces().map(shape)).toEqual([RTL_HEAP_SEGMENT, 0, RTL_HEAP_UNCOMMITTED_RANGE]);
  });

  it('B-147: the segment begins at the handle, without overhead, index 0', () => {
    const { heap, pieces } = freshHeap(arch);
    expect(pieces()[0]).toMatchObject({ DataAddress: heap, OverheadBytes: 0, SegmentIndex: 0 });
  });

  it('B-149: of the segment 0x400 pointers are committed, as tests on Windows see it; a page, as the page says', () => {
    const observed = freshHeap(arch, 'observed');
    expect(observed.pieces()[0]?.Segment?.CommittedSize).toBe(0x400 * observed.P);
    expect(freshHeap(arch).pieces()[0]?.Segment?.CommittedSize).toBe(0x1000);
  });

  it('B-151: the first block lies two pointers behind the data of the segment; the last one ends where the last range does', () => {
    const { P, pieces } = freshHeap(arch);
    const [segment, block, range] = pieces();
    const { DataAddress = 0, DataSize = 0, Segment } = segment ?? {};
    expect(Segment?.FirstEntry).toBe(DataAddress + DataSize + 2 * P);
    expect(Segment?.FirstEntry).toBe(block?.DataAddress);
    expect(Segment?.LastEntry).toBe(range!.DataAddress + range!.DataSize);
  });

  it('B-152: committed memory ends behind the free block and twice its overhead', () => {
    const { heap, P, pieces } = freshHeap(arch);
    const [segment, free] = pieces();
    expect(free).toMatchObject({ Flags: 0, OverheadBytes: 2 * P, SegmentIndex: 0 });
    expect(free!.DataSize).toBeGreaterThan(0);
    expect(free!.DataAddress + free!.DataSize + 2 * free!.OverheadBytes).toBe(
      heap + segment!.Segment!.CommittedSize,
    );
  });

  it('B-153: the uncommitted range begins behind committed memory and is a page shorter than what is not committed', () => {
    const { heap, pieces } = freshHeap(arch);
    const [segment, , range] = pieces();
    const { CommittedSize, UnCommittedSize } = segment!.Segment!;
    expect(CommittedSize + UnCommittedSize).toBe(0x40000);
    expect(range).toMatchObject({
      DataAddress: heap + CommittedSize,
      DataSize: UnCommittedSize - 0x1000,
      OverheadBytes: 0,
    });
  });

  it('B-153: that page is never committed, however full the segment gets', () => {
    const { process, heap, pieces } = freshHeap(arch);
    while (pieces().filter(({ Flags }) => Flags === RTL_HEAP_SEGMENT).length < 2)
      process.RtlAllocateHeap(heap, 0, 0x1f00);
    const [segment] = pieces();
    expect(segment!.Segment).toMatchObject({ CommittedSize: 0x3f000, UnCommittedSize: 0x1000 });
    expect(process.memory.readUint8(heap + 0x3efff)).toBe(0);
    expect(codeOf(process, () => process.memory.readUint8(heap + 0x3f000))).toBe(STATUS_ACCESS_VIOLATION);
  });

  it('B-156: a block of 123 bytes is piece 1, busy; the segment is told as before', () => {
    const { process, heap, pieces } = freshHeap(arch);
    const [before] = pieces();
    const block = process.RtlAllocateHeap(heap, 0, 123);
    const [segment, busy, ...rest] = pieces();
    expect(busy).toMatchObject({ Flags: RTL_HEAP_BUSY, DataAddress: block, DataSize: 123 });
    expect(rest).toHaveLength(2);
    expect(segment).toEqual(before);
  });

  it('B-155: a second large block is piece 4, behind the first; both freed, the three pieces are back', () => {
    const { process, heap, A, pieces } = freshHeap(arch);
    const before = pieces();
    const blocks = [5 * A, 5 * A].map((bytes) => process.RtlAllocateHeap(heap, 0, bytes));
    const all = pieces();
    expect(all).toHaveLength(5);
    expect(all.slice(3).map(({ DataAddress }) => DataAddress)).toEqual(blocks);
    expect(all[4]).toMatchObject({ DataSize: 5 * A, Flags: RTL_HEAP_BUSY | RTL_HEAP_LARGE_ALLOC });
    for (const block of blocks) process.RtlFreeHeap(heap, 0, block);
    expect(pieces()).toEqual(before);
  });
});

describe.each(architectures)('RtlWalkHeap and the front end, %s', (arch) => {
  function active() {
    const site = freshHeap(arch);
    const { process, heap, P } = site;
    const value = reserveFor(process, 0x1000, 0x1000);
    process.memory.writeUint32(value, 2);
    expect(process.RtlSetHeapInformation(heap, HeapCompatibilityInformation, value, 4)).toBe(STATUS_SUCCESS);
    const bytes = 0x18 + 2 * P;
    const take = () => Array.from({ length: 0x12 }, () => process.RtlAllocateHeap(heap, 0, bytes));
    const give = (blocks: readonly number[]) => {
      for (const block of blocks) expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    };
    give(take());
    give(take());
    return { ...site, take, bytes };
  }

  it('B-175: more than 24 pieces, those from 4 to 21 free, with 0x20 bytes and an overhead of two pointers', () => {
    const { P, pieces } = active();
    const all = pieces();
    expect(all.length).toBeGreaterThan(24);
    for (const piece of all.slice(4, 22))
      expect(piece).toMatchObject({ Flags: 0, DataSize: 0x20, OverheadBytes: 2 * P });
  });

  it('B-176: 18 blocks more: busy, with their bytes and an overhead of 8; the last piece is the uncommitted range', () => {
    const { pieces, take, bytes } = active();
    const blocks = take();
    const all = pieces();
    const busy = all.filter(isBusy);
    expect(busy.map(({ DataAddress }) => DataAddress).sort()).toEqual([...blocks].sort());
    for (const piece of busy)
      expect(piece).toMatchObject({
        Flags: RTL_HEAP_BUSY | RTL_HEAP_LFH_ALLOC,
        DataSize: bytes,
        OverheadBytes: 8,
      });
    expect(all.at(-1)?.Flags).toBe(RTL_HEAP_UNCOMMITTED_RANGE);
  });
});

describe.each(architectures)('RtlWalkHeap, %s', (arch) => {
  it('agrees with what the engine knows, block by block, on a heap of every kind of piece', () => {
    const { nt, process, heap, pieces } = freshHeap(arch);
    const blocks = Array.from({ length: 400 }, (_, n) => process.RtlAllocateHeap(heap, 0, (n * 97) % 3000));
    for (let n = 0; n < 60; n++) blocks.push(process.RtlAllocateHeap(heap, 0, 40));
    blocks.push(process.RtlAllocateHeap(heap, 0, 0x90000), process.RtlAllocateHeap(heap, 0, 0x60000));
    for (let n = 0; n < blocks.length; n += 3) process.RtlFreeHeap(heap, 0, blocks[n]!);
    const told = pieces().filter(({ Flags }) => (Flags & RTL_HEAP_SEGMENT) === 0);
    const known = nt.debug.heapBlocks(process, heap);
    expect(told.map(({ DataAddress }) => DataAddress)).toEqual(known.map(({ address }) => address));
    expect(told.map((piece) => (isBusy(piece) ? 'busy' : isFree(piece) ? 'free' : 'uncommitted'))).toEqual(
      known.map(({ state }) => (state === 'large' ? 'busy' : state)),
    );
    told.forEach(({ DataSize, OverheadBytes, Flags }, n) => {
      const { bytes, state, totalBytes } = known[n]!;
      if (state !== 'free') expect(DataSize).toBe(bytes);
      if ((state === 'free' || state === 'busy') && totalBytes - bytes < 0x100)
        expect(DataSize + OverheadBytes).toBe(totalBytes);
      expect((Flags & RTL_HEAP_LARGE_ALLOC) !== 0).toBe(state === 'large');
    });
    expect(new Set(told.map(({ SegmentIndex }) => SegmentIndex))).toContain(64); // the large block
  });

  it('tells user value, flags and tag of a block', () => {
    const { process, heap, pieces } = freshHeap(arch);
    process.RtlAllocateHeap(heap, 0, 40);
    const tag = process.RtlCreateTagHeap(heap, 0, NULL, 'one\0two') + (1 << HEAP_TAG_SHIFT);
    for (const bytes of [50, 0x90000]) {
      const block = process.RtlAllocateHeap(
        heap,
        HEAP_SETTABLE_USER_VALUE | HEAP_SETTABLE_USER_FLAG2 | tag,
        bytes,
      );
      process.RtlSetUserValueHeap(heap, 0, block, 0x7123_4567);
      const piece = pieces().find(({ DataAddress }) => DataAddress === block);
      expect(piece?.Flags).toBe(
        RTL_HEAP_BUSY |
          RTL_HEAP_SETTABLE_VALUE |
          RTL_HEAP_SETTABLE_FLAG2 |
          (bytes > 100 ? RTL_HEAP_LARGE_ALLOC : 0),
      );
      expect(piece?.Block).toEqual({ Settable: 0x7123_4567, TagIndex: 2, AllocatorBackTraceIndex: 0 });
    }
    expect(pieces()[1]?.Block).toEqual({ Settable: 0, TagIndex: 0, AllocatorBackTraceIndex: 0 });
  });

  it('tells with which stack a block was allocated, where the heap remembers', () => {
    const process = userOf(arch).nt.startProcess({ globalFlags: ['ust'] });
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    for (const bytes of [10, 0x90000]) process.RtlAllocateHeap(heap, 0, bytes);
    const busy = walk(process, heap).filter(isBusy);
    expect(busy).toHaveLength(2);
    for (const { Block } of busy) expect(Block?.AllocatorBackTraceIndex).toBeGreaterThan(0);
  });

  it('works in memory of the caller, with the layout of the structure', () => {
    const { process, heap, pieces } = freshHeap(arch);
    process.RtlCreateTagHeap(heap, 0, NULL, 'one\0two\0three');
    const blockFlags = HEAP_SETTABLE_USER_VALUE | (3 << HEAP_TAG_SHIFT);
    const block = process.RtlAllocateHeap(heap, blockFlags, 200);
    process.RtlSetUserValueHeap(heap, 0, block, 0x1357_9bdf);
    const { at, bytes } = structure(arch, 'RTL_HEAP_WALK_ENTRY');
    expect(bytes).toBe(arch === 'x64' ? 48 : 28);
    const page = reserveFor(process, 0x1000, 0x1000);
    const entry = page + 0x1000 - bytes; // not a byte more can be written
    const { memory } = process;
    const read = () => ({
      DataAddress: memory.readPointer(entry + at.DataAddress),
      DataSize: memory.readPointer(entry + at.DataSize),
      OverheadBytes: memory.readUint8(entry + at.OverheadBytes),
      SegmentIndex: memory.readUint8(entry + at.SegmentIndex),
      Flags: memory.readUint16(entry + at.Flags),
    });
    const expected = pieces();
    for (const { Block, Segment, ...common } of expected) {
      expect(process.RtlWalkHeap(heap, entry)).toBe(STATUS_SUCCESS);
      expect(read()).toEqual(common);
      if (Segment !== undefined) {
        expect([
          memory.readUint32(entry + at['Segment.CommittedSize']),
          memory.readUint32(entry + at['Segment.UnCommittedSize']),
          memory.readPointer(entry + at['Segment.FirstEntry']),
          memory.readPointer(entry + at['Segment.LastEntry']),
        ]).toEqual(Object.values(Segment));
      }
      if (Block !== undefined) {
        expect([
          memory.readPointer(entry + at['Block.Settable']),
          memory.readUint16(entry + at['Block.TagIndex']),
          memory.readUint16(entry + at['Block.AllocatorBackTraceIndex']),
        ]).toEqual([Block.Settable, Block.TagIndex, 0]);
      }
    }
    const last = read();
    expect(process.RtlWalkHeap(heap, entry)).toBe(STATUS_NO_MORE_ENTRIES);
    expect(read()).toEqual(last);
  });

  it('walks further segments, and memory that was decommitted in the middle', () => {
    const { nt, process, P } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | HEAP_NO_SERIALIZE, NULL, 0x10000, 0, NULL, {
      SegmentReserve: 0x20000,
      DeCommitFreeBlockThreshold: 0x2000,
      DeCommitTotalFreeThreshold: 0x2000,
    });
    const blocks = Array.from({ length: 24 }, () => process.RtlAllocateHeap(heap, 0, 0x3000));
    for (let n = 0; n < blocks.length; n += 2) process.RtlFreeHeap(heap, 0, blocks[n]!);
    const all = walk(process, heap);
    const segments = all.filter(({ Flags }) => Flags === RTL_HEAP_SEGMENT);
    expect(segments.map(({ SegmentIndex }) => SegmentIndex)).toEqual(segments.map((_, n) => n));
    expect(segments.length).toBeGreaterThan(1);
    expect(all.filter(({ Flags }) => Flags === RTL_HEAP_UNCOMMITTED_RANGE).length).toBeGreaterThan(4);
    const { committedBytes, reservedBytes } = nt.debug.heapSizes(process, heap);
    const sum = (member: 'CommittedSize' | 'UnCommittedSize') =>
      segments.reduce((total, { Segment }) => total + Segment![member], 0);
    expect([sum('CommittedSize'), sum('CommittedSize') + sum('UnCommittedSize')]).toEqual([
      committedBytes,
      reservedBytes,
    ]);
    expect(all.filter(isBusy).map(({ DataAddress }) => DataAddress)).toEqual(
      blocks.filter((_, n) => n % 2 === 1).sort((a, b) => a - b),
    );
    expect(segments[1]!.Segment!.FirstEntry - segments[1]!.DataAddress - segments[1]!.DataSize).toBe(2 * P);
  });

  it('a heap that changes meanwhile: a place that is no longer one is refused, the walk goes on elsewhere', () => {
    const { process, heap } = freshHeap(arch);
    const blocks = Array.from({ length: 8 }, () => process.RtlAllocateHeap(heap, 0, 100));
    const entry = out(RTL_HEAP_WALK_ENTRY);
    do process.RtlWalkHeap(heap, entry);
    while (entry.value.DataAddress !== blocks[3]);
    for (const block of blocks.slice(2, 5)) process.RtlFreeHeap(heap, 0, block);
    process.memory.fill(blocks[2]! + 16, 300, 0xcc);
    expect(process.RtlWalkHeap(heap, entry)).toBe(STATUS_INVALID_PARAMETER);
    expect(walk(process, heap).filter(isBusy)).toHaveLength(5);
  });
});

describe.each(architectures)('RtlWalkHeap with a place that is none, %s', (arch) => {
  const places = (
    process: UserProcess,
    heap: number,
    block: number,
  ): readonly (readonly [string, number, number])[] => [
    ['a byte behind a block', block + 1, RTL_HEAP_BUSY],
    ['inside a block', block + 0x20, RTL_HEAP_BUSY],
    ['the heap header as a block', heap + 0x10, 0],
    ['the handle as a block', heap, 0],
    ['a block as a segment', block, RTL_HEAP_SEGMENT],
    ['a block as a range', block, RTL_HEAP_UNCOMMITTED_RANGE],
    ['another heap', process.processHeap, RTL_HEAP_SEGMENT],
    ['an address of nothing', 0x10, 0],
    ['the last address', arch === 'x64' ? -1 : 0xffff_ffff, RTL_HEAP_BUSY],
    ['uncommitted memory', heap + 0x30000, 0],
    ['behind the segment', heap + 0x40000, 0],
    ['a fraction', block + 0.5, 0],
    ['not a number', Number.NaN, 0],
  ];

  it('gives STATUS_INVALID_PARAMETER, leaves the entry alone and ends no process', () => {
    for (const terminate of [true, false]) {
      const { process } = userOf(arch, terminate);
      const heap = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
      const block = process.RtlAllocateHeap(heap, 0, 0x100);
      process.memory.fill(block, 0x100, 0xff);
      for (const [what, DataAddress, Flags] of places(process, heap, block)) {
        const entry = out(RTL_HEAP_WALK_ENTRY);
        const before = { ...entry.value, DataAddress, Flags };
        entry.value = before;
        expect([what, process.RtlWalkHeap(heap, entry)]).toEqual([what, STATUS_INVALID_PARAMETER]);
        expect(entry.value).toBe(before);
      }
      expect(walk(process, heap)).toHaveLength(4);
    }
  });

  it('a damaged header ends the walk with STATUS_INVALID_PARAMETER, a repaired one lets it go on', () => {
    const { process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    const blocks = [1, 2, 3].map((n) => process.RtlAllocateHeap(heap, 0, n * 40));
    const header = process.memory.readUint32(blocks[1]! - 8);
    process.memory.writeUint32(blocks[1]! - 8, 0x41414141);
    const entry = out(RTL_HEAP_WALK_ENTRY);
    let status = STATUS_SUCCESS;
    while (status === STATUS_SUCCESS) status = process.RtlWalkHeap(heap, entry);
    expect([status, entry.value.DataAddress]).toEqual([STATUS_INVALID_PARAMETER, blocks[0]]);
    process.memory.writeUint32(blocks[1]! - 8, header);
    expect(process.RtlWalkHeap(heap, entry)).toBe(STATUS_SUCCESS);
    expect(entry.value.DataAddress).toBe(blocks[1]);
  });

  it('a block that names another size for the one in front of it ends the walk too', () => {
    const { process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    const blocks = [1, 2, 3].map((n) => process.RtlAllocateHeap(heap, 0, n * 40));
    const previous = process.memory.readUint16(blocks[1]! - 4);
    process.memory.writeUint16(blocks[1]! - 4, previous ^ 1);
    const entry = out(RTL_HEAP_WALK_ENTRY);
    let status = STATUS_SUCCESS;
    while (status === STATUS_SUCCESS) status = process.RtlWalkHeap(heap, entry);
    expect([status, entry.value.DataAddress]).toEqual([STATUS_INVALID_PARAMETER, blocks[0]]);
  });

  it('a heap without signature: STATUS_INVALID_HANDLE; no memory: an access violation', () => {
    const { process } = userOf(arch);
    const memory = reserveFor(process, 0x1000, 0x1000);
    expect(process.RtlWalkHeap(memory, out(RTL_HEAP_WALK_ENTRY))).toBe(STATUS_INVALID_HANDLE);
    expect(codeOf(process, () => process.RtlWalkHeap(NULL, out(RTL_HEAP_WALK_ENTRY)))).toBe(
      STATUS_ACCESS_VIOLATION,
    );
    const heap = process.processHeap;
    expect(codeOf(process, () => process.RtlWalkHeap(heap, 0x10))).toBe(STATUS_ACCESS_VIOLATION);
    const { bytes } = structure(arch, 'RTL_HEAP_WALK_ENTRY');
    expect(codeOf(process, () => process.RtlWalkHeap(heap, memory + 0x1000 - bytes + 4))).toBe(
      STATUS_ACCESS_VIOLATION,
    );
    expect(process.RtlUnlockHeap(heap)).toBe(0);
  });
});

describe.each(architectures.flatMap((arch) => (['full', 'light'] as const).map((kind) => ({ arch, kind }))))(
  'RtlWalkHeap with $kind page heap, $arch',
  ({ arch, kind }) => {
    const scene = () => {
      const { nt } = userOf(arch);
      const process = nt.startProcess({ pageHeap: kind, terminateOnCorruption: false });
      const heap = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
      const sizes = [...Array.from({ length: 40 }, (_, n) => n * 70), 0x5000, 0x90000, 0x90000];
      const blocks = sizes.map((bytes) => process.RtlAllocateHeap(heap, HEAP_SETTABLE_USER_VALUE, bytes));
      return { nt, process, heap, sizes, blocks };
    };

    it('tells every block and range once, and nothing else', () => {
      const { nt, process, heap, sizes, blocks } = scene();
      process.RtlSetUserValueHeap(heap, 0, blocks[7]!, 0x77);
      for (let n = 0; n < blocks.length; n += 3) process.RtlFreeHeap(heap, 0, blocks[n]!);
      const told = walk(process, heap).filter(({ Flags }) => (Flags & RTL_HEAP_SEGMENT) === 0);
      const known = nt.debug.heapBlocks(process, heap);
      const addresses = (pieces: readonly number[]) => [...pieces].sort((a, b) => a - b);
      expect(addresses(told.map(({ DataAddress }) => DataAddress))).toEqual(
        addresses(known.map(({ address }) => address)),
      );
      const busy = new Map(told.filter(isBusy).map((piece) => [piece.DataAddress, piece]));
      expect(busy.size).toBe(28);
      blocks.forEach((block, n) => {
        expect(busy.get(block)?.DataSize).toBe(n % 3 === 0 ? undefined : sizes[n]);
      });
      expect(busy.get(blocks[7]!)?.Block?.Settable).toBe(0x77);
      const committed = walk(process, heap).reduce(
        (sum, { Segment }) => sum + (Segment?.CommittedSize ?? 0),
        0,
      );
      const large = kind === 'full' ? 0 : 2 * 0x91000; // one of the three large ones was freed
      expect(committed).toBe(nt.debug.heapSizes(process, heap).committedBytes - large);
    });

    it('a place that is none: STATUS_INVALID_PARAMETER', () => {
      const { process, heap, blocks } = scene();
      for (const DataAddress of [blocks[3]! + 16, heap + 0x100, 0x10]) {
        const entry = out(RTL_HEAP_WALK_ENTRY);
        entry.value = { ...entry.value, DataAddress, Flags: RTL_HEAP_BUSY };
        expect(process.RtlWalkHeap(heap, entry)).toBe(STATUS_INVALID_PARAMETER);
      }
    });

    it('the other routines leave its blocks alone', () => {
      const { nt, process, heap, blocks } = scene();
      for (let n = 0; n < blocks.length; n += 3) process.RtlFreeHeap(heap, 0, blocks[n]!);
      const before = nt.debug.heap(process, heap);
      process.RtlCompactHeap(heap, 0);
      expect(process.RtlZeroHeap(heap, 0)).toBe(STATUS_SUCCESS);
      expect(nt.debug.heap(process, heap)).toEqual(before);
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
      const more = reserveFor(process, 0x10000);
      expect(process.outcome(() => process.RtlExtendHeap(heap, 0, more, 0x10000))).toMatchObject({
        kind: 'stopped',
        reason: 'not-modelled',
      });
    });
  },
);

describe.each(architectures)('golden walks, %s', (arch) => {
  const file = (name: string) => `./goldens/${name}-${arch}.txt`;
  const golden = (process: UserProcess, heap: number, name: string) =>
    expect(walkText(process, heap)).toMatchFileSnapshot(file(name));

  it('a fresh growable heap', async () => {
    const { process, heap } = freshHeap(arch);
    await golden(process, heap, 'growable');
  });
  it('a fresh growable heap, observed profile', async () => {
    const { process, heap } = freshHeap(arch, 'observed');
    await golden(process, heap, 'growable-observed');
  });
  it('the heap that a process starts with', async () => {
    const { process } = userOf(arch);
    await golden(process, process.processHeap, 'process');
  });
  it('a fixed heap of the memory manager’s memory, observed profile', async () => {
    const { process } = userOf(arch, true, { profile: 'observed' });
    await golden(process, process.RtlCreateHeap(0, NULL, 0x20000, 0x3000, NULL, NULL), 'fixed');
  });
  it('a fixed heap of the caller’s memory, partly committed', async () => {
    const { process } = userOf(arch);
    const base = reserveFor(process, 0x20000, 0x3000);
    await golden(process, process.RtlCreateHeap(0, base, 0x20000, 0, NULL, NULL), 'caller-memory');
  });
  it('a heap that is committed whole', async () => {
    const { process } = userOf(arch);
    await golden(
      process,
      process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0x10000, 0x10000, NULL, NULL),
      'committed',
    );
  });
  it('a heap whose blocks are aligned to 16 bytes', async () => {
    const { process } = userOf(arch);
    await golden(process, process.RtlCreateHeap(HEAP_GROWABLE | 0x1_0000, NULL, 0, 0, NULL, NULL), 'aligned');
  });
  it.each(['full', 'light'] as const)('a fresh heap with %s page heap', async (pageHeap) => {
    const process = userOf(arch).nt.startProcess({ pageHeap });
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    process.RtlAllocateHeap(heap, 0, 100);
    await golden(process, heap, `page-heap-${pageHeap}`);
  });
  it('a fresh heap with debug flags', async () => {
    const process = userOf(arch).nt.startProcess({ globalFlags: ['htc', 'hfc', 'hpc'] });
    await golden(process, process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL), 'debug');
  });
  it('a heap whose front end serves a size, with large blocks and a second segment', async () => {
    const { process, heap } = freshHeap(arch);
    const blocks = Array.from({ length: 0x12 + 12 }, () => process.RtlAllocateHeap(heap, 0, 64));
    for (const bytes of [0x20000, 0x30000, 0x90000]) process.RtlAllocateHeap(heap, 0, bytes);
    for (let n = 0; n < blocks.length; n += 4) process.RtlFreeHeap(heap, 0, blocks[n]!);
    await golden(process, heap, 'front-end');
  });
});

it('the layout of the heap header ends where the first segment’s data do', () => {
  for (const arch of architectures)
    expect(walk(...headerOf(arch))[0]?.DataSize).toBe(layouts[arch].heapHeaderBytes);
});

function headerOf(arch: 'x64' | 'x86'): [UserProcess, number] {
  const { process, heap } = freshHeap(arch);
  return [process, heap];
}
