/** What the blocks of a heap with debug flags look like (facts B.12). */
import {
  HEAP_DISABLE_COALESCE_ON_FREE,
  HEAP_FREE_CHECKING_ENABLED,
  HEAP_GROWABLE,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_SETTABLE_USER_VALUE,
  HEAP_TAIL_CHECKING_ENABLED,
  HEAP_VALIDATE_ALL_ENABLED,
  HEAP_VALIDATE_PARAMETERS_ENABLED,
  HEAP_ZERO_MEMORY,
  NtCurrentProcess,
  out,
  SIZE_T,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, reserveFor, siteOf, userOf } from './fixture.ts';

const TAIL = HEAP_TAIL_CHECKING_ENABLED;
const FREE = HEAP_FREE_CHECKING_ENABLED;
const LARGE = 0x100000;

const repeated = (byte: number, count: number): number[] => new Array<number>(count).fill(byte);
const words = (bytes: readonly number[], count: number): number[] =>
  Array.from({ length: count }, (_, at) => bytes[at % 4] ?? 0);
const BAADF00D = [0x0d, 0xf0, 0xad, 0xba];
const FEEEFEEE = [0xee, 0xfe, 0xee, 0xfe];

describe.each(architectures)('%s', (arch) => {
  /** A process with one heap, and short names for what the tests do with it. */
  function heapWith(flags: number) {
    const site = userOf(arch);
    const { process } = site;
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | flags, 0, 0x100000, 0x8000, 0, 0);
    const allocate = (bytes: number, callFlags = 0) => process.RtlAllocateHeap(heap, callFlags, bytes);
    const bytesAt = (address: number, count: number) => [...process.memory.readBytes(address, count)];
    return { ...site, heap, allocate, bytesAt };
  }
  type Scene = ReturnType<typeof heapWith>;
  const granule = arch === 'x64' ? 16 : 8;
  const isSound = ({ nt, process, heap }: Scene) => expect(nt.debug.heapFinding(process, heap)).toBeNull();

  it('B-201: 2P bytes of 0xAB directly behind every size from 0 to 63', () => {
    const scene = heapWith(TAIL);
    for (let bytes = 0; bytes < 64; bytes++)
      expect(scene.bytesAt(scene.allocate(bytes) + bytes, 2 * scene.P)).toEqual(repeated(0xab, 2 * scene.P));
    isSound(scene);
  });

  it('B-208: the tail pattern costs one granule per block', () => {
    const [plain, checked] = [heapWith(HEAP_DISABLE_COALESCE_ON_FREE), heapWith(TAIL)];
    const step = ({ allocate }: Scene, bytes: number) => {
      const [first, second] = [allocate(bytes), allocate(bytes)];
      return second - first;
    };
    for (const bytes of [24, 25, 40, 64, 100, 0x1000])
      expect(step(checked, bytes) - step(plain, bytes)).toBe(granule);
  });

  it('B-081: a block with a reservation of its own has no tail pattern', () => {
    const { allocate, bytesAt } = heapWith(TAIL | FREE);
    expect(bytesAt(allocate(LARGE - 0x100) + LARGE - 0x100, 32)).toEqual(repeated(0, 32));
  });

  it('B-207: a new block is 0xBAADF00D over its size rounded down to 4', () => {
    const scene = heapWith(FREE | TAIL);
    for (const bytes of [0, 1, 4, 7, 37, 0x2000])
      expect(scene.bytesAt(scene.allocate(bytes), bytes & ~3)).toEqual(words(BAADF00D, bytes & ~3));
    expect(scene.bytesAt(scene.allocate(37) + 36, 1)).not.toEqual([0x0d]);
  });

  it('B-207: not with HEAP_ZERO_MEMORY, in the call or at creation, and not without free checking', () => {
    const scene = heapWith(FREE);
    expect(scene.bytesAt(scene.allocate(40, HEAP_ZERO_MEMORY), 40)).toEqual(repeated(0, 40));
    const zero = heapWith(FREE | HEAP_ZERO_MEMORY);
    expect(zero.bytesAt(zero.allocate(40), 40)).toEqual(repeated(0, 40));
    const tail = heapWith(TAIL);
    expect(tail.bytesAt(tail.allocate(40) + 16, 24)).toEqual(repeated(0, 24));
  });

  it('B-205: a freed 37-byte block is 0xFEEEFEEE from its links on', () => {
    const scene = heapWith(FREE);
    const block = scene.allocate(37);
    scene.allocate(8);
    scene.process.RtlFreeHeap(scene.heap, 0, block);
    expect(scene.bytesAt(block + 16, 24)).toEqual(words(FEEEFEEE, 24));
    expect(scene.process.memory.readUint32(block + 2 * scene.P)).toBe(0xfeeefeee);
  });

  it('B-205: so is a block that merged with both neighbours, its old headers and links included', () => {
    const scene = heapWith(FREE);
    const blocks = [40, 40, 40, 40].map((bytes) => scene.allocate(bytes));
    const [first = 0, second = 0, third = 0, last = 0] = blocks;
    for (const block of [first, third, second]) scene.process.RtlFreeHeap(scene.heap, 0, block);
    const from = first + 2 * scene.P;
    expect(scene.bytesAt(from, last - 8 - from)).toEqual(words(FEEEFEEE, last - 8 - from));
    isSound(scene);
  });

  it('B-206: a changed byte of the free pattern makes the heap invalid, and restoring it makes it valid', () => {
    const { process, heap, allocate } = heapWith(FREE);
    const block = allocate(37);
    allocate(8);
    process.RtlFreeHeap(heap, 0, block);
    for (const at of [16, 17, 23, 30]) {
      const byte = process.memory.readUint8(block + at);
      process.memory.writeUint8(block + at, byte ^ 1);
      expect(process.RtlValidateHeap(heap, 0, 0)).toBe(0);
      process.memory.writeUint8(block + at, byte);
      expect(process.RtlValidateHeap(heap, 0, 0)).toBe(1);
    }
  });

  it('B-137: a block with a changed tail pattern is not valid, alone or with its heap', () => {
    const { process, heap, P, allocate } = heapWith(TAIL);
    const [block, other] = [allocate(21), allocate(21)];
    for (const at of [21, 21 + 2 * P - 1]) {
      process.memory.writeUint8(block + at, 0xaa);
      expect([0, block, other].map((what) => process.RtlValidateHeap(heap, 0, what))).toEqual([0, 0, 1]);
      process.memory.writeUint8(block + at, 0xab);
      expect([0, block, other].map((what) => process.RtlValidateHeap(heap, 0, what))).toEqual([1, 1, 1]);
    }
    process.memory.writeUint8(block + 21 + 2 * P, 0x55);
    expect(process.RtlValidateHeap(heap, 0, block)).toBe(1);
  });

  it('B-207: growing in place fills what is added and moves the tail pattern', () => {
    const scene = heapWith(TAIL | FREE);
    const { process, heap, P, bytesAt } = scene;
    const block = scene.allocate(20);
    process.memory.fill(block, 20, 0x11);
    expect(process.RtlReAllocateHeap(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 1000)).toBe(block);
    expect(bytesAt(block, 20)).toEqual(repeated(0x11, 20));
    expect(bytesAt(block + 20, 980)).toEqual(words(BAADF00D, 980));
    expect(bytesAt(block + 1000, 2 * P)).toEqual(repeated(0xab, 2 * P));
    isSound(scene);
    const flags = HEAP_REALLOC_IN_PLACE_ONLY | HEAP_ZERO_MEMORY;
    expect(process.RtlReAllocateHeap(heap, flags, block, 1100)).toBe(block);
    expect(bytesAt(block + 1000, 100)).toEqual(repeated(0, 100));
    expect(bytesAt(block + 1100, 2 * P)).toEqual(repeated(0xab, 2 * P));
    isSound(scene);
  });

  it('B-201: shrinking in place moves the tail pattern, also when nothing is split off', () => {
    const scene = heapWith(TAIL | FREE);
    const { process, heap, P, bytesAt } = scene;
    const block = scene.allocate(1000);
    process.memory.fill(block, 1000, 0x22);
    for (const bytes of [998, 500, 3, 0]) {
      expect(process.RtlReAllocateHeap(heap, 0, block, bytes)).toBe(block);
      expect(process.RtlSizeHeap(heap, 0, block)).toBe(bytes);
      expect(bytesAt(block, bytes + 2 * P)).toEqual([...repeated(0x22, bytes), ...repeated(0xab, 2 * P)]);
      isSound(scene);
    }
  });

  it('B-207: a block that moves keeps its bytes and has the patterns behind them', () => {
    const scene = heapWith(TAIL | FREE);
    const { process, heap, P, bytesAt } = scene;
    const block = scene.allocate(21);
    scene.allocate(8);
    process.memory.fill(block, 21, 0x33);
    const moved = process.RtlReAllocateHeap(heap, 0, block, 44);
    expect(moved).not.toBe(block);
    expect(bytesAt(moved, 21)).toEqual(repeated(0x33, 21));
    expect(bytesAt(moved + 24, 20)).toEqual(words(BAADF00D, 20));
    expect(bytesAt(moved + 44, 2 * P)).toEqual(repeated(0xab, 2 * P));
    expect(process.memory.readUint32(block + 2 * P)).toBe(0xfeeefeee);
    isSound(scene);
  });

  it('B-081: a block that crosses the threshold loses its tail pattern and gets it again', () => {
    const scene = heapWith(TAIL | FREE);
    const { process, heap, P, bytesAt } = scene;
    const large = process.RtlReAllocateHeap(heap, 0, scene.allocate(100), LARGE - 0x100);
    expect(bytesAt(large + LARGE - 0x100, 16)).toEqual(repeated(0, 16));
    isSound(scene);
    const small = process.RtlReAllocateHeap(heap, 0, large, 50);
    expect(bytesAt(small + 50, 2 * P)).toEqual(repeated(0xab, 2 * P));
    isSound(scene);
  });

  it('sizes are exact and the largest block of a nongrowable heap still is the threshold', () => {
    const { process } = userOf(arch);
    const base = reserveFor(process, 0x100000, 0x1000);
    const heap = process.RtlCreateHeap(TAIL | FREE, base, 0x100000, 0x1000, 0, 0);
    const block = process.RtlAllocateHeap(heap, 0, 0x7f000);
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(0x7f000);
    expect(process.RtlAllocateHeap(heap, 0, 0x7f001)).toBe(0);
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(process.RtlValidateHeap(heap, 0, 0)).toBe(1);
  });

  it('free blocks stay apart with HEAP_DISABLE_COALESCE_ON_FREE, each with its pattern', () => {
    const scene = heapWith(FREE | HEAP_DISABLE_COALESCE_ON_FREE);
    const { process, heap, P } = scene;
    const blocks = [40, 40, 40].map((bytes) => scene.allocate(bytes));
    scene.allocate(8);
    for (const block of blocks) process.RtlFreeHeap(heap, 0, block);
    for (const block of blocks) expect(process.memory.readUint32(block + 2 * P)).toBe(0xfeeefeee);
    expect(scene.nt.debug.heap(process, heap).freeBlocks).toBe(4);
    isSound(scene);
  });

  it.each([
    ['tail checking', TAIL],
    ['free checking', FREE],
    ['parameter checking', HEAP_VALIDATE_PARAMETERS_ENABLED],
    ['validation of everything', HEAP_VALIDATE_ALL_ENABLED],
  ])('a heap with %s has no front end', (_name, flags) => {
    const { nt, process, heap, allocate } = heapWith(flags);
    for (let n = 0; n < 100; n++) allocate(24);
    expect(nt.debug.heapBlocks(process, heap).some(({ slot }) => slot === true)).toBe(false);
    expect(process.memory.readUint32(heap + (arch === 'x64' ? 0x94 : 0x64))).toBe(0);
  });

  it('a heap of kernel-mode code has the same patterns', () => {
    const { caller, P } = siteOf(arch, 'kernel');
    const heap = caller.RtlCreateHeap(HEAP_GROWABLE | TAIL | FREE, 0, 0, 0, 0, 0);
    const block = caller.RtlAllocateHeap(heap, 0, 5);
    expect([...caller.memory.readBytes(block, 4)]).toEqual(BAADF00D);
    expect([...caller.memory.readBytes(block + 5, 2 * P)]).toEqual(repeated(0xab, 2 * P));
  });

  it('a snapshot holds the patterns', () => {
    const scene = heapWith(TAIL | FREE);
    const { nt, process, heap } = scene;
    const block = scene.allocate(100);
    const start = nt.snapshot();
    process.memory.fill(block, 100, 0);
    process.RtlAllocateHeap(heap, 0, 3000);
    nt.restore(start);
    isSound(scene);
    expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    isSound(scene);
  });
});

describe('B-068: the public example of blocks with tail pattern and extra record, x86', () => {
  it('B-068: requested bytes and 0x18 more, rounded up to 8; flags byte 0x07', () => {
    const { nt, process } = userOf('x86');
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | TAIL, 0, 0, 0x8000, 0, 0);
    const key = process.memory.readUint32(heap + 0x50);
    const sizes = [
      [0x24, 0x40],
      [0x48, 0x60],
      [0x10, 0x28],
      [1, 0x20],
      [0x2e, 0x48],
      [0x12, 0x30],
      [0x16, 0x30],
      [0x3c, 0x58],
      [0x1000, 0x1018],
      [0x2b8, 0x2d0],
    ] as const;
    const blocks = sizes.map(([bytes]) => process.RtlAllocateHeap(heap, HEAP_SETTABLE_USER_VALUE, bytes));
    sizes.forEach(([, total], at) => {
      const block = blocks[at] ?? 0;
      const word = process.memory.readUint32(block - 8) ^ key;
      expect([(word & 0xffff) * 8, (word >>> 16) & 0xff]).toEqual([total, 0x07]);
      if (at > 0) expect(block - (blocks[at - 1] ?? 0)).toBe(sizes[at - 1]?.[1]);
    });
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });
});

describe('B-067: the public example of a debug heap, x86', () => {
  const flags = HEAP_GROWABLE | HEAP_VALIDATE_PARAMETERS_ENABLED;

  it('B-067: header of 0xB90 bytes, segment header of 0x38, first entry at 0xBC8, granularity 8', () => {
    const { nt, process } = userOf('x86');
    for (const align of [0, 0x10000]) {
      const heap = process.RtlCreateHeap(flags | align, 0, 0, 0, 0, 0);
      const first = process.RtlAllocateHeap(heap, 0, 8);
      expect(first - 8).toBe(heap + (align === 0 ? 0xbc8 : 0xbd8));
      expect(nt.debug.heapFinding(process, heap)).toBeNull();
      // The headers of header and segment header say how long they are, in granules and encoded with the key.
      const key = process.memory.readUint32(heap + 0x50);
      if (align === 0) expect((process.memory.readUint32(heap) ^ key) & 0xffff).toBe(0xb90 / 8);
      expect((process.memory.readUint32(heap + 0xb90) ^ key) & 0xffff).toBe(0x38 / 8);
      expect(process.memory.readUint32(heap + 0xb98)).toBe(0xffeeffee);
    }
  });

  it('B-067: a further segment reserves 0x100000 bytes', () => {
    const { process } = userOf('x86');
    const heap = process.RtlCreateHeap(flags, 0, 0x10000, 0x1000, 0, 0);
    let block = 0;
    do block = process.RtlAllocateHeap(heap, 0, 0x3000);
    while (block < heap + 0x10000);
    const buffer = reserveFor(process, 0x1000, 0x1000);
    const segment = Math.floor(block / 0x10000) * 0x10000;
    expect(process.NtQueryVirtualMemory(NtCurrentProcess(), segment, 0, buffer, 28, out(SIZE_T))).toBe(0);
    const committed = process.memory.readUint32(buffer + 12);
    expect(
      process.NtQueryVirtualMemory(NtCurrentProcess(), segment + committed, 0, buffer, 28, out(SIZE_T)),
    ).toBe(0);
    expect(committed + process.memory.readUint32(buffer + 12)).toBe(0x100000);
  });
});
