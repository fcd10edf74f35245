import type { ReplayHeap, ReplayPiece } from '../../src/cli/replay-heap.ts';

/**
 * A plain heap for tests of the replay: blocks one after another, never reused. Tests replace members to break it.
 * @param stride bytes from one block to the next
 */
export function modelHeap(
  memoryBytes = 1 << 20,
  stride = (bytes: number) => Math.ceil((bytes + 16) / 16) * 16,
): ReplayHeap {
  const memory = new Uint8Array(memoryBytes);
  const blocks = new Map<number, number>();
  let top = 0x100;
  const heap: ReplayHeap = {
    alignmentBytes: 16,
    allocate(bytes) {
      const address = top;
      if (address + bytes > memoryBytes) return 0;
      top = address + stride(bytes);
      blocks.set(address, bytes);
      return address;
    },
    reallocate(address, bytes) {
      const before = blocks.get(address) ?? 0;
      const moved = heap.allocate(bytes);
      if (moved === 0) return 0;
      memory.copyWithin(moved, address, address + Math.min(before, bytes));
      blocks.delete(address);
      return moved;
    },
    free: (address) => blocks.delete(address),
    sizeOf: (address) => blocks.get(address) ?? -1,
    isSound: () => true,
    committedBytes: () => top,
    totals: () => ({
      segments: 1,
      largeBlocks: 0,
      committedBytes: top,
      liveBlocks: blocks.size,
      liveBytes: [...blocks.values()].reduce((sum, bytes) => sum + bytes, 0),
      freeBytes: 0,
      freeBlocks: 0,
      largestFreeBytes: 0,
    }),
    pieces: () =>
      [...blocks].map(
        ([address, bytes]): ReplayPiece => ({ address, bytes, totalBytes: bytes + 8, state: 'busy' }),
      ),
    write: (address, bytes) => memory.set(bytes, address),
    read: (address, bytes) => memory.slice(address, address + bytes),
  };
  return heap;
}
