/** RtlCompactHeap and RtlZeroHeap. */
import {
  FLG_HEAP_ENABLE_FREE_CHECK,
  HEAP_DISABLE_COALESCE_ON_FREE,
  HEAP_GROWABLE,
  HEAP_NO_SERIALIZE,
  NULL,
  STATUS_HEAP_CORRUPTION,
  STATUS_INVALID_HANDLE,
  STATUS_INVALID_PARAMETER,
  STATUS_SUCCESS,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, ended, places, reserveFor, siteOf, userOf } from './fixture.ts';
import { isFree, walk } from './walk.ts';

/** No page is given back. */
const KEEP = { DeCommitTotalFreeThreshold: 0x100_0000 };
const NOT_MERGING = HEAP_GROWABLE | HEAP_NO_SERIALIZE | HEAP_DISABLE_COALESCE_ON_FREE;

describe.each(architectures)('RtlCompactHeap, %s', (arch) => {
  const scene = (flags: number, terminate = true) => {
    const { nt, process } = userOf(arch, terminate);
    const heap = process.RtlCreateHeap(flags, NULL, 0x40000, 0x20000, NULL, KEEP);
    const blocks = Array.from({ length: 60 }, (_, n) => process.RtlAllocateHeap(heap, 0, 100 + (n % 7) * 90));
    return { nt, process, heap, blocks };
  };
  const freeBlocks = (process: UserProcess, heap: number) => walk(process, heap).filter(isFree);

  it('tells what the largest free block can hold: that much can be allocated, a byte more needs more memory', () => {
    const { nt, process, heap, blocks } = scene(HEAP_GROWABLE | HEAP_NO_SERIALIZE);
    for (let n = 0; n < 60; n += 2) process.RtlFreeHeap(heap, 0, blocks[n]!);
    const largest = process.RtlCompactHeap(heap, 0);
    const committed = nt.debug.heapSizes(process, heap).committedBytes;
    const block = process.RtlAllocateHeap(heap, 0, largest);
    expect(nt.debug.heapSizes(process, heap).committedBytes).toBe(committed);
    process.RtlFreeHeap(heap, 0, block);
    expect(process.RtlCompactHeap(heap, 0)).toBe(largest);
    process.RtlAllocateHeap(heap, 0, largest + 1);
    expect(nt.debug.heapSizes(process, heap).committedBytes).toBeGreaterThan(committed);
  });

  it('merges blocks that touch, where nothing merged when they were freed', () => {
    const { nt, process, heap, blocks } = scene(NOT_MERGING);
    for (let n = 0; n < 60; n++) if (n % 6 !== 0) process.RtlFreeHeap(heap, 0, blocks[n]!);
    const before = nt.debug.heap(process, heap);
    expect(before.freeBlocks).toBe(51); // 10 x 5, and what was never taken
    const largest = process.RtlCompactHeap(heap, 0);
    const after = nt.debug.heap(process, heap);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
    expect(after).toEqual({ ...before, freeBlocks: 10, largestFreeBytes: largest + 8 });
    for (let n = 0; n < 60; n += 6) {
      expect(process.RtlSizeHeap(heap, 0, blocks[n]!)).toBe(100 + (n % 7) * 90);
      expect(process.RtlFreeHeap(heap, 0, blocks[n]!)).toBe(1);
    }
    process.RtlCompactHeap(heap, 0);
    expect(freeBlocks(process, heap)).toHaveLength(1);
  });

  it('makes no block larger than the largest that there is', () => {
    const { nt, process } = userOf(arch);
    const heap = process.RtlCreateHeap(NOT_MERGING, NULL, 0x400000, 0x400000, NULL, KEEP);
    const blocks = Array.from({ length: 30 }, () => process.RtlAllocateHeap(heap, 0, 0x1f000));
    for (const block of blocks) process.RtlFreeHeap(heap, 0, block);
    expect(process.RtlCompactHeap(heap, 0)).toBeLessThanOrEqual(0x7f100);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
    expect(freeBlocks(process, heap).length).toBeLessThan(12);
  });

  it('a heap without a free block: 0, and the last status is left alone', () => {
    const { process } = userOf(arch);
    const base = reserveFor(process, 0x2000, 0x2000);
    const heap = process.RtlCreateHeap(0, base, 0x2000, 0, NULL, NULL);
    for (const bytes of [0x400, 0x40, 8]) while (process.RtlAllocateHeap(heap, 0, bytes) !== 0);
    process.RtlReAllocateHeap(heap, 0, NULL, 1); // leaves STATUS_SUCCESS
    expect([process.RtlCompactHeap(heap, 0), process.lastStatus]).toEqual([0, STATUS_SUCCESS]);
  });

  it('no heap: 0 and STATUS_INVALID_HANDLE', () => {
    const { process } = userOf(arch);
    const page = reserveFor(process, 0x1000, 0x1000);
    expect([process.RtlCompactHeap(page, 0), process.lastStatus]).toEqual([0, STATUS_INVALID_HANDLE]);
  });

  it('a damaged heap ends the process, or gives 0 and STATUS_INVALID_PARAMETER', () => {
    for (const terminate of [true, false]) {
      const { process, heap, blocks } = scene(NOT_MERGING, terminate);
      process.RtlFreeHeap(heap, 0, blocks[4]!);
      process.memory.fill(blocks[4]! + 200, 400, 0x41);
      const outcome = process.outcome(() => [process.RtlCompactHeap(heap, 0), process.lastStatus]);
      expect(outcome).toMatchObject(
        terminate
          ? ended(STATUS_HEAP_CORRUPTION)
          : { kind: 'returned', value: [0, STATUS_INVALID_PARAMETER] },
      );
    }
  });

  it('slots of the front end are left alone', () => {
    const { nt, process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | HEAP_DISABLE_COALESCE_ON_FREE, NULL, 0, 0, NULL, NULL);
    const blocks = Array.from({ length: 60 }, () => process.RtlAllocateHeap(heap, 0, 40));
    for (const block of blocks) process.RtlFreeHeap(heap, 0, block);
    process.RtlCompactHeap(heap, 0);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
    expect(nt.debug.heapBlocks(process, heap).some(({ slot }) => slot === true)).toBe(true);
    for (let n = 0; n < 60; n++) expect(process.RtlAllocateHeap(heap, 0, 40)).not.toBe(0);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });
});

describe.each(places)('RtlZeroHeap, $arch $mode mode', ({ arch, mode }) => {
  it('clears what freed blocks hold, but for two pointers; live blocks stay', () => {
    const { nt, caller, process, P } = siteOf(arch, mode);
    const heap = caller.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    const sizes = Array.from({ length: 90 }, (_, n) => (n < 60 ? 56 : 200 + n));
    const blocks = sizes.map((bytes) => caller.RtlAllocateHeap(heap, 0, bytes));
    const memory = process?.memory ?? nt.memory;
    for (const [n, block] of blocks.entries()) memory.fill(block, sizes[n]!, 0xa5);
    for (let n = 0; n < 90; n += 2) caller.RtlFreeHeap(heap, 0, blocks[n]!);
    expect(caller.RtlZeroHeap(heap, 0)).toBe(STATUS_SUCCESS);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
    for (const [n, block] of blocks.entries()) {
      const bytes = [...memory.readBytes(block, sizes[n]!)];
      if (n % 2 === 1) expect(bytes.every((byte) => byte === 0xa5)).toBe(true);
      else expect(bytes.slice(2 * P).every((byte) => byte === 0)).toBe(true);
    }
    for (let n = 0; n < 90; n += 2) expect(caller.RtlAllocateHeap(heap, 0, sizes[n]!)).not.toBe(0);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });
});

describe.each(architectures)('RtlZeroHeap, %s', (arch) => {
  it('leaves the pattern of free checking alone', () => {
    const { nt } = userOf(arch);
    const process = nt.startProcess({ globalFlags: FLG_HEAP_ENABLE_FREE_CHECK });
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    const block = process.RtlAllocateHeap(heap, 0, 100);
    process.RtlFreeHeap(heap, 0, block);
    expect(process.RtlZeroHeap(heap, 0)).toBe(STATUS_SUCCESS);
    expect(process.memory.readUint32(block + 16)).toBe(0xfeeefeee);
    expect(process.RtlValidateHeap(heap, 0, NULL)).toBe(1);
  });

  it('no heap: STATUS_INVALID_HANDLE; a damaged one that ends nothing: STATUS_INVALID_PARAMETER', () => {
    const { process } = userOf(arch, false);
    expect(process.RtlZeroHeap(reserveFor(process, 0x1000, 0x1000), 0)).toBe(STATUS_INVALID_HANDLE);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, NULL, 0, 0, NULL, NULL);
    const block = process.RtlAllocateHeap(heap, 0, 100);
    process.memory.fill(block, 300, 0x41);
    expect(process.RtlZeroHeap(heap, 0)).toBe(STATUS_INVALID_PARAMETER);
    expect(process.memory.readUint8(block)).toBe(0x41);
  });
});
