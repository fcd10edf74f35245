/** RtlProtectHeap and RtlExtendHeap. */
import {
  EXCEPTION_CONTINUE_EXECUTION,
  HEAP_CREATE_ENABLE_EXECUTE,
  HEAP_GROWABLE,
  MEM_RELEASE,
  NtCurrentProcess,
  NULL,
  out,
  PVOID,
  RTL_HEAP_SEGMENT,
  SIZE_T,
  STATUS_ACCESS_VIOLATION,
  STATUS_CONFLICTING_ADDRESSES,
  STATUS_INSUFFICIENT_RESOURCES,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MEMORY,
  STATUS_SUCCESS,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, recordOf, reserveFor, userOf } from './fixture.ts';
import { walk } from './walk.ts';

describe.each(architectures)('RtlProtectHeap, %s', (arch) => {
  const scene = (flags = HEAP_GROWABLE) => {
    const { nt, process } = userOf(arch);
    const heap = process.RtlCreateHeap(flags, NULL, 0x10000, 0x4000, NULL, NULL);
    const sizes = [...Array.from({ length: 60 }, () => 40), 3000, 0x20000, 0x90000];
    const blocks = sizes.map((bytes) => process.RtlAllocateHeap(heap, 0x100, bytes));
    for (const bytes of [40, 40, 40]) blocks.push(process.RtlAllocateHeap(heap, 0, bytes));
    return { nt, process, heap, blocks };
  };

  it('read-only: blocks can be read and not written, small and large; writable again: as before', () => {
    const { nt, process, heap, blocks } = scene();
    for (const block of blocks) process.memory.writeUint8(block, 7);
    process.RtlProtectHeap(heap, 1);
    for (const block of blocks) {
      expect(process.memory.readUint8(block)).toBe(7);
      expect(codeOf(process, () => process.memory.writeUint8(block, 8))).toBe(STATUS_ACCESS_VIOLATION);
    }
    process.RtlProtectHeap(heap, 0);
    for (const block of blocks) process.memory.writeUint8(block, 8);
    for (const block of blocks) expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });

  const changes: readonly (readonly [
    string,
    (process: UserProcess, heap: number, block: number) => unknown,
  ])[] = [
    ['RtlAllocateHeap', (process, heap) => process.RtlAllocateHeap(heap, 0, 40)],
    ['RtlFreeHeap', (process, heap, block) => process.RtlFreeHeap(heap, 0, block)],
    ['RtlReAllocateHeap', (process, heap, block) => process.RtlReAllocateHeap(heap, 0, block, 30)],
    ['RtlSetUserValueHeap', (process, heap, block) => process.RtlSetUserValueHeap(heap, 0, block, 1)],
    ['RtlSetUserFlagsHeap', (process, heap, block) => process.RtlSetUserFlagsHeap(heap, 0, block, 0, 0x200)],
    ['RtlCompactHeap', (process, heap) => process.RtlCompactHeap(heap, 0)],
    ['RtlZeroHeap', (process, heap) => process.RtlZeroHeap(heap, 0)],
    ['RtlCreateTagHeap', (process, heap) => process.RtlCreateTagHeap(heap, 0, NULL, 'a')],
    [
      'RtlMultipleAllocateHeap',
      (process, heap) => process.RtlMultipleAllocateHeap(heap, 0, 40, 1, out(PVOID)),
    ],
    [
      'RtlMultipleFreeHeap',
      (process, heap, block) => process.RtlMultipleFreeHeap(heap, 0, 1, out(PVOID, block)),
    ],
    [
      'RtlExtendHeap',
      (process, heap) => process.RtlExtendHeap(heap, 0, reserveFor(process, 0x10000), 0x10000),
    ],
  ];

  it.each(changes)('read-only: %s faults and changes nothing', (_name, change) => {
    const { nt, process, heap, blocks } = scene();
    const before = nt.debug.heap(process, heap);
    process.RtlProtectHeap(heap, 1);
    for (const block of [blocks[0]!, blocks[62]!]) {
      const record = recordOf(process, () => change(process, heap, block));
      expect(record.ExceptionCode).toBe(STATUS_ACCESS_VIOLATION);
      expect(record.ExceptionInformation[0]).toBe(1); // a write
    }
    expect(process.RtlUnlockHeap(heap)).toBe(0);
    process.RtlProtectHeap(heap, 0);
    expect(nt.debug.heap(process, heap)).toEqual(before);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
    expect(process.RtlAllocateHeap(heap, 0, 40)).not.toBe(0);
  });

  it('read-only: what only looks works', () => {
    const { nt, process, heap, blocks } = scene();
    process.RtlProtectHeap(heap, 1);
    expect(process.RtlSizeHeap(heap, 0, blocks[60]!)).toBe(3000);
    expect(process.RtlValidateHeap(heap, 0, NULL)).toBe(1);
    expect(process.RtlGetUserInfoHeap(heap, 0, blocks[0]!, out(PVOID), NULL)).toBe(1);
    expect(walk(process, heap).length).toBeGreaterThan(60);
    process.RtlLockHeap(heap);
    process.RtlUnlockHeap(heap);
    const start = nt.snapshot();
    process.RtlProtectHeap(heap, 0);
    nt.restore(start);
    expect(codeOf(process, () => process.RtlAllocateHeap(heap, 0, 40))).toBe(STATUS_ACCESS_VIOLATION);
  });

  it('a filter that makes it writable lets the call go on', () => {
    const { process, heap } = scene();
    process.RtlProtectHeap(heap, 1);
    const block = process.__try(
      () => process.RtlAllocateHeap(heap, 0, 40),
      process.__except(
        () => {
          process.RtlProtectHeap(heap, 0);
          return EXCEPTION_CONTINUE_EXECUTION;
        },
        () => 0,
      ),
    );
    expect(block).not.toBe(0);
  });

  it('code that may run from a heap still may', () => {
    const { process, heap, blocks } = scene(HEAP_GROWABLE | HEAP_CREATE_ENABLE_EXECUTE);
    process.RtlProtectHeap(heap, 1);
    process.memory.execute(blocks[0]!);
    process.RtlProtectHeap(heap, 0);
    process.memory.execute(blocks[0]!);
    const plain = scene();
    expect(codeOf(plain.process, () => plain.process.memory.execute(plain.blocks[0]!))).toBe(
      STATUS_ACCESS_VIOLATION,
    );
  });
});

describe.each(architectures)('RtlExtendHeap, %s', (arch) => {
  const scene = () => {
    const { nt, process } = userOf(arch);
    const base = reserveFor(process, 0x10000);
    const heap = process.RtlCreateHeap(0, base, 0x10000, 0, NULL, NULL);
    const fill = () => {
      const blocks: number[] = [];
      for (let block = 1; block !== 0; ) {
        block = process.RtlAllocateHeap(heap, 0, 0x400);
        if (block !== 0) blocks.push(block);
      }
      return blocks;
    };
    return { nt, process, heap, base, fill };
  };

  it('a heap that cannot grow by itself has a further segment; its memory stays the caller’s', () => {
    const { nt, process, heap, fill } = scene();
    const { usedBytes } = nt.debug.physicalMemory;
    fill();
    expect(process.RtlAllocateHeap(heap, 0, 0x400)).toBe(0);
    const more = reserveFor(process, 0x20000, 0x3000);
    expect(process.RtlExtendHeap(heap, 0, more, 0x20000)).toBe(STATUS_SUCCESS);
    const segments = walk(process, heap).filter(({ Flags }) => Flags === RTL_HEAP_SEGMENT);
    expect(segments[1]).toMatchObject({ DataAddress: more, Segment: { CommittedSize: 0x3000 } });
    const blocks = fill();
    expect(blocks.length).toBeGreaterThan(100);
    expect(blocks.every((block) => block > more && block < more + 0x20000)).toBe(true);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
    for (const block of blocks) expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
    expect(process.RtlDestroyHeap(heap)).toBe(0);
    for (const memory of [heap, more])
      expect(
        process.NtFreeVirtualMemory(NtCurrentProcess(), out(PVOID, memory), out(SIZE_T, 0), MEM_RELEASE),
      ).toBe(STATUS_SUCCESS);
    expect(nt.debug.physicalMemory.usedBytes).toBeLessThanOrEqual(usedBytes);
  });

  it('memory without a committed page gets one; a rest of a page is not used', () => {
    const { nt, process, heap } = scene();
    const more = reserveFor(process, 0x10000);
    expect(process.RtlExtendHeap(heap, 0, more, 0x2fff)).toBe(STATUS_SUCCESS);
    expect(nt.debug.heapSizes(process, heap)).toMatchObject({ segments: 2, reservedBytes: 0x12000 });
    expect(process.memory.readUint8(more)).not.toBe(-1);
    expect(codeOf(process, () => process.memory.readUint8(more + 0x1000))).toBe(STATUS_ACCESS_VIOLATION);
  });

  it('refuses what is not reserved, too small or not at a page', () => {
    const { process, heap, base } = scene();
    const more = reserveFor(process, 0x10000, 0x10000);
    const invalid: readonly (readonly [number, number])[] = [
      [more + 8, 0x8000],
      [more, 0xfff],
      [more, 0],
      [more, -1],
      [more, 0x11000],
      [0x10, 0x1000],
      [NULL, 0x1000],
      [more + 0x10000, 0x1000],
    ];
    for (const [at, bytes] of invalid)
      expect(process.RtlExtendHeap(heap, 0, at, bytes)).toBe(STATUS_INVALID_PARAMETER);
    expect(process.RtlExtendHeap(more, 0, more, 0x10000)).toBe(STATUS_INVALID_HANDLE);
    for (const at of [base, base + 0x4000, process.processHeap])
      expect(process.RtlExtendHeap(heap, 0, at, 0x4000)).toBe(STATUS_CONFLICTING_ADDRESSES);
    expect(process.RtlExtendHeap(heap, 0, more + 0x2000, 0x8000)).toBe(STATUS_SUCCESS);
    for (const at of [more, more + 0x2000, more + 0x9000])
      expect(process.RtlExtendHeap(heap, 0, at, 0x4000)).toBe(STATUS_CONFLICTING_ADDRESSES);
    expect(process.RtlExtendHeap(heap, 0, more + 0xa000, 0x4000)).toBe(STATUS_SUCCESS);
  });

  it('a large block is memory of a heap too', () => {
    const { process, heap } = scene();
    const other = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    const block = process.RtlAllocateHeap(other, 0, 0x90000);
    expect(process.RtlExtendHeap(heap, 0, block - (block % 0x1000), 0x4000)).toBe(
      STATUS_CONFLICTING_ADDRESSES,
    );
  });

  it('B-057: no more than 64 segments', () => {
    const { process, heap } = scene();
    for (let n = 1; n < 64; n++)
      expect(process.RtlExtendHeap(heap, 0, reserveFor(process, 0x1000), 0x1000)).toBe(STATUS_SUCCESS);
    expect(process.RtlExtendHeap(heap, 0, reserveFor(process, 0x1000), 0x1000)).toBe(
      STATUS_INSUFFICIENT_RESOURCES,
    );
    expect(walk(process, heap).filter(({ Flags }) => Flags === RTL_HEAP_SEGMENT)).toHaveLength(64);
  });

  it('no physical memory for a page: STATUS_NO_MEMORY, and the heap is as before', () => {
    const { nt, process } = userOf(arch, true, { physicalMemory: 0x40_0000 });
    const base = reserveFor(process, 0x10000);
    const heap = process.RtlCreateHeap(0, base, 0x10000, 0, NULL, NULL);
    const more = reserveFor(process, 0x10000);
    const other = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    for (const bytes of [0x90000, 0x8000, 0x1000, 0x100])
      while (process.RtlAllocateHeap(other, 0, bytes) !== 0);
    const before = nt.debug.heap(process, heap);
    expect(process.RtlExtendHeap(heap, 0, more, 0x10000)).toBe(STATUS_NO_MEMORY);
    expect(nt.debug.heap(process, heap)).toEqual(before);
  });
});
