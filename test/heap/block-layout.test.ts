/** Where blocks lie and what their headers say, read as raw bytes. Names of places: src/heap/layout.ts. */
import { HEAP_GROWABLE, HEAP_NO_SERIALIZE, MiB, type UserProcess } from 'irqlab';
import { describe, expect, it } from 'vitest';
import { layouts } from '../../src/heap/layout.ts';
import { architectures, userOf } from './fixture.ts';

describe.each(architectures)('addresses of blocks, %s', (arch) => {
  const room = { userBytes: 256 * MiB, physicalMemory: 256 * MiB };
  const many = (bytes: number) => {
    const { process, P } = userOf(arch, true, room);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const all = Array.from({ length: 128 }, () => process.RtlAllocateHeap(heap, 0, bytes));
    expect(all).not.toContain(0);
    return { all, P };
  };
  const A = arch === 'x64' ? 0x40000 : 0x20000;

  it('B-074: 128 blocks of 0x8000 pointers: multiples of two pointers, not all of four', () => {
    const { all, P } = many(A);
    expect(all.filter((at) => at % (2 * P) !== 0)).toEqual([]);
    expect(all.some((at) => at % (4 * P) !== 0)).toBe(true);
  });

  it('B-075: 128 large blocks: multiples of eight pointers, not all of sixteen: 8P behind a page start', () => {
    const { all, P } = many(4 * A);
    expect(new Set(all.map((at) => at % 0x1000))).toEqual(new Set([8 * P]));
  });

  it('B-078: a block costs 8 bytes beside its payload, on x64 too', () => {
    const { process, P } = userOf(arch);
    // Unserialized: no front end, whose buckets round larger sizes up.
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | HEAP_NO_SERIALIZE, 0, 0x40000, 0x40000, 0, 0);
    for (let bytes = 0; bytes < 600; bytes++) {
      const [a, b] = [process.RtlAllocateHeap(heap, 0, bytes), process.RtlAllocateHeap(heap, 0, bytes)];
      expect(b - a).toBe(Math.max(Math.ceil((bytes + 8) / (2 * P)), 2) * 2 * P);
      process.RtlFreeHeap(heap, 0, b);
      process.RtlFreeHeap(heap, 0, a);
    }
  });

  it('B-078: the last 8 bytes of a payload that fills its block end where the next header begins', () => {
    const { nt, process, P } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const bytes = 6 * P - 8; // three granules without the header
    const [a, b] = [process.RtlAllocateHeap(heap, 0, bytes), process.RtlAllocateHeap(heap, 0, bytes)];
    expect(a + bytes).toBe(b - 8);
    const header = process.memory.readBytes(b - 8, 8);
    process.memory.fill(a, bytes, 0xff);
    expect(process.memory.readBytes(b - 8, 8)).toEqual(header);
    expect(nt.debug.heapFinding(process, heap)).toBeNull();
  });
});

/** The fields of a header, decoded with the key in the heap's Encoding field. */
function headerOf(process: UserProcess, heap: number, payload: number) {
  const { encoding } = layouts[process.memory.architecture];
  const word = process.memory.readUint32(payload - 8) ^ process.memory.readUint32(heap + encoding);
  const second = process.memory.readUint32(payload - 4) ^ process.memory.readUint32(heap + encoding + 4);
  return {
    Size: word & 0xffff,
    Flags: (word >>> 16) & 0xff,
    PreviousSize: second & 0xffff,
    SegmentOffset: (second >>> 16) & 0xff,
    UnusedBytes: second >>> 24,
  };
}

describe.each(architectures)('headers of blocks, %s', (arch) => {
  const { granule, flags, forceFlags } = layouts[arch];

  it('B-062, B-063, B-064: size in granules, busy, unused bytes', () => {
    const { process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    for (const bytes of [0, 1, 24, 100, 1000]) {
      const block = process.RtlAllocateHeap(heap, 0, bytes);
      const header = headerOf(process, heap, block);
      expect(header).toMatchObject({ Flags: 0x01, SegmentOffset: 0 });
      expect(header.Size * granule - header.UnusedBytes).toBe(bytes);
    }
  });

  it('B-063: the flags of an entry: each bit where its meaning is seen', () => {
    const { process } = userOf(arch, true, {}, { globalFlags: ['htc'] });
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const flagsOf = (asked: number, bytes = 40): number =>
      headerOf(process, heap, process.RtlAllocateHeap(heap, asked, bytes)).Flags;
    // Tail checking fills behind every block (0x04) but one with a reservation of its own (0x08).
    expect(flagsOf(0)).toBe(0x01 | 0x04);
    expect(flagsOf(0x100)).toBe(0x01 | 0x04 | 0x02); // HEAP_SETTABLE_USER_VALUE: an extra record
    expect(flagsOf(0, 0x100000)).toBe(0x01 | 0x08);
    expect([0x200, 0x400, 0x800, 0xe00].map((asked) => flagsOf(asked) & ~0x05)).toEqual([
      0x20, 0x40, 0x80, 0xe0,
    ]);
    const plain = userOf(arch).process;
    const last = plain.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
    const block = plain.RtlAllocateHeap(last, 0, 40);
    const { Size } = headerOf(plain, last, block);
    // The free block behind it is the last one in front of the uncommitted range.
    expect(headerOf(plain, last, block + Size * granule).Flags).toBe(0x10);
  });

  it('B-069: PreviousSize is the size of the block in front, through allocations and frees', () => {
    const { nt, process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0x20000, 0x20000, 0, 0);
    const blocks = Array.from({ length: 60 }, (_, n) => process.RtlAllocateHeap(heap, 0, (n * 37) % 500));
    for (let n = 0; n < 60; n += 3) process.RtlFreeHeap(heap, 0, blocks[n]!);
    const pieces = nt.debug
      .heapBlocks(process, heap)
      .filter(({ state }) => state === 'busy' || state === 'free');
    const headers = pieces.map(({ address }) => headerOf(process, heap, address));
    expect(headers.map(({ PreviousSize }) => PreviousSize)).toEqual([
      0,
      ...headers.slice(0, -1).map(({ Size }) => Size),
    ]);
    pieces.slice(1).forEach(({ address }, n) => {
      expect(address - pieces[n]!.address).toBe(headers[n]!.Size * granule);
    });
  });

  it('the flags of creation stand in the heap’s header', () => {
    const { process } = userOf(arch);
    const heap = process.RtlCreateHeap(HEAP_GROWABLE | 0x4, 0, 0, 0, 0, 0);
    expect(process.memory.readUint32(heap + flags)).toBe(HEAP_GROWABLE | 0x4);
    expect(process.memory.readUint32(heap + forceFlags)).toBe(0x4);
    expect([flags, forceFlags]).toEqual(arch === 'x64' ? [0x70, 0x74] : [0x40, 0x44]);
  });

  it('the key differs from heap to heap and follows from the seed', () => {
    const keys = (seed: number) => {
      const { process } = userOf(arch, true, { seed });
      const heap = process.RtlCreateHeap(HEAP_GROWABLE, 0, 0, 0, 0, 0);
      return [heap, process.processHeap].map((at) => process.memory.readUint32(at + layouts[arch].encoding));
    };
    expect(keys(1)).toEqual(keys(1));
    expect(new Set([...keys(1), ...keys(2)]).size).toBe(4);
  });
});
