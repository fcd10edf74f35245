/** How a heap is built: its limits, its free lists, what a split and a merge leave. Read through routines and as raw bytes. */
import {
  HEAP_DISABLE_COALESCE_ON_FREE,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  KiB,
  MEM_RELEASE,
  NtCurrentProcess,
  NULL,
  out,
  PVOID,
  RTL_HEAP_LFH_ALLOC,
  RTL_HEAP_SEGMENT,
  type RTL_HEAP_WALK_ENTRY,
  SIZE_T,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MEMORY,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { settingsFor } from '../../src/heap/create.ts';
import type { Heaps } from '../../src/heap/heaps.ts';
import { layouts } from '../../src/heap/layout.ts';
import { architectures, codeOf, reserveFor, userOf } from './fixture.ts';
import { isBusy, isFree, walk } from './walk.ts';

/** Without a front end and in one committed piece: every block comes from the free lists. */
function plainHeap(arch: 'x64' | 'x86', flags = 0, bytes = 0x20000) {
  const site = userOf(arch, false);
  const { nt, process } = site;
  const parameters = { DeCommitTotalFreeThreshold: 0x100_0000 };
  const heap = process.RtlCreateHeap(
    HEAP_GROWABLE | HEAP_NO_SERIALIZE | flags,
    NULL,
    bytes,
    bytes,
    NULL,
    parameters,
  );
  const take = (size: number) => process.RtlAllocateHeap(heap, 0, size);
  const give = (block: number) => expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
  /** Whole bytes of the block at an address, free or busy. */
  const wholeBytes = (address: number) => {
    const piece = walk(process, heap).find(({ DataAddress }) => DataAddress === address);
    return piece === undefined ? 0 : piece.DataSize + piece.OverheadBytes;
  };
  const sound = () => expect(nt.debug.heapFinding(process, heap)).toBeNull();
  return { ...site, heap, take, give, wholeBytes, sound };
}

/** A header's words, decoded. */
function wordsOf(process: UserProcess, heap: number, block: number) {
  const { encoding } = layouts[process.memory.architecture];
  return [0, 4].map(
    (at) => process.memory.readUint32(block - 8 + at) ^ process.memory.readUint32(heap + encoding + at),
  );
}

describe.each(architectures)('limits of a heap, %s', (arch) => {
  const { granule } = layouts[arch];

  it('B-055: thresholds count in granules, rounded up', () => {
    const { process } = userOf(arch);
    const create = (parameters: object) => {
      const base = reserveFor(process, 0x40000, 0x40000);
      return process.RtlCreateHeap(0, base, 0x40000, 0, NULL, parameters);
    };
    const heap = create({ VirtualMemoryThreshold: 0x3001 });
    expect(process.RtlAllocateHeap(heap, 0, 0x3000 + granule)).not.toBe(0);
    expect(process.RtlAllocateHeap(heap, 0, 0x3000 + granule + 1)).toBe(0);
  });

  it('B-055: the largest request is MmHighestUserAddress - 64 KB - a page when nobody says otherwise', () => {
    const none = {
      SegmentReserve: 0,
      SegmentCommit: 0,
      DeCommitFreeBlockThreshold: 0x2001,
      DeCommitTotalFreeThreshold: 0x10001,
      MaximumAllocationSize: 0,
      VirtualMemoryThreshold: 0,
      InitialCommit: 0,
      InitialReserve: 0,
      CommitRoutine: null,
    };
    const platform = { architecture: arch, mode: 'user', globalFlags: 0, machine: { profile: 'documented' } };
    const heaps = { platform } as unknown as Heaps;
    const highest = arch === 'x64' ? 0x7fff_fffe_ffff : 0x7ffe_ffff;
    expect(settingsFor(heaps, HEAP_GROWABLE, none, false, 0)).toMatchObject({
      maximumBytes: highest - 64 * KiB - 4096,
      decommitBlockGranules: 0x2000 / granule + 1,
      decommitTotalGranules: 0x10000 / granule + 1,
    });
  });

  it('B-057: 64 segments at most; a request that needs one more fails', () => {
    const { process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | HEAP_NO_SERIALIZE, NULL, 0x10000, 0, NULL, NULL);
    // Holes of 64 KB: a segment is as small as its request.
    const rows: number[] = [];
    for (let bytes = 0x100_0000; bytes >= 0x10000; bytes /= 2) {
      const base = out(PVOID);
      while (
        process.NtAllocateVirtualMemory(NtCurrentProcess(), base, 0, out(SIZE_T, bytes), 0x2000, 4) === 0
      ) {
        rows.push(base.value);
        base.value = 0;
      }
    }
    const holes = rows.splice(0, 2);
    for (const hole of holes) {
      const free = { base: out(PVOID, hole), bytes: out(SIZE_T, 0) };
      process.NtFreeVirtualMemory(NtCurrentProcess(), free.base, free.bytes, MEM_RELEASE);
    }
    const spacers: number[] = [];
    for (let at = holes[0]! + 0x10000; at < holes[0]! + 0x100_0000; at += 0x20000) {
      const base = out(PVOID, at);
      if (process.NtAllocateVirtualMemory(NtCurrentProcess(), base, 0, out(SIZE_T, 0x10000), 0x2000, 4) === 0)
        spacers.push(base.value);
    }
    expect(spacers.length).toBeGreaterThan(100);
    const over = { base: out(PVOID, holes[1]!), bytes: out(SIZE_T, 0x100_0000) };
    expect(process.NtAllocateVirtualMemory(NtCurrentProcess(), over.base, 0, over.bytes, 0x2000, 4)).toBe(0);
    let blocks = 0;
    while (process.RtlAllocateHeap(heap, 0, 0xe000) !== 0) blocks += 1;
    expect(process.lastStatus).toBe(STATUS_NO_MEMORY);
    expect(walk(process, heap).filter(({ Flags }) => Flags === RTL_HEAP_SEGMENT)).toHaveLength(64);
    expect(blocks).toBe(64);
  });
});

describe.each(architectures)('free lists, %s', (arch) => {
  const { granule, freeLists, blinkWords } = layouts[arch];
  const P = granule / 2;

  /** Blocks of one list, followed by Flink, and back by Blink. */
  function list(process: UserProcess, heap: number, n: number): number[] {
    const head = heap + freeLists + n * 2 * P;
    const { memory } = process;
    const blocks: number[] = [];
    for (let at = memory.readPointer(head); at !== head; at = memory.readPointer(at)) blocks.push(at);
    const back: number[] = [];
    for (
      let at = memory.readPointer(head + 4 * blinkWords);
      at !== head;
      at = memory.readPointer(at + 4 * blinkWords)
    )
      back.push(at);
    expect(back).toEqual([...blocks].reverse());
    return blocks;
  }

  it('B-059: lists 1 to 127 hold blocks of exactly so many granules, list 0 larger ones, the smallest first', () => {
    const { process, heap, take, give, wholeBytes } = plainHeap(arch, 0, 0x60000);
    const sizes = [2, 3, 7, 64, 126, 127, 128, 129, 500, 200, 128, 1000, 64];
    const blocks = sizes.map((n) => {
      const block = take(n * granule - 8);
      take(1); // nothing merges with it
      return block;
    });
    for (const block of blocks) give(block);
    for (let n = 1; n < 128; n++) {
      const expected = blocks.filter((_, at) => sizes[at] === n);
      expect(new Set(list(process, heap, n))).toEqual(new Set(expected));
    }
    const large = list(process, heap, 0).map((block) => wholeBytes(block) / granule);
    expect(large.slice(0, -1)).toEqual([128, 128, 129, 200, 500, 1000]);
    expect(large.at(-1)).toBeGreaterThan(1000); // what was never taken
  });

  it('B-059: the smallest block that fits is taken, whatever order the blocks were freed in', () => {
    const { take, give, sound } = plainHeap(arch, 0, 0x60000);
    const sizes = [300, 40, 700, 128, 20, 500, 129];
    const blocks = sizes.map((n) => {
      const block = take(n * granule - 8);
      take(1);
      return block;
    });
    for (const block of blocks) give(block);
    for (const [n, from] of [
      [128, 3],
      [130, 0],
      [128, 6],
      [300, 5],
      [30, 1],
      [600, 2],
    ] as const)
      expect([n, take(n * granule - 8)]).toEqual([n, blocks[from]]);
    sound();
  });

  it('B-061: an entry is two pointers in front of the user’s address; the first one stands behind the segment’s data', () => {
    const { process, heap, take } = plainHeap(arch);
    const block = take(100);
    const [segment] = walk(process, heap);
    expect(block).toBe(heap + segment!.DataSize + 2 * P);
    // Its eight readable bytes are the last of the entry on both; on x64 eight bytes of the block in front precede them.
    expect((wordsOf(process, heap, block)[0]! & 0xffff) * granule).toBe(112);
    expect(take(100) - block).toBe(112);
  });

  it('B-065: a free block holds two links, and no block is smaller than two granules', () => {
    const { process, heap, take, give, wholeBytes } = plainHeap(arch);
    const blocks = Array.from({ length: 4 }, () => take(0));
    for (const [n, block] of blocks.entries()) {
      expect(wholeBytes(block)).toBe(2 * granule);
      if (n > 0) expect(block - blocks[n - 1]!).toBe(2 * granule);
    }
    give(blocks[1]!);
    expect(list(process, heap, 2)).toEqual([blocks[1]]);
    expect(process.memory.readPointer(blocks[1]!)).toBe(heap + freeLists + 2 * 2 * P);
    expect(process.memory.readPointer(blocks[1]! + P)).toBe(heap + freeLists + 2 * 2 * P);
  });

  it('B-091: a remainder of one granule is not split off: it is unused bytes of the block', () => {
    const { process, heap, take, give, wholeBytes, sound } = plainHeap(arch);
    for (const [freed, asked, whole] of [
      [10, 9, 10],
      [10, 8, 8],
      [10, 10, 10],
      [200, 199, 200],
      [200, 198, 198],
    ] as const) {
      const block = take(freed * granule - 8);
      take(1);
      give(block);
      const again = take(asked * granule - 8);
      expect(again).toBe(block);
      expect(wholeBytes(again)).toBe(whole * granule);
      expect(process.RtlSizeHeap(heap, 0, again)).toBe(asked * granule - 8);
      sound();
      give(again);
      take(freed * granule - 8);
    }
  });

  it('B-092: a block that is used again holds what was in it, but for its first two pointers', () => {
    const { process, take, give } = plainHeap(arch);
    for (const bytes of [40, 1000, 5000]) {
      const block = take(bytes);
      take(1);
      process.memory.fill(block, bytes, 0x5a);
      give(block);
      expect(take(bytes)).toBe(block);
      const content = [...process.memory.readBytes(block, bytes)];
      expect(content.slice(2 * P).every((byte) => byte === 0x5a)).toBe(true);
      expect(content.slice(0, 2 * P).every((byte) => byte === 0x5a)).toBe(false);
    }
  });

  it('B-103: a freed block merges with the free ones in front and behind', () => {
    const { process, heap, take, give, sound } = plainHeap(arch);
    const blocks = Array.from({ length: 5 }, () => take(100));
    take(1);
    const free = () => walk(process, heap).filter(isFree).length;
    for (const [n, left] of [
      [1, 2],
      [3, 3],
      [2, 2], // joins both
      [0, 2],
      [4, 2],
    ] as const) {
      give(blocks[n]!);
      expect([n, free()]).toEqual([n, left]);
      sound();
    }
    expect(take(500)).toBe(blocks[0]); // all five together
  });

  it('B-103: not with HEAP_DISABLE_COALESCE_ON_FREE', () => {
    const { process, heap, take, give, sound } = plainHeap(arch, HEAP_DISABLE_COALESCE_ON_FREE);
    const blocks = Array.from({ length: 5 }, () => take(100));
    take(1);
    for (const block of blocks) give(block);
    sound();
    expect(walk(process, heap).filter(isFree)).toHaveLength(6);
    expect(blocks).not.toContain(take(500));
  });

  it('B-103: a merged block is never larger than the largest block', () => {
    const { process, heap, take, give, sound } = plainHeap(arch, 0, 0x200000);
    const blocks = Array.from({ length: 15 }, () => take(0x20000 - 8));
    for (const block of blocks) give(block);
    sound();
    const wholes = walk(process, heap)
      .filter(isFree)
      .map(({ DataSize, OverheadBytes }: RTL_HEAP_WALK_ENTRY) => DataSize + OverheadBytes);
    expect(Math.max(...wholes)).toBeLessThanOrEqual(layouts[arch].maxGranules * granule);
    expect(Math.max(...wholes)).toBeGreaterThan(0x60000);
    expect(take(0x7f000)).not.toBe(0); // the greatest request still fits into one block
  });
});

describe.each(architectures)('pointers that are no block, %s', (arch) => {
  it('B-100: a header that names a segment from 64 on: FALSE and STATUS_INVALID_PARAMETER', () => {
    const { process, heap, take } = plainHeap(arch);
    const block = take(100);
    const header = process.memory.readUint8(block - 2);
    for (const index of [64, 65, 200, 255]) {
      process.memory.writeUint8(block - 2, header ^ index);
      process.RtlReAllocateHeap(heap, 0, NULL, 1); // leaves STATUS_SUCCESS
      expect([process.RtlFreeHeap(heap, 0, block), process.lastStatus]).toEqual([
        0,
        STATUS_INVALID_PARAMETER,
      ]);
    }
    process.memory.writeUint8(block - 2, header);
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
  });

  it('B-100: a header that cannot be read: FALSE and STATUS_INVALID_PARAMETER; no fault leaves the call', () => {
    const { process, heap } = plainHeap(arch);
    const reserved = reserveFor(process, 0x10000);
    for (const pointer of [reserved + 0x1000, reserved + 0x18, heap + 0x30000, 0xdead_be00, 0x10]) {
      process.RtlReAllocateHeap(heap, 0, NULL, 1);
      expect(codeOf(process, () => expect(process.RtlFreeHeap(heap, 0, pointer)).toBe(0))).toBeNull();
      expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
    }
  });
});

describe.each(architectures)('the lock of a heap, %s', (arch) => {
  it('B-166: its owner may take it again, and each time needs its RtlUnlockHeap', () => {
    const { process } = userOf(arch);
    const heap = process.processHeap;
    for (let n = 0; n < 3; n++) expect(process.RtlLockHeap(heap)).toBe(1);
    const block = process.RtlAllocateHeap(heap, 0, 10);
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    for (let n = 0; n < 3; n++) expect(process.RtlUnlockHeap(heap)).toBe(1);
    expect(process.RtlUnlockHeap(heap)).toBe(0);
  });

  it('B-167: memory without the signature of a heap: FALSE; an unserialized heap: TRUE and nothing happens', () => {
    const { process } = userOf(arch);
    const memory = reserveFor(process, 0x1000, 0x1000);
    expect([process.RtlLockHeap(memory), process.RtlUnlockHeap(memory)]).toEqual([0, 0]);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | HEAP_NO_SERIALIZE, NULL, 0, 0, NULL, NULL);
    expect(process.RtlUnlockHeap(heap)).toBe(1);
    expect([process.RtlLockHeap(heap), process.RtlUnlockHeap(heap), process.RtlUnlockHeap(heap)]).toEqual([
      1, 1, 1,
    ]);
  });
});

describe.each(architectures)('sizes of the front end, %s', (arch) => {
  it('B-179: it serves requests below 16 KB, the back end larger ones', () => {
    const { process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    const slots = (bytes: number) => {
      const mine = new Set(Array.from({ length: 1200 }, () => process.RtlAllocateHeap(heap, 0, bytes)));
      const told = walk(process, heap).filter((piece) => isBusy(piece) && mine.has(piece.DataAddress));
      const count = told.filter(({ Flags }) => (Flags & RTL_HEAP_LFH_ALLOC) !== 0).length;
      for (const block of mine) process.RtlFreeHeap(heap, 0, block);
      expect(told).toHaveLength(1200);
      return count;
    };
    expect(slots(64)).toBeGreaterThan(1000);
    expect(slots(0x3ff0)).toBeGreaterThan(100);
    expect(slots(0x4000)).toBe(0);
    expect(slots(0x5000)).toBe(0);
  });
});
