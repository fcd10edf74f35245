import {
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_ZERO_MEMORY,
  MiB,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MEMORY,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, ended, recordOf, reserveFor, userOf } from './fixture.ts';

/** Byte `n` of a block that `fill` filled. */
const byteAt = (n: number): number => (n * 31 + (n >> 8) * 7 + 1) & 0xff;
const pattern = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, (_, n) => byteAt(n));
const sameBytes = (process: UserProcess, at: number, expected: Uint8Array): boolean =>
  Buffer.compare(process.memory.readBytes(at, expected.length), expected) === 0;

describe.each(architectures)('RtlReAllocateHeap, %s', (arch) => {
  const create = (terminate = true, options = {}) => {
    const site = userOf(arch, terminate, options);
    const heap = site.process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    return { ...site, heap };
  };

  it('B-116: growing across the threshold in steps of 0x100 keeps contents, zeroes the tail, sizes are exact', () => {
    const { nt, process, heap } = create();
    const whole = pattern(0x90000);
    let bytes = 0x78000;
    let block = process.RtlAllocateHeap(heap, 0, bytes);
    process.memory.writeBytes(block, whole.subarray(0, bytes));
    for (; bytes < 0x90000; bytes += 0x100) {
      block = process.RtlReAllocateHeap(heap, HEAP_ZERO_MEMORY, block, bytes + 0x100);
      expect(process.RtlSizeHeap(heap, 0, block)).toBe(bytes + 0x100);
      expect(sameBytes(process, block + bytes, new Uint8Array(0x100))).toBe(true);
      process.memory.writeBytes(block + bytes, whole.subarray(bytes, bytes + 0x100));
      if (bytes % 0x1000 === 0)
        expect(sameBytes(process, block, whole.subarray(0, bytes + 0x100))).toBe(true);
    }
    expect(sameBytes(process, block, whole)).toBe(true);
    expect(nt.debug.heap(process, heap)).toMatchObject({ liveBlocks: 1, liveBytes: 0x90000, largeBlocks: 1 });
  });

  it('B-116: and shrinking back over it', () => {
    const { nt, process, heap } = create();
    const whole = pattern(0x90000);
    let block = process.RtlAllocateHeap(heap, 0, 0x90000);
    process.memory.writeBytes(block, whole);
    for (let bytes = 0x8ff00; bytes >= 0x78000; bytes -= 0x100) {
      block = process.RtlReAllocateHeap(heap, HEAP_ZERO_MEMORY, block, bytes);
      expect(process.RtlSizeHeap(heap, 0, block)).toBe(bytes);
      if (bytes % 0x1000 === 0) expect(sameBytes(process, block, whole.subarray(0, bytes))).toBe(true);
    }
    expect(nt.debug.heap(process, heap)).toMatchObject({ liveBlocks: 1, liveBytes: 0x78000, largeBlocks: 0 });
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });

  it('grows in place into a free block behind, and moves when there is none', () => {
    const { process, heap } = create();
    const block = process.RtlAllocateHeap(heap, 0, 0x40);
    expect(process.RtlReAllocateHeap(heap, 0, block, 0x80)).toBe(block);
    const behind = process.RtlAllocateHeap(heap, 0, 0x400); // large enough, but busy
    const moved = process.RtlReAllocateHeap(heap, 0, block, 0x100);
    expect(moved).toBeGreaterThan(behind);
    expect(process.RtlAllocateHeap(heap, 0, 0x80)).toBe(block); // its old place is free
  });

  it('with HEAP_REALLOC_IN_PLACE_ONLY it gives NULL rather than move', () => {
    const { process, heap } = create();
    const block = process.RtlAllocateHeap(heap, 0, 0x40);
    process.RtlAllocateHeap(heap, 0, 0x40);
    process.memory.writeBytes(block, pattern(0x40));
    expect(process.RtlReAllocateHeap(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 0x100)).toBe(0);
    expect(process.lastStatus).toBe(STATUS_NO_MEMORY);
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(0x40);
    expect(sameBytes(process, block, pattern(0x40))).toBe(true);
    expect(process.RtlReAllocateHeap(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 0x10)).toBe(block);
  });

  it('B-124: failure with HEAP_GENERATE_EXCEPTIONS: STATUS_NO_MEMORY raised with the size; the block stays', () => {
    const { nt, process, heap, P } = create(true, { physicalMemory: 4 * MiB });
    const block = process.RtlAllocateHeap(heap, 0, 0x1000);
    process.memory.writeBytes(block, pattern(0x1000));
    const [flag, exact] = [HEAP_GENERATE_EXCEPTIONS, 8 * MiB + 3];
    const record = recordOf(process, () => process.RtlReAllocateHeap(heap, flag, block, exact));
    const rounded = Math.ceil((exact + 8) / (2 * P)) * 2 * P;
    expect(record).toMatchObject({ ExceptionCode: STATUS_NO_MEMORY, ExceptionInformation: [rounded] });
    expect(process.RtlReAllocateHeap(heap, 0, block, exact)).toBe(0);
    expect(sameBytes(process, block, pattern(0x1000))).toBe(true);
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(0x1000);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });

  it('B-124: on a nongrowable heap a size above the threshold fails the same way', () => {
    const { process } = create();
    const base = reserveFor(process, 0x10_0000);
    const heap = process.RtlCreateHeap(0, base, 0x10_0000, 0, 0, 0);
    const block = process.RtlAllocateHeap(heap, 0, 0x100);
    expect(process.RtlReAllocateHeap(heap, 0, block, 0x7f001)).toBe(0);
    const record = recordOf(process, () =>
      process.RtlReAllocateHeap(heap, HEAP_GENERATE_EXCEPTIONS, block, 0x7f001),
    );
    expect(record).toMatchObject({ ExceptionCode: STATUS_NO_MEMORY });
    expect(record.ExceptionInformation).toHaveLength(1);
  });

  it('B-125: a freed block, termination off: STATUS_INVALID_PARAMETER, and the pointer itself comes back', () => {
    const { process, heap } = create(false, { profile: 'observed' });
    const block = process.RtlAllocateHeap(heap, 0, 0x40);
    process.RtlAllocateHeap(heap, 0, 0x10);
    process.RtlFreeHeap(heap, 0, block);
    expect(process.RtlReAllocateHeap(heap, 0, block, 0x80)).toBe(block);
    expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
  });

  it('the documented profile gives NULL there, and with termination on the process ends', () => {
    for (const terminate of [false, true]) {
      const { process, heap } = create(terminate);
      const block = process.RtlAllocateHeap(heap, 0, 0x40);
      process.RtlFreeHeap(heap, 0, block);
      const outcome = process.outcome(() => process.RtlReAllocateHeap(heap, 0, block, 0x80));
      expect(outcome).toMatchObject(terminate ? ended(0xc000_0374) : { kind: 'returned', value: 0 });
    }
  });

  it('NULL gives NULL; 0 bytes give a block of size 0 that can be freed', () => {
    const { process, heap } = create();
    expect(process.RtlReAllocateHeap(heap, 0, 0, 16)).toBe(0);
    const block = process.RtlReAllocateHeap(heap, 0, process.RtlAllocateHeap(heap, 0, 100), 0);
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(0);
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
  });
});
