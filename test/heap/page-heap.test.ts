/** Page heap, full and light (facts B.12, decision 0012). */
import {
  type Architecture,
  boot,
  EXCEPTION_EXECUTE_HANDLER,
  HEAP_CREATE_ALIGN_16,
  HEAP_GENERATE_EXCEPTIONS,
  HEAP_GROWABLE,
  HEAP_REALLOC_IN_PLACE_ONLY,
  HEAP_ZERO_MEMORY,
  MiB,
  out,
  type PageHeapKind,
  PVOID,
  STATUS_ACCESS_VIOLATION,
  STATUS_HEAP_CORRUPTION,
  STATUS_INVALID_PARAMETER,
  STATUS_NO_MEMORY,
  ULONG,
  type UserProcess,
} from 'irqlab';
import { describe, expect, it } from 'vitest';
import { architectures, codeOf, ended, recordOf, reserveFor } from './fixture.ts';

const SMALL = { userBytes: 64 * MiB, kernelBytes: 4 * MiB, physicalMemory: 64 * MiB };
const repeated = (byte: number, count: number): number[] => new Array<number>(count).fill(byte);

/** A process with page heap, one heap of it, and short names. */
function pageHeap(arch: Architecture, kind: PageHeapKind, terminateOnCorruption = true, flags = 0) {
  const nt = boot({ ...SMALL, arch });
  const process = nt.startProcess({ pageHeap: kind, terminateOnCorruption });
  const heap = process.RtlCreateHeap(HEAP_GROWABLE | flags, 0, 0, 0, 0, 0);
  const allocate = (bytes: number, callFlags = 0) => process.RtlAllocateHeap(heap, callFlags, bytes);
  const free = (address: number) => process.RtlFreeHeap(heap, 0, address);
  const bytesAt = (address: number, count: number) => [...process.memory.readBytes(address, count)];
  const isSound = () => expect(nt.debug.heapFinding(process, heap)).toBeNull();
  return { nt, process, arch, P: arch === 'x64' ? 8 : 4, heap, allocate, free, bytesAt, isSound };
}

/** Where an access violation was: kind and address; null when there was none. */
function faultOf(process: UserProcess, access: () => unknown): readonly number[] | null {
  const outcome = process.outcome(access);
  if (outcome.kind !== 'raised') return null;
  expect(outcome.record.ExceptionCode).toBe(STATUS_ACCESS_VIOLATION);
  return outcome.record.ExceptionInformation;
}

const roundedUp = (bytes: number, alignment: number) => Math.ceil(bytes / alignment) * alignment;
const kinds = ['full', 'light'] as const;
const places = architectures.flatMap((arch) => kinds.map((kind) => ({ arch, kind })));

describe.each(places)('both kinds: $kind, $arch', ({ arch, kind }) => {
  it('B-213: every byte of the heap header but Flags and ForceFlags is 0xEE', () => {
    const { process, heap, bytesAt } = pageHeap(arch, kind);
    const flags = arch === 'x64' ? 0x70 : 0x40;
    for (const handle of [heap, process.processHeap]) {
      expect(bytesAt(handle, flags)).toEqual(repeated(0xee, flags));
      expect(bytesAt(handle + flags + 8, 0x200)).toEqual(repeated(0xee, 0x200));
      expect(process.memory.readUint32(handle + flags)).toBe(HEAP_GROWABLE | 0x0100_0000);
      expect(process.memory.readUint32(handle + flags + 4)).toBe(0x0100_0000);
    }
  });

  it('sizes are exact, blocks are aligned and keep their bytes', () => {
    const { process, heap, allocate, P, isSound } = pageHeap(arch, kind);
    const sizes = [0, 1, 7, 8, 15, 16, 17, 100, 4000, 4096, 5000, 0x7f000, 0x7f001, 0x100000];
    const blocks = sizes.map((bytes) => allocate(bytes));
    for (const [index, block] of blocks.entries()) {
      const bytes = sizes[index] ?? 0;
      expect(block % (2 * P)).toBe(0);
      expect(process.RtlSizeHeap(heap, 0, block)).toBe(bytes);
      process.memory.fill(block, bytes, index + 1);
      isSound();
    }
    for (const [index, block] of blocks.entries()) {
      const bytes = process.memory.readBytes(block, sizes[index] ?? 0);
      expect(bytes.every((byte) => byte === index + 1)).toBe(true);
      expect([process.RtlValidateHeap(heap, 0, block), process.RtlFreeHeap(heap, 0, block)]).toEqual([1, 1]);
      isSound();
    }
  });

  it('HEAP_ZERO_MEMORY, in a call, in a resize and at creation', () => {
    const zero = pageHeap(arch, kind, true, HEAP_ZERO_MEMORY);
    expect(zero.bytesAt(zero.allocate(40), 40)).toEqual(repeated(0, 40));
    const { process, heap, allocate, bytesAt, isSound } = pageHeap(arch, kind);
    const block = allocate(21, HEAP_ZERO_MEMORY);
    expect(bytesAt(block, 21)).toEqual(repeated(0, 21));
    process.memory.fill(block, 21, 0x44);
    const grown = process.RtlReAllocateHeap(heap, HEAP_ZERO_MEMORY, block, 5000);
    expect(bytesAt(grown, 5000)).toEqual([...repeated(0x44, 21), ...repeated(0, 4979)]);
    isSound();
  });

  it('blocks of 16-byte alignment on request', () => {
    const { allocate, isSound } = pageHeap(arch, kind, true, HEAP_CREATE_ALIGN_16);
    for (let bytes = 1; bytes < 60; bytes += 3) expect(allocate(bytes) % 16).toBe(0);
    isSound();
  });

  it('resizing moves a block, and in place it works only while the rounded size stays', () => {
    const { process, heap, allocate, bytesAt, isSound, P } = pageHeap(arch, kind);
    const block = allocate(20);
    process.memory.fill(block, 20, 0x55);
    const same = kind === 'full' ? 17 : 20;
    expect(process.RtlReAllocateHeap(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, same)).toBe(block);
    isSound();
    expect(process.RtlReAllocateHeap(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 200)).toBe(0);
    expect(process.lastStatus).toBe(STATUS_NO_MEMORY);
    expect(process.RtlReAllocateHeap(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 2)).toBe(0);
    const moved = process.RtlReAllocateHeap(heap, 0, block, 33 + P);
    expect(moved).not.toBe(block);
    expect(bytesAt(moved, same)).toEqual(repeated(0x55, same));
    expect(bytesAt(moved + same, 33 + P - same)).toEqual(
      repeated(kind === 'full' ? 0xc0 : 0xe0, 33 + P - same),
    );
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(-1);
    isSound();
    expect(process.RtlReAllocateHeap(heap, 0, moved, 0)).not.toBe(0);
    isSound();
  });

  it('a double free, a foreign pointer, a block of another heap', () => {
    for (const terminate of [true, false]) {
      const misuse = [
        (s: ReturnType<typeof pageHeap>, block: number) => [s.free(block), s.free(block)][1],
        (s: ReturnType<typeof pageHeap>, block: number) => s.free(block + 16),
        (s: ReturnType<typeof pageHeap>) => s.free(s.heap),
        (s: ReturnType<typeof pageHeap>, block: number) =>
          s.process.RtlFreeHeap(s.process.processHeap, 0, block),
      ];
      for (const act of misuse) {
        const scene = pageHeap(arch, kind, terminate);
        const block = scene.allocate(48);
        const outcome = scene.nt.outcome(() => act(scene, block));
        if (terminate) expect(outcome).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
        else {
          expect(outcome).toMatchObject({ kind: 'returned', value: 0 });
          expect(scene.process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
        }
      }
    }
  });

  it('B-125: a freed block is known as one', () => {
    const process = boot({ ...SMALL, arch, profile: 'observed' }).startProcess({
      pageHeap: kind,
      terminateOnCorruption: false,
    });
    const heap = process.processHeap;
    const block = process.RtlAllocateHeap(heap, 0, 48);
    expect(process.RtlReAllocateHeap(heap, 0, block + 16, 100)).toBe(0);
    process.RtlFreeHeap(heap, 0, block);
    expect(process.RtlReAllocateHeap(heap, 0, block, 100)).toBe(block);
    expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
  });

  it('a request that nothing can hold fails as on any heap', () => {
    const { process, heap, allocate } = pageHeap(arch, kind);
    const kept = allocate(8);
    expect(allocate(80 * MiB)).toBe(0);
    expect(process.lastStatus).toBe(STATUS_NO_MEMORY);
    expect(codeOf(process, () => allocate(80 * MiB, HEAP_GENERATE_EXCEPTIONS))).toBe(STATUS_NO_MEMORY);
    expect(process.RtlReAllocateHeap(heap, 0, kept, 80 * MiB)).toBe(0);
    expect(process.RtlSizeHeap(heap, 0, kept)).toBe(8);
    expect(allocate(100)).not.toBe(0);
  });

  it('a nongrowable heap keeps its threshold', () => {
    const process = boot({ ...SMALL, arch, profile: 'observed' }).startProcess({ pageHeap: kind });
    const heap = process.RtlCreateHeap(0, 0, 0x100000, 0, 0, 0);
    expect(process.RtlAllocateHeap(heap, 0, 0x7f001)).toBe(0);
    expect(process.RtlAllocateHeap(heap, 0, 0x7f000)).not.toBe(0);
  });

  it('a heap that cannot grow is full about when it would be without page heap, and can be filled again', () => {
    const nt = boot({ ...SMALL, arch });
    const fill = (process: UserProcess, heap: number): number[] => {
      const blocks: number[] = [];
      for (let block = 1; block !== 0 && blocks.length < 1000; ) {
        block = process.RtlAllocateHeap(heap, 0, 500);
        if (block !== 0) blocks.push(block);
      }
      return blocks;
    };
    const make = (process: UserProcess) =>
      process.RtlCreateHeap(0, reserveFor(process, 0x20000), 0x20000, 0, 0, 0);
    const plain = nt.startProcess();
    const usual = fill(plain, make(plain)).length;
    const process = nt.startProcess({ pageHeap: kind });
    // A heap in memory of its caller has no page heap (decision 0012).
    const heap = process.HeapCreate(0, 0, 0x20000);
    const blocks = fill(process, heap);
    expect(blocks.length).toBeGreaterThan(usual * 0.8);
    expect(blocks.length).toBeLessThan(usual * 1.05);
    const image = nt.snapshot();
    for (const block of blocks) expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    expect(fill(process, heap)).toHaveLength(blocks.length);
    nt.restore(image);
    expect(process.RtlAllocateHeap(heap, 0, 500)).toBe(0);
    expect(process.RtlFreeHeap(heap, 0, blocks[0] ?? 0)).toBe(1);
    // A block that is resized where it stands counts with its bytes of then.
    for (let turn = 0; turn < 40; turn++) {
      const block = process.RtlAllocateHeap(heap, 0, 500);
      process.RtlReAllocateHeap(heap, HEAP_REALLOC_IN_PLACE_ONLY, block, 512);
      expect(process.RtlFreeHeap(heap, 0, block)).toBe(1);
    }
    expect(process.RtlAllocateHeap(heap, 0, 500)).not.toBe(0);
    expect(process.RtlAllocateHeap(heap, 0, 500)).toBe(0);
  });

  it('B-142: destroying gives every page back, but not before the heap is sound (B-209)', () => {
    const { nt, process, heap, allocate, free } = pageHeap(arch, kind, false);
    const before = nt.debug.physicalMemory.usedBytes;
    const other = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    for (const bytes of [10, 5000, 0x90000]) process.RtlAllocateHeap(other, 0, bytes);
    process.RtlFreeHeap(other, 0, process.RtlAllocateHeap(other, 0, 100));
    expect(process.RtlDestroyHeap(other)).toBe(0);
    expect(nt.debug.physicalMemory.usedBytes).toBe(before);
    expect(codeOf(process, () => process.memory.readUint8(other))).toBe(STATUS_ACCESS_VIOLATION);
    const block = allocate(24);
    process.memory.writeUint8(block - 1, 0);
    expect(process.RtlDestroyHeap(heap)).toBe(heap);
    process.memory.writeUint8(block - 1, 0xdc);
    free(block);
    expect(process.RtlDestroyHeap(heap)).toBe(0);
  });

  it('a snapshot holds blocks, freed blocks and addresses', () => {
    const scene = pageHeap(arch, kind);
    const { nt, process, allocate, free, isSound } = scene;
    const [kept, freed] = [allocate(100), allocate(100)];
    free(freed);
    const start = nt.snapshot();
    const addresses = () => [allocate(30), allocate(4000), allocate(0x100000)];
    const first = addresses();
    free(kept);
    nt.restore(start);
    isSound();
    expect(addresses()).toEqual(first);
    expect(free(kept)).toBe(1);
    expect(nt.outcome(() => free(freed))).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
    expect(process.exitCode).toBe(STATUS_HEAP_CORRUPTION);
  });

  it('statistics and a walk tell the blocks, and freed ones as free or gone', () => {
    const { nt, process, heap, allocate, free } = pageHeap(arch, kind);
    const [block, other] = [allocate(100), allocate(0x90000)];
    free(allocate(50));
    const now = nt.debug.heap(process, heap);
    expect([now.complete, now.liveBlocks, now.liveBytes]).toEqual([true, 2, 100 + 0x90000]);
    const busy = nt.debug
      .heapBlocks(process, heap)
      .filter(({ state }) => state === 'busy' || state === 'large');
    expect(
      busy.map(({ address, bytes }) => [address, bytes]).sort((a, b) => (a[1] ?? 0) - (b[1] ?? 0)),
    ).toEqual([
      [block, 100],
      [other, 0x90000],
    ]);
  });

  it('B-186, B-188: user values and flags stand in the header in front of the block, and move with it', () => {
    const { process, heap, allocate, isSound, P } = pageHeap(arch, kind);
    const info = (block: number) => {
      const [value, flags] = [out(PVOID, -1), out(ULONG, 0xffff)];
      expect(process.RtlGetUserInfoHeap(heap, 0, block, value, flags)).toBe(1);
      return [value.value, flags.value];
    };
    const plain = allocate(30);
    expect(process.RtlSetUserValueHeap(heap, 0, plain, 1)).toBe(0);
    expect(process.RtlSetUserFlagsHeap(heap, 0, plain, 0, 0x200)).toBe(1);
    expect(info(plain)).toEqual([-1, 0x200]);
    for (const bytes of [0, 30, 0x100000]) {
      const block = allocate(bytes, 0xd00);
      expect(info(block)).toEqual([0, 0xc00]);
      expect(process.RtlSetUserValueHeap(heap, 0, block, 0x1234567)).toBe(1);
      expect(process.RtlSetUserFlagsHeap(heap, 0, block, 0x400, 0x200)).toBe(1);
      expect(process.memory.readPointer(block - 3 * P)).toBe(0x1234567);
      isSound();
      const moved = process.RtlReAllocateHeap(heap, 0, block, bytes + 100);
      expect(info(moved)).toEqual([0x1234567, 0xa00]);
      isSound();
      const same = process.RtlReAllocateHeap(heap, 0x400, moved, bytes + 100);
      expect(info(same)).toEqual([0x1234567, 0xa00]);
      expect(process.RtlFreeHeap(heap, 0, same)).toBe(1);
      isSound();
    }
  });

  it('memory of the caller holds an ordinary heap (ours)', () => {
    const { process } = pageHeap(arch, kind);
    const heap = process.RtlCreateHeap(0, reserveFor(process, 0x10000, 0x10000), 0x10000, 0x10000, 0, 0);
    expect(process.memory.readUint32(heap + (arch === 'x64' ? 0x90 : 0x60))).toBe(0xeeffeeff);
    expect(process.memory.readUint8(process.RtlAllocateHeap(heap, 0, 100) + 100)).not.toBe(0xa0);
  });

  it('with hvc, every call looks at every block', () => {
    const nt = boot({ ...SMALL, arch });
    const process = nt.startProcess({ globalFlags: ['hvc'], pageHeap: kind });
    const heap = process.processHeap;
    const block = process.RtlAllocateHeap(heap, 0, 20);
    process.memory.writeUint8(block - 1, 0);
    expect(nt.outcome(() => process.RtlAllocateHeap(heap, 0, 8))).toMatchObject(
      ended(STATUS_HEAP_CORRUPTION),
    );
  });

  it('asking for the size looks at the block, and fails with termination off', () => {
    const { process, heap, allocate } = pageHeap(arch, kind, false);
    const block = allocate(20);
    process.memory.writeUint8(block - 1, 0);
    expect(process.RtlSizeHeap(heap, 0, block)).toBe(-1);
    expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
  });
});

describe.each(architectures)('full page heap, %s', (arch) => {
  const alignment = arch === 'x64' ? 16 : 8;

  it('B-210: the first byte past the rounded block faults at the access, read or write', () => {
    const { process, allocate, free } = pageHeap(arch, 'full');
    for (const bytes of [0, 1, 8, 16, 100, 4096, 4097, 0x20000]) {
      const block = allocate(bytes);
      const end = block + roundedUp(bytes, alignment);
      expect(end % 4096).toBe(0);
      expect(faultOf(process, () => process.memory.readUint8(end))).toEqual([0, end]);
      expect(faultOf(process, () => process.memory.writeUint8(end, 1))).toEqual([1, end]);
      if (bytes > 0)
        expect(faultOf(process, () => process.memory.writeUint8(block + bytes - 1, 1))).toBeNull();
      free(block);
    }
  });

  it('B-210: a handler of the program sees the overrun', () => {
    const { process, allocate } = pageHeap(arch, 'full');
    const block = allocate(64);
    const caught = process.__try(
      () => {
        for (let at = 0; ; at += 4) process.memory.writeUint32(block + at, at);
      },
      process.__except(EXCEPTION_EXECUTE_HANDLER, () => process.GetExceptionCode()),
    );
    expect(caught).toBe(STATUS_ACCESS_VIOLATION);
    expect(process.memory.readUint32(block + 60)).toBe(60);
  });

  it('fresh bytes are 0xC0, the bytes up to the alignment 0xD0, and stamps stand around the header', () => {
    const { process, heap, allocate, bytesAt, P } = pageHeap(arch, 'full');
    const block = allocate(5);
    expect(bytesAt(block, 5)).toEqual(repeated(0xc0, 5));
    expect(bytesAt(block + 5, alignment - 5)).toEqual(repeated(0xd0, alignment - 5));
    const header = block - 8 * P;
    expect([process.memory.readUint32(header), process.memory.readUint32(block - 4)]).toEqual([
      0xabcdbbbb, 0xdcbabbbb,
    ]);
    expect([1, 2, 3].map((at) => process.memory.readPointer(header + at * P))).toEqual([heap, 5, alignment]);
  });

  it.each([
    ['a byte of the suffix', (block: number) => block + 5],
    ['the last byte of the suffix', (block: number) => block + alignment - 1],
    ['the end stamp', (block: number) => block - 1],
    ['the start stamp', (block: number) => block - (arch === 'x64' ? 0x40 : 0x20)],
    ['the handle in the header', (block: number) => block - (arch === 'x64' ? 0x38 : 0x1c)],
    ['what is in front of the end stamp', (block: number) => block - (arch === 'x64' ? 5 : 4)],
  ])('%s that was written over is found when the block is freed, resized or validated', (_what, at) => {
    for (const call of ['free', 'resize', 'validate'] as const) {
      const { nt, process, heap, allocate, isSound } = pageHeap(arch, 'full');
      const block = allocate(5);
      const byte = process.memory.readUint8(at(block));
      process.memory.writeUint8(at(block), byte ^ 0x80);
      if (call === 'validate') {
        expect([0, block].map((what) => process.RtlValidateHeap(heap, 0, what))).toEqual([0, 0]);
        process.memory.writeUint8(at(block), byte);
        expect([0, block].map((what) => process.RtlValidateHeap(heap, 0, what))).toEqual([1, 1]);
        isSound();
        continue;
      }
      const act = () =>
        call === 'free'
          ? process.RtlFreeHeap(heap, 0, block)
          : process.RtlReAllocateHeap(heap, 0, block, 100);
      expect(nt.outcome(act)).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
    }
  });

  it('a freed block stays inaccessible while others come and go', () => {
    const { process, allocate, free } = pageHeap(arch, 'full');
    const block = allocate(100);
    free(block);
    for (let n = 0; n < 500; n++) {
      const other = allocate(100);
      expect(other).not.toBe(block);
      free(other);
    }
    expect(faultOf(process, () => process.memory.readUint8(block))).toEqual([0, block]);
    expect(faultOf(process, () => process.memory.writeUint8(block + 99, 1))).toEqual([1, block + 99]);
  });

  it('addresses are used again when those of freed blocks exceed 16 MB, oldest first (ours)', () => {
    const { nt, process, heap, allocate, free, isSound } = pageHeap(arch, 'full');
    const [first, second] = [allocate(100), allocate(100)];
    free(first);
    free(second);
    let count = 2;
    for (let block = allocate(100); block !== first; block = allocate(100)) {
      free(block);
      count += 1;
      expect(count).toBeLessThan(5000);
    }
    expect(count * 2).toBeGreaterThanOrEqual((16 * MiB) / 4096);
    expect(faultOf(process, () => process.memory.readUint8(second))).toEqual([0, second]);
    expect(nt.debug.heap(process, heap).liveBlocks).toBe(1);
    isSound();
  });

  it('addresses of freed blocks are used again when there are no others (ours)', () => {
    const { process, allocate, free, heap } = pageHeap(arch, 'full');
    const blocks: number[] = [];
    for (let block = allocate(MiB); block !== 0; block = allocate(MiB)) blocks.push(block);
    expect(blocks.length).toBeGreaterThan(20);
    for (const block of blocks) free(block);
    const again = blocks.map(() => allocate(MiB));
    expect(again).not.toContain(0);
    expect(process.RtlValidateHeap(heap, 0, 0)).toBe(1);
  });

  it('a request that memory cannot hold costs no addresses when it is made again', () => {
    const nt = boot({ ...SMALL, arch, physicalMemory: 4 * MiB });
    const process = nt.startProcess({ pageHeap: 'full' });
    const heap = process.processHeap;
    expect(process.RtlAllocateHeap(heap, 0, 8 * MiB)).toBe(0);
    const { reservedBytes } = nt.debug.heapSizes(process, heap);
    for (let n = 0; n < 20; n++) expect(process.RtlAllocateHeap(heap, 0, 8 * MiB)).toBe(0);
    expect(nt.debug.heapSizes(process, heap).reservedBytes).toBe(reservedBytes);
  });

  it('a live block costs its pages and no more; a freed one costs none', () => {
    const { nt, process, heap, allocate, free } = pageHeap(arch, 'full');
    const before = nt.debug.heapSizes(process, heap).committedBytes;
    expect(before).toBe(0x2000);
    const [small, large] = [allocate(100), allocate(10_000)];
    expect(nt.debug.heapSizes(process, heap).committedBytes - before).toBe(0x1000 + 0x3000);
    free(small);
    free(large);
    expect(nt.debug.heapSizes(process, heap).committedBytes).toBe(before);
  });

  it('pieces of a walk lie in order of address, do not overlap and fill the reservations', () => {
    const { nt, process, heap, allocate, free } = pageHeap(arch, 'full');
    const blocks = [100, 5000, 0x200000, 8, 300].map((bytes) => allocate(bytes));
    free(blocks[1] ?? 0);
    const pieces = nt.debug.heapBlocks(process, heap);
    let end = 0;
    let sum = 0;
    for (const { address, totalBytes, state } of pieces) {
      const start = state === 'busy' ? Math.floor((address - 0x20) / 4096) * 4096 : address;
      expect(start).toBeGreaterThanOrEqual(end);
      end = start + totalBytes;
      sum += totalBytes;
    }
    expect(sum + 0x2000).toBe(nt.debug.heapSizes(process, heap).reservedBytes);
  });
});

describe.each(architectures)('light page heap, %s', (arch) => {
  it('fresh bytes are 0xE0, 8 bytes of 0xA0 follow, and stamps stand around the header', () => {
    const { process, heap, allocate, bytesAt, P } = pageHeap(arch, 'light');
    for (const bytes of [0, 5, 16, 1000, 0x90000]) {
      const block = allocate(bytes);
      expect(bytesAt(block, Math.min(bytes, 64))).toEqual(repeated(0xe0, Math.min(bytes, 64)));
      expect(bytesAt(block + bytes, 8)).toEqual(repeated(0xa0, 8));
      const header = block - 8 * P;
      expect([process.memory.readUint32(header), process.memory.readUint32(block - 4)]).toEqual([
        0xabcdaaaa, 0xdcbaaaaa,
      ]);
      expect([1, 2, 3].map((at) => process.memory.readPointer(header + at * P))).toEqual([
        heap,
        bytes,
        bytes + 8,
      ]);
    }
  });

  it('B-210: an overrun does not fault; it is found when the block is freed', () => {
    for (const [at, name] of [
      [20, 'the first byte behind'],
      [27, 'the last byte of the suffix'],
      [-1, 'the byte in front'],
      [arch === 'x64' ? -0x38 : -0x1c, 'the header'],
    ] as const) {
      const { nt, process, allocate, free } = pageHeap(arch, 'light');
      const [block, next] = [allocate(20), allocate(20)];
      expect(
        faultOf(process, () => process.memory.writeUint8(block + at, 0x7f)),
        name,
      ).toBeNull();
      expect(free(next)).toBe(1);
      expect(
        nt.outcome(() => free(block)),
        name,
      ).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
    }
  });

  it('the engine’s own header is looked at too', () => {
    const { nt, process, allocate, free } = pageHeap(arch, 'light');
    const block = allocate(20);
    const header = block - (arch === 'x64' ? 0x48 : 0x28);
    process.memory.writeUint8(header, process.memory.readUint8(header) ^ 0x40);
    expect(nt.outcome(() => free(block))).toMatchObject(ended(STATUS_HEAP_CORRUPTION));
  });

  it('a freed block is 0xF0 with the stamps of a freed one, and stays away for a while', () => {
    const { process, allocate, free, bytesAt, P, isSound } = pageHeap(arch, 'light');
    const block = allocate(40);
    free(block);
    expect(bytesAt(block, 40)).toEqual(repeated(0xf0, 40));
    expect([process.memory.readUint32(block - 8 * P), process.memory.readUint32(block - 4)]).toEqual([
      0xabcdaaa9, 0xdcbaaaa9,
    ]);
    for (let n = 0; n < 100; n++) expect(allocate(40)).not.toBe(block);
    isSound();
  });

  it('B-210: a late write to a freed block is found when the heap is validated, and when the block is given up', () => {
    const late = () => {
      const scene = pageHeap(arch, 'light', false);
      const block = scene.allocate(40);
      scene.free(block);
      scene.process.memory.writeUint8(block + 17, 0x11);
      return { ...scene, block };
    };
    const { nt, process, heap, block, allocate, free } = late();
    expect(process.RtlValidateHeap(heap, 0, 0)).toBe(0);
    expect(nt.debug.heapFinding(process, heap)).toEqual({ finding: 'page-heap-freed', address: block + 17 });
    // Blocks that are freed now push it out; the call that does so fails, and the block is never used again.
    const results: number[] = [];
    for (let n = 0; n < 20; n++) {
      const pushed = allocate(0x10000);
      const result = free(pushed);
      results.push(result);
      if (result === 0) {
        expect(process.lastStatus).toBe(STATUS_INVALID_PARAMETER);
        expect(free(pushed)).toBe(1);
      }
    }
    expect(results.filter((result) => result === 0)).toHaveLength(1);
    expect(process.RtlValidateHeap(heap, 0, 0)).toBe(1);
  });

  it('freed blocks are given up when they hold 1 MB, oldest first (ours)', () => {
    const { nt, process, heap, allocate, free, isSound } = pageHeap(arch, 'light');
    const first = allocate(1000);
    free(first);
    const held = () => nt.debug.heapBlocks(process, heap).filter(({ delayed }) => delayed === true);
    for (let n = 0; n < 15; n++) free(allocate(0x10000));
    expect(held().map(({ address }) => address)).toContain(first);
    free(allocate(0x10000));
    expect(held().map(({ address }) => address)).not.toContain(first);
    isSound();
  });

  it('a snapshot knows how much freed blocks hold', () => {
    const { nt, process, heap, allocate, free } = pageHeap(arch, 'light');
    const first = allocate(0x10000);
    free(first);
    for (let n = 0; n < 13; n++) free(allocate(0x10000));
    nt.restore(nt.snapshot());
    const held = () => nt.debug.heapBlocks(process, heap).filter(({ delayed }) => delayed === true);
    expect(held()).toHaveLength(14);
    free(allocate(0x20000));
    expect(held().map(({ address }) => address)).not.toContain(first);
  });

  it('freed blocks are given up when there is no other memory (ours)', () => {
    const nt = boot({ ...SMALL, arch, profile: 'observed' });
    const process = nt.startProcess({ pageHeap: 'light' });
    const heap = process.RtlCreateHeap(0, 0, 0x80000, 0, 0, 0);
    const allocate = (bytes = 0x30000) => process.RtlAllocateHeap(heap, 0, bytes);
    const [first, second] = [allocate(), allocate()];
    expect(allocate()).toBe(0);
    expect([process.RtlFreeHeap(heap, 0, first), process.RtlFreeHeap(heap, 0, second)]).toEqual([1, 1]);
    expect(allocate(0x2e000)).toBeLessThan(second);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
    expect(nt.debug.heapBlocks(process, heap).filter(({ delayed }) => delayed === true)).toHaveLength(1);
  });

  it('a raising allocation that finds a late write raises STATUS_ACCESS_VIOLATION', () => {
    const { process, allocate, free } = pageHeap(arch, 'light', false);
    const block = allocate(40);
    free(block);
    process.memory.writeUint8(block, 0x11);
    const record = recordOf(process, () => allocate(80 * MiB, HEAP_GENERATE_EXCEPTIONS));
    expect(record.ExceptionCode).toBe(STATUS_ACCESS_VIOLATION);
    expect(allocate(20)).not.toBe(0);
  });
});
