import {
  HEAP_GROWABLE,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_ZERO_MEMORY,
  type RTL_HEAP_COMMIT_ROUTINE,
  STATUS_ACCESS_VIOLATION,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, commitFor, reserveFor, userOf } from './fixture.ts';

const KB = 1024;

/** A growable heap with default thresholds. */
function heapOf(arch: (typeof architectures)[number], terminateOnCorruption = true) {
  const { nt, process } = userOf(arch, terminateOnCorruption);
  const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
  const allocate = (bytes: number, flags = 0) => {
    const address = process.RtlAllocateHeap(heap, flags, bytes);
    expect(address).not.toBe(0);
    return address;
  };
  const free = (address: number) => expect(process.RtlFreeHeap(heap, 0, address)).toBe(1);
  const committed = () => nt.debug.heapSizes(process, heap).committedBytes;
  const sound = () => expect(process.RtlValidateHeap(heap, 0, 0)).toBe(1);
  return { process, heap, allocate, free, committed, sound };
}

describe.each(architectures)('ours: when a heap with default thresholds gives pages back, on %s', (arch) => {
  it('not while little of it is free', () => {
    const { allocate, free, committed } = heapOf(arch);
    const blocks = Array.from({ length: 40 }, () => allocate(100 * KB));
    const before = committed();
    for (let at = 0; at < 24; at += 2) free(blocks[at]!);
    expect(committed()).toBe(before);
    for (let at = 0; at < 24; at += 2) blocks[at] = allocate(100 * KB);
    expect(committed()).toBe(before);
  });

  it('when much of it is free', () => {
    const { allocate, free, committed, sound } = heapOf(arch);
    const blocks = Array.from({ length: 40 }, () => allocate(100 * KB));
    const before = committed();
    for (const block of blocks) free(block);
    expect(committed()).toBeLessThan(before / 2);
    sound();
  });

  it('before it grows beyond its peak, so that the peak follows what is in use', () => {
    const { allocate, free, committed, sound } = heapOf(arch);
    const blocks = Array.from({ length: 60 }, () => allocate(100 * KB));
    const before = committed();
    for (let at = 0; at < 40; at += 2) free(blocks[at]!);
    expect(committed()).toBe(before);
    const longer = Array.from({ length: 10 }, () => allocate(190 * KB)); // none fits where another was
    expect(committed()).toBeLessThan(before + 200 * KB);
    sound();
    for (const block of longer) free(block);
    const again = Array.from({ length: 20 }, () => allocate(100 * KB));
    expect(committed()).toBeLessThan(before + 200 * KB);
    for (const block of again) free(block);
    sound();
  });

  it('a snapshot knows which block is in front of uncommitted pages', () => {
    const { nt, process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const allocate = (bytes: number) => process.RtlAllocateHeap(heap, 0, bytes);
    const fresh = nt.snapshot();
    const straight = [allocate(0x6000), allocate(100)];
    nt.restore(fresh);
    allocate(100); // another free block is in front of them now
    nt.restore(fresh);
    expect([allocate(0x6000), allocate(100)]).toEqual(straight);
    expect(process.RtlValidateHeap(heap, 0, 0)).toBe(1);
  });

  it('finds a free block then that was written to', () => {
    const { process, heap, allocate, free } = heapOf(arch, false);
    const blocks = Array.from({ length: 60 }, () => allocate(100 * KB));
    for (let at = 0; at < 40; at += 2) free(blocks[at]!);
    process.memory.writeUint8(blocks[10]! - 8, process.memory.readUint8(blocks[10]! - 8) ^ 0x40);
    const longer = Array.from({ length: 10 }, () => process.RtlAllocateHeap(heap, 0, 190 * KB));
    expect(longer).toContain(0);
    expect(process.lastStatus).toBe(STATUS_ACCESS_VIOLATION);
  });

  it('clears what HEAP_ZERO_MEMORY asks for in pages that come back', () => {
    const { process, allocate, free } = heapOf(arch);
    const blocks = Array.from({ length: 40 }, () => allocate(100 * KB));
    for (const block of blocks) process.memory.fill(block, 100 * KB, 0xab);
    for (const block of blocks) free(block);
    for (let at = 0; at < 40; at++) {
      const bytes = process.memory.readBytes(allocate(100 * KB, HEAP_ZERO_MEMORY), 100 * KB);
      expect(bytes.every((byte) => byte === 0)).toBe(true);
    }
  });

  it('those of a size that is in use no more, before it grows', () => {
    const { process, allocate, free, committed, sound } = heapOf(arch);
    const grow = () => Array.from({ length: 30 }, () => allocate(30 * KB));
    grow();
    for (const bytes of [500, 1000, 1500, 2000]) {
      const slots = Array.from({ length: 600 }, () => allocate(bytes));
      const before = committed();
      for (const slot of slots) process.run(() => free(slot));
      grow();
      // What the slots had is used again, but for what stands between other blocks.
      expect(committed()).toBeLessThan(before + 30 * 30 * KB - 200 * bytes);
    }
    sound();
  });

  it('the last ones of many sizes, none of which is in use any more', () => {
    const { process, allocate, free, committed, sound } = heapOf(arch);
    const grow = () => Array.from({ length: 20 }, () => allocate(30 * KB));
    grow();
    for (let bytes = 40; bytes < 1000; bytes += 16) {
      const slots = Array.from({ length: 60 }, () => allocate(bytes));
      process.run(() => slots.forEach(free));
    }
    const before = committed();
    grow();
    // A subsegment of 4 KB for most of the 60 sizes was used again.
    expect(committed()).toBeLessThan(before + 20 * 30 * KB - 40 * KB);
    sound();
  });

  it('a block that grows takes uncommitted pages behind it', () => {
    const { process, heap, allocate, committed, sound } = heapOf(arch);
    const block = allocate(20 * KB);
    process.memory.fill(block, 20 * KB, 7);
    const before = committed();
    expect(process.RtlReAllocateHeap(heap, 0, block, 90 * KB)).toBe(block);
    expect(committed()).toBeGreaterThanOrEqual(before + 60 * KB);
    expect(process.memory.readBytes(block, 20 * KB).every((byte) => byte === 7)).toBe(true);
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(90 * KB);
    sound();
  });

  it('pages right behind a block in use, and the same place when it needs them again', () => {
    const { allocate, free, committed, sound } = heapOf(arch);
    // In front of uncommitted pages stay 16 bytes, on x64 8 more (layout.ts): a header that begins there.
    const distance = (arch === 'x64' ? 24 : 16) - 8;
    const start = allocate(40 * KB); // pages on both sides of the place are committed at once
    free(start);
    const place = Math.ceil((start + 0x2100) / 0x1000) * 0x1000 - distance;
    const inFront = allocate(place - start - 8);
    expect(inFront).toBe(start);
    expect(allocate(150 * KB)).toBe(place);
    const behind = allocate(100);
    const before = committed();
    free(place);
    expect(committed()).toBeLessThanOrEqual(before - 144 * KB);
    sound();
    // The pages alone do not hold as much: what stands behind them stays a block of its own.
    expect(allocate(140 * KB)).toBe(place);
    sound();
    free(inFront);
    free(place);
    free(behind);
    sound();
    expect(allocate(100)).toBe(start);
  });

  it('a block does not grow into pages that a commit routine would have to give: guest code could free it meanwhile', () => {
    const { process } = userOf(arch);
    const base = reserveFor(process, 0x40000, 0x1000);
    let calls = 0;
    const CommitRoutine: RTL_HEAP_COMMIT_ROUTINE = (_base, address, bytes) => {
      calls += 1;
      return commitFor(process, address.value, bytes.value);
    };
    const heap = process.RtlCreateHeap(0, base, 0x40000, 0x1000, 0, { CommitRoutine });
    const block = process.RtlAllocateHeap(heap, 0, 100);
    expect(process.RtlReAllocateHeap(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 0x8000)).toBe(0);
    expect(calls).toBe(0);
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(100);
    expect(process.RtlReAllocateHeap(heap, 0, block, 0x8000)).toBeGreaterThan(block);
    expect(calls).toBeGreaterThan(0);
    expect(process.RtlValidateHeap(heap, 0, 0)).toBe(1);
  });
});
