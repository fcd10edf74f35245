/** HeapWalk and HeapSummary: the pieces of a heap, in a cell and in simulated memory. */
import { boot, KiB, MiB, out, RTL_HEAP_WALK_ENTRY, TRUE, type UserProcess } from 'irqlab';
import {
  ERROR_INVALID_HANDLE,
  ERROR_INVALID_PARAMETER,
  ERROR_NO_MORE_ITEMS,
  GMEM_DDESHARE,
  GMEM_MOVEABLE,
  HEAP_SUMMARY,
  PROCESS_HEAP_ENTRY,
  PROCESS_HEAP_ENTRY_BUSY,
  PROCESS_HEAP_ENTRY_DDESHARE,
  PROCESS_HEAP_ENTRY_MOVEABLE,
  PROCESS_HEAP_REGION,
  PROCESS_HEAP_UNCOMMITTED_RANGE,
} from 'irqlab/win32';
import { describe, expect, it } from 'vitest';
import { structure } from '../../src/contract/structure.ts';
import { architectures, reserveFor, userOf } from '../heap/fixture.ts';
import { walk as walkRtl } from '../heap/walk.ts';

/** Every piece, in cells. */
function walk(process: UserProcess, heap: number): PROCESS_HEAP_ENTRY[] {
  const entry = out(PROCESS_HEAP_ENTRY);
  const all: PROCESS_HEAP_ENTRY[] = [];
  while (process.HeapWalk(heap, entry) === TRUE) all.push(entry.value);
  expect(process.GetLastError()).toBe(ERROR_NO_MORE_ITEMS);
  return all;
}

/** The same through a structure in simulated memory, byte by byte as a C program reads it. */
function walkInMemory(process: UserProcess, arch: 'x64' | 'x86', heap: number): PROCESS_HEAP_ENTRY[] {
  const { memory } = process;
  const at = reserveFor(process, 0x1000, 0x1000);
  const wide = arch === 'x64';
  const pointer = (offset: number) => memory.readPointer(at + offset);
  const all: PROCESS_HEAP_ENTRY[] = [];
  while (process.HeapWalk(heap, at) === TRUE) {
    const wFlags = memory.readUint16(at + (wide ? 14 : 10));
    all.push({
      lpData: pointer(0),
      cbData: memory.readUint32(at + (wide ? 8 : 4)),
      cbOverhead: memory.readUint8(at + (wide ? 12 : 8)),
      iRegionIndex: memory.readUint8(at + (wide ? 13 : 9)),
      wFlags,
      ...((wFlags & PROCESS_HEAP_REGION) === 0
        ? { Block: { hMem: pointer(wide ? 16 : 12) } }
        : {
            Region: {
              dwCommittedSize: memory.readUint32(at + (wide ? 16 : 12)),
              dwUnCommittedSize: memory.readUint32(at + (wide ? 20 : 16)),
              lpFirstBlock: pointer(wide ? 24 : 20),
              lpLastBlock: pointer(wide ? 32 : 24),
            },
          }),
    });
  }
  return all;
}

/** A heap with every kind of piece: two regions, blocks, free blocks, slots, large blocks. */
function everything(arch: 'x64' | 'x86') {
  const site = userOf(arch, false);
  const { process } = site;
  const heap = process.HeapCreate(0, 0, 0);
  const blocks = [10, 500, 7000, 70 * KiB, 300 * KiB, MiB, 2 * MiB].map((bytes) => ({
    bytes,
    block: process.HeapAlloc(heap, 0, bytes),
  }));
  for (let n = 0; n < 60; n++) blocks.push({ bytes: 40, block: process.HeapAlloc(heap, 0, 40) });
  for (const { block } of blocks.splice(20, 10)) process.HeapFree(heap, 0, block);
  return { ...site, heap, blocks };
}

describe.each(architectures)('HeapWalk, %s', (arch) => {
  it('B-145: the flags have these values, and each piece has those of its kind', () => {
    expect([
      PROCESS_HEAP_REGION,
      PROCESS_HEAP_UNCOMMITTED_RANGE,
      PROCESS_HEAP_ENTRY_BUSY,
      PROCESS_HEAP_ENTRY_MOVEABLE,
      PROCESS_HEAP_ENTRY_DDESHARE,
    ]).toEqual([1, 2, 4, 0x10, 0x20]);
    const { process } = userOf(arch);
    const heap = process.HeapCreate(0, 0, 0);
    const block = process.HeapAlloc(heap, 0, 123);
    const all = walk(process, heap);
    expect(all.map(({ wFlags }) => wFlags)).toEqual([1, 4, 0, 2]);
    expect(all[1]).toMatchObject({ lpData: block, cbData: 123, iRegionIndex: 0, Block: { hMem: 0 } });
    expect(all[0]).toMatchObject({ lpData: heap, cbOverhead: 0, iRegionIndex: 0 });
    expect(all[0]?.Region?.dwCommittedSize).toBe(0x1000);
    expect(all[3]?.lpData).toBe(heap + 0x1000);
  });

  it('B-145: a moveable block of GlobalAlloc shows its handle, also in memory; a forged one does not', () => {
    const { process } = userOf(arch);
    const heap = process.GetProcessHeap();
    const [moveable, shared, fixed] = [GMEM_MOVEABLE, GMEM_MOVEABLE | GMEM_DDESHARE, 0].map((flags) =>
      process.GlobalAlloc(flags, 100),
    );
    const at = [moveable, shared, fixed].map((handle = 0): number => process.GlobalLock(handle));
    const found = (entries: readonly PROCESS_HEAP_ENTRY[]) =>
      at.map((address) => entries.find(({ lpData }) => lpData === address));
    const expected = [
      { wFlags: 0x14, Block: { hMem: moveable } },
      { wFlags: 0x34, Block: { hMem: shared } },
      { wFlags: 4, Block: { hMem: 0 } },
    ];
    expect(found(walk(process, heap))).toMatchObject(expected);
    expect(found(walkInMemory(process, arch, heap))).toMatchObject(expected);
    process.RtlSetUserValueHeap(process.processHeap, 0, at[0] ?? 0, Number(shared));
    expect(found(walk(process, heap))[0]).toMatchObject({ wFlags: 4, Block: { hMem: 0 } });
  });

  it('tells the pieces that RtlWalkHeap tells', () => {
    const { process, heap } = everything(arch);
    const theirs = walkRtl(process, heap);
    const ours = walk(process, heap);
    expect(
      ours.map(({ lpData, cbData, cbOverhead, iRegionIndex }) => [lpData, cbData, cbOverhead, iRegionIndex]),
    ).toEqual(theirs.map((one) => [one.DataAddress, one.DataSize, one.OverheadBytes, one.SegmentIndex]));
    expect(ours.map(({ Region }) => Region)).toEqual(
      theirs.map(
        ({ Segment }) =>
          Segment && {
            dwCommittedSize: Segment.CommittedSize,
            dwUnCommittedSize: Segment.UnCommittedSize,
            lpFirstBlock: Segment.FirstEntry,
            lpLastBlock: Segment.LastEntry,
          },
      ),
    );
  });

  it('gives the same in simulated memory', () => {
    const { process, heap } = everything(arch);
    expect(walkInMemory(process, arch, heap)).toEqual(walk(process, heap));
  });

  it('B-159: every block is busy in it, large ones too, and those have no region', () => {
    const { process, heap, blocks } = everything(arch);
    const all = walk(process, heap);
    const busy = all.filter(({ wFlags }) => wFlags === PROCESS_HEAP_ENTRY_BUSY);
    const pairs = (list: readonly (readonly [number, number])[]) => [...list].sort((a, b) => a[0] - b[0]);
    expect(pairs(busy.map(({ lpData, cbData }) => [lpData, cbData]))).toEqual(
      pairs(blocks.map(({ block, bytes }) => [block, bytes])),
    );
    const regions = all.flatMap(({ Region }) => Region ?? []);
    const large = blocks.filter(({ bytes }) => bytes >= MiB);
    expect(large).toHaveLength(2);
    for (const { block } of large)
      expect(
        regions.some(({ lpFirstBlock, lpLastBlock }) => block >= lpFirstBlock && block < lpLastBlock),
      ).toBe(false);
  });

  it('B-160: locked, walked and unlocked it is right; a heap that changes can make the place invalid', () => {
    const { process, heap, blocks } = everything(arch);
    expect(process.HeapLock(heap)).toBe(TRUE);
    expect(walk(process, heap).length).toBeGreaterThan(blocks.length);
    expect(process.HeapUnlock(heap)).toBe(TRUE);
    const entry = out(PROCESS_HEAP_ENTRY);
    while (process.HeapWalk(heap, entry) === TRUE && entry.value.cbData !== 2 * MiB);
    process.HeapFree(heap, 0, entry.value.lpData);
    expect(process.HeapWalk(heap, entry)).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_PARAMETER);
  });

  it('B-159: while another thread holds the lock a walk cannot go on: it waits', () => {
    const { nt, process, heap } = everything(arch);
    const log: string[] = [];
    process.startThread(function* () {
      yield* process.wait.HeapLock(heap);
      yield;
      log.push('unlock');
      process.HeapUnlock(heap);
    });
    process.startThread(function* () {
      yield* process.wait.HeapWalk(heap, out(PROCESS_HEAP_ENTRY));
      log.push('walked');
    });
    nt.runThreads();
    expect(log).toEqual(['unlock', 'walked']);
  });

  it('a place that is none, a heap that is none: FALSE, a last error, and the entry as it was', () => {
    const { process, heap, blocks } = everything(arch);
    const block = blocks[0]?.block ?? 0;
    for (const lpData of [block + 1, block + 8, heap - 1, 1, -1, 0.5, Number.NaN, 2 ** 40]) {
      const entry = out(PROCESS_HEAP_ENTRY, { ...PROCESS_HEAP_ENTRY.initial, lpData });
      expect(process.HeapWalk(heap, entry)).toBe(0);
      expect(process.GetLastError()).toBe(ERROR_INVALID_PARAMETER);
      expect(entry.value.lpData).toBe(lpData);
    }
    const lpData = 5n as unknown as number;
    const impossible = out(PROCESS_HEAP_ENTRY, { ...PROCESS_HEAP_ENTRY.initial, lpData });
    expect(() => process.HeapWalk(heap, impossible)).toThrow('lpData is bigint');
    expect(process.HeapWalk(reserveFor(process, 0x1000, 0x1000), out(PROCESS_HEAP_ENTRY))).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_HANDLE);
  });

  it('an entry of RtlWalkHeap and one of HeapWalk are two structures', () => {
    const { process, heap } = everything(arch);
    expect(out(RTL_HEAP_WALK_ENTRY).type).not.toBe(out(PROCESS_HEAP_ENTRY).type);
    expect(process.HeapWalk(heap, out(PROCESS_HEAP_ENTRY))).toBe(TRUE);
  });
});

describe.each(architectures)('HeapSummary, %s', (arch) => {
  const bytes = structure(arch, 'HEAP_SUMMARY').bytes;
  const cell = () => out(HEAP_SUMMARY, { ...HEAP_SUMMARY.initial, cb: bytes });

  it('counts the bytes of all blocks, of the pages and of the reservations', () => {
    const { nt, process, heap, blocks } = everything(arch);
    const { committedBytes, reservedBytes } = nt.debug.heap(process, heap);
    const summary = cell();
    expect(process.HeapSummary(heap, 0, summary)).toBe(TRUE);
    expect(summary.value).toEqual({
      cb: bytes,
      cbAllocated: blocks.reduce((sum, block) => sum + block.bytes, 0),
      cbCommitted: committedBytes,
      cbReserved: reservedBytes,
      cbMaxReserve: reservedBytes,
    });
  });

  it('stores the same in simulated memory', () => {
    const { process, heap, P } = { ...everything(arch) };
    const at = reserveFor(process, 0x1000, 0x1000);
    const summary = cell();
    process.HeapSummary(heap, 0, summary);
    process.memory.writeUint32(at, bytes);
    expect(process.HeapSummary(heap, 0, at)).toBe(TRUE);
    const { cbAllocated, cbCommitted, cbReserved, cbMaxReserve } = summary.value;
    const stored = [1, 2, 3, 4].map((member) => process.memory.readPointer(at + member * P));
    expect(stored).toEqual([cbAllocated, cbCommitted, cbReserved, cbMaxReserve]);
    expect(bytes).toBe(5 * P);
  });

  it('another cb, no heap, a damaged heap: FALSE with a last error', () => {
    const { process, heap, blocks } = everything(arch);
    for (const cb of [0, bytes - 1, bytes + 1]) {
      expect(process.HeapSummary(heap, 0, out(HEAP_SUMMARY, { ...HEAP_SUMMARY.initial, cb }))).toBe(0);
      expect(process.GetLastError()).toBe(ERROR_INVALID_PARAMETER);
    }
    expect(process.HeapSummary(reserveFor(process, 0x1000, 0x1000), 0, cell())).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_HANDLE);
    const { block } = blocks[1] ?? { block: 0 };
    process.memory.fill(block - 8, 8, 0x41);
    process.SetLastError(0);
    expect(process.HeapSummary(heap, 0, cell())).toBe(0);
    expect(process.GetLastError()).toBe(ERROR_INVALID_PARAMETER);
  });
});

describe('a program for x86 on a machine for x64', () => {
  it('S2-037: has heaps, structures and limits of x86', () => {
    const nt = boot({ arch: 'x64' });
    const process = nt.startProcess({ arch: 'x86' });
    const heap = process.HeapCreate(0, 0, 0);
    const blocks = Array.from({ length: 50 }, (_, bytes) => process.HeapAlloc(heap, 0, bytes));
    expect(blocks.some((block) => block % 16 === 8)).toBe(true);
    expect(blocks.every((block) => block % 8 === 0 && block < 2 ** 31)).toBe(true);
    expect(walkInMemory(process, 'x86', heap)).toEqual(walk(process, heap));
    expect(process.HeapAlloc(process.HeapCreate(0, 0, 4 * MiB), 0, 0x7fff1)).toBe(0);
  });
});
